"""Which units are free and from when."""

from datetime import date
from typing import Any

import pytest

from cohousing.models import Fermo, Unita
from cohousing.queries.unita import libera_fino_al, posti_liberi
from tests.factories.cohousing import StrutturaFactory, UnitaFactory, casa_aperta, permanenza, proposta
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)
Giorni = tuple[date | None, date | None]


def chiusa(unita: Unita, dal: date, al: date | None = None) -> None:
    Fermo.objects.create(unita=unita, dal=dal, al=al, motivo="Imbiancatura")


def da_a(unita: Unita, inizio: date, fine: date, stato: str = "PREPARAZIONE", **altro: Any) -> None:
    permanenza(unita, stato, inizio=inizio, fine_prevista=fine, **altro)


def abitata_poi_lavori(u: Unita) -> None:
    da_a(u, date(2026, 3, 1), date(2026, 12, 15), "IN_CORSO")
    chiusa(u, date(2026, 12, 16), date(2026, 12, 31))
    da_a(u, date(2027, 2, 1), date(2027, 8, 31))


def tolta(u: Unita, il: date) -> None:
    u.al = il
    u.save()


def abitata_poi_tolta(u: Unita) -> None:
    da_a(u, date(2026, 3, 1), date(2026, 12, 15), "IN_CORSO")
    tolta(u, date(2026, 12, 15))


CASI = [
    pytest.param(lambda u: None, (OGGI, None), id="empty"),
    pytest.param(
        lambda u: da_a(u, date(2026, 3, 1), date(2027, 2, 28), "IN_CORSO"), (date(2027, 3, 1), None), id="lived in"
    ),
    pytest.param(
        lambda u: da_a(u, date(2026, 3, 1), date(2026, 10, 31), "IN_CORSO"), (None, None), id="past the end: who knows"
    ),
    pytest.param(
        lambda u: da_a(u, date(2026, 3, 1), date(2027, 2, 28), "CONCLUSA", uscita_il=date(2026, 11, 18)), (OGGI, None),
        id="left yesterday",
    ),
    pytest.param(
        lambda u: da_a(u, date(2026, 3, 1), date(2027, 2, 28), "CONCLUSA", uscita_il=OGGI), (date(2026, 11, 20), None),
        id="leaves today",
    ),
    pytest.param(
        lambda u: da_a(u, date(2027, 1, 10), date(2027, 12, 31)), (OGGI, date(2027, 1, 9)), id="free until one comes"
    ),
    pytest.param(lambda u: da_a(u, date(2026, 3, 1), date(2026, 10, 31)), (OGGI, None), id="who never came"),
    pytest.param(lambda u: chiusa(u, date(2026, 11, 1), date(2026, 11, 30)), (date(2026, 12, 1), None), id="closed"),
    pytest.param(lambda u: chiusa(u, date(2026, 11, 1)), (None, None), id="closed without an end"),
    pytest.param(abitata_poi_lavori, (date(2027, 1, 1), date(2027, 1, 31)), id="lived in, then works, then another"),
    pytest.param(lambda u: tolta(u, date(2027, 6, 30)), (OGGI, date(2027, 6, 30)), id="to be taken away"),
    pytest.param(abitata_poi_tolta, (None, None), id="taken away when who lives there leaves"),
]  # fmt: skip


@pytest.mark.parametrize(("accade", "attesi"), CASI)
def test_a_unit_says_from_when_it_is_free_and_until_when(accade: Any, attesi: Giorni) -> None:
    unita = casa_aperta(unita=1).unita.get()
    accade(unita)
    letta = posti_liberi(UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]), OGGI).get()
    assert (letta.libera_dal, libera_fino_al(letta)) == attesi


def test_only_units_of_open_houses_that_exist_or_will() -> None:
    casa = casa_aperta(unita=1)
    nuova = UnitaFactory(struttura=casa, nome="Mansarda", dal=date(2027, 1, 1))
    UnitaFactory(struttura=casa, nome="Soppressa", al=date(2026, 11, 18))
    UnitaFactory(struttura=StrutturaFactory())
    lette = posti_liberi(UtenteFactory(ruoli=[Ruolo.REVISORE]), OGGI).order_by("nome")
    assert [(u.nome, u.libera_dal) for u in lette] == [("Camera 1", OGGI), (nuova.nome, date(2027, 1, 1))]


def test_a_unit_proposed_to_a_candidate_says_so() -> None:
    casa = casa_aperta(unita=2)
    proposta(casa.unita.order_by("nome")[0])
    lette = posti_liberi(UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]), OGGI).order_by("nome")
    assert [u.proposta for u in lette] == [True, False]


def test_who_does_not_see_the_houses_sees_no_unit() -> None:
    casa_aperta()
    assert not posti_liberi(UtenteFactory(ruoli=[Ruolo.CABINA]), OGGI).exists()


def test_a_house_with_all_its_households_says_so() -> None:
    casa = casa_aperta(unita=3, capienza_nuclei=1)
    permanenza(casa.unita.order_by("nome")[0], fine_prevista=date(2026, 10, 31))
    casa_aperta(unita=1, capienza_nuclei=1, nome="Altra")
    lette = posti_liberi(UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]), OGGI).order_by("struttura__nome", "nome")
    assert [(u.struttura.nome == "Altra", u.casa_piena) for u in lette] == [(True, False), *[(False, True)] * 3]
