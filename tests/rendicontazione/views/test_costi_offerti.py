import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from rendicontazione.models import DocumentoSpesa
from tests.factories.conti import ConvenzioneFactory
from tests.rendicontazione.actions.test_costi_offerti import canone_netto, manutenzione_pagata
from valdera_housing.choices import Ruolo

PAGINA = "/rendicontazione/costi-offerti/"


def test_without_a_convention_there_is_no_quarter_to_take_costs_in(entra: Callable[..., Client]) -> None:
    assert "Non c’è un trimestre aperto" in entra(Ruolo.CONTABILE_ETS).get(PAGINA).content.decode()


def test_an_open_quarter_without_costs_says_what_will_come(entra: Callable[..., Client]) -> None:
    ConvenzioneFactory()
    client = entra(Ruolo.COORDINATORE_ETS)
    assert "Nessun costo in questo trimestre" in client.get(PAGINA).content.decode()
    assert client.get(PAGINA, {"trimestre": "99"}).status_code == 404


def test_who_claims_ticks_the_costs_and_takes_them_once(entra: Callable[..., Client]) -> None:
    chiave = canone_netto()
    manutenzione_pagata(fornitore_codice="")
    client = entra(Ruolo.CONTABILE_ETS)
    pagina = client.get(PAGINA, {"trimestre": 7}).content.decode()
    assert all(pezzo in pagina for pezzo in (chiave, "190,00", "non ancora", "Manca il codice fiscale"))
    vuota = client.post(f"{PAGINA}?trimestre=7", {"chiave": str(uuid.uuid4())})
    assert (vuota.status_code, "segna almeno un costo" in vuota.content.decode()) == (422, True)
    for _ in range(2):
        presa = client.post(f"{PAGINA}?trimestre=7", {"chiave": str(uuid.uuid4()), "costi": [chiave]})
        assert presa.status_code == 302
    assert DocumentoSpesa.objects.get().origine == chiave
    assert "Già preso" in client.get(PAGINA, {"trimestre": 7}).content.decode()


@pytest.mark.parametrize("ruolo", [Ruolo.FUNZIONARIO_UNIONE, Ruolo.CABINA, Ruolo.OPERATORE_ETS])
def test_the_others_do_not_take_costs(entra: Callable[..., Client], ruolo: str) -> None:
    assert entra(ruolo).get(PAGINA).status_code == 403
