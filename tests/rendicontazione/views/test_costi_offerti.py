import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fondo_garanzia.queries.costi import TUTTO_RIENTRATO
from rendicontazione.models import DocumentoSpesa
from tests.factories.conti import ConvenzioneFactory
from tests.factories.fondo import anticipo_erogato, paga_rata
from tests.fondo_garanzia.queries.pagamenti import anticipo_del
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


@pytest.mark.django_db
def test_a_payment_made_of_money_come_back_is_told_and_has_no_box(entra: Callable[..., Client]) -> None:
    primo = anticipo_erogato()
    for rata in primo.rate.all()[:3]:
        paga_rata(rata, il=date(2026, 4, 20))
    secondo = anticipo_del(date(2026, 5, 2), "450.00", fondo=primo.fondo)
    ConvenzioneFactory()
    testo = entra(Ruolo.CONTABILE_ETS).get("/rendicontazione/costi-offerti/?trimestre=6").content.decode()
    assert "niente da chiedere" in testo
    assert TUTTO_RIENTRATO in testo
    assert f"Prendi {secondo.numero}" not in testo


def test_the_page_costs_at_most_twelve_queries_whatever_the_lines_offer(entra: Callable[..., Client]) -> None:
    def offri() -> str:
        manutenzione_pagata()
        anticipo_del(date(2026, 8, 3), "450.00")
        return canone_netto()

    def interrogazioni() -> int:
        with CaptureQueriesContext(connection) as viste:
            client.get(PAGINA, {"trimestre": 7})
        return len(viste)

    client = entra(Ruolo.CONTABILE_ETS)
    preso = offri()
    client.post(f"{PAGINA}?trimestre=7", {"chiave": str(uuid.uuid4()), "costi": [preso]})
    interrogazioni()  # reads the message of what was taken
    una = interrogazioni()
    for _ in range(2):
        offri()
    assert una == interrogazioni() <= 12
