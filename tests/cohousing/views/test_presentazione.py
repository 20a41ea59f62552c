"""The line's own page, its place in the bar, the pages of its numbers."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from cohousing import GLOSSARIO, PRESENTAZIONE
from cohousing.choices import StatoImmobile, StatoPermanenza
from cohousing.queries.indicatori import DEFINIZIONI
from tests.factories.casa import InvioFactory
from tests.factories.cohousing import (
    CandidaturaFactory,
    StrutturaFactory,
    SupervisioneFactory,
    casa_aperta,
    immobile,
    permanenza,
)
from tests.factories.conti import ConvenzioneFactory
from valdera_housing.choices import Linea, Ruolo

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]


def una_casa() -> None:
    """Three rooms of two beds: one lived in, one closed for works, one left; somebody waits."""
    casa = casa_aperta()
    prima, seconda, terza = casa.unita.order_by("nome")
    permanenza(prima)
    seconda.fermi.create(dal=date(2026, 11, 2), motivo="Imbiancatura")
    permanenza(terza, stato=StatoPermanenza.CONCLUSA)
    SupervisioneFactory(struttura=casa)
    StrutturaFactory()
    CandidaturaFactory()
    immobile(StatoImmobile.APPROVATO_CABINA)
    immobile(StatoImmobile.SCARTATO)


def cifre(pagina: Any) -> list[tuple[str, str, str]]:
    return [(t.etichetta, t.cifra, t.nota) for t in pagina.context["tessere"]]


@pytest.mark.parametrize("ruolo", [ruolo for ruolo in Ruolo if ruolo != Ruolo.AMMINISTRATORE])
def test_the_line_says_what_it_does_its_budget_and_its_milestones(entra: Entra, ruolo: str) -> None:
    ConvenzioneFactory()
    pagina = entra(ruolo).get("/cohousing/")
    testo = pagina.content.decode()
    assert (pagina.status_code, pagina.context["servizio"].linea) == (200, Linea.COH)
    assert all(frase in testo for frase in (PRESENTAZIONE, *GLOSSARIO))
    assert [(t.codice, t.aspetto.etichetta) for t in pagina.context["tappe"]] == [
        ("M1", "In ritardo"), ("M2", "In ritardo"), ("M3", "In ritardo"),
    ]  # fmt: skip


def test_the_technical_administrator_has_no_business_here(entra: Entra) -> None:
    assert entra(Ruolo.AMMINISTRATORE).get("/cohousing/").status_code == 403


def test_the_beds_of_who_leaves_today_are_not_free_today(entra: Entra) -> None:
    permanenza(casa_aperta(unita=1).unita.get(), StatoPermanenza.CONCLUSA, uscita_il=date(2026, 11, 19))
    pagina = entra(Ruolo.OPERATORE_ETS).get("/cohousing/")
    assert cifre(pagina)[1] == ("Posti letto", "2", "0 liberi oggi")


def test_the_page_shows_houses_beds_households_and_what_is_to_be_done(entra: Entra) -> None:
    una_casa()
    InvioFactory(linea=Linea.COH)
    pagina = entra(Ruolo.OPERATORE_ETS).get("/cohousing/")
    assert cifre(pagina) == [
        ("Case aperte", "1", "1 in preparazione, 3 unità in tutto"),
        ("Posti letto", "6", "2 liberi oggi"),
        ("Nuclei che abitano le case", "1", "0 ingressi in preparazione"),
        ("Nuclei che aspettano un posto", "1", "candidature aperte o proposte"),
        ("Immobili in ricognizione", "1", "1 approvato dalla Cabina"),
    ]
    assert [c.titolo for c in pagina.context["compiti"]] == [
        "Verificare il percorso di un nucleo in una casa condivisa",
        "Cercare un posto in una casa condivisa",
        "Prendere in carico un nucleo inviato al cohousing",
    ]
    menu = next(v for v in pagina.context["menu"] if v.etichetta == "Cohousing")
    assert (menu.conteggio, menu.attivo) == (1, True)


def test_the_cabina_reads_the_figures_alone_and_not_of_few_households(entra: Entra) -> None:
    una_casa()
    pagina = entra(Ruolo.CABINA).get("/cohousing/")
    assert [(t.cifra, t.url) for t in pagina.context["tessere"]] == [
        ("1", ""), ("6", ""), ("meno di 3", ""), ("meno di 3", ""), ("1", ""),
    ]  # fmt: skip
    assert pagina.context["compiti"] == []


@pytest.mark.parametrize(
    "ruolo", [Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE]
)
def test_who_keeps_the_money_reads_the_numbers_and_the_rows(entra: Entra, ruolo: str) -> None:
    ConvenzioneFactory()
    una_casa()
    client = entra(ruolo)
    elenco = client.get("/cohousing/indicatori/?trimestre=8").content.decode()
    assert ("I19. Uscite verso l’autonomia" in elenco, "Posti letto occupati" in elenco) == (True, True)
    righe = client.get("/cohousing/indicatori/I20/?trimestre=8").content.decode()
    assert (">229 giorni<" in righe, "15/10/2026" in righe) == (True, True)


def test_the_cabina_reads_numbers_of_few_households_as_marks(entra: Entra) -> None:
    ConvenzioneFactory()
    una_casa()
    client = entra(Ruolo.CABINA)
    righe = {i.codice: valori for i, valori in client.get("/cohousing/indicatori/?trimestre=8").context["righe"]}
    assert (righe["I19"][0], righe["I20N"][0], str(righe["I21"][0])) == ("(*)", "<3", "0.11")
    assert client.get("/cohousing/indicatori/I19/?trimestre=8").status_code == 403


@pytest.mark.parametrize("codice", DEFINIZIONI)
def test_every_indicator_opens(entra: Entra, codice: str) -> None:
    ConvenzioneFactory()
    una_casa()
    assert entra(Ruolo.COORDINATORE_ETS).get(f"/cohousing/indicatori/{codice}/?trimestre=8").status_code == 200


def test_an_indicator_that_does_not_exist_is_not_found(entra: Entra) -> None:
    ConvenzioneFactory()
    assert entra(Ruolo.CONTABILE_ETS).get("/cohousing/indicatori/I99/").status_code == 404
