"""The pages of the sessions, from the record of their event."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from formazione.models import Evento, RichiestaSala, Sessione
from tests.factories.formazione import EventoFactory, IscrizioneFactory, evento_con, sala
from tests.factories.luogo import PrenotazioneFactory, alle
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
OPERATRICE = Ruolo.OPERATORE_ETS


def scheda(evento: Evento) -> str:
    return reverse("formazione:evento_scheda", args=[evento.pk])


def aggiungi(evento: Evento) -> str:
    return reverse("formazione:evento_aggiungi_sessione", args=[evento.pk])


def pagina(atto: str, sessione: Sessione) -> str:
    return reverse(f"formazione:sessione_{atto}", args=[sessione.pk])


def letto(risposta: Any) -> str:
    return " ".join(risposta.content.decode().replace("\xa0", " ").split())


def modulo(**altro: Any) -> dict[str, Any]:
    return {"chiave": uuid4(), "giorno": "2026-12-03", "ora": "15:00", "minuti": "120"} | altro


def test_a_session_is_added_in_a_room_of_the_unione(entra: Callable[..., Client]) -> None:
    evento, aula, client = EventoFactory(posti=20), sala(nome="Stanza 22"), entra(OPERATRICE)
    assert f"Stanza 22, {aula.sede}: convegni e formazione, 60 posti" in letto(client.get(aggiungi(evento)))
    dati = modulo(stanza=aula.pk, disciplinare_accettato="on", operatore=client.utente.pk)
    assert client.post(aggiungi(evento), dati).url == scheda(evento)
    testo = letto(client.get(scheda(evento)))
    assert ("Sala richiesta" in testo, f"Stanza 22, {aula.sede}" in testo, str(client.utente) in testo) == (
        True, True, True,
    )  # fmt: skip


def test_a_room_taken_is_told_and_what_was_typed_stays(entra: Callable[..., Client]) -> None:
    evento, aula = EventoFactory(posti=20), sala(nome="Stanza 22")
    PrenotazioneFactory(
        stanza=aula, sede=aula.sede, inizio=alle(date(2026, 12, 3), "14:00"), fine=alle(date(2026, 12, 3), "16:00")
    )
    dati = modulo(stanza=aula.pk, disciplinare_accettato="on", titolo="Il gas")
    risposta = entra(OPERATRICE).post(aggiungi(evento), dati)
    assert risposta.status_code == 422
    assert risposta.context["form"].non_field_errors() == ["Stanza 22: impegno dalle 14:00 alle 16:00 del 03/12/2026"]
    assert ('value="Il gas"' in letto(risposta), Sessione.objects.count()) == (True, 0)


@pytest.mark.parametrize(
    ("cambia", "errori"),
    [
        ({}, {"__all__": ["Scegli la sala, o scrivi l’indirizzo o il collegamento a distanza"]}),
        ({"luogo": "Teatro", "giorno": ""}, {"giorno": ["Scrivi il giorno."]}),
        (
            {"luogo": "Teatro", "giorno": "2027-03-28", "ora": "02:30"},
            {"ora": ["Quel giorno l’orologio passa dalle 2 alle 3: quell’ora non c’è."]},
        ),
        (
            {"collegamento": "javascript:alert(1)"},
            {"collegamento": ["Scrivi un indirizzo come https://esempio.it/incontro."]},
        ),
        (
            {"collegamento": "ftp://esempio.it/x"},
            {"collegamento": ["Scrivi un indirizzo come https://esempio.it/incontro."]},
        ),
        (
            {"luogo": "Teatro", "minuti": "721"},
            {"minuti": ["Assicurati che questo valore sia minore o uguale a 720."]},
        ),
    ],
)
def test_what_is_missing_is_said(
    entra: Callable[..., Client], cambia: dict[str, str], errori: dict[str, list[str]]
) -> None:
    evento = EventoFactory()
    risposta = entra(OPERATRICE).post(aggiungi(evento), modulo(**cambia))
    assert (risposta.status_code, risposta.context["form"].errors) == (422, errori)


def test_rooms_of_the_desk_are_not_offered(entra: Callable[..., Client]) -> None:
    sala("SPORTELLO", nome="Stanza 1"), sala(nome="Stanza 23", attiva=False), sala(nome="Stanza 22")
    form = entra(OPERATRICE).get(aggiungi(EventoFactory())).context["form"]
    assert [str(nome).split(",")[0] for _, nome in form.fields["stanza"].choices] == ["Nessuna", "Stanza 22"]


def test_a_session_is_moved_from_what_it_was(entra: Callable[..., Client]) -> None:
    sessione = evento_con().sessioni.get()
    client = entra(OPERATRICE)
    form = client.get(pagina("sposta", sessione)).context["form"]
    valori = {nome: form[nome].value() for nome in ("giorno", "minuti", "luogo")}
    assert valori == {"giorno": date(2026, 12, 3), "minuti": 120, "luogo": "Biblioteca comunale, Pontedera"}
    assert f"{form['ora'].value():%H:%M}" == "15:00"
    client.post(pagina("sposta", sessione), modulo(luogo="Teatro", giorno="2026-12-04"))
    sessione.refresh_from_db()
    assert (sessione.luogo, sessione.evento.inizia_il) == ("Teatro", date(2026, 12, 4))
    assert "Incontro 1: venerdì 04/12/2026, ore 15:00–17:00." in letto(client.get(scheda(sessione.evento)))


def test_a_session_is_cancelled_and_put_back(entra: Callable[..., Client]) -> None:
    sessione = evento_con().sessioni.get()
    client = entra(OPERATRICE)
    assert "L’orario torna libero; gli altri incontri restano." in letto(client.get(pagina("annulla", sessione)))
    client.post(pagina("annulla", sessione), {"chiave": uuid4()})
    testo = letto(client.get(scheda(sessione.evento)))
    assert ("Annullato" in testo, "Rimetti in programma" in testo) == (True, True)
    assert client.post(pagina("annulla", sessione), {"chiave": uuid4()}).status_code == 422
    client.post(pagina("sposta", sessione), modulo(luogo="Teatro"))
    assert "Rimetti in programma" not in letto(client.get(scheda(sessione.evento)))


def test_who_moves_a_session_is_reminded_of_who_comes(entra: Callable[..., Client]) -> None:
    evento, client = evento_con(), entra(OPERATRICE)
    IscrizioneFactory(evento=evento)
    client.post(pagina("sposta", evento.sessioni.get()), modulo(luogo="Teatro", giorno="2026-12-04"))
    detto = "1 persona iscritta: chi ha lasciato l’e-mail riceve il nuovo programma, gli altri avvisali tu."
    assert detto in letto(client.get(scheda(evento)))


def test_a_room_withdrawn_is_told_before(entra: Callable[..., Client]) -> None:
    evento, client = EventoFactory(posti=20), entra(OPERATRICE)
    client.post(aggiungi(evento), modulo(stanza=sala().pk, disciplinare_accettato="on"))
    sessione = evento.sessioni.get()
    assert "e la richiesta della sala si ritira" in letto(client.get(pagina("annulla", sessione)))
    client.post(pagina("annulla", sessione), {"chiave": uuid4()})
    assert RichiestaSala.objects.get().stato == "RITIRATA"


def test_a_session_that_lost_its_room_says_that_it_has_no_place(entra: Callable[..., Client]) -> None:
    sessione = evento_con().sessioni.get()
    sessione.luogo = ""
    sessione.save()
    assert "Manca il posto" in letto(entra(OPERATRICE).get(scheda(sessione.evento)))


def test_a_session_goes_in_ones_own_calendar(entra: Callable[..., Client]) -> None:
    sessione = evento_con(titolo="Leggere una bolletta").sessioni.get()
    risposta = entra(Ruolo.REVISORE).get(pagina("calendario", sessione))
    assert (risposta["Content-Type"], risposta["Content-Disposition"]) == (
        "text/calendar; charset=utf-8", f'attachment; filename="{sessione.evento.numero}-1.ics"',
    )  # fmt: skip
    assert b"SUMMARY:Leggere una bolletta" in risposta.content


def test_the_agenda_of_the_desk_shows_a_session_with_its_room(entra: Callable[..., Client]) -> None:
    evento, aula, client = EventoFactory(titolo="Leggere una bolletta", posti=20), sala(nome="22"), entra(OPERATRICE)
    client.post(aggiungi(evento), modulo(stanza=aula.pk, disciplinare_accettato="on", operatore=client.utente.pk))
    agenda = client.get("/sportello/agenda/", {"giorno": "2026-12-03"}).context["agenda"]
    assert [(voce.testo, voce.luogo, voce.chi, voce.url) for voce in agenda.voci] == [
        ("Leggere una bolletta", "22", str(client.utente), ""),
    ]  # fmt: skip
