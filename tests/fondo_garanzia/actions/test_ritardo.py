"""The night: who gets late, who is insolvent, who is paid back as agreed again. Done twice, it is done once."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.core.management import call_command

from fondo_garanzia.actions.anticipo import riprogramma_anticipo
from fondo_garanzia.actions.ritardo import Rilevazione, rileva_ritardi
from fondo_garanzia.models import Anticipo
from tests.factories.fondo import AnticipoFactory, anticipo_erogato, paga_rata, rivalsa
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.models import Parametro

pytestmark = pytest.mark.django_db
NIENTE = Rilevazione()


def stato(pratica: object) -> str:
    pratica.refresh_from_db()
    return pratica.stato


def test_scenario_1_the_fourth_instalment_is_late_from_the_eleventh_day() -> None:
    anticipo = anticipo_erogato()
    for rata in anticipo.rate.all()[:3]:
        paga_rata(rata)
    assert rileva_ritardi(date(2026, 7, 15)) == NIENTE
    assert rileva_ritardi(date(2026, 7, 16)) == Rilevazione(in_ritardo=1)
    assert rileva_ritardi(date(2026, 7, 16)) == NIENTE
    assert stato(anticipo) == "IN_RITARDO"
    dovute = anticipo.rate.filter(scade_il__lte=date(2026, 7, 16))
    assert (anticipo.restituito, sum(r.importo for r in dovute)) == (D("450.00"), D("600.00"))


def test_three_late_are_insolvent_and_payments_bring_it_back() -> None:
    anticipo = anticipo_erogato("IN_RIMBORSO")
    giorno = date(2026, 6, 16)
    assert rileva_ritardi(giorno) == Rilevazione(insolventi=1)
    prima, seconda, terza = anticipo.rate.all()[:3]
    paga_rata(prima)
    assert (rileva_ritardi(giorno), stato(anticipo)) == (Rilevazione(in_ritardo=1), "IN_RITARDO")
    paga_rata(seconda)
    paga_rata(terza)
    assert (rileva_ritardi(giorno), stato(anticipo)) == (NIENTE, "IN_RIMBORSO")


def test_an_insolvent_one_that_pays_all_it_is_late_of_is_paid_back_as_agreed_again() -> None:
    anticipo = anticipo_erogato("INSOLVENTE")
    for rata in anticipo.rate.all()[:3]:
        paga_rata(rata)
    assert (rileva_ritardi(date(2026, 6, 16)), stato(anticipo)) == (Rilevazione(in_rimborso=1), "IN_RIMBORSO")


def test_a_credit_is_looked_at_like_an_advance() -> None:
    credito = rivalsa()
    assert rileva_ritardi(date(2026, 12, 15)) == NIENTE
    assert rileva_ritardi(date(2026, 12, 16)) == Rilevazione(in_ritardo=1)
    assert stato(credito) == "IN_RITARDO"


def test_a_plan_made_again_waits_for_its_first_instalment() -> None:
    anticipo = anticipo_erogato("IN_RITARDO")
    contabile = UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])
    riprogramma_anticipo(anticipo, {"n_rate": 6, "prima_rata": date(2026, 12, 5)}, utente=contabile)
    assert (rileva_ritardi(date(2026, 12, 4)), stato(anticipo)) == (NIENTE, "SOSPESO")
    assert (rileva_ritardi(date(2026, 12, 5)), stato(anticipo)) == (Rilevazione(in_rimborso=1), "IN_RIMBORSO")


def test_what_is_not_being_paid_back_is_left_alone() -> None:
    anticipi = [AnticipoFactory(), AnticipoFactory(approvato=True)]
    assert rileva_ritardi(date(2027, 12, 1)) == NIENTE
    assert [stato(a) for a in anticipi] == ["RICHIESTO", "APPROVATO"]


def test_how_late_is_late_is_a_parameter() -> None:
    anticipo_erogato()
    Parametro.objects.create(
        chiave="giorni_ritardo_fondo", descrizione="Giorni", valore=20, valido_dal=date(2026, 1, 1), atto="Delibera 1"
    )
    assert rileva_ritardi(date(2026, 4, 25)) == Rilevazione(in_rimborso=1)
    assert rileva_ritardi(date(2026, 4, 26)) == Rilevazione(in_ritardo=1)


def test_the_command_says_how_many_changed(capsys: pytest.CaptureFixture[str]) -> None:
    anticipo_erogato()
    call_command("rileva_ritardi", giorno=date(2026, 4, 16))
    assert capsys.readouterr().out == "16/04/2026: in ritardo 1, insolventi 0, di nuovo in rimborso 0.\n"


def test_many_files_are_read_in_as_many_queries_as_one(django_assert_num_queries: object) -> None:
    for _ in range(3):
        anticipo_erogato()
    rileva_ritardi(date(2026, 4, 16))
    with django_assert_num_queries(5):
        assert rileva_ritardi(date(2026, 4, 16)) == NIENTE
    assert Anticipo.objects.filter(stato="IN_RITARDO").count() == 3
