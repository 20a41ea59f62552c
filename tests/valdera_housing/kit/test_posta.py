"""Why an e-mail did not leave, in words for who reads the list."""

import smtplib

import pytest
from django.core import mail

from valdera_housing.kit.posta import perche_no, spedisci


@pytest.mark.parametrize(
    ("errore", "frase"),
    [
        (
            smtplib.SMTPRecipientsRefused({"x": (550, b"no")}),
            "Il server della posta rifiuta questo indirizzo: controllalo con la persona.",
        ),
        (smtplib.SMTPDataError(554, b"spam"), "Il server della posta ha risposto 554."),
        (ConnectionRefusedError(), "Il server della posta non risponde."),
        (TimeoutError(), "Il server della posta non risponde."),
        (ValueError(), "L’indirizzo non si può usare: controllalo con la persona."),
        (OSError(), "La posta non è partita."),
    ],
)
def test_the_reason_is_a_sentence(errore: Exception, frase: str) -> None:
    assert perche_no(errore) == frase


def test_a_message_says_who_it_is_and_that_nobody_wrote_it_by_hand() -> None:
    assert spedisci("Oggetto", "Testo", "a@example.org", identita="prova-1", List_Unsubscribe="<https://x/>") == ""
    (messaggio,) = mail.outbox
    assert (messaggio.to, messaggio.extra_headers) == (
        ["a@example.org"],
        {
            "Message-ID": "<prova-1@localhost>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": "<https://x/>",
        },
    )


def test_a_subject_on_two_lines_is_refused_with_a_sentence() -> None:
    assert spedisci("Due\nrighe", "Testo", "a@example.org", identita="prova-2") == (
        "L’indirizzo non si può usare: controllalo con la persona."
    )
