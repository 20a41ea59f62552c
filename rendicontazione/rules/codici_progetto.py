"""CUP and CIG, wherever the supplier wrote them.

The proper place is CodiceCUP and CodiceCIG of the related documents (order, contract, convention, receipt,
linked invoice); in practice they also stand in the causale, in the description of a line, among the
management data, in the number of the contract. So every text of header and body is searched, attachments
excluded. CUP: a letter, two digits, a letter, eleven digits (delibera CIPE 143/2002). CIG: ten letters or
digits, a shape too common to be recognised unless the word CIG stands before it.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from rendicontazione.rules.fattura import CodiceTrovato

_CUP = re.compile(r"[A-Z][0-9]{2}[A-Z][0-9]{11}")
_CUP_NEL_TESTO = re.compile(r"(?:(?<![A-Z0-9])|(?<=CUP))([A-Z][0-9]{2}[A-Z][0-9]{11})(?![A-Z0-9])")
_CIG = re.compile(r"[A-Z0-9]{10}")
_CIG_NEL_TESTO = re.compile(r"(?<![A-Z0-9])CIG[\s:.=#°N-]{0,6}([A-Z0-9]{10})(?![A-Z0-9])")
_NON_CERCARE = frozenset({"Attachment", "Signature"})


def codici_progetto(*elementi: Element) -> tuple[tuple[CodiceTrovato, ...], tuple[CodiceTrovato, ...]]:
    """(CUPs, CIGs) found in the texts of the elements, in reading order, each place once."""
    testi = [t for e in elementi for t in _testi(e, "", ())]
    cup = (c for dove, linee, testo in testi for c in _cup_in(dove, linee, testo))
    cig = (c for dove, linee, testo in testi for c in _cig_in(dove, linee, testo))
    return tuple(dict.fromkeys(cup)), tuple(dict.fromkeys(cig))


def avvisi_cup(cup: tuple[CodiceTrovato, ...]) -> list[str]:
    """A note for every declared CUP that does not have the shape of one."""
    return [f"Il CUP «{c.codice}» ({c.dove}) non ha la forma di un CUP." for c in cup if not c.valido]


def _testi(elemento: Element, blocco: str, linee: tuple[int, ...]) -> Iterator[tuple[str, tuple[int, ...], str]]:
    """(place, lines it refers to, text) of every element below, depth first."""
    if elemento.tag in _NON_CERCARE:
        return
    linee = _linee(elemento) or linee
    for figlio in elemento:
        yield from _testi(figlio, elemento.tag, linee)
    if elemento.text and len(elemento) == 0:
        yield f"{blocco}/{elemento.tag}", linee, elemento.text


def _linee(elemento: Element) -> tuple[int, ...]:
    nome = "NumeroLinea" if elemento.tag == "DettaglioLinee" else "RiferimentoNumeroLinea"
    numeri = ((e.text or "").strip() for e in elemento.findall(nome))
    return tuple(int(n) for n in numeri if re.fullmatch("[0-9]{1,6}", n))


def _cup_in(dove: str, linee: tuple[int, ...], testo: str) -> Iterator[CodiceTrovato]:
    if dove.endswith("/CodiceCUP"):
        yield from _dichiarato(_CUP, dove, linee, testo)
        return
    for codice in _CUP_NEL_TESTO.findall(testo.upper()):
        yield CodiceTrovato(codice, dove, linee)


def _cig_in(dove: str, linee: tuple[int, ...], testo: str) -> Iterator[CodiceTrovato]:
    if dove.endswith("/CodiceCIG"):
        yield from _dichiarato(_CIG, dove, linee, testo)
        return
    for codice in _CIG_NEL_TESTO.findall(testo.upper()):
        yield CodiceTrovato(codice, dove, linee)


def _dichiarato(forma: re.Pattern[str], dove: str, linee: tuple[int, ...], testo: str) -> Iterator[CodiceTrovato]:
    """The code in its own field: tidied when it is well formed, as written when it is not."""
    pulito = re.sub(r"[\s.\-/]", "", testo).upper()
    if forma.fullmatch(pulito):
        yield CodiceTrovato(pulito, dove, linee)
    elif pulito:
        yield CodiceTrovato(" ".join(testo.split()), dove, linee, valido=False)
