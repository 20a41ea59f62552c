"""Nobody adds a fence to the line without trying to break it."""

from tests.cohousing.models import test_vincoli_casa, test_vincoli_permanenza, test_vincoli_spese
from tests.factories.recinto import recinti

# It refuses nothing: what it keeps is read in test_vincoli_permanenza.py.
SPOSTANO = {"Proroga.sposta_la_fine"}


def test_every_fence_of_the_line_has_somebody_who_tries_to_break_it() -> None:
    prove = (test_vincoli_casa, test_vincoli_permanenza, test_vincoli_spese)
    tentati = {tentativo.recinto for prova in prove for tentativo in prova.TENTATIVI}
    assert tentati | SPOSTANO == recinti("cohousing")
