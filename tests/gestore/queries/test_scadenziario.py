"""What the contracts and homes put on the desk, on 19 November 2026."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gestore.queries.scadenziario import SCADENZIARIO, invii_da_prendere
from tests.factories.casa import AlloggioFactory, InvioFactory
from tests.factories.contatore import contatore
from tests.factories.gestore import (
    LocazioneFactory,
    ManutenzioneFactory,
    MorositaFactory,
    SublocazioneFactory,
    firma,
    in_ritardo,
    sublocazione_in_corso,
)
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo, StatoAlloggio, StatoContratto
from valdera_housing.models import Contratto, Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


def di(ruolo: str) -> Utente:
    return UtenteFactory(ruoli=[ruolo])


def compiti(ruolo: str) -> list[tuple[str, Any, str]]:
    return [(c.titolo, c.entro, c.aspetto.etichetta) for c in SCADENZIARIO.compiti(di(ruolo), OGGI)]


def registrati(**altro: Any) -> None:
    """Every contract so far is registered, so that only what a test adds is to do."""
    Contratto.objects.filter(**altro).update(registrato_il=date(2026, 5, 2))


def test_a_contract_to_register_is_for_the_ets_and_late_after_thirty_days() -> None:
    LocazioneFactory(firmata=True, contratto__inizio=date(2026, 11, 1))
    assert compiti(Ruolo.CONTABILE_ETS) == [("Registrare il contratto", date(2026, 12, 1), "Da fare")]
    LocazioneFactory(firmata=True, contratto__inizio=date(2026, 10, 1))
    assert compiti(Ruolo.OPERATORE_ETS) == [
        ("Registrare 2 contratti con i proprietari", date(2026, 10, 31), "In ritardo")
    ]
    assert compiti(Ruolo.FUNZIONARIO_UNIONE) == compiti(Ruolo.ASSISTENTE_SOCIALE) == []


def test_keys_to_give_and_to_take_back_are_for_the_desk() -> None:
    firma(SublocazioneFactory(inizio=date(2026, 12, 1)).contratto)
    in_uscita = sublocazione_in_corso(fine=date(2026, 12, 10)).contratto
    Contratto.objects.filter(pk=in_uscita.pk).update(stato=StatoContratto.DISDETTATO)
    registrati()
    atteso = [
        ("Consegnare le chiavi", date(2026, 12, 1), "Da fare"),
        ("Riprendere le chiavi", date(2026, 12, 10), "Da fare"),
    ]
    assert compiti(Ruolo.OPERATORE_ETS) == atteso
    assert compiti(Ruolo.CONTABILE_ETS) == []
    assert [(d.giorno, d.testo) for d in SCADENZIARIO.prossime_date(di(Ruolo.OPERATORE_ETS), OGGI)] == [
        (date(2026, 12, 1), "Si consegnano le chiavi"),
        (date(2026, 12, 10), "Si riprendono le chiavi"),
    ]


def test_late_repairs_quotes_to_choose_and_referrals_wait_for_who_may_act() -> None:
    ManutenzioneFactory()
    ManutenzioneFactory(stato="PREVENTIVO", entro_il=date(2026, 12, 20))
    ManutenzioneFactory(stato="CHIUSA", costo=1, esito="Fatta", chiusa_il=OGGI)
    InvioFactory()
    assert compiti(Ruolo.COORDINATORE_ETS) == [
        ("Prendere in carico un nucleo inviato", None, "Da fare"),
        ("Manutenzione oltre il termine", date(2026, 11, 15), "In ritardo"),
        ("Autorizzare una manutenzione", date(2026, 12, 20), "Da fare"),
    ]
    ruoli = (Ruolo.COORDINATORE_ETS, Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS)
    assert contatore(invii_da_prendere, *ruoli) == [1, 1, None]


def test_arrears_that_ask_for_a_step_wait_for_who_follows_them() -> None:
    for scade in (date(2026, 10, 5), date(2026, 11, 18)):
        MorositaFactory(contratto=in_ritardo(scade), in_ritardo_dal=scade, aperta_il=scade)
    registrati()
    atteso = [("Fare il prossimo passo su una morosità", None, "Da fare")]
    assert compiti(Ruolo.CONTABILE_ETS) == compiti(Ruolo.OPERATORE_ETS) == atteso
    assert compiti(Ruolo.ASSISTENTE_SOCIALE) == compiti(Ruolo.COORDINATORE_ETS) == []


def test_what_is_about_to_expire_is_told() -> None:
    LocazioneFactory(firmata=True, contratto__inizio=date(2024, 7, 1), contratto__fine=date(2027, 6, 30))
    sublocazione_in_corso(fine=date(2026, 12, 31))
    registrati()
    AlloggioFactory(stato=StatoAlloggio.DISPONIBILE, ape_scade_il=date(2026, 12, 5))
    testi = [s.testo for s in SCADENZIARIO.segnalazioni(di(Ruolo.COORDINATORE_ETS), OGGI)]
    assert testi == [
        "1 attestato energetico (APE) da rinnovare, il primo scade il 05/12/2026",
        "1 sublocazione in scadenza, la prima il 31/12/2026",
        "1 contratto con i proprietari si rinnova senza disdetta: il primo termine per decidere è il 30/12/2026",
    ]


@pytest.mark.parametrize(
    ("ruolo", "quante"), [(Ruolo.OPERATORE_ETS, 2), (Ruolo.CONTABILE_ETS, 2), (Ruolo.COORDINATORE_ETS, 1)]
)
def test_the_whole_desk_of_the_line_costs_two_queries_at_most(ruolo: str, quante: int) -> None:
    sublocazione_in_corso()
    ManutenzioneFactory()
    utente = di(ruolo)
    with CaptureQueriesContext(connection) as viste:
        for parte in (SCADENZIARIO.compiti, SCADENZIARIO.segnalazioni, SCADENZIARIO.prossime_date):
            list(parte(utente, OGGI))
    assert len(viste) == quante
