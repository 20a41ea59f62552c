"""Small numbers in published tables: nobody must be recognised, nor worked out by difference (domain.md 6.10).

1 to k−1 is hidden and printed ``<k`` (primary); 0 is printed; further cells are hidden as ``(*)`` (secondary)
until no hidden cell has a single possible value, given everything that is printed: the other cells, the totals of
rows and columns, and what the two marks themselves say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Literal

Motivo = Literal["PRIMARIO", "SECONDARIO"]


@dataclass(frozen=True)
class Oscurata:
    """A hidden cell. PRIMARIO: between 1 and soglia−1. SECONDARIO: at least soglia, hidden to protect another."""

    motivo: Motivo


PRIMARIA, SECONDARIA = Oscurata("PRIMARIO"), Oscurata("SECONDARIO")
Cella = int | Oscurata
Posto = tuple[int, int]


def sopprimi(valori: Sequence[Sequence[int]], soglia: int = 3) -> list[list[Cella]]:
    """The table with its totals as last column and last row, ready to be printed.

    When hiding every count is still not enough (two households in two comuni), the whole table is hidden, zeros too.
    ``valori`` are counts of persons or households, by row and column, without totals. Raises ValueError for a
    threshold under 3 (a lone person would be told by the mark itself), negative counts or rows of different length.
    """
    tavola = _con_totali(valori, soglia)
    oscurate = {(r, c): PRIMARIA for r, riga in enumerate(tavola) for c, n in enumerate(riga) if 0 < n < soglia}
    for posto in sorted(oscurate):
        compagne = _compagne(posto, _mosse(tavola, oscurate, soglia), oscurate, tavola)
        if compagne is None:
            return [[SECONDARIA for _ in riga] for riga in tavola]
        oscurate |= dict.fromkeys(compagne, SECONDARIA)
    return [[oscurate.get((r, c), n) for c, n in enumerate(riga)] for r, riga in enumerate(tavola)]


def sopprimi_elenco(valori: Sequence[int], soglia: int = 3) -> list[Cella]:
    """One list of counts with its total last."""
    return sopprimi([valori], soglia)[0]


def _con_totali(valori: Sequence[Sequence[int]], soglia: int) -> list[list[int]]:
    if soglia < 3:
        raise ValueError("La soglia deve essere almeno 3.")
    if any(n < 0 for riga in valori for n in riga) or len({len(riga) for riga in valori}) > 1:
        raise ValueError("Servono conteggi non negativi, in righe della stessa lunghezza.")
    righe = [[*riga, sum(riga)] for riga in valori]
    return [*righe, [sum(colonna) for colonna in zip(*righe, strict=True)]]


Nodo = tuple[str, int]
Mossa = tuple[Nodo, Nodo, Posto]


def _mosse(tavola: list[list[int]], oscurate: dict[Posto, Oscurata], soglia: int) -> list[Mossa]:
    """What an outsider can imagine of each cell that is not 0, were it hidden: one more, one less.

    Rows and columns are nodes. One more goes from the row to the column, one less comes back; a total counts with
    the opposite sign, so its moves are turned round. A loop of moves keeps every sum as printed.
    """
    mosse: list[Mossa] = []
    for r, riga in enumerate(tavola):
        for c, n in enumerate(riga):
            primaria = oscurate.get((r, c)) is PRIMARIA
            capi = (("riga", r), ("colonna", c))
            da, a = capi[::-1] if _margini(tavola, (r, c)) == 1 else capi
            if n and not (primaria and n == soglia - 1):
                mosse.append((da, a, (r, c)))
            if n > (1 if primaria else soglia):
                mosse.append((a, da, (r, c)))
    return mosse


def _margini(tavola: list[list[int]], posto: Posto) -> int:
    """0 inside the table, 1 for a total, 2 for the grand total."""
    return (posto[0] == len(tavola) - 1) + (posto[1] == len(tavola[0]) - 1)


def _compagne(
    posto: Posto, mosse: list[Mossa], oscurate: dict[Posto, Oscurata], tavola: list[list[int]]
) -> list[Posto] | None:
    """The visible cells to hide so that this one keeps two possible values: the lightest loop through it.

    Cells already hidden weigh nothing, the others their count, a total more than any cell. None: there is no loop.
    """
    pesi = {p: 0 if p in oscurate else tavola[p[0]][p[1]] + _margini(tavola, p) * 10**9 for _, _, p in mosse}
    uscenti: dict[Nodo, list[Mossa]] = {}
    for mossa in mosse:
        if mossa[2] != posto:
            uscenti.setdefault(mossa[0], []).append(mossa)
    anelli = [_cammino(a, da, uscenti, pesi) for da, a, suo in mosse if suo == posto]
    trovati = [anello for anello in anelli if anello is not None]
    if not trovati:
        return None
    leggero = min(trovati, key=lambda anello: sum(pesi[p] for p in anello))
    return [p for p in leggero if p not in oscurate]


def _cammino(da: Nodo, meta: Nodo, uscenti: dict[Nodo, list[Mossa]], pesi: dict[Posto, int]) -> list[Posto] | None:
    """Cells on the lightest way from one node to another (Dijkstra)."""
    coda: list[tuple[int, Nodo, list[Posto]]] = [(0, da, [])]
    visti: set[Nodo] = set()
    while coda:
        peso, nodo, fatti = heappop(coda)
        if nodo == meta:
            return fatti
        if nodo not in visti:
            visti.add(nodo)
            for _, a, posto in uscenti.get(nodo, ()):
                heappush(coda, (peso + pesi[posto], a, [*fatti, posto]))
    return None
