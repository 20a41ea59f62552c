"""Many who type one address on the public page at the same instant: one contact, one e-mail (quality R1, R5)."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from formazione.actions.contatto import chiedi_newsletter
from formazione.models import Contatto

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]
IN_GARA = 16


def test_one_address_typed_by_many_is_one_contact_and_one_e_mail(giri: int) -> None:
    cache.clear()
    for giro in range(giri):
        via = threading.Barrier(IN_GARA)

        def chiede(n: int, giro: int = giro, via: threading.Barrier = via) -> None:
            via.wait()
            email = f"anna{giro}@example.org" if n % 2 else f"Anna{giro}@Example.org"
            dati = {"email": email, "nome": f"Anna {n}", "destinatario": "CONDUTTORI"}
            try:
                chiedi_newsletter(dati, adesso=timezone.now())
            finally:
                connection.close()

        with ThreadPoolExecutor(IN_GARA) as corsie:
            assert list(corsie.map(chiede, range(IN_GARA))) == [None] * IN_GARA
    assert (Contatto.objects.count(), len(mail.outbox)) == (giri, giri)
