from collections.abc import Callable

import pytest
from django.test import Client

from gestore.queries.indicatori import DEFINIZIONI
from tests.factories.conti import ConvenzioneFactory
from tests.gestore.queries.test_indicatori import ricambiata
from valdera_housing.choices import Ruolo

LEGGONO = [Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE]


@pytest.mark.parametrize("ruolo", LEGGONO)
def test_the_rows_behind_each_number_are_read_by_code(entra: Callable[..., Client], ruolo: str) -> None:
    ConvenzioneFactory()
    _, dopo = ricambiata()
    client = entra(ruolo)
    elenco = client.get("/gestore/indicatori/?trimestre=7")
    assert [i.codice for i, _ in elenco.context["righe"]] == list(DEFINIZIONI)
    for codice in DEFINIZIONI:
        pagina = client.get(f"/gestore/indicatori/{codice}/?trimestre=7")
        assert (pagina.status_code, DEFINIZIONI[codice].spiegazione in pagina.content.decode()) == (200, True)
        assert "Maria Rossi" not in pagina.content.decode()
    alloggiati = client.get("/gestore/indicatori/I01/?trimestre=7").content.decode()
    assert dopo.contratto.nucleo.codice in alloggiati


def test_the_cabina_reads_the_numbers_without_small_ones_and_without_rows(entra: Callable[..., Client]) -> None:
    ConvenzioneFactory()
    ricambiata()
    client = entra(Ruolo.CABINA)
    valori = {i.codice: v for i, v in client.get("/gestore/indicatori/?trimestre=7").context["righe"]}
    assert (valori["I01"][0], valori["I02"][0], valori["I05"][0]) == ("<3", 1, None)
    assert client.get("/gestore/indicatori/I01/").status_code == 403


def test_an_unknown_indicator_and_a_quarter_to_come_are_not_found(entra: Callable[..., Client]) -> None:
    client = entra(Ruolo.FUNZIONARIO_UNIONE)
    assert "Manca la convenzione" in client.get("/gestore/indicatori/I01/").content.decode()
    assert "Ancora niente da misurare" in client.get("/gestore/indicatori/").content.decode()
    ConvenzioneFactory()
    assert client.get("/gestore/indicatori/I99/").status_code == 404
    assert client.get("/gestore/indicatori/?trimestre=9").status_code == 404
