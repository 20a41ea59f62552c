"""What contracts and stays ask of the ledger, against what is written there: seen before anything is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from valdera_housing.models import Scadenza

RISCRITTA = "/dopo-"


@dataclass(frozen=True)
class DaGenerare:
    """What would be written now; ``gia_presenti`` are the dues of the same months already in the ledger."""

    nuove: list[Scadenza]
    gia_presenti: int


@dataclass(frozen=True)
class DaAdeguare:
    """Dues that are no longer asked so: to cancel, to write instead, already paid (left)."""

    da_annullare: list[Scadenza] = field(default_factory=list)
    da_scrivere: list[Scadenza] = field(default_factory=list)
    gia_pagate: list[Scadenza] = field(default_factory=list)


def origine(scadenza: Scadenza) -> str:
    """The key a due was first asked with: ``canone/12/2026-11`` also of the one written in its place."""
    return scadenza.chiave.partition(RISCRITTA)[0]


def non_ancora_scritte(chieste: Sequence[Scadenza]) -> DaGenerare:
    """The dues the ledger does not have: one query."""
    chiavi = [s.chiave for s in chieste]
    gia = set(Scadenza.objects.filter(chiave__in=chiavi).values_list("chiave", flat=True))
    return DaGenerare([s for s in chieste if s.chiave not in gia], len(gia))


def confronta(scritte: Iterable[Scadenza], chieste: Iterable[Scadenza]) -> DaAdeguare:
    """The live dues ``scritte`` against what is asked now: what changed is cancelled and rewritten unless paid."""
    giuste = {scadenza.chiave: scadenza for scadenza in chieste}
    esito = DaAdeguare()
    for scadenza in scritte:
        giusta = giuste.get(origine(scadenza))
        if giusta is not None and giusta.importo == scadenza.importo:
            continue
        if scadenza.imputato:
            esito.gia_pagate.append(scadenza)
            continue
        esito.da_annullare.append(scadenza)
        if giusta is not None:
            giusta.chiave = f"{giusta.chiave}{RISCRITTA}{scadenza.pk}"
            esito.da_scrivere.append(giusta)
    return esito
