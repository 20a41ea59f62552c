"""Rounds of reminders that run at once send each e-mail once."""

from collections import Counter
from datetime import date

import pytest
from django.core import mail

from sportello.actions.promemoria import manda_promemoria
from sportello.choices import StatoPromemoria as S
from sportello.models import Promemoria
from tests.factories.corsa import insieme
from tests.factories.luogo import alle
from tests.factories.sportello import AppuntamentoFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]
ADESSO = alle(date(2026, 11, 25), "10:10")
IN_GARA, APPUNTAMENTI = 8, 6


def test_eight_rounds_at_once_send_each_reminder_once(giri: int) -> None:
    for _ in range(giri):
        mail.outbox.clear()
        nuovi = [AppuntamentoFactory(fissato=True, email=f"p{n}@example.org") for n in range(APPUNTAMENTI)]
        esiti = insieme([lambda: manda_promemoria(ADESSO)] * IN_GARA)
        assert sum(esiti, Counter()) == Counter({S.INVIATO: APPUNTAMENTI})
        assert sorted(m.to[0] for m in mail.outbox) == [f"p{n}@example.org" for n in range(APPUNTAMENTI)]
        assert Promemoria.objects.filter(appuntamento__in=nuovi, stato=S.INVIATO).count() == APPUNTAMENTI
