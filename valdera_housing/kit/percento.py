"""Shares as the office writes them: ``58,3 %``."""

from decimal import ROUND_HALF_UP, Decimal


def in_percento(quota: Decimal, decimali: int = 1) -> str:
    """A share (0.583) as ``58,3 %``, rounded half-up, with a no-break space."""
    valore = (quota * 100).quantize(Decimal(1).scaleb(-decimali), ROUND_HALF_UP)
    testo = f"{abs(valore):,.{decimali}f}".translate(str.maketrans(",.", ".,"))
    return f"{'−' if valore < 0 else ''}{testo}\N{NO-BREAK SPACE}%"


def il_percento(quota: Decimal, decimali: int = 1) -> str:
    """With its article as it is read aloud: ``il 58,3 %``, ``l'80 %``, ``lo 0,0 %``."""
    testo = in_percento(quota, decimali)
    intero = testo.partition(",")[0].partition("\N{NO-BREAK SPACE}")[0]
    if intero == "0":
        return f"lo {testo}"
    return f"l'{testo}" if intero in {"1", "11"} or intero.startswith("8") else f"il {testo}"
