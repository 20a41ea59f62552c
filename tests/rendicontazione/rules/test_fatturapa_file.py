"""Files of any encoding, namespace and nature: invoices are read, the rest is refused by name."""

import pytest

from rendicontazione.rules.archivio_zip import MAX_FILE
from rendicontazione.rules.fattura import CorpoFattura, CorpoIlleggibile
from rendicontazione.rules.fatturapa import leggi_file
from tests.factories import fatture as f

ACCENTI = "Città di Pontedera – è così € 5"
CEDENTE_ACCENTATO = f.cedente(denominazione=ACCENTI) + f.CESSIONARIO
VIETATO = "Il file XML contiene una DTD o entità esterne, vietate nelle fatture: non viene aperto."


def leggi_uno(contenuto: bytes, nome: str = "f.xml"):
    (esito,) = leggi_file(nome, contenuto)
    return esito


def rifiuto(contenuto: bytes) -> str:
    esito = leggi_uno(contenuto)
    assert isinstance(esito, CorpoIlleggibile)
    assert esito.corpo is None
    return esito.motivo


# --- formats and namespaces ---------------------------------------------------------------


@pytest.mark.parametrize(
    "aspetto",
    [
        {"prefisso": "p"},
        {"prefisso": "ns3"},
        {"prefisso": "", "namespace": None},
        {"prefisso": "", "namespace": "urn:altro"},
        {"formato": "FPA12"},
        {"formato": "1.1", "namespace": f.NS_11},
        {"formato": "1.0", "namespace": f.NS_10},
        {"dichiarazione": None},
        {"dichiarazione": '<?xml version="1.1" encoding="UTF-8" standalone="yes"?>\n'},
        {"in_testa": "\r\n  "},
        {"in_testa": "\ufeff"},
        {"dichiarazione": '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="f.xsl"?><!-- c -->'},
    ],
)
def test_any_prefix_namespace_and_version_is_the_same_invoice(aspetto):
    esito = leggi_uno(f.file_fattura(f.corpo(), **aspetto))
    assert (type(esito), esito.formato, esito.numero, esito.avvisi[:-1]) == (
        CorpoFattura,
        aspetto.get("formato", "FPR12"),
        "12/2025",
        (),
    )


def test_a_prefix_on_every_element_changes_nothing():
    xml = f.file_fattura(f.corpo(), prefisso="p").decode()
    for tag in ("Numero", "FatturaElettronicaBody", "FatturaElettronicaHeader", "CedentePrestatore"):
        xml = xml.replace(f"<{tag}>", f"<p:{tag}>").replace(f"</{tag}>", f"</p:{tag}>")
    assert leggi_uno(xml.encode()).numero == "12/2025"


def test_a_signature_inside_the_xml_is_ignored():
    firma = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo/></ds:Signature>'
    assert leggi_uno(f.file_fattura(f.corpo(), firma)).numero == "12/2025"


# --- encodings ----------------------------------------------------------------------------


def dichiara(codifica: str) -> str:
    return f'<?xml version="1.0" encoding="{codifica}"?>'


@pytest.mark.parametrize(
    ("dichiarazione", "codifica"),
    [
        (dichiara("UTF-8"), "utf-8"),
        (dichiara("utf-8"), "utf-8-sig"),
        (None, "utf-8"),
        (dichiara("windows-1252"), "cp1252"),
        (dichiara("ISO-8859-1"), "cp1252"),
        (dichiara("UTF-16"), "utf-16"),
        (dichiara("UTF-16"), "utf-16-le"),
        (dichiara("UTF-16BE"), "utf-16-be"),
        (None, "utf-16"),
    ],
)
def test_accents_survive_every_encoding(dichiarazione, codifica):
    contenuto = f.file_fattura(
        f.corpo(totale="122.00"), testata=CEDENTE_ACCENTATO, dichiarazione=dichiarazione, codifica=codifica
    )
    esito = leggi_uno(contenuto)
    assert (esito.fornitore, esito.avvisi) == (ACCENTI, ())


@pytest.mark.parametrize(
    ("dichiarata", "vera", "avviso"),
    [
        ("UTF-8", "cp1252", "Il file dichiara utf-8 ma è scritto in cp1252: controllare le lettere accentate."),
        (
            "ISO-8859-1",
            "utf-8",
            "Il file dichiara iso-8859-1 ma è scritto in utf-8: controllare le lettere accentate.",
        ),
        ("ANSI", "cp1252", "Il file dichiara ansi ma è scritto in cp1252: controllare le lettere accentate."),
        ("hex", "utf-8", "Il file dichiara hex ma è scritto in utf-8: controllare le lettere accentate."),
    ],
)
def test_a_wrong_declaration_is_corrected_with_a_note(dichiarata, vera, avviso):
    contenuto = f.file_fattura(
        f.corpo(totale="122.00"), testata=CEDENTE_ACCENTATO, dichiarazione=dichiara(dichiarata), codifica=vera
    )
    esito = leggi_uno(contenuto)
    assert (esito.fornitore, esito.avvisi) == (ACCENTI, (avviso,))


def test_a_wrong_declaration_of_plain_letters_matters_to_nobody():
    contenuto = f.file_fattura(f.corpo(totale="122.00"), dichiarazione=dichiara("UTF-16"))
    assert leggi_uno(contenuto).avvisi == ()


def test_bytes_of_no_known_encoding_are_refused():
    contenuto = f.fattura(causali=["XXXX"]).replace(b"XXXX", b"\x81\xe8\x8d")
    assert rifiuto(contenuto) == (
        "I caratteri del file non si leggono: la codifica dichiarata non corrisponde al contenuto."
    )


# --- what is not an invoice ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("radice", "cosa"),
    [
        ("RicevutaConsegna", "è una ricevuta di consegna dello SdI"),
        ("NotificaScarto", "è una notifica di scarto dello SdI"),
        ("NotificaDecorrenzaTermini", "è una notifica di decorrenza dei termini dello SdI"),
        ("MetadatiInvioFile", "è un file di metadati dello SdI"),
        ("FileMetadati", "è un file di metadati dello SdI"),
        ("Invoice", "è una fattura in formato europeo (UBL)"),
        ("Libro", "è un documento «Libro»"),
    ],
)
def test_another_xml_document_is_refused_by_name(radice, cosa):
    xml = f'<?xml version="1.0"?><t:{radice} xmlns:t="urn:x"><a/></t:{radice}>'.encode()
    assert rifiuto(xml) == f"Non è una fattura elettronica: {cosa}."


@pytest.mark.parametrize(
    ("contenuto", "motivo"),
    [
        (b"", "Il file è vuoto."),
        (b" \r\n\0", "Il file è vuoto."),
        (b"%PDF-1.7", "È un PDF: serve il file della fattura elettronica (.xml o .p7m); il PDF si allega dopo."),
        (b"\x89PNG\r\n", "È un'immagine: serve il file della fattura elettronica (.xml o .p7m)."),
        (b"Rar!\x1a\x07", "È un archivio RAR: estrarlo e caricare le fatture, oppure usare uno zip."),
        (
            b"Return-Path: <a@b.it>\r\nSubject: POSTA CERTIFICATA\r\n\r\n",
            "È un messaggio di posta: salvare l'allegato con la fattura e caricare quello.",
        ),
        (b"<!DOCTYPE html><html><body>", "Non è una fattura elettronica: è una pagina web."),
        (b'<?xml version="1.0"?>\n<html xmlns="x">', "Non è una fattura elettronica: è una pagina web."),
        (b"ciao!", "Non è una fattura elettronica: il contenuto non è né XML né una busta di firma (.p7m)."),
        (
            b"<FatturaElettronica><FatturaElettronicaHeader/></FatturaElettronica>",
            "Nel file non c'è nessuna fattura: manca FatturaElettronicaBody.",
        ),
        (b"<a>\n<b></a>", "Il file XML è danneggiato o incompleto (riga 2, colonna 6)."),
        (
            f.fattura().partition(b"</DatiBeniServizi>")[0],
            f"Il file XML è danneggiato o incompleto (riga 1, colonna {f.fattura().index(b'</DatiBeni') + 1}).",
        ),
        (b"<a>\0</a>", "Il file XML è danneggiato o incompleto (riga 1, colonna 4)."),
        (b"<a>&#0;</a>", "Il file XML è danneggiato o incompleto (riga 1, colonna 4)."),
    ],
)
def test_anything_else_is_refused_with_a_clear_reason(contenuto, motivo):
    assert rifiuto(contenuto) == motivo


# --- hostile files ------------------------------------------------------------------------

RISATE = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ah"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><FatturaElettronica>&d;
</FatturaElettronica>"""


@pytest.mark.parametrize(
    "xml",
    [
        RISATE,
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><FatturaElettronica>&e;</FatturaElettronica>',
        b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><FatturaElettronica/>',
        b'<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><FatturaElettronica/>',
    ],
)
def test_dtds_and_entities_are_never_opened(xml):
    assert rifiuto(xml) == VIETATO


def test_an_entity_that_nobody_declared_is_damage():
    assert rifiuto(b"<FatturaElettronica>&x;</FatturaElettronica>") == (
        "Il file XML è danneggiato o incompleto (riga 1, colonna 21)."
    )


@pytest.mark.parametrize("xml", [b"<a>" * 100_000, b"<a>" + b"<b/>" * 500_000 + b"</a>"])
def test_a_monstrous_structure_is_refused(xml):
    assert rifiuto(xml) == "Il file XML ha una struttura anomala: troppi elementi uno dentro l'altro."


def test_a_file_of_ten_megabytes_of_text_is_read_and_a_larger_one_is_not():
    lunga = f.fattura(causali=["x" * (MAX_FILE - 3000)], totale="122.00")
    assert len(leggi_uno(lunga).causale) == MAX_FILE - 3000
    assert rifiuto(lunga + b" " * 3000) == "Il file supera 10 MB."


@pytest.mark.parametrize("ripetuto", [b"A", b"0\x80", b"<", b"\xff", b"<a b='c'>", b"$\x80"])
def test_ten_megabytes_of_anything_are_one_refusal(ripetuto):
    assert rifiuto(ripetuto * (MAX_FILE // len(ripetuto)))


def test_the_name_of_the_file_is_made_fit_for_a_screen():
    assert leggi_uno(b"", nome="a\0b\r\n\u202ec.xml").file == "a_b___c.xml"
    assert leggi_uno(b"", nome="").file == "senza nome"
    assert len(leggi_uno(b"", nome="x" * 9999).file) == 255
