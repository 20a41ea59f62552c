"""The pages of the numbers of the fund."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.conti import ConvenzioneFactory
from tests.factories.fondo import anticipo_erogato, rivalsa
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("ruolo", [Ruolo.CONTABILE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE])
def test_who_keeps_the_money_reads_the_numbers_and_the_rows_by_code(entra: Callable[..., Client], ruolo: str) -> None:
    ConvenzioneFactory()
    credito = rivalsa()
    client = entra(ruolo)
    elenco = client.get("/fondo-garanzia/indicatori/?trimestre=8").content.decode()
    assert "I17. Rientrato sul dovuto" in elenco
    assert "Garanzie attive" in elenco
    righe = client.get("/fondo-garanzia/indicatori/I16E/?trimestre=8").content.decode()
    assert ">1.440 euro<" in righe
    assert credito.nucleo.codice in righe


def test_the_cabina_reads_numbers_of_few_households_as_marks(entra: Callable[..., Client]) -> None:
    ConvenzioneFactory()
    rivalsa()
    client = entra(Ruolo.CABINA)
    assert "(*)" in client.get("/fondo-garanzia/indicatori/?trimestre=8").content.decode()
    assert client.get("/fondo-garanzia/indicatori/I16E/?trimestre=8").status_code == 403


def test_an_indicator_that_does_not_exist_is_not_found(entra: Callable[..., Client]) -> None:
    ConvenzioneFactory()
    assert entra(Ruolo.CONTABILE_ETS).get("/fondo-garanzia/indicatori/I99/").status_code == 404


@pytest.mark.parametrize("pagina", ["", "I16/", "I17/"])
def test_a_page_costs_at_most_twelve_queries_with_every_kind_of_file(
    entra: Callable[..., Client], pagina: str
) -> None:
    ConvenzioneFactory()
    anticipo_erogato(fondo=rivalsa().escussione.garanzia.fondo)
    client = entra(Ruolo.CONTABILE_ETS)
    client.get("/fondo-garanzia/")  # the first page writes the session
    with CaptureQueriesContext(connection) as viste:
        client.get(f"/fondo-garanzia/indicatori/{pagina}?trimestre=8")
    assert len(viste) <= 12, "\n".join(q["sql"][:150] for q in viste)
