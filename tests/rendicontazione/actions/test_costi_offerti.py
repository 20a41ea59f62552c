from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from gestore.models import Manutenzione
from rendicontazione.actions.costi_offerti import prendi_costi
from rendicontazione.choices import StatoRendiconto, StatoSpesa
from rendicontazione.models import AllegatoSpesa, DocumentoSpesa, Pagamento, Spesa
from rendicontazione.queries.costi_offerti import costi_offerti, offerte_per_linea
from tests.factories.conti import ConvenzioneFactory, SpesaFactory, rendiconto, rendiconto_in
from tests.factories.gestore import ManutenzioneFactory, paga, sublocazione_in_corso
from tests.factories.persone import UtenteFactory
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Utente

GIORNO = date(2026, 9, 4)


def contabile() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


def canone_netto() -> str:
    """A rent of 550 paid and one of 360 cashed: 190 to claim. Returns its key."""
    ConvenzioneFactory()
    casa = sublocazione_in_corso()
    paga(casa.locazione.contratto, "550.00", GIORNO)
    paga(casa.contratto, "360.00", GIORNO)
    return costi_offerti(rendiconto(7).trimestre)[0][1].chiave


def manutenzione_pagata(**altro: Any) -> Manutenzione:
    ConvenzioneFactory()
    fattura = archivia_documento(b"%PDF-1.7 fattura della caldaia", "caldaia.pdf", utente=None)
    dati = {
        "aperta_il": date(2026, 7, 1), "chiusa_il": GIORNO, "stato": "CHIUSA", "esito": "Fatta", "a_carico_di": "ETS",
        "costo": Decimal("120.00"), "fornitore": "Neri", "fornitore_codice": "01998760504", "fattura": fattura,
        "fattura_numero": "12", "fattura_data": GIORNO,
    }  # fmt: skip
    return ManutenzioneFactory(**dati | altro)


@pytest.mark.django_db
def test_a_cost_taken_is_a_draft_document_paid_and_on_its_line() -> None:
    chiave = canone_netto()
    (documento,) = prendi_costi(rendiconto(7), [chiave], utente=contabile())
    spesa, pagamento = Spesa.objects.get(), Pagamento.objects.get()
    assert (documento.origine, documento.totale, documento.presentato) == (chiave, Decimal("190.00"), False)
    assert (spesa.linea, spesa.macrovoce, spesa.importo, spesa.stato) == (
        "GIS", "D", Decimal("190.00"), StatoSpesa.BOZZA,
    )  # fmt: skip
    assert (pagamento.data_valuta, pagamento.importo) == (GIORNO, Decimal("190.00"))


@pytest.mark.django_db
def test_a_cost_taken_twice_is_one_document() -> None:
    chiave = canone_netto()
    prendi_costi(rendiconto(7), [chiave], utente=contabile())
    assert prendi_costi(rendiconto(7), [chiave], utente=contabile()) == []
    assert (DocumentoSpesa.objects.count(), Spesa.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_the_invoice_of_a_repair_becomes_the_original_in_a_copy_of_its_own() -> None:
    manutenzione = manutenzione_pagata()
    (documento,) = prendi_costi(rendiconto(7), [f"gis/manutenzioni/{manutenzione.pk}"], utente=contabile())
    allegato = AllegatoSpesa.objects.get()
    assert (allegato.tipo, allegato.documento.nome, documento.partita_iva) == (
        "ORIGINALE", "caldaia.pdf", "01998760504",
    )  # fmt: skip
    assert allegato.documento != manutenzione.fattura


@pytest.mark.django_db
def test_a_cost_without_a_tax_code_is_refused_and_nothing_is_written() -> None:
    chiavi = [canone_netto(), f"gis/manutenzioni/{manutenzione_pagata(fornitore_codice='').pk}"]
    with pytest.raises(AttoRifiutato, match="Neri: serve il codice fiscale"):
        prendi_costi(rendiconto(7), chiavi, utente=contabile())
    assert not DocumentoSpesa.objects.exists()


@pytest.mark.django_db
def test_a_presented_quarter_a_cost_no_longer_offered_and_another_role_are_refused() -> None:
    chiave = canone_netto()
    with pytest.raises(AttoRifiutato, match="non è più offerto"):
        prendi_costi(rendiconto(7), [chiave, "gis/canoni/0/0"], utente=contabile())
    with pytest.raises(AttoRifiutato, match="altro ruolo"):
        prendi_costi(rendiconto(7), [chiave], utente=UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE]))
    rendiconto_in(StatoRendiconto.CHIUSO_ETS, 7)
    with pytest.raises(AttoRifiutato, match="già presentato"):
        prendi_costi(rendiconto(7), [chiave], utente=contabile())


@pytest.mark.django_db
def test_the_page_knows_what_is_taken_what_changed_and_what_was_typed_by_hand() -> None:
    chiave = canone_netto()
    prendi_costi(rendiconto(7), [chiave], utente=contabile())
    SpesaFactory(macrovoce="D", importo=Decimal("100.00"))
    paga(sublocazione_in_corso().contratto, "10.00", GIORNO)
    (gruppo,) = offerte_per_linea(rendiconto(7))
    assert [(o.costo.importo, o.documento.totale, o.cambiata, o.prendibile) for o in gruppo.offerte] == [
        (Decimal("180.00"), Decimal("190.00"), True, False)
    ]
    assert (gruppo.a_mano, gruppo.a_mano_euro, gruppo.da_prendere) == (1, Decimal("100.00"), Decimal("0.00"))


@pytest.mark.django_db(transaction=True)
def test_two_people_who_take_the_same_cost_at_once_make_one_document() -> None:
    chiave, conti, chi = canone_netto(), rendiconto(7), [contabile() for _ in range(8)]

    def prendi(utente: Utente) -> int:
        try:
            return len(prendi_costi(conti, [chiave], utente=utente))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as gara:
        presi = list(gara.map(prendi, chi))
    assert sorted(presi) == [0, 0, 0, 0, 0, 0, 0, 1]
    assert (DocumentoSpesa.objects.count(), Spesa.objects.count(), Pagamento.objects.count()) == (1, 1, 1)
