"""The wording of a letter: text typed by the office with ``{segnaposto}`` in place of the facts.

Markup is the least a letter needs: an empty line starts a paragraph, ``# `` a heading, ``- `` an item of a list.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from valdera_housing.kit.esito import Esito, no

SEGNAPOSTO = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Blocco:
    """A piece of the body as it is set on paper; a list has one row an item."""

    genere: Literal["titolo", "paragrafo", "elenco"]
    righe: tuple[str, ...]


def segnaposti(testo: str) -> list[str]:
    """The names of the facts a text asks for, each once, in order of appearance."""
    return list(dict.fromkeys(SEGNAPOSTO.findall(testo)))


def valuta_segnaposti(testo: str, conosciuti: Mapping[str, str]) -> Esito:
    """No for every placeholder nobody can fill: the letter would go out with a hole."""
    ignoti = [nome for nome in segnaposti(testo) if nome not in conosciuti]
    return Esito(tuple(no(f"Il testo chiede {{{nome}}}, che qui non si conosce") for nome in ignoti))


def compila(testo: str, fatti: Mapping[str, str]) -> str:
    """The text with its facts. What is inside a fact is never read as a placeholder. KeyError when one is missing."""
    return SEGNAPOSTO.sub(lambda trovato: fatti[trovato[1]], testo)


def blocchi(testo: str) -> list[Blocco]:
    """Paragraphs, headings and lists of a text that is already filled."""
    return [_blocco(pezzo.splitlines()) for pezzo in re.split(r"\n\s*\n", testo.strip()) if pezzo.strip()]


def _blocco(righe: list[str]) -> Blocco:
    if righe[0].startswith("# "):
        return Blocco("titolo", (" ".join([righe[0][2:], *righe[1:]]),))
    if all(riga.startswith("- ") for riga in righe):
        return Blocco("elenco", tuple(riga[2:] for riga in righe))
    return Blocco("paragrafo", tuple(righe))
