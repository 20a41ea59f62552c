"""The pages of the events: who reads what, what the buttons do."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal as D
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from formazione.models import Evento
from formazione.queries.pannelli_evento import insieme
from tests.factories.formazione import (
    PASSATO,
    EventoFactory,
    IscrizioneFactory,
    evento_con,
    presente,
    sala,
    sessione,
)
from tests.factories.persone import ComuneFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.aspetto import Pannello

pytestmark = pytest.mark.django_db
OPERATRICE, COORDINATRICE, FUNZIONARIA = Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE


def pagina(nome: str, *chiavi: object, **domanda: object) -> str:
    return reverse(f"formazione:evento_{nome}", args=chiavi, query=domanda or None)


def letto(risposta: Any) -> str:
    return " ".join(risposta.content.decode().replace("\xa0", " ").split())


def modulo(utente: Any, **altro: Any) -> dict[str, Any]:
    return {
        "chiave": uuid4(), "titolo": "Leggere una bolletta", "tipo": "FORMAZIONE_BENEFICIARI",
        "destinatari": ["CONDUTTORI", "CITTADINANZA"], "descrizione": "Luce, gas e acqua.", "referente": utente.pk,
        "registro": "NOMINATIVO", "soglia": "75", "iscrizioni_pubbliche": "on",
    } | altro  # fmt: skip


def test_the_list_shows_what_is_still_to_be_held_the_nearest_first(entra: Callable[..., Client]) -> None:
    lontano, vicino = evento_con(date(2026, 12, 10)), evento_con(date(2026, 12, 3), stato="ISCRIZIONI_APERTE")
    senza, da_chiudere = EventoFactory(), evento_con(PASSATO)
    evento_con(PASSATO, stato="SVOLTO"), evento_con(stato="ANNULLATO")
    righe = entra(OPERATRICE).get(pagina("elenco")).context["righe"]
    assert [(r.evento, r.da_chiudere) for r in righe] == [
        (da_chiudere, True), (vicino, False), (lontano, False), (senza, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("filtri", "trovati"),
    [
        ({"stato": "TUTTI"}, ["C", "A", "B"]),
        ({"stato": "SVOLTO"}, ["C"]),
        ({"tipo": "RICERCA"}, ["B"]),
        ({"destinatario": "PROPRIETARI"}, ["B"]),
        ({"q": "perche"}, ["A"]),
        ({"q": "niente"}, []),
        ({"dal": "2026-12-04"}, ["A", "B"]),
        ({"dal": "2026-12-05"}, ["B"]),
        ({"al": "2026-12-03"}, ["A"]),
        ({"stato": "TUTTI", "al": "2026-12-02"}, ["C"]),
        ({"ordine": "-titolo"}, ["B", "A"]),
    ],
)
def test_the_list_is_narrowed(entra: Callable[..., Client], filtri: dict[str, str], trovati: list[str]) -> None:
    evento_con(date(2026, 12, 3), date(2026, 12, 4), titolo="A Perché affittare")
    evento_con(date(2026, 12, 10), titolo="B Ricerca", tipo="RICERCA", destinatari=["PROPRIETARI"])
    evento_con(PASSATO, titolo="C Svolto", stato="SVOLTO")
    righe = entra(FUNZIONARIA).get(pagina("elenco", **filtri)).context["righe"]
    assert [r.evento.titolo[0] for r in righe] == trovati


def test_by_comune_and_by_a_comune_that_is_not_there(entra: Callable[..., Client]) -> None:
    suo, _ = evento_con(comune=ComuneFactory(nome="Buti")), evento_con()
    client = entra(OPERATRICE)
    assert [r.evento for r in client.get(pagina("elenco", comune=suo.comune_id)).context["righe"]] == [suo]
    assert client.get(pagina("elenco", comune="9999999")).status_code == 422


def test_seats_are_read_from_the_list(entra: Callable[..., Client]) -> None:
    evento = evento_con(posti=1)
    IscrizioneFactory(evento=evento), IscrizioneFactory(evento=evento, stato="IN_ATTESA")
    IscrizioneFactory(evento=evento_con(date(2026, 12, 10)))
    risposta = entra(OPERATRICE).get(pagina("elenco"))
    assert [r.posti for r in risposta.context["righe"]] == ["1 su 1, 1 in attesa", "1"]


def test_who_keeps_the_events_may_write_one(entra: Callable[..., Client]) -> None:
    vuoto = letto(entra(OPERATRICE).get(pagina("elenco")))
    assert ("Nessun evento da svolgere" in vuoto, "Nuovo evento" in vuoto) == (True, True)
    assert "Nuovo evento" not in letto(entra(FUNZIONARIA).get(pagina("elenco")))
    assert "Nessun evento con questi filtri" in letto(entra(FUNZIONARIA).get(pagina("elenco", q="x")))


def test_the_export_has_the_rows_of_the_list(entra: Callable[..., Client]) -> None:
    comune = ComuneFactory(nome="Buti")
    evento = evento_con(titolo="Bollette", posti=20, comune=comune, preventivo=D("300.00"))
    evento_con(titolo="Altro")
    risposta = entra(OPERATRICE).get(pagina("esporta", formato="csv", q="bollette"))
    righe = b"".join(risposta.streaming_content).decode("utf-8-sig").splitlines()
    assert [riga.split(";")[0] for riga in righe] == ["Numero", evento.numero]
    assert righe[1].split(";")[1:9] == [
        "Bollette", "Formazione per chi abita", "Persone seguite dal servizio, Inquilini", "Buti", "In programma",
        "03/12/2026", "03/12/2026", "120",
    ]  # fmt: skip


def test_an_event_is_written_and_its_record_opened(entra: Callable[..., Client]) -> None:
    client = entra(OPERATRICE)
    risposta = client.post(pagina("nuovo"), modulo(client.utente, posti="20", preventivo="1.234,50"))
    evento = Evento.objects.get()
    assert risposta.url == pagina("scheda", evento.pk)
    assert (evento.numero, evento.posti, evento.preventivo, evento.destinatari, evento.comune) == (
        "EV-2026-0001", 20, D("1234.50"), ["CONDUTTORI", "CITTADINANZA"], None,
    )  # fmt: skip
    scheda = letto(client.get(risposta.url))
    assert "ora aggiungi il primo incontro" in scheda
    assert "Ancora nessuno: senza un incontro non si aprono le iscrizioni." in scheda


@pytest.mark.parametrize(
    ("giorni", "primo"), [([], "Aggiungi un incontro…"), ([date(2026, 12, 3)], "Apri le iscrizioni…")]
)
def test_the_first_button_is_what_an_event_needs_now(
    entra: Callable[..., Client], giorni: list[date], primo: str
) -> None:
    evento = evento_con(*giorni) if giorni else EventoFactory()
    pulsanti = entra(OPERATRICE).get(pagina("scheda", evento.pk)).context["pulsanti"]
    assert [p.etichetta for p in pulsanti if p.tipo == "primario"] == [primo] == [pulsanti[0].etichetta]


@pytest.mark.parametrize(
    ("stato", "pubbliche", "si_apre"),
    [
        ("PROGRAMMATO", True, False),
        ("ISCRIZIONI_APERTE", True, True),
        ("ISCRIZIONI_APERTE", False, False),
        ("SVOLTO", True, False),
    ],
)
def test_the_record_opens_the_public_page_while_there_is_one(
    entra: Callable[..., Client], stato: str, pubbliche: bool, si_apre: bool
) -> None:
    evento = evento_con(
        PASSATO if stato == "SVOLTO" else date(2026, 12, 3), stato=stato, iscrizioni_pubbliche=pubbliche
    )
    pubblica = reverse("formazione:pubblica_evento", args=[evento.codice])
    client = entra(FUNZIONARIA)
    assert (f'<a href="{pubblica}">' in letto(client.get(pagina("scheda", evento.pk)))) is si_apre
    assert (client.get(pubblica).status_code == 200) is si_apre


@pytest.mark.parametrize(
    ("cambia", "campo", "detto"),
    [
        ({"titolo": ""}, "titolo", "Scrivi il titolo."),
        ({"destinatari": []}, "destinatari", "Scegli almeno un gruppo."),
        ({"posti": "0"}, "posti", "Assicurati che questo valore sia maggiore o uguale a 1."),
        (
            {"iscrizioni_dal": "2026-12-02", "iscrizioni_al": "2026-12-01"},
            "iscrizioni_al",
            "Le iscrizioni non finiscono prima di cominciare.",
        ),
        (
            {"con_attestato": "on", "registro": "ANONIMO"},
            "con_attestato",
            "Un attestato si dà a chi è segnato per nome: scegli il registro per nome.",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    entra: Callable[..., Client], cambia: dict[str, Any], campo: str, detto: str
) -> None:
    client = entra(OPERATRICE)
    risposta = client.post(pagina("nuovo"), modulo(client.utente, programma="Alle 15 si comincia") | cambia)
    assert (risposta.status_code, risposta.context["form"].errors) == (422, {campo: [detto]})
    assert ("Alle 15 si comincia" in letto(risposta), Evento.objects.count()) == (True, 0)


def test_who_saves_second_sees_what_changed(entra: Callable[..., Client]) -> None:
    evento, client = evento_con(titolo="Prima"), entra(OPERATRICE)
    dati = modulo(client.utente, titolo="Dopo", versione=evento.versione)
    assert client.post(pagina("modifica", evento.pk), dati).url == pagina("scheda", evento.pk)
    seconda = client.post(pagina("modifica", evento.pk), dati | {"chiave": uuid4(), "titolo": "Terza"})
    assert (seconda.status_code, "Terza" in letto(seconda), "Dopo" in letto(seconda)) == (409, True, True)
    evento.refresh_from_db()
    assert evento.titolo == "Dopo"


def test_the_record_shows_facts_sessions_and_the_acts_of_now(entra: Callable[..., Client]) -> None:
    evento = EventoFactory(posti=20, con_attestato=True, preventivo=D("300.00"))
    sessione(evento, date(2026, 12, 3), titolo="Il gas"), sessione(evento, date(2026, 12, 10), stanza=sala(nome="22"))
    risposta = entra(OPERATRICE).get(pagina("scheda", evento.pk))
    testo = letto(risposta)
    for atteso in (
        "03/12/2026–10/12/2026", "giovedì 03/12/2026, ore 15:00–17:00", "Il gas", "Biblioteca comunale, Pontedera",
        "20 posti liberi", "4 ore", "a chi frequenta almeno il 75 per cento delle ore", "300,00 €",
    ):  # fmt: skip
        assert atteso in testo
    etichette = [p.etichetta for p in risposta.context["pulsanti"]]
    assert [e for e in etichette if e in {"Apri le iscrizioni…", "Modifica", "Riapri…"}] == [
        "Apri le iscrizioni…", "Modifica",
    ]  # fmt: skip
    assert entra(FUNZIONARIA).get(pagina("scheda", evento.pk)).context["pulsanti"] == []


def test_the_panels_of_the_other_nouns_are_on_the_record(
    entra: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Modulo:
        @staticmethod
        def pannello(evento: Evento, utente: Any) -> Pannello | None:
            fatti = {"voci": [], "classe": "riquadro-corpo"}
            return Pannello("Spese", "componenti/dati.html", fatti) if utente.ha_ruolo(OPERATRICE) else None

    monkeypatch.setattr(insieme, "MODULI", (Modulo,))
    evento = evento_con()
    assert "Spese</h2>" in letto(entra(OPERATRICE).get(pagina("scheda", evento.pk)))
    assert "Spese</h2>" not in letto(entra(FUNZIONARIA).get(pagina("scheda", evento.pk)))


def test_enrolments_are_opened_from_their_page_and_closed_with_a_button(entra: Callable[..., Client]) -> None:
    evento, client = evento_con(), entra(OPERATRICE)
    assert "Il prossimo incontro è giovedì 03/12/2026, ore 15:00." in letto(
        client.get(pagina("apri_iscrizioni", evento.pk))
    )
    client.post(pagina("apri_iscrizioni", evento.pk), {"chiave": uuid4()})
    evento.refresh_from_db()
    assert evento.stato == "ISCRIZIONI_APERTE"
    assert client.post(pagina("chiudi_iscrizioni", evento.pk), {"chiave": uuid4()}).status_code == 302
    di_nuovo = client.post(pagina("chiudi_iscrizioni", evento.pk), {"chiave": uuid4()})
    assert (di_nuovo.status_code, "Così non si può" in letto(di_nuovo)) == (422, True)


def test_a_page_whose_rule_says_no_has_the_reason_and_no_button(entra: Callable[..., Client]) -> None:
    evento, client = evento_con(), entra(OPERATRICE)
    testo = letto(client.get(pagina("svolgi", evento.pk)))
    assert ("L’incontro 1 finisce giovedì 03/12/2026, ore 17:00" in testo, "Chiudi come svolto" in testo) == (
        True, False,
    )  # fmt: skip
    assert client.post(pagina("svolgi", evento.pk), {"chiave": uuid4()}).status_code == 422


def test_an_event_is_held_and_opened_again_by_the_manager(entra: Callable[..., Client]) -> None:
    evento = evento_con(PASSATO)
    assert "Nessuno risulta presente nell’incontro 1" in letto(entra(OPERATRICE).get(pagina("svolgi", evento.pk)))
    assert entra(OPERATRICE).post(pagina("svolgi", evento.pk), {"chiave": uuid4()}).status_code == 302
    evento.refresh_from_db()
    assert (evento.stato, evento.svolto_il) == ("SVOLTO", PASSATO)
    assert entra(OPERATRICE).get(pagina("riapri", evento.pk)).status_code == 403
    assert entra(COORDINATRICE).post(pagina("riapri", evento.pk), {"chiave": uuid4()}).status_code == 302


def test_an_event_is_called_off_with_its_reason(entra: Callable[..., Client]) -> None:
    evento, client = evento_con(), entra(OPERATRICE)
    senza = client.post(pagina("annulla", evento.pk), {"chiave": uuid4(), "motivo": ""})
    assert senza.context["form"].errors == {"motivo": ["Scrivi perché l’evento è annullato."]}
    client.post(pagina("annulla", evento.pk), {"chiave": uuid4(), "motivo": "Pochi iscritti"})
    testo = letto(client.get(pagina("scheda", evento.pk)))
    assert ("Pochi iscritti" in testo, "Annulla l’evento" in testo) == (True, False)


def test_what_people_took_part_in_is_not_called_off(entra: Callable[..., Client]) -> None:
    evento = evento_con(PASSATO)
    presente(IscrizioneFactory(evento=evento), evento.sessioni.get())
    risposta = entra(OPERATRICE).get(pagina("annulla", evento.pk))
    assert ("Qualcuno ha già partecipato" in letto(risposta), b"<textarea" in risposta.content) == (True, False)


def test_the_history_says_who_changed_what_without_secrets(entra: Callable[..., Client]) -> None:
    evento = evento_con(titolo="Prima")
    client = entra(OPERATRICE)
    dati = modulo(client.utente, titolo="Dopo", versione=evento.versione)
    client.post(pagina("modifica", evento.pk), dati)
    testo = letto(client.get(pagina("storia", evento.pk)))
    assert ("<ins>Dopo</ins>" in testo, evento.sessioni.get().codice in testo) == (True, False)


def test_the_history_says_who_moved_a_session_and_to_when(entra: Callable[..., Client]) -> None:
    evento, client = evento_con(date(2026, 12, 3)), entra(OPERATRICE)
    dati = {"chiave": uuid4(), "giorno": "2026-12-04", "ora": "16:00", "minuti": "60", "luogo": "Teatro"}
    client.post(reverse("formazione:sessione_sposta", args=[evento.sessioni.get().pk]), dati)
    modifiche = client.get(pagina("storia", evento.pk)).context["modifiche"]
    orario = next(m for m in modifiche if m.atto == "Prenotazione: modifica")
    assert (orario.chi, [(v.campo, v.prima, v.dopo) for v in orario.variazioni[:2]]) == (
        str(client.utente),
        [("Inizio", "03/12/2026, 15:00", "04/12/2026, 16:00"), ("Fine", "03/12/2026, 17:00", "04/12/2026, 17:00")],
    )


def test_a_new_event_asks_for_three_quarters_of_the_hours(entra: Callable[..., Client]) -> None:
    client = entra(OPERATRICE)
    form = client.get(pagina("nuovo")).context["form"]
    assert {nome: form[nome].value() for nome in ("soglia", "registro", "referente", "iscrizioni_pubbliche")} == {
        "soglia": 75, "registro": "NOMINATIVO", "referente": client.utente.pk, "iscrizioni_pubbliche": True,
    }  # fmt: skip


def test_an_event_that_is_not_there_is_not_found(entra: Callable[..., Client]) -> None:
    assert entra(OPERATRICE).get(pagina("scheda", 9_999_999)).status_code == 404
