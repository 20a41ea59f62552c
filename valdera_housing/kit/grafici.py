"""Geometry of the charts: amounts in, coordinates out, ready to be printed by the SVG partials.

Coordinates are text (``"38.47%"``): a template would print a float with an Italian comma. Floats are used
here only, because here they are places on a drawing and never money.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from valdera_housing.kit.denaro import ZERO, centesimi
from valdera_housing.kit.scrittura import in_migliaia, in_percento

# --- gauge of a budget ---------------------------------------------------------------------------------------

FONDO_SCALA = 1.25  # the whole width is 125 % of the budget, so that the budget ends at 80 %


@dataclass(frozen=True)
class Tratto:
    """A horizontal segment: where it starts and how long it is, in percent of the drawing."""

    x: str
    larghezza: str


@dataclass(frozen=True)
class Misura:
    """One gauge. ``frase`` says aloud what the drawing shows; what is None is not drawn."""

    frase: str
    ammesso: Tratto
    verifica: Tratto
    oltre: Tratto | None
    tempo: str | None
    banda: Tratto | None
    previsione: str | None
    fuori_scala: bool


def misura(
    nome: str,
    *,
    budget: Decimal,
    ammesso: Decimal,
    in_verifica: Decimal = ZERO,
    tempo: float | None = None,
    previsione: Decimal | None = None,
    banda: tuple[Decimal, Decimal] | None = None,
) -> Misura:
    """Amounts in euro; ``tempo`` is the elapsed share (0–1) at the date of the spending, to compare like with like."""
    quota_ammessa, quota_usata = _quota(ammesso, budget), _quota(ammesso + in_verifica, budget)
    quota_prevista = None if previsione is None else _quota(previsione, budget)
    fuori_scala = quota_prevista is not None and quota_prevista > FONDO_SCALA
    return Misura(
        frase=_frase_misura(nome, budget, ammesso, in_verifica, tempo, previsione),
        ammesso=_tratto(0, min(quota_ammessa, 1)),
        verifica=_tratto(min(quota_ammessa, 1), min(quota_usata, 1)),
        oltre=_tratto(1, quota_usata) if quota_usata > 1 else None,
        tempo=None if tempo is None else _posto(tempo),
        banda=_banda(banda, budget, fuori_scala),
        previsione=None if quota_prevista is None else _posto(quota_prevista),
        fuori_scala=fuori_scala,
    )


def _quota(importo: Decimal, budget: Decimal) -> float:
    """Share of the budget; without a budget, anything spent is off the scale."""
    if budget > 0:
        return max(float(importo / budget), 0.0)
    return 2 * FONDO_SCALA if importo > 0 else 0.0


def _posto(quota: float) -> str:
    return f"{min(quota, FONDO_SCALA) / FONDO_SCALA * 100:.2f}%"


def _tratto(da: float, a: float) -> Tratto:
    return Tratto(_posto(da), _posto(max(min(a, FONDO_SCALA) - da, 0)))


def _banda(banda: tuple[Decimal, Decimal] | None, budget: Decimal, fuori_scala: bool) -> Tratto | None:
    if fuori_scala:
        return Tratto("80.00%", "19.00%")
    return _tratto(*(_quota(importo, budget) for importo in banda)) if banda else None


def _frase_misura(
    nome: str, budget: Decimal, ammesso: Decimal, verifica: Decimal, tempo: float | None, previsione: Decimal | None
) -> str:
    if budget <= 0:
        return f"{nome}. Nessun budget."
    parti = [f"ammesso {in_percento(ammesso / budget)} del budget", f"in verifica {in_percento(verifica / budget)}"]
    if tempo is not None:
        parti.append(f"tempo trascorso {in_percento(tempo)}")
    if previsione is not None:
        parti.append(f"previsione a fine convenzione {in_percento(previsione / budget, 0)} del budget")
    return f"{nome}: {', '.join(parti)}."


# --- cumulative spending -------------------------------------------------------------------------------------

LARGHEZZA = 1000  # of the inner drawing, stretched to the page
ALTO, BASSO = 40, 26  # room above for the label of the forecast, below for the quarters
PASSI_GUIDA = (1, 1.5, 2, 2.5, 5, 7.5, 10)
TRIMESTRI_ANNO = 4


@dataclass(frozen=True)
class Punto:
    """Spending cumulated at the end of a period; ``certo`` is False while some of it is under verification."""

    etichetta: str
    tempo: float
    valore: Decimal
    certo: bool = True


@dataclass(frozen=True)
class Previsione:
    valore: Decimal
    basso: Decimal
    alto: Decimal


@dataclass(frozen=True)
class Scritta:
    x: str
    y: str
    testo: str
    a_sinistra: bool = False


@dataclass(frozen=True)
class RigaLinee:
    """A row of the table beside the chart, in euro; ``retta`` is what an even pace would have spent."""

    etichetta: str
    nel_periodo: Decimal
    cumulata: Decimal
    retta: Decimal
    certo: bool

    @property
    def scarto(self) -> Decimal:
        return self.cumulata - self.retta


@dataclass(frozen=True)
class GraficoLinee:
    titolo: str
    descrizione: str
    altezza: str
    base: str
    guide: tuple[Scritta, ...]
    retta: str
    scritta_retta: Scritta
    curva: str
    curva_verifica: str
    curva_previsione: str
    fascia: str
    punto: Scritta | None
    detti: tuple[Scritta, ...]
    scritta_previsione: Scritta | None
    etichette: tuple[Scritta, ...]
    anni: tuple[str, ...]
    righe: tuple[RigaLinee, ...]


@dataclass(frozen=True)
class _Piano:
    """From (share of time, euro) to coordinates."""

    massimo: float
    altezza: int

    def y(self, valore: Decimal | float) -> float:
        base = self.altezza - BASSO
        return base - float(valore) / self.massimo * (base - ALTO)

    def punto(self, tempo: float, valore: Decimal | float) -> str:
        return f"{tempo * LARGHEZZA:.1f} {self.y(valore):.1f}"

    def percorso(self, punti: Sequence[tuple[float, Decimal | float]]) -> str:
        return "M" + "L".join(self.punto(*punto) for punto in punti) if len(punti) > 1 else ""


def linee(
    titolo: str,
    punti: Sequence[Punto],
    *,
    budget: Decimal,
    descrizione: str,
    etichette: Sequence[tuple[str, float]] = (),
    previsione: Previsione | None = None,
    altezza: int = 270,
) -> GraficoLinee:
    """Cumulative spending against the straight line from zero to the budget.

    ``etichette`` are the names of all the periods with the share of time (0–1) at which each ends, in order.
    """
    ultimo = punti[-1] if punti else None
    cima = max([budget, *(p.valore for p in punti), *([previsione.alto] if previsione else [])])
    piano = _Piano(max(float(cima), 1.0), altezza)
    return GraficoLinee(
        titolo=titolo,
        descrizione=descrizione,
        altezza=str(altezza),
        base=str(altezza - BASSO),
        guide=_guide(piano),
        retta=piano.percorso([(0, ZERO), (1, budget)]),
        scritta_retta=Scritta("45%", f"{piano.y(float(budget) * 0.45) - 12:.1f}", "linea retta"),
        **_curve(piano, punti, previsione),
        punto=_posto_punto(piano, ultimo) if ultimo else None,
        detti=_detti(piano, ultimo, budget) if ultimo else (),
        scritta_previsione=_scritta_previsione(piano, previsione),
        etichette=_etichette_tempo(etichette, altezza),
        anni=tuple(f"{fine * 100:.2f}%" for _, fine in etichette[TRIMESTRI_ANNO - 1 : -1 : TRIMESTRI_ANNO]),
        righe=_righe(punti, budget),
    )


def _curve(piano: _Piano, punti: Sequence[Punto], previsione: Previsione | None) -> dict[str, str]:
    certi = [(0.0, ZERO), *((p.tempo, p.valore) for p in punti if p.certo)]
    incerti = [certi[-1], *((p.tempo, p.valore) for p in punti if not p.certo)]
    inizio = incerti[-1]
    fascia = curva = ""
    if previsione:
        alto, basso = piano.punto(1, previsione.alto), piano.punto(1, previsione.basso)
        fascia = f"M{piano.punto(*inizio)}L{alto}L{basso}z"
        curva = piano.percorso([inizio, (1, previsione.valore)])
    return {
        "curva": piano.percorso(certi),
        "curva_verifica": piano.percorso(incerti),
        "curva_previsione": curva,
        "fascia": fascia,
    }


def _guide(piano: _Piano) -> tuple[Scritta, ...]:
    """At most three horizontal lines, at round figures."""
    ordine = 10 ** (len(str(int(piano.massimo / 3.2))) - 1)
    passo = next(p * ordine for p in PASSI_GUIDA if piano.massimo / (p * ordine) <= 3.2)
    valori = [passo * i for i in range(1, int(piano.massimo / passo) + 1)]
    return tuple(Scritta("0", f"{piano.y(v):.1f}", in_migliaia(Decimal(str(v)))) for v in valori)


def _posto_punto(piano: _Piano, punto: Punto) -> Scritta:
    return Scritta(f"{punto.tempo * 100:.2f}%", f"{piano.y(punto.valore):.1f}", punto.etichetta)


def _detti(piano: _Piano, punto: Punto, budget: Decimal) -> tuple[Scritta, ...]:
    """Two sentences beside the last point: below on its right, or above on its left when the page ends there."""
    scarto = punto.valore - _retta(budget, punto.tempo)
    verso = "sopra" if scarto > 0 else "sotto"
    distacco = in_migliaia(abs(scarto)).replace("mila\N{NO-BREAK SPACE}€", "mila")
    frasi = (f"{in_migliaia(punto.valore)} spesi", f"{distacco} {verso} la retta")
    a_sinistra = punto.tempo > 0.62
    distanze = (-34, -18) if a_sinistra else (24, 40)
    x, y = f"{punto.tempo * 100:.2f}%", piano.y(punto.valore)
    limite = piano.altezza - BASSO - 4
    posti = [min(y + d, limite - 16 * i) for d, i in zip(distanze, (1, 0), strict=True)]
    return tuple(Scritta(x, f"{p:.1f}", f, a_sinistra) for p, f in zip(posti, frasi, strict=True))


def _scritta_previsione(piano: _Piano, previsione: Previsione | None) -> Scritta | None:
    if previsione is None:
        return None
    return Scritta("100%", f"{piano.y(previsione.alto) - 9:.1f}", f"previsione {in_migliaia(previsione.valore)}", True)


def _etichette_tempo(etichette: Sequence[tuple[str, float]], altezza: int) -> tuple[Scritta, ...]:
    inizi = [0.0, *(fine for _, fine in etichette)]
    return tuple(
        Scritta(f"{(inizio + fine) / 2 * 100:.2f}%", str(altezza - 8), nome)
        for inizio, (nome, fine) in zip(inizi, etichette, strict=False)
    )


def _retta(budget: Decimal, tempo: float) -> Decimal:
    return centesimi(budget * Decimal(str(tempo)))


def _righe(punti: Sequence[Punto], budget: Decimal) -> tuple[RigaLinee, ...]:
    prima = [ZERO, *(punto.valore for punto in punti)]
    return tuple(
        RigaLinee(p.etichetta, p.valore - precedente, p.valore, _retta(budget, p.tempo), p.certo)
        for p, precedente in zip(punti, prima, strict=False)
    )


# --- small bars and heat table -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Barra:
    """A bar as long as its share of the largest; ``quota`` is its share of the total (None when that is zero)."""

    etichetta: str
    valore: Decimal
    larghezza: str
    quota: Decimal | None
    url: str = ""


def barre(voci: Sequence[tuple[str, Decimal, str]]) -> list[Barra]:
    """Bars for (label, euro, address or empty), in the order given."""
    massimo = max((valore for _, valore, _ in voci), default=ZERO)
    totale = sum((valore for _, valore, _ in voci), ZERO)
    return [
        Barra(nome, valore, f"{_lunghezza(valore, massimo):.1f}%", valore / totale if totale else None, url)
        for nome, valore, url in voci
    ]


def _lunghezza(valore: Decimal, massimo: Decimal) -> float:
    return max(float(valore / massimo) * 100, 0.0) if massimo > 0 else 0.0


SOGLIE_CALORE = ((Decimal("0.4"), "c1"), (Decimal("0.7"), "c2"), (Decimal(1), "c3"), (Decimal("1.3"), "c4"))


@dataclass(frozen=True)
class Cella:
    """``valore`` is None for a period that has not come yet: ``nota`` then says so in words."""

    valore: Decimal | None
    classe: str
    nota: str = ""


@dataclass(frozen=True)
class RigaCalore:
    etichetta: str
    celle: tuple[Cella, ...]
    totale: Decimal


@dataclass(frozen=True)
class Colonna:
    nome: str
    in_corso: bool


@dataclass(frozen=True)
class Calore:
    colonne: tuple[Colonna, ...]
    righe: tuple[RigaCalore, ...]
    totali: RigaCalore


def calore(
    colonne: Sequence[str],
    righe: Sequence[tuple[str, Sequence[Decimal | None], Decimal]],
    *,
    in_corso: int | None = None,
) -> Calore:
    """A heat table: rows of (name, euro per period, euro expected in each period).

    The colour compares each cell with what its row expects, in six steps: zero, under 40, 70, 100, 130 %, more.
    """
    fatte = tuple(
        RigaCalore(nome, tuple(_cella(v, atteso, i == in_corso) for i, v in enumerate(valori)), _somma(valori))
        for nome, valori, atteso in righe
    )
    per_colonna = [[riga.celle[i].valore for riga in fatte] for i in range(len(colonne))]
    totali = tuple(_cella_totale(valori, i == in_corso) for i, valori in enumerate(per_colonna))
    return Calore(
        tuple(Colonna(nome, i == in_corso) for i, nome in enumerate(colonne)),
        fatte,
        RigaCalore("Convenzione", totali, _somma([riga.totale for riga in fatte])),
    )


def _somma(valori: Sequence[Decimal | None]) -> Decimal:
    return sum((valore for valore in valori if valore is not None), ZERO)


def _cella(valore: Decimal | None, atteso: Decimal, in_corso: bool) -> Cella:
    if valore is None:
        return Cella(None, "futuro", "in corso" if in_corso else "futuro")
    if valore <= 0:
        return Cella(valore, "c0")
    classe = next((nome for soglia, nome in SOGLIE_CALORE if atteso > 0 and valore < soglia * atteso), "c5")
    return Cella(valore, classe)


def _cella_totale(valori: Sequence[Decimal | None], in_corso: bool) -> Cella:
    if all(valore is None for valore in valori):
        return _cella(None, ZERO, in_corso)
    return Cella(_somma(valori), "")
