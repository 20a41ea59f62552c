from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from gestore import GLOSSARIO, PRESENTAZIONE
from tests.factories.casa import AlloggioFactory, InvioFactory, nucleo_con_adulto
from tests.factories.conti import ConvenzioneFactory
from tests.factories.gestore import sublocazione_in_corso
from tests.factories.persone import ComuneFactory
from tests.gestore.queries.test_indicatori import dovuto, ricambiata
from valdera_housing.choices import Linea, Ruolo


@pytest.mark.parametrize("ruolo", [ruolo for ruolo in Ruolo if ruolo != Ruolo.AMMINISTRATORE])
def test_the_line_says_what_it_does_its_budget_and_that_nothing_is_registered_yet(
    entra: Callable[..., Client], ruolo: str
) -> None:
    ConvenzioneFactory()
    pagina = entra(ruolo).get("/gestore/")
    testo = pagina.content.decode()
    assert (pagina.status_code, pagina.context["servizio"].linea) == (200, Linea.GIS)
    assert all(frase in testo for frase in (PRESENTAZIONE, "Ancora niente", *GLOSSARIO))


def test_the_technical_administrator_has_no_business_here(entra: Callable[..., Client]) -> None:
    assert entra(Ruolo.AMMINISTRATORE).get("/gestore/").status_code == 403


def tessere(client: Client) -> dict[str, tuple[str, str]]:
    return {t.etichetta: (t.cifra, t.nota) for t in client.get("/gestore/").context["tessere"]}


def test_the_line_tells_its_homes_its_arrears_and_its_empty_days(entra: Callable[..., Client]) -> None:
    _, dopo = ricambiata()
    dovuto(dopo, date(2026, 9, 5), "440.00")
    AlloggioFactory()
    InvioFactory()
    assert tessere(entra(Ruolo.COORDINATORE_ETS)) == {
        "Alloggi in gestione": ("1", "su 2 conosciuti"),
        "Sublocazioni in corso": ("1", "1 nucleo in casa"),
        "In arretrato €": ("440,00", "1 nucleo"),
        "Giorni sfitti": ("0", "0,0\N{NO-BREAK SPACE}% dei giorni pagati, negli ultimi 90"),
        "Nuclei inviati": ("1", "aspettano di essere presi in carico"),
    }
    cabina = tessere(entra(Ruolo.CABINA))
    assert cabina["Sublocazioni in corso"] == ("meno di 3", "meno di 3 nuclei in casa")
    assert cabina["In arretrato"] == ("–", "meno di 3 nuclei")


def test_a_social_worker_sees_the_homes_of_her_comuni(entra: Callable[..., Client]) -> None:
    altrove = ComuneFactory(nome="Peccioli")
    sublocazione_in_corso(
        locazione__contratto__alloggio__comune=altrove, caso__nucleo=nucleo_con_adulto(comune=altrove)
    )
    sua = AlloggioFactory()
    assert tessere(entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[sua.comune])) == {
        "Alloggi in gestione": ("0", "su 1 conosciuti"),
        "Sublocazioni in corso": ("0", "0 nuclei in casa"),
        "In arretrato €": ("0,00", "0 nuclei"),
    }
