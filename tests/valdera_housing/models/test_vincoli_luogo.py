"""Direct writes that the database must refuse on desks, rooms, hours, closures, mediators and patrons."""

from datetime import date, time

import pytest

from tests.factories.luogo import (
    ChiusuraFactory,
    DisponibilitaMediatoreFactory,
    MediatoreFactory,
    OrarioAperturaFactory,
    SedeFactory,
    StanzaFactory,
)
from tests.factories.persone import ComuneFactory
from tests.factories.rifiuti import rifiutato

pytestmark = pytest.mark.django_db


def test_a_journey_is_not_longer_than_three_hours() -> None:
    SedeFactory(minuti_viaggio=180)
    assert rifiutato(lambda: SedeFactory(minuti_viaggio=181)) == "sede_viaggio_ragionevole"


def test_a_room_has_one_name_in_its_desk() -> None:
    stanza = StanzaFactory(nome="Stanza 22")
    StanzaFactory(nome="Stanza 22")
    assert rifiutato(lambda: StanzaFactory(sede=stanza.sede, nome="Stanza 22")) == "stanza_nome_unico"


@pytest.mark.parametrize("colonne", [{"posti": 0}, {"minuti_massimi": 14}, {"posti": 8, "minuti_massimi": 1}])
def test_a_room_holds_somebody_for_a_while(colonne: dict) -> None:
    StanzaFactory(posti=1, minuti_massimi=15)
    StanzaFactory(posti=None, minuti_massimi=None)
    assert rifiutato(lambda: StanzaFactory(**colonne)) == "stanza_misure_positive"


@pytest.mark.parametrize(
    ("vincolo", "colonne"),
    [
        ("orario_in_ordine", {"dalle": time(13), "alle": time(9)}),
        ("orario_in_ordine", {"dalle": time(9), "alle": time(9)}),
        ("orario_giorno_della_settimana", {"giorno": 7}),
        ("orario_date_in_ordine", {"valido_dal": date(2026, 5, 2), "valido_al": date(2026, 5, 1)}),
    ],
)
def test_hours_are_in_order(vincolo: str, colonne: dict) -> None:
    OrarioAperturaFactory(valido_dal=date(2026, 5, 1), valido_al=date(2026, 5, 1))
    assert rifiutato(lambda: OrarioAperturaFactory(**colonne)) == vincolo


def test_a_closure_ends_after_it_begins() -> None:
    ChiusuraFactory(dal=date(2026, 12, 24), al=date(2026, 12, 24))
    assert rifiutato(lambda: ChiusuraFactory(al=date(2026, 12, 23))) == "chiusura_date_in_ordine"


def test_a_mediator_speaks_something() -> None:
    assert rifiutato(lambda: MediatoreFactory(lingue=[])) == "mediatore_con_lingue"


@pytest.mark.parametrize("colonne", [{"alle": time(9)}, {"giorno": 7}])
def test_the_hours_of_a_mediator_are_in_order(colonne: dict) -> None:
    assert rifiutato(lambda: DisponibilitaMediatoreFactory(**colonne)) == "disponibilita_in_ordine"


@pytest.mark.parametrize("patrono", [(13, None), (None, 11), (32, 1), (0, 1), (1, 13), (1, 0)])
def test_the_patron_has_day_and_month(patrono: tuple) -> None:
    giorno, mese = patrono
    nuovo = lambda: ComuneFactory(nome="Chianni", patrono_giorno=giorno, patrono_mese=mese)  # noqa: E731
    assert rifiutato(nuovo) == "comune_patrono_intero"
