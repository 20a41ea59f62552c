"""Desks, rooms, hours, closures and mediators: who reads, who writes, what is refused."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.luogo import (
    ChiusuraFactory,
    DisponibilitaMediatoreFactory,
    MediatoreFactory,
    OrarioAperturaFactory,
    PrenotazioneFactory,
    SedeFactory,
    StanzaFactory,
    alle,
)
from tests.factories.persone import ComuneFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import Ruolo
from valdera_housing.models import Chiusura, DisponibilitaMediatore, Mediatore, OrarioApertura, Sede, Stanza

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
SEDE = {
    "nome": "Sportello di Peccioli",
    "tipo": "DECENTRATA",
    "indirizzo": "piazza del Popolo 1",
    "telefono": "0587 672600",
    "minuti_viaggio": "30",
    "attiva": "on",
}
ORARIO = {"giorno": "3", "dalle": "9:00", "alle": "13:00", "stanza": "", "valido_dal": "2026-11-19", "valido_al": ""}


@pytest.fixture
def coordinatore(entra: Entra) -> Client:
    return entra(Ruolo.COORDINATORE_ETS)


def frase(risposta: Any) -> str:
    return " ".join(str(m) for m in risposta.context["messages"])


# --- desks ---------------------------------------------------------------------------------------------------


def test_who_keeps_the_places_registers_a_desk_and_corrects_it(coordinatore: Client) -> None:
    comune = ComuneFactory(nome="Peccioli")
    risposta = invia(coordinatore, "/sedi/nuova/", **SEDE, comune=comune.pk)
    sede = Sede.objects.get()
    assert risposta.url == f"/sedi/{sede.pk}/"
    assert (sede.comune, sede.telefono, sede.minuti_viaggio) == (comune, "0587 672600", 30)
    dati = SEDE | {"comune": comune.pk, "telefono": "0587 1", "versione": 1}
    assert invia(coordinatore, f"/sedi/{sede.pk}/modifica/", **dati).status_code == 302
    conflitto = invia(coordinatore, f"/sedi/{sede.pk}/modifica/", **dati)
    assert conflitto.status_code == 409
    troppo = invia(coordinatore, "/sedi/nuova/", **SEDE | {"nome": "Altro", "minuti_viaggio": 181}, comune=comune.pk)
    assert (troppo.status_code, errori(troppo)["__all__"]) == (422, ["Il viaggio dura al massimo 180 minuti."])


def test_the_list_says_the_hours_of_now_and_is_filtered(coordinatore: Client) -> None:
    centrale = SedeFactory(nome="Sportello centrale")
    peccioli = SedeFactory(decentrata=True, nome="Sportello di Peccioli", attiva=False)
    OrarioAperturaFactory(sede=centrale)
    OrarioAperturaFactory(sede=centrale, giorno=0, dalle=time(15), alle=time(18, 30))
    OrarioAperturaFactory(sede=centrale, giorno=1, valido_al=date(2026, 11, 18))
    pagina = coordinatore.get("/sedi/")
    assert pagina.context["righe"] == [(centrale, "lun 15:00–18:30, gio 9:00–13:00"), (peccioli, "")]
    assert [s for s, _ in coordinatore.get("/sedi/", {"uso": "False"}).context["righe"]] == [peccioli]
    assert [s for s, _ in coordinatore.get("/sedi/", {"tipo": "CENTRALE"}).context["righe"]] == [centrale]
    foglio = b"".join(coordinatore.get("/sedi/esporta/?formato=csv&q=peccioli").streaming_content).decode()
    assert foglio.splitlines()[1:] == [
        "Sportello di Peccioli;Sportello decentrato;Pontedera;via Brigate Partigiane 4;;30;0;no"
    ]


@pytest.mark.parametrize("ruolo", [Ruolo.ASSISTENTE_SOCIALE, Ruolo.REVISORE, Ruolo.FUNZIONARIO_UNIONE])
def test_the_page_of_a_desk_tells_its_week_its_closures_and_its_holidays(entra: Entra, ruolo: str) -> None:
    comune = ComuneFactory(patrono_giorno=13, patrono_mese=12)
    sede = SedeFactory(comune=comune)
    stanza = StanzaFactory(sede=sede, nome="Stanza 1", posti=8)
    OrarioAperturaFactory(sede=sede, stanza=stanza)
    sua, di_tutte = ChiusuraFactory(sede=sede, motivo="Lavori"), ChiusuraFactory(motivo="Ferie di Natale")
    ChiusuraFactory(sede=SedeFactory(), motivo="Di altri")
    ChiusuraFactory(dal=date(2026, 8, 10), al=date(2026, 8, 20), motivo="Passata")
    pagina = entra(ruolo).get(f"/sedi/{sede.pk}/")
    assert [(g.nome, [str(o) for o in g.orari]) for g in pagina.context["settimana"]] == [
        ("Lunedì", []),
        ("Martedì", []),
        ("Mercoledì", []),
        ("Giovedì", ["Giovedì 09:00–13:00"]),
        ("Venerdì", []),
        ("Sabato", []),
        ("Domenica", []),
    ]
    assert list(pagina.context["chiusure"]) == [sua, di_tutte]
    assert [f.nome for f in pagina.context["feste"]][:3] == ["Immacolata Concezione", "Santo patrono", "Natale"]
    testo = pagina.content.decode()
    assert "Santo patrono di Pontedera" in testo
    assert (reverse("orario_nuovo", args=[sede.pk]) in testo) is (ruolo == Ruolo.FUNZIONARIO_UNIONE)


# --- rooms and hours -----------------------------------------------------------------------------------------


def test_a_room_is_added_corrected_and_not_named_twice(coordinatore: Client) -> None:
    sede = SedeFactory()
    dati = {"nome": "Stanza 16", "uso": "RIUNIONI_BREVI", "posti": 8, "minuti_massimi": 120, "attiva": "on"}
    assert invia(coordinatore, f"/sedi/{sede.pk}/stanze/nuova/", **dati).status_code == 302
    stanza = Stanza.objects.get(sede=sede)
    due_volte = invia(coordinatore, f"/sedi/{sede.pk}/stanze/nuova/", **dati)
    assert (due_volte.status_code, errori(due_volte)) == (
        422,
        {"__all__": ["Questa sede ha già una stanza con questo nome."]},
    )
    indirizzo = f"/sedi/stanze/{stanza.pk}/modifica/"
    assert invia(coordinatore, indirizzo, **dati | {"posti": 10, "versione": 1}).status_code == 302
    stanza.refresh_from_db()
    assert (stanza.posti, stanza.versione) == (10, 2)
    assert invia(coordinatore, indirizzo, **dati, versione=1).status_code == 409
    piccola = invia(coordinatore, indirizzo, **dati | {"posti": 0}, versione=2)
    assert errori(piccola) == {"__all__": ["Una stanza ha almeno un posto, e si usa per almeno 15 minuti."]}


def test_hours_are_added_and_the_same_room_is_not_open_twice(coordinatore: Client) -> None:
    sede = SedeFactory()
    indirizzo = f"/sedi/{sede.pk}/orari/nuovo/"
    assert 'value="3" selected' in coordinatore.get(indirizzo, {"giorno": 3}).content.decode()
    assert invia(coordinatore, indirizzo, **ORARIO).status_code == 302
    doppio = invia(coordinatore, indirizzo, **ORARIO | {"dalle": "12:00", "alle": "14:00"})
    assert doppio.status_code == 422
    assert "c’è già l’orario 09:00–13:00" in errori(doppio)["__all__"][0]
    rovescio = invia(coordinatore, indirizzo, **ORARIO | {"alle": "9:00", "valido_al": "2026-11-18"})
    assert errori(rovescio)["alle"] == errori(rovescio)["valido_al"] == ["La fine viene prima dell’inizio."]
    stanza = StanzaFactory(sede=sede)
    assert invia(coordinatore, indirizzo, **ORARIO | {"stanza": stanza.pk}).status_code == 302
    altrove = invia(coordinatore, indirizzo, **ORARIO | {"stanza": StanzaFactory().pk})
    assert list(errori(altrove)) == ["stanza"]


def test_hours_are_corrected_by_one_at_a_time(coordinatore: Client) -> None:
    orario = OrarioAperturaFactory(valido_dal=date(2026, 1, 1))
    indirizzo = f"/sedi/orari/{orario.pk}/modifica/"
    dati = ORARIO | {"alle": "12:30", "valido_dal": "2026-01-01"}
    assert invia(coordinatore, indirizzo, **dati, versione=1).status_code == 302
    orario.refresh_from_db()
    assert (orario.alle, orario.sede.versione) == (time(12, 30), 2)
    conflitto = invia(coordinatore, indirizzo, **dati | {"alle": "12:00"}, versione=1)
    assert conflitto.status_code == 409
    assert "12:30" in conflitto.content.decode()


def test_hours_end_on_a_day_and_those_to_come_are_deleted(coordinatore: Client) -> None:
    di_adesso, futuro = OrarioAperturaFactory(), OrarioAperturaFactory(valido_dal=date(2026, 12, 1))
    troppo_presto = invia(coordinatore, f"/sedi/orari/{di_adesso.pk}/togli/", al="2024-12-31")
    assert troppo_presto.status_code == 422
    assert errori(troppo_presto) == {"__all__": ["Questo orario vale dal 01/01/2025: non può finire prima."]}
    assert invia(coordinatore, f"/sedi/orari/{di_adesso.pk}/togli/", al="2026-11-30").status_code == 302
    di_adesso.refresh_from_db()
    assert di_adesso.valido_al == date(2026, 11, 30)
    assert "lo togli del tutto" in coordinatore.get(f"/sedi/orari/{futuro.pk}/togli/").content.decode()
    assert invia(coordinatore, f"/sedi/orari/{futuro.pk}/togli/").status_code == 302
    assert list(OrarioApertura.objects.all()) == [di_adesso]


# --- closures ------------------------------------------------------------------------------------------------


def test_a_closure_of_one_desk_or_of_all_warns_of_the_bookings_it_touches(coordinatore: Client) -> None:
    sede = SedeFactory()
    PrenotazioneFactory(sede=sede)
    PrenotazioneFactory(sede=SedeFactory())
    PrenotazioneFactory(sede=sede, annullata_alle=alle(date(2026, 11, 18), "9:00".zfill(5)))
    indirizzo = f"/sedi/{sede.pk}/chiusure/nuova/"
    dati = {"dal": "2026-11-26", "al": "", "motivo": "Sciopero"}
    sua = coordinatore.get(invia(coordinatore, indirizzo, **dati).url)
    assert "Da spostare: 1 impegno già fissato in quei giorni." in frase(sua)
    tutte = coordinatore.get(invia(coordinatore, indirizzo, **dati, tutte="on").url)
    assert "Da spostare: 2 impegni già fissati in quei giorni." in frase(tutte)
    assert sorted(Chiusura.objects.values_list("sede", "dal", "al"), key=str) == sorted(
        [(sede.pk, date(2026, 11, 26), date(2026, 11, 26)), (None, date(2026, 11, 26), date(2026, 11, 26))], key=str
    )
    passata = invia(coordinatore, indirizzo, **dati | {"dal": "2026-11-02", "al": "2026-11-03"})
    assert errori(passata) == {"al": ["Questi giorni sono già passati."]}


def test_a_closure_is_taken_away_and_one_begun_ends_yesterday(coordinatore: Client) -> None:
    sede = SedeFactory()
    futura = ChiusuraFactory(sede=sede)
    iniziata = ChiusuraFactory(dal=date(2026, 11, 16), al=date(2026, 11, 20))
    passata = ChiusuraFactory(sede=sede, dal=date(2026, 11, 2), al=date(2026, 11, 3))
    altrui = ChiusuraFactory(sede=SedeFactory())
    stati = [
        invia(coordinatore, reverse("chiusura_togli", args=[sede.pk, c.pk])).status_code
        for c in (futura, iniziata, passata, altrui)
    ]
    assert stati == [302, 302, 422, 404]
    assert not Chiusura.objects.filter(pk=futura.pk).exists()
    iniziata.refresh_from_db()
    assert iniziata.al == date(2026, 11, 18)


# --- mediators -----------------------------------------------------------------------------------------------


def test_a_mediator_is_registered_with_her_languages_and_hours(coordinatore: Client) -> None:
    dati = {"nome": "Fatou Ndiaye", "lingue": " wolof,Francese , wolof", "telefono": "", "email": "", "attivo": "on"}
    assert invia(coordinatore, "/mediatori/nuovo/", **dati).status_code == 302
    mediatore = Mediatore.objects.get()
    assert mediatore.lingue == ["Wolof", "Francese"]
    assert errori(invia(coordinatore, "/mediatori/nuovo/", **dati | {"lingue": ""})) == {
        "lingue": ["Scrivi una lingua."]
    }
    indirizzo = f"/mediatori/{mediatore.pk}/disponibilita/nuova/"
    ore = {"giorno": "3", "dalle": "9:00", "alle": "12:00"}
    assert invia(coordinatore, indirizzo, **ore).status_code == 302
    assert errori(invia(coordinatore, indirizzo, **ore)) == {
        "__all__": ["C’è già una disponibilità in quelle ore: Giovedì 09:00–12:00."]
    }
    assert errori(invia(coordinatore, indirizzo, **ore | {"alle": "8:00"})) == {
        "alle": ["La fine viene prima dell’inizio."]
    }
    assert invia(coordinatore, f"/mediatori/{mediatore.pk}/modifica/", **dati, versione=1).status_code == 302
    assert invia(coordinatore, f"/mediatori/{mediatore.pk}/modifica/", **dati, versione=1).status_code == 409
    scheda = coordinatore.get(f"/mediatori/{mediatore.pk}/")
    assert [str(d) for d in scheda.context["disponibilita"]] == ["Giovedì 09:00–12:00"]


def test_mediators_are_found_by_language_and_downloaded(entra: Entra) -> None:
    wolof = MediatoreFactory(nome="Fatou Ndiaye")
    MediatoreFactory(nome="Amira Haddad", lingue=["Arabo"])
    DisponibilitaMediatoreFactory(mediatore=wolof)
    client = entra(Ruolo.OPERATORE_ETS)
    assert list(client.get("/mediatori/", {"lingua": "Wolof"}).context["elenco"].pagina) == [wolof]
    foglio = b"".join(client.get("/mediatori/esporta/?formato=csv&lingua=Wolof").streaming_content).decode()
    assert foglio.splitlines()[1:] == ["Fatou Ndiaye;Wolof, Francese;;;Giovedì 09:00–12:00;sì"]
    assert client.get("/mediatori/nuovo/").status_code == 403


def test_hours_of_a_mediator_are_taken_away(coordinatore: Client) -> None:
    disponibilita = DisponibilitaMediatoreFactory()
    risposta = invia(coordinatore, f"/mediatori/disponibilita/{disponibilita.pk}/togli/")
    assert risposta.url == f"/mediatori/{disponibilita.mediatore_id}/"
    assert DisponibilitaMediatore.objects.count() == 0


# --- the patron of a comune ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("giorno", "mese", "errore"),
    [
        ("31", "2", "Il 31 febbraio non c’è tutti gli anni."),
        ("29", "2", "Il 29 febbraio non c’è tutti gli anni."),
        ("13", "", "Del santo patrono scrivi sia il giorno sia il mese, o nessuno dei due."),
        ("", "11", "Del santo patrono scrivi sia il giorno sia il mese, o nessuno dei due."),
    ],
)
def test_an_impossible_patron_is_refused_with_a_sentence(entra: Entra, giorno: str, mese: str, errore: str) -> None:
    comune = ComuneFactory()
    indirizzo = f"/comuni/{comune.pk}/modifica/"
    dati = {"nome": "Pontedera", "istat": "050029", "belfiore": "G843", "cap": "56025", "aderente_dal": "2008-01-01"}
    dati |= {"versione": 1, "popolazione": "30298"}
    client = entra(Ruolo.AMMINISTRATORE)
    rifiuto = invia(client, indirizzo, **dati, patrono_giorno=giorno, patrono_mese=mese)
    assert (rifiuto.status_code, errori(rifiuto)) == (422, {"patrono_giorno": [errore]})
    assert invia(client, indirizzo, **dati, patrono_giorno="13", patrono_mese="11").status_code == 302
    assert "13 novembre" in client.get(f"/comuni/{comune.pk}/").content.decode()
    assert invia(client, indirizzo, **dati | {"versione": 2}).status_code == 302
    comune.refresh_from_db()
    assert comune.patrono == ""
