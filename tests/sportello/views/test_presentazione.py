from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from sportello import GLOSSARIO, PRESENTAZIONE
from sportello.choices import FaseSfratto
from tests.factories.conti import ConvenzioneFactory
from tests.factories.persone import ComuneFactory
from tests.factories.sportello import AccessoFactory, AppuntamentoFactory, SfrattoFactory
from valdera_housing.choices import Linea, Ruolo

LAVORANO = (Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS)
LEGGONO = (Ruolo.CONTABILE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.CABINA, Ruolo.REVISORE)


@pytest.mark.parametrize("ruolo", [*LAVORANO, *LEGGONO])
def test_the_line_says_what_it_does_and_its_words(entra: Callable[..., Client], ruolo: str) -> None:
    ConvenzioneFactory()
    pagina = entra(ruolo).get("/sportello/")
    testo = pagina.content.decode()
    assert (pagina.status_code, pagina.context["servizio"].linea) == (200, Linea.SPO)
    assert all(frase in testo for frase in (PRESENTAZIONE, *GLOSSARIO))


@pytest.mark.parametrize("ruolo", LAVORANO)
def test_who_works_at_the_desk_reads_how_it_stands(entra: Callable[..., Client], ruolo: str) -> None:
    client = entra(ruolo, comuni=[ComuneFactory()])
    assert "Nessuno sfratto aperto" in client.get("/sportello/").content.decode()
    SfrattoFactory(prossima_data=date(2026, 11, 25), stato=FaseSfratto.ACCESSO)
    AccessoFactory(primo_accesso=True)
    AppuntamentoFactory()
    pagina = client.get("/sportello/")
    assert [(t.etichetta, t.cifra, t.nota) for t in pagina.context["tessere"]] == [
        ("Accessi negli ultimi 30 giorni", "1", "1 per la prima volta"),
        ("Appuntamenti da fissare", "1", "chiesti o rinviati"),
        ("Sfratti seguiti", "1", "1 con una data entro 14 giorni"),
        ("Domande aperte", "0", "contributi, fondi, case popolari"),
    ]
    assert [(aspetto.etichetta, n) for aspetto, n, _ in pagina.context["per_fase"]] == [
        ("Accesso dell’ufficiale giudiziario", 1)
    ]


@pytest.mark.parametrize("ruolo", LEGGONO)
def test_who_only_reads_is_led_to_the_numbers_she_may_open(entra: Callable[..., Client], ruolo: str) -> None:
    client = entra(ruolo)
    pagina = client.get("/sportello/")
    assert (pagina.context["tessere"], pagina.context["per_fase"]) == ([], [])
    assert {client.get(url).status_code for _, url in pagina.context["altre"]} <= {200}


def test_the_technical_administrator_has_no_business_here(entra: Callable[..., Client]) -> None:
    assert entra(Ruolo.AMMINISTRATORE).get("/sportello/").status_code == 403
