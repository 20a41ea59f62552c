"""Two people on the same unit at the same instant: never both."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, InternalError

from cohousing.actions.struttura import chiudi_struttura
from cohousing.actions.unita import aggiungi_unita, chiudi_unita, ferma_unita
from cohousing.choices import StatoPermanenza, TipoUnita
from cohousing.models import Fermo, Permanenza, Unita
from tests.factories.casa import CasoFactory
from tests.factories.cohousing import PermanenzaFactory, casa_aperta, permanenza
from tests.factories.corsa import insieme
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Utente

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]
DAL, AL = date(2030, 1, 1), date(2030, 1, 31)


def coordinatrice() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS])


def riusciti(risposte: list[object]) -> list[object]:
    """What went through; what did not was refused by a rule or, at last, by the database."""
    rifiuti = (AttoRifiutato, IntegrityError, InternalError)
    assert [r for r in risposte if isinstance(r, Exception) and not isinstance(r, rifiuti)] == []
    return [r for r in risposte if not isinstance(r, Exception)]


def test_a_unit_is_closed_once_for_the_same_days() -> None:
    unita: Unita = casa_aperta(unita=1).unita.get()
    utente = coordinatrice()
    risposte = insieme([lambda: ferma_unita(unita, dal=DAL, al=AL, motivo="Lavori", utente=utente)] * 4)
    assert (len(riusciti(risposte)), Fermo.objects.count()) == (1, 1)
    assert all(isinstance(r, AttoRifiutato | Fermo) for r in risposte)


def test_a_unit_is_not_closed_in_the_days_in_which_somebody_is_promised_it() -> None:
    unita: Unita = casa_aperta(unita=1).unita.get()
    caso, utente = CasoFactory(), coordinatrice()

    def assegna() -> Permanenza:
        promessa: Permanenza = PermanenzaFactory(unita=unita, caso=caso, inizio=DAL, fine_prevista=date(2030, 12, 31))
        return promessa

    def ferma() -> Fermo:
        return ferma_unita(unita, dal=DAL, al=AL, motivo="Lavori", utente=utente)

    risposte = insieme([assegna, ferma, ferma])
    assert len(riusciti(risposte)) == 1
    assert Fermo.objects.count() + Permanenza.objects.count() == 1


def test_a_unit_is_not_taken_away_under_who_is_promised_it() -> None:
    unita: Unita = casa_aperta(unita=1).unita.get()
    caso, utente = CasoFactory(), coordinatrice()
    promessa: dict[str, Any] = {"unita": unita, "caso": caso, "inizio": DAL, "fine_prevista": date(2030, 12, 31)}
    risposte = insieme(
        [lambda: PermanenzaFactory(**promessa), lambda: chiudi_unita(unita, al=date(2029, 12, 31), utente=utente)]
    )
    assert len(riusciti(risposte)) == 1
    unita.refresh_from_db()
    assert (unita.al is None) == Permanenza.objects.exists()


def test_a_house_does_not_close_while_somebody_is_promised_a_place() -> None:
    uscita = permanenza(stato=StatoPermanenza.CONCLUSA)
    casa, utente, caso = uscita.struttura, coordinatrice(), CasoFactory()
    oggi = date.today()  # noqa: DTZ011 - the clock of a race is the real one
    risposte = insieme(
        [
            lambda: PermanenzaFactory(unita=uscita.unita, caso=caso, inizio=DAL, fine_prevista=date(2030, 12, 31)),
            lambda: chiudi_struttura(casa, chiusa_il=oggi, motivo="Fine", utente=utente),
        ]
    )
    assert len(riusciti(risposte)) == 1
    casa.refresh_from_db()
    assert (casa.stato == "CHIUSA") == (not casa.permanenze.vive().exists())


def test_two_new_units_never_have_more_beds_than_the_home() -> None:
    casa, utente = casa_aperta(unita=3), coordinatrice()

    def aggiungi(nome: str) -> Unita:
        dati = {
            "nome": nome, "tipo": TipoUnita.CAMERA, "posti_letto": 2, "quota_mensile": 0, "cauzione": 0, "dal": DAL,
        }  # fmt: skip
        return aggiungi_unita(casa, dati, utente=utente)

    risposte = insieme([lambda: aggiungi("Mansarda"), lambda: aggiungi("Soffitta")])
    assert (len(riusciti(risposte)), casa.unita.count()) == (1, 4)
