"""The project code on invoices (DL 13/2023; scenario 17)."""

from dataclasses import replace

import pytest

from rendicontazione.rules.cup import DatiCup, controlla_cup, estero
from valdera_housing.choices import PoliticaCup

CUP = "J51B24000180004"
MANCANTE = DatiCup(PoliticaCup.OBBLIGATORIO, "", CUP)


@pytest.mark.parametrize(
    ("dati", "livello", "quanti"),
    [
        (MANCANTE, "no", 1),
        (replace(MANCANTE, integrato=True), "si", 1),
        (replace(MANCANTE, fornitore_estero=True), "si", 1),
        (replace(MANCANTE, in_fattura=CUP.lower()), "si", 1),
        (replace(MANCANTE, in_fattura="J00000000000000"), "no", 1),
        (replace(MANCANTE, politica=PoliticaCup.CONSIGLIATO), "avviso", 1),
        (replace(MANCANTE, politica=PoliticaCup.CONSIGLIATO, in_fattura="J00000000000000"), "avviso", 1),
        (replace(MANCANTE, politica=PoliticaCup.NON_PREVISTO), "si", 0),
        (replace(MANCANTE, della_convenzione=""), "si", 0),
    ],
)
def test_the_policy_of_the_convention_decides(dati: DatiCup, livello: str, quanti: int) -> None:
    esito = controlla_cup(dati)
    assert (esito.livello, len(esito.motivi)) == (livello, quanti)


@pytest.mark.parametrize(
    ("codice", "atteso"), [("01998760504", False), ("IT01998760504", False), ("DE123456789", True), ("", False)]
)
def test_a_supplier_abroad_is_told_by_its_vat_number(codice: str, atteso: bool) -> None:
    assert estero(codice) is atteso
