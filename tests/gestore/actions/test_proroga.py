"""Extensions of a head lease, and of the sublease inside it (scenario 22)."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gestore.actions.proroga import proroga_contratto, registra_proroga
from gestore.queries.proroga import proposta_proroga
from gestore.workflow import LOCAZIONE, SUBLOCAZIONE
from tests.factories.casa import ContrattoFactory
from tests.factories.gestore import LocazioneFactory, SublocazioneFactory, consegna
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db


@pytest.fixture
def operatore() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


def al(nuova_fine: date, **altro: Any) -> dict[str, Any]:
    motivo = {"motivo": "Proroga di diritto", "decisa_il": date(2026, 11, 10), "registrata_il": None}
    return {"nuova_fine": nuova_fine} | motivo | altro


def test_scenario_22_a_sublease_may_last_longer_only_after_its_head_lease_was_extended(operatore: Utente) -> None:
    testa = LocazioneFactory(firmata=True, contratto__inizio=date(2025, 4, 1), contratto__fine=date(2028, 3, 31))
    sotto = SublocazioneFactory(locazione=testa, inizio=date(2026, 5, 1), fine=date(2028, 3, 31))
    consegna(sotto)
    troppo = al(date(2028, 12, 31))
    with pytest.raises(IntegrityError, match="finisce con lei"), transaction.atomic():
        proroga_contratto(sotto.contratto, troppo, workflow=SUBLOCAZIONE, utente=operatore)

    proposta = proposta_proroga(testa.contratto)
    proroga = proroga_contratto(testa.contratto, al(proposta.nuova_fine), workflow=LOCAZIONE, utente=operatore)
    testa.contratto.refresh_from_db()
    assert (testa.contratto.fine, testa.contratto.fine_effettiva, testa.contratto.stato) == (
        date(2028, 3, 31), date(2030, 3, 31), "IN_CORSO",
    )  # fmt: skip
    assert (proroga.fine_precedente, proroga.nuova_fine) == (date(2028, 3, 31), date(2030, 3, 31))

    proroga_contratto(sotto.contratto, troppo, workflow=SUBLOCAZIONE, utente=operatore)
    sotto.contratto.refresh_from_db()
    assert sotto.contratto.fine_effettiva == date(2028, 12, 31)


def test_the_law_proposes_the_next_end_and_says_why() -> None:
    contratto = ContrattoFactory()
    assert str(proposta_proroga(contratto)) == (
        "Proroga di diritto di 2 anni (art. 2 c. 5 L. 431/1998), fino al 31/03/2031"
    )
    contratto.fine_effettiva = date(2031, 3, 31)
    assert str(proposta_proroga(contratto)) == (
        "Rinnovo tacito di 2 anni (art. 19-bis DL 34/2019), fino al 31/03/2033"
    )
    libero = ContrattoFactory(tipo="LIBERO_4_4", fine=date(2030, 3, 31))
    assert str(proposta_proroga(libero)) == (
        "Proroga di diritto di 4 anni (art. 2 c. 1 L. 431/1998), fino al 31/03/2034"
    )
    assert proposta_proroga(ContrattoFactory(tipo="TRANSITORIO", fine=date(2027, 3, 31))) is None


@pytest.mark.parametrize(
    ("dati", "frase"),
    [
        (
            al(date(2029, 3, 31)),
            "Una proroga allunga il contratto: oggi finisce il 31/03/2029, scrivi un giorno dopo.",
        ),
        (
            al(date(2031, 3, 31), decisa_il=date(2026, 11, 20)),
            "La data è nel futuro: scrivila quando è fatto.",
        ),
    ],
)
def test_an_extension_that_does_not_extend_is_refused(operatore: Utente, dati: dict[str, Any], frase: str) -> None:
    testa = LocazioneFactory(firmata=True).contratto
    with pytest.raises(AttoRifiutato) as rifiuto:
        proroga_contratto(testa, dati, workflow=LOCAZIONE, utente=operatore)
    assert str(rifiuto.value) == frase


def test_the_rli_of_an_extension_is_written_after_it_was_decided_and_not_in_the_future(operatore: Utente) -> None:
    testa = LocazioneFactory(firmata=True).contratto
    proroga = proroga_contratto(testa, al(date(2031, 3, 31)), workflow=LOCAZIONE, utente=operatore)
    for giorno in (date(2026, 11, 9), date(2026, 11, 20)):
        with pytest.raises(AttoRifiutato, match="L’RLI si invia fra il 10/11/2026"):
            registra_proroga(proroga, workflow=LOCAZIONE, utente=operatore, registrata_il=giorno)
    registra_proroga(proroga, workflow=LOCAZIONE, utente=operatore, registrata_il=date(2026, 11, 19))
    proroga.refresh_from_db()
    assert proroga.registrata_il == date(2026, 11, 19)
