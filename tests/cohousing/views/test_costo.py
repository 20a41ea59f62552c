"""The expenses of houses and buildings, page by page."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal as D
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cohousing.models import Costo
from tests.factories.cohousing import CostoFactory, casa_aperta, immobile
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
ELENCO = reverse("cohousing:costo_elenco")


def pagina(nome: str, oggetto: Any) -> str:
    return reverse(f"cohousing:{nome}", args=[oggetto.pk])


def in_parole(risposta: Any) -> str:
    return risposta.content.decode().replace("\xa0", " ")


def spesa(**altro: Any) -> dict[str, Any]:
    return {
        "chiave": uuid4(), "voce": "ARREDI", "descrizione": "Due letti", "fornitore": "Arredi Valdera",
        "codice_fiscale": "00162600506", "documento_numero": "7/A", "documento_del": "2026-10-05",
        "importo": "1.300,50",
    } | altro  # fmt: skip


@pytest.mark.parametrize(
    "ruolo",
    [
        Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS,
        Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE,
    ],
)  # fmt: skip
def test_the_list_totals_all_that_is_found_and_each_expense_says_of_what_it_is(entra: Entra, ruolo: str) -> None:
    pagata = CostoFactory(importo="100.00")
    CostoFactory(importo="50.50", pagato_il=None, struttura=None, immobile=immobile())
    CostoFactory(importo="900.00", annullato_il=date(2026, 11, 1))
    client = entra(ruolo)
    elenco = client.get(ELENCO)
    assert (elenco.context["elenco"].conto, elenco.context["somme"]) == (2, (2, D("150.50"), D("100.00")))
    assert "Totale: pagati 100,00 €, da pagare 50,50 €" in in_parole(elenco)
    scheda = in_parole(client.get(pagina("costo_scheda", pagata)))
    assert (f"{pagata.struttura.numero}, {pagata.struttura}" in scheda, "Arredi e attrezzature" in scheda) == (
        True, True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("filtri", "attesi"),
    [
        ({}, ["A", "B"]),
        ({"di": "struttura"}, ["A"]),
        ({"di": "immobile"}, ["B"]),
        ({"voce": "PROFESSIONISTI"}, ["B"]),
        ({"stato": "da_pagare"}, ["B"]),
        ({"stato": "tolte"}, ["C"]),
        ({"q": "girasole letti"}, ["A"]),
        ({"q": "scuola"}, ["B"]),
        ({"dal": "2026-10-06"}, ["B"]),
    ],
)
def test_what_is_looked_for_is_found_on_the_page_and_in_the_sheet(
    entra: Entra, filtri: dict[str, str], attesi: list[str]
) -> None:
    CostoFactory(documento_numero="A")
    CostoFactory(
        struttura=None, immobile=immobile(), documento_numero="B", voce="PROFESSIONISTI", descrizione="Rilievo",
        pagato_il=None, documento_del=date(2026, 10, 8),
    )  # fmt: skip
    CostoFactory(documento_numero="C", annullato_il=date(2026, 11, 1), pagato_il=None)
    client = entra(Ruolo.FUNZIONARIO_UNIONE)
    righe = client.get(ELENCO, filtri).context["righe"]
    assert sorted(riga.costo.documento_numero for riga in righe) == attesi
    foglio = client.get(reverse("cohousing:costo_esporta"), filtri | {"formato": "csv"})
    contenuto = b"".join(foglio.streaming_content) if foglio.streaming else foglio.content
    assert len(contenuto.decode("utf-8-sig").strip().splitlines()) == 1 + len(attesi)


def test_an_operator_adds_an_expense_of_a_house_with_its_invoice(entra: Entra) -> None:
    casa, client = casa_aperta(), entra(Ruolo.OPERATORE_ETS)
    fatto = client.post(
        pagina("struttura_aggiungi_costo", casa), spesa(file=SimpleUploadedFile("fattura.pdf", b"%PDF-1.7 letti"))
    )
    costo = Costo.objects.get()
    assert (fatto["Location"], costo.struttura, costo.voce, costo.importo, costo.pagato_il) == (
        pagina("costo_scheda", costo), casa, "ARREDI", D("1300.50"), None,
    )  # fmt: skip
    assert b"".join(client.get(pagina("costo_file", costo)).streaming_content) == b"%PDF-1.7 letti"


def test_who_keeps_the_accounts_adds_the_survey_of_a_building_already_paid(entra: Entra) -> None:
    edificio, client = immobile(), entra(Ruolo.CONTABILE_ETS)
    client.post(pagina("immobile_aggiungi_costo", edificio), spesa(voce="PROFESSIONISTI", pagato_il="2026-10-20"))
    costo = Costo.objects.get()
    assert (costo.immobile, costo.struttura, costo.pagato_il) == (edificio, None, date(2026, 10, 20))


@pytest.mark.parametrize(
    ("dati", "campo", "frase"),
    [
        ({"voce": ""}, "voce", "Scegli che tipo di spesa è."),
        ({"importo": "0"}, "importo", "Scrivi un importo maggiore di zero."),
        ({"descrizione": ""}, "descrizione", "Scrivi per che cosa è la spesa."),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_nothing_is_written(
    entra: Entra, dati: dict[str, str], campo: str, frase: str
) -> None:
    risposta = entra(Ruolo.COORDINATORE_ETS).post(pagina("struttura_aggiungi_costo", casa_aperta()), spesa(**dati))
    assert (risposta.status_code, risposta.context["form"].errors) == (422, {campo: [frase]})
    assert Costo.objects.count() == 0


def test_it_is_corrected_paid_and_an_unpaid_one_is_taken_away(entra: Entra) -> None:
    costo, contabile = CostoFactory(pagato_il=None), entra(Ruolo.CONTABILE_ETS)
    contabile.post(pagina("costo_modifica", costo), spesa(versione=1, voce="MATERIALI"))
    contabile.post(pagina("costo_paga", costo), {"chiave": uuid4(), "pagato_il": "2026-11-10"})
    costo.refresh_from_db()
    assert (costo.voce, costo.importo, costo.pagato_il, costo.versione) == (
        "MATERIALI", D("1300.50"), date(2026, 11, 10), 3,
    )  # fmt: skip
    tolta = CostoFactory(pagato_il=None)
    fatto = entra(Ruolo.OPERATORE_ETS).post(pagina("costo_togli", tolta), {"chiave": uuid4(), "versione": "1"})
    tolta.refresh_from_db()
    assert (fatto["Location"], tolta.annullato_il) == (ELENCO, date(2026, 11, 19))
