"""The expenses of events and campaigns, page by page."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal as D
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from formazione.models import Costo
from tests.factories.formazione import CampagnaFactory, CostoFactory, evento_con
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
ELENCO = reverse("formazione:costo_elenco")
LEGGONO = [
    Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS,
    Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE,
]  # fmt: skip


def pagina(nome: str, oggetto: Any) -> str:
    return reverse(f"formazione:{nome}", args=[oggetto.pk])


def spesa(**altro: Any) -> dict[str, Any]:
    return {
        "chiave": uuid4(), "descrizione": "Compenso del docente", "fornitore": "Studio Conti",
        "codice_fiscale": "00162600506", "documento_numero": "7/A", "documento_del": "2026-10-05",
        "importo": "1.300,50",
    } | altro  # fmt: skip


def in_parole(risposta: Any) -> str:
    return risposta.content.decode().replace("\xa0", " ")


@pytest.mark.parametrize("ruolo", LEGGONO)
def test_the_list_totals_all_that_is_found_and_each_expense_opens(entra: Entra, ruolo: str) -> None:
    pagata = CostoFactory(importo="100.00")
    CostoFactory(importo="50.50", pagato_il=None, evento=None, campagna=CampagnaFactory())
    CostoFactory(importo="900.00", annullato_il=date(2026, 11, 1))
    client = entra(ruolo)
    elenco = client.get(ELENCO)
    assert (elenco.context["elenco"].conto, elenco.context["somme"]) == (2, (2, D("150.50"), D("100.00")))
    assert "Totale: pagati 100,00 €, da pagare 50,50 €" in in_parole(elenco)
    scheda = client.get(pagina("costo_scheda", pagata))
    assert (scheda.status_code, f"Studio Conti, {pagata.documento_numero}" in in_parole(scheda)) == (200, True)


@pytest.mark.parametrize(
    ("filtri", "attesi"),
    [
        ({}, ["A", "B"]),
        ({"di": "evento"}, ["A"]),
        ({"di": "campagna"}, ["B"]),
        ({"stato": "da_pagare"}, ["B"]),
        ({"stato": "pagate"}, ["A"]),
        ({"stato": "tolte"}, ["C"]),
        ({"q": "EV-2026-0001"}, ["A"]),
        ({"q": "case vuote bini"}, ["B"]),
        ({"dal": "2026-10-06"}, ["B"]),
        ({"al": "2026-10-05"}, ["A"]),
    ],
)
def test_what_is_looked_for_is_found_on_the_page_and_in_the_sheet(
    entra: Entra, filtri: dict[str, str], attesi: list[str]
) -> None:
    evento = evento_con(numero="EV-2026-0001")
    CostoFactory(evento=evento, documento_numero="A")
    CostoFactory(
        evento=None, campagna=CampagnaFactory(titolo="Le case vuote"), documento_numero="B", fornitore="Bini",
        pagato_il=None, documento_del=date(2026, 10, 8),
    )  # fmt: skip
    CostoFactory(documento_numero="C", annullato_il=date(2026, 11, 1), pagato_il=None)
    client = entra(Ruolo.FUNZIONARIO_UNIONE)
    righe = client.get(ELENCO, filtri).context["righe"]
    assert sorted(costo.documento_numero for costo, *_ in righe) == attesi
    foglio = client.get(reverse("formazione:costo_esporta"), filtri | {"formato": "csv"})
    contenuto = b"".join(foglio.streaming_content) if foglio.streaming else foglio.content
    assert len(contenuto.decode("utf-8-sig").strip().splitlines()) == 1 + len(attesi)


def test_two_days_in_the_wrong_order_are_told_beside_the_field(entra: Entra) -> None:
    risposta = entra(Ruolo.REVISORE).get(ELENCO, {"dal": "2026-10-06", "al": "2026-10-01"})
    assert risposta.status_code == 422
    assert "L’ultimo giorno non viene prima del primo." in in_parole(risposta)


def test_an_operator_adds_an_expense_with_its_invoice_and_does_not_pay_it(entra: Entra) -> None:
    evento, client = evento_con(), entra(Ruolo.OPERATORE_ETS)
    indirizzo = pagina("evento_aggiungi_costo", evento)
    assert "pagato_il" not in client.get(indirizzo).context["form"].fields
    file = SimpleUploadedFile("fattura.pdf", b"%PDF-1.7 fattura")
    dati = spesa(file=file, pagato_il="2026-10-06")
    fatto = client.post(indirizzo, dati)
    costo = Costo.objects.get()
    assert (fatto.status_code, fatto["Location"]) == (302, pagina("costo_scheda", costo))
    assert (costo.evento, costo.importo, costo.pagato_il, costo.documento.nome) == (
        evento, D("1300.50"), None, "fattura.pdf",
    )  # fmt: skip
    file_ = client.get(pagina("costo_file", costo))
    assert b"".join(file_.streaming_content) == b"%PDF-1.7 fattura"
    client.post(indirizzo, {**dati, "file": SimpleUploadedFile("fattura.pdf", b"%PDF-1.7 fattura")})
    assert Costo.objects.count() == 1


def test_who_keeps_the_accounts_adds_to_a_campaign_what_is_paid_already(entra: Entra) -> None:
    campagna = CampagnaFactory()
    client = entra(Ruolo.CONTABILE_ETS)
    client.post(pagina("campagna_aggiungi_costo", campagna), spesa(pagato_il="2026-10-20"))
    costo = Costo.objects.get()
    assert (costo.campagna, costo.evento, costo.pagato_il) == (campagna, None, date(2026, 10, 20))
    assert client.get(pagina("costo_file", costo)).status_code == 404


@pytest.mark.parametrize(
    ("dati", "campo", "frase"),
    [
        ({"importo": "0"}, "importo", "Scrivi un importo maggiore di zero."),
        ({"importo": "NaN"}, "importo", "Scrivi un importo come 1.234,56."),
        ({"importo": "99999999,00"}, "importo", "L'importo è troppo grande."),
        ({"descrizione": ""}, "descrizione", "Scrivi per che cosa è la spesa."),
        ({"codice_fiscale": "00162600507"}, "codice_fiscale", "La partita IVA non è giusta: ricontrolla le cifre."),
        (
            {"documento_del": "2026-11-20"}, "documento_del",
            "La data è nel futuro: scrivila quando sarà successo.",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_beside_the_field_and_nothing_is_written(
    entra: Entra, dati: dict[str, str], campo: str, frase: str
) -> None:
    risposta = entra(Ruolo.COORDINATORE_ETS).post(pagina("evento_aggiungi_costo", evento_con()), spesa(**dati))
    assert (risposta.status_code, risposta.context["form"].errors) == (422, {campo: [frase]})
    assert Costo.objects.count() == 0


def test_the_same_document_twice_is_refused_with_a_sentence(entra: Entra) -> None:
    evento, client = evento_con(), entra(Ruolo.OPERATORE_ETS)
    client.post(pagina("evento_aggiungi_costo", evento), spesa())
    doppia = client.post(pagina("evento_aggiungi_costo", evento), spesa())
    assert (doppia.status_code, Costo.objects.count()) == (422, 1)
    assert "Questo documento è già registrato." in in_parole(doppia)


def test_more_than_the_estimate_is_told_when_it_is_added_and_on_its_page(entra: Entra) -> None:
    evento, client = evento_con(preventivo=D("1000.00")), entra(Ruolo.OPERATORE_ETS)
    aggiunta = client.post(pagina("evento_aggiungi_costo", evento), spesa(), follow=True)
    frase = "Le spese sono 1.300,50 €, il preventivo è 1.000,00 €: 300,50 € in più."
    assert [str(m).replace("\xa0", " ") for m in aggiunta.context["messages"]] == [f"Spesa registrata. {frase}"]
    assert "L’evento costa più del preventivo" in in_parole(aggiunta)


def test_an_expense_of_a_cancelled_event_is_refused(entra: Entra) -> None:
    evento = evento_con(stato="ANNULLATO")
    risposta = entra(Ruolo.OPERATORE_ETS).post(pagina("evento_aggiungi_costo", evento), spesa())
    assert (risposta.status_code, Costo.objects.count()) == (422, 0)


def test_correcting_keeps_the_file_and_tells_who_comes_second(entra: Entra) -> None:
    file = archivia_documento(b"%PDF-1.7 fattura", "fattura.pdf", utente=None)
    costo, client = CostoFactory(pagato_il=None, documento=file), entra(Ruolo.OPERATORE_ETS)
    indirizzo = pagina("costo_modifica", costo)
    assert client.post(indirizzo, spesa(versione=1)).status_code == 302
    costo.refresh_from_db()
    assert (costo.importo, costo.documento, costo.versione) == (D("1300.50"), file, 2)
    seconda = client.post(indirizzo, spesa(versione=1, importo="10,00"))
    assert (seconda.status_code, 'value="10,00"' in in_parole(seconda)) == (409, True)


def test_the_payment_is_registered_by_who_keeps_the_accounts(entra: Entra) -> None:
    costo = CostoFactory(pagato_il=None)
    assert entra(Ruolo.OPERATORE_ETS).get(pagina("costo_paga", costo)).status_code == 403
    contabile = entra(Ruolo.CONTABILE_ETS)
    assert contabile.get(pagina("costo_paga", costo)).status_code == 200
    fatto = contabile.post(pagina("costo_paga", costo), {"chiave": uuid4(), "pagato_il": "2026-11-10"})
    costo.refresh_from_db()
    assert (fatto.status_code, costo.pagato_il) == (302, date(2026, 11, 10))
    ancora = contabile.post(pagina("costo_paga", costo), {"chiave": uuid4(), "pagato_il": "2026-11-11"})
    assert (ancora.status_code, "Il pagamento è già registrato" in in_parole(ancora)) == (422, True)


def test_an_expense_registered_by_mistake_is_taken_away_and_stays_among_those(entra: Entra) -> None:
    costo, client = CostoFactory(pagato_il=None), entra(Ruolo.OPERATORE_ETS)
    assert client.get(pagina("costo_togli", costo)).status_code == 200
    fatto = client.post(pagina("costo_togli", costo), {"chiave": uuid4(), "versione": "1"})
    costo.refresh_from_db()
    assert (fatto.status_code, fatto["Location"], costo.annullato_il) == (302, ELENCO, date(2026, 11, 19))
    scheda = client.get(pagina("costo_scheda", costo))
    assert (scheda.context["pulsanti"], "Tolta il" in in_parole(scheda)) == ([], True)


@pytest.mark.parametrize(
    ("ruolo", "pagata", "attesi"),
    [
        (Ruolo.REVISORE, False, []),
        (Ruolo.OPERATORE_ETS, False, [("Modifica", ""), ("Togli…", "")]),
        (Ruolo.CONTABILE_ETS, False, [("Registra il pagamento…", ""), ("Modifica", ""), ("Togli…", "")]),
        (
            Ruolo.OPERATORE_ETS, True,
            [
                ("Modifica", "È pagata: la corregge chi tiene i conti."),
                ("Togli…", "È pagata: se il pagamento non c’è stato, togline prima la data."),
            ],
        ),
    ],
)  # fmt: skip
def test_the_buttons_say_why_not(entra: Entra, ruolo: str, pagata: bool, attesi: list[tuple[str, str]]) -> None:
    costo = CostoFactory() if pagata else CostoFactory(pagato_il=None)
    pulsanti = entra(ruolo).get(pagina("costo_scheda", costo)).context["pulsanti"]
    assert [(p.etichetta, p.motivo) for p in pulsanti] == attesi
