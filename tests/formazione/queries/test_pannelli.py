"""The household in training, for its page; events, campaigns and people, for the search; expenses, for the event."""

from decimal import Decimal as D

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from formazione.queries.pagine import indirizzo
from formazione.queries.pannelli import pannelli_fascicolo
from formazione.queries.pannelli_evento.costi import pannello
from formazione.queries.ricerca import GENERI, cerca
from tests.factories.formazione import (
    PASSATO,
    CampagnaFactory,
    CostoFactory,
    IscrizioneFactory,
    evento_con,
    presente,
    rilascia,
)
from tests.factories.persone import MembroNucleoFactory, NucleoFactory, UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db


ORE = "1\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}40\N{NO-BREAK SPACE}min su 2\N{NO-BREAK SPACE}h"


@pytest.fixture
def operatore() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


def test_the_panel_shows_what_the_people_of_the_household_attended_in_one_query(operatore: Utente) -> None:
    membro = MembroNucleoFactory(nucleo=NucleoFactory(preso_in_carico=True))
    chi = {"persona": membro.persona, "nome": "Sara", "cognome": "Diallo"}
    corso = evento_con(PASSATO, titolo="Leggere un contratto", con_attestato=True)
    iscrizione = IscrizioneFactory(evento=corso, **chi)
    presente(iscrizione, corso.sessioni.get(), 100)
    rilascia(iscrizione)
    IscrizioneFactory(evento=evento_con(titolo="La casa in comune"), nucleo=membro.nucleo, nome="Omar", cognome="Sy")
    IscrizioneFactory(evento=evento_con(), stato="ANNULLATA", **chi)
    IscrizioneFactory(evento=corso)  # of somebody else
    with CaptureQueriesContext(connection) as viste:
        (trovato,) = pannelli_fascicolo(operatore, membro.nucleo)
    assert len(viste) == 1
    assert [(r.titolo, r.aspetto.etichetta, r.chi, r.ore, r.attestato) for r in trovato.contesto["righe"]] == [
        ("La casa in comune", "Confermata", "Sy Omar", "", False),
        (
            "Leggere un contratto",
            "Svolto",
            "Diallo Sara",
            ORE,
            True,
        ),
    ]
    testo = render_to_string(trovato.template, {"contesto": trovato.contesto})
    assert f"{ORE}, con attestato" in testo


def test_a_household_nobody_enrolled_and_who_may_not_know(operatore: Utente) -> None:
    nucleo = NucleoFactory()
    (vuoto,) = pannelli_fascicolo(operatore, nucleo)
    assert "Nessuno è iscritto a corsi o incontri." in render_to_string(vuoto.template, {"contesto": vuoto.contesto})
    for ruolo in (Ruolo.CONTABILE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE):
        assert pannelli_fascicolo(UtenteFactory(ruoli=[ruolo]), nucleo) == []


def trovati(ruolo: str, testo: str) -> list[tuple[str, str, str]]:
    with CaptureQueriesContext(connection) as viste:
        righe = [(t.genere, t.titolo, t.dettaglio) for t in cerca(UtenteFactory(ruoli=[ruolo]), testo)]
    assert len([v for v in viste if v["sql"].startswith(("SELECT", "(SELECT")) and "formazione" in v["sql"]]) <= 1
    return righe


def test_the_search_finds_events_campaigns_and_for_who_keeps_them_people() -> None:
    evento = evento_con(PASSATO, titolo="Affitti e contratti")
    campagna = CampagnaFactory(titolo="Affitta la casa vuota")
    IscrizioneFactory(evento=evento, nome="Amina", cognome="Affitterà")
    tutti = [
        ("Evento", f"{evento.numero}, Affitti e contratti", "12/11/2026"),
        ("Campagna", f"{campagna.numero}, Affitta la casa vuota", ""),
        ("Iscrizione", "Affitterà Amina", "Affitti e contratti"),
    ]
    # A page that is not there yet is not offered.
    esistono = {nome for nome, pagina in GENERI.values() if indirizzo(pagina, 1)}
    attesi = [riga for riga in tutti if riga[0] in esistono]
    assert trovati(Ruolo.OPERATORE_ETS, "affitt") == attesi
    senza_persone = [riga for riga in attesi if riga[0] != "Iscrizione"]
    assert [trovati(ruolo, "affitt") for ruolo in (Ruolo.FUNZIONARIO_UNIONE, Ruolo.CABINA)] == [senza_persone, []]
    assert (trovati(Ruolo.OPERATORE_ETS, "\x00 "), trovati(Ruolo.OPERATORE_ETS, "niente")) == ([], [])


def test_the_record_of_an_event_shows_its_last_expenses_and_their_sum_beside_the_estimate(operatore: Utente) -> None:
    evento = evento_con(preventivo=D("500.00"))
    for n in range(7):
        CostoFactory(evento=evento, importo="100.00", documento_numero=f"{n}", pagato_il=None)
    CostoFactory(evento=evento, annullato_il=PASSATO)
    CostoFactory()
    with CaptureQueriesContext(connection) as viste:
        trovato = pannello(evento, operatore)
    assert trovato is not None
    contesto = trovato.contesto
    assert (len(viste), len(contesto["righe"]), contesto["totale"], contesto["altre"]) == (1, 5, D("700.00"), 2)
    testo = render_to_string(trovato.template, contesto).replace("\xa0", " ")
    assert "Le spese sono 700,00 €, il preventivo è 500,00 €: 200,00 € in più." in testo
    assert f"?q={evento.numero}" in testo


def test_an_event_without_expenses_says_only_its_estimate(operatore: Utente) -> None:
    assert pannello(evento_con(), operatore) is None
    trovato = pannello(evento_con(preventivo=D("500.00")), operatore)
    assert trovato is not None
    testo = render_to_string(trovato.template, trovato.contesto).replace("\xa0", " ")
    assert "Ancora nessuna spesa; il preventivo è 500,00 €." in testo
