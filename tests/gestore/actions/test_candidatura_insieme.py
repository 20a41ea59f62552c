"""Two people act on the same candidate, or on the same referral, at the same instant: one wins."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection

from gestore.actions.candidatura import accogli_candidatura, proponi_candidatura, respingi_candidatura
from gestore.actions.invio import prendi_invio
from gestore.choices import StatoCandidatura
from gestore.models import Candidatura
from tests.factories.casa import AlloggioFactory, InvioFactory
from tests.factories.gestore import CandidaturaFactory
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo, StatoAlloggio

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]
IN_GARA = 8


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


def test_a_referral_taken_together_opens_one_candidature() -> None:
    utente, invio = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]), InvioFactory()
    esiti = insieme([lambda: prendi_invio(invio, utente=utente)] * IN_GARA)
    assert esiti == {"fatto": 1, "AttoRifiutato": IN_GARA - 1}
    assert Candidatura.objects.count() == 1


def test_two_homes_proposed_together_leave_one() -> None:
    utente, candidatura = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]), CandidaturaFactory()
    case = [AlloggioFactory(stato=StatoAlloggio.SFITTO) for _ in range(IN_GARA)]

    def proponi(casa: object) -> object:
        return proponi_candidatura(candidatura, alloggio=casa, canone=Decimal("360"), utente=utente, versione=1)

    esiti = insieme([lambda casa=casa: proponi(casa) for casa in case])
    assert esiti == {"fatto": 1, "ModificaConcorrente": IN_GARA - 1}
    candidatura.refresh_from_db()
    assert (candidatura.stato, candidatura.versione) == (StatoCandidatura.PROPOSTA, 2)


def test_accepting_and_refusing_together_is_one_decision() -> None:
    utente = UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS])
    casa = AlloggioFactory(stato=StatoAlloggio.SFITTO)
    candidatura = CandidaturaFactory(stato=StatoCandidatura.PROPOSTA, alloggio=casa)

    def decidi(atto: Callable[..., object]) -> Callable[[], object]:
        return lambda: atto(candidatura, motivazione="Una decisione presa insieme", utente=utente, versione=1)

    esiti = insieme([decidi(accogli_candidatura), decidi(respingi_candidatura)] * (IN_GARA // 2))
    assert esiti == {"fatto": 1, "AttoRifiutato": IN_GARA - 1}


def test_one_home_is_promised_to_one_household() -> None:
    utente = UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS])
    casa = AlloggioFactory(stato=StatoAlloggio.SFITTO)
    candidature = [CandidaturaFactory(stato=StatoCandidatura.PROPOSTA, alloggio=casa) for _ in range(IN_GARA)]

    def accogli(candidatura: Candidatura) -> object:
        return accogli_candidatura(candidatura, motivazione="È la più adatta", utente=utente, versione=1)

    esiti = insieme([lambda c=c: accogli(c) for c in candidature])
    assert esiti == {"fatto": 1, "AttoRifiutato": IN_GARA - 1}
    assert Candidatura.objects.filter(stato=StatoCandidatura.ACCOLTA).count() == 1
