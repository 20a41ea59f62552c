"""What the search of the top bar finds of shared houses."""

from typing import Any

import pytest

from cohousing.queries import ricerca
from cohousing.queries.ricerca import cerca
from tests.factories.cohousing import CandidaturaFactory, ImmobileFactory, casa_aperta, permanenza
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pagine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever pages there are: what is found, not where, is looked at here."""
    monkeypatch.setattr(ricerca, "indirizzo", lambda pagina, pk: f"/{pagina}/")


def di(ruolo: str) -> Utente:
    return UtenteFactory(ruoli=[ruolo])


def trovati(utente: Utente, testo: str) -> list[tuple[str, str, str]]:
    return [(t.genere, t.titolo, t.dettaglio) for t in cerca(utente, testo)]


def test_houses_stays_candidates_and_buildings_are_found_in_one_query(django_assert_num_queries: Any) -> None:
    casa = casa_aperta(nome="Casa Ada", numero="CC-2026-0001")
    permanenza(casa.unita.first(), numero="PM-2026-0001", ospite="Ada Lari")
    CandidaturaFactory(numero="CA-2026-0001", richiedente="Ada Neri")
    ImmobileFactory(numero="RI-2026-0001", indirizzo="via Ada Negri", denominazione="Ex scuola")
    operatore = di(Ruolo.OPERATORE_ETS)
    with django_assert_num_queries(1):
        righe = trovati(operatore, " ada ")
    assert righe == [
        ("Casa condivisa", "CC-2026-0001, Casa Ada", "Pontedera"),
        ("Permanenza", "PM-2026-0001, Ada Lari", "Casa Ada"),
        ("Candidatura al cohousing", "CA-2026-0001, Ada Neri", ""),
        ("Immobile", "RI-2026-0001, via Ada Negri", "Ex scuola"),
    ]


def test_who_reads_no_names_finds_a_stay_by_number_or_code_only() -> None:
    stay = permanenza(casa_aperta(nome="Casa Ada").unita.first(), numero="PM-2026-0001", ospite="Ugo Lari")
    codice = stay.nucleo.codice
    attesa = [("Permanenza", f"PM-2026-0001, {codice}", "Casa Ada")]
    revisore = di(Ruolo.REVISORE)
    assert [trovati(revisore, t) for t in ("lari", "pm-2026-0001", codice)] == [[], attesa, attesa]
    assert trovati(di(Ruolo.OPERATORE_ETS), "lari") == [("Permanenza", "PM-2026-0001, Ugo Lari", "Casa Ada")]


@pytest.mark.parametrize("testo", ["", "  ", "\x00"])
def test_nothing_is_looked_for_without_words(testo: str) -> None:
    casa_aperta()
    assert trovati(di(Ruolo.OPERATORE_ETS), testo) == []


def test_who_does_not_read_houses_finds_nothing() -> None:
    casa_aperta(nome="Casa Ada")
    assert [trovati(di(r), "ada") for r in (Ruolo.CABINA, Ruolo.AMMINISTRATORE)] == [[], []]
