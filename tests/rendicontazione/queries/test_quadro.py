"""The economic picture says what the shares say, and reads none of them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Sum

from rendicontazione.choices import Macrovoce, MotivoNonAmmissione, StatoRendiconto, StatoSpesa
from rendicontazione.models import LineaBudget, Spesa
from rendicontazione.queries import grafici_quadro
from rendicontazione.queries.quadro import Quadro, Somme, quadro
from tests.factories.conti import (
    ConvenzioneFactory,
    DocumentoSpesaFactory,
    SpesaFactory,
    porta_a,
    rendiconto,
    rendiconto_in,
)
from valdera_housing.choices import Linea
from valdera_housing.models import Parametro

pytestmark = pytest.mark.django_db

OGGI = date(2026, 11, 19)
PAGATA_IL = {5: date(2026, 3, 10), 6: date(2026, 6, 10), 7: date(2026, 9, 10), 8: date(2026, 11, 10)}


def spesa(trimestre: int, stato: StatoSpesa, linea: Linea = Linea.GIS, euro: str = "1000.00", **altro) -> Spesa:
    giorno = PAGATA_IL[trimestre]
    documento = DocumentoSpesaFactory(imponibile=Decimal(euro), iva=Decimal(0), data=giorno, pagato_il=giorno)
    colonne = {c: altro.pop(c) for c in ("ammesso", "eccedenza", "non_ammesso", "motivo") if c in altro}
    bozza = SpesaFactory(documento_spesa=documento, rendiconto=rendiconto(trimestre), linea=linea, **altro)
    return bozza if stato == StatoSpesa.BOZZA else porta_a(bozza, stato, **colonne)


@pytest.fixture
def conti() -> Quadro:
    """The 5th and 6th quarters closed, the 7th under verification, a draft in the 8th."""
    spesa(5, StatoSpesa.AMMESSA, euro="800.00")
    spesa(6, StatoSpesa.AMMESSA, euro="1200.00")
    spesa(6, StatoSpesa.NON_AMMESSA, euro="90.00", non_ammesso=Decimal("90.00"), motivo=MotivoNonAmmissione.ALTRO)
    spesa(6, StatoSpesa.AMMESSA, Linea.COH, "14900.00", macrovoce=Macrovoce.H)
    spesa(
        7, StatoSpesa.ECCEDENZA, Linea.COH, "222.00", macrovoce=Macrovoce.A,
        ammesso=Decimal("100.00"), eccedenza=Decimal("122.00"),
    )  # fmt: skip
    spesa(7, StatoSpesa.PRESENTATA, euro="1000.00")
    spesa(7, StatoSpesa.PRESENTATA, euro="500.00", macrovoce=Macrovoce.D)
    spesa(8, StatoSpesa.BOZZA, euro="300.00")
    for numero in range(1, 7):
        rendiconto_in(StatoRendiconto.APPROVATO, numero)
    rendiconto_in(StatoRendiconto.IN_VERIFICA, 7)
    return quadro(ConvenzioneFactory(), OGGI)


ZERO = Decimal("0.00")


class TestQuadro:
    def test_each_line_has_its_sums_by_quarter(self, conti: Quadro) -> None:
        gis = conti.conti_di(Linea.GIS)
        vuoti = (Somme(),) * 4
        quinto = Somme(1, Decimal("800.00"), Decimal("800.00"), ZERO, ZERO, ZERO)
        sesto = Somme(2, Decimal("1290.00"), Decimal("1200.00"), ZERO, ZERO, Decimal("90.00"))
        settimo = Somme(2, Decimal("1500.00"), ZERO, Decimal("1500.00"), ZERO, ZERO)
        assert gis.serie == (*vuoti, quinto, sesto, settimo)
        assert (gis.somme.spesa, gis.residuo) == (Decimal("3500.00"), Decimal("266500.00"))

    def test_the_sums_are_those_of_the_summary_row_and_of_the_shares(self, conti: Quadro) -> None:
        for riga in LineaBudget.objects.all():
            letta = conti.conti_di(Linea(riga.linea))
            assert (letta.somme.presentato, letta.somme.ammesso, letta.somme.in_verifica, letta.somme.eccedenza) == (
                riga.presentato,
                riga.ammesso,
                riga.in_verifica,
                riga.eccedenza,
            )
            assert letta.residuo == riga.residuo
        presentate = Spesa.objects.exclude(stato=StatoSpesa.BOZZA).aggregate(Sum("importo"), Sum("ammesso"))
        assert conti.totale.somme.presentato == presentate["importo__sum"]
        assert conti.totale.somme.ammesso == presentate["ammesso__sum"]

    def test_drafts_stand_apart(self, conti: Quadro) -> None:
        assert [(riga.numero, riga.somme.presentato) for riga in conti.bozze] == [(8, Decimal("300.00"))]
        assert conti.presentati == 7
        assert conti.speso_fino_al == date(2026, 9, 30)

    def test_a_line_over_its_budget_is_critical_and_says_by_how_much(self, conti: Quadro) -> None:
        coh = conti.conti_di(Linea.COH)
        assert coh.semaforo is not None
        assert coh.semaforo.motivo == "122,00\N{NO-BREAK SPACE}€ oltre il budget, congelati in eccedenza"
        assert (coh.somme.ammesso, coh.residuo) == (Decimal("15000.00"), ZERO)
        assert coh.previsione_rossa

    def test_the_forecast_carries_on_the_mean_of_the_last_four_quarters(self, conti: Quadro) -> None:
        gis = conti.conti_di(Linea.GIS)
        assert gis.previsione is not None
        media = (ZERO + 800 + 1200 + 1500) / 4
        assert gis.previsione.valore == Decimal("3500.00") + 5 * media
        assert (gis.previsione.minimo, gis.previsione.massimo) == (Decimal("3500.00"), Decimal("11000.00"))

    def test_categories_leave_out_what_was_refused(self, conti: Quadro) -> None:
        tutte = {voce: somme.spesa for voce, somme in conti.per_macrovoce().items()}
        assert tutte == {
            Macrovoce.A: Decimal("222.00"),
            Macrovoce.D: Decimal("500.00"),
            Macrovoce.E: Decimal("3000.00"),
            Macrovoce.H: Decimal("14900.00"),
        }
        assert set(conti.per_macrovoce(Linea.COH)) == {Macrovoce.A, Macrovoce.H}

    def test_what_waits_is_counted_by_quarter(self, conti: Quadro) -> None:
        assert (conti.spese_in_verifica, conti.trimestri_in_verifica) == (2, [7])

    def test_thresholds_are_those_in_force(self, conti: Quadro) -> None:
        Parametro.objects.create(
            chiave="rosso_previsione_sopra", descrizione="x", valore=10, valido_dal=date(2026, 1, 1), atto="x"
        )
        assert not quadro(ConvenzioneFactory(), OGGI).conti_di(Linea.COH).previsione_rossa

    def test_before_the_first_quarter_nothing_is_foreseen(self) -> None:
        vuoto = quadro(ConvenzioneFactory(), OGGI)
        assert (vuoto.presentati, vuoto.ultimo, vuoto.tempo, vuoto.totale.previsione) == (0, None, 0.0, None)
        assert grafici_quadro.curva(vuoto).punto is None

    def test_it_costs_the_same_with_one_share_and_with_many(self, django_assert_num_queries) -> None:
        convenzione = ConvenzioneFactory()
        spesa(7, StatoSpesa.PRESENTATA)
        with django_assert_num_queries(4):
            quadro(convenzione, OGGI)
        for _ in range(10):
            spesa(7, StatoSpesa.PRESENTATA)
        with django_assert_num_queries(4):
            quadro(convenzione, OGGI)


class TestGrafici:
    def test_the_curve_is_certain_until_something_is_under_verification(self, conti: Quadro) -> None:
        righe = grafici_quadro.curva(conti).righe
        assert [riga.certo for riga in righe] == [True] * 6 + [False]
        assert righe[-1].cumulata == conti.totale.somme.spesa

    def test_the_heat_table_leaves_the_future_empty(self, conti: Quadro) -> None:
        calore = grafici_quadro.calore(conti, OGGI)
        gis = calore.righe[0]
        assert [cella.valore for cella in gis.celle[4:9]] == [Decimal(800), Decimal(1200), Decimal(1500), None, None]
        assert [colonna.in_corso for colonna in calore.colonne].index(True) == 7
        assert calore.totali.totale == conti.totale.somme.spesa

    def test_the_frozen_excess_is_drawn_beyond_the_budget(self, conti: Quadro) -> None:
        assert grafici_quadro.misura(conti, conti.conti_di(Linea.COH)).oltre is not None
        assert grafici_quadro.misura(conti, conti.conti_di(Linea.GIS)).oltre is None
