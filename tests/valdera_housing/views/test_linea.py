"""The shell: menu of each role, the five lines, the glossary."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.casa import InvioFactory
from tests.factories.conti import ConvenzioneFactory
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.linea import registrate, voci_menu
from valdera_housing.linea.scadenziario import leggi

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
REGISTRO = {"Casi", "Persone", "Nuclei", "Convenzione", "Parametri", "Utenti", "Registro delle modifiche"}


@pytest.mark.parametrize(
    ("ruolo", "sezioni"),
    [
        (Ruolo.ASSISTENTE_SOCIALE, ["Casi", "Persone", "Nuclei"]),
        (Ruolo.OPERATORE_ETS, ["Casi", "Persone", "Nuclei"]),
        (Ruolo.CONTABILE_ETS, []),
        (Ruolo.COORDINATORE_ETS, ["Persone", "Nuclei"]),
        (Ruolo.FUNZIONARIO_UNIONE, []),
        (Ruolo.CABINA, []),
        (Ruolo.REVISORE, ["Convenzione", "Utenti", "Registro delle modifiche"]),
        (Ruolo.AMMINISTRATORE, ["Convenzione", "Parametri", "Utenti"]),
    ],
)
def test_each_role_sees_a_short_bar_that_starts_from_its_desk(entra: Entra, ruolo: str, sezioni: list[str]) -> None:
    menu = entra(ruolo).get(reverse("glossario")).context["menu"]
    etichette = [voce.etichetta for voce in menu]
    assert etichette[0] == "Scrivania"
    assert [e for e in etichette if e in REGISTRO] == sezioni
    assert len(etichette) <= 10


def test_every_entry_of_the_bar_opens_for_the_role_that_sees_it(entra: Entra) -> None:
    ConvenzioneFactory()
    for ruolo in Ruolo:
        client = entra(ruolo)
        for voce in client.get(reverse("glossario")).context["menu"]:
            assert (ruolo, voce.etichetta, client.get(voce.url).status_code) == (ruolo, voce.etichetta, 200)


def test_what_waits_in_the_entries_of_the_bar_is_counted_in_one_query(
    entra: Entra, django_assert_num_queries: Callable[..., Any]
) -> None:
    for linea in (Linea.GIS, Linea.GIS, Linea.SPO):
        InvioFactory(linea=linea)
    utente = entra(Ruolo.OPERATORE_ETS).get(reverse("glossario")).wsgi_request.user
    with django_assert_num_queries(1):
        menu = voci_menu(utente, "/")
    contati = {voce.etichetta: voce.conteggio for voce in menu}
    assert [contati[nome] for nome in ("Gestore", "Sportello", "Fondo", "Agenda")] == [2, 1, 0, None]


def test_the_desk_reads_what_waits_in_all_the_lines_together(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    for linea in (Linea.GIS, Linea.GIS, Linea.SPO):
        InvioFactory(linea=linea)
    operatrice, giorno = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]), date(2026, 11, 19)
    linee = [servizio for servizio in registrate if servizio.scadenziario]
    with django_assert_num_queries(3):  # the thresholds of the gestore and of the desk, then everything at once
        leggi([servizio.scadenziario for servizio in linee], operatrice, giorno)
    with django_assert_num_queries(0):
        titoli = {
            servizio.linea: [c.titolo for c in servizio.scadenziario.compiti(operatrice, giorno)] for servizio in linee
        }
    assert {linea: sue for linea, sue in titoli.items() if sue} == {
        Linea.GIS: ["Prendere in carico 2 nuclei inviati"],
        Linea.SPO: ["Prendere in carico un nucleo inviato allo sportello"],
    }


def test_the_section_one_is_in_is_marked_and_the_desk_only_on_the_desk(entra: Entra) -> None:
    client = entra(Ruolo.OPERATORE_ETS)

    def attive(url: str) -> list[str]:
        return [voce.etichetta for voce in client.get(url).context["menu"] if voce.attivo]

    assert attive(reverse("scrivania")) == ["Scrivania"]
    assert attive(reverse("persona_nuova")) == ["Persone"]
    assert attive(reverse("glossario")) == []
    assert attive(reverse("sportello:sfratto_elenco")) == ["Sportello"]
    assert attive(reverse("sportello:agenda")) == ["Agenda"]
    assert attive(reverse("scadenza_elenco")) == ["Gestore"]


def test_a_line_shows_its_pages_in_a_second_bar_and_each_opens(entra: Entra) -> None:
    ConvenzioneFactory()
    for ruolo in Ruolo:
        client = entra(ruolo)
        for servizio in registrate:
            pagina = client.get(reverse(servizio.url)) if servizio.sezioni else None
            for voce in pagina.context["sezioni_linea"] if pagina and pagina.status_code == 200 else []:
                risposta = client.get(voce.url)
                attive = [v.etichetta for v in risposta.context["sezioni_linea"] if v.attivo]
                assert (ruolo, risposta.status_code, attive) == (ruolo, 200, [voce.etichetta])


def test_outside_a_line_there_is_no_second_bar(entra: Entra) -> None:
    assert entra(Ruolo.OPERATORE_ETS).get(reverse("persona_elenco")).context["sezioni_linea"] == []


def test_the_five_lines_stand_in_the_order_of_the_convention(entra: Entra) -> None:
    linee = entra(Ruolo.CABINA).get(reverse("linea_elenco")).context["linee"]
    assert [servizio.linea for servizio, _ in linee] == list(Linea)


def test_the_glossary_has_one_anchor_for_each_term(entra: Entra) -> None:
    testo = entra(Ruolo.CABINA).get(reverse("glossario")).content.decode()
    capitoli = entra(Ruolo.CABINA).get(reverse("glossario")).context["capitoli"]
    ancore = [ancora for _, voci in capitoli for ancora, _, _ in voci]
    assert len(ancore) == len(set(ancore)) == sum(len(servizio.glossario) for servizio in registrate)
    assert all(f'id="{ancora}"' in testo for ancora in ancore)


def test_the_foot_of_every_page_leads_to_the_glossary(entra: Entra) -> None:
    pie = entra(Ruolo.CABINA).get(reverse("glossario")).context["pie"]
    assert {"etichetta": "Glossario", "url": "/glossario/"} in pie


def test_who_has_not_signed_in_finds_the_pages_anyone_may_open(client: Client) -> None:
    pie = client.get(reverse("account_login")).context["pie"]
    assert [voce["etichetta"] for voce in pie] == ["Incontri e corsi", "Verifica un attestato", "Newsletter"]
    assert {client.get(voce["url"]).status_code for voce in pie} == {200}
