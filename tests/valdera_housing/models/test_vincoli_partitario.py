"""Direct writes on the ledger that the database must refuse."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.factories.casa import (
    ContoBancarioFactory,
    EstrattoContoFactory,
    IncassoFactory,
    MovimentoBancarioFactory,
    ScadenzaFactory,
)
from tests.factories.rifiuti import rifiutato
from valdera_housing.models import EstrattoConto, Imputazione, Incasso, MovimentoBancario, Scadenza

pytestmark = pytest.mark.django_db
euro = Decimal
OGGI = date(2026, 11, 19)


def imputa(incasso: Incasso, scadenza: Scadenza, importo: str = "360.00") -> Imputazione:
    return Imputazione.objects.create(
        incasso=incasso, scadenza=scadenza, importo=euro(importo), creata_da=incasso.registrato_da
    )


def cambia(oggetto, **campi) -> int:
    return type(oggetto).objects.filter(pk=oggetto.pk).update(**campi)


def test_a_due_is_never_paid_more_than_it_is() -> None:
    scadenza = ScadenzaFactory()
    imputa(IncassoFactory(), scadenza)
    assert rifiutato(lambda: imputa(IncassoFactory(), scadenza, "0.01")) == "scadenza_mai_pagata_due_volte"
    assert rifiutato(lambda: ScadenzaFactory(importo=0)) == "scadenza_mai_pagata_due_volte"


def test_a_payment_never_covers_more_than_it_is() -> None:
    incasso = IncassoFactory()
    imputa(incasso, ScadenzaFactory())
    assert rifiutato(lambda: imputa(incasso, ScadenzaFactory(), "0.01")) == "incasso_mai_imputato_due_volte"
    assert rifiutato(lambda: IncassoFactory(importo=0)) == "incasso_mai_imputato_due_volte"


def test_a_due_is_of_a_month() -> None:
    sbagliata = lambda: ScadenzaFactory(competenza=date(2026, 11, 2))  # noqa: E731
    assert rifiutato(sbagliata) == "scadenza_competenza_primo_del_mese"


def test_the_same_due_is_not_written_twice() -> None:
    ScadenzaFactory(chiave="canone/12/2026-11")
    assert "chiave" in (rifiutato(lambda: ScadenzaFactory(chiave="canone/12/2026-11")) or "")


def test_a_paid_due_is_not_cancelled_and_who_cancels_says_why() -> None:
    scadenza = ScadenzaFactory()
    nome = "scadenza_annullata_se_non_pagata"
    assert rifiutato(lambda: cambia(scadenza, annullata_il=OGGI)) == nome
    imputa(IncassoFactory(), scadenza, "1.00")
    assert rifiutato(lambda: cambia(scadenza, annullata_il=OGGI, motivo_annullamento="Doppia")) == nome


@pytest.mark.parametrize(
    "campi", [{"importo": 1}, {"verso": "USCITA"}, {"tipo": "ONERI"}, {"competenza": date(2026, 12, 1)}]
)
def test_a_due_is_not_rewritten(campi: dict) -> None:
    scadenza = ScadenzaFactory()
    assert rifiutato(lambda: cambia(scadenza, **campi)) == "scadenza_immutabile"


@pytest.mark.parametrize("campi", [{"importo": 1}, {"verso": "USCITA"}, {"data": OGGI}, {"numero": "I-1"}])
def test_a_payment_is_not_rewritten(campi: dict) -> None:
    incasso = IncassoFactory()
    assert rifiutato(lambda: cambia(incasso, **campi)) == "incasso_immutabile"


def test_a_payment_is_cancelled_without_matches_and_with_a_reason() -> None:
    incasso, adesso = IncassoFactory(), timezone.now()
    nome = "incasso_annullato_senza_imputazioni"
    assert rifiutato(lambda: cambia(incasso, annullato_alle=adesso)) == nome
    imputa(incasso, ScadenzaFactory(), "1.00")
    assert rifiutato(lambda: cambia(incasso, annullato_alle=adesso, motivo_annullamento="Doppio")) == nome


def test_a_match_is_positive_of_one_side_and_between_living_rows() -> None:
    incasso, scadenza = IncassoFactory(), ScadenzaFactory()
    uscita = ScadenzaFactory(verso="USCITA")
    annullata = ScadenzaFactory(annullata_il=OGGI, motivo_annullamento="Doppia")
    annullato = IncassoFactory(annullato_alle=timezone.now(), motivo_annullamento="Doppio")
    assert rifiutato(lambda: imputa(incasso, scadenza, "0.00")) == "imputazione_positiva"
    assert rifiutato(lambda: imputa(incasso, uscita)) == "imputazione_stesso_verso"
    assert rifiutato(lambda: imputa(incasso, annullata)) == "imputazione_su_righe_vive"
    assert rifiutato(lambda: imputa(annullato, scadenza)) == "imputazione_su_righe_vive"


def test_a_match_is_not_rewritten_nor_brought_back() -> None:
    riga = imputa(IncassoFactory(), ScadenzaFactory())
    assert rifiutato(lambda: cambia(riga, importo=1)) == "imputazione_immutabile"
    cambia(riga, annullata_alle=timezone.now())
    assert rifiutato(lambda: cambia(riga, annullata_alle=None)) == "imputazione_immutabile"


def test_what_is_in_the_ledger_is_not_thrown_away() -> None:
    riga = imputa(IncassoFactory(), ScadenzaFactory())
    for oggetto in (riga, riga.incasso, riga.scadenza, MovimentoBancarioFactory()):
        righe = type(oggetto)._base_manager.filter(pk=oggetto.pk)
        assert rifiutato(lambda righe=righe: righe._raw_delete(righe.db)) is None


def test_an_iban_is_written_well() -> None:
    assert rifiutato(lambda: ContoBancarioFactory(iban="60X0542811101")) == "conto_iban_scritto_bene"


def test_a_statement_ends_after_it_starts() -> None:
    estratto: EstrattoConto = EstrattoContoFactory()
    assert rifiutato(lambda: cambia(estratto, al=date(2026, 10, 1))) == "estratto_date_in_ordine"


def test_a_bank_line_is_one_never_zero_and_as_the_bank_wrote_it() -> None:
    riga: MovimentoBancario = MovimentoBancarioFactory()
    doppia = lambda: MovimentoBancarioFactory(estratto=riga.estratto, impronta=riga.impronta)  # noqa: E731
    assert rifiutato(doppia) == "movimento_una_volta_sola"
    assert rifiutato(lambda: MovimentoBancarioFactory(importo=0)) == "movimento_mai_zero"
    assert rifiutato(lambda: cambia(riga, causale="Altro")) == "movimento_immutabile"


def test_a_bank_line_pays_once() -> None:
    riga = MovimentoBancarioFactory()
    IncassoFactory(movimento=riga)
    assert "movimento" in (rifiutato(lambda: IncassoFactory(movimento=riga)) or "")
