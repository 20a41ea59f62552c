"""The indicators of the desk in the seventh quarter of the tests' convention, from 01/07/2026 to 30/09/2026."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sportello.choices import EsitoPercorso, EsitoSfratto, FaseSfratto, StatoAppuntamento, StatoDomanda, StatoPercorso
from sportello.models import Sfratto
from sportello.queries.archivio import Archivio
from sportello.queries.indicatori import DEFINIZIONI, indicatori
from tests.factories.conti import ConvenzioneFactory, rendiconto
from tests.factories.luogo import PrenotazioneFactory, SedeFactory, alle
from tests.factories.persone import ComuneFactory, PersonaFactory
from tests.factories.sportello import (
    AccessoFactory,
    AppuntamentoFactory,
    DomandaMisuraFactory,
    PercorsoLavoroFactory,
    SfrattoFactory,
)
from valdera_housing.models import Trimestre
from valdera_housing.queries.indicatori import Misura

pytestmark = pytest.mark.django_db


def trimestre(numero: int = 7) -> Trimestre:
    ConvenzioneFactory()
    return Trimestre.objects.get(pk=rendiconto(numero).trimestre_id)


def misura(codice: str, numero: int = 7) -> Misura:
    t = trimestre(numero)
    return DEFINIZIONI[codice].misura(Archivio([t]), t)


def chiuso(il: date, esito: str, **altro: Any) -> Sfratto:
    return SfrattoFactory(stato=FaseSfratto.CHIUSO, chiuso_il=il, esito=esito, **altro)


def test_i09_an_eviction_avoided_counts_once_on_the_day_it_is_closed() -> None:
    evitato = chiuso(date(2026, 9, 30), EsitoSfratto.EVITATO_RESTA)
    chiuso(date(2026, 8, 1), EsitoSfratto.EVITATO_CASA_A_CASA)
    chiuso(date(2026, 7, 1), EsitoSfratto.ESEGUITO)
    chiuso(date(2026, 6, 30), EsitoSfratto.EVITATO_RESTA)  # of the quarter before
    SfrattoFactory()  # followed, still open
    SfrattoFactory(aperto_il=date(2026, 10, 1))  # of the quarter after
    assert (misura("I09").valore, misura("I09N").valore) == (Decimal("50.0"), 2)
    assert misura("I09N", 6).valore == 1
    assert evitato.caso.nucleo.codice in [riga.celle[0] for riga in misura("I09").righe]


def test_i10_counts_the_executed_with_somewhere_to_go() -> None:
    chiuso(date(2026, 9, 1), EsitoSfratto.ESEGUITO_CON_SOLUZIONE)
    chiuso(date(2026, 9, 2), EsitoSfratto.ESEGUITO)
    assert (misura("I10").valore, misura("I10").nuclei) == (1, 1)


def test_i11_counts_accesses_from_midnight_to_midnight_in_rome() -> None:
    bientina = ComuneFactory(nome="Bientina", popolazione=7766)
    AccessoFactory(avvenuto_alle=alle(date(2026, 7, 1), "00:00"), primo_accesso=True)
    AccessoFactory(avvenuto_alle=alle(date(2026, 9, 30), "23:59"), comune=bientina)
    AccessoFactory(avvenuto_alle=alle(date(2026, 9, 30), "12:00"), comune=None)
    AccessoFactory(avvenuto_alle=alle(date(2026, 10, 1), "00:00"))
    AccessoFactory(avvenuto_alle=alle(date(2026, 6, 30), "23:59"))
    assert (misura("I11").valore, misura("I11P").valore) == (3, 1)
    assert [(r.nome, r.celle) for r in misura("I11").righe] == [
        ("Bientina", ("1",)), ("Fuori dall’Unione", ("1",)), ("Pontedera", ("1",)),
    ]  # fmt: skip
    # 2 residents' accesses over 7.766 + 30.298 inhabitants.
    assert misura("I11M").valore == Decimal("0.1")
    assert misura("I11M").righe[0].celle == ("1", "7.766", "0,1")


def appuntamento(giorno: date, stato: str = StatoAppuntamento.EFFETTUATO, **altro: Any) -> None:
    inizio, fine = alle(giorno, "09:00"), alle(giorno, "09:45")
    prenotazione = PrenotazioneFactory(inizio=inizio, fine=fine, **altro)
    AppuntamentoFactory(stato=stato, prenotazione=prenotazione, richiesto_il=date(2026, 7, 1))


def test_i12_to_i14_look_at_the_appointments_whose_day_came() -> None:
    appuntamento(date(2026, 7, 5), sede=SedeFactory(decentrata=True))
    appuntamento(date(2026, 7, 6), StatoAppuntamento.ASSENTE)
    appuntamento(date(2026, 7, 10))
    appuntamento(date(2026, 7, 11), StatoAppuntamento.ANNULLATO_ENTE)
    appuntamento(date(2026, 7, 12), StatoAppuntamento.CONFERMATO)
    assert misura("I12").valore == Decimal("33.3")
    assert misura("I13").valore == Decimal("33.3")
    assert misura("I14").valore == Decimal("6.0")  # 4, 5 and 9 days
    assert misura("I14", 6).valore is None


def test_i15_tells_what_was_asked_admitted_and_paid() -> None:
    ammessa = {"stato": StatoDomanda.AMMESSA, "importo_ammesso": 5600}
    pagata = {
        "stato": StatoDomanda.LIQUIDATA, "importo_ammesso": 5600, "importo_liquidato": Decimal("5600.00"),
        "liquidata_il": date(2026, 9, 2),
    }  # fmt: skip
    for altro in ({"presentata": True}, ammessa, pagata):
        DomandaMisuraFactory(aperta_il=date(2026, 7, 1), **({"presentata_il": date(2026, 7, 15)} | altro))
    assert [misura(codice).valore for codice in ("I15", "I15S", "I15E")] == [3, Decimal("66.7"), Decimal("5600.00")]
    assert misura("I15E", 8).valore == 0


def test_i23_tells_the_paths_begun_and_those_that_ended_in_a_job() -> None:
    for esito in (EsitoPercorso.ASSUNTO_TD, EsitoPercorso.FORMATO):
        PercorsoLavoroFactory(
            aperto_il=date(2026, 5, 1), stato=StatoPercorso.CONCLUSO, esito=esito, concluso_il=date(2026, 9, 1)
        )
    PercorsoLavoroFactory(aperto_il=date(2026, 7, 20))
    assert (misura("I23").valore, misura("I23A").valore) == (1, Decimal("50.0"))


def test_without_anything_at_the_desk_there_are_no_indicators() -> None:
    assert indicatori(trimestre()) == []


def test_the_indicators_cost_the_same_queries_whatever_the_rows() -> None:
    t = trimestre()

    def costo() -> int:
        with CaptureQueriesContext(connection) as viste:
            assert [i.codice for i in indicatori(t)] == list(DEFINIZIONI)
        return len(viste)

    AccessoFactory(avvenuto_alle=alle(date(2026, 8, 1), "10:00"))
    una = costo()
    for n in range(3):
        AccessoFactory(avvenuto_alle=alle(date(2026, 8, 2 + n), "10:00"), persona=PersonaFactory())
        chiuso(date(2026, 9, 1), EsitoSfratto.EVITATO_RESTA)
        appuntamento(date(2026, 7, 5 + n))
    assert costo() == una <= 8
