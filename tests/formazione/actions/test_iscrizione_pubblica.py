"""Asked on the public page, confirmed and cancelled from the e-mail. The clock stands at 19/11/2026, 10:00."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from formazione.actions.iscrizione_pubblica import (
    annulla_propria_iscrizione,
    chiedi_iscrizione,
    conferma_propria_iscrizione,
    scadi_iscrizioni,
)
from formazione.actions.posta_iscrizione import scrivi_iscrizione
from formazione.models import Evento, Iscrizione
from tests.factories.formazione import PASSATO, IscrizioneFactory, evento_con, porta_a
from tests.factories.luogo import alle
from valdera_housing.kit.esito import AttoRifiutato

pytestmark = pytest.mark.django_db
DATI = {
    "nome": "Carla", "cognome": "Neri", "email": "carla@example.org", "telefono": "", "destinatario": "CITTADINANZA",
    "comune": None,
}  # fmt: skip
OGGI = date(2026, 11, 19)


@pytest.fixture
def chiedi(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[..., list[Any]]:
    """Ask, let the worker do its part, and get the messages that left."""

    def chiedi_e_leggi(evento: Evento, **dati: Any) -> list[Any]:
        mail.outbox.clear()
        cache.clear()
        with django_capture_on_commit_callbacks(execute=True):
            chiedi_iscrizione(evento, DATI | dati)
        return list(mail.outbox)

    return chiedi_e_leggi


def aperto(**altro: Any) -> Evento:
    return evento_con(stato="ISCRIZIONI_APERTE", titolo="Leggere il contratto", **altro)


def da_confermare(evento: Evento, **altro: Any) -> Iscrizione:
    pubblica = {"fonte": "PUBBLICA", "informativa": "2026-11", "creata_da": None, "chiesta_alle": timezone.now()}
    return IscrizioneFactory(evento=evento, stato="DA_CONFERMARE", **(pubblica | altro))


def test_a_request_takes_no_seat_until_it_is_confirmed(chiedi: Callable[..., list[Any]]) -> None:
    evento = aperto(posti=1)
    (messaggio,) = chiedi(evento)
    chiesta = evento.iscrizioni.get()
    evento.refresh_from_db()
    assert (chiesta.stato, chiesta.fonte, chiesta.informativa, evento.iscritti) == (
        "DA_CONFERMARE", "PUBBLICA", "2026-11", 0,
    )  # fmt: skip
    assert (messaggio.to, messaggio.subject) == (
        ["carla@example.org"], "Conferma l’iscrizione: Leggere il contratto",
    )  # fmt: skip
    assert f"/formazione/iscrizioni/conferma/{chiesta.codice}/" in messaggio.body
    assert "entro il 21/11/2026, 10:00" in messaggio.body
    assert "I posti sono finiti" not in messaggio.body


def test_an_email_says_that_the_seats_are_finished(chiedi: Callable[..., list[Any]]) -> None:
    evento = aperto(posti=1)
    IscrizioneFactory(evento=evento)
    (messaggio,) = chiedi(evento)
    assert "I posti sono finiti: confermando entri nella lista d’attesa." in messaggio.body


def test_who_is_there_already_reads_it_in_the_email_only(chiedi: Callable[..., list[Any]]) -> None:
    evento = aperto()
    iscritta = IscrizioneFactory(evento=evento, email="Carla@Example.org")
    (messaggio,) = chiedi(evento, nome="Altra")
    assert messaggio.subject == "Sei già nell’elenco: Leggere il contratto"
    assert f"/formazione/iscrizioni/conferma/{iscritta.codice}/" in messaggio.body
    assert list(evento.iscrizioni.values_list("nome", "stato")) == [("Amina", "CONFERMATA")]


def test_of_two_requests_not_confirmed_the_last_is_kept_with_the_first_link(
    chiedi: Callable[..., list[Any]],
) -> None:
    evento = aperto()
    vecchia = da_confermare(evento, email="carla@example.org", chiesta_alle=alle(date(2026, 11, 17), "10:30"))
    (messaggio,) = chiedi(evento, cognome="Bianchi")
    vecchia.refresh_from_db()
    assert (vecchia.cognome, evento.iscrizioni.count()) == ("Bianchi", 1)
    assert vecchia.chiesta_alle > alle(OGGI, "09:59")
    assert vecchia.codice in messaggio.body


def test_asking_again_and_again_sends_one_message(
    chiedi: Callable[..., list[Any]], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    evento = aperto()
    assert len(chiedi(evento)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(5):
            chiedi_iscrizione(evento, DATI)
    assert len(mail.outbox) == 1


def test_who_asks_again_after_a_message_that_did_not_leave_gets_it(
    django_capture_on_commit_callbacks: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    evento = aperto()
    chiedi_iscrizione(evento, DATI)
    with monkeypatch.context() as guasto:
        guasto.setattr("formazione.actions.posta_iscrizione.spedisci", lambda *_, **__: "La posta non è partita.")
        assert scrivi_iscrizione.func(evento.iscrizioni.get().pk, "richiesta") == "La posta non è partita."
    with django_capture_on_commit_callbacks(execute=True):
        chiedi_iscrizione(evento, DATI)
    assert len(mail.outbox) == 1


def test_who_cancelled_can_ask_again(chiedi: Callable[..., list[Any]]) -> None:
    evento = aperto()
    IscrizioneFactory(evento=evento, email="carla@example.org", stato="ANNULLATA")
    (messaggio,) = chiedi(evento)
    assert messaggio.subject == "Conferma l’iscrizione: Leggere il contratto"
    assert sorted(evento.iscrizioni.values_list("stato", flat=True)) == ["ANNULLATA", "DA_CONFERMARE"]


@pytest.mark.parametrize(
    "altro",
    [
        {"stato": "PROGRAMMATO"},
        {"iscrizioni_pubbliche": False},
        {"iscrizioni_al": date(2026, 11, 18)},
        {"iscrizioni_dal": date(2026, 11, 20)},
    ],
)
def test_a_page_that_takes_no_names_writes_nothing(altro: dict[str, Any]) -> None:
    evento = evento_con(**({"stato": "ISCRIZIONI_APERTE"} | altro))
    with pytest.raises(AttoRifiutato, match="Le iscrizioni a questo evento sono chiuse"):
        chiedi_iscrizione(evento, DATI)
    assert evento.iscrizioni.count() == 0


def test_an_event_that_is_over_takes_no_names() -> None:
    evento = evento_con(PASSATO, stato="ISCRIZIONI_APERTE")
    with pytest.raises(AttoRifiutato, match="Le iscrizioni a questo evento sono chiuse"):
        chiedi_iscrizione(evento, DATI)


def test_confirming_gives_the_seats_in_order_and_once() -> None:
    evento = aperto(posti=1)
    prima, seconda = da_confermare(evento), da_confermare(evento)
    assert conferma_propria_iscrizione(prima).stato == "CONFERMATA"
    assert conferma_propria_iscrizione(seconda).stato == "IN_ATTESA"
    alla_prima = Iscrizione.objects.get(pk=prima.pk).in_fila_dalle
    assert conferma_propria_iscrizione(prima).in_fila_dalle == alla_prima
    evento.refresh_from_db()
    assert (evento.iscritti, evento.in_attesa) == (1, 1)


def test_the_links_of_the_emails_work_from_the_request_to_the_seat_left(
    chiedi: Callable[..., list[Any]], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    evento = aperto(posti=1)
    chiedi(evento)
    chiesta = evento.iscrizioni.get()
    with django_capture_on_commit_callbacks(execute=True):
        conferma_propria_iscrizione(chiesta)
        seconda = conferma_propria_iscrizione(da_confermare(evento))
    with django_capture_on_commit_callbacks(execute=True):
        assert annulla_propria_iscrizione(chiesta).motivo == "Disdetta dalla persona"
        assert annulla_propria_iscrizione(chiesta).stato == "ANNULLATA"
    seconda.refresh_from_db()
    assert seconda.stato == "CONFERMATA"
    assert [(m.to[0], m.subject.partition(":")[0]) for m in mail.outbox] == [
        ("carla@example.org", "Conferma l’iscrizione"),
        ("carla@example.org", "La tua iscrizione"),
        (seconda.email, "La tua iscrizione"),
        ("carla@example.org", "Iscrizione annullata"),
        (seconda.email, "Si è liberato un posto"),
    ]


def test_a_link_too_old_or_an_event_off_is_refused_with_a_sentence() -> None:
    evento = aperto()
    vecchia = da_confermare(evento, chiesta_alle=alle(date(2026, 11, 17), "09:59"))
    with pytest.raises(AttoRifiutato, match="Sono passate più di 48 ore"):
        conferma_propria_iscrizione(vecchia)
    nuova, iscritta = da_confermare(evento), IscrizioneFactory(evento=evento)
    porta_a(evento, "ANNULLATO")
    with pytest.raises(AttoRifiutato, match="L’evento è stato annullato"):
        conferma_propria_iscrizione(nuova)
    with pytest.raises(AttoRifiutato, match="L’evento è stato annullato"):
        annulla_propria_iscrizione(iscritta)
    assert set(evento.iscrizioni.values_list("stato", flat=True)) == {"DA_CONFERMARE", "CONFERMATA"}


def test_what_nobody_confirmed_expires_at_night() -> None:
    evento = aperto()
    vecchia = da_confermare(evento, chiesta_alle=timezone.now() - timedelta(hours=48))
    nuova, iscritta = da_confermare(evento), IscrizioneFactory(evento=evento)
    scritto = StringIO()
    call_command("scade_iscrizioni", stdout=scritto)
    assert scritto.getvalue() == "19/11/2026, 10:00: iscrizioni scadute 1.\n"
    assert [Iscrizione.objects.get(pk=i.pk).stato for i in (vecchia, nuova, iscritta)] == [
        "SCADUTA", "DA_CONFERMARE", "CONFERMATA",
    ]  # fmt: skip
    assert scadi_iscrizioni(timezone.now()) == 0
    with pytest.raises(AttoRifiutato, match="Sono passate più di 48 ore"):
        conferma_propria_iscrizione(vecchia)
