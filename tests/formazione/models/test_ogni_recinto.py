"""Nobody adds a fence to the line without trying to break it."""

from tests.factories.recinto import recinti
from tests.formazione.models import (
    test_vincoli_campagna,
    test_vincoli_evento,
    test_vincoli_iscrizione,
    test_vincoli_questionario,
)

# They refuse nothing: what they keep is read in test_evento.py.
SOMME = {
    "Sessione.durata_dell_evento",
    "PrenotazioneDellaFormazione.durata_dell_evento",
    *(f"Iscrizione.conta_iscritti_{atto}" for atto in ("insert", "update", "delete")),
    *(f"Presenza.somma_minuti_{atto}" for atto in ("insert", "update", "delete")),
}


def test_every_fence_of_the_line_has_somebody_who_tries_to_break_it() -> None:
    prove = (test_vincoli_campagna, test_vincoli_evento, test_vincoli_iscrizione, test_vincoli_questionario)
    tentati = {tentativo.recinto for prova in prove for tentativo in prova.TENTATIVI}
    assert tentati | SOMME == recinti("formazione")
