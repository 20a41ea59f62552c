"""Who may confirm, be invited, be sent to; how the e-mails read."""

from datetime import UTC, datetime, timedelta

import pytest

from formazione.rules.newsletter import (
    corpo_conferma,
    corpo_gia_iscritto,
    corpo_newsletter,
    valuta_conferma,
    valuta_invio,
    valuta_invito,
)

ORA = datetime(2026, 11, 19, 9, tzinfo=UTC)
IERI = ORA - timedelta(days=1)


@pytest.mark.parametrize(
    ("chiesto", "confermato", "disdetto", "positivo", "frase"),
    [
        (IERI, None, None, True, "La richiesta si può confermare"),
        (ORA - timedelta(days=7), None, None, True, "La richiesta si può confermare"),
        (IERI, IERI, None, True, "Ricevi già la newsletter"),
        (ORA - timedelta(days=8), IERI, None, True, "Ricevi già la newsletter"),
        (
            ORA - timedelta(days=7, seconds=1),
            None,
            None,
            False,
            "Il collegamento valeva 7 giorni ed è scaduto. Chiedila di nuovo.",
        ),
        (IERI, IERI, ORA, False, "Hai disdetto la newsletter il 19/11/2026. Se la vuoi di nuovo, chiedila."),
    ],
)
def test_a_request_is_confirmed_within_a_week_by_who_did_not_leave(
    chiesto: datetime, confermato: datetime | None, disdetto: datetime | None, positivo: bool, frase: str
) -> None:
    esito = valuta_conferma(chiesto=chiesto, confermato=confermato, disdetto=disdetto, adesso=ORA)
    assert (esito.positivo, str(esito)) == (positivo, frase)


@pytest.mark.parametrize(
    ("confermato", "disdetto", "positivo", "frase"),
    [
        (None, None, True, "Si può invitare"),
        (IERI, None, False, "Riceve già la newsletter dal 18/11/2026"),
        (
            IERI,
            ORA,
            False,
            "Ha disdetto la newsletter il 19/11/2026: può chiederla di nuovo solo la persona, dalla pagina pubblica",
        ),
    ],
)
def test_the_office_invites_only_who_is_neither_in_nor_gone(
    confermato: datetime | None, disdetto: datetime | None, positivo: bool, frase: str
) -> None:
    esito = valuta_invito(confermato=confermato, disdetto=disdetto)
    assert (esito.positivo, str(esito)) == (positivo, frase)


@pytest.mark.parametrize(
    ("quanti", "campagna", "in_corso", "ostacoli"),
    [
        (1, "", False, []),
        (1, "Affitta", True, []),
        (0, "", False, ["Nessuno, fra i gruppi scelti, ha chiesto la newsletter"]),
        (1, "Affitta", False, ["La campagna «Affitta» non è in corso: avviala, oppure togli la campagna"]),
    ],
)
def test_a_newsletter_leaves_when_somebody_wants_it_and_its_campaign_is_in_progress(
    quanti: int, campagna: str, in_corso: bool, ostacoli: list[str]
) -> None:
    esito = valuta_invio(quanti=quanti, campagna=campagna, in_corso=in_corso)
    assert [str(motivo) for motivo in esito.ostacoli] == ostacoli


def test_the_newsletter_greets_who_gave_a_name_and_always_says_how_to_leave() -> None:
    assert corpo_newsletter(" Notizie.\n", nome="Carla Neri", disdici="https://x/d/") == (
        "Gentile Carla Neri,\n\nNotizie.\n\nServizi abitativi, Unione Valdera\n\n"
        "Ricevi questa e-mail perché l’hai chiesta. Se non la vuoi più, disdici qui con un clic:\nhttps://x/d/\n"
    )
    assert corpo_newsletter("Notizie.", nome="", disdici="https://x/d/").startswith("Notizie.\n\nServizi abitativi")


def test_the_e_mails_of_the_request_carry_their_link() -> None:
    assert corpo_conferma(nome="", conferma="https://x/c/") == (
        "per ricevere la newsletter dei Servizi abitativi apri questo collegamento e conferma:\nhttps://x/c/\n\n"
        "Vale 7 giorni. Se non l’hai chiesta tu, non fare niente: non riceverai altro.\n\n"
        "Servizi abitativi, Unione Valdera\n"
    )
    assert corpo_gia_iscritto(nome="Anna", disdici="https://x/d/") == (
        "Gentile Anna,\n\nricevi già la newsletter dei Servizi abitativi a questo indirizzo: non serve altro.\n\n"
        "Se non la vuoi più, disdici qui con un clic:\nhttps://x/d/\n\nServizi abitativi, Unione Valdera\n"
    )
