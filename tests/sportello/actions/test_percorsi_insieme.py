"""Two people open a path for the same person, or end it, at the same instant: one does."""

from datetime import date

import pytest

from sportello.actions.percorso import concludi_percorso, inizia_percorso
from sportello.models import PercorsoLavoro
from tests.factories.casa import CasoFactory
from tests.factories.persone import UtenteFactory
from tests.factories.sportello import PercorsoLavoroFactory
from tests.gestore.actions.test_candidatura_insieme import insieme
from valdera_housing.choices import Ruolo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]
IN_GARA = 6


def test_a_path_opened_together_is_one() -> None:
    utente, caso = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]), CasoFactory()
    dati = {
        "persona": caso.nucleo.membri.get().persona,
        "aperto_il": date(2026, 3, 2),
        "obiettivo": "Un lavoro",
    }
    esiti = insieme([lambda: inizia_percorso(caso, dati, utente=utente)] * IN_GARA)
    assert esiti == {"fatto": 1, "AttoRifiutato": IN_GARA - 1}
    assert PercorsoLavoro.objects.filter(stato="ATTIVO").count() == 1


def test_a_path_ended_together_ends_once() -> None:
    utente, percorso = UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS]), PercorsoLavoroFactory(aperto_il=date(2026, 3, 2))

    def concludi() -> object:
        return concludi_percorso(percorso, esito="INTERROTTO", concluso_il=date(2026, 4, 2), nota="", utente=utente)

    assert insieme([concludi] * IN_GARA) == {"fatto": 1, "AttoRifiutato": IN_GARA - 1}
    percorso.refresh_from_db()
    assert percorso.versione == 2
