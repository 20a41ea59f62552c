"""What shared housing offers to the accounts, and what the accounts make of it."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cohousing.choices import StatoImmobile, VoceCosto
from cohousing.models import QuotaSpesa, SpesaComune
from cohousing.queries.costi import DA_RIPARTIRE, SCARTATO, TUTTA_DEI_NUCLEI, costi_da_rendicontare
from rendicontazione.actions.costi_offerti import prendi_costi
from rendicontazione.models import Spesa
from tests.factories.casa import ScadenzaFactory
from tests.factories.cohousing import (
    CostoFactory,
    SpesaComuneFactory,
    casa_aperta,
    condominio,
    immobile,
    permanenza,
)
from tests.factories.conti import rendiconto
from tests.fondo_garanzia.queries.pagamenti import OTTAVO, SETTIMO, contabile, trimestre
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import Linea, TipoScadenza
from valdera_housing.linea import CostoOfferto
from valdera_housing.queries.costo import SENZA_CODICE, SENZA_FILE

pytestmark = pytest.mark.django_db


def ripartita(a_carico: str, **altro: object) -> SpesaComune:
    """A bill paid on 10 November, split: this much is of the ETS, the rest of one household."""
    spesa = SpesaComuneFactory(pagata_il=date(2026, 11, 10), **altro)
    resto = spesa.importo - D(a_carico)
    with transaction.atomic():
        spesa.stato, spesa.ripartita_il, spesa.a_carico_ente = "RIPARTITA", date(2026, 11, 6), D(a_carico)
        spesa.save()
        if resto:
            stay = permanenza(spesa.struttura.unita.first())
            scadenza = ScadenzaFactory(
                tipo=TipoScadenza.SPESE_COMUNI, linea=Linea.COH, nucleo=stay.nucleo, importo=resto
            )
            QuotaSpesa.objects.create(spesa=spesa, permanenza=stay, peso=D(1), importo=resto, scadenza=scadenza)
    return spesa


def test_an_expense_is_offered_in_the_quarter_of_its_payment_with_all_that_its_document_needs() -> None:
    file = archivia_documento(b"%PDF-1.7 fattura", "fattura.pdf", utente=None)
    costo = CostoFactory(documento=file)
    CostoFactory(pagato_il=None)
    CostoFactory(annullato_il=date(2026, 10, 21))
    (offerto,) = costi_da_rendicontare(trimestre(OTTAVO))
    assert offerto == CostoOfferto(
        chiave=f"cohousing:costo:{costo.pk}",
        fornitore="Arredi Valdera",
        numero=costo.documento_numero,
        data=date(2026, 10, 5),
        importo=D("640.00"),
        macrovoce="H",
        azione="Case condivise",
        descrizione=f"Due letti e due armadi: {costo.struttura.numero}, {costo.struttura}",
        tipo="FATTURA",
        codice_fiscale="00162600506",
        pagato_il=date(2026, 10, 20),
        documento=file.pk,
    )
    assert costi_da_rendicontare(trimestre(SETTIMO)) == []


@pytest.mark.parametrize(
    ("voce", "macrovoce"),
    [
        (VoceCosto.LAVORI, "E"), (VoceCosto.UTENZE, "E"), (VoceCosto.ARREDI, "H"), (VoceCosto.MATERIALI, "H"),
        (VoceCosto.PROFESSIONISTI, "B"), (VoceCosto.ASSICURAZIONE, "I"),
    ],
)  # fmt: skip
def test_each_kind_of_expense_is_of_a_cost_category(voce: str, macrovoce: str) -> None:
    CostoFactory(voce=voce)
    assert [c.macrovoce for c in costi_da_rendicontare(trimestre(OTTAVO))] == [macrovoce]


def test_what_is_missing_is_told_and_of_what_it_is_is_an_action() -> None:
    CostoFactory(struttura=condominio(), codice_fiscale="")
    CostoFactory(struttura=None, immobile=immobile(StatoImmobile.SCARTATO), pagato_il=date(2026, 11, 2))
    assert [(c.azione, c.note) for c in costi_da_rendicontare(trimestre(OTTAVO))] == [
        ("Condomini sociali", (SENZA_CODICE, SENZA_FILE)),
        ("Ricognizione del patrimonio", (SENZA_FILE, SCARTATO)),
    ]


@pytest.mark.parametrize(
    ("edificio", "nome"), [({}, "Ex scuola elementare"), ({"denominazione": "", "civico": ""}, "via delle Scuole")]
)
def test_a_building_is_told_by_its_name_or_by_where_it_is(edificio: dict[str, str], nome: str) -> None:
    costo = CostoFactory(struttura=None, immobile=immobile(**edificio))
    (offerto,) = costi_da_rendicontare(trimestre(OTTAVO))
    assert offerto.descrizione == f"Due letti e due armadi: {costo.immobile.numero}, {nome}"


def test_of_a_common_bill_only_the_part_of_the_ets_is_offered() -> None:
    spesa = ripartita("44.55")
    (offerto,) = costi_da_rendicontare(trimestre(OTTAVO))
    assert (offerto.chiave, offerto.importo, offerto.macrovoce, offerto.azione, offerto.pagato_il, offerto.note) == (
        f"cohousing:spesa_comune:{spesa.pk}", D("44.55"), "E", "Case condivise", date(2026, 11, 10),
        ("La fattura è di 184,55\xa0€: il resto lo pagano i nuclei che abitano la casa", SENZA_FILE),
    )  # fmt: skip
    assert offerto.descrizione == (
        f"Luce di settembre e ottobre, parte a carico dell’ente: {spesa.struttura.numero}, {spesa.struttura}"
    )


def test_a_bill_still_to_be_split_or_all_of_the_households_is_told_and_asks_for_nothing() -> None:
    SpesaComuneFactory(pagata_il=date(2026, 11, 9), a_carico_ente=D("20.00"))
    ripartita("0.00")
    ripartita("184.55", struttura=casa_aperta())
    SpesaComuneFactory(stato="ANNULLATA", motivo="Doppia")
    SpesaComuneFactory()
    assert [(c.importo, c.note) for c in costi_da_rendicontare(trimestre(OTTAVO))] == [
        (D("0.00"), (DA_RIPARTIRE,)),
        (D("0.00"), (TUTTA_DEI_NUCLEI,)),
        (D("184.55"), (SENZA_FILE,)),
    ]


def test_the_accounts_take_each_once() -> None:
    costo = CostoFactory(documento=archivia_documento(b"%PDF-1.7 fattura", "fattura.pdf", utente=None))
    spesa = ripartita("44.55", documento=archivia_documento(b"%PDF-1.7 bolletta", "luce.pdf", utente=None))
    chiavi = [offerto.chiave for offerto in costi_da_rendicontare(trimestre(OTTAVO))]
    presi = prendi_costi(rendiconto(OTTAVO), chiavi, utente=contabile())
    assert prendi_costi(rendiconto(OTTAVO), chiavi, utente=contabile()) == []
    assert [(d.origine, d.totale) for d in presi] == [
        (f"cohousing:costo:{costo.pk}", D("640.00")), (f"cohousing:spesa_comune:{spesa.pk}", D("44.55")),
    ]  # fmt: skip
    assert sorted(Spesa.objects.values_list("linea", "macrovoce", "importo")) == [
        ("COH", "E", D("44.55")), ("COH", "H", D("640.00")),
    ]  # fmt: skip


def test_the_offer_is_one_query_whatever_the_expenses() -> None:
    t = trimestre(OTTAVO)
    CostoFactory()
    ripartita("44.55")

    def quante() -> int:
        with CaptureQueriesContext(connection) as viste:
            costi_da_rendicontare(t)
        return len(viste)

    una = quante()
    for _ in range(3):
        CostoFactory()
        ripartita("44.55")
    assert (una, quante()) == (1, 1)
