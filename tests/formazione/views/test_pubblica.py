"""The pages anyone opens, on a phone, without a login. The clock stands at 19/11/2026, 10:00 in Rome."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from formazione.models import Evento, Iscrizione
from tests.factories.formazione import (
    PASSATO,
    IscrizioneFactory,
    QuestionarioFactory,
    evento_con,
    porta_a,
    presente,
    sessione,
)
from tests.factories.luogo import alle

pytestmark = pytest.mark.django_db
ELENCO = "/formazione/iscrizioni/"
INVIATA = f"{ELENCO}inviata/"
GETTONE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
DATI = {
    "nome": "Carla", "cognome": "Neri", "email": "carla@example.org", "destinatario": "CITTADINANZA", "letta": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def nessuno_ha_insistito() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def aperto(*giorni: date, **altro: Any) -> Evento:
    return evento_con(*giorni, **({"stato": "ISCRIZIONI_APERTE", "titolo": "Leggere il contratto"} | altro))


def pagina(evento: Evento) -> str:
    return f"{ELENCO}{evento.codice}/"


def conferma(iscrizione: Iscrizione) -> str:
    return f"{ELENCO}conferma/{iscrizione.codice}/"


def annulla(iscrizione: Iscrizione) -> str:
    return f"{ELENCO}annulla/{iscrizione.codice}/"


def da_confermare(evento: Evento, **altro: Any) -> Iscrizione:
    pubblica = {"fonte": "PUBBLICA", "informativa": "2026-11", "creata_da": None, "chiesta_alle": timezone.now()}
    return IscrizioneFactory(evento=evento, stato="DA_CONFERMARE", **(pubblica | altro))


def parole(risposta: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", risposta.content.decode()))


# --- list and form ---------------------------------------------------------------------------------------------------


def test_the_list_has_the_events_that_take_names_today_the_nearest_first(client: Client) -> None:
    dopo = aperto(date(2026, 12, 10), titolo="Dopo", posti=3)
    prima = aperto(date(2026, 12, 3), titolo="Prima", posti=1)
    IscrizioneFactory(evento=prima)
    for altro in (
        {"stato": "PROGRAMMATO"}, {"iscrizioni_pubbliche": False}, {"iscrizioni_al": date(2026, 11, 18)},
        {"stato": "ANNULLATO"},
    ):  # fmt: skip
        aperto(**altro)
    aperto(PASSATO)
    righe = client.get(ELENCO).context["righe"]
    assert [(e, posti) for e, _, posti in righe] == [
        (prima, "Posti finiti: c’è la lista d’attesa"), (dopo, "Posti liberi: 3"),
    ]  # fmt: skip
    assert "giovedì 03/12/2026, ore" in client.get(ELENCO).content.decode()


def test_an_empty_list_says_so(client: Client) -> None:
    assert "In questo momento non ci sono iscrizioni aperte" in client.get(ELENCO).content.decode()


def test_the_page_says_what_when_where_for_whom_and_how_many_seats(client: Client) -> None:
    evento = aperto(posti=1, programma="Ore 15: si legge insieme", iscrizioni_al=date(2026, 12, 1))
    sessione(evento, date(2026, 12, 10), luogo="", collegamento="https://incontri.example.org/segreto")
    risposta = client.get(pagina(evento))
    scritto = parole(risposta)
    for frase in (
        "Posto libero: 1", "fino al 01/12/2026", "Biblioteca comunale, Pontedera", "A distanza",
        "Il collegamento a distanza arriva a chi ha il posto", "Ore 15: si legge insieme",
        "Persone seguite dal servizio, Inquilini, Cittadinanza", "Come usiamo i tuoi dati",
    ):  # fmt: skip
        assert frase in scritto, frase
    assert "segreto" not in risposta.content.decode()
    assert 'href="/formazione/informativa/"' in risposta.content.decode()


def test_nothing_of_who_takes_part_is_on_the_page(client: Client) -> None:
    evento = aperto(posti=9)
    iscritta = IscrizioneFactory(evento=evento, cognome="Zingarelli")
    scritto = client.get(pagina(evento)).content.decode() + client.get(ELENCO).content.decode()
    assert iscritta.cognome not in scritto
    assert evento.referente.last_name not in scritto


def test_an_event_without_a_public_page_is_not_there(client: Client) -> None:
    for evento in (aperto(stato="PROGRAMMATO"), aperto(iscrizioni_pubbliche=False)):
        assert client.get(pagina(evento)).status_code == 404
        assert client.post(pagina(evento), DATI).status_code == 404
    assert client.get(f"{ELENCO}nessuno/").status_code == 404


def test_a_page_out_of_its_dates_has_no_form(client: Client) -> None:
    evento = aperto(iscrizioni_al=date(2026, 11, 18))
    assert "Oggi non ci si può iscrivere" in client.get(pagina(evento)).content.decode()
    assert client.post(pagina(evento), DATI).status_code == 422
    assert evento.iscrizioni.count() == 0


@pytest.mark.parametrize(
    ("scritto", "campo", "frase"),
    [
        ({"letta": ""}, "letta", "Leggi come usiamo i tuoi dati e metti il segno."),
        ({"nome": "premio.example"}, "nome", "Qui vanno solo lettere, spazi, apostrofi e trattini."),
        ({"email": "carla"}, "email", "Inserisci un indirizzo email valido."),
        ({"telefono": "chiamami"}, "telefono", "Scrivi il numero con le sole cifre, per esempio 0587 123456."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(
    client: Client, scritto: dict[str, str], campo: str, frase: str
) -> None:
    evento = aperto()
    risposta = client.post(pagina(evento), DATI | scritto)
    assert (risposta.status_code, dict(risposta.context["form"].errors)) == (422, {campo: [frase]})
    assert 'value="Neri"' in risposta.content.decode()
    assert (evento.iscrizioni.count(), mail.outbox) == (0, [])


def test_a_group_the_event_is_not_for_is_refused(client: Client) -> None:
    evento = aperto()
    assert client.post(pagina(evento), DATI | {"destinatario": "SINDACATI"}).status_code == 422


def test_the_answer_is_the_same_whoever_asks(
    client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    """New, waiting for her e-mail, enrolled, in the line, cancelled, an event that is full: nobody can tell."""
    pieno = aperto(posti=1)
    IscrizioneFactory(evento=pieno, email="iscritta@example.org")
    IscrizioneFactory(evento=pieno, email="attesa@example.org", stato="IN_ATTESA")
    IscrizioneFactory(evento=pieno, email="annullata@example.org", stato="ANNULLATA")
    da_confermare(pieno, email="sospesa@example.org")
    risposte, domande = set(), []
    for chi in ("nuova", "iscritta", "ISCRITTA", "attesa", "annullata", "sospesa"):
        with django_capture_on_commit_callbacks(execute=True) as ordini, CaptureQueriesContext(connection) as viste:
            risposta = Client().post(pagina(pieno), DATI | {"email": f"{chi}@example.org"})
        domande.append(len(viste))
        arrivo = client.get(risposta.url)
        corpo = GETTONE.sub("", arrivo.content.decode())
        intestazioni = tuple(sorted(k for k in risposta.headers))
        risposte.add((risposta.status_code, risposta.url, risposta.content, intestazioni, len(ordini), corpo))
    assert (len(risposte), max(domande) - min(domande) <= 1) == (1, True)
    assert {r[:2] for r in risposte} == {(302, INVIATA)}
    assert "Ti abbiamo scritto: apri il messaggio e conferma" in client.get(INVIATA).content.decode()


def test_a_slow_mail_server_is_not_felt_at_the_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing leaves while the request is being answered: only the worker speaks to the mail server."""

    def mai(*_: Any, **__: Any) -> str:
        raise AssertionError("posta spedita dentro la richiesta")

    monkeypatch.setattr("formazione.actions.posta_iscrizione.spedisci", mai)
    assert client.post(pagina(aperto()), DATI).status_code == 302


def test_who_insists_is_stopped_with_words_for_who_enrols(client: Client) -> None:
    evento = aperto()
    stati = [client.post(pagina(evento), {}).status_code for _ in range(31)]
    assert stati == [422] * 30 + [429]
    fermata = client.post(pagina(evento), DATI).content.decode()
    assert "Troppe richieste in poco tempo" in fermata
    assert "Chiama lo sportello" in fermata
    assert "password" not in fermata
    assert client.get(pagina(evento)).status_code == 200


def test_the_notice_says_who_keeps_the_data_and_what_one_may_ask(client: Client) -> None:
    scritto = parole(client.get("/formazione/informativa/"))
    for frase in ("Versione 2026-11", "Unione Valdera", "art. 13", "art. 6", "Garante", "dopo 48 ore"):
        assert frase in scritto


# --- the links of the e-mails ---


def test_opening_the_link_confirms_nothing_and_the_button_does(client: Client) -> None:
    evento = aperto(posti=1)
    chiesta = da_confermare(evento)
    assert "Premi il bottone: il posto diventa tuo." in client.get(conferma(chiesta)).content.decode()
    chiesta.refresh_from_db()
    assert chiesta.stato == "DA_CONFERMARE"
    risposta = client.post(conferma(chiesta))
    assert (risposta.status_code, risposta.url) == (302, conferma(chiesta))
    fatta = client.get(conferma(chiesta))
    assert "Il tuo posto è confermato" in fatta.content.decode()
    assert client.post(conferma(chiesta)).status_code == 302
    evento.refresh_from_db()
    assert evento.iscritti == 1
    assert (fatta["Cache-Control"], fatta["X-Robots-Tag"]) == ("private, no-store", "noindex")


def test_who_finds_no_seat_reads_her_place_in_the_line(client: Client) -> None:
    evento = aperto(posti=1)
    IscrizioneFactory(evento=evento)
    chieste = [da_confermare(evento) for _ in range(3)]
    assert "confermando entri nella lista d’attesa" in client.get(conferma(chieste[0])).content.decode()
    for chiesta in chieste:
        client.post(conferma(chiesta))
    davanti = [re.search(r"Davanti a te ([^:]+):", parole(client.get(conferma(chiesta))))[1] for chiesta in chieste]
    assert davanti == ["non c’è nessuno", "c’è una persona", "ci sono 2 persone"]


def test_who_has_a_seat_gets_the_link_at_a_distance_and_the_calendar(client: Client) -> None:
    evento = aperto()
    sessione(evento, date(2026, 12, 10), luogo="", collegamento="https://incontri.example.org/segreto")
    iscritta, in_attesa = IscrizioneFactory(evento=evento), IscrizioneFactory(evento=evento, stato="IN_ATTESA")
    assert "incontri.example.org/segreto" in client.get(conferma(iscritta)).content.decode()
    assert "incontri.example.org/segreto" not in client.get(conferma(in_attesa)).content.decode()
    file = client.get(f"{ELENCO}calendario/{iscritta.codice}/")
    righe = file.content.decode().replace("\r\n ", "").splitlines()
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    assert [r for r in righe if r.startswith(("SUMMARY", "DTSTART;TZID", "LOCATION"))] == [
        "SUMMARY:Leggere il contratto",
        "DTSTART;TZID=Europe/Rome:20261203T150000",
        "LOCATION:Biblioteca comunale\\, Pontedera",
        "SUMMARY:Leggere il contratto",
        "DTSTART;TZID=Europe/Rome:20261210T150000",
        "LOCATION:A distanza",
    ]


def test_her_code_for_the_door_is_there_when_presences_are_taken_that_way(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    iscritta = IscrizioneFactory(evento=aperto())
    monkeypatch.setattr("formazione.views.pubblica.indirizzo", lambda nome, codice: "")
    assert client.get(conferma(iscritta)).context["qr"] == ""
    monkeypatch.setattr("formazione.views.pubblica.indirizzo", lambda nome, codice: f"/{nome}/{codice}/")
    assert 'src="data:image/svg+xml' in client.get(conferma(iscritta)).content.decode()
    contata = IscrizioneFactory(evento=aperto(registro="ANONIMO"))
    assert client.get(conferma(contata)).context["qr"] == ""


def test_an_open_questionnaire_is_answered_once_from_her_page(client: Client) -> None:
    evento = aperto()
    iscritta, in_attesa = IscrizioneFactory(evento=evento), IscrizioneFactory(evento=evento, stato="IN_ATTESA")
    QuestionarioFactory(evento=evento, tipo="TEST_INIZIALE")
    questionario = QuestionarioFactory(evento=evento, aperto="APERTO")
    suo = f"/formazione/questionari/{questionario.codice}/?i={iscritta.codice}"
    assert [f'href="{suo}"' in client.get(conferma(i)).content.decode() for i in (iscritta, in_attesa)] == [
        True,
        False,
    ]
    assert client.get(conferma(iscritta)).context["questionari"] == [
        ("Gradimento", f"/formazione/questionari/{questionario.codice}/")
    ]
    assert client.get(suo).status_code == 200


def test_a_link_too_old_is_refused_kindly(client: Client) -> None:
    vecchia = da_confermare(aperto(), chiesta_alle=alle(date(2026, 11, 17), "09:59"))
    for risposta, stato in ((client.get(conferma(vecchia)), 200), (client.post(conferma(vecchia)), 422)):
        assert risposta.status_code == stato
        assert "Sono passate più di 48 ore: iscriviti di nuovo" in risposta.content.decode()
    vecchia.refresh_from_db()
    assert vecchia.stato == "DA_CONFERMARE"


def test_the_page_of_an_event_that_is_off_says_so(client: Client) -> None:
    evento = aperto()
    iscritta = IscrizioneFactory(evento=evento)
    porta_a(evento, "ANNULLATO")
    scritto = client.get(conferma(iscritta)).content.decode()
    assert "<h1>L’evento è stato annullato</h1>" in scritto
    assert "Il tuo posto è confermato" not in scritto
    assert client.post(annulla(iscritta)).status_code == 422


def test_a_seat_is_left_with_a_button_too(client: Client) -> None:
    evento = aperto(posti=1)
    iscritta, in_attesa = IscrizioneFactory(evento=evento), IscrizioneFactory(evento=evento, stato="IN_ATTESA")
    assert "Annulla la mia iscrizione" in client.get(annulla(iscritta)).content.decode()
    risposta = client.post(annulla(iscritta))
    assert (risposta.status_code, risposta.url) == (302, annulla(iscritta))
    assert "La tua iscrizione è annullata" in client.get(annulla(iscritta)).content.decode()
    in_attesa.refresh_from_db()
    assert in_attesa.stato == "CONFERMATA"


def test_who_was_there_cannot_leave(client: Client) -> None:
    evento = aperto(date(2026, 11, 19))
    iscritta = IscrizioneFactory(evento=evento)
    presente(iscritta, evento.sessioni.get())
    risposta = client.post(annulla(iscritta))
    assert risposta.status_code == 422
    assert "Chi ha delle presenze segnate resta iscritto" in risposta.content.decode()


@pytest.mark.parametrize("dove", ["conferma", "annulla", "calendario"])
def test_a_wrong_secret_says_nothing(client: Client, dove: str) -> None:
    sbagliato = f"{ELENCO}{dove}/non-esiste-questo-codice/"
    assert client.get(sbagliato).status_code == 404
    assert client.post(sbagliato).status_code == (405 if dove == "calendario" else 404)
