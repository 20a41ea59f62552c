"""What training offers to the accounts, and what the accounts make of it."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from formazione.queries.costi import NON_SVOLTO, costi_da_rendicontare
from rendicontazione.actions.costi_offerti import prendi_costi
from rendicontazione.models import Spesa
from tests.factories.conti import rendiconto
from tests.factories.formazione import CampagnaFactory, CostoFactory, evento_con
from tests.fondo_garanzia.queries.pagamenti import OTTAVO, SETTIMO, contabile, trimestre
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.linea import CostoOfferto
from valdera_housing.queries.costo import SENZA_CODICE, SENZA_FILE

pytestmark = pytest.mark.django_db


def test_an_expense_is_offered_in_the_quarter_of_its_payment_with_all_that_its_document_needs() -> None:
    file = archivia_documento(b"%PDF-1.7 fattura", "fattura.pdf", utente=None)
    costo = CostoFactory(documento=file)
    CostoFactory(pagato_il=None)
    CostoFactory(annullato_il=date(2026, 10, 21))
    (offerto,) = costi_da_rendicontare(trimestre(OTTAVO))
    assert offerto == CostoOfferto(
        chiave=f"formazione:costo:{costo.pk}",
        fornitore="Studio Conti",
        numero=costo.documento_numero,
        data=date(2026, 10, 5),
        importo=D("300.00"),
        macrovoce="G",
        azione="Corsi e incontri",
        descrizione=f"Compenso del docente: {costo.evento.numero}, {costo.evento.titolo}",
        tipo="FATTURA",
        codice_fiscale="00162600506",
        pagato_il=date(2026, 10, 20),
        documento=file.pk,
    )
    assert costi_da_rendicontare(trimestre(SETTIMO)) == []


def test_what_is_missing_is_told() -> None:
    CostoFactory(evento=None, campagna=CampagnaFactory(), codice_fiscale="")
    CostoFactory(evento=evento_con(stato="ANNULLATO"), pagato_il=date(2026, 11, 2))
    assert [(c.azione, c.note) for c in costi_da_rendicontare(trimestre(OTTAVO))] == [
        ("Campagne di informazione", (SENZA_CODICE, SENZA_FILE)),
        ("Corsi e incontri", (SENZA_FILE, NON_SVOLTO)),
    ]


def test_the_accounts_take_it_once() -> None:
    costo = CostoFactory(documento=archivia_documento(b"%PDF-1.7 fattura", "fattura.pdf", utente=None))
    (offerto,) = costi_da_rendicontare(trimestre(OTTAVO))
    (documento,) = prendi_costi(rendiconto(OTTAVO), [offerto.chiave], utente=contabile())
    assert prendi_costi(rendiconto(OTTAVO), [offerto.chiave], utente=contabile()) == []
    spesa = Spesa.objects.get()
    assert (documento.origine, documento.totale, spesa.linea, spesa.macrovoce, spesa.importo) == (
        f"formazione:costo:{costo.pk}", D("300.00"), "FOR", "G", D("300.00"),
    )  # fmt: skip


def test_the_offer_is_one_query_whatever_the_expenses() -> None:
    t = trimestre(OTTAVO)
    CostoFactory()

    def quante() -> int:
        with CaptureQueriesContext(connection) as viste:
            costi_da_rendicontare(t)
        return len(viste)

    una = quante()
    for _ in range(3):
        CostoFactory()
    assert (una, quante()) == (1, 1)
