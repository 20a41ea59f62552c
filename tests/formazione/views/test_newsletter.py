"""The pages of the newsletters: written, seen as they arrive, sent, followed."""

from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from formazione.models import Newsletter, Spedizione
from tests.factories.formazione import CampagnaFactory, ContattoFactory, NewsletterFactory
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
OPERATRICE, COORDINATRICE, REVISORE = Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS, Ruolo.REVISORE
DATI: dict[str, Any] = {"oggetto": "Notizie", "testo": "Primo.\r\n\r\nhttps://example.org/a", "destinatari": []}


def pagina(nome: str, *chiavi: object, **domanda: object) -> str:
    return reverse(f"formazione:newsletter_{nome}", args=chiavi, query=domanda or None)


def modulo(**dati: Any) -> dict[str, Any]:
    return {"chiave": uuid4(), **dati}


def letto(risposta: Any) -> str:
    return " ".join(risposta.content.decode().replace("\xa0", " ").split())


def in_invio(**spedizione: Any) -> Newsletter:
    newsletter = NewsletterFactory()
    Spedizione.objects.create(newsletter=newsletter, contatto=ContattoFactory(email="anna@example.org"), **spedizione)
    Newsletter.objects.filter(pk=newsletter.pk).update(stato="IN_INVIO")
    newsletter.refresh_from_db()
    return newsletter


@pytest.mark.parametrize(
    ("filtri", "oggetti"),
    [
        ({}, ["Seconda", "Prima"]),
        ({"q": "prim"}, ["Prima"]),
        ({"stato": "IN_INVIO"}, []),
        ({"dal": "2026-11-10"}, ["Seconda"]),
        ({"al": "2026-11-10"}, ["Prima"]),
    ],
)
def test_the_list_is_narrowed_and_downloaded(entra: Any, filtri: dict[str, str], oggetti: list[str]) -> None:
    NewsletterFactory(oggetto="Prima")
    NewsletterFactory(oggetto="Seconda", creata_il="2026-11-18")
    client = entra(REVISORE)
    assert [n.oggetto for n, *_ in client.get(pagina("elenco", **filtri)).context["righe"]] == oggetti
    foglio = client.get(pagina("esporta", formato="csv", **filtri))
    assert [r.split(";")[1] for r in b"".join(foglio.streaming_content).decode().splitlines()[1:]] == oggetti


def test_it_is_written_for_a_campaign_and_seen_as_it_arrives(entra: Any) -> None:
    campagna, client = CampagnaFactory(), entra(OPERATRICE)
    assert f'value="{campagna.pk}" selected' in letto(client.get(pagina("nuova", campagna=campagna.pk)))
    client.post(pagina("nuova"), modulo(campagna=campagna.pk, **DATI))
    newsletter = Newsletter.objects.get()
    assert newsletter.campagna == campagna
    testo = letto(client.get(pagina("scheda", newsletter.pk)))
    assert "Gentile Carla Neri" in testo
    assert '<a href="https://example.org/a" rel="nofollow">https://example.org/a</a>' in testo


def test_a_subject_on_two_lines_becomes_one(entra: Any) -> None:
    entra(OPERATRICE).post(pagina("nuova"), modulo(**(DATI | {"oggetto": "Notizie\r\nBcc: x@example.org"})))
    assert Newsletter.objects.get().oggetto == "Notizie Bcc: x@example.org"


def test_what_is_written_in_it_is_never_run_by_the_page(entra: Any) -> None:
    newsletter = NewsletterFactory(testo="<script>alert(1)</script>")
    assert "<script>alert(1)" not in letto(entra(OPERATRICE).get(pagina("scheda", newsletter.pk)))


@pytest.mark.parametrize(
    ("ruolo", "stato", "bottoni"),
    [
        (OPERATRICE, "BOZZA", ["Modifica", "Mandala a te"]),
        (COORDINATRICE, "BOZZA", ["Invia a chi l’ha chiesta…", "Modifica", "Mandala a te"]),
        (OPERATRICE, "IN_INVIO", []),
        (COORDINATRICE, "IN_INVIO", ["Riprendi l’invio"]),
        (REVISORE, "BOZZA", []),
    ],
)
def test_the_buttons_are_those_of_the_table(entra: Any, ruolo: str, stato: str, bottoni: list[str]) -> None:
    newsletter = NewsletterFactory()
    Newsletter.objects.filter(pk=newsletter.pk).update(stato=stato)
    risposta = entra(ruolo).get(pagina("scheda", newsletter.pk))
    assert [b.etichetta for b in risposta.context["pulsanti"]] == bottoni


def test_one_tries_it_on_herself(entra: Any) -> None:
    client = entra(OPERATRICE)
    client.post(pagina("prova", NewsletterFactory().pk), modulo())
    assert [m.to for m in mail.outbox] == [[client.utente.email]]


def test_the_coordinator_sees_who_gets_it_then_sends_it(entra: Any, django_capture_on_commit_callbacks: Any) -> None:
    ContattoFactory(email="anna@example.org")
    ContattoFactory(email="bea@example.org", destinatario="SINDACATI")
    newsletter, client = NewsletterFactory(), entra(COORDINATRICE)
    prima = client.get(pagina("invia", newsletter.pk))
    assert prima.context["gruppi"] == [("Proprietari", 1), ("Sindacati", 1)]
    assert "Invia a 2 persone" in letto(prima)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(pagina("invia", newsletter.pk), modulo())
    newsletter.refresh_from_db()
    assert (newsletter.stato, len(mail.outbox)) == ("INVIATA", 2)
    testo = letto(client.get(pagina("scheda", newsletter.pk)))
    assert '<dt>Inviate</dt><dd class="cifra">2</dd>' in testo


def test_a_button_pressed_twice_sends_once(entra: Any, django_capture_on_commit_callbacks: Any) -> None:
    ContattoFactory()
    newsletter, client, dati = NewsletterFactory(), entra(COORDINATRICE), modulo()
    with django_capture_on_commit_callbacks(execute=True):
        stati = [client.post(pagina("invia", newsletter.pk), dati).status_code for _ in range(2)]
    assert (stati, len(mail.outbox)) == ([302, 302], 1)


def test_nobody_to_send_to_is_said_on_the_same_page(entra: Any) -> None:
    newsletter = NewsletterFactory()
    risposta = entra(COORDINATRICE).post(pagina("invia", newsletter.pk), modulo())
    assert risposta.status_code == 422
    assert "Nessuno, fra i gruppi scelti, ha chiesto la newsletter" in letto(risposta)


def test_what_did_not_leave_is_shown_by_address_to_who_keeps_the_contacts_alone(entra: Any) -> None:
    newsletter = in_invio(stato="FALLITA", errore="Il server della posta non risponde.")
    tiene = letto(entra(OPERATRICE).get(pagina("scheda", newsletter.pk)))
    assert "anna@example.org" in tiene
    assert "Il server della posta non risponde." in tiene
    legge = letto(entra(REVISORE).get(pagina("scheda", newsletter.pk)))
    assert "anna@example.org" not in legge
    assert '<dd class="cifra male">1</dd><dd class="nota">1 da ritentare</dd>' in legge


def test_the_sending_is_downloaded_address_by_address(entra: Any) -> None:
    newsletter = in_invio(stato="FALLITA", errore="Il server della posta non risponde.")
    foglio = entra(OPERATRICE).get(pagina("spedizioni", newsletter.pk, formato="csv"))
    assert b"".join(foglio.streaming_content).decode("utf-8-sig").splitlines() == [
        "E-mail;Nome;Chi è;Stato;Mandata;Perché no",
        "anna@example.org;Carla Neri;Proprietari;Non partita;;Il server della posta non risponde.",
    ]


def test_the_coordinator_takes_up_what_stopped(entra: Any, django_capture_on_commit_callbacks: Any) -> None:
    newsletter, client = in_invio(), entra(COORDINATRICE)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(pagina("riprendi", newsletter.pk), modulo())
    newsletter.refresh_from_db()
    assert (newsletter.stato, len(mail.outbox)) == ("INVIATA", 1)


def test_the_progress_is_asked_alone_and_the_page_reloads_when_it_is_over(entra: Any) -> None:
    newsletter, client = in_invio(), entra(COORDINATRICE)
    client.post(pagina("riprendi", newsletter.pk), modulo())
    indirizzo = pagina("scheda", newsletter.pk)
    assert "0 di 1" in letto(client.get(indirizzo))
    parte = client.get(indirizzo, headers={"HX-Request": "true"})
    assert ("<h1" in letto(parte), "HX-Refresh" in parte) == (False, False)
    newsletter.refresh_from_db()
    type(newsletter.lavoro).objects.filter(pk=newsletter.lavoro_id).update(stato="FINITO")
    assert client.get(indirizzo, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_newsletter_that_left_is_not_corrected(entra: Any) -> None:
    newsletter = in_invio()
    risposta = entra(OPERATRICE).post(pagina("modifica", newsletter.pk), modulo(versione=1, **DATI))
    assert risposta.status_code == 422
    assert "Non si può più: «Modifica»" in letto(risposta)
