from datetime import date
from decimal import Decimal as D

import pytest
from django.db import IntegrityError

from rendicontazione.actions.spesa import (
    Finanziamento,
    QuotaScritta,
    dividi_documento,
    elimina_spesa,
    modifica_spesa,
    rinvia_spesa,
)
from rendicontazione.choices import Criterio, Macrovoce, StatoRendiconto, StatoSpesa
from rendicontazione.models import AltroFinanziamento, DocumentoSpesa, Spesa
from rendicontazione.rules.riparto import QuotaChiesta
from tests.factories.conti import DocumentoSpesaFactory, SpesaFactory, porta_a, rendiconto, rendiconto_in
from tests.factories.persone import UtenteFactory
from tests.factories.rifiuti import sql
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db


@pytest.fixture
def contabile() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


def quota(linea: str, importo: str | None = None, percentuale: str | None = None, **altro) -> QuotaScritta:
    chiesta = QuotaChiesta(D(importo) if importo else None, D(percentuale) if percentuale else None)
    return QuotaScritta(chiesta, linea, Macrovoce.E, **altro)


def dividi(documento: DocumentoSpesa, *quote: QuotaScritta, utente: Utente, **altro) -> list[Spesa]:
    documento.refresh_from_db()
    opzioni = {"rendiconto": rendiconto(), "versione": documento.versione} | altro
    return dividi_documento(documento, quote, utente=utente, **opzioni)


def su_disco(documento: DocumentoSpesa) -> list[tuple]:
    spese = Spesa.objects.filter(documento_spesa=documento).order_by("numero")
    return [(s.numero, s.linea, s.importo, s.stato) for s in spese]


def test_a_bill_is_divided_over_two_lines_and_numbered(contabile):
    documento = DocumentoSpesaFactory()

    spese = dividi(documento, quota("GIS", percentuale="70"), quota("SPO", percentuale="30"), utente=contabile)

    assert su_disco(documento) == [
        ("2026/0001", "GIS", D("854.00"), StatoSpesa.BOZZA),
        ("2026/0002", "SPO", D("366.00"), StatoSpesa.BOZZA),
    ]
    assert [s.creata_da for s in spese] == [contabile, contabile]
    documento.refresh_from_db()
    assert (documento.ripartito, documento.da_ripartire) == (D("1220.00"), D("0.00"))


def test_the_last_share_closes_the_cents(contabile):
    documento = DocumentoSpesaFactory(imponibile=D("406.66"), iva=D("0"))

    dividi(documento, quota("GIS", percentuale="60"), quota("SPO", percentuale="40"), utente=contabile)

    assert [riga[2] for riga in su_disco(documento)] == [D("244.00"), D("162.66")]


def test_more_than_100_percent_is_refused_and_nothing_is_written(contabile):
    documento = DocumentoSpesaFactory()

    with pytest.raises(AttoRifiutato, match="Le percentuali fanno 110 %: oltre 100 %"):
        dividi(documento, quota("GIS", percentuale="70"), quota("SPO", percentuale="40"), utente=contabile)

    assert su_disco(documento) == []


def test_what_another_funder_pays_is_not_claimed(contabile):
    documento = DocumentoSpesaFactory(imponibile=D("2000"), iva=D("0"))
    regione = [Finanziamento("Regione Toscana", "Attrezzature 2026", D("800"))]

    with pytest.raises(AttoRifiutato, match=r"al massimo 1\.200,00"):
        dividi(documento, quota("COH", "1500"), utente=contabile, finanziamenti=regione)
    dividi(documento, quota("COH", "1200"), utente=contabile, finanziamenti=regione)

    assert [riga[2] for riga in su_disco(documento)] == [D("1200.00")]
    assert [str(f) for f in documento.altri_finanziamenti.all()] == ["Regione Toscana: Attrezzature 2026"]


def test_dividing_again_keeps_the_numbers_of_the_shares_that_stay(contabile):
    documento = DocumentoSpesaFactory()
    prima, seconda = dividi(documento, quota("GIS", "1000"), quota("SPO", "220"), utente=contabile)

    dividi(documento, quota("COH", "20", pk=seconda.pk), quota("FOR", "1200"), utente=contabile)

    assert su_disco(documento) == [
        ("2026/0002", "COH", D("20.00"), StatoSpesa.BOZZA),
        ("2026/0003", "FOR", D("1200.00"), StatoSpesa.BOZZA),
    ]
    assert not Spesa.objects.filter(pk=prima.pk).exists()


@pytest.mark.parametrize(
    ("prima", "poi"),
    [(("1200", "20"), ("20", "1200")), (("20", "1200"), ("1200", "20")), (("600", "620"), ("1219", "1"))],
)
def test_amounts_move_from_share_to_share_without_passing_the_document_on_the_way(contabile, prima, poi):
    documento = DocumentoSpesaFactory()
    spese = dividi(documento, *(quota("GIS", q) for q in prima), utente=contabile)

    dividi(documento, *(quota("GIS", q, pk=s.pk) for q, s in zip(poi, spese, strict=True)), utente=contabile)

    assert [riga[2] for riga in su_disco(documento)] == [D(q) for q in poi]


def test_a_funder_may_grow_while_the_shares_shrink_and_the_other_way_round(contabile):
    documento = DocumentoSpesaFactory(imponibile=D("1000"), iva=D("0"))
    altro = [Finanziamento("Fondazione", "Bando casa", D("100"))]
    (spesa,) = dividi(documento, quota("GIS", "900"), utente=contabile, finanziamenti=altro)

    dividi(
        documento,
        quota("GIS", "100", pk=spesa.pk),
        utente=contabile,
        finanziamenti=[Finanziamento("Fondazione", "Bando casa", D("900"))],
    )
    dividi(documento, quota("GIS", "1000", pk=spesa.pk), utente=contabile, finanziamenti=[])

    documento.refresh_from_db()
    assert documento.ripartito == D("1000.00")
    assert not AltroFinanziamento.objects.exists()


def test_a_credit_note_is_divided_with_negative_shares_however_they_are_typed(contabile):
    nota = DocumentoSpesaFactory(tipo="NOTA_CREDITO", imponibile=D("-100"), iva=D("-22"))

    dividi(nota, quota("GIS", "100"), quota("COH"), utente=contabile)

    assert [riga[2] for riga in su_disco(nota)] == [D("-100.00"), D("-22.00")]


def test_who_divides_on_a_page_opened_before_somebody_else_saved_is_told(contabile):
    documento = DocumentoSpesaFactory()
    dividi(documento, quota("GIS", "1000"), utente=contabile)

    with pytest.raises(ModificaConcorrente):
        dividi(documento, quota("COH", "1000"), utente=contabile, versione=1)

    assert [riga[1] for riga in su_disco(documento)] == ["GIS"]


def test_a_share_of_another_document_cannot_be_taken(contabile):
    altrui = SpesaFactory()
    documento = DocumentoSpesaFactory()

    with pytest.raises(ModificaConcorrente):
        dividi(documento, quota("GIS", "10", pk=altrui.pk), utente=contabile)


def test_shares_go_in_an_open_quarter_only(contabile):
    documento = DocumentoSpesaFactory()
    presentato = rendiconto_in(StatoRendiconto.CHIUSO_ETS, 6)

    with pytest.raises(AttoRifiutato, match="già presentato"):
        dividi(documento, quota("GIS", "10"), utente=contabile, rendiconto=presentato)


def test_what_was_presented_in_a_quarter_leaves_only_the_rest_to_the_next(contabile):
    documento = DocumentoSpesaFactory()
    (spesa,) = dividi(documento, quota("GIS", "1000"), utente=contabile)
    porta_a(spesa, StatoSpesa.PRESENTATA)
    rendiconto_in(StatoRendiconto.CHIUSO_ETS)
    prossimo = rendiconto(8)

    with pytest.raises(AttoRifiutato, match=r"al massimo 220,00.*1\.000,00.* sono in altre quote"):
        dividi(documento, quota("COH", "220,01".replace(",", ".")), utente=contabile, rendiconto=prossimo)
    dividi(documento, quota("COH"), utente=contabile, rendiconto=prossimo)

    assert [riga[2] for riga in su_disco(documento)] == [D("1000.00"), D("220.00")]


def test_funders_of_a_presented_bill_stay_as_they_are(contabile):
    documento = DocumentoSpesaFactory()
    (spesa,) = dividi(documento, quota("GIS", "1000"), utente=contabile)
    porta_a(spesa, StatoSpesa.PRESENTATA)

    with pytest.raises(AttoRifiutato, match="gli altri finanziatori non si cambiano"):
        dividi(
            documento,
            quota("COH", "10"),
            utente=contabile,
            rendiconto=rendiconto(8),
            finanziamenti=[Finanziamento("Fondazione", "Bando", D("5"))],
        )


def test_only_the_partner_divides(contabile):
    funzionario = UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])

    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        dividi(DocumentoSpesaFactory(), quota("GIS", "10"), utente=funzionario)


def test_a_draft_is_corrected_within_what_is_left_of_the_document(contabile):
    documento = DocumentoSpesaFactory()
    prima, _ = dividi(documento, quota("GIS", "1000"), quota("COH", "120"), utente=contabile)

    with pytest.raises(AttoRifiutato, match=r"al massimo 1\.100,00"):
        modifica_spesa(prima, {"importo": D("1100.01")}, utente=contabile, versione=1)
    spesa = modifica_spesa(prima, {"importo": D("1100"), "azione": "Caldaie"}, utente=contabile, versione=1)

    assert (spesa.importo, spesa.azione, spesa.versione) == (D("1100.00"), "Caldaie", 2)
    with pytest.raises(ModificaConcorrente):
        modifica_spesa(prima, {"azione": "Altro"}, utente=contabile, versione=1)


def svuota_spesa(spesa: Spesa, *, utente: Utente) -> Spesa:
    return modifica_spesa(spesa, {"azione": ""}, utente=utente, versione=1)


@pytest.mark.parametrize("atto", [elimina_spesa, rinvia_spesa, svuota_spesa])
def test_a_presented_share_is_not_touched(contabile, atto):
    spesa = porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)

    with pytest.raises(AttoRifiutato, match="Non si può più"):
        atto(spesa, utente=contabile)


def test_a_deleted_draft_frees_its_amount(contabile):
    spesa = SpesaFactory()

    elimina_spesa(spesa, utente=contabile)

    assert DocumentoSpesa.objects.get().ripartito == D("0.00")


def test_a_draft_moves_to_the_next_open_quarter(contabile):
    rendiconto_in(StatoRendiconto.CHIUSO_ETS, 8)
    spesa = SpesaFactory()

    rinvia_spesa(spesa, utente=contabile)

    spesa.refresh_from_db()
    assert (spesa.rendiconto, spesa.stato, spesa.versione) == (rendiconto(9), StatoSpesa.BOZZA, 2)


def test_after_the_last_quarter_there_is_nowhere_to_go(contabile):
    spesa = SpesaFactory(rendiconto=rendiconto(12))

    with pytest.raises(AttoRifiutato, match="non ce n'è un altro aperto"):
        rinvia_spesa(spesa, utente=contabile)


def test_direct_sql_cannot_pass_the_document_either():
    spesa = SpesaFactory()

    with pytest.raises(IntegrityError, match="documento_ripartito_entro_il_rendicontabile"):
        sql(f"UPDATE rendicontazione_spesa SET importo = 1220.01 WHERE id = {spesa.pk}")


def test_a_new_share_takes_its_words_from_the_row(contabile):
    documento = DocumentoSpesaFactory(data=date(2026, 9, 1))
    scritta = quota("GIS", azione="Caldaie", descrizione="Via Gramsci", criterio=Criterio.MQ)

    (spesa,) = dividi(documento, scritta, utente=contabile)

    assert (spesa.azione, spesa.descrizione, spesa.criterio, spesa.importo) == (
        "Caldaie",
        "Via Gramsci",
        Criterio.MQ,
        D("1220.00"),
    )
    assert spesa.linea == Linea.GIS
