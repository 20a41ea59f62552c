"""Advice at the desk, on the page and on paper."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal as D
from typing import Any

import page
import pytest
from django.test import Client

from tests.factories.casa import CasoFactory, FasciaAccordoFactory, IseeFactory
from tests.factories.persone import ComuneFactory
from valdera_housing.choices import Ruolo
from valdera_housing.models import FasciaAccordo, LetturaFascicolo

CANONE = "/sportello/consulenza/canone/"
SOSTENIBILE = "/sportello/consulenza/sostenibile/"


def domanda(quale: FasciaAccordo, **altro: Any) -> dict[str, Any]:
    return {
        "calcola": "1", "comune": quale.accordo.comune_id, "fascia": quale.pk, "mq": "70", "arredo_pct": "10",
        "durata_pct": "5", "tipo": "CONCORDATO_3_2", "mesi": "36", "inizio": "2027-01-01", "canone": "600,00",
        "deposito": "1.800,00",
    } | altro  # fmt: skip


def errori(pdf: bytes) -> list[str]:
    return [e.rule_id for profilo in ("3a", "ua1") for e in page.validate_pdf_bytes(pdf, profile=profilo).failures]


@pytest.mark.parametrize("ruolo", [Ruolo.OPERATORE_ETS, Ruolo.FUNZIONARIO_UNIONE])
def test_the_band_is_worked_out_line_by_line(entra: Callable[..., Client], ruolo: str) -> None:
    fascia, client = FasciaAccordoFactory(), entra(ruolo)
    pagina = client.get(CANONE, domanda(fascia))
    consulenza = pagina.context["consulenza"]
    assert [(r.etichetta, r.valore) for r in consulenza.calcolo.righe[1:]] == [
        ("Superficie convenzionale", "70,00 m²"),
        ("Arredo", "+10,00 %"),
        ("Durata", "+5,00 %"),
        ("Canone minimo all’anno", "4.830,00\xa0€"),
        ("Canone massimo all’anno", "7.728,00\xa0€"),
        ("Canone minimo al mese", "402,50\xa0€"),
        ("Canone massimo al mese", "644,00\xa0€"),
    ]
    assert (pagina.status_code, consulenza.esito.livello) == (200, "si")
    alto = client.get(CANONE, domanda(fascia, canone="644,01"))
    assert alto.context["consulenza"].esito.livello == "no"


def test_what_is_missing_or_does_not_match_is_said(entra: Callable[..., Client]) -> None:
    fascia, altro = FasciaAccordoFactory(), ComuneFactory(nome="Palaia", popolazione=4500)
    client = entra(Ruolo.OPERATORE_ETS)
    senza = client.get(CANONE, domanda(fascia, fascia="", mq=""))
    assert (senza.status_code, senza.context["form"].errors) == (
        422,
        {
            "fascia": ["Scegli la zona e la sottofascia: servono a calcolare il minimo e il massimo."],
            "mq": ["Scrivi i metri quadri."],
        },
    )
    sbagliato = client.get(CANONE, domanda(fascia, comune=altro.pk))
    assert sbagliato.context["form"].errors == {"fascia": ["Questa fascia è di Pontedera: scegline una di Palaia."]}
    senza_accordo = client.get(CANONE, domanda(fascia, comune=altro.pk, fascia=""))
    assert "non c’è un accordo registrato" in senza_accordo.content.decode()


def test_only_the_bands_in_force_are_offered_under_their_comune(entra: Callable[..., Client]) -> None:
    viva = FasciaAccordoFactory()
    FasciaAccordoFactory(accordo__comune__nome="Buti", accordo__valido_al=date(2025, 12, 31))
    scelte = list(entra(Ruolo.OPERATORE_ETS).get(CANONE).context["form"].fields["fascia"].choices)
    assert [(nome, [pk.value for pk, _ in fasce]) for nome, fasce in scelte[1:]] == [("Pontedera", [viva.pk])]


def test_the_sheet_is_a_valid_pdf_and_without_data_goes_back_to_the_form(entra: Callable[..., Client]) -> None:
    client, dati = entra(Ruolo.ASSISTENTE_SOCIALE), domanda(FasciaAccordoFactory())
    foglio = client.get("/sportello/consulenza/canone.pdf", dati)
    assert (foglio["Content-Type"], errori(foglio.content)) == ("application/pdf", [])
    libero = client.get("/sportello/consulenza/canone.pdf", dati | {"tipo": "LIBERO_4_4", "fascia": "", "mesi": "48"})
    assert errori(libero.content) == []
    vuoto = client.get("/sportello/consulenza/canone.pdf", {"mq": "70"})
    assert (vuoto.status_code, vuoto.url) == (302, f"{CANONE}?mq=70")


def test_a_household_seen_by_nobody_else_is_not_advised_on(entra: Callable[..., Client]) -> None:
    caso = CasoFactory()
    fuori = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[ComuneFactory(nome="Palaia")])
    for indirizzo in (SOSTENIBILE, "/sportello/consulenza/sostenibile.pdf"):
        assert fuori.get(indirizzo, {"nucleo": caso.nucleo.codice}).status_code == 404
    dati = domanda(FasciaAccordoFactory(), nucleo=caso.nucleo.codice)
    assert fuori.get(CANONE, dati).status_code == 404
    assert entra(Ruolo.FUNZIONARIO_UNIONE).get(SOSTENIBILE).status_code == 403
    assert entra(Ruolo.FUNZIONARIO_UNIONE).get(CANONE, dati).status_code == 404


def test_what_a_household_can_pay_comes_from_its_isee_and_leaves_a_trace(entra: Callable[..., Client]) -> None:
    caso = CasoFactory()
    IseeFactory(nucleo=caso.nucleo, scade_il=date(2027, 12, 31))
    client = entra(Ruolo.OPERATORE_ETS)
    pagina = client.get(SOSTENIBILE, {"nucleo": caso.nucleo.codice.lower(), "canone": "480"})
    scheda = pagina.context["scheda"]
    assert (scheda.sostenibile, scheda.avvertenze.livello) == (D("360.00"), "avviso")
    assert [r.canone for r in scheda.quote if r.proposto] == [D("480")]
    assert LetturaFascicolo.objects.filter(nucleo=caso.nucleo, utente=client.utente).count() == 1
    pdf = client.get("/sportello/consulenza/sostenibile.pdf", {"nucleo": caso.nucleo.codice})
    assert errori(pdf.content) == []
    insieme = client.get(CANONE, domanda(FasciaAccordoFactory(), nucleo=caso.nucleo.codice))
    assert insieme.context["scheda"].sostenibile == D("360.00")


def test_without_an_isee_the_sheet_says_what_to_ask_for(entra: Callable[..., Client]) -> None:
    caso, client = CasoFactory(), entra(Ruolo.COORDINATORE_ETS)
    pagina = client.get(SOSTENIBILE, {"nucleo": caso.nucleo.codice})
    assert "Il nucleo non ha un ISEE" in pagina.content.decode()
    assert errori(client.get("/sportello/consulenza/sostenibile.pdf", {"nucleo": caso.nucleo.codice}).content) == []
    assert client.get(SOSTENIBILE, {"nucleo": ""}).status_code == 422
    assert client.get("/sportello/consulenza/sostenibile.pdf").url == f"{SOSTENIBILE}?"
