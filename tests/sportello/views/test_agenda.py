"""The agenda: who reads which names, what is free, how many queries, the sheet on paper."""

from collections.abc import Callable
from datetime import date, time, timedelta

import page
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sportello.models import Appuntamento
from tests.factories.luogo import (
    OrarioAperturaFactory,
    PrenotazioneFactory,
    SedeFactory,
    StanzaFactory,
    alle,
)
from tests.factories.persone import ComuneFactory, PersonaFactory, UtenteFactory
from tests.factories.sportello import AppuntamentoFactory, SfrattoFactory
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.models import Prenotazione, Stanza, Utente

pytestmark = pytest.mark.django_db

OGGI = date(2026, 11, 19)
LEGGONO = (Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS)


@pytest.fixture
def stanza() -> Stanza:
    """Room 1, Thursday from 9 to 13."""
    stanza = StanzaFactory(nome="Stanza 1", sede__nome="Sportello centrale")
    OrarioAperturaFactory(sede=stanza.sede, stanza=stanza)
    return stanza


@pytest.fixture
def sara() -> Utente:
    return UtenteFactory(first_name="Sara", last_name="Baldini", ruoli=[Ruolo.OPERATORE_ETS])


def fissato(stanza: Stanza, sara: Utente, ora: str = "11:00", **altro: object) -> Appuntamento:
    inizio = alle(OGGI, ora)
    prenotazione = PrenotazioneFactory(
        inizio=inizio, fine=inizio + timedelta(minutes=45), operatore=sara, sede=stanza.sede, stanza=stanza
    )
    persona = PersonaFactory(cognome="Diop", nome="Aminata", comune=ComuneFactory(nome="Buti"))
    return AppuntamentoFactory(**{"stato": "CONFERMATO", "prenotazione": prenotazione, "persona": persona} | altro)


def voci(client: Client, domanda: str = "") -> list[tuple[str, str]]:
    agenda = client.get(f"/sportello/agenda/?{domanda}").context["agenda"]
    return [(v.testo, v.luogo) for v in agenda.voci]


@pytest.mark.parametrize("ruolo", Ruolo.values)
def test_only_who_follows_people_opens_it(entra: Callable[..., Client], ruolo: str) -> None:
    assert entra(ruolo).get("/sportello/agenda/").status_code == (200 if ruolo in LEGGONO else 403)


def test_the_desk_reads_names_and_others_only_theirs(
    entra: Callable[..., Client], stanza: Stanza, sara: Utente
) -> None:
    appuntamento = fissato(stanza, sara)
    PrenotazioneFactory(
        linea=Linea.FOR, titolo="Incontro con i proprietari", operatore=None, inizio=alle(OGGI, "17:00"),
        fine=alle(OGGI, "18:00"), sede=stanza.sede,
    )  # fmt: skip
    evento = ("Incontro con i proprietari", "Sportello centrale")
    assert voci(entra(Ruolo.OPERATORE_ETS)) == [("A. Diop", "Stanza 1"), evento]
    assert voci(entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[appuntamento.comune])) == [("A. Diop", "Stanza 1"), evento]
    altrove = entra(Ruolo.ASSISTENTE_SOCIALE)
    assert voci(altrove) == [("Occupato", "Stanza 1"), evento]
    testo = altrove.get("/sportello/agenda/").content.decode()
    assert "Diop" not in testo
    assert f"/appuntamenti/{appuntamento.pk}/" not in testo


def test_a_visit_at_a_protected_address_does_not_tell_where(
    entra: Callable[..., Client], stanza: Stanza, sara: Utente
) -> None:
    visita = fissato(stanza, sara, modo="VISITA", luogo="via Segreta 1")
    Prenotazione.objects.filter(pk=visita.prenotazione_id).update(sede=None, stanza=None, viaggio=30)
    visita.persona.indirizzo_protetto = True
    visita.persona.save()
    assert voci(entra(Ruolo.OPERATORE_ETS)) == [("A. Diop", "indirizzo protetto")]
    assert (
        "via Segreta" not in entra(Ruolo.OPERATORE_ETS).get(f"/sportello/appuntamenti/{visita.pk}/").content.decode()
    )
    assert voci(entra(Ruolo.COORDINATORE_ETS)) == [("A. Diop", "via Segreta 1")]
    assert voci(entra(Ruolo.ASSISTENTE_SOCIALE)) == [("Occupato", "Fuori sede")]


def test_the_free_slots_lead_to_the_booking_form(entra: Callable[..., Client], stanza: Stanza, sara: Utente) -> None:
    fissato(stanza, sara)
    pagina = entra(Ruolo.OPERATORE_ETS).get("/sportello/agenda/?vista=giorno")
    liberi = [(p.inizio, url) for _, posti in pagina.context["liberi"] for p, url in posti]
    assert [inizio for inizio, _ in liberi] == [alle(OGGI, "10:05"), alle(OGGI, "11:45")]
    primo = f"/sportello/appuntamenti/prenota/?inizio=2026-11-19T10:05&sede={stanza.sede_id}&stanza={stanza.pk}"
    assert liberi[0][1].startswith(primo)
    assert "1 impegno; 2 posti liberi." in pagina.content.decode()


def test_a_week_shows_rows_by_operator_room_and_comune(
    entra: Callable[..., Client], stanza: Stanza, sara: Utente
) -> None:
    fissato(stanza, sara)
    client = entra(Ruolo.COORDINATORE_ETS)

    def righe(domanda: str) -> list[tuple[str, list[int]]]:
        agenda = client.get(f"/sportello/agenda/?{domanda}").context["agenda"]
        return [(r.nome, [len(c.voci) for c in r.celle]) for r in agenda.righe]

    uno = [0, 0, 0, 1, 0]
    assert ("Sara Baldini", uno) in righe("")
    assert righe("per=stanza") == [("Stanza 1", uno)]
    assert righe("per=comune") == [(stanza.sede.comune.nome, uno)]
    assert righe(f"operatore={sara.pk}") == [("Sara Baldini", uno)]
    assert righe(f"sede={SedeFactory().pk}&per=stanza") == []
    assert ("Sara Baldini", [0] * 5) in righe("giorno=2026-11-26")
    sabato = PrenotazioneFactory(inizio=alle(date(2026, 11, 21), "09:00"), fine=alle(date(2026, 11, 21), "10:00"))
    assert (str(sabato.operatore), [0, 0, 0, 0, 0, 1]) in righe("")


@pytest.mark.parametrize("domanda", ["giorno=ieri", "giorno=0001-01-01", "giorno=9999-12-31", "sede=x&per=x&vista=x"])
def test_words_that_make_no_sense_show_this_week(entra: Callable[..., Client], domanda: str) -> None:
    assert entra(Ruolo.OPERATORE_ETS).get(f"/sportello/agenda/?{domanda}").context["scelta"].giorno == OGGI


def test_a_cancelled_appointment_stays_crossed_out(entra: Callable[..., Client], stanza: Stanza, sara: Utente) -> None:
    appuntamento = fissato(stanza, sara, stato="ANNULLATO_UTENTE")
    Prenotazione.objects.filter(pk=appuntamento.prenotazione_id).update(annullata_alle=alle(OGGI, "08:00"))
    PrenotazioneFactory(inizio=alle(OGGI, "16:00"), fine=alle(OGGI, "17:00"), annullata_alle=alle(OGGI, "08:00"))
    client = entra(Ruolo.OPERATORE_ETS)
    assert voci(client) == [("A. Diop", "Stanza 1, annullato")]
    assert "0 impegni, uno annullato" in client.get("/sportello/agenda/").content.decode()


def test_a_closed_day_says_why(entra: Callable[..., Client], stanza: Stanza) -> None:
    assert "Chiuso: Immacolata Concezione" in (
        entra(Ruolo.OPERATORE_ETS).get("/sportello/agenda/?giorno=2026-12-08").content.decode()
    )


def test_the_dates_of_the_evictions_one_follows_stand_in_the_week(entra: Callable[..., Client]) -> None:
    venerdi = OGGI + timedelta(days=1)
    sfratto = SfrattoFactory(prossima_data=venerdi, prossimo_passo="Accesso n. 1 dell’ufficiale giudiziario")
    SfrattoFactory(prossima_data=OGGI + timedelta(days=30))
    client = entra(Ruolo.OPERATORE_ETS)
    giorni = client.get("/sportello/agenda/").context["sfratti"]
    assert {g: [d.numero for d in date] for g, date in giorni if date} == {venerdi: [sfratto.numero]}
    altrove = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[ComuneFactory(nome="Buti")])
    assert altrove.get("/sportello/agenda/").context["sfratti"] == []


@pytest.mark.parametrize("per", ["operatore", "stanza", "comune"])
def test_two_hundred_engagements_cost_the_queries_of_one(
    entra: Callable[..., Client], stanza: Stanza, sara: Utente, per: str
) -> None:
    fissato(stanza, sara)
    client = entra(Ruolo.ASSISTENTE_SOCIALE)
    indirizzo = f"/sportello/agenda/?per={per}"
    client.get(indirizzo)
    uno = _interrogazioni(client, indirizzo)
    for n in range(199):
        inizio = alle(OGGI, "08:00") + timedelta(minutes=n)
        prenotazione = PrenotazioneFactory(inizio=inizio, fine=inizio + timedelta(minutes=30), operatore=None)
        if n % 10 == 0:
            AppuntamentoFactory(stato="CONFERMATO", prenotazione=prenotazione)
    assert _interrogazioni(client, indirizzo) == uno
    assert uno <= 12


def _interrogazioni(client: Client, indirizzo: str) -> int:
    with CaptureQueriesContext(connection) as contate:
        assert client.get(indirizzo).status_code == 200
    return len(contate)


@pytest.mark.parametrize("profilo", ["3a", "ua1"])
def test_the_sheet_of_the_day_passes_both_validators(
    entra: Callable[..., Client], stanza: Stanza, sara: Utente, profilo: str
) -> None:
    OrarioAperturaFactory(sede=stanza.sede, stanza=stanza, dalle=time(14), alle=time(18))
    fissato(stanza, sara, telefono="333 1234567", nota="Porta il contratto")
    risposta = entra(Ruolo.OPERATORE_ETS).get(f"/sportello/agenda/foglio/?giorno=2026-11-19&sede={stanza.sede_id}")
    assert (risposta.status_code, risposta["Content-Type"]) == (200, "application/pdf")
    assert page.validate_pdf_bytes(risposta.content, profile=profilo).failures == []


def test_the_sheet_has_whole_names_for_the_desk_and_none_for_others(
    entra: Callable[..., Client], stanza: Stanza, sara: Utente
) -> None:
    import io

    import pypdf

    fissato(stanza, sara, telefono="333 1234567", nota="Porta il contratto")

    def letto(ruolo: str) -> str:
        pdf = entra(ruolo).get("/sportello/agenda/foglio/").content
        return " ".join(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())

    del_tavolo = letto(Ruolo.OPERATORE_ETS)
    assert all(parola in del_tavolo for parola in ("Diop Aminata", "333 1234567", "Porta il contratto", "11:00–11:45"))
    assert "Diop" not in letto(Ruolo.ASSISTENTE_SOCIALE)


def test_an_empty_sheet_and_a_wrong_one(entra: Callable[..., Client]) -> None:
    client = entra(Ruolo.OPERATORE_ETS)
    assert client.get("/sportello/agenda/foglio/").status_code == 200
    assert client.get("/sportello/agenda/foglio/?giorno=ieri").status_code == 400
