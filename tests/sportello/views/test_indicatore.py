"""The rows behind a number of the desk: by code, and with a link only where their reader may go."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from sportello.choices import EsitoSfratto, FaseSfratto
from tests.factories.conti import ConvenzioneFactory
from tests.factories.sportello import SfrattoFactory
from valdera_housing.choices import Ruolo


@pytest.mark.parametrize(("ruolo", "apre"), [(Ruolo.FUNZIONARIO_UNIONE, False), (Ruolo.COORDINATORE_ETS, True)])
def test_one_household_is_counted_by_its_code_and_linked_for_who_follows_it(
    entra: Callable[..., Client], ruolo: str, apre: bool
) -> None:
    ConvenzioneFactory()
    giorno = date(2026, 11, 10)
    evitato = {"stato": FaseSfratto.CHIUSO, "esito": EsitoSfratto.EVITATO_CASA_A_CASA, "chiuso_il": giorno}
    sfratto = SfrattoFactory(aperto_il=date(2026, 10, 1), **evitato)
    testo = entra(ruolo).get("/sportello/indicatori/I09N/?trimestre=8").content.decode()
    assert ">1 nucleo<" in testo
    assert sfratto.caso.nucleo.codice in testo
    assert (f'href="/sportello/sfratti/{sfratto.pk}/"' in testo) is apre
