"""Two people act on the same eviction at the same instant: one outcome, and no fact lost."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from sportello.actions.sfratto import apri_sfratto, chiudi_sfratto, registra_evento_sfratto
from sportello.choices import EsitoSfratto
from sportello.models import Sfratto
from tests.factories.casa import CasoFactory
from tests.factories.persone import UtenteFactory
from tests.factories.sportello import SfrattoFactory
from valdera_housing.choices import Ruolo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]
IN_GARA = 6


def insieme(atti: list[Callable[[], object]]) -> Counter:
    """Start every act at the same instant, each on its own connection, and count how they end."""
    via = threading.Barrier(len(atti))

    def corri(atto: Callable[[], object]) -> str:
        via.wait()
        try:
            atto()
        except Exception as errore:
            return type(errore).__name__
        finally:
            connection.close()
        return "fatto"

    with ThreadPoolExecutor(len(atti)) as corsie:
        return Counter(corsie.map(corri, atti))


def test_closed_together_it_has_one_outcome() -> None:
    utente, sfratto = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]), SfrattoFactory()
    esiti = [EsitoSfratto.EVITATO_RESTA, EsitoSfratto.EVITATO_CASA_A_CASA] * (IN_GARA // 2)

    def chiudi(esito: str) -> object:
        return chiudi_sfratto(sfratto, esito=esito, il=date(2026, 11, 10), nota="Fine", utente=utente)

    assert insieme([lambda e=e: chiudi(e) for e in esiti]) == {"fatto": 1, "AttoRifiutato": IN_GARA - 1}
    sfratto.refresh_from_db()
    assert (sfratto.stato, sfratto.versione) == ("CHIUSO", 2)


def test_opened_together_it_is_one() -> None:
    utente, caso = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]), CasoFactory()
    dati = {"tipo": "MOROSITA", "aperto_il": date(2026, 11, 2), "indirizzo": "via Verdi", "locatore": "Gino Baldi"}
    esiti = insieme([lambda: apri_sfratto(caso, dati, utente=utente)] * IN_GARA)
    assert esiti == {"fatto": 1, "AttoRifiutato": IN_GARA - 1}
    assert Sfratto.objects.count() == 1


def test_facts_written_together_are_all_there() -> None:
    utente, sfratto = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]), SfrattoFactory()

    def registra(giorno: int) -> object:
        dati = {"tipo": "PREAVVISO", "giorno": date(2026, 11, giorno), "per_il": date(2026, 12, giorno)}
        return registra_evento_sfratto(sfratto, dati, utente=utente)

    assert insieme([lambda n=n: registra(n) for n in range(1, IN_GARA + 1)]) == {"fatto": IN_GARA}
    sfratto.refresh_from_db()
    assert (sfratto.eventi.count(), sfratto.prossima_data) == (IN_GARA, date(2026, 12, IN_GARA))
