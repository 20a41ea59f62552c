"""Reading the file of a person leaves a trace (provv. Garante 27/11/2008; quality S9)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from valdera_housing.choices import Lettura
from valdera_housing.models import LetturaFascicolo, Nucleo, Persona, Utente

STESSA_LETTURA = timedelta(minutes=10)
# ``{}`` is the column of the file, persona_id or nucleo_id: each has its index with the time.
SE_NUOVA = """
INSERT INTO valdera_housing_letturafascicolo (utente_id, {0}, azione, motivo, alle)
SELECT %s, %s, %s, '', %s
WHERE NOT EXISTS (
    SELECT FROM valdera_housing_letturafascicolo
    WHERE utente_id = %s AND {0} = %s AND azione = %s AND alle > %s
)
"""


def annota_lettura(utente: Utente, scheda: Persona | Nucleo) -> None:
    """Write that a file was opened; going back to it within ten minutes is the same reading.

    One statement: the page that calls it has few queries to spend.
    """
    colonna = "persona_id" if isinstance(scheda, Persona) else "nucleo_id"
    chiavi: list[Any] = [utente.pk, scheda.pk, Lettura.VISTA.value]
    with connection.cursor() as cursor:
        cursor.execute(SE_NUOVA.format(colonna), [*chiavi, timezone.now(), *chiavi, timezone.now() - STESSA_LETTURA])


def annota_nome_mostrato(utente: Utente, nucleo: Nucleo, motivo: str) -> None:
    """Write that the name behind a pseudonym was shown, and why: every time, however close."""
    LetturaFascicolo.objects.create(utente=utente, nucleo=nucleo, azione=Lettura.SMASCHERATA, motivo=motivo)


def annota_esportazione(utente: Utente, persone: Iterable[Persona]) -> None:
    """Write whose data left with a download: one row a person."""
    LetturaFascicolo.objects.bulk_create(
        [LetturaFascicolo(utente=utente, persona=persona, azione=Lettura.ESPORTATA) for persona in persone],
        batch_size=5000,
    )


def annota_diario_esportato(utente: Utente, nucleo: Nucleo) -> None:
    """Write that the diary of the case of a household left with a download."""
    LetturaFascicolo.objects.create(utente=utente, nucleo=nucleo, azione=Lettura.ESPORTATA, motivo="Diario del caso")
