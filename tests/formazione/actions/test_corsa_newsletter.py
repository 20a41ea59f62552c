"""Workers that send one newsletter together: each address gets it once, and it ends once (quality R1, R5).

The control runs the very same race with the lock off: somebody must get it twice, or the race would prove nothing.
"""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection
from django.db.models import QuerySet

from formazione.actions.newsletter import invia_newsletter
from formazione.actions.spedizione import spedisci_newsletter
from formazione.models import Contenuto, Newsletter, Spedizione
from tests.factories.formazione import CampagnaFactory, ContattoFactory, NewsletterFactory
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.models import Lavoro

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]
INDIRIZZI = 30
OPERAI = 4


def test_workers_on_one_newsletter_send_to_each_address_once(monkeypatch: pytest.MonkeyPatch, giri: int) -> None:
    senza_operaio(monkeypatch)
    utente = UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS])
    contatti = ContattoFactory.create_batch(INDIRIZZI)
    for giro in range(giri):
        mail.outbox.clear()
        newsletter = NewsletterFactory(campagna=CampagnaFactory(), oggetto=f"Giro {giro}")
        lavoro = invia_newsletter(newsletter, utente=utente)
        assert insieme(newsletter, lavoro) == [None] * OPERAI
        assert Counter(m.to[0] for m in mail.outbox) == Counter(c.email for c in contatti)
        assert set(newsletter.spedizioni.values_list("stato", flat=True)) == {"INVIATA"}
        assert Newsletter.objects.get(pk=newsletter.pk).stato == "INVIATA"
        assert [c.raggiunti for c in Contenuto.objects.filter(campagna=newsletter.campagna)] == [INDIRIZZI]
    assert Spedizione.objects.count() == INDIRIZZI * giri


def test_without_the_lock_somebody_gets_it_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    senza_operaio(monkeypatch)
    ContattoFactory.create_batch(INDIRIZZI)
    newsletter = NewsletterFactory()
    lavoro = invia_newsletter(newsletter, utente=UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS]))
    monkeypatch.setattr(QuerySet, "select_for_update", lambda righe, **_: righe)
    insieme(newsletter, lavoro)
    assert max(Counter(m.to[0] for m in mail.outbox).values()) > 1


def senza_operaio(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker does not start by itself: those of the race take its place."""
    monkeypatch.setattr(type(spedisci_newsletter), "enqueue", lambda *_, **__: None)


def insieme(newsletter: Newsletter, lavoro: Lavoro) -> list[None]:
    """Start every worker at the same instant, each on its own connection."""
    via = threading.Barrier(OPERAI)

    def lavora(_: int) -> None:
        via.wait()
        try:
            spedisci_newsletter.func(newsletter.pk, str(lavoro.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(OPERAI) as corsie:
        return list(corsie.map(lavora, range(OPERAI)))
