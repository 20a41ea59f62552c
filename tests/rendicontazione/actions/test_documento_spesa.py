from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest
from django.db import IntegrityError, InternalError

from rendicontazione.actions.documento_spesa import (
    aggiungi_allegato,
    crea_documento,
    elimina_allegato,
    elimina_documento,
    modifica_documento,
)
from rendicontazione.choices import StatoSpesa, TipoAllegato, TipoDocumento
from rendicontazione.models import AllegatoSpesa, DocumentoSpesa, Spesa
from tests.factories.conti import ConvenzioneFactory, DocumentoSpesaFactory, SpesaFactory, porta_a
from tests.factories.persone import UtenteFactory
from tests.factories.rifiuti import sql
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Documento, Utente

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 scansione"


@pytest.fixture
def contabile() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS], first_name="Carla", last_name="Meini")


def dati(**altro) -> dict:
    return {
        "tipo": TipoDocumento.RICEVUTA,
        "fornitore": "Rosa Giusti",
        "codice_fiscale": "GSTRSO60A41G843X",
        "numero": "9/2026",
        "data": date(2026, 9, 8),
        "imponibile": D("480"),
        "iva": D("0"),
        "totale": D("480"),
    } | altro


def crea(utente: Utente, originale: bytes | None = PDF, **altro) -> DocumentoSpesa:
    file = ("ricevuta.pdf", originale) if originale else None
    return crea_documento(dati(**altro), utente=utente, convenzione=ConvenzioneFactory(), originale=file)


def test_a_document_typed_by_hand_is_a_draft_with_its_file_and_fingerprint(contabile):
    documento = crea(contabile)

    documento.refresh_from_db()
    assert (documento.eleggibile, documento.presentato, documento.creato_da) == (D("480.00"), False, contabile)
    file = documento.allegati.get()
    assert (file.tipo, file.documento.sha256) == (TipoAllegato.ORIGINALE, documento.file_sha256)


def test_the_file_may_come_later(contabile):
    documento = crea(contabile, originale=None)
    assert documento.file_sha256 == ""

    aggiungi_allegato(documento, "ricevuta.pdf", PDF, tipo=TipoAllegato.ORIGINALE, utente=contabile)

    documento.refresh_from_db()
    assert len(documento.file_sha256) == 64


def test_the_same_document_is_refused_with_the_name_of_who_entered_it(contabile):
    crea(contabile)

    with pytest.raises(AttoRifiutato) as rifiuto:
        crea(contabile, originale=b"%PDF-1.7 altra scansione", numero=" 9/2026 ".strip())

    chi = "inserita da Carla Meini il 19/11/2026"
    assert str(rifiuto.value) == f"C'è già: Ricevuta 9/2026 di Rosa Giusti, del 08/09/2026, {chi}"


def test_the_same_file_is_refused_for_another_document(contabile):
    crea(contabile)

    with pytest.raises(AttoRifiutato, match="C'è già: Ricevuta 9/2026"):
        crea(contabile, numero="10/2026")

    assert DocumentoSpesa.objects.count() == 1


@pytest.mark.parametrize("contenuto", [b"", b"MZ\x90\x00 programma", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_a_file_of_another_kind_is_refused_and_nothing_is_written(contabile, contenuto):
    with pytest.raises(AttoRifiutato):
        crea_documento(dati(), utente=contabile, convenzione=ConvenzioneFactory(), originale=("a.pdf", contenuto))

    assert (DocumentoSpesa.objects.count(), Documento.objects.count()) == (0, 0)


def test_correcting_a_draft_computes_again_what_may_be_claimed(contabile):
    documento = crea(contabile)

    modifica_documento(documento, {"imponibile": D("400"), "totale": D("400")}, utente=contabile, versione=1)

    documento.refresh_from_db()
    assert (documento.eleggibile, documento.versione) == (D("400.00"), 2)
    with pytest.raises(ModificaConcorrente):
        modifica_documento(documento, {"causale": "altro"}, utente=contabile, versione=1)


def test_figures_that_do_not_agree_are_told_until_they_do(contabile):
    documento = crea(contabile, totale=D("4800"))
    assert documento.avvisi == ["Il totale è 4.800,00\xa0€, ma imponibile e IVA fanno 480,00\xa0€."]
    assert documento.eleggibile == D("480.00")

    documento = modifica_documento(documento, {"totale": D("480")}, utente=contabile, versione=1)

    assert documento.avvisi == []


def test_a_document_cannot_be_made_smaller_than_its_shares(contabile):
    documento = SpesaFactory().documento_spesa

    with pytest.raises(IntegrityError, match="documento_ripartito_entro_il_rendicontabile"):
        modifica_documento(
            documento, {"imponibile": D("1"), "iva": D("0"), "totale": D("1")}, utente=contabile, versione=1
        )


def test_a_presented_document_is_neither_corrected_nor_thrown_away(contabile):
    spesa = porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)
    documento = DocumentoSpesa.objects.get(pk=spesa.documento_spesa_id)
    allegato = AllegatoSpesa.objects.select_related("documento", "documento_spesa").get(documento_spesa=documento)

    for atto in (
        lambda: modifica_documento(documento, {"causale": "x"}, utente=contabile, versione=1),
        lambda: elimina_documento(documento, utente=contabile),
        lambda: elimina_allegato(allegato, utente=contabile),
    ):
        with pytest.raises(AttoRifiutato, match="già stato presentato"):
            atto()


def test_files_may_still_be_added_to_a_presented_document(contabile):
    spesa = porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)
    documento = DocumentoSpesa.objects.get(pk=spesa.documento_spesa_id)

    aggiungi_allegato(documento, "rapporto.pdf", PDF, tipo=TipoAllegato.RELAZIONE, utente=contabile)

    assert documento.allegati.count() == 2


@pytest.mark.parametrize(
    "istruzione",
    [
        "UPDATE rendicontazione_documentospesa SET totale = 1 WHERE id = {pk}",
        "DELETE FROM rendicontazione_allegatospesa WHERE documento_spesa_id = {pk}",
        "DELETE FROM rendicontazione_pagamento WHERE documento_spesa_id = {pk}",
    ],
)
def test_direct_sql_cannot_touch_a_presented_document_either(istruzione):
    spesa = porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)

    with pytest.raises((IntegrityError, InternalError), match="già stato presentato"):
        sql(istruzione.format(pk=spesa.documento_spesa_id))


def test_throwing_a_draft_away_takes_shares_payments_and_files(contabile, django_capture_on_commit_callbacks):
    documento = SpesaFactory().documento_spesa
    percorsi = [Path(d.file.path) for d in Documento.objects.all()]

    with django_capture_on_commit_callbacks(execute=True):
        elimina_documento(documento, utente=contabile)

    assert (DocumentoSpesa.objects.count(), Spesa.objects.count(), Documento.objects.count()) == (0, 0, 0)
    assert [p for p in percorsi if p.exists()] == []


def test_a_file_shared_by_two_documents_stays_with_the_other(contabile):
    primo, secondo = DocumentoSpesaFactory(), DocumentoSpesaFactory(originale=False)
    file = primo.allegati.get().documento
    AllegatoSpesa.objects.create(documento_spesa=secondo, documento=file, tipo=TipoAllegato.ORIGINALE)

    elimina_documento(primo, utente=contabile)

    assert list(Documento.objects.all()) == [file]


def test_an_invoice_corrected_by_a_credit_note_stays_until_the_note_goes(contabile):
    fattura = DocumentoSpesaFactory()
    nota = DocumentoSpesaFactory(tipo="NOTA_CREDITO", imponibile=D("-100"), iva=D("-22"), nota_credito_di=fattura)

    with pytest.raises(AttoRifiutato, match="elimina prima quella"):
        elimina_documento(fattura, utente=contabile)
    elimina_documento(nota, utente=contabile)
    elimina_documento(fattura, utente=contabile)

    assert not DocumentoSpesa.objects.exists()


def test_taking_the_original_away_lets_another_one_in(contabile):
    documento = crea(contabile)
    allegato = AllegatoSpesa.objects.select_related("documento", "documento_spesa").get()

    elimina_allegato(allegato, utente=contabile)

    documento.refresh_from_db()
    assert (documento.file_sha256, Documento.objects.count()) == ("", 0)


@pytest.mark.parametrize("ruolo", [r for r in Ruolo if r not in (Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS)])
def test_only_the_partner_writes_documents(ruolo):
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        crea(UtenteFactory(ruoli=[ruolo]))
