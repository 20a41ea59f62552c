import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sportello.models import Appuntamento
from tests.factories.casa import CasoFactory
from tests.factories.luogo import MediatoreFactory, OrarioAperturaFactory, PrenotazioneFactory, StanzaFactory, alle
from tests.factories.persone import ComuneFactory, PersonaFactory
from tests.factories.sportello import AppuntamentoFactory
from valdera_housing.choices import Ruolo
from valdera_housing.models import Prenotazione, Stanza

pytestmark = pytest.mark.django_db

GIORNO = date(2026, 11, 26)
CHI = {"nome_riferito": "Mamadou", "modo": "PRESENZA", "motivi": ["SFRATTO"]}
NUOVO = "/sportello/appuntamenti/prenota/"


def manda(client: Client, indirizzo: str, **dati: Any) -> Any:
    return client.post(indirizzo, {"chiave": str(uuid.uuid4())} | dati)


@pytest.fixture
def stanza() -> Stanza:
    """Room 1, Thursday from 9 to 13."""
    stanza = StanzaFactory(nome="Stanza 1")
    OrarioAperturaFactory(sede=stanza.sede, stanza=stanza)
    return stanza


@pytest.fixture
def client_ets(entra: Callable[..., Client]) -> Client:
    return entra(Ruolo.OPERATORE_ETS)


def orari(client: Client, prima: Stanza, ora: str = "09:00", **altro: Any) -> dict[str, Any]:
    return {
        "giorno": "2026-11-26", "ora": ora, "minuti": "45", "operatore": client.utente.pk,
        "sede": prima.sede_id, "stanza": prima.pk,
    } | altro  # fmt: skip


def test_a_social_worker_sees_her_comuni_and_what_she_asked_for(entra: Callable[..., Client]) -> None:
    altrove = ComuneFactory(nome="Buti")
    suo, altrui = AppuntamentoFactory(), AppuntamentoFactory(persona=PersonaFactory(comune=altrove))
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[suo.comune])
    chiesto = AppuntamentoFactory(persona=PersonaFactory(comune=altrove), richiesto_da=client.utente)
    righe = client.get("/sportello/appuntamenti/").context["righe"]
    assert {a for a, _ in righe} == {suo, chiesto}
    assert client.get(f"/sportello/appuntamenti/{altrui.pk}/").status_code == 404
    assert client.get(f"/sportello/appuntamenti/{suo.pk}/").status_code == 200


def test_the_list_finds_by_name_number_and_state(client_ets: Client) -> None:
    diop = AppuntamentoFactory(persona=PersonaFactory(cognome="Diop"))
    mamadou = AppuntamentoFactory(persona=None, comune=None, nome_riferito="Mamadou", stato="ANNULLATO_ENTE")

    def trovati(**domanda: str) -> list[Appuntamento]:
        return [a for a, _ in client_ets.get("/sportello/appuntamenti/", domanda).context["righe"]]

    assert trovati(q="diop") == [diop]
    assert trovati(q="mamad") == [mamadou]
    assert trovati(q=diop.numero.lower()) == [diop]
    assert trovati(stato="DA_FISSARE") == [diop]
    assert trovati(stato="ANNULLATO_ENTE") == [mamadou]
    assert trovati(sede="", comune=str(diop.comune_id)) == [diop]
    esportati = client_ets.get("/sportello/appuntamenti/esporta/", {"formato": "csv", "q": "diop"})
    csv = b"".join(esportati.streaming_content).decode("utf-8-sig")
    assert (diop.numero in csv, mamadou.numero in csv) == (True, False)


def test_a_person_is_found_with_three_letters_and_fills_the_form(client_ets: Client) -> None:
    persona = CasoFactory().nucleo.membri.get().persona
    persona.cognome, persona.telefono = "Hoxha", "333 1"
    persona.save()
    altra = PersonaFactory(cognome="Hoxha")
    cercata = client_ets.get(NUOVO, {"q": "hox", "inizio": "2026-11-26T09:00"})
    assert cercata.context["trovate"] == [persona]
    assert f"?persona={persona.pk}&amp;inizio=2026-11-26T09%3A00" in cercata.content.decode()
    assert client_ets.get(NUOVO, {"q": "ho"}).context["corto"] is True
    scelta = client_ets.get(NUOVO, {"persona": persona.pk})
    assert scelta.context["form"]["telefono"].value() == "333 1"
    assert client_ets.get(NUOVO, {"persona": altra.pk}).context["persona"] is None


def test_it_is_set_from_a_free_slot(client_ets: Client, stanza: Stanza) -> None:
    pagina = client_ets.get(NUOVO, {"inizio": "2026-11-26T09:45", "sede": stanza.sede_id, "stanza": stanza.pk})
    form = pagina.context["form"]
    assert (form["giorno"].value(), str(form["ora"].value())) == (GIORNO, "09:45:00")
    assert "L’orario è libero" in pagina.content.decode()
    risposta = manda(client_ets, NUOVO, **CHI, **orari(client_ets, stanza))
    nuovo = Appuntamento.objects.get()
    assert (risposta.status_code, risposta["Location"]) == (302, f"/sportello/appuntamenti/{nuovo.pk}/")
    assert (nuovo.chi, nuovo.prenotazione.inizio) == ("Mamadou", alle(GIORNO, "09:00"))


def test_a_taken_room_is_told_with_the_nearest_free_slots_and_one_press_takes_one(
    client_ets: Client, stanza: Stanza
) -> None:
    PrenotazioneFactory(sede=stanza.sede, stanza=stanza)
    rifiuto = manda(client_ets, NUOVO, **CHI, **orari(client_ets, stanza))
    testo = rifiuto.content.decode()
    assert rifiuto.status_code == 422
    assert "Stanza 1: impegno dalle 9:00 alle 9:45 del 26/11/2026" in testo
    assert f'value="2026-11-26T09:45+01:00|{stanza.pk}"' in testo
    assert 'value="Mamadou"' in testo
    posto = {"posto": f"2026-11-26T09:45+01:00|{stanza.pk}"}
    assert manda(client_ets, NUOVO, **CHI, **orari(client_ets, stanza), **posto).status_code == 302
    assert Appuntamento.objects.get().prenotazione.inizio == alle(GIORNO, "09:45")


def test_looking_at_the_hours_writes_nothing(client_ets: Client, stanza: Stanza) -> None:
    guardato = manda(client_ets, NUOVO, **CHI, **orari(client_ets, stanza, "15:00"), controlla="1")
    testo = guardato.content.decode()
    assert (guardato.status_code, Appuntamento.objects.count()) == (200, 0)
    assert "È fuori dall’orario di apertura: il 26/11/2026 si riceve 9:00–13:00." in testo
    assert "I posti liberi più vicini" in testo
    vuoto = manda(client_ets, NUOVO, controlla="1")
    assert vuoto.status_code == 200


@pytest.mark.parametrize(
    ("cambiati", "frase"),
    [
        ({"nome_riferito": ""}, "Scegli la persona, o scrivi il nome"),
        ({"motivi": []}, "Scegli almeno un motivo."),
        ({"modo": "VISITA"}, "Scrivi l’indirizzo della visita."),
        ({"sede": "", "stanza": ""}, "Scegli dove si riceve la persona."),
        ({"giorno": "2026-11-18"}, "È un giorno passato."),
        ({"giorno": "2027-03-28", "ora": "02:30"}, "quell’ora non c’è."),
        ({"giorno": "2026-12-08"}, "è chiuso: Immacolata Concezione"),
        ({"minuti": "5"}, "10"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    client_ets: Client, stanza: Stanza, cambiati: dict[str, Any], frase: str
) -> None:
    risposta = manda(client_ets, NUOVO, **CHI | orari(client_ets, stanza) | cambiati)
    assert risposta.status_code == 422
    assert frase in risposta.content.decode()
    assert (Appuntamento.objects.count(), Prenotazione.objects.count()) == (0, 0)


def test_a_room_of_another_place_is_not_accepted_and_a_room_brings_its_place(
    client_ets: Client, stanza: Stanza
) -> None:
    altra = StanzaFactory()
    risposta = manda(client_ets, NUOVO, **CHI, **orari(client_ets, stanza, stanza=altra.pk))
    assert "è un’altra sede" in risposta.content.decode()
    assert manda(client_ets, NUOVO, **CHI, **orari(client_ets, stanza, sede="")).status_code == 302
    assert Appuntamento.objects.get().sede == stanza.sede


def test_a_request_is_written_down_and_set_later(client_ets: Client, stanza: Stanza) -> None:
    MediatoreFactory()
    dati = CHI | {"lingua": "Wolof", "sede": stanza.sede_id}
    assert manda(client_ets, "/sportello/appuntamenti/richiedi/", **dati).status_code == 302
    chiesto = Appuntamento.objects.get()
    assert (chiesto.stato, chiesto.lingua, chiesto.sede) == ("RICHIESTO", "Wolof", stanza.sede)
    indirizzo = f"/sportello/appuntamenti/{chiesto.pk}/conferma/"
    assert client_ets.get(indirizzo).context["form"]["sede"].value() == stanza.sede_id
    rifiuto = manda(client_ets, indirizzo, **orari(client_ets, stanza))
    assert "Nessun mediatore di Wolof è libero" in rifiuto.content.decode()
    assert manda(client_ets, indirizzo, **orari(client_ets, stanza), perche="viene il figlio").status_code == 302
    chiesto.refresh_from_db()
    assert (chiesto.stato, chiesto.nota) == ("CONFERMATO", "Fissato lo stesso: viene il figlio")


def test_from_set_to_held(client_ets: Client, stanza: Stanza) -> None:
    prenotazione = PrenotazioneFactory(
        inizio=alle(date(2026, 11, 19), "09:00"), fine=alle(date(2026, 11, 19), "09:45"), operatore=client_ets.utente
    )
    appuntamento = AppuntamentoFactory(stato="CONFERMATO", prenotazione=prenotazione, sede=stanza.sede)
    indirizzo = f"/sportello/appuntamenti/{appuntamento.pk}/"
    assert client_ets.get(f"{indirizzo}sposta/").context["form"]["giorno"].value() == date(2026, 11, 19)
    assert manda(client_ets, f"{indirizzo}svolgi/", esito="Domanda compilata").status_code == 302
    scheda = client_ets.get(indirizzo)
    assert (scheda.context["appuntamento"].stato, scheda.context["pulsanti"]) == ("EFFETTUATO", [])
    assert "Domanda compilata" in scheda.content.decode()
    assert manda(client_ets, f"{indirizzo}svolgi/", esito="Ancora").status_code == 422


@pytest.mark.parametrize(
    ("atto", "dati", "stato"),
    [
        ("segna-assente", {}, "ASSENTE"),
        ("rinvia", {"perche": "Malattia"}, "RINVIATO"),
        ("annulla-utente", {"perche": "Ha trovato casa"}, "ANNULLATO_UTENTE"),
        ("annulla-ente", {"perche": "Sciopero"}, "ANNULLATO_ENTE"),
    ],
)
def test_every_other_end(client_ets: Client, atto: str, dati: dict[str, str], stato: str) -> None:
    passata = PrenotazioneFactory(inizio=alle(date(2026, 11, 19), "09:00"), fine=alle(date(2026, 11, 19), "09:45"))
    appuntamento = AppuntamentoFactory(stato="CONFERMATO", prenotazione=passata)
    indirizzo = f"/sportello/appuntamenti/{appuntamento.pk}/{atto}/"
    assert client_ets.get(indirizzo).status_code == 200
    assert manda(client_ets, indirizzo, **dati).status_code == 302
    appuntamento.refresh_from_db()
    assert appuntamento.stato == stato
    if dati:
        assert manda(client_ets, indirizzo, perche="").status_code == 422


def test_moving_from_the_page(client_ets: Client, stanza: Stanza) -> None:
    manda(client_ets, NUOVO, **CHI, **orari(client_ets, stanza))
    appuntamento = Appuntamento.objects.get()
    indirizzo = f"/sportello/appuntamenti/{appuntamento.pk}/sposta/"
    assert manda(client_ets, indirizzo, **orari(client_ets, stanza, "09:15")).status_code == 302
    appuntamento.refresh_from_db()
    assert (appuntamento.prenotazione.inizio, appuntamento.prenotazione.sequenza) == (alle(GIORNO, "09:15"), 1)


@pytest.mark.parametrize("ruolo", [Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS])
def test_the_forms_cost_twelve_queries_at_most(entra: Callable[..., Client], stanza: Stanza, ruolo: str) -> None:
    suo = {"persona": PersonaFactory(), "sede": stanza.sede}
    fissato = AppuntamentoFactory(**suo, stato="CONFERMATO", prenotazione=PrenotazioneFactory())
    chiesto = AppuntamentoFactory(**suo)
    client = entra(ruolo, comuni=[suo["persona"].comune])
    pagine = [
        f"/sportello/appuntamenti/{chiesto.pk}/conferma/",
        f"/sportello/appuntamenti/{fissato.pk}/sposta/",
        NUOVO,
    ]
    client.get(NUOVO)
    for pagina in pagine:
        with CaptureQueriesContext(connection) as contate:
            assert client.get(pagina).status_code == 200
        assert len(contate) <= 12, pagina
