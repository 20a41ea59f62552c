"""The household at the desk, for its page and for the search."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sportello.queries.pannelli import pannelli_fascicolo
from sportello.queries.ricerca import cerca
from tests.factories.casa import CasoFactory
from tests.factories.persone import ComuneFactory, UtenteFactory
from tests.factories.sportello import (
    AccessoFactory,
    AppuntamentoFactory,
    DomandaMisuraFactory,
    ImpegnoRisorsaFactory,
    PercorsoLavoroFactory,
    RisorsaTerritorioFactory,
    SfrattoFactory,
)
from valdera_housing.choices import EsitoCaso, Ruolo
from valdera_housing.models import Caso, Utente

pytestmark = pytest.mark.django_db


@pytest.fixture
def caso() -> Caso:
    return CasoFactory()


@pytest.fixture
def operatore() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


def righe(utente: Utente, caso: Caso) -> list[tuple[str, str, str]]:
    pannelli = pannelli_fascicolo(utente, caso.nucleo)
    return [
        (r.titolo, r.aspetto.etichetta if r.aspetto else "", r.testo) for p in pannelli for r in p.contesto["righe"]
    ]


def test_the_panel_shows_everything_of_the_household_in_one_query(caso: Caso, operatore: Utente) -> None:
    sfratto = SfrattoFactory(caso=caso)
    domanda = DomandaMisuraFactory(caso=caso, misura__nome="Fondo morosità")
    appuntamento = AppuntamentoFactory(nucleo=caso.nucleo)
    percorso = PercorsoLavoroFactory(caso=caso)
    ImpegnoRisorsaFactory(caso=caso, risorsa__nome="Emporio")
    ImpegnoRisorsaFactory(caso=caso, al=date(2026, 10, 20))  # ended
    AccessoFactory(nucleo=caso.nucleo)
    SfrattoFactory()  # of somebody else
    with CaptureQueriesContext(connection) as viste:
        trovate = righe(operatore, caso)
    assert len(viste) == 1
    assert trovate == [
        (f"Sfratto {sfratto.numero}", "Disdetta o messa in mora", "Morosità (art. 658 c.p.c.)"),
        (f"Domanda {domanda.numero}", "Bozza", "Fondo morosità"),
        (f"Appuntamento {appuntamento.numero}", "Richiesto", ""),
        (f"Percorso {percorso.numero}", "In corso", "Un lavoro di mezza giornata"),
        ("Emporio: Spesa ogni quindici giorni", "", ""),
        ("Accesso", "", "Allo sportello"),
    ]


def test_from_an_open_case_one_begins_an_eviction_or_an_application_and_sees_what_is_open(
    caso: Caso, operatore: Utente
) -> None:
    def comincia() -> list[tuple[str, str]]:
        (pannello,) = pannelli_fascicolo(operatore, caso.nucleo)
        return [(p.etichetta, p.url) for p in pannello.contesto["pulsanti"]]

    del_caso = f"?caso={caso.pk}"
    domande = [
        ("Che cosa può chiedere", f"/sportello/misure/chi-puo-chiedere/{del_caso}"),
        ("Nuova domanda", f"/sportello/domande/nuova/{del_caso}"),
    ]
    assert comincia() == [("Registra uno sfratto", f"/sportello/sfratti/nuovo/{del_caso}"), *domande]
    assert pannelli_fascicolo(operatore, caso.nucleo)[0].aperti == []
    sfratto = SfrattoFactory(caso=caso)
    assert comincia() == domande
    domanda = DomandaMisuraFactory(caso=caso)
    aperti = [f"lo sfratto {sfratto.numero}", f"la domanda {domanda.numero}"]
    assert pannelli_fascicolo(operatore, caso.nucleo)[0].aperti == aperti
    Caso.objects.filter(pk=caso.pk).update(chiuso_il=date(2026, 11, 1), esito=EsitoCaso.ABBANDONO)
    assert comincia() == []


def test_who_does_not_follow_people_has_no_panel_and_another_comune_an_empty_one(caso: Caso) -> None:
    SfrattoFactory(caso=caso)
    assert pannelli_fascicolo(UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS]), caso.nucleo) == []
    altrove = UtenteFactory(ruoli=[Ruolo.ASSISTENTE_SOCIALE], comuni=[ComuneFactory(nome="Buti")])
    assert righe(altrove, caso) == []


def test_the_search_finds_by_number_court_protocol_household_and_name(caso: Caso, operatore: Utente) -> None:
    sfratto = SfrattoFactory(caso=caso, rg_numero="1234")
    domanda = DomandaMisuraFactory(caso=caso, protocollo="P-77")
    RisorsaTerritorioFactory(nome="Emporio solidale")

    def trovati(testo: str, utente: Utente = operatore) -> list[tuple[str, str]]:
        return [(t.genere, t.titolo) for t in cerca(utente, testo)]

    codice = caso.nucleo.codice
    lo_sfratto, la_domanda = ("Sfratto", f"{sfratto.numero}, {codice}"), ("Domanda", f"{domanda.numero}, {codice}")
    assert trovati("1234") == trovati(sfratto.numero.lower()) == [lo_sfratto]
    assert trovati("P-77") == [la_domanda]
    assert trovati(codice) == [lo_sfratto, la_domanda]
    assert trovati("empòrio") == [("Risorsa del territorio", "Emporio solidale")]
    altrove = UtenteFactory(ruoli=[Ruolo.ASSISTENTE_SOCIALE], comuni=[ComuneFactory(nome="Buti")])
    assert trovati(codice, altrove) == trovati("1234", UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])) == []
    assert trovati("  ") == trovati("\x00") == []
