"""Acts on the individual project of a case: written, signed, checked, ended. Locks: Caso, then ProgettoIndividuale."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from valdera_housing.actions.caso import caso_aperto, segna_attivita
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.actions.versione import modifica
from valdera_housing.choices import StatoObiettivo, StatoProgetto
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente, pretendi
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import (
    Caso,
    FirmaProgetto,
    Obiettivo,
    ProgettoIndividuale,
    Utente,
    VerificaProgetto,
    prossimo_numero,
)
from valdera_housing.queries.progetto import mesi_verifica
from valdera_housing.rules.file_ammessi import IMMAGINI, PDF
from valdera_housing.rules.progetto import (
    FirmaApposta,
    ObiettivoScritto,
    ProgettoDaFirmare,
    prossima_verifica,
    valuta_firma,
    valuta_verifica,
)
from valdera_housing.workflow import PROGETTO

CAMPI_OBIETTIVO = ("area", "descrizione", "indicatore", "chi", "scade_il", "stato")


@transaction.atomic
def scrivi_progetto(caso: Caso, dati: Mapping[str, Any], obiettivi: Sequence[ObiettivoScritto]) -> ProgettoIndividuale:
    """A new project, in draft, of an open case: ``situazione``, ``redatto_il``, ``verifica_entro`` or None.

    Raises AttoRifiutato when the case is closed or has a project open already.
    """
    bloccato = caso_aperto(caso)
    if aperto := bloccato.progetti.aperti().first():
        raise AttoRifiutato(f"Questo caso ha già un progetto aperto, {aperto.numero}.")
    progetto = ProgettoIndividuale.objects.create(
        numero=f"PI-{oggi().year}-{prossimo_numero('progetto', oggi().year):04d}",
        caso=bloccato,
        **_con_verifica(dati),
    )
    _scrivi_obiettivi(progetto, obiettivi)
    segna_attivita(bloccato, oggi())
    return progetto


@transaction.atomic
def modifica_progetto(
    progetto: ProgettoIndividuale,
    dati: Mapping[str, Any],
    obiettivi: Sequence[ObiettivoScritto],
    *,
    utente: Utente,
    versione: int,
) -> ProgettoIndividuale:
    """Correct a project that is open; a goal taken away goes only while nobody has signed it.

    Raises ModificaConcorrente when somebody saved meanwhile.
    """
    bloccato = _bloccato("modifica", progetto, utente)
    fresco = modifica(bloccato, _con_verifica(dati), versione=versione)
    restano = {obiettivo.pk for obiettivo in obiettivi}
    tolti = fresco.obiettivi.exclude(pk__in=[pk for pk in restano if pk])
    if fresco.stato == StatoProgetto.FIRMATO and tolti.exists():
        raise AttoRifiutato("Il progetto è firmato: un obiettivo non si toglie, si segna come non raggiunto.")
    tolti.delete()
    _scrivi_obiettivi(fresco, obiettivi)
    segna_attivita(fresco.caso, oggi())
    return fresco


@transaction.atomic
def firma_progetto(
    progetto: ProgettoIndividuale,
    firme: Sequence[FirmaApposta],
    *,
    utente: Utente,
    verifica_entro: date | None = None,
    file: tuple[str, bytes] | None = None,
) -> ProgettoIndividuale:
    """Write who signed; the project holds from the last signature. ``file`` is the signed copy, (name, bytes).

    Without ``verifica_entro`` the first check is due after the months of the parameter.
    """
    bloccato = _bloccato("firma", progetto, utente)
    esito = valuta_firma(ProgettoDaFirmare(bloccato.redatto_il, bloccato.obiettivi.count()), firme, oggi())
    pretendi(esito)
    FirmaProgetto.objects.bulk_create(
        FirmaProgetto(progetto=bloccato, ruolo=firma.ruolo, nome=firma.nome, firmato_il=firma.il) for firma in firme
    )
    ultima = max(firma.il for firma in firme)
    entro = verifica_entro or prossima_verifica(ultima, mesi_verifica(ultima))
    if entro < ultima:
        raise AttoRifiutato(f"La verifica viene dopo l’ultima firma, del {in_data(ultima)}.")
    if file:
        nome, contenuto = file
        bloccato.documento = archivia_documento(contenuto, nome, utente=utente, ammessi=(PDF, *IMMAGINI))
    _scrivi(bloccato, stato=StatoProgetto.FIRMATO, firmato_il=ultima, verifica_entro=entro)
    segna_attivita(bloccato.caso, ultima)
    return bloccato


@transaction.atomic
def verifica_progetto(
    progetto: ProgettoIndividuale,
    *,
    svolta_il: date,
    testo: str,
    stati: Mapping[int, str],
    utente: Utente,
    versione: int,
    prossima_entro: date | None = None,
) -> VerificaProgetto:
    """What was seen, how each goal stands (``stati``: pk → state) and by when to look again.

    Raises ModificaConcorrente when the goals changed after the page was opened.
    """
    bloccato = _bloccato("verifica", progetto, utente)
    if bloccato.versione != versione:
        raise ModificaConcorrente
    entro = prossima_entro or prossima_verifica(svolta_il, mesi_verifica(svolta_il))
    esito = valuta_verifica(bloccato.firmato_il or bloccato.redatto_il, svolta_il, entro, oggi())
    pretendi(esito)
    verifica = VerificaProgetto.objects.create(
        progetto=bloccato, svolta_il=svolta_il, testo=testo, prossima_entro=entro, autore=utente
    )
    for obiettivo in bloccato.obiettivi.filter(pk__in=stati):
        _segna(obiettivo, stati[obiettivo.pk])
    _scrivi(bloccato, verifica_entro=entro)
    segna_attivita(bloccato.caso, svolta_il)
    return verifica


@transaction.atomic
def concludi_progetto(progetto: ProgettoIndividuale, *, esito: str, il: date, utente: Utente) -> ProgettoIndividuale:
    """The project came to its end: how it went."""
    return _chiudi("concludi", progetto, esito, il, utente)


@transaction.atomic
def interrompi_progetto(progetto: ProgettoIndividuale, *, esito: str, il: date, utente: Utente) -> ProgettoIndividuale:
    """The project stops before its end, or before its signatures: why."""
    return _chiudi("interrompi", progetto, esito, il, utente)


def _chiudi(atto: str, progetto: ProgettoIndividuale, esito: str, il: date, utente: Utente) -> ProgettoIndividuale:
    bloccato = _bloccato(atto, progetto, utente)
    ultimo = bloccato.firmato_il or bloccato.redatto_il
    if il < ultimo:
        raise AttoRifiutato(f"Il progetto è del {in_data(ultimo)}: non può finire prima.")
    if il > oggi():
        raise AttoRifiutato("Il giorno è nel futuro: registralo quando sarà finito.")
    _scrivi(bloccato, stato=PROGETTO[atto].a, chiuso_il=il, esito=esito)
    segna_attivita(bloccato.caso, il)
    return bloccato


def _bloccato(atto: str, progetto: ProgettoIndividuale, utente: Utente) -> ProgettoIndividuale:
    """The project as it is now, locked after its case, if this person may do the act."""
    caso = caso_aperto(progetto.caso)
    bloccato = ProgettoIndividuale.objects.select_for_update(no_key=True).get(pk=progetto.pk)
    bloccato.caso = caso
    PROGETTO.pretende(atto, bloccato, utente)
    return bloccato


def _scrivi(progetto: ProgettoIndividuale, **colonne: Any) -> None:
    for nome, valore in colonne.items():
        setattr(progetto, nome, valore)
    progetto.versione += 1
    progetto.save(update_fields=[*colonne, "documento", "versione"])


def _con_verifica(dati: Mapping[str, Any]) -> dict[str, Any]:
    redatto_il = dati["redatto_il"]
    entro = dati.get("verifica_entro") or prossima_verifica(redatto_il, mesi_verifica(redatto_il))
    return {"situazione": dati["situazione"], "redatto_il": redatto_il, "verifica_entro": entro}


def _scrivi_obiettivi(progetto: ProgettoIndividuale, obiettivi: Sequence[ObiettivoScritto]) -> None:
    presenti = {obiettivo.pk: obiettivo for obiettivo in progetto.obiettivi.all()}
    for scritto in obiettivi:
        colonne = {nome: getattr(scritto, nome) for nome in CAMPI_OBIETTIVO}
        attuale = presenti.get(scritto.pk) if scritto.pk else None
        if attuale is None:
            Obiettivo.objects.create(progetto=progetto, **colonne)
        elif any(getattr(attuale, nome) != valore for nome, valore in colonne.items()):
            _cambia(attuale, colonne)


def _segna(obiettivo: Obiettivo, stato: str) -> None:
    if obiettivo.stato != stato:
        _cambia(obiettivo, {"stato": StatoObiettivo(stato)})


def _cambia(obiettivo: Obiettivo, colonne: Mapping[str, Any]) -> None:
    for nome, valore in colonne.items():
        setattr(obiettivo, nome, valore)
    obiettivo.versione += 1
    obiettivo.save(update_fields=[*colonne, "versione"])
