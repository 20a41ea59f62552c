"""Small SVG drawings for paper: 1 unit = 1 point, every label measured with the font's own advances.

The drawing refuses to close when a label leaves it or touches another: real data cannot break a page unseen.
"""

from dataclasses import dataclass, field
from html import escape

from valdera_housing.kit.carattere import FAMIGLIA, larghezza

INCHIOSTRO = "#17324D"
SECONDARIO = "#4A6076"
BLU = "#0066CC"
CELESTE = "#9CC3EA"
GRIGIO = "#8496A8"
BINARIO = "#E3EBF3"
FILO = "#C3CFDB"
ROSSO = "#B3132B"
BIANCO = "#FFFFFF"
COLORI_STATO = {"IN_LINEA": "#00724C", "ATTENZIONE": "#9A5200", "CRITICO": ROSSO, "DA_VALUTARE": SECONDARIO}

ALTEZZA_CIFRE, DISCENDENTE, TOLLERANZA = 0.72, 0.2, 0.4


class EtichettaFuoriPosto(ValueError):
    """A label leaves the drawing or touches another; the message says which and by how much."""


@dataclass(frozen=True)
class Riquadro:
    x0: float
    y0: float
    x1: float
    y1: float
    testo: str

    def contiene(self, x: float, y: float) -> bool:
        return self.x0 < x < self.x1 and self.y0 < y < self.y1

    def tocca(self, altro: "Riquadro") -> bool:
        return (
            min(self.x1, altro.x1) - max(self.x0, altro.x0) > TOLLERANZA
            and min(self.y1, altro.y1) - max(self.y0, altro.y0) > TOLLERANZA
        )


def _n(valore: float) -> str:
    return f"{valore:.2f}".rstrip("0").rstrip(".")


def attributi(**valori: object) -> str:
    """``font_size=8`` becomes `` font-size="8"``; None is left out; numbers carry at most two decimals."""
    return "".join(
        f' {nome.replace("_", "-")}="{_n(valore) if isinstance(valore, (int, float)) else escape(str(valore))}"'
        for nome, valore in valori.items()
        if valore is not None
    )


@dataclass
class Disegno:
    """``descrizione`` is the text alternative: it must carry the numbers of the drawing, in one sentence or two."""

    larghezza: float
    altezza: float
    descrizione: str
    pezzi: list[str] = field(default_factory=list)
    etichette: list[Riquadro] = field(default_factory=list)

    def segno(self, nome: str, **valori: object) -> None:
        """Any SVG element; underscores stand for hyphens."""
        self.pezzi.append(f"<{nome}{attributi(**valori)}/>")

    def rettangolo(self, x: float, y: float, w: float, h: float, fill: str, **altro: object) -> None:
        """Nothing is drawn for a width or a height that is not positive."""
        if w > 0 and h > 0:
            self.segno("rect", x=x, y=y, width=w, height=h, fill=fill, **altro)

    def linea(self, x1: float, y1: float, x2: float, y2: float, colore: str = FILO, spessore: float = 0.5,
              tratto: str | None = None) -> None:  # fmt: skip
        self.segno("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colore, stroke_width=spessore, stroke_dasharray=tratto)

    def spezzata(self, punti: list[tuple[float, float]], colore: str, spessore: float = 1,
                 tratto: str | None = None) -> None:  # fmt: skip
        self.segno("polyline", points=" ".join(f"{_n(x)},{_n(y)}" for x, y in punti), fill="none", stroke=colore,
                   stroke_width=spessore, stroke_dasharray=tratto, stroke_linejoin="round")  # fmt: skip

    def poligono(self, punti: list[tuple[float, float]], fill: str, **altro: object) -> None:
        self.segno("polygon", points=" ".join(f"{_n(x)},{_n(y)}" for x, y in punti), fill=fill, **altro)

    def rombo(self, x: float, y: float, raggio: float = 3.6) -> None:
        """The hollow diamond of a forecast."""
        punti = [(x, y - raggio), (x + raggio, y), (x, y + raggio), (x - raggio, y)]
        self.poligono(punti, BIANCO, stroke=INCHIOSTRO, stroke_width=1.1)

    def tratteggio(self, x: float, y: float, w: float, h: float, colore: str = BLU, passo: float = 2.6) -> None:
        """Diagonal hatch in its frame: under verification, committed."""
        self._rigato(x, y, w, h, colore, [_diagonali(x, y, w, h, passo)])

    def reticolo(self, x: float, y: float, w: float, h: float, colore: str = ROSSO, passo: float = 2.6) -> None:
        """Cross-hatch in its frame: frozen excess."""
        rovesce = [(2 * x + w - a, b, 2 * x + w - c, d) for a, b, c, d in _diagonali(x, y, w, h, passo)]
        self._rigato(x, y, w, h, colore, [_diagonali(x, y, w, h, passo), rovesce])

    def _rigato(self, x: float, y: float, w: float, h: float, colore: str,
                fasci: list[list[tuple[float, float, float, float]]]) -> None:  # fmt: skip
        if w <= 0 or h <= 0:
            return
        self.rettangolo(x, y, w, h, BIANCO)
        via = "".join(f"M{_n(a)} {_n(b)}L{_n(c)} {_n(d)}" for fascio in fasci for a, b, c, d in fascio)
        if via:
            self.segno("path", d=via, stroke=colore, stroke_width=0.9, fill="none")
        bordo = min(0.7, w)
        self.rettangolo(x + bordo / 2, y + 0.35, max(w - bordo, 0.01), h - 0.7, "none", stroke=colore,
                        stroke_width=bordo)  # fmt: skip

    def testo(self, x: float, y: float, testo: str, corpo: float = 7.5, peso: int = 400, colore: str = INCHIOSTRO,
              ancora: str = "start", piastra: str | None = None) -> float:  # fmt: skip
        """A label on the baseline ``y``; ``piastra`` is the colour of a plate under it. Returns its width."""
        riquadro = self.riquadro(x, y, testo, corpo, peso, ancora)
        x0, w = riquadro.x0, riquadro.x1 - riquadro.x0
        self.etichette.append(riquadro)
        if piastra:
            self.rettangolo(x0 - 1.5, riquadro.y0 - 1, w + 3, riquadro.y1 - riquadro.y0 + 2, piastra)
        attr = attributi(x=x0, y=y, font_size=corpo, font_weight=peso if peso != 400 else None, fill=colore)
        self.pezzi.append(f"<text{attr}>{escape(testo, quote=False)}</text>")
        return w

    def riquadro(
        self, x: float, y: float, testo: str, corpo: float, peso: int = 400, ancora: str = "start"
    ) -> Riquadro:
        """The box a label would take."""
        w = larghezza(testo, corpo, peso)
        x0 = x - {"start": 0, "middle": w / 2, "end": w}[ancora]
        return Riquadro(x0, y - corpo * ALTEZZA_CIFRE, x0 + w, y + corpo * DISCENDENTE, testo)

    def libero(self, riquadro: Riquadro) -> bool:
        """Whether a label can stand there: inside the drawing and clear of the others."""
        dentro = min(riquadro.x0, riquadro.y0, self.larghezza - riquadro.x1, self.altezza - riquadro.y1) >= 0
        return dentro and not any(riquadro.tocca(altra) for altra in self.etichette)

    def testo_se_libero(self, x: float, y: float, testo: str, corpo: float = 7.5, peso: int = 400,
                        colore: str = INCHIOSTRO, ancora: str = "start") -> bool:  # fmt: skip
        """A label that may be left out: drawn only where nothing is in its way."""
        libero = self.libero(self.riquadro(x, y, testo, corpo, peso, ancora))
        if libero:
            self.testo(x, y, testo, corpo, peso, colore, ancora)
        return libero

    def testo_dentro(self, x: float, y: float, testo: str, corpo: float = 7.5, peso: int = 400,
                     colore: str = INCHIOSTRO, da: float = 0, a: float | None = None,
                     piastra: str | None = None) -> float:  # fmt: skip
        """A label centred on ``x``, pushed back inside ``da``–``a`` (the drawing, when not said). Returns its left."""
        w = larghezza(testo, corpo, peso)
        sinistra = min(max(x - w / 2, da), (self.larghezza if a is None else a) - w)
        self.testo(sinistra, y, testo, corpo, peso, colore, piastra=piastra)
        return sinistra

    def stato(self, x: float, y: float, livello: str, raggio: float = 5) -> None:
        """The status mark: shape and colour say the same (disc, triangle, square, ring)."""
        self.pezzi.append(f'<g transform="translate({_n(x)} {_n(y)}) scale({_n(raggio / 5)})">{MARCHI[livello]}</g>')

    def controlla(self) -> None:
        """Raises EtichettaFuoriPosto at the first label out of the drawing or over another."""
        for i, uno in enumerate(self.etichette):
            fuori = max(-uno.x0, -uno.y0, uno.x1 - self.larghezza, uno.y1 - self.altezza)
            if fuori > TOLLERANZA:
                raise EtichettaFuoriPosto(f"«{uno.testo}» esce dal disegno di {fuori:.1f} punti.")
            for altro in self.etichette[:i]:
                if uno.tocca(altro):
                    raise EtichettaFuoriPosto(f"«{uno.testo}» tocca «{altro.testo}».")

    def svg(self) -> str:
        """The drawing, checked. WeasyPrint takes ``<title>`` as the alternative text, so it holds the whole of it."""
        self.controlla()
        testa = attributi(
            xmlns="http://www.w3.org/2000/svg", role="img", viewBox=f"0 0 {_n(self.larghezza)} {_n(self.altezza)}",
            width=f"{_n(self.larghezza)}pt", height=f"{_n(self.altezza)}pt", font_family=FAMIGLIA,
        )  # fmt: skip
        return f"<svg{testa}><title>{escape(self.descrizione, quote=False)}</title>{''.join(self.pezzi)}</svg>"


def disponi(desiderate: list[float], distanza: float, minimo: float, massimo: float) -> list[float]:
    """Positions near the desired ones, in the same order, at least ``distanza`` apart, between the two ends.

    ValueError when there is no room for all of them.
    """
    if (len(desiderate) - 1) * distanza > massimo - minimo + 1e-9:
        raise ValueError("Non c'è posto per tutte le etichette.")
    ordine = sorted(range(len(desiderate)), key=lambda i: desiderate[i])
    poste = [0.0] * len(desiderate)
    for turno, i in enumerate(ordine):
        sotto = poste[ordine[turno - 1]] + distanza if turno else minimo
        poste[i] = max(desiderate[i], sotto)
    for turno, i in reversed(list(enumerate(ordine))):
        sopra = poste[ordine[turno + 1]] - distanza if turno + 1 < len(ordine) else massimo
        poste[i] = min(poste[i], sopra)
    return poste


def _diagonali(x: float, y: float, w: float, h: float, passo: float) -> list[tuple[float, float, float, float]]:
    """Segments at 45° across a rectangle, cut at its edges."""
    segmenti = []
    c = passo
    while c < w + h:
        x1, y1 = (x, y + c) if c <= h else (x + c - h, y + h)
        x2, y2 = (x + c, y) if c <= w else (x + w, y + c - w)
        segmenti.append((x1, y1, x2, y2))
        c += passo * 1.4142
    return segmenti


def _marchio(forma: str, dentro: str) -> str:
    return f'{forma}<path d="{dentro}" fill="none" stroke="{BIANCO}" stroke-width="1.5" stroke-linecap="round"/>'


MARCHI = {
    "IN_LINEA": _marchio(f'<circle r="5" fill="{COLORI_STATO["IN_LINEA"]}"/>', "M-2.4 .2L-.6 2L2.6 -1.9"),
    "ATTENZIONE": _marchio(
        f'<path d="M0 -5L5.6 4.6H-5.6Z" fill="{COLORI_STATO["ATTENZIONE"]}"/>', "M0 -1.6V1.1M0 3V3.01"
    ),
    "CRITICO": _marchio(
        f'<rect x="-4.8" y="-4.8" width="9.6" height="9.6" fill="{ROSSO}"/>',
        "M-2.2 -2.2L2.2 2.2M2.2 -2.2L-2.2 2.2",
    ),
    "DA_VALUTARE": f'<circle r="4.4" fill="{BIANCO}" stroke="{SECONDARIO}" stroke-width="1.2"/>'
    f'<path d="M0 -2.4V.2H2" fill="none" stroke="{SECONDARIO}" stroke-width="1.2" stroke-linecap="round"/>',
}
