"""Many people at once on one building (quality R1): each is done, or refused with a sentence."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from cohousing.actions.immobile import approva_immobile, rinvia_immobile, scarta_immobile, segnala_immobile
from cohousing.actions.tappa import raggiungi_tappa
from cohousing.models import RicognizioneImmobile, Tappa
from tests.factories.cohousing import immobile
from tests.factories.conti import ConvenzioneFactory
from tests.factories.corsa import insieme
from tests.factories.persone import ComuneFactory, UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.kit.tempo import oggi

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]
IN_GARA = 12


def divise(risposte: list[object]) -> tuple[int, list[str]]:
    """How many were done, and the sentences of the others."""
    rifiuti = [r for r in risposte if isinstance(r, Exception)]
    assert [r for r in rifiuti if not isinstance(r, AttoRifiutato)] == []
    return len(risposte) - len(rifiuti), sorted({str(r) for r in rifiuti})


def test_a_building_told_of_by_many_at_once_enters_once(giri: int) -> None:
    comune, operatrice = ComuneFactory(), UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    for giro in range(giri):
        dati = {
            "comune": comune, "indirizzo": f"via Nuova {giro}", "civico": "1", "proprietario_tipo": "COMUNE",
            "fonte": "COMUNE", "segnalato_il": date(2026, 1, 7),
        }  # fmt: skip
        fatti, frasi = divise(insieme([partial(segnala_immobile, dati, utente=operatrice)] * IN_GARA))
        suo = RicognizioneImmobile.objects.get(indirizzo=f"via Nuova {giro}")
        doppio = f"Questo immobile è già nella ricognizione: {suo.numero}, via Nuova {giro} 1, Pontedera."
        assert (fatti, frasi) == (1, [doppio])


def test_the_cabina_decides_once_and_nobody_discards_what_it_reads(giri: int) -> None:
    funzionaria = UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])
    operatrice = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    for _ in range(giri):
        suo = immobile("PROPOSTO")
        approva: Callable[[], object] = partial(
            approva_immobile, suo, seduta="Seduta n. 4", il=oggi(), utente=funzionaria
        )
        rinvia: Callable[[], object] = partial(rinvia_immobile, suo, osservazioni="No", utente=funzionaria)
        scarta: Callable[[], object] = partial(scarta_immobile, suo, motivo="No", utente=operatrice)
        risposte = insieme([approva, scarta, approva, rinvia, scarta, approva])
        divise(risposte)
        decisi = [r for n, r in enumerate(risposte) if n in {0, 2, 3, 5} and not isinstance(r, Exception)]
        suo.refresh_from_db()
        assert len(decisi) == 1
        assert (suo.stato == "APPROVATO_CABINA") == (suo.approvato_il is not None)
        assert suo.stato in {"APPROVATO_CABINA", "VALUTATO", "SCARTATO"}


def test_a_milestone_reached_by_two_at_once_is_written_once(giri: int) -> None:
    coordinatrice = UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS])
    convenzione = ConvenzioneFactory()
    for _ in range(giri):
        atto = partial(
            raggiungi_tappa, convenzione, "M1", il=date(2026, 1, 5), note="Relazione", utente=coordinatrice, versione=1
        )
        risposte = insieme([atto] * 4)
        assert [type(r) for r in risposte if isinstance(r, Exception)] == [ModificaConcorrente] * 3
        Tappa.objects.get()
        pulisci_tappe()


def pulisci_tappe() -> None:
    """The milestone is not there yet, as before the first act."""
    from tests.factories.rifiuti import sql

    sql("TRUNCATE cohousing_tappa CASCADE")
