"""Paper charts: whatever the figures, no label leaves its drawing or touches another."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from rendicontazione.documents import grafici_linee, grafici_tempo
from rendicontazione.documents.grafici_tempo import passo_asse
from rendicontazione.rules.conti import Conti, ContoLinea, Movimenti, conti
from rendicontazione.rules.previsione import prevedi
from rendicontazione.rules.semaforo import SituazioneLinea, Soglie, semaforo
from tests.factories.istantanee import LINEE, calendario, istantanea, istantanea_completa

ESTREMI = [
    Decimal(v) for v in ("0.00", "0.01", "-480.00", "-99999.99", "100.27", "15000.00", "131095.78", "999999.99")
]
BUDGET = [Decimal(v) for v in ("0.00", "0.01", "15000.00", "270000.00", "9999999.99")]
SENZA_RIDURRE = (Phase.explicit, Phase.reuse, Phase.generate)  # a smaller example of sixty quarters tells no more
LENTI = [HealthCheck.too_slow, HealthCheck.data_too_large]
importi = st.sampled_from(ESTREMI)
movimenti = st.tuples(importi, importi, importi, importi).map(lambda v: Movimenti(sum(v, Decimal(0)), *v))


@st.composite
def conti_qualsiasi(draw: st.DrawFn) -> Conti:
    trimestre = draw(st.integers(1, 12))
    linee = [
        conto(n, draw(st.sampled_from(BUDGET)), draw(st.lists(movimenti, min_size=trimestre, max_size=trimestre)))
        for n in range(1, 6)
    ]
    giorni = draw(st.integers(1, 1095))
    importo = draw(st.sampled_from(BUDGET[1:]))
    return Conti(tuple(linee), importo, trimestre, 12, (giorni, 1095), Soglie())


def conto(numero: int, budget: Decimal, serie: list[Movimenti]) -> ContoLinea:
    totale = sum(serie[1:], serie[0])
    previsione = prevedi([m.riconoscibile for m in serie], 12)
    situazione = SituazioneLinea(
        budget, totale.ammesso, totale.in_verifica, totale.eccedenza, previsione and previsione.valore, len(serie)
    )
    codice = list(LINEE)[numero - 1]
    return ContoLinea(codice, numero, LINEE[codice][0], budget, budget, tuple(serie), ({},) * len(serie), totale,
                      serie[-1], serie[-1], previsione, semaforo(situazione, Soglie()))  # fmt: skip


def tutti(quadro: Conti) -> list[str]:
    giorni = calendario()
    return [
        grafici_tempo.copertina(quadro, giorni),
        grafici_tempo.cumulata(quadro, giorni),
        grafici_linee.cinque_linee(quadro),
        grafici_linee.previsioni(quadro),
        grafici_linee.esiti(quadro),
        *(grafici_linee.testa_linea(linea, quadro) for linea in quadro.linee),
        *(grafici_tempo.trimestri_linea(linea, quadro) for linea in quadro.linee),
    ]


@settings(
    max_examples=60,
    deadline=None,
    phases=SENZA_RIDURRE,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(conti_qualsiasi())
@example(conti(istantanea(1, vuota=True)))
@example(conti(istantanea_completa()))
def test_no_figure_breaks_a_chart(quadro: Conti) -> None:
    assert len(tutti(quadro)) == 15


@pytest.mark.parametrize("trimestre", range(1, 13))
def test_every_quarter_draws_all_its_charts(trimestre: int) -> None:
    assert len(tutti(conti(istantanea(trimestre)))) == 15


def test_a_convention_that_does_not_start_in_january_names_its_years() -> None:
    inizio = date(2026, 5, 15)
    giorni = [
        {"numero": n + 1, "dal": (inizio + timedelta(91 * n)).isoformat(),
         "al": (inizio + timedelta(91 * n + 90)).isoformat()}
        for n in range(12)
    ]  # fmt: skip
    svg = grafici_tempo.copertina(conti(istantanea(7)), giorni)
    assert re.findall(r">(anno \d)<", svg) == ["anno 1", "anno 2", "anno 3"]


def test_the_text_of_the_gauges_says_what_they_show() -> None:
    svg = grafici_linee.cinque_linee(conti(istantanea(7)))
    assert re.findall(r"<title>(.*?)</title>", svg)[0].replace("\xa0", " ").split(". Linea ")[-1] == (
        "5, Soluzioni abitative innovative: critico, ammesso 100,0 % di 15.000,00 €, previsione 186,8 %, residuo "
        "−252,34 €."
    )


def fondo(**cambi: str) -> str:
    voce = {"comune": "Casciana Terme Lari", "dotato": "5000.00", "erogato": "0.00", "rientrato": "0.00",
            "impegnato": "0.00", "disponibile": "5000.00"}  # fmt: skip
    return grafici_linee.fondo({"fondo": [voce | cambi]})


@pytest.mark.parametrize(
    "disegna",
    [
        lambda: fondo(),
        lambda: fondo(dotato="0.00", disponibile="0.00"),
        lambda: fondo(erogato="100.00", rientrato="480.00", disponibile="5380.00"),
        lambda: fondo(comune="San Giovanni alla Vena e frazioni unite della pianura, gestione associata"),
    ],
)
def test_the_fund_is_drawn_whatever_its_state(disegna: Callable[[], str]) -> None:
    assert disegna().startswith("<svg")


@pytest.mark.parametrize(("massimo", "passo"), [(450_000, 100_000), (1, 0.2), (95, 20), (2_400_000, 500_000)])
def test_axes_step_by_round_numbers(massimo: float, passo: float) -> None:
    assert passo_asse(massimo) == pytest.approx(passo)
