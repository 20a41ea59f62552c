"""A text in a script the office's font cannot draw: with which installed font it is printed, if there is one.

fontconfig comes with Pango, without which there is no PDF at all.
"""

import subprocess
from functools import cache
from shutil import which

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from valdera_housing.kit.carattere import FAMIGLIA, scrivibile

SECONDI = 10


def famiglia_per(testo: str) -> str | None:
    """The family that draws every letter of the text: the office's own, an installed one, or None."""
    mancano = frozenset(segno for segno in testo if segno.isalpha() and scrivibile(segno) != segno)
    return _installata(mancano) if mancano else FAMIGLIA


@cache
def _installata(lettere: frozenset[str]) -> str | None:
    """The first family, in alphabetical order, with all these letters; a plain one before the others."""
    programma = which("fc-list")
    if programma is None:
        return None
    codici = " ".join(f"{ord(lettera):x}" for lettera in sorted(lettere))
    risposta = subprocess.run(  # noqa: S603 - a program of the system, with code points as its only argument
        [programma, f":charset={codici}", "family"],
        capture_output=True,
        check=False,
        text=True,
        timeout=SECONDI,
    )
    famiglie = {riga.split(",")[0].replace('"', "").strip() for riga in risposta.stdout.splitlines()}
    return min(famiglie - {""}, key=lambda nome: ("Sans" not in nome, "Mono" in nome, nome), default=None)


def in_cifre(testo: str) -> SafeString:
    """The text as HTML where every sign out of ASCII is a number: ``html_in_pdf`` leaves those as they are."""
    return mark_safe(escape(testo).encode("ascii", "xmlcharrefreplace").decode())  # noqa: S308 - escaped just before
