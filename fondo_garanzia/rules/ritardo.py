"""What the night does to a file that is being paid back (domain.md 3.6)."""

from collections.abc import Sequence
from datetime import date

from fondo_garanzia.rules.rimborso import RataViva, Soglie, stato_del_rimborso

# Just paid, or made again: the household has nothing to pay until the first of the open instalments falls due.
IN_ATTESA = ("EROGATO", "SOSPESO")


def stato_dopo_la_notte(stato: str, rate: Sequence[RataViva], oggi: date, soglie: Soglie | None = None) -> str:
    """EROGATO and SOSPESO last until an instalment falls due; then the days that passed decide."""
    aperte = [rata.scade_il for rata in rate if rata.residuo > 0]
    if stato in IN_ATTESA and (not aperte or min(aperte) > oggi):
        return stato
    return stato_del_rimborso(rate, oggi, soglie)
