"""Acts on the repairs of a home: open, correct, quotes, authorise, close with its invoice, cancel."""

from datetime import date
from typing import Any

from django.db import transaction

from gestore.models import Manutenzione, Preventivo
from gestore.rules.manutenzione import GiorniUrgenza, scadenza_intervento
from gestore.workflow import MANUTENZIONE, SPORTELLO_ETS
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.scrittura import in_data
from valdera_housing.models import Alloggio, Documento, Parametro, Utente, prossimo_numero

File = tuple[str, bytes]


@transaction.atomic
def apri_manutenzione(alloggio: Alloggio, dati: dict[str, Any], *, utente: Utente) -> Manutenzione:
    """A repair to do. Without ``entro_il`` the deadline comes from the urgency, in the days of the parameters."""
    if not utente.ha_ruolo(*SPORTELLO_ETS):
        raise AttoRifiutato("Le manutenzioni le apre chi segue gli alloggi: spetta a un altro ruolo.")
    anno = dati["aperta_il"].year
    numero = f"M-{anno}-{prossimo_numero('manutenzione', anno):04d}"
    return Manutenzione.objects.create(numero=numero, alloggio=alloggio, **_con_scadenza(dati))


@transaction.atomic
def modifica_manutenzione(
    manutenzione: Manutenzione, dati: dict[str, Any], *, utente: Utente, versione: int
) -> Manutenzione:
    """Correct a repair that is not closed; ModificaConcorrente when somebody saved meanwhile."""
    MANUTENZIONE.pretende("modifica", _bloccata(manutenzione), utente)
    return modifica(manutenzione, _con_scadenza(dati), versione=versione)


@transaction.atomic
def aggiungi_preventivo_manutenzione(
    manutenzione: Manutenzione, dati: dict[str, Any], *, utente: Utente, file: File | None = None
) -> Preventivo:
    """A quote (``fornitore``, ``importo`` in euro, ``ricevuto_il``) with its file, as (name, bytes)."""
    bloccata = _bloccata(manutenzione)
    transizione = MANUTENZIONE.pretende("aggiungi_preventivo", bloccata, utente)
    preventivo = Preventivo.objects.create(manutenzione=bloccata, documento=_archivia(file, utente), **dati)
    _scrivi(bloccata, stato=transizione.a)
    return preventivo


@transaction.atomic
def autorizza_manutenzione(
    manutenzione: Manutenzione, *, utente: Utente, preventivo: Preventivo | None = None
) -> Manutenzione:
    """The manager says yes, choosing one of its quotes if there are any. AttoRifiutato when none is chosen."""
    bloccata = _bloccata(manutenzione)
    transizione = MANUTENZIONE.pretende("autorizza", bloccata, utente)
    preventivi = list(bloccata.preventivi.select_for_update(no_key=True))
    if preventivi and preventivo not in preventivi:
        raise AttoRifiutato("Scegli il preventivo che autorizzi.")
    dati: dict[str, Any] = {"stato": transizione.a, "autorizzata_da": utente}
    if preventivo:
        preventivo.scelto = True
        preventivo.save(update_fields=["scelto"])
        dati["fornitore"] = preventivo.fornitore
    return _scrivi(bloccata, **dati)


@transaction.atomic
def chiudi_manutenzione(
    manutenzione: Manutenzione, dati: dict[str, Any], *, utente: Utente, fattura: File | None = None
) -> Manutenzione:
    """Done: ``chiusa_il``, ``costo`` in euro, ``esito``, and who was paid with the invoice when the ETS pays."""
    bloccata = _bloccata(manutenzione)
    transizione = MANUTENZIONE.pretende("chiudi", bloccata, utente)
    if dati["chiusa_il"] < bloccata.aperta_il:
        raise AttoRifiutato(f"Non si chiude prima di essere aperta, il {in_data(bloccata.aperta_il)}.")
    return _scrivi(bloccata, stato=transizione.a, fattura=_archivia(fattura, utente), **dati)


@transaction.atomic
def annulla_manutenzione(manutenzione: Manutenzione, *, perche: str, utente: Utente) -> Manutenzione:
    """No longer to be done, and why."""
    bloccata = _bloccata(manutenzione)
    transizione = MANUTENZIONE.pretende("annulla", bloccata, utente)
    return _scrivi(bloccata, stato=transizione.a, esito=perche)


def _bloccata(manutenzione: Manutenzione) -> Manutenzione:
    return Manutenzione.objects.select_for_update(no_key=True).get(pk=manutenzione.pk)


def _scrivi(manutenzione: Manutenzione, **dati: Any) -> Manutenzione:
    for campo, valore in dati.items():
        setattr(manutenzione, campo, valore)
    manutenzione.versione += 1
    manutenzione.save(update_fields=[*dati, "versione"])
    return manutenzione


def _archivia(file: File | None, utente: Utente) -> Documento | None:
    return archivia_documento(file[1], file[0], utente=utente) if file else None


def _con_scadenza(dati: dict[str, Any]) -> dict[str, Any]:
    if dati.get("entro_il"):
        return dati
    giorni = giorni_urgenza(dati["aperta_il"])
    return dati | {"entro_il": scadenza_intervento(dati["aperta_il"], dati["urgenza"], giorni)}


def giorni_urgenza(giorno: date) -> GiorniUrgenza:
    """The days of each urgency in force on a day, from the parameters ``giorni_manutenzione_emergenza`` and so on."""
    valori = Parametro.objects.valori(giorno)
    predefiniti = GiorniUrgenza()
    quanti = {
        nome: int(valori.get(f"giorni_manutenzione_{nome}", getattr(predefiniti, nome)))
        for nome in ("emergenza", "urgente", "ordinaria")
    }
    return GiorniUrgenza(**quanti)
