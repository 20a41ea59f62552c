"""Nobody is added without her click, and who leaves is out at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from formazione.actions.contatto import chiedi_newsletter, conferma_contatto, disdici_contatto, invita_contatto
from formazione.models import Contatto
from formazione.rules.informativa import INFORMATIVA
from tests.factories.formazione import ContattoFactory, operatrice
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato

pytestmark = pytest.mark.django_db
ANNA: dict[str, Any] = {"email": "anna@example.org", "nome": "Anna", "destinatario": "CONDUTTORI"}


class Spento(EmailBackend):
    def send_messages(self, messages: list) -> int:
        raise ConnectionRefusedError


@pytest.fixture
def chiede(django_capture_on_commit_callbacks: Any) -> Callable[..., None]:
    """Somebody types this on the public page, and the worker writes the e-mail."""
    cache.clear()

    def scrivi(**dati: Any) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            chiedi_newsletter(ANNA | dati, adesso=timezone.now())

    return scrivi


def posta() -> list[tuple[list[str], str]]:
    return [(messaggio.to, messaggio.subject) for messaggio in mail.outbox]


def test_who_asks_gets_a_link_and_is_in_only_after_her_click(chiede: Callable[..., None]) -> None:
    chiede()
    contatto = Contatto.objects.get()
    assert (contatto.email, contatto.nome, contatto.destinatario) == ("anna@example.org", "Anna", "CONDUTTORI")
    assert (contatto.confermato_alle, len(contatto.codice)) == (None, 32)
    assert posta() == [(["anna@example.org"], "Conferma che vuoi la newsletter")]
    assert f"/formazione/newsletter/conferma/{contatto.codice}/" in mail.outbox[0].body
    assert list(Contatto.objects.la_vogliono()) == []
    conferma_contatto(contatto, adesso=timezone.now())
    assert list(Contatto.objects.la_vogliono()) == [contatto]


def test_her_click_keeps_the_notice_she_read(chiede: Callable[..., None]) -> None:
    contatto = ContattoFactory(confermato_alle=None, chiesto_alle=timezone.now(), informativa="1.0")
    assert conferma_contatto(contatto, adesso=timezone.now()).informativa == INFORMATIVA


def test_the_same_address_typed_again_at_once_gets_no_second_e_mail(chiede: Callable[..., None]) -> None:
    chiede()
    chiede(email="ANNA@example.org", nome="Annina")
    assert (Contatto.objects.get().nome, len(mail.outbox)) == ("Annina", 1)


def test_an_e_mail_that_did_not_leave_may_be_asked_again_at_once(chiede: Callable[..., None], settings: Any) -> None:
    buono, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Spento"
    chiede()
    settings.EMAIL_BACKEND = buono
    chiede()
    assert posta() == [(["anna@example.org"], "Conferma che vuoi la newsletter")]


def test_who_receives_it_already_is_left_as_she_is_and_told_by_e_mail(chiede: Callable[..., None]) -> None:
    contatto = ContattoFactory(email="anna@example.org", nome="Anna Bianchi")
    chiede(nome="Un altro")
    contatto.refresh_from_db()
    assert (contatto.nome, contatto.destinatario) == ("Anna Bianchi", "PROPRIETARI")
    assert contatto.confermato_alle is not None
    assert posta() == [(["anna@example.org"], "Ricevi già la newsletter")]


def test_who_left_may_ask_again_with_the_same_row_and_the_same_links(chiede: Callable[..., None]) -> None:
    contatto = ContattoFactory(email="anna@example.org")
    disdici_contatto(contatto, adesso=timezone.now())
    chiede()
    nuovo = Contatto.objects.get()
    assert (nuovo.pk, nuovo.codice) == (contatto.pk, contatto.codice)
    assert (nuovo.confermato_alle, nuovo.disiscritto_alle) == (None, None)


def test_the_link_of_an_old_e_mail_does_not_bring_back_who_left() -> None:
    contatto = ContattoFactory()
    disdici_contatto(contatto, adesso=timezone.now())
    with pytest.raises(AttoRifiutato, match="Hai disdetto la newsletter il 19/11/2026"):
        conferma_contatto(contatto, adesso=timezone.now())


def test_a_link_older_than_a_week_does_not_confirm() -> None:
    contatto = ContattoFactory(confermato_alle=None, chiesto_alle=timezone.now() - timedelta(days=8))
    with pytest.raises(AttoRifiutato, match="è scaduto"):
        conferma_contatto(contatto, adesso=timezone.now())
    contatto.refresh_from_db()
    assert contatto.confermato_alle is None


def test_leaving_twice_is_leaving_once() -> None:
    prima = disdici_contatto(ContattoFactory(), adesso=timezone.now())
    assert disdici_contatto(prima, adesso=timezone.now()).disiscritto_alle == prima.disiscritto_alle


def test_a_clock_that_lags_does_not_keep_anybody_in() -> None:
    contatto = ContattoFactory(chiesto_alle=timezone.now(), confermato_alle=timezone.now())
    fuori = disdici_contatto(contatto, adesso=timezone.now() - timedelta(minutes=5))
    assert fuori.disiscritto_alle == contatto.chiesto_alle


def test_the_office_invites_and_she_confirms(django_capture_on_commit_callbacks: Any) -> None:
    cache.clear()
    with django_capture_on_commit_callbacks(execute=True):
        contatto = invita_contatto(ANNA, utente=operatrice(), adesso=timezone.now())
    assert contatto.confermato_alle is None
    assert posta() == [(["anna@example.org"], "Conferma che vuoi la newsletter")]


@pytest.mark.parametrize(
    ("quando", "frase"),
    [({}, "Riceve già la newsletter dal"), ({"disiscritto_alle": timezone.now()}, "Ha disdetto la newsletter il")],
)
def test_the_office_does_not_invite_who_is_in_or_said_no(quando: dict[str, Any], frase: str) -> None:
    contatto = ContattoFactory(email="anna@example.org", nome="Anna Bianchi", **quando)
    with pytest.raises(AttoRifiutato, match=frase):
        invita_contatto(ANNA, utente=operatrice(), adesso=timezone.now())
    contatto.refresh_from_db()
    assert contatto.nome == "Anna Bianchi"


def test_another_role_invites_nobody() -> None:
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        invita_contatto(ANNA, utente=UtenteFactory(ruoli=[Ruolo.REVISORE]), adesso=timezone.now())
    assert Contatto.objects.count() == 0
