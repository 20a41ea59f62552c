"""Registering a contract: what the receipt says, late or in time (scenario 24)."""

from datetime import date
from typing import Any

import pytest

from gestore.actions.registrazione import registra_contratto
from gestore.workflow import LOCAZIONE, SUBLOCAZIONE
from tests.factories.gestore import LocazioneFactory, sublocazione_in_corso
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Contratto, Utente
from valdera_housing.rules.registrazione import scadenza_comunicazione, stato_registrazione

pytestmark = pytest.mark.django_db
RICEVUTA = ("ricevuta.pdf", b"%PDF-1.7 ricevuta")


@pytest.fixture
def contabile() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


def estremi(registrato_il: date, **altro: Any) -> dict[str, Any]:
    return {
        "registrato_il": registrato_il,
        "registrazione_codice": "TZ325T001234000AB",
        "registrazione_ufficio": "TZ3",
        "registrazione_serie": "3T",
        "registrazione_numero": "1234",
        "comunicato_il": None,
    } | altro


@pytest.fixture
def testa() -> Contratto:
    """Scenario 24: signed on 10/06/2025, from 01/07/2025."""
    return LocazioneFactory(
        firmata=True,
        contratto__stipulato_il=date(2025, 6, 10),
        contratto__inizio=date(2025, 7, 1),
        contratto__fine=date(2028, 6, 30),
    ).contratto


def stato(contratto: Contratto, oggi: date) -> str:
    return stato_registrazione(
        stipulato_il=contratto.stipulato_il,
        inizio=contratto.inizio,
        fine=contratto.fine,
        registrato_il=contratto.registrato_il,
        oggi=oggi,
    ).stato


def test_scenario_24_registered_in_time_then_told_within_sixty_days(contabile: Utente, testa: Contratto) -> None:
    assert [stato(testa, g) for g in (date(2025, 6, 29), date(2025, 6, 30), date(2025, 7, 11))] == [
        "DA_REGISTRARE", "IN_SCADENZA", "OMESSO",
    ]  # fmt: skip
    registrato = registra_contratto(
        testa, estremi(date(2025, 7, 8)), workflow=LOCAZIONE, utente=contabile, versione=1, ricevuta=RICEVUTA
    )
    assert stato(registrato, date(2025, 7, 11)) == "REGISTRATO"
    assert scadenza_comunicazione(registrato.registrato_il) == date(2025, 9, 6)
    assert (registrato.registrazione_codice, registrato.registrazione_ricevuta.nome, registrato.stato) == (
        "TZ325T001234000AB", "ricevuta.pdf", "IN_CORSO",
    )  # fmt: skip


def test_a_late_registration_is_written_and_stays_late(contabile: Utente, testa: Contratto) -> None:
    registrato = registra_contratto(
        testa,
        estremi(date(2025, 7, 20), comunicato_il=date(2025, 8, 1)),
        workflow=LOCAZIONE,
        utente=contabile,
        versione=1,
    )
    assert (stato(registrato, date(2026, 1, 1)), registrato.comunicato_il) == (
        "REGISTRATO_TARDIVO", date(2025, 8, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("dati", "frase"),
    [
        (estremi(date(2025, 6, 9)), "Il contratto è stato firmato il 10/06/2025: non si registra prima."),
        (estremi(date(2026, 11, 20)), "La data è nel futuro: scrivila quando è fatto."),
        (
            estremi(date(2025, 7, 8), comunicato_il=date(2025, 7, 7)),
            "La registrazione si comunica dopo averla fatta.",
        ),
    ],
)
def test_dates_out_of_order_are_refused(contabile: Utente, testa: Contratto, dati: dict[str, Any], frase: str) -> None:
    with pytest.raises(AttoRifiutato) as rifiuto:
        registra_contratto(testa, dati, workflow=LOCAZIONE, utente=contabile, versione=1)
    assert str(rifiuto.value) == frase


def test_two_people_registering_one_contract_do_not_overwrite_each_other(contabile: Utente, testa: Contratto) -> None:
    registra_contratto(testa, estremi(date(2025, 7, 8)), workflow=LOCAZIONE, utente=contabile, versione=1)
    with pytest.raises(ModificaConcorrente):
        registra_contratto(testa, estremi(date(2025, 7, 9)), workflow=LOCAZIONE, utente=contabile, versione=1)


def test_the_same_act_registers_a_sublease(contabile: Utente) -> None:
    contratto = sublocazione_in_corso().contratto
    registrato = registra_contratto(
        contratto, estremi(date(2026, 5, 20)), workflow=SUBLOCAZIONE, utente=contabile, versione=contratto.versione
    )
    assert registrato.registrato_il == date(2026, 5, 20)
