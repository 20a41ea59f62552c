"""The poster of what a condominio sociale offers: what it says, and that both standards take it."""

import io
from datetime import date, datetime
from typing import Any

import page
import pypdf
import pytest

from cohousing.documents.locandina_servizi import contesto_di, locandina_servizi_pdf
from cohousing.models import Servizio, Struttura
from tests.factories.cohousing import AlloggioCondivisoFactory, StrutturaFactory

QUANDO = datetime.fromisoformat("2026-11-19T10:00:00+01:00")
pytestmark = pytest.mark.django_db


def servizio(n: int = 1, **altro: Any) -> Servizio:
    return Servizio(
        **{"tipo": "MENSA", "nome": f"Pranzo {n}", "orario": "giovedì, 12–14", "con_chi": "Caritas",
           "dal": date(2026, 2, 1)} | altro
    )  # fmt: skip


LUNGO = {"nome": "Biblioteca e sala di lettura del quartiere " * 2, "orario": "dal lunedì al venerdì, " * 6}
LOCANDINE = {
    "uno": [servizio()],
    "molti": [
        servizio(n, nome=LUNGO["nome"][:80], orario=LUNGO["orario"][:80], con_chi="Gruppo di abitanti " * 10)
        for n in range(12)
    ],
    "pochi e lunghi": [servizio(n, nome=LUNGO["nome"][:80], orario=LUNGO["orario"][:160]) for n in range(3)],
    "quattro brevi": [servizio(n, nome="Biblioteca di scala e di cortile x", orario="x" * 45) for n in range(4)],
    "nessuno": [],
}  # fmt: skip


def condominio_sociale(nome: str = "Condominio dei Villini") -> Struttura:
    return StrutturaFactory(
        nome=nome, tipo="CONDOMINIO_SOCIALE", alloggio=AlloggioCondivisoFactory(indirizzo="via Roma", civico="7")
    )


def scritto_in(contenuto: bytes) -> str:
    pagine = pypdf.PdfReader(io.BytesIO(contenuto)).pages
    return " ".join(" ".join(pagina.extract_text() for pagina in pagine).split())


@pytest.mark.parametrize("servizi", LOCANDINE.values(), ids=LOCANDINE.keys())
def test_it_is_one_page_and_both_validators_take_it_whatever_there_is_to_offer(servizi: list[Servizio]) -> None:
    contenuto = locandina_servizi_pdf(condominio_sociale("Condominio sociale " * 4), servizi, quando=QUANDO)
    errori = [
        errore.rule_id
        for profilo in ("3a", "ua1")
        for errore in page.validate_pdf_bytes(contenuto, profile=profilo).failures
    ]
    assert (errori, len(pypdf.PdfReader(io.BytesIO(contenuto)).pages)) == ([], 1)


def test_it_says_what_when_where_and_with_whom() -> None:
    struttura = condominio_sociale()
    testo = scritto_in(locandina_servizi_pdf(struttura, [servizio()], quando=QUANDO))
    attese = [
        "Condominio dei Villini", "Servizi aperti a chi abita qui e al quartiere", "Pranzo 1", "Mensa",
        "giovedì, 12–14", "Con Caritas", "via Roma 7", struttura.alloggio.comune.nome,
        str(struttura.ente_supervisore),
    ]  # fmt: skip
    assert [frase for frase in attese if frase not in testo] == []


@pytest.mark.parametrize(
    ("quanti", "mostrati", "altri", "fitti"),
    [(0, 0, 0, False), (2, 2, 0, False), (4, 4, 0, False), (5, 5, 0, True), (7, 6, 1, True)],
)
def test_with_few_services_the_words_are_larger_and_those_that_do_not_fit_are_counted(
    quanti: int, mostrati: int, altri: int, fitti: bool
) -> None:
    contesto = contesto_di(condominio_sociale(), [servizio(n) for n in range(quanti)])
    assert (len(contesto["servizi"]), contesto["altri"], contesto["fitti"]) == (mostrati, altri, fitti)


@pytest.mark.parametrize("lungo", [{"nome": "Biblioteca e sala di lettura del quartiere"}, {"orario": "lunedì, " * 8}])
def test_three_services_with_much_to_say_take_smaller_words(lungo: dict[str, str]) -> None:
    contesto = contesto_di(condominio_sociale(), [servizio(1), servizio(2), servizio(3, **lungo)])
    assert contesto["fitti"] is True


def test_the_same_services_give_the_same_bytes() -> None:
    struttura = condominio_sociale()
    assert locandina_servizi_pdf(struttura, [servizio()], quando=QUANDO) == locandina_servizi_pdf(
        struttura, [servizio()], quando=QUANDO
    )
