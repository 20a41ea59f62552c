"""Acts on who helps on the territory: add, correct, say that it is still so, put aside and take up again."""

from datetime import date
from typing import Any

from django.db import transaction

from sportello.models import RisorsaTerritorio
from sportello.workflow import SEGUONO
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Utente


@transaction.atomic
def aggiungi_risorsa(dati: dict[str, Any], *, utente: Utente) -> RisorsaTerritorio:
    pretende_rete(utente)
    return RisorsaTerritorio.objects.create(**dati)


@transaction.atomic
def modifica_risorsa(
    risorsa: RisorsaTerritorio, dati: dict[str, Any], *, utente: Utente, versione: int
) -> RisorsaTerritorio:
    """Correct a resource; ModificaConcorrente when somebody saved meanwhile."""
    pretende_rete(utente)
    return modifica(risorsa, dati, versione=versione)


@transaction.atomic
def conferma_risorsa(risorsa: RisorsaTerritorio, *, utente: Utente, giorno: date) -> RisorsaTerritorio:
    """Somebody checked that it is still so. Confirmed twice the same day it is one confirmation."""
    pretende_rete(utente)
    bloccata = _bloccata(risorsa)
    if not bloccata.attiva:
        raise AttoRifiutato("Questa risorsa non è più attiva: prima rimettila in uso.")
    return bloccata if bloccata.aggiornata_il >= giorno else _scrivi(bloccata, aggiornata_il=giorno)


@transaction.atomic
def disattiva_risorsa(risorsa: RisorsaTerritorio, *, utente: Utente) -> RisorsaTerritorio:
    """It helps no more: it stays where it is remembered, and is proposed no longer."""
    pretende_rete(utente)
    bloccata = _bloccata(risorsa)
    return _scrivi(bloccata, attiva=False) if bloccata.attiva else bloccata


@transaction.atomic
def riattiva_risorsa(risorsa: RisorsaTerritorio, *, utente: Utente, giorno: date) -> RisorsaTerritorio:
    """It helps again, and that was checked today."""
    pretende_rete(utente)
    bloccata = _bloccata(risorsa)
    return bloccata if bloccata.attiva else _scrivi(bloccata, attiva=True, aggiornata_il=giorno)


def pretende_rete(utente: Utente) -> None:
    """The network is written by who follows households."""
    if not utente.ha_ruolo(*SEGUONO):
        raise AttoRifiutato("La rete la tiene aggiornata chi segue le famiglie: spetta a un altro ruolo.")


def _bloccata(risorsa: RisorsaTerritorio) -> RisorsaTerritorio:
    return RisorsaTerritorio.objects.select_for_update(no_key=True).get(pk=risorsa.pk)


def _scrivi(risorsa: RisorsaTerritorio, **dati: Any) -> RisorsaTerritorio:
    for campo, valore in dati.items():
        setattr(risorsa, campo, valore)
    risorsa.versione += 1
    risorsa.save(update_fields=[*dati, "versione"])
    return risorsa
