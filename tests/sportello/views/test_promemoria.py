from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from sportello.models import Promemoria, SilenzioPromemoria
from tests.factories.luogo import SedeFactory, alle
from tests.factories.persone import ComuneFactory, PersonaFactory, UtenteFactory
from tests.factories.sportello import AppuntamentoFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
ELENCO, SPENTI = "/sportello/promemoria/", "/sportello/promemoria/spenti/"


def promemoria(**altro: Any) -> Promemoria:
    appuntamento = AppuntamentoFactory(fissato=True, **altro)
    return Promemoria.objects.create(appuntamento=appuntamento, per_il=appuntamento.prenotazione.inizio)


def righe(risposta: Any) -> list[Promemoria]:
    return [riga[0] for riga in risposta.context["righe"]]


def test_the_list_is_filtered_by_state_and_day_and_downloaded(entra: Entra) -> None:
    uno, due = promemoria(), promemoria()
    Promemoria.objects.filter(pk=due.pk).update(
        stato="FALLITO",
        tentativi=3,
        errore="Il server della posta non risponde.",
        per_il=alle(date(2026, 11, 27), "00:00"),
    )
    client = entra(Ruolo.OPERATORE_ETS)
    assert righe(client.get(ELENCO)) == [due, uno]
    assert righe(client.get(ELENCO, {"giorno": "2026-11-26"})) == [uno]
    pagina = client.get(ELENCO, {"stato": "FALLITO"})
    assert righe(pagina) == [due]
    assert "Il server della posta non risponde." in pagina.content.decode()
    foglio = b"".join(client.get(f"{ELENCO}esporta/", {"stato": "FALLITO", "formato": "csv"}).streaming_content)
    assert due.appuntamento.numero in foglio.decode()
    assert uno.appuntamento.numero not in foglio.decode()


def test_a_social_worker_reads_those_of_her_comuni(entra: Entra) -> None:
    sua = promemoria()
    altrui = promemoria(persona=PersonaFactory(comune=ComuneFactory(nome="Peccioli")))
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[sua.appuntamento.comune])
    assert righe(client.get(ELENCO)) == [sua]
    assert client.get(f"{SPENTI}nuovo/", {"persona": altrui.appuntamento.persona_id}).status_code == 404
    assert client.get(f"/sportello/appuntamenti/{altrui.appuntamento_id}/appuntamento.ics").status_code == 404


def test_a_person_is_muted_with_a_reason_and_turned_on_again(entra: Entra) -> None:
    persona = promemoria().appuntamento.persona
    client = entra(Ruolo.OPERATORE_ETS)
    indirizzo = f"{SPENTI}nuovo/?persona={persona.pk}"
    assert str(persona) in client.get(indirizzo).content.decode()
    vuoto = invia(client, indirizzo, motivo="")
    assert (vuoto.status_code, list(errori(vuoto))) == (422, ["motivo"])
    assert invia(client, indirizzo, motivo="La casella la legge il marito").status_code == 302
    silenzio = SilenzioPromemoria.objects.get()
    assert (silenzio.persona, silenzio.dal, silenzio.deciso_da) == (persona, date(2026, 11, 19), client.utente)
    ancora = invia(client, indirizzo, motivo="Di nuovo")
    assert (ancora.status_code, errori(ancora)) == (
        422,
        {"__all__": ["Per questa persona i promemoria sono già spenti."]},
    )
    assert "La casella la legge il marito" in client.get(SPENTI, {"q": persona.cognome}).content.decode()
    assert invia(client, f"{SPENTI}{silenzio.pk}/togli/").status_code == 302
    silenzio.refresh_from_db()
    assert silenzio.al == date(2026, 11, 19)
    rifiuto = invia(client, f"{SPENTI}{silenzio.pk}/togli/")
    assert rifiuto.status_code == 422
    assert "già accesi" in rifiuto.content.decode()


@pytest.mark.parametrize("chi", ["", "x", "0", "99999999999999999999"])
def test_a_mute_of_nobody_is_not_there(entra: Entra, chi: str) -> None:
    assert entra(Ruolo.OPERATORE_ETS).get(f"{SPENTI}nuovo/", {"persona": chi}).status_code == 404


def test_an_appointment_is_a_calendar_file_without_names(entra: Entra) -> None:
    sede = SedeFactory(nome="Sportello centrale")
    appuntamento = AppuntamentoFactory(fissato=True, prenotazione__sede=sede)
    client = entra(Ruolo.OPERATORE_ETS)
    risposta = client.get(f"/sportello/appuntamenti/{appuntamento.pk}/appuntamento.ics")
    assert risposta["Content-Type"] == "text/calendar; charset=utf-8"
    (evento,) = Calendar.from_ical(risposta.content).events
    assert str(evento["UID"]) == f"{appuntamento.prenotazione.uid}@localhost"
    assert str(evento["LOCATION"]) == "Sportello centrale, via Brigate Partigiane 4, Pontedera"
    assert evento.start == appuntamento.prenotazione.inizio
    assert b"Rossi" not in risposta.content
    senza_ora = AppuntamentoFactory(richiesto_da=UtenteFactory())
    assert client.get(f"/sportello/appuntamenti/{senza_ora.pk}/appuntamento.ics").status_code == 404
