"""A newsletter goes once to who asked for it, and says of each whether it left."""

import smtplib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from formazione.actions import spedizione as spedizioni
from formazione.actions.contatto import disdici_contatto
from formazione.actions.newsletter import (
    crea_newsletter,
    invia_newsletter,
    modifica_newsletter,
    prova_newsletter,
    riprendi_newsletter,
)
from formazione.actions.spedizione import concludi_newsletter, spedisci_una_newsletter
from formazione.models import Contatto, Contenuto, Newsletter, Spedizione
from formazione.queries.newsletter import per_gruppo
from tests.factories.formazione import CampagnaFactory, ContattoFactory, NewsletterFactory, operatrice
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Lavoro, Utente

pytestmark = pytest.mark.django_db
RIFIUTATO = "Il server della posta rifiuta questo indirizzo: controllalo con la persona."
FERMO = "Il server della posta non risponde."


def coordinatrice() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS])


class Capriccioso(EmailBackend):
    """A mail server that refuses some addresses, and answers nobody while it is ``spento``."""

    rifiuta: tuple[str, ...] = ()
    spento = False

    def send_messages(self, messages: list) -> int:
        if Capriccioso.spento:
            raise smtplib.SMTPServerDisconnected("non risponde")
        if messages[0].to[0] in Capriccioso.rifiuta:
            raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, b"no")})
        return super().send_messages(messages)


@pytest.fixture
def server(settings: Any) -> type[Capriccioso]:
    Capriccioso.rifiuta, Capriccioso.spento = (), False
    settings.EMAIL_BACKEND = f"{__name__}.Capriccioso"
    return Capriccioso


@pytest.fixture
def fino_in_fondo(django_capture_on_commit_callbacks: Any) -> Callable[..., Lavoro]:
    """Do an act and let the worker finish what it ordered."""

    def fai(atto: Callable[..., Lavoro], newsletter: Newsletter) -> Lavoro:
        with django_capture_on_commit_callbacks(execute=True):
            lavoro = atto(newsletter, utente=coordinatrice())
        lavoro.refresh_from_db()
        newsletter.refresh_from_db()
        return lavoro

    return fai


def com_e_andata(newsletter: Newsletter) -> list[tuple[str, str, str]]:
    return [(s.contatto.email, s.stato, s.errore) for s in newsletter.spedizioni.select_related("contatto")]


def tre() -> list[Contatto]:
    return [ContattoFactory(email=f"{nome}@example.org", nome="") for nome in ("anna", "bea", "clara")]


def test_it_goes_once_to_who_agreed_with_the_way_out_beside_it(fino_in_fondo: Callable[..., Lavoro]) -> None:
    anna = ContattoFactory(email="anna@example.org", nome="Anna", codice="codice-di-anna")
    ContattoFactory(confermato_alle=None)
    ContattoFactory(disiscritto_alle=timezone.now())
    newsletter = NewsletterFactory(oggetto="Notizie", testo="Testo.")
    lavoro = fino_in_fondo(invia_newsletter, newsletter)
    assert com_e_andata(newsletter) == [("anna@example.org", "INVIATA", "")]
    assert (newsletter.stato, newsletter.inviata_alle is not None) == ("INVIATA", True)
    assert (lavoro.stato, lavoro.fatti, lavoro.totale, lavoro.esito) == (
        "FINITO", 1, 1, {"frase": "1 e-mail partita."},
    )  # fmt: skip
    (messaggio,) = mail.outbox
    disdici = "http://localhost:8000/formazione/newsletter/disdici/codice-di-anna/"
    assert (messaggio.to, messaggio.subject) == ([anna.email], "Notizie")
    assert messaggio.body == (
        "Gentile Anna,\n\nTesto.\n\nServizi abitativi, Unione Valdera\n\n"
        f"Ricevi questa e-mail perché l’hai chiesta. Se non la vuoi più, disdici qui con un clic:\n{disdici}\n"
    )
    assert messaggio.extra_headers == {
        "Message-ID": f"<newsletter-{newsletter.spedizioni.get().pk}@localhost>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{disdici}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_it_goes_only_to_its_groups(fino_in_fondo: Callable[..., Lavoro]) -> None:
    ContattoFactory(email="anna@example.org", destinatario="CONDUTTORI")
    ContattoFactory(destinatario="SINDACATI")
    newsletter = NewsletterFactory(destinatari=["CONDUTTORI", "ASSOCIAZIONI"])
    assert per_gruppo(newsletter) == [("Inquilini", 1)]
    fino_in_fondo(invia_newsletter, newsletter)
    assert com_e_andata(newsletter) == [("anna@example.org", "INVIATA", "")]


def test_nobody_to_send_to_is_said_and_nothing_is_written() -> None:
    newsletter = NewsletterFactory(destinatari=["SINDACATI"])
    with pytest.raises(AttoRifiutato, match="Nessuno, fra i gruppi scelti, ha chiesto la newsletter"):
        invia_newsletter(newsletter, utente=coordinatrice())
    newsletter.refresh_from_db()
    assert (newsletter.stato, Lavoro.objects.count()) == ("BOZZA", 0)


def test_a_newsletter_of_a_campaign_not_in_progress_waits() -> None:
    ContattoFactory()
    newsletter = NewsletterFactory(campagna=CampagnaFactory(stato="BOZZA", titolo="Affitta"))
    with pytest.raises(AttoRifiutato, match="La campagna «Affitta» non è in corso"):
        invia_newsletter(newsletter, utente=coordinatrice())


def test_only_the_coordinator_sends_and_only_once() -> None:
    ContattoFactory()
    newsletter = NewsletterFactory()
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        invia_newsletter(newsletter, utente=operatrice())
    invia_newsletter(newsletter, utente=coordinatrice())
    with pytest.raises(AttoRifiutato, match="Non si può più"):
        invia_newsletter(newsletter, utente=coordinatrice())
    assert Spedizione.objects.count() == 1


def test_who_leaves_meanwhile_is_left_out(fino_in_fondo: Callable[..., Lavoro]) -> None:
    anna, _, clara = tre()
    newsletter = NewsletterFactory()
    invia_newsletter(newsletter, utente=coordinatrice())
    spedisci_una_newsletter(newsletter.pk)
    disdici_contatto(clara, adesso=timezone.now())
    fino_in_fondo(riprendi_newsletter, newsletter)
    assert com_e_andata(newsletter) == [
        ("anna@example.org", "INVIATA", ""),
        ("bea@example.org", "INVIATA", ""),
        ("clara@example.org", "FALLITA", "Ha disdetto la newsletter prima di riceverla."),
    ]
    assert (newsletter.stato, [m.to for m in mail.outbox]) == ("INVIATA", [[anna.email], ["bea@example.org"]])


def test_who_leaves_in_the_very_instant_is_stopped_by_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    contatto, newsletter = ContattoFactory(email="anna@example.org"), NewsletterFactory()
    invia_newsletter(newsletter, utente=coordinatrice())

    def manda(_: Spedizione) -> str:
        disdici_contatto(contatto, adesso=timezone.now())
        return ""

    monkeypatch.setattr(spedizioni, "_manda", manda)
    assert spedisci_una_newsletter(newsletter.pk) is True
    assert com_e_andata(newsletter) == [
        ("anna@example.org", "FALLITA", "Ha disdetto la newsletter prima di riceverla.")
    ]


def test_a_refused_address_is_kept_with_its_reason_and_the_others_get_it(
    server: type[Capriccioso], fino_in_fondo: Callable[..., Lavoro]
) -> None:
    tre()
    server.rifiuta = ("bea@example.org",)
    newsletter = NewsletterFactory()
    lavoro = fino_in_fondo(invia_newsletter, newsletter)
    assert com_e_andata(newsletter) == [
        ("anna@example.org", "INVIATA", ""),
        ("bea@example.org", "FALLITA", RIFIUTATO),
        ("clara@example.org", "INVIATA", ""),
    ]
    assert (newsletter.stato, lavoro.esito["frase"]) == ("INVIATA", "2 e-mail partite, 1 non partita.")


def test_a_server_that_does_not_answer_leaves_it_to_take_up_again(
    server: type[Capriccioso], fino_in_fondo: Callable[..., Lavoro]
) -> None:
    tre()
    server.spento = True
    newsletter = NewsletterFactory()
    fino_in_fondo(invia_newsletter, newsletter)
    assert {(stato, errore) for _, stato, errore in com_e_andata(newsletter)} == {("FALLITA", FERMO)}
    assert newsletter.stato == "IN_INVIO"
    server.spento = False
    fino_in_fondo(riprendi_newsletter, newsletter)
    assert ({stato for _, stato, _ in com_e_andata(newsletter)}, newsletter.stato) == ({"INVIATA"}, "INVIATA")
    assert len(mail.outbox) == 3


def test_a_stopped_worker_resumes_without_sending_twice(fino_in_fondo: Callable[..., Lavoro]) -> None:
    tre()
    newsletter = NewsletterFactory()
    invia_newsletter(newsletter, utente=coordinatrice())
    spedisci_una_newsletter(newsletter.pk)
    lavoro = fino_in_fondo(riprendi_newsletter, newsletter)
    assert (lavoro.totale, newsletter.stato) == (2, "INVIATA")
    assert sorted(m.to[0] for m in mail.outbox) == ["anna@example.org", "bea@example.org", "clara@example.org"]


def test_a_worker_that_breaks_says_so_and_what_it_did_stays(
    fino_in_fondo: Callable[..., Lavoro], monkeypatch: pytest.MonkeyPatch
) -> None:
    ContattoFactory()
    newsletter = NewsletterFactory()

    def rompi(_: int) -> bool:
        raise RuntimeError("disco pieno")

    monkeypatch.setattr(spedizioni, "spedisci_una_newsletter", rompi)
    lavoro = fino_in_fondo(invia_newsletter, newsletter)
    assert (lavoro.stato, lavoro.esito["frase"]) == ("FALLITO", "L’invio si è fermato: riprendilo.")
    assert newsletter.stato == "IN_INVIO"


def test_when_sent_it_counts_once_among_the_contents_of_its_campaign(fino_in_fondo: Callable[..., Lavoro]) -> None:
    tre()
    newsletter = NewsletterFactory(campagna=CampagnaFactory(), oggetto="Notizie")
    fino_in_fondo(invia_newsletter, newsletter)
    concludi_newsletter(newsletter.pk)
    assert list(
        Contenuto.objects.values_list("campagna", "titolo", "canale", "lingue", "pubblicato_il", "raggiunti")
    ) == [(newsletter.campagna_id, "Notizie", "EMAIL", ["italiano"], date(2026, 11, 19), 3)]


def test_a_newsletter_without_a_campaign_or_that_reached_nobody_is_no_content(
    server: type[Capriccioso], fino_in_fondo: Callable[..., Lavoro]
) -> None:
    ContattoFactory(email="anna@example.org")
    fino_in_fondo(invia_newsletter, NewsletterFactory())
    server.rifiuta = ("anna@example.org",)
    fino_in_fondo(invia_newsletter, NewsletterFactory(campagna=CampagnaFactory()))
    assert Contenuto.objects.count() == 0


def test_it_is_written_and_corrected_before_it_leaves() -> None:
    dati = {"oggetto": "Notizie", "testo": "Testo.", "destinatari": [], "campagna": None}
    newsletter = crea_newsletter(dati, utente=operatrice())
    assert (newsletter.numero, newsletter.stato, newsletter.creata_il) == ("NL-2026-0001", "BOZZA", date(2026, 11, 19))
    modifica_newsletter(newsletter, dati | {"oggetto": "Altre"}, utente=operatrice(), versione=1)
    with pytest.raises(ModificaConcorrente):
        modifica_newsletter(newsletter, dati, utente=operatrice(), versione=1)
    Newsletter.objects.filter(pk=newsletter.pk).update(stato="IN_INVIO")
    with pytest.raises(AttoRifiutato, match="Non si può più"):
        modifica_newsletter(newsletter, dati, utente=operatrice(), versione=2)
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        crea_newsletter(dati, utente=UtenteFactory(ruoli=[Ruolo.REVISORE]))


def test_one_tries_it_on_herself_and_nobody_else_gets_it() -> None:
    ContattoFactory()
    utente = operatrice()
    prova_newsletter(NewsletterFactory(oggetto="Notizie"), utente=utente)
    assert [(m.to, m.subject) for m in mail.outbox] == [([utente.email], "Prova: Notizie")]
    assert Spedizione.objects.count() == 0


def test_a_try_that_does_not_leave_says_why(server: type[Capriccioso]) -> None:
    server.spento = True
    with pytest.raises(AttoRifiutato, match=FERMO):
        prova_newsletter(NewsletterFactory(), utente=operatrice())


def test_who_has_no_address_is_told_whom_to_ask() -> None:
    utente = operatrice()
    utente.email = ""
    with pytest.raises(AttoRifiutato, match="chiedi all’amministratore"):
        prova_newsletter(NewsletterFactory(), utente=utente)
