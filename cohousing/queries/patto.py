"""The rules of the houses as their pages read them."""

from collections.abc import Iterable

from cohousing.choices import Lingua
from cohousing.models import TestoPatto

# Languages written from right to left.
DA_DESTRA = (Lingua.AR, Lingua.UR)


def testo_in(testi: Iterable[TestoPatto], lingua: str) -> TestoPatto | None:
    """The text in that language, in Italian when it is not there; None when nothing is written yet."""
    per_lingua = {testo.lingua: testo for testo in testi}
    return per_lingua.get(lingua) or per_lingua.get(Lingua.IT)


def verso(lingua: str) -> str:
    """``rtl`` or ``ltr``."""
    return "rtl" if lingua in DA_DESTRA else "ltr"
