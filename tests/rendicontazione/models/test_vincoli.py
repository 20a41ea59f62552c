"""Direct writes, without the acts, that the database must refuse (domain.md, part c)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from rendicontazione.choices import (
    MotivoNonAmmissione,
    StatoRelazione,
    StatoRendiconto,
    StatoSpesa,
    TipoDocumento,
)
from rendicontazione.models import (
    AltroFinanziamento,
    DocumentoSpesa,
    LineaBudget,
    Pagamento,
    RelazioneTrimestrale,
    Rendiconto,
    RichiestaIntegrazione,
    SedutaCabina,
    Spesa,
    TotaleSpesa,
)
from tests.factories.conti import (
    ConvenzioneFactory,
    DocumentoSpesaFactory,
    SpesaFactory,
    porta_a,
    rendiconto,
    rendiconto_in,
)
from tests.factories.persone import UtenteFactory
from tests.factories.rifiuti import rifiutato, sql
from valdera_housing.choices import Linea

pytestmark = pytest.mark.django_db


def cambia(oggetto, **colonne) -> str | None:
    return rifiutato(lambda: type(oggetto).objects.filter(pk=oggetto.pk).update(**colonne))


def presentata(**altro) -> Spesa:
    return porta_a(SpesaFactory(**altro), StatoSpesa.PRESENTATA)


def ammessa(**altro) -> Spesa:
    return porta_a(SpesaFactory(**altro), StatoSpesa.AMMESSA)


class TestBudget:
    def test_direct_sql_cannot_admit_more_than_the_budget(self) -> None:
        documento = DocumentoSpesaFactory(imponibile=Decimal("15000.01"), iva=Decimal("0"))
        spesa = presentata(documento_spesa=documento, linea=Linea.COH)
        nome = rifiutato(
            lambda: sql("UPDATE rendicontazione_spesa SET stato='AMMESSA', ammesso=importo WHERE id=%s", spesa.pk)
        )
        assert nome == "budget_mai_superato"

    def test_the_last_euro_can_be_admitted(self) -> None:
        documento = DocumentoSpesaFactory(imponibile=Decimal("15000.00"), iva=Decimal("0"))
        ammessa(documento_spesa=documento, linea=Linea.COH)
        budget = LineaBudget.objects.get(linea=Linea.COH)
        assert (budget.ammesso, budget.in_verifica, budget.residuo) == (Decimal("15000.00"), 0, 0)

    def test_a_budget_below_what_is_admitted_is_refused(self) -> None:
        ammessa()
        assert cambia(LineaBudget.objects.get(linea=Linea.GIS), budget_vigente=1000) == "budget_mai_superato"

    def test_a_negative_budget_is_refused(self) -> None:
        ConvenzioneFactory()
        assert cambia(LineaBudget.objects.get(linea=Linea.COH), budget_vigente=-1) in {
            "budget_non_negativo",
            "budget_mai_superato",
        }
        assert cambia(LineaBudget.objects.get(linea=Linea.COH), budget_iniziale=-1) == "budget_non_negativo"

    def test_the_budgets_sum_to_the_convention(self) -> None:
        ConvenzioneFactory()
        assert cambia(LineaBudget.objects.get(linea=Linea.GIS), budget_vigente=1) == "budget_somma_alla_convenzione"

    def test_moving_money_between_lines_keeps_the_sum_and_is_accepted(self) -> None:
        ConvenzioneFactory()
        for linea, budget in ((Linea.FOR, 29_500), (Linea.COH, 15_500)):
            LineaBudget.objects.filter(linea=linea).update(budget_vigente=budget)
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        assert LineaBudget.objects.get(linea=Linea.COH).budget_vigente == 15_500

    def test_a_line_has_one_budget(self) -> None:
        convenzione = ConvenzioneFactory()
        assert (
            rifiutato(
                lambda: LineaBudget.objects.create(
                    convenzione=convenzione, linea=Linea.GIS, numero=1, budget_iniziale=0, budget_vigente=0
                )
            )
            == "budget_linea_unica"
        )

    def test_summary_rows_are_one_a_combination(self) -> None:
        totale = presentata().rendiconto.totali.first()
        totale.pk = None
        assert rifiutato(totale.save) == "totale_spesa_unico"


class TestSommeTenuteDalDatabase:
    def test_every_summary_follows_a_share_through_its_life(self) -> None:
        spesa = SpesaFactory()
        vista = []
        for stato, colonne in (
            (StatoSpesa.PRESENTATA, {}),
            (StatoSpesa.DA_INTEGRARE, {}),
            (StatoSpesa.ECCEDENZA, {"ammesso": Decimal("1000"), "eccedenza": Decimal("220")}),
        ):
            spesa.stato = stato
            for nome, valore in colonne.items():
                setattr(spesa, nome, valore)
            spesa.save()
            b = LineaBudget.objects.get(linea=Linea.GIS)
            vista.append((b.presentato, b.in_verifica, b.ammesso, b.eccedenza, b.residuo))
        assert vista == [
            (Decimal("1220"), Decimal("1220"), 0, 0, Decimal("268780")),
            (Decimal("1220"), Decimal("1220"), 0, 0, Decimal("268780")),
            (Decimal("1220"), 0, Decimal("1000"), Decimal("220"), Decimal("269000")),
        ]
        totali = TotaleSpesa.objects.exclude(quante=0).values_list(
            "stato", "quante", "importo", "ammesso", "eccedenza"
        )
        assert list(totali) == [("ECCEDENZA", 1, Decimal("1220"), Decimal("1000"), Decimal("220"))]
        spesa.documento_spesa.refresh_from_db()
        assert (spesa.documento_spesa.ripartito, spesa.documento_spesa.presentato) == (Decimal("1220"), True)

    def test_what_is_refused_can_be_claimed_again_later(self) -> None:
        spesa = presentata()
        porta_a(spesa, StatoSpesa.NON_AMMESSA, non_ammesso=spesa.importo, motivo=MotivoNonAmmissione.DOC_ILLEGGIBILE)
        spesa.documento_spesa.refresh_from_db()
        assert spesa.documento_spesa.da_ripartire == Decimal("1220")

    def test_payments_are_summed(self) -> None:
        documento = DocumentoSpesaFactory()
        Pagamento.objects.create(documento_spesa=documento, data_valuta=date(2026, 9, 20), importo=Decimal("0.50"))
        documento.refresh_from_db()
        assert documento.pagato == Decimal("1220.50")


class TestDocumento:
    def test_the_same_document_cannot_be_entered_twice(self) -> None:
        primo = DocumentoSpesaFactory(numero="214/a")
        nome = rifiutato(lambda: DocumentoSpesaFactory(numero="214/A", data=date(2026, 1, 3)))
        assert nome == "documento_mai_doppio"
        altro_anno = DocumentoSpesaFactory(numero="214/A", data=date(2025, 12, 31))
        assert {primo.numero, altro_anno.numero} == {"214/a", "214/A"}

    def test_the_same_body_of_the_same_file_cannot_be_entered_twice(self) -> None:
        DocumentoSpesaFactory(file_sha256="a" * 64, file_corpo=1)
        DocumentoSpesaFactory(file_sha256="a" * 64, file_corpo=2)
        assert (
            rifiutato(lambda: DocumentoSpesaFactory(file_sha256="a" * 64, file_corpo=2)) == "documento_file_mai_doppio"
        )

    def test_shares_and_other_funders_never_exceed_what_is_eligible(self) -> None:
        spesa = SpesaFactory(importo=Decimal("1000"))
        troppo = "documento_ripartito_entro_il_rendicontabile"
        documento = spesa.documento_spesa
        assert rifiutato(lambda: SpesaFactory(documento_spesa=documento, importo=Decimal("220.01"))) == troppo
        altro = {"documento_spesa": documento, "ente": "Regione", "progetto": "Arredi", "importo": Decimal("220.01")}
        assert rifiutato(lambda: AltroFinanziamento.objects.create(**altro)) == troppo
        SpesaFactory(documento_spesa=documento, importo=Decimal("220"))
        assert rifiutato(lambda: AltroFinanziamento.objects.create(**altro | {"importo": Decimal("0.01")})) == troppo

    def test_another_funder_pays_something(self) -> None:
        altro = {"documento_spesa": DocumentoSpesaFactory(), "ente": "Regione", "progetto": "Arredi", "importo": 0}
        assert rifiutato(lambda: AltroFinanziamento.objects.create(**altro)) == "altro_finanziamento_positivo"

    def test_a_payment_is_positive(self) -> None:
        nuovo = {"documento_spesa": DocumentoSpesaFactory(), "data_valuta": date(2026, 9, 1), "importo": -1}
        assert rifiutato(lambda: Pagamento.objects.create(**nuovo)) == "pagamento_positivo"

    def test_a_credit_note_is_negative_and_nothing_else_is(self) -> None:
        nome = "documento_nota_di_credito_negativa"
        assert rifiutato(lambda: DocumentoSpesaFactory(tipo=TipoDocumento.NOTA_CREDITO)) == nome
        assert rifiutato(lambda: DocumentoSpesaFactory(imponibile=Decimal("-1"), iva=Decimal("0"))) == nome

    def test_a_document_has_a_supplier_with_a_code(self) -> None:
        assert rifiutato(lambda: DocumentoSpesaFactory(partita_iva="")) == "documento_con_fornitore"

    def test_a_presented_document_is_frozen_with_its_files_and_payments(self) -> None:
        spesa = presentata()
        documento = spesa.documento_spesa
        pagamento, allegato = documento.pagamenti.get(), documento.allegati.get()
        assert cambia(documento, totale=Decimal("1.00")) == "documento_presentato_immutabile"
        assert cambia(pagamento, importo=Decimal("1.00")) == "pagamento_presentato_immutabile"
        assert rifiutato(pagamento.delete) == "pagamento_presentato_immutabile"
        assert rifiutato(allegato.delete) == "allegato_presentato_immutabile"
        nuovo = Pagamento.objects.create(documento_spesa=documento, data_valuta=date(2026, 9, 30), importo=1)
        assert nuovo.pk is not None

    def test_other_funders_of_a_presented_document_are_frozen(self) -> None:
        documento = DocumentoSpesaFactory()
        altro = AltroFinanziamento.objects.create(
            documento_spesa=documento, ente="Regione", progetto="Arredi", importo=Decimal("220")
        )
        presentata(documento_spesa=documento, importo=Decimal("1000"))
        assert cambia(altro, importo=Decimal("1")) == "altro_finanziamento_presentato_immutabile"


class TestSpesa:
    def test_the_parts_of_a_decided_share_sum_to_it(self) -> None:
        spesa = presentata()
        assert cambia(spesa, stato=StatoSpesa.AMMESSA, ammesso=Decimal("1219")) == "spesa_importo_diviso"

    def test_a_share_is_never_zero_nor_of_mixed_signs(self) -> None:
        assert rifiutato(lambda: SpesaFactory(importo=Decimal("0"))) == "spesa_segni_coerenti"
        spesa = presentata()
        nome = cambia(
            spesa,
            stato=StatoSpesa.AMMESSA_PARZIALE,
            ammesso=Decimal("1230"),
            non_ammesso=Decimal("-10"),
            motivo=MotivoNonAmmissione.ALTRO,
        )
        assert nome in {"spesa_segni_coerenti", "spesa_ammessa_se_sostenuta"}

    def test_who_entered_a_share_cannot_verify_it(self) -> None:
        spesa = presentata()
        assert cambia(spesa, verificata_da=spesa.creata_da) == "spesa_verificata_da_altri"

    def test_a_refusal_has_a_reason(self) -> None:
        spesa = presentata()
        assert cambia(spesa, stato=StatoSpesa.NON_AMMESSA, non_ammesso=spesa.importo) == "spesa_non_ammessa_con_motivo"

    def test_a_presented_share_is_frozen(self) -> None:
        nome = "spesa_presentata_immutabile"
        spesa = presentata()
        assert cambia(spesa, importo=Decimal("1")) == nome
        assert cambia(spesa, linea=Linea.SPO) == nome
        assert cambia(spesa, descrizione="altra") == nome
        assert cambia(spesa, stato=StatoSpesa.BOZZA) == nome
        assert rifiutato(spesa.delete) == nome

    def test_a_share_enters_only_an_open_quarter(self) -> None:
        rendiconto_in(StatoRendiconto.IN_VERIFICA)
        assert rifiutato(SpesaFactory) == "spesa_nel_rendiconto_aperto"

    def test_a_closed_quarter_decides_nothing_more(self) -> None:
        spesa = presentata()
        rendiconto_in(StatoRendiconto.VERIFICATO)
        assert cambia(spesa, stato=StatoSpesa.AMMESSA, ammesso=spesa.importo) == "spesa_trimestre_chiuso"

    def test_an_unpaid_share_is_not_admitted(self) -> None:
        spesa = presentata(documento_spesa=DocumentoSpesaFactory(pagato_il=False))
        assert cambia(spesa, stato=StatoSpesa.AMMESSA, ammesso=spesa.importo) == "spesa_ammessa_se_sostenuta"

    def test_a_share_paid_after_the_quarter_is_not_admitted(self) -> None:
        spesa = presentata(documento_spesa=DocumentoSpesaFactory(pagato_il=date(2026, 10, 1)))
        assert cambia(spesa, stato=StatoSpesa.AMMESSA, ammesso=spesa.importo) == "spesa_ammessa_se_sostenuta"

    def test_a_share_without_its_original_is_not_admitted(self) -> None:
        spesa = presentata(documento_spesa=DocumentoSpesaFactory(originale=False))
        assert cambia(spesa, stato=StatoSpesa.AMMESSA, ammesso=spesa.importo) == "spesa_ammessa_se_documentata"

    def test_a_share_without_an_action_is_not_admitted(self) -> None:
        spesa = presentata(azione="")
        assert cambia(spesa, stato=StatoSpesa.AMMESSA, ammesso=spesa.importo) == "spesa_ammessa_se_inerente"

    def test_one_question_at_a_time(self) -> None:
        spesa = presentata()
        domanda = {
            "spesa": spesa,
            "richiesta": "Manca il rapporto",
            "chiesta_da": UtenteFactory(),
            "entro": "2026-12-01",
        }
        RichiestaIntegrazione.objects.create(**domanda)
        assert rifiutato(lambda: RichiestaIntegrazione.objects.create(**domanda)) == "integrazione_una_aperta"


class TestRendiconto:
    def test_four_eyes(self) -> None:
        conti, persona = rendiconto_in(StatoRendiconto.VERIFICATO), UtenteFactory()
        assert cambia(conti, verificato_da=persona, approvato_da=persona) == "rendiconto_quattro_occhi"
        assert cambia(conti, verificato_da=persona, presentato_da=persona) == "rendiconto_verificato_da_altri"

    def test_presented_accounts_have_a_protocol(self) -> None:
        conti = rendiconto()
        assert cambia(conti, stato=StatoRendiconto.CHIUSO_ETS) == "rendiconto_presentato_con_protocollo"

    def test_nothing_is_paid_before_the_cabina_has_seen_it(self) -> None:
        conti = rendiconto_in(StatoRendiconto.APPROVATO)
        assert cambia(conti, stato=StatoRendiconto.LIQUIDATO, mandato="12") == "rendiconto_liquidato_dopo_la_cabina"

    def test_accounts_are_never_deleted(self) -> None:
        conti = rendiconto(12)
        assert rifiutato(lambda: sql("DELETE FROM rendicontazione_rendiconto WHERE id=%s", conti.pk)) is None
        assert Rendiconto.objects.filter(pk=conti.pk).exists()

    def test_a_session_is_recorded_once(self) -> None:
        SedutaCabina.objects.create(data="2026-11-12", verbale="4")
        doppia = {"data": "2026-11-12", "verbale": "4"}
        assert rifiutato(lambda: SedutaCabina.objects.create(**doppia)) == "seduta_verbale_unico"


class TestRelazione:
    def crea(self, **altro) -> RelazioneTrimestrale:
        valori = {"rendiconto": rendiconto(), "versione": 1, "istantanea": "{}", "impronta": "0" * 64}
        return RelazioneTrimestrale.objects.create(**valori | altro)

    def test_versions_are_numbered(self) -> None:
        self.crea()
        assert rifiutato(self.crea) == "relazione_versione_unica"

    def test_a_finished_report_has_its_pdf(self) -> None:
        assert cambia(self.crea(), stato=StatoRelazione.PRONTA) == "relazione_pronta_con_pdf"

    def test_the_snapshot_never_changes_and_nothing_is_deleted(self) -> None:
        relazione = self.crea()
        assert cambia(relazione, istantanea="{ }") is None
        assert rifiutato(relazione.delete) is None
        relazione.refresh_from_db()
        assert relazione.istantanea == "{}"


def test_the_last_line_of_defence_is_really_there() -> None:
    """Switch the fence off and the same write goes through: the tests above can fail."""
    documento = DocumentoSpesaFactory(imponibile=Decimal("15000.01"), iva=Decimal("0"))
    spesa = presentata(documento_spesa=documento, linea=Linea.COH)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE rendicontazione_lineabudget DROP CONSTRAINT budget_mai_superato")
    Spesa.objects.filter(pk=spesa.pk).update(stato=StatoSpesa.AMMESSA, ammesso=spesa.importo)
    assert LineaBudget.objects.get(linea=Linea.COH).residuo == Decimal("-0.01")


def test_a_document_cannot_be_deleted_with_presented_shares() -> None:
    documento = presentata().documento_spesa
    nome = rifiutato(lambda: sql("DELETE FROM rendicontazione_documentospesa WHERE id=%s", documento.pk))
    assert nome == "documento_presentato_immutabile"
    assert DocumentoSpesa.objects.filter(pk=documento.pk).exists()
