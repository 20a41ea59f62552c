"""How much services opened and whom they reached, as they are read."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cohousing.choices import StatoTurno
from cohousing.models import Addetto, Servizio, Turno
from cohousing.queries.pannelli_struttura import costi as pannello_costi
from cohousing.queries.pannelli_struttura import servizi as pannello_servizi
from cohousing.queries.servizio import (
    Finestra,
    chi_apre_di_solito,
    da_registrare,
    numeri_di,
    numeri_per_finestra,
    numeri_per_mese,
    previsti_dopo,
    primo_turno,
    trimestre_in_corso,
    ultime_settimane,
    ultimo_svolto,
)
from cohousing.rules.servizio import Numeri
from tests.factories.cohousing import CostoFactory, ServizioFactory, casa_aperta, condominio, operatrice, turno
from tests.factories.conti import rendiconto
from tests.fondo_garanzia.queries.pagamenti import OTTAVO

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


def svolto(servizio: Servizio, giorno: date, dalle: str = "15:00", fino: str = "18:00", *conti: int) -> Turno:
    abitanti, quartiere, prime_volte = conti or (3, 5, 2)
    return turno(
        servizio, giorno, dalle, fino_alle=fino, stato=StatoTurno.SVOLTO, abitanti=abitanti, quartiere=quartiere,
        prime_volte=prime_volte,
    )  # fmt: skip


def test_only_shifts_held_count_and_each_service_has_its_own_figures_in_one_query() -> None:
    portierato, mensa, orto = ServizioFactory(), ServizioFactory(), ServizioFactory()
    svolto(portierato, date(2026, 11, 16))
    svolto(portierato, date(2026, 11, 17), "15:00", "16:30", 1, 0, 1)
    svolto(mensa, date(2026, 11, 16))
    turno(portierato, date(2026, 11, 18))
    turno(portierato, date(2026, 11, 14), stato=StatoTurno.SALTATO, motivo="Neve")
    with CaptureQueriesContext(connection) as viste:
        numeri = numeri_di([portierato.pk, mensa.pk, orto.pk], Finestra())
    assert (numeri, len(viste)) == (
        {portierato.pk: Numeri(2, 270, 4, 5, 3), mensa.pk: Numeri(1, 180, 3, 5, 2)}, 1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("giorno", "minuti"),
    [(date(2026, 10, 25), 240), (date(2026, 3, 29), 120), (date(2026, 11, 1), 180)],
    ids=["night of October", "night of March", "any night"],
)
def test_hours_are_exact_on_the_nights_when_the_clock_changes(giorno: date, minuti: int) -> None:
    servizio = ServizioFactory()
    svolto(servizio, giorno, "01:00", "04:00")
    assert numeri_di([servizio.pk], Finestra())[servizio.pk].minuti == minuti


def test_the_last_four_weeks_the_quarter_and_always_are_read_in_one_query() -> None:
    rendiconto(OTTAVO)
    servizio = ServizioFactory()
    svolto(servizio, date(2026, 10, 23), "00:00", "01:00", 1, 0, 0)
    svolto(servizio, date(2026, 10, 22), "22:00", "23:59", 2, 0, 0)
    svolto(servizio, date(2026, 9, 30), "22:00", "23:59", 4, 0, 0)
    finestre = {"settimane": ultime_settimane(OGGI), "trimestre": trimestre_in_corso(OGGI), "tutto": Finestra()}
    assert finestre["settimane"] == Finestra(date(2026, 10, 23), OGGI)
    assert finestre["trimestre"] == Finestra(date(2026, 10, 1), date(2026, 12, 31))
    with CaptureQueriesContext(connection) as viste:
        numeri = numeri_per_finestra(servizio.turni.all(), finestre)
    assert ({nome: n.abitanti for nome, n in numeri.items()}, len(viste)) == (
        {"settimane": 1, "trimestre": 3, "tutto": 7}, 1,
    )  # fmt: skip


def test_outside_the_convention_there_is_no_quarter() -> None:
    assert trimestre_in_corso(date(2019, 1, 1)) is None


def test_months_are_those_of_rome_and_empty_ones_are_zero() -> None:
    servizio = ServizioFactory(dal=date(2026, 9, 10))
    svolto(servizio, date(2026, 10, 1), "00:15", "01:00", 1, 1, 1)
    svolto(servizio, date(2026, 11, 2))
    assert numeri_per_mese(servizio, OGGI) == [
        (date(2026, 9, 1), Numeri()), (date(2026, 10, 1), Numeri(1, 45, 1, 1, 1)),
        (date(2026, 11, 1), Numeri(1, 180, 3, 5, 2)),
    ]  # fmt: skip


def test_the_chart_shows_a_year_at_most_and_ends_with_the_service() -> None:
    antico = ServizioFactory(dal=date(2020, 1, 1))
    chiuso = ServizioFactory(dal=date(2026, 8, 1), al=date(2026, 9, 30), stato="CHIUSO")
    mesi = [mese for mese, _ in numeri_per_mese(antico, OGGI)]
    assert (mesi[0], mesi[-1], len(mesi)) == (date(2025, 12, 1), date(2026, 11, 1), 12)
    assert [mese for mese, _ in numeri_per_mese(chiuso, OGGI)] == [date(2026, 8, 1), date(2026, 9, 1)]


def test_what_waits_to_be_told_has_begun_and_nobody_told_it() -> None:
    servizio = ServizioFactory()
    iniziato = turno(servizio, OGGI, "10:00", fino_alle="11:00")
    turno(servizio, OGGI, "11:00", fino_alle="12:00")
    svolto(servizio, date(2026, 11, 16))
    assert list(da_registrare(Turno.objects.all())) == [iniziato]


def test_days_around_a_closing_are_days_of_rome() -> None:
    servizio = ServizioFactory()
    assert (primo_turno(servizio), ultimo_svolto(servizio)) == (None, None)
    svolto(servizio, date(2026, 11, 16), "00:30", "02:00")
    dopo = turno(servizio, date(2026, 11, 20), "00:30", fino_alle="02:00")
    assert (primo_turno(servizio), ultimo_svolto(servizio)) == (date(2026, 11, 16), date(2026, 11, 16))
    assert list(previsti_dopo(servizio, OGGI)) == [dopo]
    assert list(previsti_dopo(servizio, date(2026, 11, 20))) == []


def test_who_opened_the_last_shift_is_proposed_for_the_next() -> None:
    servizio = ServizioFactory()
    assert chi_apre_di_solito(servizio) == []
    for giorno, nome in ((date(2026, 11, 16), "Carla Bini"), (date(2026, 11, 9), "Ugo Neri")):
        Addetto.objects.create(turno=turno(servizio, giorno), nome=nome, natura="ABITANTE")
    turno(servizio, OGGI)
    assert chi_apre_di_solito(servizio) == [("Carla Bini", "ABITANTE")]


def test_a_condominio_shows_its_services_with_four_weeks_in_one_query_and_a_house_has_none() -> None:
    sociale, utente = condominio(), operatrice()
    mensa = ServizioFactory(struttura=sociale, nome="Mensa")
    ServizioFactory(struttura=sociale, nome="Orto")
    ServizioFactory(struttura=sociale, nome="Vecchio", stato="CHIUSO", al=OGGI)
    svolto(mensa, date(2026, 11, 16))
    svolto(mensa, date(2026, 11, 17))
    svolto(mensa, date(2026, 5, 4))
    turno(mensa, date(2026, 11, 18))
    with CaptureQueriesContext(connection) as viste:
        pannello = pannello_servizi.pannello(sociale, utente)
    assert pannello is not None
    righe = [(s.nome, s.aperture, presenze, s.persone) for s, _, presenze in pannello.contesto["righe"]]
    assert (righe, len(viste)) == ([("Mensa", 2, 16, 4), ("Orto", 0, 0, 0)], 1)
    assert pannello_servizi.pannello(casa_aperta(), utente) is None


def test_a_house_shows_its_last_expenses_and_their_sum_in_one_query() -> None:
    casa, utente = casa_aperta(), operatrice()
    assert pannello_costi.pannello(casa, utente) is None
    for _ in range(6):
        CostoFactory(struttura=casa)
    CostoFactory(struttura=casa, annullato_il=OGGI, pagato_il=None)
    CostoFactory()
    with CaptureQueriesContext(connection) as viste:
        pannello = pannello_costi.pannello(casa, utente)
    assert pannello is not None
    contesto = pannello.contesto
    assert (len(contesto["righe"]), contesto["totale"], contesto["altre"], len(viste)) == (5, 6 * 640, 1, 1)
