"""Rooms asked to the Unione and what comes with an event: one of each, and many more rows of each list."""

from datetime import date, timedelta
from typing import Any

from formazione.models import RichiestaSala
from tests.factories.formazione import RichiestaSalaFactory, sala
from tests.factories.luogo import alle
from valdera_housing.choices import Linea
from valdera_housing.models import Prenotazione


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    chiesta = RichiestaSalaFactory(stanza=sala(nome="23"), richiesta_da=mondo.ets)
    _altre_sale(chiesta, quanti - 1)
    return {"sala": chiesta}


def _altre_sale(chiesta: RichiestaSala, quante: int) -> None:
    """One after the other, in the same room."""
    stanza, da = chiesta.prenotazione.stanza, alle(date(2026, 12, 7), "09:00")
    prenotazioni = Prenotazione.objects.bulk_create(
        Prenotazione(
            linea=Linea.FOR, titolo="Riunione", inizio=da + timedelta(hours=n), fine=da + timedelta(hours=n + 1),
            sede=stanza.sede, stanza=stanza, partecipanti=6,
        )
        for n in range(quante)
    )  # fmt: skip
    RichiestaSala.objects.bulk_create(
        RichiestaSala(
            prenotazione=prenotazione, titolo=f"Riunione {n}", disciplinare_accettato=True,
            richiesta_da=chiesta.richiesta_da, richiesta_il=date(2026, 11, 10),
        )
        for n, prenotazione in enumerate(prenotazioni)
    )  # fmt: skip
