"""CUP and CIG are found wherever the supplier wrote them, with the place and the lines they refer to."""

import pytest

from rendicontazione.rules.fattura import CodiceTrovato
from rendicontazione.rules.fatturapa import leggi_file, riga_json
from tests.factories import fatture as f


def leggi_uno(contenuto: bytes):
    (esito,) = leggi_file("f.xml", contenuto)
    return esito


@pytest.mark.parametrize(
    "blocco", ["DatiOrdineAcquisto", "DatiContratto", "DatiConvenzione", "DatiRicezione", "DatiFattureCollegate"]
)
def test_the_cup_stands_in_any_related_document(blocco):
    correlati = [f.correlato(blocco, cup=f.CUP.lower(), cig="Z1A2B3C4D5", righe=["1", "3"])]
    esito = leggi_uno(f.fattura(correlati=correlati))
    assert esito.cup == (CodiceTrovato(f.CUP, f"{blocco}/CodiceCUP", (1, 3)),)
    assert esito.cig == (CodiceTrovato("Z1A2B3C4D5", f"{blocco}/CodiceCIG", (1, 3)),)


@pytest.mark.parametrize(
    ("campi", "dove", "linee"),
    [
        ({"causali": ["Servizio abitativo", f"CUP: {f.CUP}."]}, "DatiGeneraliDocumento/Causale", ()),
        ({"causali": [f"cup{f.CUP.lower()}"]}, "DatiGeneraliDocumento/Causale", ()),
        ({"linee": [f.linea("4", f"Affitto ({f.CUP}) marzo")]}, "DettaglioLinee/Descrizione", (4,)),
        ({"linee": [f.linea("2", altri_dati=[("CUP", f.CUP)])]}, "AltriDatiGestionali/RiferimentoTesto", (2,)),
        ({"correlati": [f.correlato("DatiContratto", f"CUP {f.CUP}")]}, "DatiContratto/IdDocumento", ()),
        (
            {"correlati": [f.correlato("DatiConvenzione", commessa=f"Conv. 3 CUP/{f.CUP}")]},
            "DatiConvenzione/CodiceCommessaConvenzione",
            (),
        ),
    ],
)
def test_a_cup_written_in_a_text_is_found(campi, dove, linee):
    assert leggi_uno(f.fattura(**campi)).cup == (CodiceTrovato(f.CUP, dove, linee),)


def test_a_cup_in_the_supplier_s_reference_belongs_to_every_body():
    testata = f.cedente(riferimento=f.CUP) + f.CESSIONARIO
    esiti = leggi_file("f.xml", f.file_fattura(f.corpo(), f.corpo(), testata=testata))
    trovato = (CodiceTrovato(f.CUP, "CedentePrestatore/RiferimentoAmministrazione"),)
    assert [e.cup for e in esiti] == [trovato, trovato]


@pytest.mark.parametrize("parola", [f"X{f.CUP}", f"{f.CUP}9", f.CUP[:-1], "IT60X0542811101000000123456"])
def test_what_only_resembles_a_cup_is_not_one(parola):
    assert leggi_uno(f.fattura(causali=[parola])).cup == ()


def test_an_attachment_is_not_searched():
    assert leggi_uno(f.fattura(allegati=[f.allegato("a.txt", f.CUP.encode())])).cup == ()


def test_several_cups_are_listed_once_each_in_reading_order():
    correlati = [f.correlato("DatiContratto", cup=f.ALTRO_CUP), f.correlato("DatiConvenzione", cup=f.CUP)]
    esito = leggi_uno(f.fattura(correlati=correlati, causali=[f"{f.CUP} {f.ALTRO_CUP}"]))
    assert esito.codici_cup == (f.CUP, f.ALTRO_CUP)
    assert riga_json(esito, stato="bozza")["cup"] == f"{f.CUP}, {f.ALTRO_CUP}"


def test_a_malformed_cup_is_kept_as_written_with_a_note():
    esito = leggi_uno(f.fattura(totale="122.00", correlati=[f.correlato("DatiContratto", cup="123abc")]))
    assert esito.cup == (CodiceTrovato("123abc", "DatiContratto/CodiceCUP", valido=False),)
    assert (esito.codici_cup, esito.avvisi) == (
        ("123abc",),
        ("Il CUP «123abc» (DatiContratto/CodiceCUP) non ha la forma di un CUP.",),
    )


def test_a_good_cup_in_a_text_is_worth_more_than_a_malformed_one_in_its_field():
    correlati = [f.correlato("DatiContratto", cup="non previsto")]
    assert leggi_uno(f.fattura(correlati=correlati, causali=[f.CUP])).codici_cup == (f.CUP,)


def test_a_cig_in_a_text_is_believed_only_after_its_name():
    esito = leggi_uno(f.fattura(causali=["CIG: 8123456ABC", "ordine 9123456ABC"]))
    assert esito.codici_cig == ("8123456ABC",)
