"""The total of a document: stated or computed, with stamp duty, rounding, discounts, split payment, credit notes."""

from datetime import date
from decimal import Decimal

import pytest

from rendicontazione.rules.fattura import FatturaCollegata
from rendicontazione.rules.fatturapa import leggi_file
from tests.factories import fatture as f

TOTALE_ASSENTE = "Il totale non è indicato nella fattura: è la somma di imponibile e IVA."
BOLLO_COMPRESO = "Il totale calcolato comprende il bollo di 2,00 €."
BOLLO_DA_CONTROLLARE = (
    "Il totale calcolato comprende il bollo di 2,00 €: controllare che il fornitore lo abbia davvero addebitato."
)

ESENTE = f.riga("100.00", "0.00", natura="N2.2", esigibilita=None)
RIGA_BOLLO = f.riga("2.00", "0.00", natura="N1", esigibilita=None)
LINEA_ESENTE = f.linea(aliquota="0.00", natura="N2.2")
LINEA_BOLLO = f.linea("2", "Imposta di bollo", "2.00", aliquota="0.00", natura="N1")
LINEA_BOLLO_FORFETTARIO = f.linea("2", "Rivalsa bollo", "2.00", aliquota="0.00", natura="N2.2")


def leggi_uno(contenuto: bytes):
    (esito,) = leggi_file("f.xml", contenuto)
    return esito


def somme(esito) -> tuple[str, str, str]:
    return f"{esito.imponibile:.2f}", f"{esito.iva:.2f}", f"{esito.totale:.2f}"


def test_several_rates_add_up():
    righe = [f.riga("100.00", "22.00"), f.riga("50.00", "10.00"), f.riga("30.00", "0.00", natura="N4")]
    linee = [f.linea("1", "a", "100.00"), f.linea("2", "b", "50.00"), f.linea("3", "c", "30.00")]
    esito = leggi_uno(f.fattura(righe=righe, linee=linee, totale="207.00"))
    assert (somme(esito), esito.totale_calcolato, esito.avvisi) == (("180.00", "27.00", "207.00"), False, ())


def test_a_stated_total_wins_over_the_computed_one_and_both_are_shown():
    esito = leggi_uno(f.fattura(totale="1234.50"))
    assert (somme(esito), esito.totale_calcolato) == (("100.00", "22.00", "1234.50"), False)
    assert esito.avvisi == (
        "Il totale indicato nella fattura (1.234,50 €) è diverso da quello calcolato dal riepilogo IVA "
        "(122,00 €): vale quello indicato.",
    )


@pytest.mark.parametrize(
    ("campi", "totale", "avvisi"),
    [
        pytest.param({}, "100.00", [TOTALE_ASSENTE], id="no stamp"),
        pytest.param(
            {"bollo": "2.00", "righe": [ESENTE, RIGA_BOLLO], "linee": [LINEA_ESENTE, LINEA_BOLLO]},
            "102.00",
            [TOTALE_ASSENTE],
            id="the stamp is a line: not added twice",
        ),
        pytest.param(
            {
                "bollo": "2.00",
                "righe": [f.riga("102.00", "0.00", natura="N2.2")],
                "linee": [LINEA_ESENTE, LINEA_BOLLO_FORFETTARIO],
            },
            "102.00",
            [TOTALE_ASSENTE],
            id="the stamp is a line without VAT of a small business: not added twice",
        ),
        pytest.param(
            {"bollo": "2.00", "righe": [ESENTE, RIGA_BOLLO], "linee": []},
            "102.00",
            [TOTALE_ASSENTE],
            id="the stamp is a row of the summary: not added twice",
        ),
        pytest.param(
            {"bollo": "2.00", "pagamenti": [f.pagamento("102.00")]},
            "102.00",
            [TOTALE_ASSENTE, BOLLO_COMPRESO],
            id="the payment asks for it",
        ),
        pytest.param(
            {"bollo": "2.00", "pagamenti": [f.pagamento("40.00"), f.pagamento("60.00")]},
            "100.00",
            [TOTALE_ASSENTE],
            id="the payments do not ask for it",
        ),
        pytest.param(
            {"bollo": "2.00", "ritenute": [f.ritenuta("20.00")], "pagamenti": [f.pagamento("82.00")]},
            "102.00",
            [TOTALE_ASSENTE, BOLLO_COMPRESO],
            id="the payment asks for it net of the withholding",
        ),
        pytest.param(
            {"bollo": "2.00"}, "102.00", [TOTALE_ASSENTE, BOLLO_DA_CONTROLLARE], id="nothing says who pays the stamp"
        ),
        pytest.param(
            {"bollo_virtuale": "SI"},
            "100.00",
            [TOTALE_ASSENTE, "La fattura dichiara il bollo virtuale ma non ne scrive l'importo."],
            id="the amount of the stamp is not written: not invented",
        ),
        pytest.param({"bollo": "2.00", "totale": "100.00"}, "100.00", [], id="stated without the stamp"),
        pytest.param({"bollo": "2.00", "totale": "102.00"}, "102.00", [], id="stated with the stamp"),
    ],
)
def test_stamp_duty_is_never_counted_twice(campi, totale, avvisi):
    campi = {"righe": [ESENTE], "linee": [LINEA_ESENTE]} | campi
    esito = leggi_uno(f.fattura(**campi))
    assert (f"{esito.totale:.2f}", list(esito.avvisi)) == (totale, avvisi)


def test_the_stamp_is_told_apart_from_its_amount():
    con, senza = leggi_uno(f.fattura(bollo="2.00")), leggi_uno(f.fattura(bollo_virtuale="SI"))
    assert [(e.bollo, e.bollo_virtuale) for e in (con, senza)] == [(Decimal("2.00"), True), (None, True)]


@pytest.mark.parametrize(
    ("campi", "totale"),
    [
        ({"arrotondamento": "-0.03"}, "121.97"),
        ({"arrotondamento": "0.02"}, "122.02"),
        ({"sconti": [f.sconto("SC", importo="10.00")]}, "112.00"),
        ({"sconti": [f.sconto("MG", importo="10.00")]}, "132.00"),
        ({"sconti": [f.sconto("SC", percentuale="50.00")]}, "61.00"),
        ({"sconti": [f.sconto("SC", importo="10.00"), f.sconto("MG", importo="1.00")]}, "113.00"),
    ],
)
def test_rounding_and_discounts_of_the_document_enter_the_computed_total(campi, totale):
    esito = leggi_uno(f.fattura(**campi))
    assert (somme(esito), esito.totale_calcolato) == (("100.00", "22.00", totale), True)


def test_split_payment_vat_is_in_the_total_but_not_in_what_is_paid():
    esito = leggi_uno(f.fattura(righe=[f.riga("100.00", "22.00", esigibilita="S")], totale="122.00"))
    assert (esito.split_payment, somme(esito), esito.netto_a_pagare) == (
        True,
        ("100.00", "22.00", "122.00"),
        Decimal("100.00"),
    )


def test_the_pension_fund_is_already_in_the_summary():
    campi = {"casse": [f.cassa("4.00")], "righe": [f.riga("104.00", "22.00")]}
    esito = leggi_uno(f.fattura(**campi))
    assert (somme(esito), esito.avvisi) == (("104.00", "22.88", "126.88"), (TOTALE_ASSENTE,))


def test_accessory_expenses_are_already_in_the_summary():
    esito = leggi_uno(f.fattura(righe=[f.riga("115.00", "22.00", spese_accessorie="15.00")]))
    assert (somme(esito), esito.avvisi) == (("115.00", "25.30", "140.30"), (TOTALE_ASSENTE,))


def test_a_summary_that_disagrees_with_lines_and_rates_is_read_with_notes():
    esito = leggi_uno(f.fattura(righe=[f.riga("110.00", "22.00", "30.00")], totale="140.00"))
    assert (somme(esito), esito.avvisi) == (
        ("110.00", "30.00", "140.00"),
        (
            "L'IVA di 30,00 € non corrisponde al 22,00 % di 110,00 €.",
            "La somma delle righe (100,00 €) è diversa dall'imponibile del riepilogo (110,00 €).",
        ),
    )


def test_a_negative_invoice_that_is_no_credit_note_is_read_with_a_note():
    esito = leggi_uno(f.fattura(linee=[f.linea(prezzo_totale="-100.00")], righe=[f.riga("-100.00")], totale="-122.00"))
    assert (esito.segno, somme(esito), esito.avvisi) == (
        1,
        ("-100.00", "-22.00", "-122.00"),
        ("Gli importi sono negativi ma il documento non è una nota di credito.",),
    )


# --- credit notes -------------------------------------------------------------------------

ORIGINALE = f.correlato("DatiFattureCollegate", "12/2025", data="2025-03-14")


def test_every_amount_of_a_credit_note_is_negative():
    esito = leggi_uno(
        f.fattura(
            tipo="TD04",
            correlati=[ORIGINALE],
            ritenute=[f.ritenuta("20.00")],
            bollo="2.00",
            casse=[f.cassa("4.00")],
            linee=[f.linea(prezzo_totale="96.00")],
            totale="122.00",
            arrotondamento="0.10",
            pagamenti=[f.pagamento("102.00")],
        )
    )
    assert (esito.segno, esito.nota_di_credito, somme(esito)) == (-1, True, ("-100.00", "-22.00", "-122.00"))
    assert [
        esito.netto_a_pagare,
        esito.bollo,
        esito.arrotondamento,
        esito.ritenute[0].importo,
        esito.cassa_previdenziale[0].importo,
        esito.linee[0].prezzo_totale,
        esito.riepilogo[0].imponibile,
        esito.pagamenti[0].importo,
    ] == [Decimal(x) for x in ("-102", "-2", "-0.10", "-20", "-4", "-96", "-100", "-102")]
    assert esito.fatture_collegate == (FatturaCollegata("12/2025", date(2025, 3, 14)),)
    assert esito.avvisi == ()


def test_the_missing_total_of_a_credit_note_is_computed_negative():
    esito = leggi_uno(f.fattura(tipo="TD04", correlati=[ORIGINALE]))
    assert (somme(esito), esito.totale_calcolato) == (("-100.00", "-22.00", "-122.00"), True)


def test_a_credit_note_already_negative_is_not_turned_round():
    campi = {
        "tipo": "TD04",
        "correlati": [ORIGINALE],
        "linee": [f.linea(prezzo_totale="-100.00")],
        "righe": [f.riga("-100.00")],
    }
    esito = leggi_uno(f.fattura(**campi, totale="-122.00"))
    assert (somme(esito), esito.avvisi) == (
        ("-100.00", "-22.00", "-122.00"),
        ("La nota di credito ha già gli importi in negativo: sono stati lasciati così.",),
    )


@pytest.mark.parametrize(("righe", "totale"), [("100.00", "-122.00"), ("-100.00", "122.00")])
def test_a_credit_note_with_mixed_signs_is_a_credit_all_the_same(righe, totale):
    campi = {"linee": [f.linea(prezzo_totale=righe)], "righe": [f.riga(righe)], "totale": totale}
    esito = leggi_uno(f.fattura(tipo="TD04", correlati=[ORIGINALE], **campi))
    assert somme(esito) == ("-100.00", "-22.00", "-122.00")
    assert "Nella nota di credito gli importi hanno segni discordi: controllare." in esito.avvisi


def test_a_discount_inside_a_credit_note_stays_a_discount():
    linee = [f.linea("1", "Reso", "100.00"), f.linea("2", "Trattenuta", "-20.00")]
    esito = leggi_uno(f.fattura(tipo="TD04", correlati=[ORIGINALE], linee=linee, righe=[f.riga("80.00")]))
    assert [linea.prezzo_totale for linea in esito.linee] == [Decimal("-100.00"), Decimal("20.00")]
    assert somme(esito) == ("-80.00", "-17.60", "-97.60")


def test_a_credit_note_should_name_the_invoice_it_corrects():
    assert leggi_uno(f.fattura(tipo="TD04", totale="122.00")).avvisi == (
        "La nota di credito non indica la fattura che corregge.",
    )


# --- simplified format --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bene", "attese", "avviso"),
    [
        (f.bene("122.00", imposta="22.00"), ("100.00", "22.00", "122.00"), None),
        (f.bene("122.00", imposta="22.00", aliquota="22.00"), ("100.00", "22.00", "122.00"), None),
        (
            f.bene("122.00", aliquota="22.00"),
            ("100.00", "22.00", "122.00"),
            "L'IVA di 22,00 € è ricavata dall'aliquota del 22,00 %.",
        ),
        (
            f.bene("100.00", imposta="22.00", aliquota="22.00"),
            ("100.00", "22.00", "122.00"),
            "L'importo di 100,00 € è senza IVA: l'IVA è aggiunta al totale.",
        ),
        (f.bene("50.00", natura="N4"), ("50.00", "0.00", "50.00"), None),
        (f.bene("50.00", aliquota="0.00", natura="N4"), ("50.00", "0.00", "50.00"), None),
    ],
)
def test_the_simplified_format_includes_the_tax_in_the_amount(bene, attese, avviso):
    esito = leggi_uno(f.semplificata(f.corpo_semplificato(bene)))
    assert (esito.formato, esito.fornitore, esito.regime_fiscale) == ("FSM10", "Cartoleria Bini", "RF01")
    assert (esito.cessionario.denominazione, esito.cessionario.codice_fiscale) == (
        "ATS Abitare Valdera",
        "90012340500",
    )
    assert (esito.numero, esito.tipo_documento, somme(esito)) == ("S/3", "TD07", attese)
    assert esito.avvisi == tuple(filter(None, (avviso, TOTALE_ASSENTE)))


def test_a_simplified_credit_note_is_negative_and_names_its_invoice():
    beni = [f.bene("61.00", imposta="11.00"), f.bene("5.20", imposta="0.20", descrizione="Libri")]
    esito = leggi_uno(f.semplificata(f.corpo_semplificato(*beni, tipo="TD08", rettificata=("S/1", "2025-02-01"))))
    assert (esito.segno, somme(esito)) == (-1, ("-55.00", "-11.20", "-66.20"))
    assert esito.fatture_collegate == (FatturaCollegata("S/1", date(2025, 2, 1)),)
    assert [(linea.descrizione, linea.prezzo_totale) for linea in esito.linee] == [
        ("Materiale di cancelleria", Decimal("-50.00")),
        ("Libri", Decimal("-5.00")),
    ]


@pytest.mark.parametrize(
    ("beni", "atteso"),
    [
        ([f.bene("50.00")], "Manca l'IVA (DatiIVA)."),
        ([f.bene(None, imposta="1.00")], "Manca l'importo (Importo)."),
        ([], "Mancano gli importi (DatiBeniServizi)."),
    ],
)
def test_a_simplified_invoice_without_amounts_is_unreadable(beni, atteso):
    assert leggi_uno(f.semplificata(f.corpo_semplificato(*beni))).motivo == atteso
