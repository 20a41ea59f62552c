"""Signed envelopes and zips: what wraps an invoice is taken off, what cannot be is one refusal among the others."""

import io
import struct
import zipfile

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from rendicontazione.rules import archivio_zip
from rendicontazione.rules.fattura import CorpoIlleggibile
from rendicontazione.rules.fatturapa import FileRicevuto, file_singoli, leggi_file
from tests.factories import fatture as f

XML = f.file_fattura(f.corpo(numero="1"), f.corpo(numero="2"))
DANNEGGIATA = "La busta di firma (.p7m) è danneggiata o incompleta."
PDF = "È un PDF: serve il file della fattura elettronica (.xml o .p7m); il PDF si allega dopo."


def numeri(contenuto: bytes, nome: str = "f.xml.p7m") -> list[str | None]:
    return [e.numero for e in leggi_file(nome, contenuto)]


def esiti(contenuto: bytes, nome: str = "f.zip") -> list[tuple[str, str | None]]:
    """(file, number or reason)"""
    return [(e.file, e.motivo if isinstance(e, CorpoIlleggibile) else e.numero) for e in leggi_file(nome, contenuto)]


# --- .p7m ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "busta",
    [
        pytest.param(f.firmata(XML), id="der"),
        pytest.param(f.firmata(XML) + b"\r\n", id="der followed by a new line"),
        pytest.param(f.firmata(XML, forma=Encoding.PEM), id="pem"),
        pytest.param(f.in_base64(f.firmata(XML), a_capo=""), id="base64 on one line"),
        pytest.param(f.in_base64(f.firmata(XML)), id="base64 in lines"),
        pytest.param(f.in_base64(f.firmata(XML), a_capo="\r\n") + b"\r\n", id="base64 in lines of Windows"),
        pytest.param(f.in_base64(f.firmata(XML)).rstrip(b"="), id="base64 without padding"),
        pytest.param(b"\xef\xbb\xbf" + f.in_base64(f.firmata(XML)), id="base64 with a byte order mark"),
        pytest.param(f.in_base64(f.in_base64(f.firmata(XML))), id="base64 twice"),
        pytest.param(f.firmata(f.firmata(XML)), id="signed twice"),
        pytest.param(f.firmata(f.in_base64(f.firmata(XML))), id="signed, base64, signed"),
        pytest.param(f.firmata_a_pezzi(XML), id="ber, indefinite lengths, pieces"),
        pytest.param(f.firmata_a_pezzi(XML, pezzo=1), id="ber, pieces of one byte"),
        pytest.param(f.firmata_a_pezzi(XML, indefinita=False), id="ber, pieces in a definite length"),
        pytest.param(f.in_base64(f.firmata_a_pezzi(XML)), id="ber in base64"),
        pytest.param(f.firmata_a_pezzi(f.firmata_a_pezzi(XML)), id="ber signed twice"),
        pytest.param(f.in_base64(XML), id="plain xml in base64"),
        pytest.param(XML, id="plain xml called p7m"),
    ],
)
def test_every_envelope_gives_back_the_invoice(busta):
    assert numeri(busta) == ["1", "2"]


def test_the_envelope_is_recognised_by_its_content_not_by_its_name():
    assert numeri(f.firmata(XML), nome="fattura.xml") == ["1", "2"]


@pytest.mark.parametrize(
    ("busta", "motivo"),
    [
        (f.firmata(XML)[: len(XML) // 2], DANNEGGIATA),
        (f.firmata_a_pezzi(XML)[: len(XML) // 2], DANNEGGIATA),
        (b"0", DANNEGGIATA),
        (b"0\x80" * 50_000, "La busta (.p7m) non contiene una fattura firmata."),
        (b"0\x84\xff\xff\xff\xff", DANNEGGIATA),
        (
            f.firmata(XML, staccata=True),
            "Il file .p7m contiene solo la firma, non la fattura: serve quello con la fattura dentro.",
        ),
        (f.cifrata(XML), "La busta (.p7m) è cifrata: chiedere al fornitore il file leggibile."),
        (f.tlv(0x30, b"\x06\x01\x01"), "La busta (.p7m) non contiene una fattura firmata."),
        (f.tlv(0x30, f.tlv(0x30, b"")), "La busta (.p7m) non contiene una fattura firmata."),
        (f.firmata(b"%PDF-1.4"), PDF),
        (
            f.firmata(f.zip_di({"a.xml": XML})),
            "È un archivio zip chiuso dentro un altro file: estrarlo e caricare le fatture.",
        ),
        (f.firmata(b""), "Il file è vuoto."),
    ],
)
def test_an_envelope_that_cannot_be_opened_says_why(busta, motivo):
    assert esiti(busta, "f.p7m") == [("f.p7m", motivo)]


def test_endless_envelopes_are_refused():
    busta = XML
    for _ in range(7):
        busta = f.firmata(busta)
    assert esiti(busta, "f.p7m") == [("f.p7m", "Il file ha troppe buste di firma una dentro l'altra.")]


# --- .zip ---------------------------------------------------------------------------------


def test_every_file_of_a_zip_has_its_own_outcome():
    archivio = f.zip_di(
        {
            "IT01_a.xml": f.fattura(numero="1"),
            "marzo/": b"",
            "marzo/IT01_b.xml.p7m": f.firmata(XML),
            "marzo/IT01_c.xml": f.fattura(numero=None),
            "leggimi.pdf": b"%PDF-1.4",
            "altro.zip": f.zip_di({"x.xml": XML}),
            "IT01_a_metaDato.xml": b"<FileMetadati/>",
            "__MACOSX/._IT01_a.xml": b"\0\5\x16\7",
            "marzo/.DS_Store": b"Bud1",
            "._z.xml": b"\0",
            "Thumbs.db": b"x",
            "ultima.xml": f.fattura(numero="9"),
        }
    )
    assert esiti(archivio) == [
        ("f.zip/IT01_a.xml", "1"),
        ("f.zip/marzo/IT01_b.xml.p7m", "1"),
        ("f.zip/marzo/IT01_b.xml.p7m", "2"),
        ("f.zip/marzo/IT01_c.xml", "Manca il numero della fattura (Numero)."),
        ("f.zip/leggimi.pdf", PDF),
        ("f.zip/altro.zip", "È un archivio zip dentro un altro: estrarlo e caricare le fatture."),
        ("f.zip/IT01_a_metaDato.xml", "Non è una fattura elettronica: è un file di metadati dello SdI."),
        ("f.zip/ultima.xml", "9"),
    ]


def test_the_single_files_come_with_the_bytes_to_be_kept():
    busta = f.firmata(XML)
    assert list(file_singoli("a.zip", f.zip_di({"x/b.p7m": busta}))) == [FileRicevuto("a.zip/x/b.p7m", busta)]
    assert list(file_singoli("b.p7m", busta)) == [FileRicevuto("b.p7m", busta)]


def test_a_member_without_a_name_is_one_refusal():
    archivio = bytearray(f.zip_di({"a": f.fattura(numero="1")}))
    centrale = archivio.index(b"PK\x01\x02")
    archivio[centrale + 28] = 0  # length of the name in the central directory
    del archivio[centrale + 46]
    archivio[-10:-6] = struct.pack("<I", 46)  # size of the central directory
    assert esiti(bytes(archivio)) == [("f.zip/", "Il file nell'archivio zip è danneggiato.")]


def test_names_that_climb_out_of_the_zip_are_only_names():
    assert esiti(f.zip_di({"../../etc/a.xml": f.fattura(numero="1")})) == [("f.zip/../../etc/a.xml", "1")]


@pytest.mark.parametrize(
    ("archivio", "motivo"),
    [
        (f.zip_di({}), "L'archivio zip non contiene nessun file."),
        (f.zip_di({"__MACOSX/._a": b"x"}), "L'archivio zip non contiene nessun file."),
        (f.zip_di({"a.xml": XML})[:-30], "L'archivio zip è danneggiato o incompleto."),
        (
            f.zip_di({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}),
            "È un documento Office: serve il file della fattura elettronica (.xml o .p7m).",
        ),
    ],
)
def test_a_zip_that_cannot_be_opened_says_why(archivio, motivo):
    assert esiti(archivio) == [("f.zip", motivo)]


def test_a_damaged_member_does_not_hide_the_others():
    archivio = f.zip_di({"a.xml": f.fattura(numero="1"), "b.xml": f.fattura(numero="2")}, zipfile.ZIP_STORED)
    archivio = archivio.replace(b"<Numero>1</Numero>", b"<Numero>7</Numero>")
    assert esiti(archivio) == [("f.zip/a.xml", "Il file nell'archivio zip è danneggiato."), ("f.zip/b.xml", "2")]


def test_a_member_with_a_password_is_refused():
    archivio = bytearray(f.zip_di({"a.xml": XML}))
    archivio[6] |= 1  # local header
    archivio[archivio.index(b"PK\x01\x02") + 8] |= 1  # central directory
    assert esiti(bytes(archivio)) == [("f.zip/a.xml", "Il file nell'archivio zip è protetto da password.")]


def test_a_zip_bomb_is_refused_by_ratio_size_total_and_count(monkeypatch):
    bomba = b"<a>" + b" " * (5 * archivio_zip.MEGA)
    assert esiti(f.zip_di({"a.xml": bomba})) == [
        ("f.zip/a.xml", "Il file nell'archivio zip è compresso in modo anomalo: non viene aperto.")
    ]
    enorme = bytes(archivio_zip.MAX_FILE + 1)
    assert esiti(f.zip_di({"a.xml": enorme})) == [("f.zip/a.xml", "Il file supera 10 MB.")]
    monkeypatch.setattr(archivio_zip, "MAX_MEMBRI", 2)
    assert esiti(f.zip_di(dict.fromkeys("abc", b"x"))) == [
        ("f.zip", "L'archivio zip contiene più di 2 file: dividerlo.")
    ]
    monkeypatch.setattr(archivio_zip, "MAX_ESTRATTO", archivio_zip.MEGA)
    assert esiti(f.zip_di({"a": bytes(700_000), "b": bytes(700_000)})) == [
        ("f.zip", "I file dell'archivio zip superano insieme 1 MB: dividerlo.")
    ]
    monkeypatch.setattr(archivio_zip, "MAX_ZIP", 100)
    assert esiti(f.zip_di({"a.xml": XML})) == [("f.zip", "L'archivio zip supera 0 MB.")]


def test_a_member_that_lies_about_its_size_is_refused():
    archivio = bytearray(f.zip_di({"a.xml": bytes(3 * archivio_zip.MEGA)}))
    centrale = archivio.index(b"PK\x01\x02")
    archivio[centrale + 24 : centrale + 28] = struct.pack("<I", 1000)
    assert esiti(bytes(archivio)) == [("f.zip/a.xml", "Il file nell'archivio zip è danneggiato.")]


def test_a_zip_with_every_ordinary_compression_is_opened():
    for compressione in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        assert esiti(f.zip_di({"a.xml": f.fattura(numero="1")}, compressione)) == [("f.zip/a.xml", "1")]


def test_a_compression_nobody_knows_is_refused():
    archivio = bytearray(f.zip_di({"a.xml": XML}))
    archivio[archivio.index(b"PK\x01\x02") + 10] = 97
    archivio[8] = 97
    assert esiti(bytes(archivio)) == [("f.zip/a.xml", "Il file nell'archivio zip è danneggiato.")]
    assert zipfile.is_zipfile(io.BytesIO(bytes(archivio)))
