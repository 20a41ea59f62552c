"""The pages of the numbers of training, and its own page."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from formazione.queries.indicatori import DEFINIZIONI
from tests.factories.conti import ConvenzioneFactory
from tests.factories.formazione import (
    FUTURO,
    PASSATO,
    ContenutoFactory,
    CostoFactory,
    IscrizioneFactory,
    RichiestaSalaFactory,
    evento_con,
    porta_a,
    presente,
)
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]


def un_corso(persone: int = 1) -> None:
    evento = evento_con(PASSATO)
    for _ in range(persone):
        presente(IscrizioneFactory(evento=evento), evento.sessioni.get())
    CostoFactory(evento=evento)
    porta_a(evento, "SVOLTO")


@pytest.mark.parametrize("ruolo", [Ruolo.CONTABILE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE])
def test_who_keeps_the_money_reads_the_numbers_and_the_rows(entra: Entra, ruolo: str) -> None:
    ConvenzioneFactory()
    un_corso()
    client = entra(ruolo)
    elenco = client.get("/formazione/indicatori/?trimestre=8").content.decode()
    assert ("I22. Eventi svolti" in elenco, "Costo di un’ora per partecipante" in elenco) == (True, True)
    righe = client.get("/formazione/indicatori/I22E/?trimestre=8").content.decode()
    assert (">150 euro<" in righe, "300,00\xa0€" in righe) == (True, True)


def test_the_cabina_reads_numbers_of_few_people_as_marks(entra: Entra) -> None:
    ConvenzioneFactory()
    un_corso(2)
    client = entra(Ruolo.CABINA)
    righe = {i.codice: valori for i, valori in client.get("/formazione/indicatori/?trimestre=8").context["righe"]}
    assert (righe["I22"][0], righe["I22P"][0], righe["I22O"][0]) == (1, "(*)", "(*)")
    assert client.get("/formazione/indicatori/I22P/?trimestre=8").status_code == 403


@pytest.mark.parametrize("pagina", ["", *(f"{codice}/" for codice in DEFINIZIONI)])
def test_a_page_costs_at_most_twelve_queries_with_every_kind_of_row(entra: Entra, pagina: str) -> None:
    ConvenzioneFactory()
    un_corso()
    ContenutoFactory()
    client = entra(Ruolo.COORDINATORE_ETS)
    client.get("/formazione/")  # the first page writes the session
    with CaptureQueriesContext(connection) as viste:
        assert client.get(f"/formazione/indicatori/{pagina}?trimestre=8").status_code == 200
    assert len(viste) <= 12, "\n".join(q["sql"][:150] for q in viste)


def test_an_indicator_that_does_not_exist_is_not_found(entra: Entra) -> None:
    ConvenzioneFactory()
    assert entra(Ruolo.CONTABILE_ETS).get("/formazione/indicatori/I99/").status_code == 404


def test_the_page_of_the_line_shows_figures_what_comes_and_what_is_to_be_done(entra: Entra) -> None:
    un_corso(3)
    evento_con(date(2025, 11, 19), numero="EV-2025-0001", stato="SVOLTO")  # more than a year ago
    aperto = evento_con(FUTURO, titolo="La casa in comune", stato="ISCRIZIONI_APERTE", posti=20)
    IscrizioneFactory(evento=aperto)
    RichiestaSalaFactory()
    pagina = entra(Ruolo.FUNZIONARIO_UNIONE).get("/formazione/")
    assert [(t.etichetta, t.cifra, t.nota) for t in pagina.context["tessere"]] == [
        ("Eventi in programma", "1", "1 con le iscrizioni aperte"),
        ("Iscritti agli eventi che vengono", "1", "0 in lista d’attesa"),
        ("Eventi svolti in 12 mesi", "1", "in 0 comuni"),
        ("Ore di incontri in 12 mesi", "2", "la durata degli eventi svolti"),
    ]
    assert [(p.titolo, p.quando, p.dove, p.posti) for p in pagina.context["prossimi"]] == [
        (
            "La casa in comune", "giovedì 03/12/2026, ore\xa015:00, fino alle 17:00",
            "Biblioteca comunale, Pontedera", "1 iscritto su 20",
        )
    ]  # fmt: skip
    assert [c.titolo for c in pagina.context["compiti"]] == ["Decidere su una sala chiesta"]
    menu = next(v for v in pagina.context["menu"] if v.etichetta == "Formazione")
    assert (menu.conteggio, menu.attivo) == (1, True)


def test_the_cabina_reads_the_figures_alone(entra: Entra) -> None:
    un_corso()
    pagina = entra(Ruolo.CABINA).get("/formazione/")
    assert [(t.etichetta, t.cifra, t.url) for t in pagina.context["tessere"]] == [
        ("Eventi in programma", "0", ""),
        ("Eventi svolti in 12 mesi", "1", ""),
        ("Ore di incontri in 12 mesi", "2", ""),
    ]
    assert (pagina.context["prossimi"], pagina.context["compiti"]) == ([], [])
