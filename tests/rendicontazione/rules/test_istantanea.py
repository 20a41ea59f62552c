"""The frozen picture: the same bytes, its fingerprint, its sums, and what changed between two of them."""

import hashlib
import json
from collections.abc import Callable
from copy import deepcopy

import pytest

from rendicontazione.rules.istantanea import (
    Differenza,
    IstantaneaIncoerente,
    controlla,
    da_byte,
    differenze,
    impronta,
    in_byte,
)
from tests.factories.istantanee import istantanea, istantanea_completa


def test_the_order_of_keys_does_not_change_the_bytes() -> None:
    una = istantanea(7)
    altra = json.loads(json.dumps(una, sort_keys=True))
    assert in_byte(altra) == in_byte(una)
    assert list(altra) != list(una)


def test_bytes_are_utf8_json_with_a_final_newline() -> None:
    byte = in_byte({"schema": "è", "a": 1})
    assert byte == '{\n "a": 1,\n "schema": "è"\n}\n'.encode()


def test_the_picture_comes_back_from_its_bytes() -> None:
    una = istantanea_completa()
    assert da_byte(in_byte(una)) == una


def test_the_fingerprint_is_the_sha256_of_the_bytes() -> None:
    una = istantanea(7)
    assert impronta(una) == hashlib.sha256(in_byte(una)).hexdigest()


@pytest.mark.parametrize("contenuto", [b"[]", b"{}", b'{"schema": "altro"}', b"non json", b"\xff\xfe"])
def test_what_is_not_a_picture_is_refused(contenuto: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - JSON, UTF-8 or ours
        da_byte(contenuto)


def test_numbers_that_are_not_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        in_byte({"a": float("nan")})


@pytest.mark.parametrize("trimestre", range(1, 13))
def test_every_quarter_of_the_sample_agrees_with_itself(trimestre: int) -> None:
    controlla(istantanea(trimestre))


def guasto_serie(i: dict) -> None:
    i["linee"][1]["serie"][2]["non_ammesso"] = "1.00"


def guasto_macrovoci(i: dict) -> None:
    i["linee"][0]["serie"][0]["ammesso_per_macrovoce"]["A"] = "0.01"


def guasto_spese(i: dict) -> None:
    del i["spese"][0]


def guasto_budget(i: dict) -> None:
    i["linee"][2]["budget_vigente"] = "29999.99"


def guasto_oltre(i: dict) -> None:
    riga = i["linee"][4]["serie"][0]
    riga |= {"presentato": "9000.00", "ammesso": "9000.00", "ammesso_per_macrovoce": {"A": "9000.00"}}


def guasto_trimestri(i: dict) -> None:
    i["linee"][3]["serie"][1]["trimestre"] = 9


def guasto_motivi(i: dict) -> None:
    i["motivi_non_ammissione"] = []


def guasto_rimodulazione(i: dict) -> None:
    i["rimodulazioni"] = [{"numero": 1, "stato": "PROPOSTA", "variazioni": {"GIS": "5.00"}}]


@pytest.mark.parametrize(
    ("guasto", "errori"),
    [
        (guasto_serie, ["Linea 2, trimestre 3, somma degli esiti: 8.531,20\xa0€ invece di 8.636,83\xa0€."]),
        (guasto_macrovoci, ["Linea 1, trimestre 1, somma delle macrovoci: 8.144,30\xa0€ invece di 9.812,40\xa0€."]),
        (guasto_budget, [
            "Somma delle linee, budget vigente: 449.999,99\xa0€ invece di 450.000,00\xa0€.",
            "Linea 3, budget vigente: 29.999,99\xa0€ invece di 30.000,00\xa0€.",
        ]),
        (guasto_oltre, ["Linea 5: ammessi 24.000,00\xa0€, oltre il budget di 15.000,00\xa0€."]),
        (guasto_trimestri, ["Linea 4: i trimestri non vanno da 1 a 7."]),
        (guasto_motivi, ["Somma dei motivi di non ammissione: 0,00\xa0€ invece di 799,03\xa0€."]),
        (guasto_rimodulazione, ["Rimodulazione n. 1, somma: 5,00\xa0€ invece di 0,00\xa0€."]),
    ],
)  # fmt: skip
def test_every_sum_that_does_not_agree_is_named(guasto: Callable[[dict], None], errori: list[str]) -> None:
    guasta = istantanea(7)
    guasto(guasta)
    with pytest.raises(IstantaneaIncoerente) as eccezione:
        controlla(guasta)
    assert eccezione.value.errori == errori


def test_an_expense_that_is_missing_is_noticed_in_every_sum_it_belongs_to() -> None:
    guasta = istantanea(7)
    guasto_spese(guasta)
    with pytest.raises(IstantaneaIncoerente) as eccezione:
        controlla(guasta)
    assert [errore.partition(":")[0] for errore in eccezione.value.errori] == [
        "Linea 1, presentato delle spese del trimestre",
        "Linea 1, ammesso delle spese del trimestre",
    ]


def test_two_equal_pictures_have_no_differences() -> None:
    assert differenze(istantanea_completa(), istantanea_completa()) == []


def test_closing_again_changes_nothing_but_the_closing() -> None:
    prima, dopo = istantanea(7), istantanea(7)
    dopo["relazione"] |= {"versione": 2, "chiusa_il": "2026-11-20T09:00:00+01:00", "motivo_riapertura": "Errore"}
    assert differenze(prima, dopo) == []


def test_a_changed_expense_is_told_with_before_and_after() -> None:
    prima, dopo = istantanea(7), istantanea(7)
    dopo["spese"][0] |= {"ammesso": "0.00", "non_ammesso": "100.00", "stato": "Non ammessa", "motivo": "Duplicata"}
    ammesso = prima["spese"][0]["ammesso"].replace(".", ",")
    assert differenze(prima, dopo) == [
        Differenza("Spesa S-2026-0001", "ammesso", f"{ammesso}\xa0€", "0,00\xa0€"),
        Differenza("Spesa S-2026-0001", "non ammesso", "0,00\xa0€", "100,00\xa0€"),
        Differenza("Spesa S-2026-0001", "stato", "Ammessa", "Non ammessa"),
        Differenza("Spesa S-2026-0001", "motivo", "—", "Duplicata"),
    ]


def test_what_appears_and_what_disappears_is_told() -> None:
    prima = istantanea_completa()
    dopo = deepcopy(prima)
    dopo["fondo"] = dopo["fondo"][1:]
    dopo["osservazioni"]["criticita"] = ""
    dopo["linee"][0]["indicatori"][0]["valore"] = {"soppresso": "PRIMARIO"}
    assert differenze(prima, dopo) == [
        Differenza("Linea 1, Nuclei alloggiati nel trimestre", "valore", "4", "non pubblicato"),
        Differenza("Osservazioni", "criticità", prima["osservazioni"]["criticita"], "—"),
        Differenza("Fondo di Pontedera", "dotato", "25.000,00\xa0€", "—"),
        Differenza("Fondo di Pontedera", "erogato", "11.580,00\xa0€", "—"),
        Differenza("Fondo di Pontedera", "rientrato", "3.724,56\xa0€", "—"),
        Differenza("Fondo di Pontedera", "impegnato", "12.210,00\xa0€", "—"),
        Differenza("Fondo di Pontedera", "disponibile", "4.934,56\xa0€", "—"),
    ]


def test_the_figures_of_a_fund_must_add_up_with_interest_and_fees() -> None:
    completa = istantanea_completa()
    completa["fondo"][0] |= {"altri": "12.34"}
    with pytest.raises(IstantaneaIncoerente) as caso:
        controlla(completa)
    assert [e.replace("\xa0", " ") for e in caso.value.errori] == [
        "Fondo di Pontedera, disponibile: 4.934,56 € invece di 4.946,90 €."
    ]
    completa["fondo"][0]["disponibile"] = "4946.90"
    controlla(completa)
