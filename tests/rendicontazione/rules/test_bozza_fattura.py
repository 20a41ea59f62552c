from datetime import date
from decimal import Decimal as D

import pytest

from rendicontazione.choices import TipoDocumento
from rendicontazione.rules.bozza_fattura import Committente, avvisi, campi, ostacolo, tipo_documento
from rendicontazione.rules.fattura import CorpoFattura
from rendicontazione.rules.fatturapa import leggi_file
from tests.factories import importate
from tests.factories.fatture import cassa, cedente, corpo, correlato, linea, riga, ritenuta

COMMITTENTE = Committente("Il Portone APS", "", "90061230506", date(2025, 1, 1), date(2027, 12, 31), "J51B24000180004")


def letta(**altro) -> CorpoFattura:
    (esito,) = leggi_file("fattura.xml", importate.fattura(**altro))
    assert isinstance(esito, CorpoFattura), esito
    return esito


def test_every_column_comes_from_the_file():
    corpo_letto = letta(
        tipo="TD06",
        numero="41/2026",
        totale="1268.80",
        righe=[riga("1040.00")],
        linee=[linea(prezzo_totale="1000.00")],
        casse=[cassa("40.00")],
        ritenute=[ritenuta("200.00")],
        correlati=[correlato("DatiContratto", "12", cig="Z123456789")],
    )

    assert campi(corpo_letto, COMMITTENTE) == {
        "tipo": TipoDocumento.PARCELLA,
        "codice_tipo": "TD06",
        "fornitore": "Termoidraulica Fornai S.r.l.",
        "partita_iva": "01897660500",
        "codice_fiscale": "",
        "numero": "41/2026",
        "data": date(2026, 9, 11),
        "imponibile": D("1040.00"),
        "iva": D("228.80"),
        "totale": D("1268.80"),
        "ritenuta": D("200.00"),
        "cup": "J51B24000180004",
        "cig": "Z123456789",
        "causale": "CUP J51B24000180004",
    }
    assert avvisi(corpo_letto, COMMITTENTE) == []


@pytest.mark.parametrize(
    ("codice", "tipo"),
    [
        ("TD01", TipoDocumento.FATTURA),
        ("TD02", TipoDocumento.FATTURA),
        ("TD03", TipoDocumento.PARCELLA),
        ("TD04", TipoDocumento.NOTA_CREDITO),
        ("TD05", TipoDocumento.NOTA_DEBITO),
        ("TD06", TipoDocumento.PARCELLA),
        ("TD17", TipoDocumento.ALTRO),
        ("TD20", TipoDocumento.ALTRO),
        ("TD24", TipoDocumento.FATTURA),
        ("TD99", TipoDocumento.FATTURA),
    ],
)
def test_the_kind_follows_the_code(codice, tipo):
    assert tipo_documento(letta(tipo=codice)) == tipo


def test_an_invoice_with_negative_amounts_is_a_credit_note_and_says_so():
    corpo_letto = letta(totale="-122.00", righe=[riga("-100.00")], linee=[linea(prezzo_totale="-100.00")])

    assert tipo_documento(corpo_letto) == TipoDocumento.NOTA_CREDITO
    assert "È una TD01 con importi negativi: è trattata come nota di credito." in avvisi(corpo_letto, COMMITTENTE)


@pytest.mark.parametrize(
    ("altro", "avviso"),
    [
        pytest.param(
            {"cliente": importate.NOSTRO.replace("90061230506", "01234567897").replace("Il Portone APS", "Altri")},
            "La fattura è intestata a Altri (01234567897) e non a Il Portone APS.",
            id="billed to somebody else",
        ),
        pytest.param(
            {"data": "2024-12-31"},
            "La data della fattura (31/12/2024) è fuori dalla convenzione.",
            id="before the convention",
        ),
        pytest.param(
            {"causali": ["CUP C31B21000180004"]},
            "Il CUP in fattura (C31B21000180004) non è quello della convenzione (J51B24000180004).",
            id="another CUP",
        ),
        pytest.param(
            {"totale": "124.00", "bollo": "2.00"},
            "Il totale supera imponibile e IVA di 2,00\xa0€ (bollo o arrotondamento): se è un costo da rendicontare "
            "aggiungilo all'imponibile.",
            id="a stamp outside the taxable amount",
        ),
        pytest.param(
            {"righe": [riga(esigibilita="S")]},
            "La fattura è in scissione dei pagamenti: l'IVA non va al fornitore, controllare.",
            id="split payment",
        ),
    ],
)
def test_what_does_not_fit_the_convention_is_told_not_refused(altro, avviso):
    corpo_letto = letta(**altro)

    assert avviso in avvisi(corpo_letto, COMMITTENTE)
    assert ostacolo(corpo_letto) is None


def test_the_cup_of_the_convention_wins_over_another_one_in_the_same_invoice():
    corpo_letto = letta(causali=["CUP C31B21000180004 e CUP J51B24000180004"])

    assert campi(corpo_letto, COMMITTENTE)["cup"] == "J51B24000180004"
    assert avvisi(corpo_letto, COMMITTENTE) == []


@pytest.mark.parametrize(
    ("altro", "motivo"),
    [
        (
            {"totale": "10000000000.00", "righe": [riga("10000000000.00", "0.00")], "linee": []},
            "Gli importi sono troppo grandi: controllare il file con il fornitore.",
        ),
        (
            {"fornitore": cedente(partita_iva=None, codice_fiscale="X" * 20)},
            "Il codice fiscale del fornitore (XXXXXXXXXXXXXXXXXXXX) non è valido e manca la partita IVA.",
        ),
    ],
)
def test_what_the_office_cannot_keep_is_refused_with_its_reason(altro, motivo):
    assert ostacolo(letta(**altro)) == motivo


def test_several_bodies_keep_their_own_kind():
    file = importate.fattura(importate.uno(), corpo(tipo="TD04", numero="9", data="2026-09-30", totale="12.20"))

    assert [tipo_documento(c) for c in leggi_file("due.xml", file)] == [
        TipoDocumento.FATTURA,
        TipoDocumento.NOTA_CREDITO,
    ]
