"""Acts on the rooms everybody in a house uses. Locks: the house."""

from typing import Any

from django.db import transaction

from cohousing.actions.blocco import blocca_struttura, struttura_bloccata
from cohousing.models import Spazio, Struttura
from cohousing.workflow import APERTE, TENGONO
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Utente


@transaction.atomic
def aggiungi_spazio(struttura: Struttura, dati: dict[str, Any], *, utente: Utente) -> Spazio:
    """One more common room."""
    bloccata = struttura_bloccata("aggiungi_spazio", struttura, utente)
    _pretende_nome(bloccata, dati["nome"])
    return Spazio.objects.create(struttura=bloccata, **dati)


@transaction.atomic
def modifica_spazio(spazio: Spazio, dati: dict[str, Any], *, utente: Utente, versione: int) -> Spazio:
    """Correct a common room. ModificaConcorrente when somebody saved first."""
    struttura = _struttura_di(spazio, utente)
    _pretende_nome(struttura, dati["nome"], escluso=spazio.pk)
    salvato: Spazio = modifica(spazio, dati, versione=versione)
    return salvato


@transaction.atomic
def togli_spazio(spazio: Spazio, *, utente: Utente) -> None:
    """A room that is no longer common."""
    _struttura_di(spazio, utente)
    Spazio.objects.filter(pk=spazio.pk).delete()


def _struttura_di(spazio: Spazio, utente: Utente) -> Struttura:
    if not utente.ha_ruolo(*TENGONO):
        raise AttoRifiutato("Gli spazi di una casa li tiene l’ente partner: spetta a un altro ruolo.")
    struttura = blocca_struttura(spazio.struttura_id)
    if struttura.stato not in APERTE:
        raise AttoRifiutato("Questa casa è chiusa: i suoi spazi non cambiano più.")
    return struttura


def _pretende_nome(struttura: Struttura, nome: str, *, escluso: int = 0) -> None:
    if struttura.spazi.exclude(pk=escluso).filter(nome=nome).exists():
        raise AttoRifiutato(f"Lo spazio «{nome}» c’è già.")
