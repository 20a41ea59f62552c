"""The drawings put things where the figures say."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from valdera_housing.kit import grafici
from valdera_housing.kit.grafici import Barra, Cella, Colonna, Punto, Scritta, Tratto

CENTO = Decimal(100)


def test_a_gauge_ends_its_budget_at_four_fifths_of_the_width():
    misura = grafici.misura(
        "Linea 1",
        budget=CENTO,
        ammesso=Decimal(48),
        in_verifica=Decimal(8),
        tempo=0.583,
        previsione=Decimal(99),
        banda=(Decimal(92), Decimal(106)),
    )
    assert misura == grafici.Misura(
        frase="Linea 1: ammesso 48,0 % del budget, in verifica 8,0 %, tempo trascorso 58,3 %, "
        "previsione a fine convenzione 99 % del budget.".replace(" %", "\N{NO-BREAK SPACE}%"),
        ammesso=Tratto("0.00%", "38.40%"),
        verifica=Tratto("38.40%", "6.40%"),
        oltre=None,
        tempo="46.64%",
        banda=Tratto("73.60%", "11.20%"),
        previsione="79.20%",
        fuori_scala=False,
    )


def test_what_passes_the_budget_is_drawn_beyond_the_tick():
    misura = grafici.misura("Linea 5", budget=CENTO, ammesso=Decimal(96), in_verifica=Decimal(9))
    assert (misura.ammesso, misura.verifica, misura.oltre) == (
        Tratto("0.00%", "76.80%"),
        Tratto("76.80%", "3.20%"),
        Tratto("80.00%", "4.00%"),
    )


def test_a_forecast_off_the_scale_becomes_an_arrow_at_the_edge():
    misura = grafici.misura(
        "Linea 5",
        budget=CENTO,
        ammesso=CENTO,
        previsione=Decimal(186),
        banda=(Decimal(138), Decimal(238)),
    )
    assert (misura.fuori_scala, misura.previsione, misura.banda) == (True, "100.00%", Tratto("80.00%", "19.00%"))


def test_a_line_without_budget_says_so_and_draws_nothing_false():
    misura = grafici.misura("Linea 6", budget=Decimal(0), ammesso=Decimal(0))
    assert (misura.frase, misura.ammesso, misura.oltre) == (
        "Linea 6. Nessun budget.",
        Tratto("0.00%", "0.00%"),
        None,
    )


IMPORTI = st.decimals(min_value=-1000, max_value=10**7, places=2)


@given(st.decimals(min_value=0, max_value=10**7, places=2), IMPORTI, IMPORTI)
def test_no_amount_leaves_the_drawing(budget, ammesso, verifica):
    misura = grafici.misura("x", budget=budget, ammesso=ammesso, in_verifica=verifica)
    tratti = [misura.ammesso, misura.verifica, *([misura.oltre] if misura.oltre else [])]
    estremi = [(float(t.x[:-1]), float(t.x[:-1]) + float(t.larghezza[:-1])) for t in tratti]
    assert all(0 <= da <= a <= 100.02 for da, a in estremi)


TRIMESTRI = [(f"T{i}", i / 4) for i in range(1, 5)]


def quattro_trimestri(**altro):
    punti = [Punto("T1", 0.25, Decimal(20000)), Punto("T2", 0.5, Decimal(50000), certo=False)]
    return grafici.linee(
        "Spesa", punti, budget=Decimal(100000), descrizione="…", etichette=TRIMESTRI, altezza=226, **altro
    )


def test_what_is_certain_is_solid_and_what_is_not_continues_from_it():
    grafico = quattro_trimestri()
    assert (grafico.curva, grafico.curva_verifica, grafico.retta) == (
        "M0.0 200.0L250.0 168.0",
        "M250.0 168.0L500.0 120.0",
        "M0.0 200.0L1000.0 40.0",
    )


def test_the_last_point_tells_how_far_it_is_from_the_straight_line():
    assert [detto.testo.replace("\N{NO-BREAK SPACE}", " ") for detto in quattro_trimestri().detti] == [
        "50 mila € spesi",
        "0 € sotto la retta",
    ]


def test_the_forecast_starts_where_the_spending_stops():
    grafico = quattro_trimestri(previsione=grafici.Previsione(Decimal(90000), Decimal(80000), Decimal(100000)))
    assert (grafico.curva_previsione, grafico.fascia) == (
        "M500.0 120.0L1000.0 56.0",
        "M500.0 120.0L1000.0 40.0L1000.0 72.0z",
    )
    assert grafico.scritta_previsione == Scritta(
        "100%", "31.0", "previsione 90\N{NO-BREAK SPACE}mila\N{NO-BREAK SPACE}€", a_sinistra=True
    )


def test_the_table_beside_the_lines_has_every_period_and_its_distance():
    righe = [(r.etichetta, r.nel_periodo, r.cumulata, r.retta, r.scarto, r.certo) for r in quattro_trimestri().righe]
    assert righe == [
        ("T1", Decimal(20000), Decimal(20000), Decimal("25000.00"), Decimal("-5000.00"), True),
        ("T2", Decimal(30000), Decimal(50000), Decimal("50000.00"), Decimal("0.00"), False),
    ]


def test_an_empty_convention_draws_its_straight_line_and_no_spending():
    grafico = grafici.linee("Spesa", [], budget=Decimal(450000), descrizione="…")
    assert (grafico.curva, grafico.punto, grafico.detti, grafico.righe) == ("", None, (), ())


def test_guides_stand_at_round_figures():
    grafico = grafici.linee("Spesa", [], budget=Decimal(450000), descrizione="…")
    assert [g.testo.replace("\N{NO-BREAK SPACE}", " ") for g in grafico.guide] == [
        "150 mila €",
        "300 mila €",
        "450 mila €",
    ]


def test_bars_compare_with_the_largest_and_tell_their_share():
    assert grafici.barre([("A", Decimal(75), "/a/"), ("B", Decimal(25), "")]) == [
        Barra("A", Decimal(75), "100.0%", Decimal("0.75"), "/a/"),
        Barra("B", Decimal(25), "33.3%", Decimal("0.25"), ""),
    ]
    assert grafici.barre([("A", Decimal(0), "")]) == [Barra("A", Decimal(0), "0.0%", None, "")]


def test_heat_has_six_steps_and_the_future_has_none():
    valori = [Decimal(v) for v in (0, 39, 69, 99, 129, 130)]
    calore = grafici.calore(
        ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8"], [("Linea", [*valori, None, None], CENTO)], in_corso=6
    )
    assert [c.classe for c in calore.righe[0].celle] == ["c0", "c1", "c2", "c3", "c4", "c5", "futuro", "futuro"]
    assert calore.righe[0].celle[6:] == (Cella(None, "futuro", "in corso"), Cella(None, "futuro", "futuro"))
    assert calore.righe[0].totale == Decimal(466)
    assert calore.colonne[6] == Colonna("T7", in_corso=True)
    assert [c.valore for c in calore.totali.celle] == [*valori, None, None]
