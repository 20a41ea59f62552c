"""Whatever arrives, nothing raises; whatever is written plainly comes back exactly."""

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rendicontazione.rules.fattura import CorpoFattura, CorpoIlleggibile
from rendicontazione.rules.fatturapa import leggi_file, riga_json
from tests.factories import fatture as f

ESEMPI = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

centesimi = st.integers(min_value=0, max_value=10**9)
testi = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), min_size=1, max_size=40)
nomi = testi.filter(lambda t: t.split())
numeri = st.text(st.sampled_from("ABC0123456789/- "), min_size=1, max_size=20).filter(lambda t: t.split())


def euro(quanti: int) -> str:
    return f"{quanti // 100}.{quanti % 100:02d}"


def controlla_esiti(esiti) -> None:
    """Never empty; every outcome is whole: either an invoice or a reason, and can become JSON."""
    assert esiti
    for esito in esiti:
        assert isinstance(esito, CorpoFattura) or (isinstance(esito, CorpoIlleggibile) and esito.motivo)
        assert riga_json(esito, stato="x")["file"] == esito.file


@st.composite
def corpi(disegna):
    """(XML of a body, what must be read)"""
    righe = disegna(st.lists(st.tuples(centesimi, centesimi), min_size=1, max_size=5))
    ritenute = disegna(st.lists(centesimi, max_size=2))
    numero, causale = disegna(numeri), disegna(nomi)
    giorno = disegna(st.dates(min_value=date(1970, 1, 1)))
    tipo = disegna(st.sampled_from(["TD01", "TD04", "TD06", "TD24"]))
    dichiarato = disegna(st.booleans())
    imponibile, imposta = sum(r[0] for r in righe), sum(r[1] for r in righe)
    xml = f.corpo(
        tipo=tipo,
        numero=numero,
        data=giorno.isoformat(),
        causali=[causale],
        ritenute=[f.ritenuta(euro(r)) for r in ritenute],
        righe=[f.riga(euro(a), None, euro(b)) for a, b in righe],
        linee=[],
        totale=euro(imponibile + imposta) if dichiarato else None,
    )
    segno = -1 if tipo == "TD04" else 1
    importi = [imponibile, imposta, imponibile + imposta, imponibile + imposta - sum(ritenute)]
    return xml, (
        tipo,
        " ".join(numero.split()),
        giorno,
        " ".join(causale.split()),
        not dichiarato,
        [segno * Decimal(i) / 100 for i in importi],
    )


@ESEMPI
@given(st.lists(corpi(), min_size=1, max_size=4), nomi, st.sampled_from(["utf-8", "utf-16", "latin-1"]))
def test_random_invoices_come_back_exactly(casi, fornitore, codifica):
    contenuto = f.file_fattura(
        *(xml for xml, _ in casi),
        testata=f.cedente(denominazione=f"{fornitore} è") + f.CESSIONARIO,
        dichiarazione=f'<?xml version="1.0" encoding="{codifica}"?>',
        codifica=codifica,
    )
    esiti = leggi_file("f.xml", contenuto)
    assert [
        (
            e.tipo_documento,
            e.numero,
            e.data,
            e.causale,
            e.totale_calcolato,
            [e.imponibile, e.iva, e.totale, e.netto_a_pagare],
        )
        for e in esiti
    ] == [atteso for _, atteso in casi]
    assert {e.fornitore for e in esiti} == {" ".join(f"{fornitore} è".split())}


@ESEMPI
@given(st.binary(max_size=2000))
def test_random_bytes_are_one_refusal(contenuto):
    (esito,) = leggi_file("x", contenuto)
    assert isinstance(esito, CorpoIlleggibile)
    controlla_esiti([esito])


@ESEMPI
@given(st.sampled_from([b"<", b"0\x80", b"0\x82", b"PK\x03\x04", b"MIAGCSqGSIb3", b"<?xml "]), st.binary(max_size=500))
def test_random_bytes_after_a_promising_start_are_refused_too(inizio, resto):
    controlla_esiti(leggi_file("x", inizio + resto))


COMPLETA = f.file_fattura(
    f.corpo(
        tipo="TD04",
        ritenute=[f.ritenuta("20.00")],
        bollo="2.00",
        casse=[f.cassa("4.00")],
        sconti=[f.sconto(importo="1.00")],
        arrotondamento="0.01",
        causali=[f.CUP],
        correlati=[f.correlato("DatiConvenzione", cup=f.CUP, righe=["1"], data="2025-01-01")],
        pagamenti=[f.pagamento(scadenza="2025-05-01")],
        allegati=[f.allegato("a.pdf", b"abc")],
    ),
    f.corpo(),
)
VALIDI = [
    COMPLETA,
    f.semplificata(f.corpo_semplificato(f.bene("122.00", aliquota="22.00"))),
    f.firmata(f.fattura()),
    f.firmata_a_pezzi(f.fattura()),
    f.in_base64(f.firmata(f.fattura())),
    f.zip_di({"a/b.xml": f.fattura(), "c.p7m": f.firmata(f.fattura())}),
]


@settings(ESEMPI, max_examples=400)
@given(st.sampled_from(VALIDI), st.data())
def test_no_mutation_of_a_good_file_raises(valido, dati):
    contenuto = bytearray(valido)
    for _ in range(dati.draw(st.integers(1, 4))):
        posto = dati.draw(st.integers(0, len(contenuto) - 1))
        contenuto[posto : posto + dati.draw(st.integers(0, 30))] = dati.draw(st.binary(max_size=8))
        if not contenuto:
            break
    controlla_esiti(leggi_file("x", bytes(contenuto)))


@settings(ESEMPI, max_examples=300)
@given(st.sampled_from(["Numero", "Data", "Imposta", "ImportoBollo", "Aliquota", "Quantita", "IdCodice"]), st.text())
def test_no_text_in_any_field_raises(tag, testo):
    pulito = "".join(c for c in testo if c.isprintable())
    prima, _, dopo = COMPLETA.decode().partition(f"<{tag}>")
    _, _, coda = dopo.partition("</")
    controlla_esiti(leggi_file("x", f"{prima}<{tag}>{f.escape(pulito)}</{coda}".encode("utf-8", "replace")))
