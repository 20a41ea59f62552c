"""A notice counts from the day it is received, and what follows is said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestore.rules.disdetta import EsitoDisdetta, valuta_disdetta

FINE = date(2028, 3, 31)
ENTRO = date(2027, 9, 30)
SENZA_MOTIVO = (
    "Alla prima scadenza il proprietario può disdire solo per uno dei motivi di legge (art. 3 c. 1 L. 431/1998)"
)


def disdetta(
    ricevuta_il: date | None = ENTRO,
    *,
    tipo: str = "CONCORDATO_3_2",
    parte: str = "LOCATORE",
    inviata_il: date = date(2027, 9, 1),
    motivo: str = "Vendita",
    prima: bool = True,
    gravi_motivi: str = "",
    anni_rinnovo: int | None = None,
) -> EsitoDisdetta:
    return valuta_disdetta(
        tipo, parte, inviata_il, ricevuta_il, FINE, motivo, prima,
        gravi_motivi=gravi_motivi, anni_rinnovo=anni_rinnovo,
    )  # fmt: skip


def test_an_owner_in_time_with_a_ground_stops_the_contract() -> None:
    esito = disdetta()
    assert (esito.valida, esito.efficace_dal) == (True, FINE)
    assert (
        str(esito.esito) == "Arrivata il 30/09/2027: in tempo, il termine era il 30/09/2027 (art. 3 c. 1 L. 431/1998)"
    )
    assert esito.conseguenza == "Il contratto cessa il 31/03/2028."
    assert esito.rinnovato_fino_al is None


def test_one_day_late_extends_the_contract_by_two_years() -> None:
    esito = disdetta(date(2027, 10, 1))
    assert (esito.valida, esito.efficace_dal) == (False, None)
    assert str(esito.esito) == (
        "Arrivata il 01/10/2027: è tardi, doveva arrivare entro il 30/09/2027 (art. 3 c. 1 L. 431/1998)"
    )
    assert esito.conseguenza == "Il contratto si proroga di diritto fino al 31/03/2030."
    assert esito.rinnovato_fino_al == date(2030, 3, 31)


def test_a_day_sent_in_time_and_received_late_is_late() -> None:
    assert not disdetta(date(2027, 10, 2), inviata_il=date(2027, 9, 28)).valida


def test_at_the_first_expiry_an_owner_without_a_ground_does_not_stop_it() -> None:
    esito = disdetta(motivo=" ")
    assert (esito.valida, str(esito.esito), esito.rinnovato_fino_al) == (False, SENZA_MOTIVO, date(2030, 3, 31))


def test_late_and_without_a_ground_says_both() -> None:
    assert str(disdetta(date(2027, 10, 1), motivo="").esito) == (
        f"{SENZA_MOTIVO}. Arrivata il 01/10/2027: è tardi, doveva arrivare entro il 30/09/2027 "
        "(art. 3 c. 1 L. 431/1998)"
    )


@pytest.mark.parametrize(
    ("parte", "prima", "articolo"),
    [
        ("LOCATORE", False, "art. 19-bis DL 34/2019"),
        ("CONDUTTORE", True, "art. 2 c. 5 L. 431/1998"),
        ("CONDUTTORE", False, "art. 19-bis DL 34/2019"),
    ],
)
def test_nobody_else_needs_a_ground(parte: str, prima: bool, articolo: str) -> None:
    esito = disdetta(parte=parte, prima=prima, motivo="")
    assert (esito.valida, esito.esito.motivi[0].articolo) == (True, articolo)


def test_after_the_first_expiry_a_late_notice_renews_on_the_same_terms() -> None:
    esito = disdetta(date(2027, 12, 1), prima=False)
    assert esito.conseguenza == "Il contratto si rinnova alle stesse condizioni fino al 31/03/2030."


@pytest.mark.parametrize(
    ("tipo", "anni", "fino_al"),
    [
        ("LIBERO_4_4", None, date(2032, 3, 31)),
        ("CONCORDATO_3_2", None, date(2030, 3, 31)),
        ("CONCORDATO_3_2", 3, date(2031, 3, 31)),
    ],
)
def test_the_type_says_for_how_long_it_renews(tipo: str, anni: int | None, fino_al: date) -> None:
    assert disdetta(date(2028, 1, 1), tipo=tipo, anni_rinnovo=anni).rinnovato_fino_al == fino_al


def test_a_tenant_with_serious_reasons_leaves_six_months_after_it_is_received() -> None:
    esito = disdetta(
        date(2026, 11, 20), inviata_il=date(2026, 11, 18), parte="CONDUTTORE", gravi_motivi="Trasferimento per lavoro"
    )
    assert (esito.valida, esito.efficace_dal) == (True, date(2027, 5, 20))
    assert str(esito.esito) == (
        "Recesso per gravi motivi arrivato il 20/11/2026, con 6 mesi di preavviso (art. 3 c. 6 L. 431/1998)"
    )


def test_a_tenant_with_serious_reasons_may_be_late_for_the_expiry() -> None:
    assert disdetta(
        date(2028, 1, 10), parte="CONDUTTORE", gravi_motivi="Trasferimento per lavoro"
    ).efficace_dal == date(2028, 7, 10)


def test_serious_reasons_are_the_tenants_only() -> None:
    assert not disdetta(date(2028, 1, 10), gravi_motivi="Trasferimento per lavoro").valida


def test_a_contract_that_does_not_renew_ends_before_the_six_months_are_over() -> None:
    esito = disdetta(
        date(2028, 1, 10), tipo="SUBLOCAZIONE", parte="CONDUTTORE", gravi_motivi="Trasferimento per lavoro"
    )
    assert esito.efficace_dal == FINE


@pytest.mark.parametrize(
    ("tipo", "livello", "frase"),
    [
        (
            "SUBLOCAZIONE", "si",
            "Il contratto non si rinnova da solo: finisce comunque il 31/03/2028 (art. 1596 c.c.)",
        ),
        (
            "TRANSITORIO", "avviso",
            "Finisce il 31/03/2028 se prima il motivo transitorio è confermato (art. 2 DM 16/1/2017)",
        ),
    ],
)  # fmt: skip
def test_a_contract_that_does_not_renew_ends_anyway(tipo: str, livello: str, frase: str) -> None:
    esito = disdetta(date(2028, 3, 1), tipo=tipo, motivo="")
    assert (esito.valida, esito.efficace_dal) == (True, FINE)
    assert (esito.esito.livello, str(esito.esito)) == (livello, frase)


def test_while_it_has_not_arrived_it_waits() -> None:
    esito = disdetta(None)
    assert (esito.valida, esito.esito.livello, esito.efficace_dal) == (False, "avviso", None)
    assert str(esito.esito) == "Non è ancora arrivata: vale se arriva entro il 30/09/2027 (art. 3 c. 1 L. 431/1998)"
    assert esito.conseguenza == "Scrivi la data in cui è arrivata."


def test_a_withdrawal_that_has_not_arrived_waits_too() -> None:
    esito = disdetta(None, parte="CONDUTTORE", gravi_motivi="Trasferimento per lavoro")
    assert str(esito.esito) == "Il recesso vale 6 mesi dopo che è arrivato (art. 3 c. 6 L. 431/1998)"


def test_sent_after_the_last_day_is_late_before_it_arrives() -> None:
    esito = disdetta(None, inviata_il=date(2027, 10, 1))
    assert (esito.valida, esito.rinnovato_fino_al) == (False, date(2030, 3, 31))
    assert str(esito.esito) == (
        "Spedita il 01/10/2027: è tardi, doveva arrivare entro il 30/09/2027 (art. 3 c. 1 L. 431/1998)"
    )


def test_it_cannot_arrive_before_it_is_sent() -> None:
    esito = disdetta(date(2027, 8, 31))
    assert (esito.valida, str(esito.esito)) == (False, "La disdetta non può arrivare prima di essere spedita")


@given(st.integers(-400, 400), st.sampled_from(["LOCATORE", "CONDUTTORE"]), st.booleans())
def test_a_notice_stops_the_contract_exactly_when_it_is_in_time(giorni: int, parte: str, prima: bool) -> None:
    ricevuta = ENTRO + timedelta(days=giorni)
    esito = disdetta(ricevuta, parte=parte, prima=prima, inviata_il=ricevuta)
    assert esito.valida is (giorni <= 0) is esito.esito.positivo
    assert (esito.efficace_dal is None) is (esito.rinnovato_fino_al is not None)
