"""The grammar of the paper charts, the same in all of them.

Solid blue is admitted, diagonal hatch under verification, cross-hatch frozen excess, grey refused; a thick tick is the
time gone, a hollow diamond the forecast, its line the range, chevrons off the scale. Colour says state, not identity:
a line is known by its number in a dark square. Coordinates are floats: they are places on a drawing, never money.
"""

from collections.abc import Sequence
from decimal import Decimal

from rendicontazione.rules.conti import Conti, ContoLinea
from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.disegno import (
    BIANCO,
    BINARIO,
    BLU,
    GRIGIO,
    INCHIOSTRO,
    Disegno,
)
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


def quota_breve(quota: Decimal) -> str:
    """A share where there is room for five signs; beyond them it only says so."""
    if quota >= 10:
        return ">999\N{NO-BREAK SPACE}%"
    return in_percento(quota) if quota > -1 else "<−99\N{NO-BREAK SPACE}%"


class Scala:
    """Places on a bar where 100 % of a budget ends at ``x + cento``; nothing is drawn past ``fine``."""

    def __init__(self, x: float, cento: float, fine: float) -> None:
        self.x, self.cento, self.fine = x, cento, fine

    def __call__(self, quota: Decimal | float) -> float:
        return min(max(self.x + float(quota) * self.cento, self.x), self.fine)

    def fuori(self, quota: Decimal) -> bool:
        return self.x + float(quota) * self.cento > self.fine


def barra_budget(disegno: Disegno, scala: Scala, y: float, alto: float, linea: ContoLinea, conti: Conti) -> None:
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


def segno_previsione(disegno: Disegno, scala: Scala, y: float, linea: ContoLinea) -> None:
    """Diamond and range under a bar; a dashed line and chevrons when the forecast is off the scale."""
    if linea.previsione is None:
        return
    minimo, massimo = (linea.quota(v) for v in (linea.previsione.minimo, linea.previsione.massimo))
    valore = linea.quota(linea.previsione.valore)
    if scala.fuori(valore):
        oltre_scala(disegno, scala.fine, scala(minimo), y)
        return
    disegno.linea(scala(minimo), y, scala(massimo), y, INCHIOSTRO, 1)
    disegno.rombo(min(max(scala(valore), scala.x + 3.6), scala.fine - 3.6), y)


def oltre_scala(disegno: Disegno, fine: float, da: float, y: float) -> None:
    """A dashed line that leaves the scale, with chevrons."""
    disegno.linea(min(da, fine - 16), y, fine - 7, y, INCHIOSTRO, 1, "2 1.6")
    for x in (fine - 7, fine - 3.5):
        disegno.spezzata([(x - 2.5, y - 3), (x, y), (x - 2.5, y + 3)], INCHIOSTRO, 1.1)


def numero_linea(disegno: Disegno, x: float, y: float, numero: int) -> None:
    """The dark square that names a line, with its top left corner at (x, y)."""
    disegno.rettangolo(x, y, 12, 12, INCHIOSTRO, rx=1.2)
    disegno.testo(x + 6, y + 9, str(numero), 8, 700, BIANCO, "middle")


def legenda(disegno: Disegno, y: float, voci: Sequence[str]) -> None:
    """One row: a sample and its word for each of ``voci``."""
    x = 0.0
    for voce in voci:
        campione(disegno, x, y, voce)
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


def campione(disegno: Disegno, x: float, y: float, voce: str) -> None:
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
