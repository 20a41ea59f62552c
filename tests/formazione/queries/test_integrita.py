"""Every sum of training is recomputed, and what a hand on the database changes is found."""

import pytest

from formazione.models import Evento, Iscrizione
from rendicontazione.queries.integrita import scostamenti
from tests.factories.formazione import FUTURO, PASSATO, IscrizioneFactory, evento_con, presente, rilascia, sessione
from tests.rendicontazione.queries.test_integrita import di_nascosto

pytestmark = pytest.mark.django_db


def trovati() -> list[str]:
    return [str(scostamento) for scostamento in scostamenti()]


@pytest.fixture
def evento() -> Evento:
    """Two seats taken, one in line, two sessions of which one is still to come."""
    evento = evento_con(PASSATO, FUTURO, numero="EV-2026-0001", posti=2)
    prima, _ = (IscrizioneFactory(evento=evento, codice=f"c{n}") for n in range(2))
    IscrizioneFactory(evento=evento, stato="IN_ATTESA")
    presente(prima, evento.sessioni.get(numero=1), 90)
    return evento


def test_what_the_triggers_keep_agrees(evento: Evento) -> None:
    annullato = evento_con(stato="ANNULLATO")
    tolto = sessione(evento_con(numero="EV-2026-0009"), PASSATO)
    di_nascosto(f"UPDATE valdera_housing_prenotazione SET annullata_alle = now() WHERE id = {tolto.prenotazione_id}")
    di_nascosto("UPDATE formazione_evento SET minuti = 120, inizia_il = '2026-12-03' WHERE numero = 'EV-2026-0009'")
    assert (trovati(), annullato.minuti) == ([], 120)


@pytest.mark.parametrize(
    ("sql", "attesi"),
    [
        pytest.param(
            "UPDATE formazione_evento SET iscritti = 1, in_attesa = 4",
            ["Evento EV-2026-0001, iscritti: scritto 1, dalle righe 2",
             "Evento EV-2026-0001, in lista d’attesa: scritto 4, dalle righe 1",
             "Evento EV-2026-0001, persone in attesa con un posto libero: scritto 0, dalle righe 1"],
            id="who is enrolled and who waits",
        ),
        pytest.param(
            "UPDATE formazione_evento SET minuti = 60, inizia_il = '2026-01-01', finisce_il = '2026-12-31'",
            ["Evento EV-2026-0001, durata in minuti: scritto 60, dalle righe 240",
             "Evento EV-2026-0001, primo giorno (anno, mese, giorno): scritto 20260101, dalle righe 20261112",
             "Evento EV-2026-0001, ultimo giorno (anno, mese, giorno): scritto 20261231, dalle righe 20261203"],
            id="how long and when",
        ),
        pytest.param(
            "UPDATE formazione_evento SET posti = 5",
            ["Evento EV-2026-0001, persone in attesa con un posto libero: scritto 0, dalle righe 1"],
            id="somebody waits beside a free seat",
        ),
    ],
)  # fmt: skip
def test_what_a_hand_changes_is_found(evento: Evento, sql: str, attesi: list[str]) -> None:
    di_nascosto(sql)
    assert trovati() == attesi


def test_minutes_changed_by_hand_are_found(evento: Evento) -> None:
    prima = Iscrizione.objects.get(codice="c0")
    di_nascosto("UPDATE formazione_iscrizione SET minuti = 120 WHERE codice = 'c0'")
    assert trovati() == [
        f"Iscrizione {prima.pk}, evento EV-2026-0001, minuti di presenza: scritto 120, dalle righe 90"
    ]


def test_a_certificate_that_no_longer_says_what_the_register_says_is_found() -> None:
    evento = evento_con(PASSATO, con_attestato=True)
    iscrizione = IscrizioneFactory(evento=evento)
    presente(iscrizione, evento.sessioni.get())
    attestato = rilascia(iscrizione)
    assert trovati() == []
    di_nascosto("UPDATE formazione_attestato SET minuti = 100, minuti_evento = 110")
    assert trovati() == [
        f"Attestato {attestato.numero}, minuti frequentati: scritto 100, dalle righe 120",
        f"Attestato {attestato.numero}, minuti dell’evento: scritto 110, dalle righe 120",
    ]
