"""The charts of the paper report, one function each: accounts in, checked SVG out.

One grammar everywhere: solid blue is admitted, diagonal hatch under verification, cross-hatch frozen excess, grey
refused; a thick tick is the time gone, a hollow diamond the forecast, its line the range, chevrons off the scale.
Coordinates are floats: they are places on a drawing, never money. 482 points are the width of the text.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import ceil, floor, log10

from rendicontazione.rules.conti import Conti, ContoLinea, Movimenti
from rendicontazione.rules.istantanea import Istantanea
from rendicontazione.rules.previsione import Previsione
from valdera_housing.kit.carattere import a_capo, accorcia
from valdera_housing.kit.denaro import ZERO, in_cifre, in_euro
from valdera_housing.kit.disegno import (
    BIANCO,
    BINARIO,
    BLU,
    CELESTE,
    COLORI_STATO,
    FILO,
    GRIGIO,
    INCHIOSTRO,
    SECONDARIO,
    Disegno,
    disponi,
)
from valdera_housing.kit.giorni import in_parole
from valdera_housing.kit.percento import in_percento

PIENA, META = 482.0, 235.0
BREVI = {"GIS": "Gestore", "SPO": "Sportello", "FON": "Fondo", "FOR": "Formazione", "COH": "Abitare"}
AZZURRO_COPERTINA, FILO_COPERTINA = "#5E9BD8", "#9DBBDA"


def migliaia(importo: Decimal) -> str:
    """``16,2``: thousands of euro with one decimal."""
    return in_cifre(importo / 1000, 1)


def interi(importo: Decimal) -> str:
    """``131.096 €``, where cents would only be noise."""
    return f"{in_cifre(importo, 0)}\N{NO-BREAK SPACE}€"


def _anni(calendario: Sequence[dict]) -> list[tuple[int, int, str]]:
    """First and last position of each year of the convention, with its name (2025, or anno 1 across two years)."""
    anni = []
    for inizio in range(0, len(calendario), 4):
        gruppo = calendario[inizio : inizio + 4]
        solare = {giorno[:4] for trimestre in gruppo for giorno in (trimestre["dal"], trimestre["al"])}
        nome = solare.pop() if len(solare) == 1 else f"anno {inizio // 4 + 1}"
        anni.append((inizio, inizio + len(gruppo) - 1, nome))
    return anni


# --- cover ----------------------------------------------------------------------------------------------------


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


# --- bullet gauges --------------------------------------------------------------------------------------------


class _Scala:
    """Places on a bar where 100 % of a budget ends at ``x + cento``; nothing is drawn past ``fine``."""

    def __init__(self, x: float, cento: float, fine: float) -> None:
        self.x, self.cento, self.fine = x, cento, fine

    def __call__(self, quota: Decimal | float) -> float:
        return min(max(self.x + float(quota) * self.cento, self.x), self.fine)

    def fuori(self, quota: Decimal) -> bool:
        return self.x + float(quota) * self.cento > self.fine


def _barra_budget(disegno: Disegno, scala: _Scala, y: float, alto: float, linea: ContoLinea, conti: Conti) -> None:
    """Track, admitted, under verification, excess, budget line and the tick of time."""
    disegno.rettangolo(scala.x, y, scala.cento, alto, BINARIO)
    ammesso = linea.quota(linea.totale.ammesso)
    verifica = ammesso + linea.quota(linea.totale.in_verifica)
    oltre = verifica + linea.quota(linea.totale.eccedenza)
    disegno.rettangolo(scala.x, y, scala(ammesso) - scala.x, alto, BLU)
    disegno.tratteggio(scala(ammesso), y, scala(verifica) - scala(ammesso), alto)
    disegno.reticolo(scala(verifica), y, scala(oltre) - scala(verifica), alto)
    disegno.linea(scala(1), y - 3, scala(1), y + alto + 3, INCHIOSTRO, 0.8)
    disegno.linea(scala(conti.tempo), y - 4, scala(conti.tempo), y + alto + 4, BIANCO, 3.6)
    disegno.linea(scala(conti.tempo), y - 4, scala(conti.tempo), y + alto + 4, "#000000", 2)


def _segno_previsione(disegno: Disegno, scala: _Scala, y: float, linea: ContoLinea) -> None:
    """Diamond and range under a bar; a dashed line and chevrons when the forecast is off the scale."""
    if linea.previsione is None:
        return
    minimo, massimo = (linea.quota(v) for v in (linea.previsione.minimo, linea.previsione.massimo))
    valore = linea.quota(linea.previsione.valore)
    if scala.fuori(valore):
        _oltre_scala(disegno, scala.fine, scala(minimo), y)
        return
    disegno.linea(scala(minimo), y, scala(massimo), y, INCHIOSTRO, 1)
    disegno.rombo(min(max(scala(valore), scala.x + 3.6), scala.fine - 3.6), y)


def _oltre_scala(disegno: Disegno, fine: float, da: float, y: float) -> None:
    """A dashed line that leaves the scale, with chevrons."""
    disegno.linea(min(da, fine - 16), y, fine - 7, y, INCHIOSTRO, 1, "2 1.6")
    for x in (fine - 7, fine - 3.5):
        disegno.spezzata([(x - 2.5, y - 3), (x, y), (x - 2.5, y + 3)], INCHIOSTRO, 1.1)


def _numero_linea(disegno: Disegno, x: float, y: float, numero: int) -> None:
    """The dark square that names a line, with its top left corner at (x, y)."""
    disegno.rettangolo(x, y, 12, 12, INCHIOSTRO, rx=1.2)
    disegno.testo(x + 6, y + 9, str(numero), 8, 700, BIANCO, "middle")


def _legenda(disegno: Disegno, y: float, voci: Sequence[str]) -> None:
    """One row: a sample and its word for each of ``voci``."""
    x = 0.0
    for voce in voci:
        _campione(disegno, x, y, voce)
        x += 21 + disegno.testo(x + 18, y + 6, NOMI_LEGENDA[voce], 7.5) + 11


NOMI_LEGENDA = {
    "ammesso": "ammesso",
    "verifica": "in verifica",
    "eccedenza": "eccedenza congelata",
    "non_ammesso": "non ammesso",
    "budget": "budget vigente",
    "previsione": "previsione e forchetta",
    "tempo": "tempo trascorso",
}


def _campione(disegno: Disegno, x: float, y: float, voce: str) -> None:
    match voce:
        case "ammesso" | "non_ammesso" | "budget":
            fill = {"ammesso": BLU, "non_ammesso": GRIGIO, "budget": BINARIO}[voce]
            disegno.rettangolo(x, y, 14, 7, fill)
        case "verifica":
            disegno.tratteggio(x, y, 14, 7)
        case "eccedenza":
            disegno.reticolo(x, y, 14, 7)
        case "previsione":
            disegno.linea(x, y + 3.5, x + 14, y + 3.5, INCHIOSTRO, 1)
            disegno.rombo(x + 7, y + 3.5, 3)
        case "tempo":
            disegno.linea(x + 7, y - 1, x + 7, y + 8, "#000000", 2)


def cinque_linee(conti: Conti) -> str:
    """Page 2: every line at a glance, in percent of its budget."""
    riga = 37
    disegno = Disegno(PIENA, 32 + riga * len(conti.linee), " ".join(_detta(linea) for linea in conti.linee))
    _legenda(disegno, 0, ("ammesso", "verifica", "eccedenza", "budget", "previsione", "tempo"))
    scala = _Scala(186, 150, 372)
    disegno.testo_dentro(scala(conti.tempo), 27, in_percento(conti.tempo), 7.5, 700)
    for quota in (1, 0, Decimal("0.5")):
        disegno.testo_se_libero(scala(quota), 27, in_percento(Decimal(quota), 0), 7, 400, SECONDARIO, "middle")
    for n, linea in enumerate(conti.linee):
        _riga_linea(disegno, scala, 32 + n * riga, linea, conti)
    return disegno.svg()


def _riga_linea(disegno: Disegno, scala: _Scala, y: float, linea: ContoLinea, conti: Conti) -> None:
    disegno.linea(0, y, PIENA, y, FILO, 0.4)
    _numero_linea(disegno, 0, y + 6, linea.numero)
    nome = a_capo(linea.nome, 104, 8.25, 600)
    for n, testo in enumerate(nome):
        disegno.testo(18, y + 12.5 + n * 9.5, testo, 8.25, 600)
    disegno.testo(18, y + 13 + len(nome) * 9.5, interi(linea.budget), 7.5, colore=SECONDARIO)
    disegno.testo(172, y + 17, in_percento(linea.uso), 12, 600, ancora="end")
    disegno.testo(172, y + 26, "ammesso", 7, colore=SECONDARIO, ancora="end")
    _barra_budget(disegno, scala, y + 8, 12, linea, conti)
    _segno_previsione(disegno, scala, y + 29, linea)
    disegno.stato(388, y + 12, linea.semaforo.livello, 5)
    disegno.testo(398, y + 15, linea.semaforo.nome, 8.75, 700, COLORI_STATO[linea.semaforo.livello])
    disegno.testo(398, y + 24, accorcia(_previsione_breve(linea), 84, 7.5), 7.5)
    disegno.testo(398, y + 33, accorcia(_resto_breve(linea), 84, 7.5), 7.5, colore=SECONDARIO)


def _resto_breve(linea: ContoLinea) -> str:
    if linea.residuo < 0:
        return f"{interi(-linea.residuo)} oltre il budget"
    return f"restano {interi(linea.residuo)}"


def _previsione_breve(linea: ContoLinea) -> str:
    if linea.previsione is None:
        return "nessuna previsione"
    return f"previsione {in_percento(linea.quota(linea.previsione.valore))}"


def _detta(linea: ContoLinea) -> str:
    return (
        f"Linea {linea.numero}, {linea.nome}: {linea.semaforo.nome.lower()}, ammesso {in_percento(linea.uso)} "
        f"di {in_euro(linea.budget)}, {_previsione_breve(linea)}, residuo {in_euro(linea.residuo)}."
    )


def testa_linea(linea: ContoLinea, conti: Conti) -> str:
    """The bullet that opens a line's section."""
    disegno = Disegno(META + 30, 43, _detta(linea))
    scala = _Scala(0, META - 30, META + 30)
    disegno.testo(0, 7, f"ammesso {in_percento(linea.uso)}", 7.5, 700, BLU)
    disegno.testo_dentro(scala(conti.tempo), 16, f"tempo {in_percento(conti.tempo)}", 7, 600)
    disegno.testo_se_libero(scala(1), 16, "budget", 7, 400, SECONDARIO, "middle")
    _barra_budget(disegno, scala, 22, 9, linea, conti)
    _segno_previsione(disegno, scala, 39, linea)
    return disegno.svg()


# --- the whole convention over time ---------------------------------------------------------------------------


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
    x, y = piano(conti.trimestre, conti.totale.ammesso)
    ammesso = f"Ammesso {in_euro(conti.totale.ammesso)}"
    quota = f"{in_percento(conti.totale.ammesso / conti.importo)} delle risorse"
    _blocco(disegno, [(ammesso, 8.75, 700, BLU), (quota, 7.5, 400, INCHIOSTRO)], _intorno(x, y, sotto=True))
    lineare = [("andamento lineare", 7.5, 400, SECONDARIO), (in_euro(_lineare(conti)), 7.5, 600, SECONDARIO)]
    _blocco(disegno, lineare, _intorno(*piano(conti.trimestri * float(conti.tempo), _lineare(conti)), sotto=False))
    giorno = in_parole(date.fromisoformat(calendario[conti.trimestre - 1]["al"]))
    for ancora, scarto in (("start", 5), ("end", -5)):
        if disegno.testo_se_libero(x + scarto, piano.y1 - 5, giorno, 7.5, 600, INCHIOSTRO, ancora):
            break


Riga = tuple[str, float, int, str]


def _intorno(x: float, y: float, *, sotto: bool) -> list[tuple[float, float, str]]:
    """Where a block of two lines may stand near a point, the best place first (top baseline)."""
    destra_sotto = [(x + 7, y + 12 + d, "start") for d in (0, 8, 16, 26, -20)]
    sinistra_sopra = [(x - 9, y - 22 - d, "end") for d in (0, 8, 16, 26, -8, -16)]
    estremi = [(x + 7, y - 22 - d, "start") for d in (0, 12, 24, 40)] + [
        (x - 9, y + 14 + d, "end") for d in (0, 12, 24)
    ]
    return [*destra_sotto, *sinistra_sopra, *estremi] if sotto else [*sinistra_sopra, *estremi, *destra_sotto]


def _blocco(disegno: Disegno, righe: Sequence[Riga], posti: Sequence[tuple[float, float, str]]) -> None:
    """Two lines at the first place where both are free; the first place when none is: the check will say so."""

    def riquadri(posto: tuple[float, float, str]) -> list:
        x, y, ancora = posto
        return [disegno.riquadro(x, y + 10 * n, t, c, p, ancora) for n, (t, c, p, _) in enumerate(righe)]

    x, y, ancora = next((p for p in posti if all(disegno.libero(r) for r in riquadri(p))), posti[0])
    for n, (testo, corpo, peso, colore) in enumerate(righe):
        disegno.testo(x, y + 10 * n, testo, corpo, peso, colore, ancora, piastra=BIANCO)


def _etichette_previsione(disegno: Disegno, piano: _Piano, conti: Conti, p: Previsione) -> None:
    """Highest, expected and lowest, at the right of the fan, apart from one another."""
    voci = [
        (f"massimo {interi(p.massimo)}", p.massimo, 400, SECONDARIO),
        (f"previsione {interi(p.valore)}", p.valore, 700, BLU),
        (f"minimo {interi(p.minimo)}", p.minimo, 400, SECONDARIO),
    ]
    altezze = [piano(conti.trimestri, importo)[1] for _, importo, _, _ in voci]
    scarti = [n * 1e-6 for n in range(3)]
    poste = disponi([a + s for a, s in zip(altezze, scarti, strict=True)], 10, 12, piano.y1 - 2)
    for (testo, _, peso, colore), y, posta in zip(voci, altezze, poste, strict=True):
        disegno.linea(piano.x1 + 1, y, piano.x1 + 5, posta, SECONDARIO, 0.5)
        disegno.testo(piano.x1 + 7, posta + 2.6, accorcia(testo, PIENA - piano.x1 - 7, 7.5, peso), 7.5, peso, colore)


def previsioni(conti: Conti) -> str:
    """Where each line arrives at this pace, in percent of its budget: half a page wide."""
    previste = [(linea, linea.previsione) for linea in conti.linee if linea.previsione]
    quote = [linea.quota(v) for linea, p in previste for v in (p.minimo, p.massimo)]
    basso = floor(float(min([*quote, Decimal("0.8")])) * 5) / 5
    alto = min(max(ceil(float(max([*quote, Decimal("1.2")])) * 5) / 5, 1.4), 2.4)
    basso = max(basso, 0.0)
    disegno = Disegno(META, 16 + 23 * len(conti.linee), " ".join(_prevista_detta(linea) for linea in conti.linee))
    x0, x1 = 76.0, 190.0
    scala = _Scala(x0 - basso * (x1 - x0) / (alto - basso), (x1 - x0) / (alto - basso), x1)
    passo = 0.4 if alto - basso > 1 else 0.2
    for n in range(round((alto - basso) / passo) + 1):
        quota = basso + n * passo
        if quota <= alto + 1e-9 and abs(quota - 1) > 1e-9:
            disegno.linea(scala(quota), 12, scala(quota), disegno.altezza - 2, FILO, 0.5)
            disegno.testo_se_libero(
                scala(quota), 7, in_percento(Decimal(str(round(quota, 2))), 0), 7, 400, SECONDARIO, "middle"
            )
    disegno.linea(scala(1), 12, scala(1), disegno.altezza - 2, INCHIOSTRO, 1)
    disegno.testo_se_libero(scala(1), 7, in_percento(Decimal(1), 0), 7, 700, INCHIOSTRO, "middle")
    for n, linea in enumerate(conti.linee):
        _riga_prevista(disegno, scala, 24 + n * 23, linea, x0)
    return disegno.svg()


def _riga_prevista(disegno: Disegno, scala: _Scala, y: float, linea: ContoLinea, x0: float) -> None:
    _numero_linea(disegno, 0, y - 6, linea.numero)
    disegno.testo(17, y + 3, accorcia(BREVI.get(linea.codice, linea.nome), x0 - 22, 7.5), 7.5)
    testo = in_percento(linea.quota(linea.previsione.valore)) if linea.previsione else "nessuna"
    disegno.testo(META, y + 3, testo, 8, 600, ancora="end")
    if linea.previsione:
        minimo, massimo = (
            scala(max(linea.quota(v), ZERO)) for v in (linea.previsione.minimo, linea.previsione.massimo)
        )
        if scala.fuori(linea.quota(linea.previsione.valore)):
            _oltre_scala(disegno, scala.fine, scala(linea.quota(linea.previsione.minimo)), y)
            return
        disegno.rettangolo(max(minimo, x0), y - 3, massimo - max(minimo, x0), 6, CELESTE)
        disegno.rombo(scala(linea.quota(linea.previsione.valore)), y)


def _prevista_detta(linea: ContoLinea) -> str:
    if linea.previsione is None:
        return f"Linea {linea.numero}: nessuna previsione."
    minimo, valore, massimo = (
        in_percento(linea.quota(v))
        for v in (linea.previsione.minimo, linea.previsione.valore, linea.previsione.massimo)
    )
    return f"Linea {linea.numero}: previsione {valore}, fra {minimo} e {massimo} del budget."


# --- one line, one quarter, one fund --------------------------------------------------------------------------


def trimestri_linea(linea: ContoLinea, conti: Conti) -> str:
    """Bars of a line by quarter, in thousands of euro: half a page wide."""
    detti = "; ".join(f"T{n} {in_euro(m.ammesso)}" for n, m in enumerate(linea.serie, 1))
    disegno = Disegno(META, 112, f"Linea {linea.numero}, ammesso per trimestre: {detti}.")
    passo, base, alto = META / conti.trimestri, 100.0, 88.0
    massimo = max(*(m.riconoscibile for m in linea.serie), *(m.ammesso for m in linea.serie), Decimal(1))
    for n in range(conti.trimestri):
        x = n * passo
        attuale = n + 1 == conti.trimestre
        colore = INCHIOSTRO if attuale else SECONDARIO
        disegno.testo(x + passo / 2, base + 9.5, str(n + 1), 7, 700 if attuale else 400, colore, "middle")
        if n < len(linea.serie):
            cima = _pila(disegno, x + passo * 0.12, base, passo * 0.76, alto / float(massimo), linea.serie[n])
            peso = 700 if attuale else 400
            testo = migliaia(linea.serie[n].ammesso)
            disegno.testo_dentro(x + passo / 2, cima - 3, testo, 7, peso, colore)
    disegno.linea(0, base, META, base, INCHIOSTRO, 0.7)
    return disegno.svg()


def _pila(disegno: Disegno, x: float, base: float, w: float, scala: float, movimenti: Movimenti) -> float:
    """Admitted, under verification and excess, one upon the other; returns the top."""
    cima = base
    for importo, disegna in (
        (movimenti.ammesso, lambda y, h: disegno.rettangolo(x, y, w, h, BLU)),
        (movimenti.in_verifica, lambda y, h: disegno.tratteggio(x, y, w, h)),
        (movimenti.eccedenza, lambda y, h: disegno.reticolo(x, y, w, h)),
    ):
        h = max(float(importo), 0) * scala
        cima -= h
        disegna(cima, h)
    return cima


def esiti(conti: Conti) -> str:
    """What became of the money presented in the quarter: each bar is 100 % of the line."""
    riga = 27
    disegno = Disegno(PIENA, 16 + riga * len(conti.linee), " ".join(_esito_detto(linea) for linea in conti.linee))
    _legenda(disegno, 0, ("ammesso", "verifica", "non_ammesso", "eccedenza"))
    disegno.testo(PIENA, 6, "ammesso sul presentato", 7.5, 600, ancora="end")
    for n, linea in enumerate(conti.linee):
        _riga_esito(disegno, 18 + n * riga, linea)
    return disegno.svg()


def _riga_esito(disegno: Disegno, y: float, linea: ContoLinea) -> None:
    movimenti, x0, largo = linea.trimestre, 20.0, 300.0
    _numero_linea(disegno, 0, y, linea.numero)
    parti = [
        max(v, ZERO) for v in (movimenti.ammesso, movimenti.in_verifica, movimenti.non_ammesso, movimenti.eccedenza)
    ]
    somma = sum(parti, ZERO)
    if not somma:
        testo = "nota di credito" if movimenti.presentato else "nessuna spesa presentata"
        disegno.testo(x0, y + 8.5, f"{testo}{f': {in_euro(movimenti.presentato)}' if movimenti.presentato else ''}", 7.5,
                      colore=SECONDARIO)  # fmt: skip
        return
    bordi = [x0 + largo * float(sum(parti[:n], ZERO) / somma) for n in range(5)]
    disegno.rettangolo(bordi[0], y, bordi[1] - bordi[0], 11, BLU)
    disegno.tratteggio(bordi[1], y, bordi[2] - bordi[1], 11)
    disegno.rettangolo(bordi[2], y, bordi[3] - bordi[2], 11, GRIGIO)
    disegno.reticolo(bordi[3], y, bordi[4] - bordi[3], 11)
    disegno.testo(x0, y + 19, accorcia(_esito_breve(movimenti), largo + 90, 7.5), 7.5)
    disegno.testo(x0 + largo + 90, y + 8.5, in_euro(movimenti.ammesso), 8.25, 600, ancora="end")
    if movimenti.presentato > 0:
        disegno.testo(PIENA, y + 8.5, in_percento(movimenti.ammesso / movimenti.presentato), 8.25, 600, ancora="end")


def _esito_breve(movimenti: Movimenti) -> str:
    voci = [("in verifica", movimenti.in_verifica), ("non ammesso", movimenti.non_ammesso),
            ("eccedenza", movimenti.eccedenza)]  # fmt: skip
    dette = [f"presentato {in_euro(movimenti.presentato)}", *(f"{nome} {in_euro(v)}" for nome, v in voci if v)]
    return " · ".join(dette)


def _esito_detto(linea: ContoLinea) -> str:
    return f"Linea {linea.numero}: {_esito_breve(linea.trimestre)}, ammesso {in_euro(linea.trimestre.ammesso)}."


def fondo(istantanea: Istantanea) -> str:
    """What is out, committed and available in each comune's fund, on one scale."""
    righe = [(r["comune"], *(Decimal(r[v]) for v in VOCI_FONDO)) for r in istantanea["fondo"]]
    detti = " ".join(
        f"{comune}: dotato {in_euro(dotato)}, fuori {in_euro(erogato - rientrato)}, impegnato {in_euro(impegnato)}, "
        f"disponibile {in_euro(disponibile)}."
        for comune, dotato, erogato, rientrato, impegnato, disponibile in righe
    )
    disegno = Disegno(PIENA, 14 + 33 * len(righe), detti)
    massimo = max(
        *(sum((max(e - r, ZERO), max(i, ZERO), max(d, ZERO)), ZERO) for _, _, e, r, i, d in righe), Decimal(1)
    )
    x = 0.0
    for nome, disegna in (("fuori: erogato, non rientrato", "non_ammesso"), ("impegnato", "verifica"),
                          ("disponibile", "ammesso")):  # fmt: skip
        _campione(disegno, x, 0, disegna)
        x += 18 + disegno.testo(x + 18, 6, nome, 7.5) + 14
    for n, (comune, dotato, erogato, rientrato, impegnato, disponibile) in enumerate(righe):
        y = 16 + 33 * n
        largo = disegno.testo(0, y + 6, accorcia(comune, 200, 8.25, 600), 8.25, 600)
        disegno.testo(largo + 6, y + 6, f"dotato {in_euro(dotato)}", 7.5, colore=SECONDARIO)
        bordo = 0.0
        for importo, tipo in ((erogato - rientrato, "grigio"), (impegnato, "tratteggio"), (disponibile, "pieno")):
            w = PIENA * float(max(importo, ZERO) / massimo)
            _pezzo_fondo(disegno, bordo, y + 9, w, tipo)
            bordo += w
        voci = f"fuori {in_euro(erogato - rientrato)} · impegnato {in_euro(impegnato)} · disponibile {in_euro(disponibile)}"
        disegno.testo(0, y + 26, voci, 7.5)
    return disegno.svg()


VOCI_FONDO = ("dotato", "erogato", "rientrato", "impegnato", "disponibile")


def _pezzo_fondo(disegno: Disegno, x: float, y: float, w: float, tipo: str) -> None:
    if tipo == "tratteggio":
        disegno.tratteggio(x, y, w, 9)
    else:
        disegno.rettangolo(x, y, w, 9, GRIGIO if tipo == "grigio" else BLU)
