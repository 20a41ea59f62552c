"""The drawings of the economic picture: gauges, heat table, curve, bars. The page and the desk share them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from rendicontazione.choices import Macrovoce
from rendicontazione.queries.quadro import Conti, Quadro, Somme
from valdera_housing.choices import Linea
from valdera_housing.kit import grafici
from valdera_housing.kit.scrittura import in_data, in_migliaia


@dataclass(frozen=True)
class RigaMisura:
    """A row of the table of the lines; ``url`` is empty for who may not go down to the expenses."""

    conti: Conti
    misura: grafici.Misura
    url: str = ""


def righe_misura(quadro: Quadro, indirizzo: Callable[[Linea], str]) -> list[RigaMisura]:
    return [
        RigaMisura(conti, misura(quadro, conti), indirizzo(conti.linea) if conti.linea else "")
        for conti in quadro.linee
    ]


def misura(quadro: Quadro, conti: Conti) -> grafici.Misura:
    """Frozen excess is drawn beyond the budget, together with what is still under verification."""
    previsione = conti.previsione
    return grafici.misura(
        conti.nome,
        budget=conti.budget,
        ammesso=conti.somme.ammesso,
        in_verifica=conti.somme.in_verifica + conti.somme.eccedenza,
        tempo=quadro.tempo if quadro.presentati else None,
        previsione=previsione.valore if previsione else None,
        banda=(previsione.minimo, previsione.massimo) if previsione else None,
    )


def curva(quadro: Quadro, altezza: int = 270) -> grafici.GraficoLinee:
    """Cumulative spending of the convention against an even pace, with the forecast."""
    spese = [somme.spesa for somme in quadro.totale.serie]
    certi = [not somme.in_verifica for somme in quadro.totale.serie]
    punti = [
        grafici.Punto(trimestre.sigla, quadro.tempo_al(trimestre.fine), cumulata, all(certi[: posto + 1]))
        for posto, (trimestre, cumulata) in enumerate(zip(quadro.trimestri, accumulate(spese), strict=False))
    ]
    return grafici.linee(
        "Spesa cumulata e previsione",
        punti,
        budget=quadro.totale.budget,
        previsione=_previsione(quadro.totale),
        etichette=[(trimestre.sigla, quadro.tempo_al(trimestre.fine)) for trimestre in quadro.trimestri],
        descrizione=_frase(quadro),
        altezza=altezza,
    )


def _previsione(conti: Conti) -> grafici.Previsione | None:
    previsione = conti.previsione
    return grafici.Previsione(previsione.valore, previsione.minimo, previsione.massimo) if previsione else None


def _frase(quadro: Quadro) -> str:
    if not quadro.ultimo:
        return "Nessun rendiconto presentato: la spesa comincia dal primo."
    speso, previsione = quadro.totale.somme.spesa, quadro.totale.previsione
    fine = f", previsione {in_migliaia(previsione.valore)} alla fine" if previsione else ""
    return f"Spesi {in_migliaia(speso)} al {in_data(quadro.ultimo.fine)} su {in_migliaia(quadro.totale.budget)}{fine}."


def calore(quadro: Quadro, oggi: date) -> grafici.Calore:
    """Spending by line and quarter, each compared with an equal share of the line's budget."""
    vuoti = [None] * (len(quadro.trimestri) - quadro.presentati)
    return grafici.calore(
        [trimestre.sigla for trimestre in quadro.trimestri],
        [
            (conti.nome, [*(s.spesa for s in conti.serie), *vuoti], conti.budget / len(quadro.trimestri))
            for conti in quadro.linee
        ],
        in_corso=quadro.in_corso(oggi),
    )


def barre(per_macrovoce: Mapping[Macrovoce, Somme], indirizzo: Callable[[Macrovoce], str]) -> list[grafici.Barra]:
    return grafici.barre(
        [(f"{voce}. {voce.label}", somme.spesa, indirizzo(voce)) for voce, somme in per_macrovoce.items()]
    )
