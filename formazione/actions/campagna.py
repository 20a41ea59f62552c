"""Acts on a communication campaign, from its idea to its end."""

from typing import Any

from django.db import transaction

from formazione.choices import StatoNewsletter
from formazione.models import Campagna
from formazione.workflow import CAMPAGNA, TENGONO
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente, prossimo_numero


@transaction.atomic
def crea_campagna(dati: dict[str, Any], *, utente: Utente) -> Campagna:
    """Write down a campaign in preparation; ``dati`` are the columns typed."""
    if not utente.ha_ruolo(*TENGONO):
        raise AttoRifiutato("Le campagne le prepara chi tiene gli eventi: spetta a un altro ruolo.")
    _pretende_date(dati)
    anno = oggi().year
    numero = f"CP-{anno}-{prossimo_numero('campagna', anno):04d}"
    campagna = Campagna.objects.create(numero=numero, creata_da=utente, **dati)
    campagna.refresh_from_db()
    return campagna


@transaction.atomic
def modifica_campagna(campagna: Campagna, dati: dict[str, Any], *, utente: Utente, versione: int) -> Campagna:
    """Correct it; ModificaConcorrente when somebody saved meanwhile."""
    _bloccata("modifica", campagna, utente)
    _pretende_date(dati)
    salvata: Campagna = modifica(campagna, dati, versione=versione)
    return salvata


@transaction.atomic
def avvia_campagna(campagna: Campagna, *, utente: Utente) -> Campagna:
    """From now on contents and newsletters belong to it."""
    return _passa("avvia", campagna, utente)


@transaction.atomic
def concludi_campagna(campagna: Campagna, *, utente: Utente) -> Campagna:
    """It is over: its last day is today when it had none. AttoRifiutato while a newsletter of it is leaving."""
    bloccata = _bloccata("concludi", campagna, utente)
    _pretende_niente_in_partenza(bloccata)
    al = bloccata.al or max(oggi(), bloccata.dal)
    return _scrivi(bloccata, stato=CAMPAGNA["concludi"].a, al=al)


@transaction.atomic
def annulla_campagna(campagna: Campagna, *, motivo: str, utente: Utente) -> Campagna:
    """It will not be done, and why; the contents already published stay."""
    bloccata = _bloccata("annulla", campagna, utente)
    _pretende_niente_in_partenza(bloccata)
    return _scrivi(bloccata, stato=CAMPAGNA["annulla"].a, motivo=motivo)


def _bloccata(atto: str, campagna: Campagna, utente: Utente) -> Campagna:
    bloccata = Campagna.objects.select_for_update(no_key=True).get(pk=campagna.pk)
    CAMPAGNA.pretende(atto, bloccata, utente)
    return bloccata


def _passa(atto: str, campagna: Campagna, utente: Utente) -> Campagna:
    return _scrivi(_bloccata(atto, campagna, utente), stato=CAMPAGNA[atto].a)


def _scrivi(campagna: Campagna, **dati: Any) -> Campagna:
    for campo, valore in dati.items():
        setattr(campagna, campo, valore)
    campagna.versione += 1
    campagna.save(update_fields=[*dati, "versione"])
    return campagna


def _pretende_date(dati: dict[str, Any]) -> None:
    if dati.get("al") and dati["al"] < dati["dal"]:
        raise AttoRifiutato("La campagna non finisce prima di cominciare.")


def _pretende_niente_in_partenza(campagna: Campagna) -> None:
    partente = campagna.newsletter.filter(stato=StatoNewsletter.IN_INVIO).order_by("pk").first()
    if partente:
        raise AttoRifiutato(
            f"La newsletter {partente.numero} di questa campagna è in partenza: aspetta che sia inviata."
        )
