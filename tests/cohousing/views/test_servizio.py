"""The services of the condomini sociali, page by page."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from cohousing.choices import StatoTurno
from cohousing.models import Addetto, Servizio, Turno
from tests.factories.cohousing import ServizioFactory, casa_aperta, condominio, turno
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
ELENCO = reverse("cohousing:servizio_elenco")
LEGGONO = [
    Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS,
    Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE,
]  # fmt: skip
OGGI = date(2026, 11, 19)


def pagina(nome: str, oggetto: Any) -> str:
    return reverse(f"cohousing:{nome}", args=[oggetto.pk])


def in_parole(risposta: Any) -> str:
    return risposta.content.decode().replace("\xa0", " ")


def servizio(**altro: Any) -> dict[str, Any]:
    return {
        "chiave": uuid4(), "tipo": "MENSA", "nome": "Pranzo del giovedì", "orario": "giovedì, 12–14",
        "con_chi": "Caritas", "dal": "2026-11-01",
    } | altro  # fmt: skip


def turni(**altro: Any) -> dict[str, Any]:
    return {
        "chiave": uuid4(), "dal": "2026-11-20", "al": "", "dalle": "15:00", "alle": "18:00",
        "addetti-TOTAL_FORMS": "2", "addetti-INITIAL_FORMS": "0",
        "addetti-0-nome": "Carla  Bini", "addetti-0-natura": "VOLONTARIO",
        "addetti-1-nome": "", "addetti-1-natura": "VOLONTARIO",
    } | altro  # fmt: skip


def svolto(s: Servizio, giorno: date) -> Turno:
    return turno(s, giorno, stato=StatoTurno.SVOLTO, abitanti=3, quartiere=5, prime_volte=2)


@pytest.mark.parametrize("ruolo", LEGGONO)
def test_who_sees_houses_reads_services_with_their_figures(entra: Entra, ruolo: str) -> None:
    s = ServizioFactory(orario="lunedì, 15–18")
    svolto(s, date(2026, 11, 16))
    svolto(s, date(2026, 3, 2))
    client = entra(ruolo)
    (riga,) = client.get(ELENCO).context["righe"]
    assert (riga.servizio, riga.ore, riga.numeri.presenze, riga.numeri.persone) == (s, "3 ore", 8, 2)
    scheda = client.get(pagina("servizio_scheda", s))
    testo = in_parole(scheda)
    assert [(nome, n.aperture) for nome, n, _ in scheda.context["finestre"]] == [
        ("Nelle ultime quattro settimane", 1), ("Da quando c’è", 2),
    ]  # fmt: skip
    assert "3 di chi abita lì, 5 del quartiere; 8,0 per apertura" in testo


@pytest.mark.parametrize(
    ("filtri", "attesi"),
    [
        ({}, ["Mensa", "Orto"]),
        ({"stato": "TUTTI"}, ["Mensa", "Orto", "Vecchio"]),
        ({"stato": "CHIUSO"}, ["Vecchio"]),
        ({"tipo": "MENSA"}, ["Mensa"]),
        ({"q": "ort"}, ["Orto"]),
        ({"condominio": "primo"}, ["Mensa"]),
    ],
)
def test_what_is_looked_for_is_found_on_the_page_and_in_the_sheet(
    entra: Entra, filtri: dict[str, str], attesi: list[str]
) -> None:
    mensa = ServizioFactory(nome="Mensa", tipo="MENSA")
    ServizioFactory(nome="Orto", tipo="ORTO")
    ServizioFactory(nome="Vecchio", stato="CHIUSO", al=OGGI)
    if "condominio" in filtri:
        filtri = {"condominio": str(mensa.struttura_id)}
    client = entra(Ruolo.REVISORE)
    assert sorted(r.servizio.nome for r in client.get(ELENCO, filtri).context["righe"]) == attesi
    foglio = client.get(reverse("cohousing:servizio_esporta"), filtri | {"formato": "csv"})
    contenuto = b"".join(foglio.streaming_content) if foglio.streaming else foglio.content
    assert len(contenuto.decode("utf-8-sig").strip().splitlines()) == 1 + len(attesi)


def test_an_operator_adds_a_service_to_a_condominio_and_once(entra: Entra) -> None:
    sociale, client = condominio(), entra(Ruolo.OPERATORE_ETS)
    modulo = client.get(pagina("struttura_aggiungi_servizio", sociale))
    dati = servizio(referente=modulo.context["form"].initial["referente"])
    fatto = client.post(pagina("struttura_aggiungi_servizio", sociale), dati)
    s = Servizio.objects.get()
    assert (fatto["Location"], s.struttura, s.nome) == (pagina("servizio_scheda", s), sociale, "Pranzo del giovedì")
    client.post(pagina("struttura_aggiungi_servizio", sociale), dati)
    doppio = client.post(pagina("struttura_aggiungi_servizio", sociale), dati | {"chiave": uuid4()})
    assert (doppio.status_code, Servizio.objects.count()) == (422, 1)
    assert "In questo condominio c’è già un servizio con questo nome." in in_parole(doppio)


def test_a_simple_house_explains_why_it_has_no_services(entra: Entra) -> None:
    casa, client = casa_aperta(), entra(Ruolo.OPERATORE_ETS)
    modulo = in_parole(client.get(pagina("struttura_aggiungi_servizio", casa)))
    assert ("sono dei condomini sociali" in modulo, "<textarea" in modulo, 'name="nome"' in modulo) == (
        True, False, False,
    )  # fmt: skip


def test_a_service_is_corrected_and_its_history_tells_it(entra: Entra) -> None:
    s, client = ServizioFactory(), entra(Ruolo.COORDINATORE_ETS)
    dati = servizio(referente=s.referente_id, versione=1, dal="2026-02-01")
    assert client.post(pagina("servizio_modifica", s), dati).status_code == 302
    seconda = client.post(pagina("servizio_modifica", s), dati | {"chiave": uuid4(), "nome": "Altro"})
    assert (seconda.status_code, 'value="Altro"' in in_parole(seconda)) == (409, True)
    assert len(client.get(pagina("servizio_storia", s)).context["modifiche"]) == 2


def test_shifts_of_a_month_are_added_at_once_and_those_left_out_are_named(entra: Entra) -> None:
    s, client = ServizioFactory(), entra(Ruolo.OPERATORE_ETS)
    turno(s, date(2026, 11, 23), "16:00", fino_alle="17:00")
    dati = turni(dal="2026-11-20", al="2026-12-19", giorni=["0", "3"])
    fatto = client.post(pagina("servizio_aggiungi_turno", s), dati, follow=True)
    assert [str(m).replace("\xa0", " ") for m in fatto.context["messages"]] == [
        "7 turni aggiunti.",
        "Lasciati fuori perché c’era già un turno: lunedì 23/11/2026, ore 15:00–18:00.",
    ]
    assert (Turno.objects.count(), Addetto.objects.filter(nome="Carla Bini").count()) == (8, 7)


def test_one_shift_asks_for_one_day_and_proposes_who_opened_last(entra: Entra) -> None:
    s, client = ServizioFactory(), entra(Ruolo.OPERATORE_ETS)
    client.post(pagina("servizio_aggiungi_turno", s), turni())
    assert Turno.objects.count() == 1
    righe = client.get(pagina("servizio_aggiungi_turno", s)).context["form"].addetti
    assert [riga["nome"].value() for riga in righe] == ["Carla Bini", None, None]


@pytest.mark.parametrize(
    ("dati", "campo", "frase"),
    [
        ({"alle": "15:00"}, "alle", "L’ora in cui chiude viene dopo quella in cui apre."),
        ({"al": "2026-11-19", "giorni": ["3"]}, "al", "L’ultimo giorno non viene prima del primo."),
        ({"al": "2026-11-30"}, "giorni", "Scegli in quali giorni della settimana."),
        (
            {"al": "2027-11-30", "giorni": ["0", "1", "2"]}, "al",
            "Sono più di 100 turni: accorcia il periodo e aggiungi gli altri dopo.",
        ),
        ({"dal": "2026-01-10"}, "dal", "Il servizio comincia il 01/02/2026: i suoi turni vengono dopo."),
        (
            {"dal": "2027-03-28", "dalle": "02:30"}, "dalle",
            "Quel giorno l’orologio passa dalle 2 alle 3: quell’ora non c’è.",
        ),
        ({"dalle": "25:99"}, "dalle", "Inserisci un'ora valida."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_beside_the_field_and_nothing_is_planned(
    entra: Entra, dati: dict[str, Any], campo: str, frase: str
) -> None:
    risposta = entra(Ruolo.OPERATORE_ETS).post(pagina("servizio_aggiungi_turno", ServizioFactory()), turni(**dati))
    assert (risposta.status_code, risposta.context["form"].errors) == (422, {campo: [frase]})
    assert (Turno.objects.count(), 'value="Carla  Bini"' in in_parole(risposta)) == (0, True)


def test_a_service_is_closed_from_a_day_with_what_was_planned_skipped(entra: Entra) -> None:
    s, client = ServizioFactory(), entra(Ruolo.OPERATORE_ETS)
    t = turno(s, OGGI + timedelta(days=7))
    assert "C’è ancora un turno previsto" in in_parole(client.get(pagina("servizio_chiudi", s)))
    dati = {"chiave": uuid4(), "versione": "1", "al": "2026-11-19"}
    rifiutata = client.post(pagina("servizio_chiudi", s), dati)
    assert (rifiutata.status_code, "scegli di saltarli" in in_parole(rifiutata)) == (422, True)
    fatto = client.post(pagina("servizio_chiudi", s), dati | {"chiave": uuid4(), "salta": "on"})
    t.refresh_from_db()
    s.refresh_from_db()
    assert (fatto.status_code, s.stato, t.stato) == (302, "CHIUSO", "SALTATO")
    scheda = client.get(pagina("servizio_scheda", s))
    assert [p.etichetta for p in scheda.context["pulsanti"]] == ["Locandina"]


def test_the_poster_of_a_condominio_is_a_pdf_and_a_house_has_none(entra: Entra) -> None:
    s, client = ServizioFactory(), entra(Ruolo.ASSISTENTE_SOCIALE)
    locandina = client.get(pagina("struttura_servizi_locandina", s.struttura))
    assert (locandina["Content-Type"], locandina.content[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(pagina("struttura_servizi_locandina", casa_aperta())).status_code == 404


def test_the_record_of_a_condominio_offers_to_add_a_service_and_that_of_a_house_does_not(entra: Entra) -> None:
    client = entra(Ruolo.OPERATORE_ETS)
    offerti = [
        "Aggiungi un servizio…" in in_parole(client.get(pagina("struttura_scheda", casa)))
        for casa in (condominio(), casa_aperta())
    ]
    assert offerti == [True, False]
