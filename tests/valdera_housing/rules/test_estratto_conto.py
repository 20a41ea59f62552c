"""A bank statement is read as written, in any format; what is wrong is said in Italian, and nothing else is raised."""

import gzip
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import estratti as e
from valdera_housing.kit.denaro import in_cifre
from valdera_housing.rules.estratto_conto.csv_banca import ProfiloCsv
from valdera_housing.rules.estratto_conto.estratto import EstrattoIlleggibile, EstrattoLetto, MovimentoLetto
from valdera_housing.rules.estratto_conto.lettura import MAX_FILE, leggi_estratto

SENZA_IBAN = "Il file non dice l'IBAN del conto: controlla che sia quello giusto."
RISERVA = "\N{NO-BREAK SPACE}"


def leggi(contenuto: bytes, *profili: ProfiloCsv, iban: str = "") -> EstrattoLetto:
    return leggi_estratto(contenuto, "marzo", profili, iban=iban)


def motivo(contenuto: bytes, *profili: ProfiloCsv, iban: str = "") -> str:
    with pytest.raises(EstrattoIlleggibile) as presa:
        leggi(contenuto, *profili, iban=iban)
    return str(presa.value).removeprefix("«marzo»: ")


def importi(estratto: EstrattoLetto) -> list[str]:
    return [str(m.importo) for m in estratto.movimenti]


def impronte(estratto: EstrattoLetto) -> list[str]:
    return [m.impronta for m in estratto.movimenti]


# --- camt.053 -----------------------------------------------------------------------------


def test_a_camt053_is_read_whole():
    letto = leggi(e.camt(e.voce("300.00", "CRDT", e.operazione(riferimento="E2E-7")), saldi=("100.00", "400.00")))
    assert letto == EstrattoLetto(
        iban=e.IBAN,
        dal=date(2026, 3, 1),
        al=date(2026, 3, 31),
        saldo_iniziale=Decimal("100.00"),
        saldo_finale=Decimal("400.00"),
        movimenti=(
            MovimentoLetto(
                data=date(2026, 3, 2),
                valuta=date(2026, 3, 3),
                importo=Decimal("300.00"),
                causale="Affitto",
                controparte="Rossi Maria",
                controparte_iban=e.ALTRO_IBAN,
                riferimento="E2E-7",
                impronta=letto.movimenti[0].impronta,
            ),
        ),
    )


@pytest.mark.parametrize("versione", ["02", "03", "04", "05", "06", "07", "08", "10"])
def test_every_version_of_camt053_reads_the_same(versione):
    vecchia = int(versione) < 8
    stato = "<Sts>BOOK</Sts>" if vecchia else "<Sts><Cd>BOOK</Cd></Sts>"
    letto = leggi(
        e.camt(e.voce("300.00", "CRDT", e.operazione("300.00", vecchia=vecchia), stato=stato), versione=versione)
    )
    (movimento,) = letto.movimenti
    assert (movimento.importo, movimento.controparte, movimento.causale) == (
        Decimal("300.00"),
        "Rossi Maria",
        "Affitto",
    )


def test_what_goes_out_is_negative_and_its_other_party_is_the_creditor():
    (movimento,) = leggi(e.camt(e.voce("12.50", "DBIT", e.operazione(ruolo="Cdtr", controparte="Enel")))).movimenti
    assert (movimento.importo, movimento.controparte) == (Decimal("-12.50"), "Enel")


def test_a_batch_becomes_its_payments():
    letto = leggi(
        e.camt(
            e.voce("500.00", "CRDT", e.operazione("300.00", causale="uno"), e.operazione("200.00", causale="due")),
            saldi=("0.00", "500.00"),
        )
    )
    assert [(str(m.importo), m.causale) for m in letto.movimenti] == [("300.00", "uno"), ("200.00", "due")]
    assert letto.avvisi == ()


@pytest.mark.parametrize("importo", [None, "199.99"])
def test_a_batch_whose_parts_do_not_sum_stays_whole_and_says_so(importo):
    letto = leggi(
        e.camt(e.voce("500.00", "CRDT", e.operazione("300.00"), e.operazione(importo), descrizione="Bonifici"))
    )
    assert [(str(m.importo), m.causale, m.riferimento) for m in letto.movimenti] == [("500.00", "Bonifici", "ACC-1")]
    assert letto.avvisi == (
        f"Il movimento cumulativo di 500,00{RISERVA}€ del 02/03/2026 resta intero: "
        "gli importi delle sue operazioni mancano o non tornano.",
    )


def test_a_batch_may_hold_money_going_both_ways():
    letto = leggi(e.camt(e.voce("100.00", "CRDT", e.operazione("300.00", "CRDT"), e.operazione("200.00", "DBIT"))))
    assert importi(letto) == ["300.00", "-200.00"]


def test_a_reversal_keeps_the_direction_of_the_money_and_the_party_of_the_original():
    (movimento,) = leggi(
        e.camt(e.voce("300.00", "DBIT", e.operazione(ruolo="Dbtr", controparte="Rossi Maria"), storno=True))
    ).movimenti
    assert (movimento.importo, movimento.controparte, movimento.causale) == (
        Decimal("-300.00"),
        "Rossi Maria",
        "Storno: Affitto",
    )


def test_entries_not_yet_booked_are_left_out_and_it_is_said():
    letto = leggi(
        e.camt(
            e.voce("1.00"), e.voce("2.00", stato="<Sts><Cd>PDNG</Cd></Sts>"), e.voce("3.00", stato="<Sts>INFO</Sts>")
        )
    )
    assert importi(letto) == ["1.00"]
    assert letto.avvisi == (
        "I movimenti non ancora contabilizzati sono stati lasciati fuori: arriveranno più avanti.",
    )


def test_a_balance_that_does_not_add_up_is_said_with_the_difference():
    letto = leggi(e.camt(e.voce("300.00"), saldi=("-100.00", "250.00")))
    assert (letto.saldo_iniziale, letto.saldo_finale) == (Decimal("-100.00"), Decimal("250.00"))
    assert letto.avvisi == (
        f"Il saldo iniziale e i movimenti danno 200,00{RISERVA}€, ma il saldo finale è 250,00{RISERVA}€: "
        f"differenza 50,00{RISERVA}€.",
    )


def test_yesterdays_closing_is_an_opening_balance_too():
    letto = leggi(e.camt(e.voce("300.00"), saldi=("100.00", "400.00"), apertura="PRCD"))
    assert (letto.saldo_iniziale, letto.avvisi) == (Decimal("100.00"), ())


def test_statements_in_a_file_join_in_order_of_time_and_a_hole_is_said():
    marzo = e.estratto(e.voce("300.00"), saldi=("150.00", "450.00"))
    febbraio = e.estratto(
        e.voce("100.00", giorno="2026-02-02"), dal="2026-02-01", al="2026-02-28", saldi=("0.00", "100.00")
    )
    letto = leggi(e.messaggio(marzo, febbraio))
    assert importi(letto) == ["100.00", "300.00"]
    assert (letto.dal, letto.al) == (date(2026, 2, 1), date(2026, 3, 31))
    assert (letto.saldo_iniziale, letto.saldo_finale) == (Decimal("0.00"), Decimal("450.00"))
    assert letto.avvisi == (
        f"Tra un estratto e il successivo (dal 01/03/2026) il saldo passa da 100,00{RISERVA}€ a 150,00{RISERVA}€: "
        "forse manca un periodo.",
    )


@pytest.mark.parametrize("codifica", ["utf-8", "utf-16", "iso-8859-1"])
def test_xml_is_read_in_the_encoding_it_declares(codifica):
    contenuto = e.messaggio(e.estratto(e.voce("1.00", "CRDT", e.operazione(causale="Società"))), codifica=codifica)
    assert leggi(contenuto).movimenti[0].causale == "Società"


def test_a_period_with_no_movements_is_a_statement_all_the_same():
    letto = leggi(e.camt(saldi=("100.00", "100.00")))
    assert (letto.movimenti, letto.dal, letto.al, letto.avvisi) == ((), date(2026, 3, 1), date(2026, 3, 31), ())


CAMT_RIFIUTATI = {
    "no statement": (e.messaggio(), "Nel file non c'è nessun estratto conto."),
    "camt.052": (
        e.messaggio(radice="BkToCstmrAcctRpt"),
        "Il file XML è un camt.052 (movimenti della giornata, non ancora definitivi): "
        "serve l'estratto conto camt.053.",
    ),
    "anything else": (b"<Fattura/>", "Il file XML è un documento «Fattura»: serve l'estratto conto camt.053."),
    "dollars": (e.camt(divisa="USD"), "Il conto è in USD: si leggono solo i conti in euro."),
    "an entry in dollars": (
        e.camt(e.voce(divisa="USD")),
        "L'importo del movimento del 02/03/2026 non è in euro (USD).",
    ),
    "an amount with a comma of thousands": (
        e.camt(e.voce("1,300.00")),
        "L'importo del movimento del 02/03/2026 non si legge: «1,300.00».",
    ),
    "a third decimal": (
        e.camt(e.voce("1.005")),
        "L'importo del movimento del 02/03/2026 non si legge: «1.005».",
    ),
    "no direction": (e.camt(e.voce(segno="?")), "Non si capisce se un importo è a credito o a debito («?»)."),
    "a day that is not": (e.camt(e.voce(giorno="2026-02-30")), "Una data non si legge: «2026-02-30»."),
    "no day": (e.camt(e.voce(giorno=None, valuta=None)), "Un movimento non ha la data contabile (BookgDt)."),
    "no period and no movements": (
        e.camt(dal=None, al=None),
        "L'estratto non ha movimenti e non dice di quale periodo è.",
    ),
    "a DTD": (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><Document>&a;</Document>',
        "Il file XML contiene una DTD o entità, vietate: non viene aperto.",
    ),
    "cut": (b"<Document>\n<BkToCstmrStmt>", "Il file XML è danneggiato o incompleto (riga 2, colonna 16)."),
    "too deep": (b"<a>" * 100, "Il file XML ha una struttura anomala: non è un estratto conto."),
    "an unknown encoding": (
        b'<?xml version="1.0" encoding="shift_jis"?><a/>',
        "I caratteri del file XML non si leggono: la codifica è sconosciuta.",
    ),
    "two accounts": (
        e.messaggio(e.estratto(e.voce()), e.estratto(e.voce(), iban=e.ALTRO_IBAN)),
        "Il file contiene estratti di conti diversi: esporta un conto alla volta.",
    ),
}


@pytest.mark.parametrize(("contenuto", "frase"), CAMT_RIFIUTATI.values(), ids=CAMT_RIFIUTATI)
def test_a_camt053_that_cannot_be_trusted_says_why(contenuto, frase):
    assert motivo(contenuto) == frase


# --- whose account ------------------------------------------------------------------------


def test_a_file_of_another_account_is_refused():
    assert (
        motivo(e.camt(e.voce()), iban=e.ALTRO_IBAN)
        == f"L'estratto è del conto {e.IBAN}, non del conto {e.ALTRO_IBAN}."
    )


def test_a_file_that_does_not_say_whose_it_is_belongs_to_the_account_being_loaded():
    letto = leggi(e.csv_banca("02/03/2026;03/03/2026;300,00;Affitto"), iban="IT60 X054 2811 1010 0000 0123 456")
    assert (letto.iban, letto.avvisi) == (e.IBAN, (SENZA_IBAN,))


# --- MT940 --------------------------------------------------------------------------------


@pytest.mark.parametrize("busta", [False, True])
def test_an_mt940_is_read_whole(busta):
    letto = leggi(e.mt940(e.riga("300,", riferimento="REF1//BANCA1", testo="AFFITTO\r\nMARZO"), busta=busta))
    assert letto == EstrattoLetto(
        iban=e.IBAN,
        dal=date(2026, 3, 1),
        al=date(2026, 3, 31),
        saldo_iniziale=Decimal("100.00"),
        saldo_finale=Decimal("400.00"),
        movimenti=(
            MovimentoLetto(
                data=date(2026, 3, 2),
                valuta=date(2026, 3, 3),
                importo=Decimal("300.00"),
                causale="AFFITTO MARZO",
                riferimento="BANCA1",
                impronta=letto.movimenti[0].impronta,
            ),
        ),
    )


def test_the_codes_of_field_86_tell_who_paid_and_why():
    campo = f"/EREF/E2E-7/ORDP//NAME/ROSSI MARIA/IBAN/{e.ALTRO_IBAN}/REMI/AFFITTO MARZO"
    (movimento,) = leggi(e.mt940(e.riga(testo=campo))).movimenti
    assert (movimento.causale, movimento.controparte, movimento.controparte_iban, movimento.riferimento) == (
        "AFFITTO MARZO",
        "ROSSI MARIA",
        e.ALTRO_IBAN,
        "E2E-7",
    )


def test_the_numbered_parts_of_field_86_tell_who_paid_and_why():
    campo = f"166?00BONIFICO?20AFFITTO?21 MARZO?31{e.ALTRO_IBAN}?32ROSSI MARIA"
    (movimento,) = leggi(e.mt940(e.riga(testo=campo))).movimenti
    assert (movimento.causale, movimento.controparte, movimento.controparte_iban) == (
        "AFFITTO MARZO",
        "ROSSI MARIA",
        e.ALTRO_IBAN,
    )


@pytest.mark.parametrize(
    ("segno", "importo"), [("C", "300.00"), ("D", "-300.00"), ("RC", "-300.00"), ("RD", "300.00")]
)
def test_mt940_marks_give_the_sign_reversals_included(segno, importo):
    assert importi(leggi(e.mt940(e.riga("300,00", segno)))) == [importo]


def test_a_booking_day_in_the_next_year_is_put_in_its_year():
    letto = leggi(e.mt940(e.riga(valuta="251231", giorno="0102"), dal="251201", al="260131"))
    assert (letto.movimenti[0].data, letto.movimenti[0].valuta) == (date(2026, 1, 2), date(2025, 12, 31))


def test_an_italian_account_followed_by_its_currency_is_an_iban():
    assert leggi(e.mt940(e.riga(), conto=f"{e.IBAN}EUR")).iban == e.IBAN


MT940_RIFIUTATI = {
    "no closing balance": (
        b"\r\n".join(e.mt940(e.riga()).splitlines()[:-1]),
        "Il file MT940 è incompleto: manca il saldo finale (campo :62F:).",
    ),
    "no beginning": (
        e.mt940(e.riga()).removeprefix(b":20:STMT\r\n"),
        "Il file MT940 non comincia dal suo riferimento (campo :20:): è incompleto.",
    ),
    "a line that is not one": (
        e.mt940(e.riga("trecento")),
        "Il file MT940 è danneggiato: alcuni movimenti (campo :61:) non si leggono.",
    ),
    "lines without a type, which the library would write one over the other": (
        e.mt940(e.riga(tipo="", riferimento=""), e.riga(tipo="", riferimento="")),
        "Il file MT940 è danneggiato: alcuni movimenti non si leggono.",
    ),
    "dollars": (e.mt940(e.riga(), divisa="USD"), "Il conto è in USD: si leggono solo i conti in euro."),
    "a day that is not": (e.mt940(e.riga(valuta="261399")), "Il file MT940 è danneggiato: un campo non si legge."),
    "text without end": (
        e.mt940(e.riga(), *[":86:X"] * 1000),
        "Il file MT940 ha troppe descrizioni per un solo movimento: è danneggiato.",
    ),
    "a third decimal": (e.mt940(e.riga("1,005")), "Il file MT940 ha un importo che non si legge: «1.005»."),
}


@pytest.mark.parametrize(("contenuto", "frase"), MT940_RIFIUTATI.values(), ids=MT940_RIFIUTATI)
def test_an_mt940_that_cannot_be_trusted_says_why(contenuto, frase):
    assert motivo(contenuto) == frase


def test_the_library_logs_no_line_of_the_account(caplog):
    motivo(e.mt940(e.riga("300,00", testo="ROSSI MARIA", valuta="261399")))
    assert caplog.text == ""


# --- CSV ----------------------------------------------------------------------------------

UNA = MovimentoLetto(
    data=date(2026, 3, 2), valuta=date(2026, 3, 3), importo=Decimal("1234.56"), causale="Affitto società"
)


def senza_impronta(estratto: EstrattoLetto) -> list[tuple]:
    return [(m.data, m.valuta, m.importo, m.causale) for m in estratto.movimenti]


CSV_LETTI = {
    "UTF-8 with BOM": e.csv_banca("02/03/2026;03/03/2026;1.234,56;Affitto società"),
    "UTF-8": e.csv_banca("02/03/2026;03/03/2026;1.234,56;Affitto società", codifica="utf-8"),
    "Windows-1252": e.csv_banca("02/03/2026;03/03/2026;1.234,56;Affitto società", codifica="cp1252"),
    "UTF-16": e.csv_banca("02/03/2026;03/03/2026;1.234,56;Affitto società", codifica="utf-16"),
    "commas and quotes": e.csv_banca(
        '"02/03/2026","03/03/2026","1.234,56","Affitto società"',
        colonne='"Data","Valuta","Importo (EUR)","Descrizione"',
    ),
    "tabs, dots for decimals, ISO days": e.csv_banca(
        "2026-03-02\t2026-03-03\t1,234.56\tAffitto società", colonne="Data\tValuta\tImporto\tDescrizione"
    ),
    "dare and avere": e.csv_banca(
        "02/03/2026;03/03/2026;;1.234,56;Affitto società", colonne="DATA CONTABILE;VALUTA;DARE;AVERE;DESCRIZIONE"
    ),
    "lines above, balances and totals below": e.csv_banca(
        "02/03/2026;03/03/2026;+1.234,56 €;Affitto società",
        ";;1.234,56;Totale movimenti",
        ";;;",
        "Saldo contabile al 31/03/2026;;1.334,56;",
        sopra=("Lista movimenti", "Intestatario: ATS Abitare Valdera", ""),
    ),
    "blanks and a short year": e.csv_banca(" 2.3.26 ; 03-03-2026 ; 1 234,56 EUR ;  Affitto   società "),
}


@pytest.mark.parametrize("contenuto", CSV_LETTI.values(), ids=CSV_LETTI)
def test_the_csv_of_any_bank_reads_the_same(contenuto):
    assert senza_impronta(leggi(contenuto)) == [(UNA.data, UNA.valuta, UNA.importo, UNA.causale)]


def test_a_csv_that_says_its_account_and_balances_is_checked_against_them():
    letto = leggi(
        e.csv_banca(
            "02/03/2026;03/03/2026;300,00;Affitto",
            "05/03/2026;05/03/2026;-50,00;Saldo fattura 12",
            "Saldo finale;;340,00;",
            sopra=("Conto;IT60 X054 2811 1010 0000 0123 456", "Saldo iniziale;;100,00"),
        )
    )
    assert (letto.iban, importi(letto)) == (e.IBAN, ["300.00", "-50.00"])
    assert (letto.saldo_iniziale, letto.saldo_finale) == (Decimal("100.00"), Decimal("340.00"))
    assert letto.avvisi == (
        f"Il saldo iniziale e i movimenti danno 350,00{RISERVA}€, ma il saldo finale è 340,00{RISERVA}€: "
        f"differenza −10,00{RISERVA}€.",
    )


def test_a_csv_fills_every_column_it_has():
    (movimento,) = leggi(
        e.csv_banca(
            f"02/03/2026;EUR;-12,5;Bonifico;Canone marzo;Bianchi srl;{e.ALTRO_IBAN};CRO123;EUR",
            colonne="Data;Valuta;Importo;Causale;Descrizione;Beneficiario;IBAN beneficiario;CRO;Divisa",
        )
    ).movimenti
    assert movimento == MovimentoLetto(
        data=date(2026, 3, 2),
        valuta=date(2026, 3, 2),
        importo=Decimal("-12.50"),
        causale="Bonifico Canone marzo",
        controparte="Bianchi srl",
        controparte_iban=e.ALTRO_IBAN,
        riferimento="CRO123",
        impronta=movimento.impronta,
    )


@pytest.mark.parametrize(
    ("dare", "avere", "importo"), [("50,00", "", "-50.00"), ("-50,00", "0,00", "-50.00"), ("", "50", "50.00")]
)
def test_dare_goes_out_however_the_bank_signs_it(dare, avere, importo):
    assert importi(leggi(e.csv_banca(f"02/03/2026;{dare};{avere};x", colonne="Data;Dare;Avere;Causale"))) == [importo]


def test_the_profile_of_the_office_is_tried_first():
    profilo = ProfiloCsv(
        nome="Banca di prova",
        data=("Giorno",),
        importo=("Quanto",),
        causale=("Perché",),
        separatore="|",
        codifica="cp850",
        righe_da_saltare=1,
        virgola_decimale=False,
    )
    contenuto = e.csv_banca(
        "02/03/2026|1,000|Perché sì", sopra=("Giorno|Quanto",), colonne="Giorno|Quanto|Perché", codifica="cp850"
    )
    assert senza_impronta(leggi(contenuto, profilo)) == [
        (date(2026, 3, 2), date(2026, 3, 2), Decimal("1000.00"), "Perché sì")
    ]


def test_rows_of_zero_are_left_out_and_counted():
    letto = leggi(e.csv_banca("02/03/2026;02/03/2026;0,00;Avviso", "02/03/2026;02/03/2026;1,00;x"))
    assert importi(letto) == ["1.00"]
    assert letto.avvisi == (SENZA_IBAN, "Righe con importo zero lasciate fuori: 1.")


CSV_RIFIUTATI = {
    "other columns": (
        e.csv_banca("a;b", colonne="Nome;Cognome"),
        "Non si riconoscono le colonne del file: servono la data e l'importo (oppure dare e avere). "
        "Se la banca usa altri nomi, aggiungi il suo profilo; altrimenti scarica il formato camt.053.",
    ),
    "a million columns": (
        b";" * 10**6,
        "Non si riconoscono le colonne del file: servono la data e l'importo (oppure dare e avere). "
        "Se la banca usa altri nomi, aggiungi il suo profilo; altrimenti scarica il formato camt.053.",
    ),
    "no rows": (e.csv_banca(), "Nel file ci sono le colonne, ma nessun movimento."),
    "no amount": (e.csv_banca("02/03/2026;02/03/2026;;x"), "Riga 2: manca l'importo."),
    "a cut row": (e.csv_banca("02/03/2026;02/0"), "Riga 2: la data «02/0» non si legge."),
    "no day": (e.csv_banca(";02/03/2026;1,00;x"), "Riga 2: manca la data."),
    "a day that is not": (e.csv_banca("30/02/2026;;1,00;x"), "Riga 2: la data «30/02/2026» non esiste."),
    "an unlikely day": (e.csv_banca("01/01/0001;;1,00;x"), "Riga 2: la data «01/01/0001» non è plausibile."),
    "three decimals": (
        e.csv_banca("02/03/2026;;1,005;x", "02/03/2026;;1,00;x"),
        "Riga 2: l'importo «1,005» non si legge.",
    ),
    "two ways of writing amounts": (
        e.csv_banca("02/03/2026;;1.234,56;x", "02/03/2026;;1234.56;x"),
        "Riga 3: l'importo «1234.56» non si legge.",
    ),
    "dare and avere together": (
        e.csv_banca("02/03/2026;1,00;2,00", colonne="Data;Dare;Avere"),
        "Riga 2: l'importo è scritto sia in dare sia in avere.",
    ),
    "neither dare nor avere": (
        e.csv_banca("02/03/2026;;", colonne="Data;Dare;Avere"),
        "Riga 2: manca l'importo, sia in dare sia in avere.",
    ),
    "a separator inside a text": (
        e.csv_banca("02/03/2026;;1,00;x;y"),
        "La riga 2 ha più celle delle colonne: un testo contiene il separatore.",
    ),
    "quotes left open, which would swallow the rows below": (
        e.csv_banca('02/03/2026;;1,00;"x', "02/03/2026;;2,00;y", '03/03/2026;;3,00;"z'),
        "La riga 4 del file non si legge: le virgolette non tornano.",
    ),
    "dollars": (
        e.csv_banca("02/03/2026;1,00;USD", colonne="Data;Importo;Divisa"),
        "La riga 2 è in USD: si leggono solo importi in euro.",
    ),
}


@pytest.mark.parametrize(("contenuto", "frase"), CSV_RIFIUTATI.values(), ids=CSV_RIFIUTATI)
def test_a_csv_that_cannot_be_trusted_says_which_row(contenuto, frase):
    assert motivo(contenuto) == frase


# --- what is not a statement --------------------------------------------------------------

ALTRI = {
    "nothing": (b"\xef\xbb\xbf \r\n", "il file è vuoto."),
    "too much": (b"x" * (MAX_FILE + 1), "il file supera 10 MB: scarica un periodo più breve."),
    "a PDF": (b"%PDF-1.7", "è un PDF: serve l'estratto conto in camt.053 (XML), MT940 o CSV."),
    "a spreadsheet": (
        b"PK\x03\x04...",
        "è un foglio Excel o un archivio zip: salva il foglio come CSV, o estrai l'archivio.",
    ),
    "a web page": (b"<!doctype html><p>", "è una pagina web: serve l'estratto conto in camt.053 (XML), MT940 o CSV."),
    "a CBI flow": (
        b" RH05428 ...",
        "è un flusso CBI a tracciato fisso (RH): scarica dalla banca il camt.053 o il CSV.",
    ),
    "binary": (
        gzip.compress(b"x", mtime=0),
        "I caratteri del file non si leggono: non è un file di testo della banca.",
    ),
}


@pytest.mark.parametrize(("contenuto", "frase"), ALTRI.values(), ids=ALTRI)
def test_what_is_not_a_statement_is_named(contenuto, frase):
    assert motivo(contenuto) == frase


def test_the_sentence_opens_with_the_name_of_the_file():
    with pytest.raises(EstrattoIlleggibile, match=r"^«a b»: il file è vuoto\.$"):
        leggi_estratto(b"", "a\0b", ())


def test_text_that_names_a_file_of_the_server_is_never_opened(tmp_path):
    file = tmp_path / "segreto.sta"
    file.write_bytes(e.mt940(e.riga()))
    assert "colonne" in motivo(str(file).encode())


# --- fingerprints -------------------------------------------------------------------------

DUE_UGUALI = ["02/03/2026;02/03/2026;300,00;Affitto", "02/03/2026;02/03/2026;300,00;Affitto"]
ALTRE = ["01/03/2026;01/03/2026;1,00;Interessi", "03/03/2026;03/03/2026;-2,00;Commissioni"]


def test_two_equal_payments_of_one_day_stay_two():
    assert len(set(impronte(leggi(e.csv_banca(*DUE_UGUALI))))) == 2


def test_the_same_file_twice_gives_the_same_fingerprints():
    assert impronte(leggi(e.csv_banca(*DUE_UGUALI))) == impronte(leggi(e.csv_banca(*DUE_UGUALI)))


@pytest.mark.parametrize(
    "righe",
    [
        [*ALTRE[:1], *DUE_UGUALI, *ALTRE[1:]],
        [*ALTRE, *DUE_UGUALI][::-1],
        [DUE_UGUALI[0], *ALTRE, DUE_UGUALI[1]],
    ],
    ids=["a longer period", "newest first", "another order"],
)
def test_an_overlapping_file_gives_the_same_fingerprints_to_the_same_lines(righe):
    vecchie, nuove = impronte(leggi(e.csv_banca(*DUE_UGUALI))), impronte(leggi(e.csv_banca(*righe)))
    assert set(vecchie) < set(nuove)
    assert len(set(nuove)) == 4


def test_a_day_cut_short_gives_its_first_payment_the_name_it_keeps():
    assert impronte(leggi(e.csv_banca(DUE_UGUALI[0]))) == impronte(leggi(e.csv_banca(*DUE_UGUALI)))[:1]


def test_case_accents_blanks_and_value_date_do_not_change_a_fingerprint():
    una = e.csv_banca("02/03/2026;03/03/2026;300,00;Affitto società, marzo")
    altra = e.csv_banca("02/03/2026;04/03/2026;300,00;AFFITTO  SOCIETÀ,MAR ZO")
    assert impronte(leggi(una)) == impronte(leggi(altra))


@pytest.mark.parametrize(
    "riga",
    [
        "03/03/2026;;300,00;Affitto",
        "02/03/2026;;-300,00;Affitto",
        "02/03/2026;;300,01;Affitto",
        "02/03/2026;;300,00;Altro",
    ],
)
def test_another_day_amount_or_text_is_another_movement(riga):
    assert impronte(leggi(e.csv_banca(riga))) != impronte(leggi(e.csv_banca(DUE_UGUALI[0])))


def test_the_same_line_on_another_account_is_another_movement():
    contenuto = e.csv_banca(DUE_UGUALI[0])
    assert impronte(leggi(contenuto, iban=e.IBAN)) != impronte(leggi(contenuto, iban=e.ALTRO_IBAN))


# --- properties ---------------------------------------------------------------------------

ESEMPI = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CAMPIONI = [
    e.camt(e.voce("500.00", "CRDT", e.operazione("300.00"), e.operazione("200.00")), saldi=("0.00", "500.00")),
    e.messaggio(e.estratto(e.voce("1.00", "DBIT", storno=True)), e.estratto(e.voce("2.00")), codifica="utf-16"),
    e.mt940(e.riga(testo="/EREF/1/REMI/AFFITTO"), e.riga("1,00", "RD"), busta=True),
    e.mt940(e.riga(testo="166?00BONIFICO?20EREF+1?21SVWZ+AFFITTO?32ROSSI")),
    *CSV_LETTI.values(),
]
giorni = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))
denari = st.integers(min_value=-(10**9), max_value=10**9).filter(bool).map(lambda c: Decimal(c) / 100)
scritte = st.text(st.characters(codec="cp1252", exclude_categories=["Cc", "Cf", "Cs"]), max_size=30).map(
    lambda t: " ".join(t.replace('"', "").split())
)


def letto_o_spiegato(contenuto: bytes) -> None:
    """Never another exception; what is read is whole and fit for a database."""
    try:
        letto = leggi(contenuto)
    except EstrattoIlleggibile:
        return
    assert letto.dal <= letto.al
    assert len(set(impronte(letto))) == len(letto.movimenti)
    for m in letto.movimenti:
        assert m.importo != 0
        assert m.importo == m.importo.quantize(Decimal("0.01"))
        assert "\0" not in f"{m.causale}{m.controparte}{m.riferimento}"


@ESEMPI
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda t: t.encode()))
def test_any_bytes_are_read_or_explained(contenuto):
    letto_o_spiegato(contenuto)


@ESEMPI
@given(st.sampled_from(CAMPIONI), st.data())
def test_a_sample_cut_or_spoilt_anywhere_is_read_or_explained(campione, dati):
    taglio = dati.draw(st.integers(0, len(campione)))
    letto_o_spiegato(campione[:taglio])
    letto_o_spiegato(campione[taglio:])
    rovina = dati.draw(
        st.binary(max_size=8) | st.sampled_from([b'"', b";", b"\r\n", b":61:", b":86:", b":20:", b"<", b"\0"])
    )
    letto_o_spiegato(campione[:taglio] + rovina + campione[taglio + dati.draw(st.integers(0, 8)) :])


@ESEMPI
@given(st.lists(st.tuples(giorni, denari, scritte), min_size=1, max_size=8))
def test_what_a_csv_plainly_says_comes_back_exactly(righe):
    csv = [f'{g:%d/%m/%Y};{g:%d/%m/%Y};{in_cifre(importo)};"{causale}"' for g, importo, causale in righe]
    letto = leggi(e.csv_banca(*csv))
    assert [(m.data, m.importo, m.causale) for m in letto.movimenti] == righe


@ESEMPI
@given(st.lists(st.tuples(giorni, denari, scritte), min_size=1, max_size=8))
def test_what_a_camt053_plainly_says_comes_back_exactly_and_adds_up(righe):
    voci = [
        e.voce(str(abs(i)), "CRDT" if i > 0 else "DBIT", e.operazione(causale=c), giorno=g.isoformat(), valuta=None)
        for g, i, c in righe
    ]
    letto = leggi(e.camt(*voci, saldi=("0.00", str(sum(i for _, i, _ in righe)))))
    assert [(m.data, m.importo, m.causale) for m in letto.movimenti] == righe
    assert letto.avvisi == ()
