"""What the rules say of a path to work: refusals, warnings, silence."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sportello.rules.lavoro import FattiPercorso, SoglieTirocinio, valuta_conclusione, valuta_percorso

NUDO = FattiPercorso(aperto_il=date(2026, 10, 5))
TIROCINIO = replace(
    NUDO, tirocinio="EXTRACURRICULARE", con_ospitante=True, tirocinio_dal=date(2026, 11, 2),
    tirocinio_al=date(2027, 11, 1), indennita=Decimal("500.00"),
)  # fmt: skip


def motivi(fatti: FattiPercorso, **soglie: object) -> list[tuple[str, str]]:
    return [(m.livello, str(m)) for m in valuta_percorso(fatti, SoglieTirocinio(**soglie)).motivi]


def test_a_path_in_order_has_nothing_to_say() -> None:
    assert motivi(NUDO) == motivi(TIROCINIO) == []


@pytest.mark.parametrize(
    ("cambia", "livello", "frase"),
    [
        (
            {"did_il": date(2026, 10, 9), "patto_il": date(2026, 10, 8)}, "no",
            "Il patto di servizio viene dopo la DID, che è del 09/10/2026 (D.Lgs. 150/2015, art. 20)",
        ),
        (
            {"patto_il": date(2026, 10, 8)}, "avviso",
            "C’è il patto di servizio ma non la DID: scrivi quando si è iscritta (D.Lgs. 150/2015, art. 20)",
        ),
        (
            {"tirocinio_al": date(2026, 11, 1)}, "no",
            "Il tirocinio finisce dopo l’inizio, che è il 02/11/2026",
        ),
        ({"tirocinio_dal": None}, "no", "Scrivi quando comincia il tirocinio"),
        (
            {"nata_il": date(2008, 11, 3)}, "no",
            "Il tirocinio si fa dai 18 anni (L.R. Toscana 32/2002, art. 17 quater)",
        ),
        (
            {"aperto_il": date(2026, 11, 3)}, "avviso",
            "Il tirocinio comincia prima del percorso, iniziato il 03/11/2026",
        ),
        ({"con_ospitante": False}, "avviso", "Manca dove si svolge il tirocinio"),
        (
            {"tirocinio_al": date(2027, 11, 2)}, "avviso",
            "Il tirocinio dura più di 12 mesi: finirebbe il 01/11/2027 (Linee guida Stato-Regioni 25/05/2017)",
        ),
        (
            {"tirocinio": "INCLUSIONE", "tirocinio_al": date(2028, 11, 2)}, "avviso",
            "Il tirocinio dura più di 24 mesi: finirebbe il 01/11/2028 (Linee guida Stato-Regioni 22/01/2015)",
        ),
        (
            {"indennita": Decimal("499.99")}, "avviso",
            "L’indennità di 499,99\xa0€ è sotto il minimo di 500,00\xa0€ al mese (D.P.G.R. Toscana 47/R/2003)",
        ),
        (
            {"indennita": None}, "avviso",
            "Manca l’indennità: il minimo è 500,00\xa0€ al mese (D.P.G.R. Toscana 47/R/2003)",
        ),
        ({"tirocinio": "NESSUNO"}, "no", "Hai scritto i dati di un tirocinio: scegli di che tipo è"),
    ],
)  # fmt: skip
def test_each_fact_out_of_order_has_its_sentence(cambia: dict, livello: str, frase: str) -> None:
    assert motivi(replace(TIROCINIO, **cambia)) == [(livello, frase)]


def test_an_internship_may_start_on_the_eighteenth_birthday_and_have_no_end_yet() -> None:
    assert motivi(replace(TIROCINIO, nata_il=date(2008, 11, 2), tirocinio_al=None)) == []


def test_the_pact_may_be_of_the_day_of_the_did() -> None:
    assert motivi(replace(NUDO, did_il=date(2026, 10, 8), patto_il=date(2026, 10, 8))) == []


def test_the_thresholds_are_parameters() -> None:
    assert motivi(replace(TIROCINIO, tirocinio="INCLUSIONE", indennita=Decimal(450)), indennita=Decimal(450)) == []
    assert len(motivi(TIROCINIO, extracurriculare=6)) == 1


@pytest.mark.parametrize(
    ("fatti", "esito", "giorno", "frase"),
    [
        (NUDO, "ASSUNTO_TI", date(2026, 10, 4), "Non si conclude prima di iniziare, il 05/10/2026"),
        (
            NUDO, "TIROCINIO", date(2026, 12, 1),
            "Il percorso non ha un tirocinio: scrivilo prima, oppure scegli un altro esito",
        ),
        (
            NUDO, "FORMATO", date(2026, 12, 1),
            "Il percorso non ha un corso: scrivilo prima, oppure scegli un altro esito",
        ),
        (
            TIROCINIO, "INTERROTTO", date(2026, 11, 1),
            "Il tirocinio comincia il 02/11/2026, dopo la fine del percorso",
        ),
    ],
)  # fmt: skip
def test_an_outcome_that_cannot_be_is_refused(fatti: FattiPercorso, esito: str, giorno: date, frase: str) -> None:
    giudizio = valuta_conclusione(fatti, esito, giorno)
    assert (giudizio.positivo, str(giudizio)) == (False, frase)


@pytest.mark.parametrize("esito", ["ASSUNTO_TI", "ASSUNTO_TD", "INTERROTTO", "TIROCINIO", "FORMATO"])
def test_an_outcome_that_was_done_is_taken(esito: str) -> None:
    assert valuta_conclusione(replace(TIROCINIO, corso="Cucina"), esito, date(2026, 11, 2)).positivo
