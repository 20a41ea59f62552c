"""The register of a session: who opens it, what it says, what it writes; the QR at the door and at home."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from formazione.models import Evento, Iscrizione, Presenza, Sessione
from tests.factories.formazione import (
    FUTURO,
    PASSATO,
    IscrizioneFactory,
    evento_con,
    presente,
    sessione,
)
from tests.factories.luogo import alle
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
OPERATRICE = Ruolo.OPERATORE_ETS
OGGI = date(2026, 11, 19)


def pagina(nome: str, *chiavi: object, **domanda: object) -> str:
    return reverse(f"formazione:{nome}", args=chiavi, query=domanda or None)


def letto(risposta: Any) -> str:
    return " ".join(risposta.content.decode().replace("\xa0", " ").split())


def chiave(**dati: Any) -> dict[str, Any]:
    return {"chiave": uuid4(), **dati}


def di_mattina(evento: Evento | None = None, **altro: Any) -> Sessione:
    """A session of today, on now: 9–11."""
    return sessione(evento or evento_con(PASSATO, **altro), OGGI, "09:00")


def riga(persona: Iscrizione, era: str = "", dentro: str = "", fuori: str = "") -> dict[str, Any]:
    """What the browser sends of a row: hours left empty where the box is not ticked."""
    dati = {"riga": [persona.pk], f"era_{persona.pk}": era, f"dalle_{persona.pk}": dentro, f"alle_{persona.pk}": fuori}
    return dati | ({f"dentro_{persona.pk}": "on"} if dentro else {}) | ({f"fuori_{persona.pk}": "on"} if fuori else {})


def righe(*inviate: dict[str, Any]) -> dict[str, Any]:
    insieme: dict[str, Any] = {"riga": [pk for una in inviate for pk in una["riga"]]}
    for una in inviate:
        insieme |= {nome: valore for nome, valore in una.items() if nome != "riga"}
    return chiave(modo="SCHERMO", **insieme)


def presenze(incontro: Sessione) -> list[tuple[str, str, str]]:
    return [
        (str(p.iscrizione), f"{p.entrata.astimezone(alle(OGGI, '00:00').tzinfo):%H:%M}",
         f"{p.uscita.astimezone(alle(OGGI, '00:00').tzinfo):%H:%M}" if p.uscita else "")
        for p in Presenza.objects.filter(sessione=incontro).order_by("iscrizione__cognome")
    ]  # fmt: skip


class TestRegistro:
    def test_an_event_with_one_session_goes_straight_to_it(self, entra: Any) -> None:
        incontro = evento_con(PASSATO).sessioni.get()
        risposta = entra(OPERATRICE).get(pagina("evento_segna_presenze", incontro.evento_id))
        assert (risposta.status_code, risposta.url) == (302, pagina("incontro_presenze", incontro.pk))

    def test_with_more_sessions_it_lets_choose_and_says_how_many_came(self, entra: Any) -> None:
        evento = evento_con(PASSATO, FUTURO)
        presente(IscrizioneFactory(evento=evento), evento.sessioni.first())
        risposta = entra(OPERATRICE).get(pagina("evento_segna_presenze", evento.pk))
        assert [(i.quando, i.sessione.segnati) for i, _ in risposta.context["righe"]] == [
            ("giovedì 12/11/2026, ore\xa015:00–17:00", 1),
            ("giovedì 03/12/2026, ore\xa015:00–17:00", 0),
        ]

    def test_the_register_shows_the_confirmed_people_with_the_hours_of_the_session(self, entra: Any) -> None:
        incontro = di_mattina()
        persona = IscrizioneFactory(evento=incontro.evento, cognome="Haddad")
        IscrizioneFactory(evento=incontro.evento, cognome="Rossi", stato="IN_ATTESA")
        testo = letto(entra(OPERATRICE).get(pagina("incontro_presenze", incontro.pk)))
        assert ("Haddad Amina" in testo, "Rossi Amina" in testo) == (True, False)
        assert f'value="09:00" aria-label="Ora di entrata di {persona}"' in testo.replace("required ", "")
        assert "Segnate 0 su 1 con l’iscrizione confermata" in testo

    def test_what_is_ticked_is_written_inside_the_hours(self, entra: Any) -> None:
        incontro = di_mattina()
        prima, seconda, terza = (IscrizioneFactory(evento=incontro.evento, cognome=c) for c in ("Abba", "Bini", "Cei"))
        dati = righe(riga(prima, "", "08:30", "12:00"), riga(seconda, "", "09:15"), riga(terza))
        risposta = entra(OPERATRICE).post(pagina("incontro_presenze", incontro.pk), dati)
        assert risposta.status_code == 302
        assert presenze(incontro) == [("Abba Amina", "09:00", "11:00"), ("Bini Amina", "09:15", "")]
