from datetime import date
from decimal import Decimal as D

import pytest
from django.db import IntegrityError

from rendicontazione.actions.pagamento import elimina_pagamento, registra_pagamento
from rendicontazione.choices import Modalita, StatoSpesa
from rendicontazione.models import DocumentoSpesa, Pagamento
from tests.factories.conti import DocumentoSpesaFactory, SpesaFactory, porta_a
from tests.factories.persone import UtenteFactory
from tests.factories.rifiuti import sql
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Documento, Utente

pytestmark = pytest.mark.django_db


@pytest.fixture
def contabile() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


def paga(documento: DocumentoSpesa, importo: str, utente: Utente, **altro) -> Pagamento:
    dati = {"data_valuta": date(2026, 9, 18), "importo": D(importo), "modalita": Modalita.BONIFICO, "riferimento": ""}
    prova = altro.pop("prova", None)
    return registra_pagamento(documento, dati | altro, utente=utente, prova=prova)


def test_net_amount_and_tax_withheld_are_two_payments_that_make_the_total(contabile):
    parcella = DocumentoSpesaFactory(ritenuta=D("200"), pagato_il=False)

    paga(parcella, "1020", contabile, riferimento="05428 2026", prova=("contabile.pdf", b"%PDF-1.4"))
    paga(parcella, "200", contabile, modalita=Modalita.F24, data_valuta=date(2026, 10, 16))

    parcella.refresh_from_db()
    assert parcella.pagato == parcella.totale == D("1220.00")
    assert [(p.importo, p.modalita, p.prova and p.prova.nome) for p in parcella.pagamenti.all()] == [
        (D("1020.00"), Modalita.BONIFICO, "contabile.pdf"),
        (D("200.00"), Modalita.F24, None),
    ]


def test_more_than_the_total_is_refused_with_what_is_left(contabile):
    documento = DocumentoSpesaFactory(pagato_il=False)
    paga(documento, "1000", contabile)

    with pytest.raises(AttoRifiutato, match=r"restano da pagare 220,00"):
        paga(documento, "220.01", contabile)


def test_a_credit_note_is_not_paid(contabile):
    nota = DocumentoSpesaFactory(tipo="NOTA_CREDITO", imponibile=D("-100"), iva=D("-22"))

    with pytest.raises(AttoRifiutato, match="non si paga"):
        paga(nota, "1", contabile)


def test_a_proof_that_is_not_a_document_is_refused_and_nothing_is_written(contabile):
    documento = DocumentoSpesaFactory(pagato_il=False, originale=False)

    with pytest.raises(AttoRifiutato, match="Questo tipo di file non si può caricare"):
        paga(documento, "1", contabile, prova=("contabile.pdf", b"MZ programma"))

    assert (Pagamento.objects.count(), Documento.objects.count()) == (0, 0)


def test_a_wrong_payment_of_a_draft_goes_with_its_proof(contabile):
    documento = DocumentoSpesaFactory(pagato_il=False, originale=False)
    pagamento = paga(documento, "10", contabile, prova=("contabile.pdf", b"%PDF-1.4"))

    elimina_pagamento(pagamento, utente=contabile)

    documento.refresh_from_db()
    assert (documento.pagato, Documento.objects.count()) == (D("0.00"), 0)


def test_a_presented_document_keeps_its_payments_and_takes_new_ones(contabile):
    documento = DocumentoSpesaFactory(pagato_il=False)
    pagamento = paga(documento, "1000", contabile)
    porta_a(SpesaFactory(documento_spesa=documento), StatoSpesa.PRESENTATA)
    pagamento.documento_spesa.refresh_from_db()

    with pytest.raises(AttoRifiutato, match="già stato presentato"):
        elimina_pagamento(pagamento, utente=contabile)
    paga(documento, "220", contabile)

    documento.refresh_from_db()
    assert documento.pagato == D("1220.00")


def test_direct_sql_cannot_write_a_payment_of_nothing():
    documento = DocumentoSpesaFactory()

    with pytest.raises(IntegrityError, match="pagamento_positivo"):
        sql(f"UPDATE rendicontazione_pagamento SET importo = 0 WHERE documento_spesa_id = {documento.pk}")


def test_only_the_partner_records_payments():
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        paga(DocumentoSpesaFactory(pagato_il=False), "1", UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE]))
