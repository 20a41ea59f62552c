"""Acts on the owners: enter one, correct what is known of her."""

from typing import Any

from django.db import connection, transaction

from valdera_housing.actions.versione import modifica
from valdera_housing.choices import TENGONO_I_CONTI, Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Proprietario, Utente
from valdera_housing.queries.proprietario import simili_a

SCRIVONO_I_PROPRIETARI = (Ruolo.OPERATORE_ETS, *TENGONO_I_CONTI)


@transaction.atomic
def registra_proprietario(dati: dict[str, Any], *, utente: Utente, altro: bool = False) -> Proprietario:
    """Enter an owner seen for the first time.

    Raises AttoRifiutato when one like her is already here, unless ``altro`` says that it was checked.
    """
    _pretende_ets(utente)
    _uno_alla_volta(dati["denominazione"])
    doppioni = simili_a(dati["denominazione"], dati.get("partita_iva", ""), dati.get("codice_fiscale"))
    if doppioni and not altro:
        raise AttoRifiutato("C’è già un proprietario così: controlla, poi segna «È un altro proprietario».")
    return Proprietario.objects.create(**dati)


@transaction.atomic
def modifica_proprietario(
    proprietario: Proprietario, dati: dict[str, Any], *, utente: Utente, versione: int
) -> Proprietario:
    """Write what changed of an owner; raises ModificaConcorrente when somebody else saved first."""
    _pretende_ets(utente)
    return modifica(proprietario, dati, versione=versione)


def _pretende_ets(utente: Utente) -> None:
    if not utente.ha_ruolo(*SCRIVONO_I_PROPRIETARI):
        raise AttoRifiutato("I proprietari li scrive l’ente partner: spetta a un altro ruolo.")


def _uno_alla_volta(denominazione: str) -> None:
    """Two people entering the same owner at the same moment wait for each other, so the second is warned."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(senza_accenti(%s), 1))",
            [" ".join(sorted(denominazione.lower().split()))],
        )
