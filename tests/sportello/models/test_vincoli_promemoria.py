"""Direct writes that the database must refuse on reminders and on who must not get them."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from sportello.models import Promemoria, SilenzioPromemoria
from tests.factories.luogo import alle
from tests.factories.persone import PersonaFactory, UtenteFactory
from tests.factories.rifiuti import rifiutato
from tests.factories.sportello import AppuntamentoFactory

pytestmark = pytest.mark.django_db
NOVE = alle(date(2026, 11, 26), "09:00")


def test_an_appointment_has_one_reminder_an_hour() -> None:
    appuntamento = AppuntamentoFactory()
    appuntamento.promemoria.create(per_il=NOVE)
    appuntamento.promemoria.create(per_il=alle(date(2026, 11, 27), "09:00"))
    assert rifiutato(lambda: appuntamento.promemoria.create(per_il=NOVE)) == "promemoria_uno_per_orario"


@pytest.mark.parametrize(
    "colonne", [{}, {"destinatario": "maria@example.org"}, {"mandato_alle": NOVE}, {"mandato_alle": None}]
)
def test_one_sent_has_its_hour_and_its_address(colonne: dict[str, Any]) -> None:
    nuovo = {"appuntamento": AppuntamentoFactory(), "per_il": NOVE, "stato": "INVIATO"}
    assert rifiutato(lambda: Promemoria.objects.create(**nuovo, **colonne)) == "promemoria_mandato_con_ora"
    Promemoria.objects.create(**nuovo, mandato_alle=timezone.now(), destinatario="maria@example.org")


def silenzio(**altro: Any) -> SilenzioPromemoria:
    comuni = {"motivo": "Non li vuole", "dal": date(2026, 11, 1), "deciso_da": UtenteFactory()}
    return SilenzioPromemoria.objects.create(**({"persona": PersonaFactory()} | comuni | altro))


def test_a_person_is_muted_once_at_a_time() -> None:
    primo = silenzio(al=date(2026, 11, 10))
    silenzio(persona=primo.persona)
    assert rifiutato(lambda: silenzio(persona=primo.persona)) == "silenzio_uno_aperto"


@pytest.mark.parametrize(
    "colonne", [{"motivo": ""}, {"motivo": "", "al": date(2026, 12, 1)}, {"al": date(2026, 10, 31)}]
)
def test_a_mute_says_why_and_ends_after_it_begins(colonne: dict[str, Any]) -> None:
    assert rifiutato(lambda: silenzio(**colonne)) == "silenzio_con_motivo"
