"""One body of a FatturaPA: every value is read as written, what is missing is named, nothing is invented."""

from datetime import date
from decimal import Decimal

import pytest

from rendicontazione.rules.fattura import (
    Allegato,
    CassaPrevidenziale,
    CorpoFattura,
    CorpoIlleggibile,
    FatturaCollegata,
    FileIlleggibile,
    LineaFattura,
    RigaIva,
    Ritenuta,
    ScadenzaPagamento,
    Soggetto,
)
from rendicontazione.rules.fatturapa import leggi_file, riga_json
from tests.factories import fatture as f

TOTALE_ASSENTE = "Il totale non è indicato nella fattura: è la somma di imponibile e IVA."


def leggi_uno(contenuto: bytes, nome: str = "f.xml"):
    (esito,) = leggi_file(nome, contenuto)
    return esito


def motivo(contenuto: bytes) -> str:
    esito = leggi_uno(contenuto)
    assert isinstance(esito, CorpoIlleggibile)
    return esito.motivo


def test_a_plain_invoice_is_read_whole():
    assert leggi_uno(f.fattura(totale="122.00")) == CorpoFattura(
        file="f.xml",
        corpo=1,
        formato="FPR12",
        fornitore="Cooperativa Il Ponte",
        id_paese="IT",
        partita_iva="01897660500",
        codice_fiscale=None,
        regime_fiscale="RF01",
        cessionario=Soggetto(denominazione="ATS Abitare Valdera", codice_fiscale="90012340500"),
        tipo_documento="TD01",
        numero="12/2025",
        data=date(2025, 3, 14),
        divisa="EUR",
        segno=1,
        imponibile=Decimal("100.00"),
        iva=Decimal("22.00"),
        totale=Decimal("122.00"),
        totale_calcolato=False,
        netto_a_pagare=Decimal("122.00"),
        split_payment=False,
        riepilogo=(RigaIva(Decimal("100.00"), Decimal("22.00"), Decimal("22.00"), None, "I"),),
        linee=(
            LineaFattura(
                numero=1,
                descrizione="Servizio di accompagnamento all'abitare",
                prezzo_unitario=Decimal("100.00"),
                prezzo_totale=Decimal("100.00"),
                aliquota=Decimal("22.00"),
            ),
        ),
    )


def test_a_professional_s_invoice_with_fund_withholding_stamp_and_payments_is_read_whole():
    esito = leggi_uno(
        f.file_fattura(
            f.corpo(
                tipo="TD06",
                numero="7",
                ritenute=[f.ritenuta("200.00"), f.ritenuta("10.00", tipo="RT04", aliquota="1.00", causale="R")],
                casse=[f.cassa("40.00")],
                causali=["Consulenza legale", "sfratti primo trimestre"],
                linee=[
                    f.linea(
                        "1",
                        "Consulenza  legale",
                        "1000.00",
                        quantita="10.00",
                        prezzo_unitario="100.00",
                        inizio="2025-01-01",
                        fine="2025-03-31",
                    )
                ],
                righe=[f.riga("1040.00", "22.00")],
                totale="1268.80",
                pagamenti=[
                    f.pagamento("500.00", scadenza="2025-04-30", iban="IT60X0542811101000000123456"),
                    f.pagamento("558.80", modalita="MP01"),
                ],
                allegati=[f.allegato("parcella.pdf", b"%PDF-1.7 prova")],
            ),
            testata=f.cedente(
                denominazione=None,
                nome="Ada",
                cognome="Neri",
                codice_fiscale="NREDAA50B49C113U",
            )
            + f.CESSIONARIO,
        )
    )
    assert (esito.fornitore, esito.codice_fiscale, esito.tipo_documento) == ("Ada Neri", "NREDAA50B49C113U", "TD06")
    assert esito.ritenute == (
        Ritenuta("RT01", Decimal("200.00"), Decimal("20.00"), "A"),
        Ritenuta("RT04", Decimal("10.00"), Decimal("1.00"), "R"),
    )
    assert esito.cassa_previdenziale == (CassaPrevidenziale("TC22", Decimal("40.00"), Decimal("4.00")),)
    assert (esito.imponibile, esito.iva, esito.totale) == (Decimal("1040.00"), Decimal("228.80"), Decimal("1268.80"))
    assert esito.netto_a_pagare == Decimal("1058.80")
    assert esito.causale == "Consulenza legale sfratti primo trimestre"
    assert esito.linee == (
        LineaFattura(
            numero=1,
            descrizione="Consulenza legale",
            quantita=Decimal("10.00"),
            prezzo_unitario=Decimal("100.00"),
            prezzo_totale=Decimal("1000.00"),
            aliquota=Decimal("22.00"),
            inizio_periodo=date(2025, 1, 1),
            fine_periodo=date(2025, 3, 31),
        ),
    )
    assert esito.pagamenti == (
        ScadenzaPagamento("MP05", Decimal("500.00"), date(2025, 4, 30), "IT60X0542811101000000123456"),
        ScadenzaPagamento("MP01", Decimal("558.80")),
    )
    assert [(a.nome, a.formato, a.decodifica()) for a in esito.allegati] == [
        ("parcella.pdf", "PDF", b"%PDF-1.7 prova")
    ]
    assert esito.avvisi == ()


def test_every_body_of_a_file_is_read_and_a_bad_one_does_not_hide_the_others():
    esiti = leggi_file("f.xml", f.file_fattura(f.corpo(numero="1"), f.corpo(numero=None), f.corpo(numero="3")))
    assert [(e.corpo, e.numero, type(e)) for e in esiti] == [
        (1, "1", CorpoFattura),
        (2, None, CorpoIlleggibile),
        (3, "3", CorpoFattura),
    ]


@pytest.mark.parametrize(
    ("campo", "atteso"),
    [
        ("tipo", "Manca il tipo di documento (TipoDocumento)."),
        ("numero", "Manca il numero della fattura (Numero)."),
        ("data", "Manca la data della fattura (Data)."),
        ("divisa", "Manca la divisa (Divisa)."),
    ],
)
@pytest.mark.parametrize("valore", [None, "", "   "])
def test_a_missing_required_field_is_named(campo, atteso, valore):
    assert motivo(f.fattura(**{campo: valore})) == atteso


def test_everything_that_is_missing_is_named_at_once_and_what_is_known_is_kept():
    assert leggi_uno(f.fattura(numero=None, data="14/03/2025", righe=[])) == CorpoIlleggibile(
        file="f.xml",
        corpo=1,
        motivo=(
            "Manca il riepilogo IVA (DatiRiepilogo); manca il numero della fattura (Numero); "
            "la data della fattura non si legge: «14/03/2025» (Data)."
        ),
        fornitore="Cooperativa Il Ponte",
        partita_iva="01897660500",
        tipo_documento="TD01",
    )


@pytest.mark.parametrize(
    ("testata", "atteso"),
    [
        (f.CESSIONARIO, "Manca il fornitore (CedentePrestatore)."),
        ("<CedentePrestatore/>", "Manca il fornitore (CedentePrestatore)."),
        (
            f.cedente(denominazione=None) + f.CESSIONARIO,
            "Manca il nome del fornitore (Denominazione, oppure Nome e Cognome).",
        ),
        (f.cedente(partita_iva=None) + f.CESSIONARIO, "Manca la partita IVA del fornitore (IdFiscaleIVA)."),
    ],
)
def test_without_a_supplier_the_body_is_unreadable(testata, atteso):
    assert motivo(f.file_fattura(f.corpo(), testata=testata)) == atteso


def test_a_body_that_is_empty_or_without_header_names_what_is_missing():
    xml = b"<FatturaElettronica><FatturaElettronicaBody/></FatturaElettronica>"
    assert motivo(xml) == (
        "Manca il fornitore (CedentePrestatore); manca il riepilogo IVA (DatiRiepilogo); "
        "manca il tipo di documento (TipoDocumento); manca il numero della fattura (Numero); "
        "manca la data della fattura (Data); manca la divisa (Divisa)."
    )


@pytest.mark.parametrize(
    "scritto", ["100,00", "1.000,00", "NaN", "Infinity", "1e3", "100.005", "12 3", "٣.٠٠", "0x10", "--1", "9" * 12]
)
def test_money_that_is_not_plainly_written_makes_the_body_unreadable(scritto):
    letto = motivo(f.fattura(righe=[f.riga(scritto, "22.00", "22.00")]))
    assert letto == f"L'imponibile del riepilogo IVA non si legge: «{scritto}» (ImponibileImporto)."


@pytest.mark.parametrize(
    ("scritto", "letto"), [("100", "100"), ("100.5", "100.5"), ("+100.00", "100"), ("-0.00", "0")]
)
def test_money_with_fewer_decimals_is_the_same_money(scritto, letto):
    esito = leggi_uno(f.fattura(righe=[f.riga(scritto, None, "0.00")]))
    assert (esito.imponibile, str(esito.imponibile).startswith("-")) == (Decimal(letto), False)


@pytest.mark.parametrize(
    ("campi", "atteso"),
    [
        ({"righe": [f.riga(None, "22.00", "1.00")]}, "Manca l'imponibile del riepilogo IVA (ImponibileImporto)."),
        ({"righe": [f.riga("1.00", "22.00", None)]}, "Manca l'imposta del riepilogo IVA (Imposta)."),
        ({"totale": "122,00"}, "Il totale della fattura non si legge: «122,00» (ImportoTotaleDocumento)."),
        ({"bollo": "2,00"}, "L'importo del bollo non si legge: «2,00» (ImportoBollo)."),
        ({"arrotondamento": "x"}, "L'arrotondamento non si legge: «x» (Arrotondamento)."),
        ({"ritenute": [f.ritenuta(None)]}, "Manca l'importo della ritenuta (ImportoRitenuta)."),
        (
            {"casse": [f.cassa("4.0.0")]},
            "Il contributo alla cassa previdenziale non si legge: «4.0.0» (ImportoContributoCassa).",
        ),
        ({"pagamenti": [f.pagamento("x")]}, "L'importo del pagamento non si legge: «x» (ImportoPagamento)."),
        ({"numero": "1" * 21}, "Il numero della fattura è più lungo di 20 caratteri (Numero)."),
        ({"tipo": "FATT"}, "Il tipo di documento «FATT» non esiste (TipoDocumento)."),
        (
            {"divisa": "USD"},
            "La fattura è in USD e non in euro: inserirla a mano con gli importi in euro pagati.",
        ),
    ],
)
def test_what_decides_an_amount_must_be_readable(campi, atteso):
    assert motivo(f.fattura(**campi)) == atteso


@pytest.mark.parametrize("scritta", ["2025-02-30", "14/03/2025", "20250314", "2025-W11-5", "0000-00-00", "1969-12-31"])
def test_a_date_that_does_not_exist_is_not_guessed(scritta):
    assert motivo(f.fattura(data=scritta)) == f"La data della fattura non si legge: «{scritta}» (Data)."


@pytest.mark.parametrize("scritta", ["2024-02-29", "2024-02-29Z", "2024-02-29+01:00", " 2024-02-29\n"])
def test_a_date_may_carry_a_time_zone(scritta):
    assert leggi_uno(f.fattura(data=scritta)).data == date(2024, 2, 29)


def test_a_malformed_detail_is_left_out_with_a_note():
    esito = leggi_uno(
        f.fattura(
            linee=[f.linea("uno", "Affitto", "100.00", quantita="due", inizio="gennaio")],
            pagamenti=[f.pagamento("122.00", scadenza="fine mese", iban="IT00")],
        )
    )
    assert esito.linee == (
        LineaFattura(
            numero=None,
            descrizione="Affitto",
            prezzo_unitario=Decimal("100.00"),
            prezzo_totale=Decimal("100.00"),
            aliquota=Decimal("22.00"),
        ),
    )
    assert esito.avvisi == (
        "Quantita non si legge («due»): ignorato.",
        "DataInizioPeriodo non si legge («gennaio»): ignorato.",
        "L'IBAN del fornitore (IT00) non è valido.",
        "DataScadenzaPagamento non si legge («fine mese»): ignorato.",
        TOTALE_ASSENTE,
    )


@pytest.mark.parametrize(
    ("cedente", "partita_iva", "avvisi"),
    [
        ({"partita_iva": "01897660500"}, "01897660500", ()),
        ({"partita_iva": "IT01897660500"}, "01897660500", ()),
        ({"partita_iva": " 0189766 0500"}, "01897660500", ()),
        ({"partita_iva": "01897660501"}, "01897660501", ("La partita IVA del fornitore (01897660501) non è valida.",)),
        ({"partita_iva": "0" * 11}, "0" * 11, (f"La partita IVA del fornitore ({'0' * 11}) non è valida.",)),
        ({"partita_iva": "123456789", "paese": "DE"}, "123456789", ()),
        (
            {"partita_iva": None, "codice_fiscale": "nredaa50b49c113u"},
            None,
            ("Manca la partita IVA del fornitore: c'è solo il codice fiscale.",),
        ),
    ],
)
def test_the_vat_number_is_kept_as_written_and_doubted_when_wrong(cedente, partita_iva, avvisi):
    esito = leggi_uno(f.file_fattura(f.corpo(totale="122.00"), testata=f.cedente(**cedente) + f.CESSIONARIO))
    assert (esito.partita_iva, esito.avvisi) == (partita_iva, avvisi)


def test_an_invoice_that_does_not_say_whom_it_bills_is_read_with_a_note():
    esito = leggi_uno(f.file_fattura(f.corpo(totale="122.00"), testata=f.cedente()))
    assert (esito.cessionario, esito.avvisi) == (
        None,
        ("La fattura non dice a chi è intestata (CessionarioCommittente).",),
    )


@pytest.mark.parametrize(
    ("tipo", "avvisi"),
    [
        ("TD24", ()),
        ("TD17", ("È un'integrazione o autofattura: controllare che la fattura di origine non sia già inserita.",)),
        ("TD77", ("Il tipo di documento TD77 non è tra quelli conosciuti.",)),
    ],
)
def test_an_unusual_type_of_document_is_read_with_a_note(tipo, avvisi):
    assert leggi_uno(f.fattura(tipo=tipo, totale="122.00")).avvisi == avvisi


def test_linked_invoices_are_listed_with_their_lines():
    correlati = [
        f.correlato("DatiFattureCollegate", "88/2024", data="2024-12-01", righe=["1", "2"]),
        f.correlato("DatiFattureCollegate", "89/2024"),
    ]
    assert leggi_uno(f.fattura(correlati=correlati)).fatture_collegate == (
        FatturaCollegata("88/2024", date(2024, 12, 1), (1, 2)),
        FatturaCollegata("89/2024"),
    )


def test_an_attachment_is_opened_only_when_asked_and_within_a_limit():
    (allegato,) = leggi_uno(f.fattura(allegati=[f.allegato("a.pdf", b"x" * 100)])).allegati
    assert allegato.decodifica() == b"x" * 100
    with pytest.raises(FileIlleggibile, match=r"^L'allegato «a\.pdf» è troppo grande\.$"):
        allegato.decodifica(massimo=50)
    rotto = Allegato("b.pdf", "PDF", None, None, base64="non è base64")
    with pytest.raises(FileIlleggibile, match=r"^L'allegato «b\.pdf» non si può aprire: è danneggiato\.$"):
        rotto.decodifica()


def test_the_json_line_has_exactly_the_promised_keys():
    letta = leggi_uno(f.fattura(correlati=[f.correlato("DatiConvenzione", cup=f.CUP)]))
    assert riga_json(letta, stato="bozza") == {
        "file": "f.xml",
        "stato": "bozza",
        "fornitore": "Cooperativa Il Ponte",
        "partita_iva": "01897660500",
        "numero": "12/2025",
        "data": "2025-03-14",
        "tipo": "TD01",
        "imponibile": "100.00",
        "iva": "22.00",
        "totale": "122.00",
        "cup": f.CUP,
        "motivo": None,
    }
    assert riga_json(leggi_uno(f.fattura(data=None)), stato="scartata") == {
        "file": "f.xml",
        "stato": "scartata",
        "fornitore": "Cooperativa Il Ponte",
        "partita_iva": "01897660500",
        "numero": "12/2025",
        "data": None,
        "tipo": "TD01",
        "imponibile": None,
        "iva": None,
        "totale": None,
        "cup": None,
        "motivo": "Manca la data della fattura (Data).",
    }
    assert riga_json(letta, stato="doppione", motivo="Già presente.")["motivo"] == "Già presente."
