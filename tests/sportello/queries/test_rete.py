"""Numbers of the network and of the paths to work."""

from datetime import date
from decimal import Decimal

import pytest

from sportello.choices import AiutoOfferto
from sportello.queries.rete import (
    CONTROLLATA,
    DA_RICONTROLLARE,
    NON_ATTIVA,
    ConteggioRete,
    adulti,
    aspetto_risorsa,
    casi_trovati,
    conta_rete,
    giorni_vecchia,
    mappa,
    soglie_tirocinio,
)
from sportello.rules.lavoro import SoglieTirocinio
from tests.factories.casa import CasoFactory
from tests.factories.persone import ComuneFactory, MembroNucleoFactory, UtenteFactory
from tests.factories.sportello import ImpegnoRisorsaFactory, PercorsoLavoroFactory, RisorsaTerritorioFactory
from valdera_housing.choices import Ruolo
from valdera_housing.models import Parametro, Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)
DAL, AL = date(2026, 7, 1), date(2026, 9, 30)
NIENTE = {"ASSUNTO_TI": 0, "ASSUNTO_TD": 0, "TIROCINIO": 0, "FORMATO": 0, "INTERROTTO": 0}


def finito(esito: str, aperto_il: date, concluso_il: date) -> None:
    PercorsoLavoroFactory(stato="CONCLUSO", esito=esito, aperto_il=aperto_il, concluso_il=concluso_il)


def test_an_office_without_a_network_counts_nothing() -> None:
    assert conta_rete(DAL, AL) == ConteggioRete(0, 0, NIENTE, 0, 0)


def test_the_edges_of_the_days_are_inside(django_assert_num_queries) -> None:
    PercorsoLavoroFactory(aperto_il=DAL)
    PercorsoLavoroFactory(aperto_il=date(2026, 10, 1))
    finito("ASSUNTO_TI", date(2026, 1, 10), DAL)
    finito("ASSUNTO_TI", AL, AL)
    finito("INTERROTTO", date(2026, 1, 10), date(2026, 10, 1))
    finito("FORMATO", date(2026, 1, 10), date(2026, 6, 30))
    fino_al_primo = ImpegnoRisorsaFactory(dal=date(2026, 1, 1), al=DAL)
    ImpegnoRisorsaFactory(dal=AL, risorsa=fino_al_primo.risorsa)
    ImpegnoRisorsaFactory(dal=date(2026, 1, 1), al=date(2026, 6, 30))
    ImpegnoRisorsaFactory(dal=date(2026, 10, 1))
    ImpegnoRisorsaFactory(dal=DAL, risorsa__attiva=False)
    with django_assert_num_queries(2):
        conto = conta_rete(DAL, AL)
    assert conto == ConteggioRete(2, 4, NIENTE | {"ASSUNTO_TI": 2}, 3, 1)
    assert conto.percorsi_conclusi == 2


def test_a_resource_is_old_the_day_after_the_parameter_says() -> None:
    risorsa = RisorsaTerritorioFactory(aggiornata_il=date(2026, 5, 23))
    assert aspetto_risorsa(risorsa, OGGI, giorni_vecchia(OGGI)) == CONTROLLATA
    assert aspetto_risorsa(risorsa, date(2026, 11, 20), 180) == DA_RICONTROLLARE
    Parametro.objects.create(chiave="giorni_risorsa_vecchia", descrizione="Giorni", valore=30, valido_dal=DAL)
    assert aspetto_risorsa(risorsa, OGGI, giorni_vecchia(OGGI)) == DA_RICONTROLLARE
    risorsa.attiva = False
    assert aspetto_risorsa(risorsa, OGGI, 180) == NON_ATTIVA


def test_the_thresholds_of_an_internship_are_those_of_its_day() -> None:
    Parametro.objects.create(
        chiave="indennita_minima_tirocinio", descrizione="Indennità", valore=600, valido_dal=date(2026, 10, 1)
    )
    assert soglie_tirocinio(date(2026, 9, 30)) == SoglieTirocinio()
    assert soglie_tirocinio(OGGI) == SoglieTirocinio(indennita=Decimal(600))


def test_the_map_counts_a_resource_under_each_help_and_says_what_is_missing(django_assert_num_queries) -> None:
    pontedera, peccioli = ComuneFactory(), ComuneFactory(nome="Peccioli")
    RisorsaTerritorioFactory(comune=pontedera, aiuti=["ALIMENTI", "LINGUA"])
    RisorsaTerritorioFactory(comune=pontedera, aiuti=["ALIMENTI"])
    RisorsaTerritorioFactory(comune=pontedera, aiuti=["LEGALE"], attiva=False)
    RisorsaTerritorioFactory(comune=None, aiuti=["LAVORO"])
    with django_assert_num_queries(3):
        trovata = mappa(OGGI)
    conti = {(riga.nome, c.aiuto): (c.quante, c.passo) for riga in trovata.righe for c in riga.caselle if c.quante}
    assert conti == {
        ("Pontedera", "ALIMENTI"): (2, "c2"),
        ("Pontedera", "LINGUA"): (1, "c1"),
        ("Tutto il territorio", "LAVORO"): (1, "c1"),
    }
    assert [(riga.nome, riga.risorse) for riga in trovata.righe] == [
        (peccioli.nome, 0), (pontedera.nome, 2), ("Tutto il territorio", 1),
    ]  # fmt: skip
    mancano = dict(trovata.scoperti)
    assert len(mancano["Peccioli"]) == len(AiutoOfferto) - 1
    assert AiutoOfferto.ALIMENTI.label not in mancano["Pontedera"]


def test_cases_are_found_by_name_or_code_among_those_one_may_see() -> None:
    caso, chiuso = CasoFactory(), CasoFactory(chiuso_il=OGGI, esito="ABBANDONO")
    operatrice = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])

    def trovati(testo: str, utente: Utente = operatrice) -> list:
        return casi_trovati(testo, utente=utente, giorno=OGGI)

    assert trovati("  ") == trovati(chiuso.nucleo.codice) == []
    assert trovati("rossi") == trovati(caso.nucleo.codice) == [caso]
    assert trovati("rossi")[0].intestatario == str(caso.nucleo.membri.intestatari().get().persona)
    assert trovati("rossi", UtenteFactory(ruoli=[Ruolo.ASSISTENTE_SOCIALE], comuni=[ComuneFactory(nome="Lari")])) == []


def test_adults_are_those_in_the_household_that_day() -> None:
    caso = CasoFactory()
    ignota = MembroNucleoFactory(nucleo=caso.nucleo, persona__nato_il=None, parentela="ALTRO")
    MembroNucleoFactory(nucleo=caso.nucleo, persona__nato_il=date(2010, 1, 1), parentela="FIGLIO")
    MembroNucleoFactory(nucleo=caso.nucleo, al=date(2026, 11, 18), parentela="ALTRO")
    intestataria = caso.nucleo.membri.intestatari().get().persona
    assert set(adulti(caso, OGGI)) == {intestataria, ignota.persona}
