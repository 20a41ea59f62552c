"""The e-mail of the day before: once to each, never to who must not get it, never for what is moved or cancelled."""

import smtplib
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command

from sportello.actions.promemoria import manda_promemoria, riaccendi_promemoria, spegni_promemoria
from sportello.choices import StatoPromemoria as S
from sportello.models import Appuntamento, Promemoria
from tests.factories.luogo import SedeFactory, StanzaFactory, alle
from tests.factories.persone import PersonaFactory, UtenteFactory
from tests.factories.sportello import AppuntamentoFactory
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Parametro

pytestmark = pytest.mark.django_db
GIOVEDI = date(2026, 11, 26)
MERCOLEDI_MATTINA = alle(date(2026, 11, 25), "10:10")


def fissato(**altro: Any) -> Appuntamento:
    """An appointment of Thursday at 9 with Maria, whose address is known."""
    persona = PersonaFactory(nome="Maria", email="maria@example.org", telefono="333 1234567")
    return AppuntamentoFactory(**({"fissato": True, "persona": persona} | altro))


def stato(appuntamento: Appuntamento) -> str:
    return Promemoria.objects.get(appuntamento=appuntamento, per_il=appuntamento.prenotazione.inizio).stato


class Guasto(EmailBackend):
    """A mail server that is down: it refuses as many times as ``volte``."""

    volte = 1

    def send_messages(self, messages: list) -> int:
        if Guasto.volte:
            Guasto.volte -= 1
            raise smtplib.SMTPServerDisconnected("non risponde")
        return super().send_messages(messages)


@pytest.fixture
def guasto(settings: Any) -> Callable[[int], None]:
    def volte(quante: int) -> None:
        Guasto.volte = quante
        settings.EMAIL_BACKEND = f"{__name__}.Guasto"

    return volte


def test_the_day_before_a_kind_message_says_when_where_and_whom_to_call() -> None:
    sede = SedeFactory(nome="Sportello centrale", telefono="0587 299599")
    stanza = StanzaFactory(sede=sede, nome="Stanza 1")
    appuntamento = fissato(prenotazione__sede=sede, prenotazione__stanza=stanza)
    assert manda_promemoria(MERCOLEDI_MATTINA) == Counter({S.INVIATO: 1})
    (messaggio,) = mail.outbox
    promemoria = Promemoria.objects.get()
    assert (messaggio.to, messaggio.subject) == (
        ["maria@example.org"],
        "Promemoria: giovedì 26 novembre 2026, ore 9:00",
    )
    assert messaggio.body == (
        "Buongiorno,\n"
        "\n"
        "ti ricordiamo il nostro appuntamento di giovedì 26 novembre 2026, alle 9:00.\n"
        "\n"
        "Ti aspettiamo qui:\n"
        "Sportello centrale, Stanza 1\n"
        "via Brigate Partigiane 4, Pontedera\n"
        "\n"
        "Se non puoi, o vuoi cambiare giorno, chiamaci al numero 0587 299599: troviamo insieme un altro momento.\n"
        "\n"
        "A presto\n"
        "Servizi abitativi, Unione Valdera\n"
    )
    assert messaggio.extra_headers["Message-ID"] == f"<promemoria-{promemoria.pk}@localhost>"
    assert (promemoria.stato, promemoria.destinatario, promemoria.tentativi) == (S.INVIATO, "maria@example.org", 1)
    assert promemoria.mandato_alle is not None
    assert stato(appuntamento) == S.INVIATO


@pytest.mark.parametrize(
    ("altro", "frase"),
    [
        ({"modo": "TELEFONO"}, "Ti chiamiamo noi al numero 333 1234567."),
        ({"modo": "TELEFONO", "telefono": "050 1"}, "Ti chiamiamo noi al numero 050 1."),
        ({"modo": "VISITA", "luogo": "via Segreta 3"}, "Veniamo noi, all’indirizzo che ci hai dato."),
    ],
)
def test_who_is_called_or_visited_reads_so_and_no_address_or_reason_is_told(altro: dict, frase: str) -> None:
    fissato(**altro)
    manda_promemoria(MERCOLEDI_MATTINA)
    corpo = mail.outbox[0].body
    assert frase in corpo
    assert "rispondi a questo messaggio" in corpo
    for taciuto in ("Segreta", "fratto", "Rossi", "Maria"):
        assert taciuto not in corpo + mail.outbox[0].subject


def test_a_second_round_sends_nothing_again() -> None:
    fissato()
    manda_promemoria(MERCOLEDI_MATTINA)
    assert manda_promemoria(MERCOLEDI_MATTINA + timedelta(hours=1)) == Counter()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("adesso", "quanti"),
    [
        (alle(date(2026, 11, 24), "23:59"), 0),
        (alle(date(2026, 11, 25), "00:00"), 1),
        (alle(GIOVEDI, "08:59"), 1),
        (alle(GIOVEDI, "09:00"), 0),
    ],
)
def test_it_leaves_from_the_midnight_before_until_the_hour(adesso: datetime, quanti: int) -> None:
    fissato()
    manda_promemoria(adesso)
    assert len(mail.outbox) == quanti


def test_the_office_may_want_two_days_before() -> None:
    colonne = {"descrizione": "Giorni prima", "valore": 2, "valido_dal": date(2026, 1, 1), "atto": "Atto"}
    Parametro.objects.create(chiave="giorni_promemoria", **colonne)
    fissato()
    manda_promemoria(alle(date(2026, 11, 24), "10:00"))
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("nuovo", ["EFFETTUATO", "ASSENTE", "ANNULLATO_UTENTE", "ANNULLATO_ENTE"])
def test_nothing_for_an_appointment_that_is_not_confirmed_any_more(nuovo: str, guasto: Callable) -> None:
    """Not even when it was already being tried."""
    guasto(1)
    appuntamento = fissato()
    manda_promemoria(MERCOLEDI_MATTINA)
    Appuntamento.objects.filter(pk=appuntamento.pk).update(stato=nuovo)
    assert manda_promemoria(MERCOLEDI_MATTINA) == Counter()
    assert mail.outbox == []


def test_one_that_is_moved_gets_another_and_the_first_is_left_behind(guasto: Callable) -> None:
    guasto(1)
    appuntamento = fissato()
    manda_promemoria(MERCOLEDI_MATTINA)
    appuntamento.prenotazione.inizio = alle(GIOVEDI, "11:00")
    appuntamento.prenotazione.fine = alle(GIOVEDI, "11:45")
    appuntamento.prenotazione.save()
    assert manda_promemoria(MERCOLEDI_MATTINA) == Counter({S.INVIATO: 1})
    assert [m.subject for m in mail.outbox] == ["Promemoria: giovedì 26 novembre 2026, ore 11:00"]
    assert sorted(Promemoria.objects.values_list("stato", flat=True)) == [S.FALLITO, S.INVIATO]


def test_the_mail_server_is_tried_three_times(guasto: Callable) -> None:
    guasto(9)
    appuntamento = fissato()
    for volta in (1, 2, 3):
        assert manda_promemoria(MERCOLEDI_MATTINA) == Counter({S.FALLITO: 1})
        promemoria = Promemoria.objects.get(appuntamento=appuntamento)
        assert (promemoria.tentativi, promemoria.errore) == (volta, "Il server della posta non risponde.")
        assert promemoria.mandato_alle is None
    assert manda_promemoria(MERCOLEDI_MATTINA) == Counter()
    assert Guasto.volte == 6


def test_one_that_failed_leaves_at_the_next_round_and_forgets_why_it_failed(guasto: Callable) -> None:
    guasto(1)
    appuntamento = fissato()
    manda_promemoria(MERCOLEDI_MATTINA)
    manda_promemoria(MERCOLEDI_MATTINA)
    promemoria = Promemoria.objects.get(appuntamento=appuntamento)
    assert (promemoria.stato, promemoria.errore, promemoria.tentativi) == (S.INVIATO, "", 2)


def test_one_address_that_fails_does_not_stop_the_others(guasto: Callable) -> None:
    guasto(1)
    fissato()
    fissato()
    assert manda_promemoria(MERCOLEDI_MATTINA) == Counter({S.FALLITO: 1, S.INVIATO: 1})


def test_who_must_not_get_them_gets_none_until_they_are_turned_on_again() -> None:
    appuntamento, utente = fissato(), UtenteFactory()
    giorno = date(2026, 11, 20)
    silenzio = spegni_promemoria(appuntamento.persona, motivo="Non è sicuro", utente=utente, dal=giorno)
    assert manda_promemoria(MERCOLEDI_MATTINA) == Counter({S.SILENZIATO: 1})
    assert mail.outbox == []
    riaccendi_promemoria(silenzio, al=giorno)
    with pytest.raises(AttoRifiutato, match="già accesi"):
        riaccendi_promemoria(silenzio, al=giorno)
    assert manda_promemoria(MERCOLEDI_MATTINA) == Counter({S.INVIATO: 1})


def test_an_address_written_later_in_the_day_is_enough() -> None:
    appuntamento = fissato(persona=None, nome_riferito="Un signore", comune=None)
    assert manda_promemoria(MERCOLEDI_MATTINA) == Counter({S.SENZA_INDIRIZZO: 1})
    Appuntamento.objects.filter(pk=appuntamento.pk).update(email="signore@example.org")
    manda_promemoria(MERCOLEDI_MATTINA)
    assert [m.to for m in mail.outbox] == [["signore@example.org"]]


def test_the_command_says_what_it_did() -> None:
    domani = alle(date(2026, 11, 20), "09:00")
    fissato(prenotazione__inizio=domani, prenotazione__fine=domani + timedelta(minutes=45))
    detto = StringIO()
    call_command("manda_promemoria", stdout=detto)
    assert detto.getvalue() == "Promemoria mandati 1, non riusciti 0, senza e-mail 0, non voluti 0.\n"
