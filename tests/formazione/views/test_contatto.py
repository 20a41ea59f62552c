"""Who wants the newsletter: the list of the office, and the pages anyone may open."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from formazione.models import Contatto
from tests.factories.formazione import ContattoFactory
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
OPERATRICE = Ruolo.OPERATORE_ETS
ANNA = {"email": "Anna@Example.org", "nome": " Anna  Bianchi ", "destinatario": "CONDUTTORI", "informativa": "on"}


def pagina(nome: str, *chiavi: object, **domanda: object) -> str:
    return reverse(f"formazione:{nome}", args=chiavi, query=domanda or None)


def letto(risposta: Any) -> str:
    return " ".join(risposta.content.decode().replace("\xa0", " ").split())


@pytest.fixture(autouse=True)
def senza_memoria() -> None:
    """The limits on how often one asks start again."""
    cache.clear()


@pytest.fixture
def chiede(client: Client, django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    def scrivi(**dati: str) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(pagina("pubblica_newsletter"), ANNA | dati)

    return scrivi


# --- open to anyone --------------------------------------------------------------------------------------------


def test_anyone_asks_and_confirms_from_the_e_mail(client: Client, chiede: Callable[..., Any]) -> None:
    assert "Ricevi la newsletter" in letto(client.get(pagina("pubblica_newsletter")))
    risposta = chiede()
    assert "Guarda la tua posta" in letto(client.get(risposta.url))
    contatto = Contatto.objects.get()
    assert (contatto.email, contatto.nome) == ("anna@example.org", "Anna Bianchi")
    conferma = pagina("pubblica_newsletter_conferma", contatto.codice)
    assert f"http://localhost:8000{conferma}" in mail.outbox[0].body
    prima = client.get(conferma)
    assert "Vuoi la newsletter?" in letto(prima)
    contatto.refresh_from_db()
    assert contatto.confermato_alle is None
    assert "Fatto: ricevi la newsletter" in letto(client.post(conferma))
    contatto.refresh_from_db()
    assert contatto.confermato_alle is not None
    assert (prima["Cache-Control"], prima["X-Robots-Tag"], prima["Referrer-Policy"]) == (
        "private, no-store",
        "noindex",
        "no-referrer",
    )


@pytest.mark.parametrize(
    "noto",
    [
        {},
        {"confermato_alle": None},
        {"disiscritto_alle": timezone.now()},
    ],
)
def test_the_page_answers_the_same_to_who_is_known_and_to_who_is_not(
    client: Client, chiede: Callable[..., Any], noto: dict[str, Any]
) -> None:
    ContattoFactory(email="nota@example.org", **noto)
    nota, ignota = chiede(email="nota@example.org"), chiede(email="ignota@example.org")
    assert (nota.status_code, nota.url) == (ignota.status_code, ignota.url)
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    ("sbagliato", "campo", "frase"),
    [
        ({"email": ""}, "email", "Scrivi l’indirizzo e-mail."),
        (
            {"email": "anna"},
            "email",
            "L’indirizzo non è giusto: controlla che ci sia la chiocciola e che non manchino lettere.",
        ),
        ({"destinatario": ""}, "destinatario", "Scegli chi sei."),
        ({"informativa": ""}, "informativa", "Leggi come saranno usati i tuoi dati, poi metti la spunta."),
    ],
)
def test_a_mistake_is_said_and_nothing_is_kept(
    client: Client, chiede: Callable[..., Any], sbagliato: dict[str, str], campo: str, frase: str
) -> None:
    risposta = chiede(**sbagliato)
    assert (risposta.status_code, risposta.context["form"].errors[campo]) == (422, [frase])
    assert (Contatto.objects.count(), len(mail.outbox)) == (0, 0)


def test_a_machine_may_not_write_to_a_whole_town(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"pagina_pubblica": "2/m/ip"}
    stati = [client.post(pagina("pubblica_newsletter"), ANNA).status_code for _ in range(3)]
    assert stati == [302, 302, 429]


def test_an_old_link_says_that_it_is_over(client: Client) -> None:
    contatto = ContattoFactory(confermato_alle=None, chiesto_alle=timezone.now() - timedelta(days=8))
    conferma = pagina("pubblica_newsletter_conferma", contatto.codice)
    assert "Il collegamento non vale più" in letto(client.get(conferma))
    assert client.post(conferma).status_code == 422


@pytest.mark.parametrize("nome", ["conferma", "disdici"])
def test_a_code_that_is_nobody_s_is_not_there(client: Client, nome: str) -> None:
    assert client.get(pagina(f"pubblica_newsletter_{nome}", "x" * 32)).status_code == 404


def test_leaving_takes_a_button_and_not_a_visit(client: Client) -> None:
    contatto = ContattoFactory(email="anna@example.org")
    disdici = pagina("pubblica_newsletter_disdici", contatto.codice)
    assert "Non vuoi più la newsletter?" in letto(client.get(disdici))
    contatto.refresh_from_db()
    assert contatto.disiscritto_alle is None
    assert "Non ricevi più la newsletter" in letto(client.post(disdici))
    contatto.refresh_from_db()
    assert contatto.disiscritto_alle is not None


def test_a_mail_program_leaves_for_her_without_a_cookie_and_only_for_her() -> None:
    contatto, altra = ContattoFactory(), ContattoFactory()
    severo = Client(enforce_csrf_checks=True)
    disdici = pagina("pubblica_newsletter_disdici", contatto.codice)
    risposta = severo.post(disdici, {"List-Unsubscribe": "One-Click"})
    contatto.refresh_from_db()
    altra.refresh_from_db()
    assert (risposta.status_code, contatto.disiscritto_alle is None, altra.disiscritto_alle) == (200, False, None)
    assert severo.post(pagina("pubblica_newsletter"), ANNA).status_code == 403


# --- the office -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filtri", "email"),
    [
        ({}, ["anna@example.org", "bea@example.org", "clara@example.org"]),
        ({"stato": "iscritti"}, ["anna@example.org"]),
        ({"stato": "da_confermare"}, ["bea@example.org"]),
        ({"stato": "disdetti"}, ["clara@example.org"]),
        ({"gruppo": "SINDACATI"}, ["bea@example.org"]),
        ({"q": "rossi"}, ["clara@example.org"]),
        ({"q": "example BEA"}, ["bea@example.org"]),
    ],
)
def test_the_list_is_narrowed(entra: Any, filtri: dict[str, str], email: list[str]) -> None:
    ContattoFactory(email="anna@example.org")
    ContattoFactory(email="bea@example.org", confermato_alle=None, destinatario="SINDACATI")
    ContattoFactory(email="clara@example.org", disiscritto_alle=timezone.now(), nome="Clara Rossi")
    risposta = entra(OPERATRICE).get(pagina("contatto_elenco", **filtri))
    assert [c.email for c, _ in risposta.context["righe"]] == email
    assert [t.cifra for t in risposta.context["tessere"]] == ["1", "1", "1"]


def test_only_who_agreed_is_downloaded(entra: Any) -> None:
    ContattoFactory(email="anna@example.org")
    ContattoFactory(email="bea@example.org", confermato_alle=None)
    ContattoFactory(email="clara@example.org", disiscritto_alle=timezone.now())
    foglio = entra(OPERATRICE).get(pagina("contatto_esporta", formato="csv"))
    righe = b"".join(foglio.streaming_content).decode().splitlines()
    assert [riga.split(";")[0] for riga in righe[1:]] == ["anna@example.org"]


def test_the_office_invites_and_is_told_when_it_may_not(entra: Any, django_capture_on_commit_callbacks: Any) -> None:
    client = entra(OPERATRICE)
    with django_capture_on_commit_callbacks(execute=True):
        risposta = client.post(pagina("contatto_invita"), ANNA | {"chiave": uuid4()})
    assert (risposta.url, len(mail.outbox)) == (pagina("contatto_elenco"), 1)
    contatto = ContattoFactory(email="bea@example.org", disiscritto_alle=timezone.now())
    rifiuto = client.post(pagina("contatto_invita"), ANNA | {"chiave": uuid4(), "email": contatto.email})
    assert rifiuto.status_code == 422
    assert "può chiederla di nuovo solo la persona" in letto(rifiuto)
