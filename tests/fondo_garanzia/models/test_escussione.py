"""What the database itself refuses about a claim, whoever writes it."""

from decimal import Decimal as D

import pytest

from fondo_garanzia.models import Escussione
from tests.factories.fondo import EscussioneFactory, approva, rivalsa, valuta
from tests.factories.rifiuti import rifiutato, sql

pytestmark = pytest.mark.django_db

AMMESSI = [D("420.00"), D("480.00"), D("480.00"), D("60.00")]


def scrivi(escussione: Escussione, che_cosa: str) -> str | None:
    return rifiutato(lambda: sql(f"UPDATE fondo_garanzia_escussione SET {che_cosa} WHERE id = %s", escussione.pk))


@pytest.mark.parametrize(
    ("che_cosa", "vincolo"),
    [
        ("danni = -1", "escussione_importi"),
        ("presentata_il = '2026-09-29'", "escussione_presentata_dopo_il_fatto"),
        ("stato = 'VALUTATA'", "escussione_valutata_con_calcolo"),
        ("stato = 'APPROVATA', valutata_il = '2026-10-20'", "escussione_approvata_con_atto"),
        ("decisa_da_id = presentata_da_id", "escussione_decisa_da_altri"),
        ("stato = 'RIFIUTATA'", "escussione_rifiutata_con_motivo"),
        ("pagata_il = '2026-10-20'", "escussione_pagata_con_data"),
    ],
)
def test_a_claim_that_makes_no_sense(che_cosa: str, vincolo: str) -> None:
    assert scrivi(EscussioneFactory(), che_cosa) == vincolo


def test_one_open_claim_for_a_guarantee() -> None:
    escussione = EscussioneFactory()
    assert rifiutato(lambda: EscussioneFactory(garanzia=escussione.garanzia)) == "escussione_una_aperta"


@pytest.mark.parametrize(
    ("che_cosa", "vincolo"),
    [
        ("competenza = '2026-06-01'", "mensilita_una_per_escussione"),
        ("competenza = '2026-10-02'", "mensilita_primo_del_mese"),
        ("contributi = 300, recuperato = 181", "mensilita_importi"),
        ("ammesso = 10", "mesi_sommano_all_escussione"),
    ],
)
def test_a_month_that_makes_no_sense(che_cosa: str, vincolo: str) -> None:
    escussione = EscussioneFactory()
    comando = f"UPDATE fondo_garanzia_mensilitaescussa SET {che_cosa} WHERE id = %s"
    assert rifiutato(lambda: sql(comando, escussione.mensilita.last().pk)) == vincolo


def test_a_claim_is_paid_with_its_movement_and_its_credit_and_then_never_changes() -> None:
    approvata = approva(valuta(EscussioneFactory(), AMMESSI))
    assert scrivi(approvata, "stato = 'LIQUIDATA', pagata_il = '2026-10-28'") == "escussione_pagata_con_rivalsa"
    assert scrivi(rivalsa().escussione, "ammesso_canoni = 1") == "escussione_pagata_ferma"
