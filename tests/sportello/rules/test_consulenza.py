"""Advice on a lease: the band where it binds, the law where it speaks (domain.md 1.2-1.5)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from sportello.rules.consulenza import (
    Proposta,
    ha_fascia,
    per_il_proprietario,
    per_l_inquilino,
    valuta_proposta,
)
from valdera_housing.rules.canone import Limiti

PROPOSTA = Proposta(
    tipo="CONCORDATO_3_2",
    inizio=date(2027, 1, 1),
    mesi=36,
    limiti=Limiti(D("350.00"), D("560.00")),
    abitanti=30298,
    alta_tensione=True,
    canone=D("500.00"),
    deposito=D("1000.00"),
)


@pytest.mark.parametrize(
    ("tipo", "abitanti", "attesa"),
    [
        ("CONCORDATO_3_2", 2000, True),
        ("STUDENTI", 2000, True),
        ("TRANSITORIO", 10_000, False),
        ("TRANSITORIO", 10_001, True),
        ("TRANSITORIO", None, True),
        ("LIBERO_4_4", 30_000, False),
    ],
)
def test_the_accord_binds_agreed_leases_and_transitory_ones_in_larger_comuni(
    tipo: str, abitanti: int | None, attesa: bool
) -> None:
    assert ha_fascia(tipo, abitanti) is attesa


@pytest.mark.parametrize(
    ("campi", "livello"),
    [
        ({}, "si"),
        ({"canone": D("560.00")}, "si"),
        ({"canone": D("560.01")}, "no"),
        ({"canone": D("349.99")}, "no"),
        ({"canone": None, "deposito": None}, "si"),
        ({"deposito": D("1500.01")}, "no"),
        ({"mesi": 35}, "no"),
        ({"limiti": None}, "avviso"),
        ({"tipo": "LIBERO_4_4", "mesi": 48, "canone": D("900.00")}, "si"),
        ({"tipo": "TRANSITORIO", "mesi": 18, "abitanti": 5000, "canone": D("900.00")}, "si"),
        ({"tipo": "TRANSITORIO", "mesi": 19}, "no"),
        ({"tipo": "TRANSITORIO", "mesi": 12, "abitanti": None}, "avviso"),
        ({"tipo": "STUDENTI", "mesi": 12, "canone": D("600.00")}, "no"),
    ],
)
def test_the_verdict_looks_at_rent_length_and_deposit(campi: dict, livello: str) -> None:
    assert valuta_proposta(replace(PROPOSTA, **campi)).livello == livello


def test_the_owner_of_an_agreed_lease_reads_deadlines_certificate_and_tax_with_their_articles() -> None:
    articoli = [c.articolo for c in per_il_proprietario(PROPOSTA)]
    assert articoli == [
        "art. 1 c. 8 DM 16/1/2017",
        "art. 11 L. 392/1978",
        "art. 17 DPR 131/1986, art. 13 c. 1 L. 431/1998",
        "art. 13 c. 1 L. 431/1998",
        "",
        "art. 3 c. 2 d.lgs. 23/2011",
        "art. 3 c. 11 d.lgs. 23/2011",
    ]
    testi = " ".join(c.testo for c in per_il_proprietario(PROPOSTA))
    assert "al massimo 1.500,00\xa0€" in testi
    assert "entro il 31/01/2027 al più tardi" in testi
    assert "10 % invece del 21 %" in testi


def test_the_lower_tax_is_promised_only_where_homes_are_scarce() -> None:
    testi = [c.testo for c in per_il_proprietario(replace(PROPOSTA, alta_tensione=False))]
    assert any("il 10 % vale solo nei comuni ad alta tensione" in testo for testo in testi)
    assert not any("10 % invece del 21 %" in testo for testo in testi)
    libero = [c.testo for c in per_il_proprietario(replace(PROPOSTA, tipo="LIBERO_4_4", mesi=48))]
    assert "Cedolare secca, se affitti come persona privata: 21 %" in libero


@pytest.mark.parametrize(
    ("tipo", "mesi", "frase"),
    [
        ("CONCORDATO_3_2", 36, "hai diritto ad altri due anni"),
        ("LIBERO_4_4", 48, "hai diritto ad altri quattro"),
        ("TRANSITORIO", 12, "finisce il 31/12/2027 e vieta di subaffittare"),
        ("STUDENTI", 12, "finisce il 31/12/2027 e vieta di subaffittare"),
    ],
)
def test_the_tenant_reads_how_long_it_lasts(tipo: str, mesi: int, frase: str) -> None:
    testi = [c.testo for c in per_l_inquilino(replace(PROPOSTA, tipo=tipo, mesi=mesi))]
    assert any(frase in testo for testo in testi)
    assert any("560,00\xa0€ al mese" in testo for testo in testi) is (tipo != "LIBERO_4_4")
