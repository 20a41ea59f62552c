"""The private calendar address: shown once, found by its digest, replaced and revoked; what it tells and what not."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar, Event

from tests.factories.luogo import PrenotazioneFactory, SedeFactory, StanzaFactory, alle
from tests.factories.persone import UtenteFactory
from tests.valdera_housing.views.invio import invia
from valdera_housing.actions.calendario import crea_calendario
from valdera_housing.choices import Ruolo
from valdera_housing.models import Calendario, Prenotazione, Utente

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
INDIRIZZO = re.compile(r"http://testserver(/calendario/[A-Za-z0-9_-]{43}\.ics)")
ADESSO = alle(date(2026, 11, 19), "10:00")


@pytest.fixture
def operatore() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


def indirizzo_di(utente: Utente) -> str:
    return f"/calendario/{crea_calendario(utente)}.ics"


def impegno(operatore: Utente, inizio: datetime, **altro: object) -> Prenotazione:
    return PrenotazioneFactory(operatore=operatore, inizio=inizio, fine=inizio + timedelta(minutes=45), **altro)


def eventi(client: Client, indirizzo: str) -> dict[str, Event]:
    risposta = client.get(indirizzo)
    assert risposta.status_code == 200
    return {str(e["UID"]): e for e in Calendar.from_ical(risposta.content).events}


def test_the_address_is_shown_once_and_only_its_digest_is_kept(entra: Entra) -> None:
    client = entra(Ruolo.OPERATORE_ETS)
    assert "Crea il tuo indirizzo" in client.get("/calendario/").content.decode()
    creato = invia(client, "/calendario/crea/")
    assert creato["Cache-Control"] == "private, no-store"
    percorso = INDIRIZZO.search(creato.content.decode())[1]
    assert Client().get(percorso).status_code == 200
    assert INDIRIZZO.search(client.get("/calendario/").content.decode()) is None
    calendario = Calendario.objects.get(utente=client.utente)
    assert re.fullmatch(r"[0-9a-f]{64}", calendario.impronta)
    assert percorso not in str(vars(calendario))


def test_an_address_replaced_or_revoked_stops_working(entra: Entra) -> None:
    client = entra(Ruolo.ASSISTENTE_SOCIALE)
    primo = INDIRIZZO.search(invia(client, "/calendario/crea/").content.decode())[1]
    secondo = INDIRIZZO.search(invia(client, "/calendario/crea/").content.decode())[1]
    assert [Client().get(i).status_code for i in (primo, secondo)] == [404, 200]
    assert invia(client, "/calendario/revoca/").status_code == 302
    assert Client().get(secondo).status_code == 404
    assert Calendario.objects.count() == 0


def test_an_address_of_who_left_or_changed_work_stops_working(client: Client, operatore: Utente) -> None:
    indirizzo = indirizzo_di(operatore)
    Utente.objects.filter(pk=operatore.pk).update(is_active=False)
    assert client.get(indirizzo).status_code == 404
    Utente.objects.filter(pk=operatore.pk).update(is_active=True, ruoli=[Ruolo.CONTABILE_ETS])
    assert client.get(indirizzo).status_code == 404
    assert client.get(f"/calendario/{'x' * 43}.ics").status_code == 404


def test_the_feed_tells_when_and_where_of_her_bookings_alone(client: Client, operatore: Utente) -> None:
    stanza = StanzaFactory(nome="Stanza 1", sede=SedeFactory(nome="Sportello centrale"))
    suo = impegno(operatore, alle(date(2026, 11, 26), "09:00"), sede=stanza.sede, stanza=stanza)
    altrui = PrenotazioneFactory()
    risposta = client.get(indirizzo_di(operatore))
    calendario = Calendar.from_ical(risposta.content)
    (evento,) = calendario.events
    assert (str(calendario["METHOD"]), str(calendario["VERSION"])) == ("PUBLISH", "2.0")
    assert str(calendario["X-WR-CALNAME"]) == "Servizi abitativi: i miei impegni"
    assert calendario["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert [str(z["TZID"]) for z in calendario.timezones] == ["Europe/Rome"]
    assert {nome: str(evento[nome]) for nome in ("UID", "SUMMARY", "LOCATION", "STATUS")} == {
        "UID": f"{suo.uid}@localhost",
        "SUMMARY": "Appuntamento allo sportello",
        "LOCATION": "Sportello centrale, Stanza 1, via Brigate Partigiane 4, Pontedera",
        "STATUS": "CONFIRMED",
    }
    assert (evento.start, evento.end, evento["SEQUENCE"]) == (suo.inizio, suo.fine, 0)
    assert str(altrui.uid).encode() not in risposta.content
    for nome in (operatore.first_name, operatore.last_name, altrui.operatore.last_name):
        assert nome.encode() not in risposta.content


def test_the_answer_is_kept_by_nobody_and_not_sent_again_unchanged(client: Client, operatore: Utente) -> None:
    suo = impegno(operatore, alle(date(2026, 11, 26), "09:00"))
    indirizzo = indirizzo_di(operatore)
    prima = client.get(indirizzo)
    assert {n: prima[n] for n in ("Content-Type", "Cache-Control", "X-Robots-Tag")} == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Cache-Control": "private, no-store",
        "X-Robots-Tag": "noindex",
    }
    assert client.get(indirizzo, headers={"If-None-Match": prima["ETag"]}).status_code == 304
    suo.titolo = "Riunione"
    suo.save()
    assert client.get(indirizzo, headers={"If-None-Match": prima["ETag"]}).status_code == 200


def test_one_moved_keeps_its_name_and_one_cancelled_says_so(client: Client, operatore: Utente) -> None:
    indirizzo = indirizzo_di(operatore)
    spostato = impegno(operatore, alle(date(2026, 11, 26), "09:00"))
    annullato = impegno(operatore, alle(date(2026, 11, 27), "09:00"))
    uid, uid_annullato = (f"{p.uid}@localhost" for p in (spostato, annullato))
    prima = eventi(client, indirizzo)[uid]
    spostato.inizio, spostato.fine = alle(date(2026, 12, 3), "15:00"), alle(date(2026, 12, 3), "15:45")
    spostato.sequenza += 1
    spostato.save()
    annullato.annullata_alle, annullato.sequenza = ADESSO, 1
    annullato.save()
    dopo = eventi(client, indirizzo)
    assert set(dopo) == {uid, uid_annullato}
    assert dopo[uid]["SEQUENCE"] > prima["SEQUENCE"]
    assert dopo[uid].start == alle(date(2026, 12, 3), "15:00")
    assert str(dopo[uid_annullato]["STATUS"]) == "CANCELLED"


def test_the_feed_goes_back_thirty_days_and_a_year_ahead(client: Client, operatore: Utente) -> None:
    dentro = [
        impegno(operatore, ADESSO - timedelta(days=29)),
        impegno(operatore, ADESSO - timedelta(days=28), annullata_alle=ADESSO),
        impegno(operatore, ADESSO + timedelta(days=365)),
    ]
    impegno(operatore, ADESSO - timedelta(days=31))
    impegno(operatore, ADESSO + timedelta(days=368))
    assert set(eventi(client, indirizzo_di(operatore))) == {f"{p.uid}@localhost" for p in dentro}


def test_reading_the_feed_costs_two_queries_whatever_the_bookings(
    client: Client, operatore: Utente, django_assert_num_queries: Callable
) -> None:
    indirizzo = indirizzo_di(operatore)
    for n in range(3):
        impegno(operatore, alle(date(2026, 11, 26), f"{9 + n}:00".zfill(5)), sede=SedeFactory())
        with django_assert_num_queries(2):
            client.get(indirizzo)
