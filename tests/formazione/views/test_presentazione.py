from collections.abc import Callable

import pytest
from django.test import Client

from formazione import GLOSSARIO, PRESENTAZIONE
from tests.factories.conti import ConvenzioneFactory
from valdera_housing.choices import Linea, Ruolo


@pytest.mark.parametrize("ruolo", [ruolo for ruolo in Ruolo if ruolo != Ruolo.AMMINISTRATORE])
def test_the_line_says_what_it_does_its_budget_and_that_nothing_is_registered_yet(
    entra: Callable[..., Client], ruolo: str
) -> None:
    ConvenzioneFactory()
    pagina = entra(ruolo).get("/formazione/")
    testo = pagina.content.decode()
    assert (pagina.status_code, pagina.context["servizio"].linea) == (200, Linea.FOR)
    poi = "Dove leggere i numeri" if ruolo == Ruolo.CABINA else "Nessun incontro in programma"
    assert all(frase in testo for frase in (PRESENTAZIONE, poi, *GLOSSARIO))


def test_the_technical_administrator_has_no_business_here(entra: Callable[..., Client]) -> None:
    assert entra(Ruolo.AMMINISTRATORE).get("/formazione/").status_code == 403
