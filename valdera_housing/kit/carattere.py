"""Titillium Web as installed with Bootstrap Italia: where its files are, how wide a text is, what it can write.

Paper charts place their labels with these widths, so that real data cannot push a number out of the drawing.
"""

import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

FAMIGLIA = "Titillium Web"
PESI = {300: "300", 400: "regular", 600: "600", 700: "700"}
SOSTITUTI = str.maketrans({"\u202f": "\xa0", "\u2011": "-", "\u2010": "-", "≤": "<=", "≥": ">=", "→": "->", "′": "'"})


@cache
def cartella() -> Path:
    """The folder of the .ttf files inside the installed package; FileNotFoundError when it is not installed."""
    pacchetto = find_spec("bootstrap_italia_template")
    if pacchetto is None or not pacchetto.submodule_search_locations:
        raise FileNotFoundError("Manca il pacchetto design-django-theme, che porta il carattere Titillium Web.")
    return Path(next(iter(pacchetto.submodule_search_locations))) / "static" / "fonts" / "Titillium_Web"


def nome_file(peso: int) -> str:
    return f"titillium-web-v10-latin-ext_latin-{PESI[peso]}.ttf"


@cache
def _avanzamenti(peso: int) -> tuple[dict[int, int], int]:
    with TTFont(cartella() / nome_file(peso), lazy=True) as carattere:
        metriche = carattere["hmtx"].metrics
        larghezze = {codice: metriche[glifo][0] for codice, glifo in carattere.getBestCmap().items()}
        return larghezze, carattere["head"].unitsPerEm


def larghezza(testo: str, corpo: float, peso: int = 400) -> float:
    """Width in points of one line, from the font's own advances (kerning left out: it only narrows)."""
    larghezze, unita = _avanzamenti(peso)
    return sum(larghezze.get(ord(segno), unita) for segno in testo) * corpo / unita


def accorcia(testo: str, spazio: float, corpo: float, peso: int = 400) -> str:
    """The text, or as much of it as fits in ``spazio`` points with an ellipsis."""
    if larghezza(testo, corpo, peso) <= spazio:
        return testo
    while testo and larghezza(testo + "…", corpo, peso) > spazio:
        testo = testo[:-1]
    return testo.rstrip() + "…"


def a_capo(testo: str, spazio: float, corpo: float, peso: int = 400, righe: int = 2) -> list[str]:
    """The text broken at blanks into at most ``righe`` lines; the last one is shortened when it must."""
    fatte: list[str] = []
    parole = testo.split(" ")
    while parole and len(fatte) < righe - 1:
        quante = len(parole)
        while quante > 1 and larghezza(" ".join(parole[:quante]), corpo, peso) > spazio:
            quante -= 1
        fatte.append(accorcia(" ".join(parole[:quante]), spazio, corpo, peso))
        parole = parole[quante:]
    return [*fatte, accorcia(" ".join(parole), spazio, corpo, peso)] if parole else fatte


def scrivibile(testo: str) -> str:
    """The text with every sign this font lacks replaced: another font of the machine must not get in.

    Letters lose the mark the font cannot draw; what has no Latin form becomes ``?``. Line ends stay.
    """
    disponibili = _avanzamenti(400)[0]
    if all(ord(segno) in disponibili or segno in "\n\r\t" for segno in testo):
        return testo
    return "".join(_sostituto(segno, disponibili) for segno in testo.translate(SOSTITUTI))


def _sostituto(segno: str, disponibili: dict[int, int]) -> str:
    if ord(segno) in disponibili or segno in "\n\r\t":
        return segno
    if unicodedata.category(segno) in {"Cc", "Cf", "Mn", "Cs"}:
        return ""
    scomposto = "".join(c for c in unicodedata.normalize("NFKD", segno) if ord(c) in disponibili)
    return scomposto or "?"
