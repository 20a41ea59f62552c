from datetime import date, time

import pytest
from django.test.utils import CaptureQueriesContext

from sportello.choices import EsitoSfratto, TipoEventoSfratto
from sportello.queries.sfratto import EsitiComune, Provvedimenti, conta_sfratti, fascicolo_di, prossime
from tests.factories.casa import nucleo_con_adulto
from tests.factories.persone import ComuneFactory, UtenteFactory
from tests.factories.sportello import EventoSfrattoFactory, SfrattoFactory
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
E = TipoEventoSfratto
DAL, AL = date(2026, 10, 1), date(2026, 10, 31)


def test_the_next_days_of_who_follows_them_in_one_query(django_assert_num_queries: CaptureQueriesContext) -> None:
    comune = ComuneFactory()
    accesso = SfrattoFactory(
        caso__nucleo=nucleo_con_adulto(comune=comune), stato="PREAVVISO", prossima_data=date(2026, 11, 26),
        prossimo_passo="Accesso n. 1 dell’ufficiale giudiziario",
    )  # fmt: skip
    EventoSfrattoFactory(
        sfratto=accesso, tipo=E.PREAVVISO, giorno=date(2026, 11, 2), per_il=date(2026, 11, 26), ora=time(10, 30)
    )
    passato = SfrattoFactory(prossima_data=date(2026, 11, 12), prossimo_passo="Udienza")
    SfrattoFactory()
    SfrattoFactory(
        caso__nucleo=nucleo_con_adulto(comune=ComuneFactory(nome="Peccioli")), prossima_data=date(2026, 11, 26)
    )
    utente = UtenteFactory(ruoli=[Ruolo.ASSISTENTE_SOCIALE], comuni=[comune])
    assert utente.comuni_seguiti
    with django_assert_num_queries(1):
        trovate = prossime(utente, None, date(2026, 12, 1))
    assert [(p.sfratto, p.giorno, p.ora, p.testo, p.scaduta, p.comune) for p in trovate] == [
        (passato.pk, date(2026, 11, 12), None, "Registra com’è andata l’udienza", True, "Pontedera"),
        (
            accesso.pk,
            date(2026, 11, 26),
            time(10, 30),
            "Accesso n. 1 dell’ufficiale giudiziario",
            False,
            "Pontedera",
        ),
    ]
    assert trovate[1].url == f"/sportello/sfratti/{accesso.pk}/"
    assert [p.sfratto for p in prossime(utente, date(2026, 11, 20), None)] == [accesso.pk]


def test_the_numbers_of_a_month_in_three_queries(django_assert_num_queries: CaptureQueriesContext) -> None:
    peccioli = ComuneFactory(nome="Peccioli")
    eseguito = SfrattoFactory(
        caso__nucleo=nucleo_con_adulto(comune=peccioli), tipo="NECESSITA", stato="CHIUSO",
        esito="ESEGUITO_CON_SOLUZIONE", chiuso_il=date(2026, 10, 20),
    )  # fmt: skip
    evitato = SfrattoFactory(stato="CHIUSO", esito="EVITATO_RESTA", chiuso_il=AL, aperto_il=DAL)
    altro = SfrattoFactory(tipo="OCCUPAZIONE", aperto_il=AL)
    SfrattoFactory(stato="CHIUSO", esito="ESEGUITO", chiuso_il=date(2026, 11, 1))
    fatti = [
        (evitato, E.ORDINANZA, DAL, ""), (evitato, E.CONVALIDA, AL, ""), (evitato, E.CONVALIDA, date(2026, 9, 30), ""),
        (eseguito, E.PREAVVISO, DAL, ""), (eseguito, E.PREAVVISO, AL, ""), (eseguito, E.ACCESSO, AL, "ESEGUITO"),
        (eseguito, E.ESECUZIONE, AL, ""), (altro, E.ACCESSO, AL, "NEGATIVO"), (altro, E.PREAVVISO, AL, ""),
        (altro, E.CONVALIDA, date(2026, 11, 1), ""),
    ]  # fmt: skip
    for sfratto, tipo, giorno, esito in fatti:
        EventoSfrattoFactory(sfratto=sfratto, tipo=tipo, giorno=giorno, esito=esito, per_il=None)
    with django_assert_num_queries(3):
        conto = conta_sfratti(DAL, AL)
    assert conto.provvedimenti == {
        "Necessità del locatore": Provvedimenti(0, 1, 1),
        "Finita locazione": Provvedimenti(),
        "Morosità": Provvedimenti(1, 0, 0),
        "Altri motivi": Provvedimenti(0, 1, 0),
    }
    pontedera = evitato.caso.nucleo.comune_id
    assert conto.comuni == {
        "Peccioli": EsitiComune(peccioli.pk, 0, {"ESEGUITO_CON_SOLUZIONE": 1}),
        "Pontedera": EsitiComune(pontedera, 2, {"EVITATO_RESTA": 1}),
    }
    assert (conto.presi_in_carico, conto.evitati, conto.eseguiti, conto.eseguiti_con_soluzione) == (2, 1, 1, 1)
    assert (conto.totale, conto.con_esito(EsitoSfratto.ESEGUITO)) == (Provvedimenti(1, 2, 1), 0)
    assert [(c.evitati, c.chiusi) for c in conto.comuni.values()] == [(0, 1), (1, 1)]


def test_the_file_of_an_eviction_costs_two_queries(django_assert_num_queries: CaptureQueriesContext) -> None:
    sfratto = EventoSfrattoFactory().sfratto
    with django_assert_num_queries(2):
        fascicolo = fascicolo_di(sfratto)
    assert fascicolo.situazione.prossima_data == date(2026, 9, 12)
