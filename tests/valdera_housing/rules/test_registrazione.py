"""Scenario 24: thirty days to register, ten of warning, then it is omitted and must be put right."""

from datetime import date
from decimal import Decimal as D

import pytest

from valdera_housing.rules.registrazione import (
    esente,
    imposta_registro,
    promemoria,
    scadenza_comunicazione,
    scadenza_registrazione,
    scadenza_rli,
    stato_registrazione,
)

STIPULA, INIZIO, FINE = date(2025, 6, 10), date(2025, 7, 1), date(2028, 6, 30)


@pytest.mark.parametrize(
    ("stipulato_il", "inizio", "scadenza"),
    [
        pytest.param(STIPULA, INIZIO, date(2025, 7, 10), id="scenario 24: from the signature"),
        pytest.param(date(2025, 7, 20), INIZIO, date(2025, 7, 31), id="from the start when it comes first"),
        pytest.param(None, INIZIO, date(2025, 7, 31), id="not signed yet"),
    ],
)
def test_thirty_days_from_what_comes_first(stipulato_il: date | None, inizio: date, scadenza: date) -> None:
    assert scadenza_registrazione(stipulato_il, inizio) == scadenza


def test_the_other_deadlines_of_scenario_24() -> None:
    assert promemoria(date(2025, 7, 10)) == date(2025, 6, 30)
    assert scadenza_comunicazione(date(2025, 7, 8)) == date(2025, 9, 6)
    assert scadenza_rli(date(2028, 3, 31)) == date(2028, 4, 30)


OGGI = date(2026, 11, 19)
ENTRO = "Da registrare entro il 10/07/2025 (art. 17 DPR 131/1986)"


@pytest.mark.parametrize(
    ("registrato_il", "oggi", "stato", "livello", "frase"),
    [
        (None, date(2025, 6, 29), "DA_REGISTRARE", "si", ENTRO),
        (None, date(2025, 6, 30), "IN_SCADENZA", "avviso", ENTRO),
        (None, date(2025, 7, 10), "IN_SCADENZA", "avviso", ENTRO),
        (
            None, date(2025, 7, 11), "OMESSO", "no",
            "Andava registrato entro il 10/07/2025: è in ritardo di 1 giorno. Senza registrazione il contratto è "
            "nullo: registralo subito con il ravvedimento, che riduce la sanzione (art. 13 d.lgs. 472/1997)",
        ),
        (date(2025, 7, 8), OGGI, "REGISTRATO", "si", "Registrato il 08/07/2025 (art. 13 c. 1 L. 431/1998)"),
        (date(2025, 7, 10), OGGI, "REGISTRATO", "si", "Registrato il 10/07/2025 (art. 13 c. 1 L. 431/1998)"),
        (
            date(2025, 7, 13), OGGI, "REGISTRATO_TARDIVO", "avviso",
            "Registrato il 13/07/2025, 3 giorni dopo il termine del 10/07/2025: conserva la ricevuta del ravvedimento "
            "(art. 13 d.lgs. 472/1997)",
        ),
    ],
)  # fmt: skip
def test_the_state_of_scenario_24(
    registrato_il: date | None, oggi: date, stato: str, livello: str, frase: str
) -> None:
    trovato = stato_registrazione(
        stipulato_il=STIPULA, inizio=INIZIO, fine=FINE, registrato_il=registrato_il, oggi=oggi
    )
    assert (trovato.stato, trovato.motivo.livello, str(trovato.motivo)) == (stato, livello, frase)
    assert (trovato.scadenza, trovato.esito.motivi) == (date(2025, 7, 10), (trovato.motivo,))


def test_the_days_of_warning_are_a_parameter() -> None:
    dati = {"stipulato_il": STIPULA, "inizio": INIZIO, "fine": FINE, "registrato_il": None}
    assert stato_registrazione(**dati, oggi=date(2025, 6, 25), giorni_promemoria=15).stato == "IN_SCADENZA"


def test_a_contract_of_thirty_days_need_not_be_registered() -> None:
    assert esente(date(2026, 7, 1), date(2026, 7, 30))
    assert not esente(date(2026, 7, 1), date(2026, 7, 31))
    breve = {"stipulato_il": date(2026, 6, 1), "inizio": date(2026, 7, 1), "fine": date(2026, 7, 30)}
    esonerato = stato_registrazione(**breve, registrato_il=None, oggi=date(2026, 11, 19))
    assert (esonerato.stato, esonerato.scadenza) == ("ESENTE", None)
    assert str(esonerato.motivo) == (
        "Dura al massimo 30 giorni: non serve registrarlo (art. 2-bis tariffa II DPR 131/1986)"
    )
    registrato = stato_registrazione(**breve, registrato_il=date(2026, 11, 1), oggi=date(2026, 11, 19))
    assert (registrato.stato, registrato.scadenza) == ("REGISTRATO", None)


@pytest.mark.parametrize(
    ("canone_annuo", "opzioni", "importo"),
    [
        pytest.param("6600", {}, "132.00", id="2 % of 550 a month"),
        pytest.param("6600", {"concordato_in_ata": True}, "92.40", id="on 70 % of it"),
        pytest.param("3000", {}, "67.00", id="the smallest, the first year"),
        pytest.param("3000", {"prima_annualita": False}, "60.00", id="no smallest after"),
        pytest.param("3350", {}, "67.00", id="exactly the smallest"),
        pytest.param("4320", {"deposito_di_terzi": D("1080")}, "91.80", id="deposit paid by the fund"),
        pytest.param("6600", {"cedolare": True, "deposito_di_terzi": D("1000")}, "0.00", id="cedolare"),
        pytest.param("4321.25", {"prima_annualita": False}, "86.43", id="half a cent goes up"),
    ],
)
def test_the_tax_to_the_cent(canone_annuo: str, opzioni: dict, importo: str) -> None:
    assert imposta_registro(D(canone_annuo), **opzioni).importo == D(importo)


def test_the_tax_shows_its_lines() -> None:
    imposta = imposta_registro(D("4000"), concordato_in_ata=True, deposito_di_terzi=D("1000"))
    assert [(voce.descrizione, voce.importo) for voce in imposta.voci] == [
        ("Canone di un anno", D("4000")),
        ("Base ridotta del 30 %: concordato in un comune ad alta tensione abitativa", D("2800.00")),
        ("Imposta del 2 %", D("56.00")),
        ("Il primo anno si paga almeno", D("67.00")),
        ("0,5 % del deposito versato da altri", D("5.00")),
    ]
    assert str(imposta.esito) == "Imposta di registro: 72,00\xa0€ (art. 5 tariffa DPR 131/1986)"


def test_the_cedolare_says_why_there_is_no_tax() -> None:
    imposta = imposta_registro(D("6600"), cedolare=True)
    assert (imposta.voci, str(imposta.esito)) == (
        (),
        "Con la cedolare secca l’imposta di registro non è dovuta (art. 3 c. 2 d.lgs. 23/2011)",
    )
