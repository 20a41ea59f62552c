"""Charts of spending over the quarters: cover, whole convention, one line."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import floor, log10

from rendicontazione.documents.grafici import (
    META,
    PIENA,
    interi,
    migliaia,
)
from rendicontazione.rules.conti import Conti, ContoLinea, Movimenti
from rendicontazione.rules.previsione import Previsione
from valdera_housing.kit.carattere import accorcia, larghezza
from valdera_housing.kit.denaro import ZERO, in_cifre, in_euro
from valdera_housing.kit.disegno import (
    BIANCO,
    BLU,
    FILO,
    INCHIOSTRO,
    SECONDARIO,
    Disegno,
    Riquadro,
    disponi,
)
from valdera_housing.kit.giorni import in_parole
from valdera_housing.kit.percento import in_percento

AZZURRO_COPERTINA, FILO_COPERTINA = "#5E9BD8", "#9DBBDA"


def _anni(calendario: Sequence[dict]) -> list[tuple[int, int, str]]:
    """First and last position of each year of the convention, with its name (2025, or anno 1 across two years)."""
    anni = []
    for inizio in range(0, len(calendario), 4):
        gruppo = calendario[inizio : inizio + 4]
        solare = {giorno[:4] for trimestre in gruppo for giorno in (trimestre["dal"], trimestre["al"])}
        nome = solare.pop() if len(solare) == 1 else f"anno {inizio // 4 + 1}"
        anni.append((inizio, inizio + len(gruppo) - 1, nome))
    return anni


def copertina(conti: Conti, calendario: Sequence[dict]) -> str:
    """Admitted spending of every quarter, white on the dark panel; quarters to come are dashed boxes."""
    serie = [movimenti.ammesso for movimenti in conti.serie]
    detti = "; ".join(f"trimestre {n}, {in_euro(importo)}" for n, importo in enumerate(serie, 1))
    disegno = Disegno(PIENA, 150, f"Spesa ammessa per trimestre: {detti}.")
    disegno.testo(0, 7, "Spesa ammessa per trimestre, migliaia di euro", 8, colore="#DCE9F6")
    passo, base = PIENA / conti.trimestri, 112
    largo = passo * 0.78
    massimo = max(*serie, Decimal(1))
    attesa = conti.previsione.media if conti.previsione else ZERO
    for n in range(conti.trimestri):
        x = n * passo
        centro = x + largo / 2
        attuale = n + 1 == conti.trimestre
        if n < conti.trimestre:
            alto = max(float(serie[n] / massimo), 0) * 84
            disegno.rettangolo(x, base - alto, largo, alto, BIANCO if attuale else AZZURRO_COPERTINA)
            disegno.testo_dentro(
                centro, base - alto - 4, migliaia(serie[n]), 9 if attuale else 8, 700 if attuale else 400, BIANCO
            )
        else:
            alto = max(min(float(attesa / massimo), 1) * 84, 14)
            disegno.rettangolo(
                x + 0.4, base - alto, largo - 0.8, alto, "none",
                stroke=FILO_COPERTINA, stroke_width=0.8, stroke_dasharray="1.6 2",
            )  # fmt: skip
        disegno.testo(centro, 124, str(n + 1), 8, 700 if attuale else 400, BIANCO, "middle")
    disegno.linea(0, base, PIENA - passo + largo, base, BIANCO, 0.8)
    for primo, ultimo, nome in _anni(calendario):
        disegno.linea(primo * passo, 130.5, ultimo * passo + largo, 130.5, FILO_COPERTINA, 0.6)
        disegno.testo(primo * passo, 140, nome, 8, 600, BIANCO)
    return disegno.svg()


def passo_asse(massimo: float, tacche: int = 5) -> float:
    """A round step (1, 2, 5 × 10ⁿ) that gives at most ``tacche`` steps up to ``massimo``."""
    grezzo = massimo / tacche
    potenza = 10.0 ** floor(log10(grezzo))
    return next(potenza * m for m in (1, 2, 5, 10) if potenza * m >= grezzo - 1e-9)


class _Piano:
    """The plot area of the cumulative chart: quarters across, euro up."""

    x0, x1, y0, y1 = 34.0, 398.0, 18.0, 240.0

    def __init__(self, trimestri: int, massimo: float) -> None:
        self.trimestri, self.massimo = trimestri, massimo

    def __call__(self, trimestri: float, euro: Decimal | float) -> tuple[float, float]:
        x = self.x0 + (self.x1 - self.x0) * trimestri / self.trimestri
        return x, min(max(self.y1 - (self.y1 - self.y0) * float(euro) / self.massimo, self.y0), self.y1 + 8)


def cumulata(conti: Conti, calendario: Sequence[dict]) -> str:
    """Cumulative admitted spending against the straight line, with the forecast fan."""
    previsione = conti.previsione
    tetto = max(conti.importo, previsione.massimo if previsione else ZERO, conti.totale.ammesso)
    piano = _Piano(conti.trimestri, float(tetto) * 1.03)
    disegno = Disegno(PIENA, 268, _cumulata_detta(conti))
    _assi(disegno, piano, conti, calendario)
    if previsione and previsione.mancanti:
        _ventaglio(disegno, piano, conti, previsione)
    disegno.spezzata([piano(0, 0), piano(conti.trimestri, conti.importo)], INCHIOSTRO, 0.8, "2.4 2")
    _curva(disegno, piano, conti)
    _etichette_curva(disegno, piano, conti, calendario)
    return disegno.svg()


def _cumulata_detta(conti: Conti) -> str:
    frase = (
        f"Ammesso dall'avvio {in_euro(conti.totale.ammesso)} al trimestre {conti.trimestre} di {conti.trimestri}; "
        f"l'andamento lineare sarebbe {in_euro(_lineare(conti))}; risorse {in_euro(conti.importo)}."
    )
    if conti.previsione:
        p = conti.previsione
        frase += f" Previsione {in_euro(p.valore)}, fra {in_euro(p.minimo)} e {in_euro(p.massimo)}."
    return frase


def _lineare(conti: Conti) -> Decimal:
    return (conti.importo * conti.tempo).quantize(Decimal("0.01"))


def _assi(disegno: Disegno, piano: _Piano, conti: Conti, calendario: Sequence[dict]) -> None:
    disegno.testo(0, 7, "migliaia di euro", 7.5, colore=SECONDARIO)
    passo = passo_asse(piano.massimo)
    for n in range(int(piano.massimo / passo) + 1):
        y = piano(0, n * passo)[1]
        disegno.linea(piano.x0, y, piano.x1, y, FILO if n else INCHIOSTRO, 0.5)
        disegno.testo(piano.x0 - 6, y + 2.6, in_cifre(Decimal(n * passo) / 1000, 0), 7.5, 400, SECONDARIO, "end")
    for n in range(conti.trimestri):
        x = (piano(n, 0)[0] + piano(n + 1, 0)[0]) / 2
        attuale = n + 1 == conti.trimestre
        disegno.linea(piano(n + 1, 0)[0], piano.y1, piano(n + 1, 0)[0], piano.y1 + 3, INCHIOSTRO, 0.5)
        colore = INCHIOSTRO if attuale else SECONDARIO
        disegno.testo(x, piano.y1 + 11.5, str(n + 1), 7.5, 700 if attuale else 400, colore, "middle")
    for primo, ultimo, nome in _anni(calendario):
        x = (piano(primo, 0)[0] + piano(ultimo + 1, 0)[0]) / 2
        disegno.testo(x, piano.y1 + 23, nome, 7.5, 400, SECONDARIO, "middle")


def _ventaglio(disegno: Disegno, piano: _Piano, conti: Conti, previsione: Previsione) -> None:
    """From what is recognisable today to the range at the end."""
    partenza = piano(conti.trimestre, conti.totale.riconoscibile)
    disegno.spezzata([piano(conti.trimestre, conti.totale.ammesso), partenza], BLU, 1.6, "1.6 1.6")
    arrivi = [piano(conti.trimestri, v) for v in (previsione.massimo, previsione.minimo)]
    disegno.poligono([partenza, *arrivi], "#D6E6F7")
    disegno.spezzata([partenza, piano(conti.trimestri, previsione.valore)], BLU, 1.6, "4 2.6")


def _curva(disegno: Disegno, piano: _Piano, conti: Conti) -> None:
    x, y = piano(conti.trimestri, conti.importo)
    disegno.linea(piano.x0, y, x, y, INCHIOSTRO, 1.1)
    x_ora = piano(conti.trimestre, 0)[0]
    disegno.linea(x_ora, piano.y1, x_ora, piano(0, max(conti.totale.ammesso, ZERO))[1], INCHIOSTRO, 1)
    somme, punti = ZERO, [piano(0, 0)]
    for n, movimenti in enumerate(conti.serie, 1):
        somme += movimenti.ammesso
        punti.append(piano(n, somme))
    disegno.spezzata(punti, BLU, 2.2)
    for x, y in punti[1:-1]:
        disegno.segno("circle", cx=x, cy=y, r=1.6, fill=BIANCO, stroke=BLU, stroke_width=1)
    disegno.segno("circle", cx=punti[-1][0], cy=punti[-1][1], r=3.4, fill=BLU)


def _etichette_curva(disegno: Disegno, piano: _Piano, conti: Conti, calendario: Sequence[dict]) -> None:
    y_risorse = piano(0, conti.importo)[1]
    disegno.testo(piano.x0 + 2, y_risorse - 4, f"risorse della convenzione {in_euro(conti.importo)}", 7.5, 600)
    if conti.previsione and conti.previsione.mancanti:
        _etichette_previsione(disegno, piano, conti, conti.previsione)
    ostacoli = _tracciati(piano, conti)
    x, y = piano(conti.trimestre, conti.totale.ammesso)
    quota = f"{in_percento(conti.totale.ammesso / conti.importo)} delle risorse"
    giorno = f"al {in_parole(date.fromisoformat(calendario[conti.trimestre - 1]['al']))}"
    ammesso = [
        ("Ammesso", 7.5, 600, BLU),
        (in_euro(conti.totale.ammesso), 8.75, 700, BLU),
        (quota, 7.5, 400, INCHIOSTRO),
        (giorno, 7.5, 400, SECONDARIO),
    ]
    if conti.totale.in_verifica > 0:
        ammesso.append((f"in verifica {in_euro(conti.totale.in_verifica)}", 7.5, 400, INCHIOSTRO))
    _blocco(disegno, piano, ammesso, _intorno(piano, x, y, len(ammesso))[0], ostacoli)
    lineare = [("andamento lineare", 7.5, 400, SECONDARIO), (in_euro(_lineare(conti)), 7.5, 600, SECONDARIO)]
    punto = piano(conti.trimestri * float(conti.tempo), _lineare(conti))
    _blocco(disegno, piano, lineare, _intorno(piano, *punto, len(lineare))[1], ostacoli)


Riga = tuple[str, float, int, str]
Punto = tuple[float, float]
Posto = tuple[float, float, str]
SCARTI = (0, 8, 16, 26, 40, 56, 76)


def _intorno(piano: _Piano, x: float, y: float, righe: int) -> tuple[list[Posto], list[Posto]]:
    """Where a block of ``righe`` lines may stand near a point (top baseline): first under it, or first over it.

    Each side is tried near, then farther; low on the right, along the axis, is for the first quarters.
    """
    fondo = piano.y1 - 5 - 10 * (righe - 1)
    destra_sotto: list[Posto] = [(x + 8, y + 10 + d, "start") for d in SCARTI]
    in_basso: list[Posto] = [(x + 8 + d, fondo, "start") for d in (20, 40, 60, 80, 110, 140, 180)]
    sinistra_sotto: list[Posto] = [(x - 9, y + 14 + d, "end") for d in SCARTI]
    destra_sopra: list[Posto] = [(x + 8, y - 12 - 10 * righe - d, "start") for d in SCARTI]
    sinistra_sopra: list[Posto] = [(x - 9, y - 10 * righe - d, "end") for d in SCARTI]
    sotto = [*destra_sotto, *in_basso, *sinistra_sotto]
    sopra = [*sinistra_sopra, *destra_sopra]
    return [*sotto, *sopra], [*sopra, *sotto]


def _tracciati(piano: _Piano, conti: Conti) -> list[Punto]:
    """Points along the lines of the chart, close enough that no label passes between two of them."""
    somme = [ZERO]
    for movimenti in conti.serie:
        somme.append(somme[-1] + movimenti.ammesso)
    tratti = [(piano(n, a), piano(n + 1, b)) for n, (a, b) in enumerate(pairwise(somme))]
    tratti.append((piano(0, 0), piano(conti.trimestri, conti.importo)))
    previsione = conti.previsione
    if previsione and previsione.mancanti:
        partenza = piano(conti.trimestre, conti.totale.riconoscibile)
        tratti += [(partenza, piano(conti.trimestri, v)) for v in (previsione.massimo, previsione.minimo)]
    return [(xa + (xb - xa) * n / 60, ya + (yb - ya) * n / 60) for (xa, ya), (xb, yb) in tratti for n in range(61)]


def _blocco(disegno: Disegno, piano: _Piano, righe: Sequence[Riga], posti: Sequence[Posto],
            ostacoli: Sequence[Punto]) -> None:  # fmt: skip
    """Lines of text at the first place where all are free; at the first place when none is: the check will tell."""

    def riquadri(posto: Posto) -> list[Riquadro]:
        x, y, ancora = posto
        return [disegno.riquadro(x, y + 10 * n, t, c, p, ancora) for n, (t, c, p, _) in enumerate(righe)]

    def buono(posto: Posto) -> bool:
        suoi = riquadri(posto)
        sul_piano = suoi[-1].y1 < piano.y1 - 2 and min(r.x0 for r in suoi) > piano.x0 + 2
        liberi = all(disegno.libero(r) for r in suoi)
        return sul_piano and liberi and not any(r.contiene(x, y) for r in suoi for x, y in ostacoli)

    x, y, ancora = next((posto for posto in posti if buono(posto)), posti[0])
    for n, (testo, corpo, peso, colore) in enumerate(righe):
        disegno.testo(x, y + 10 * n, testo, corpo, peso, colore, ancora, piastra=BIANCO)


def _etichette_previsione(disegno: Disegno, piano: _Piano, conti: Conti, p: Previsione) -> None:
    """Highest, expected and lowest, at the right of the fan, apart from one another."""
    voci = [
        (f"massimo {interi(p.massimo)}", p.massimo, 400, SECONDARIO),
        (f"previsione {interi(p.valore)}", p.valore, 700, BLU),
        (f"minimo {interi(p.minimo)}", p.minimo, 400, SECONDARIO),
    ]
    if p.minimo == p.massimo:
        voci = voci[1:2]
    altezze = [piano(conti.trimestri, importo)[1] for _, importo, _, _ in voci]
    scarti = [n * 1e-6 for n in range(len(voci))]
    poste = disponi([a + s for a, s in zip(altezze, scarti, strict=True)], 10, 12, piano.y1 - 2)
    for (testo, _, peso, colore), y, posta in zip(voci, altezze, poste, strict=True):
        disegno.linea(piano.x1 + 1, y, piano.x1 + 5, posta, SECONDARIO, 0.5)
        disegno.testo(piano.x1 + 7, posta + 2.6, accorcia(testo, PIENA - piano.x1 - 7, 7.5, peso), 7.5, peso, colore)


def trimestri_linea(linea: ContoLinea, conti: Conti) -> str:
    """Spending of a line by quarter (admitted, under verification, excess), in thousands of euro: half a page wide."""
    detti = "; ".join(f"T{n} {in_euro(m.riconoscibile)}" for n, m in enumerate(linea.serie, 1))
    disegno = Disegno(META, 112, f"Linea {linea.numero}, spesa per trimestre: {detti}.")
    passo, base, alto = META / conti.trimestri, 100.0, 88.0
    massimo = max(*(sum(_parti(m), ZERO) for m in linea.serie), Decimal(1))
    for n in range(conti.trimestri):
        centro = (n + 0.5) * passo
        attuale = n + 1 == conti.trimestre
        colore, peso = (INCHIOSTRO, 700) if attuale else (SECONDARIO, 400)
        disegno.testo(centro, base + 9.5, str(n + 1), 7, peso, colore, "middle")
        if n < len(linea.serie):
            cima = _pila(disegno, centro - passo * 0.38, base, passo * 0.76, alto / float(massimo), linea.serie[n])
            valore = _valore_che_sta(linea.serie[n].riconoscibile, passo - 1, peso)
            disegno.testo_se_libero(centro, cima - 3, valore, 7, peso, colore, "middle")
    disegno.linea(0, base, META, base, INCHIOSTRO, 0.7)
    return disegno.svg()


def _valore_che_sta(importo: Decimal, spazio: float, peso: int) -> str:
    """Thousands of euro with one decimal where it fits, else none; the table beside has every cent."""
    con_decimale = migliaia(importo)
    return con_decimale if larghezza(con_decimale, 7, peso) <= spazio else in_cifre(importo / 1000, 0)


def _parti(movimenti: Movimenti) -> list[Decimal]:
    """What can be drawn as a height: credit notes have none."""
    return [max(v, ZERO) for v in (movimenti.ammesso, movimenti.in_verifica, movimenti.eccedenza)]


def _pila(disegno: Disegno, x: float, base: float, w: float, scala: float, movimenti: Movimenti) -> float:
    """Admitted, under verification and excess, one upon the other; returns the top."""
    ammesso, verifica, eccedenza = (float(parte) * scala for parte in _parti(movimenti))
    disegno.rettangolo(x, base - ammesso, w, ammesso, BLU)
    disegno.tratteggio(x, base - ammesso - verifica, w, verifica)
    disegno.reticolo(x, base - ammesso - verifica - eccedenza, w, eccedenza)
    return base - ammesso - verifica - eccedenza
