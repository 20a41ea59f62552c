"""How much of a document may be claimed (domain.md 6.3)."""

from decimal import Decimal

from valdera_housing.kit.denaro import centesimi


def importo_eleggibile(
    *, imponibile: Decimal, iva: Decimal, totale: Decimal, iva_recuperabile_pct: Decimal
) -> Decimal:
    """Taxable amount plus the VAT that the ETS does not recover, in euro and cents, half-up.

    ``iva_recuperabile_pct`` goes from 0 to 100 (Convenzione). Pension-fund contributions and a stamp duty charged
    as a line are already inside ``imponibile``. A discount on the whole document lowers ``totale`` only: nothing
    beyond what was billed, less the recovered VAT, may be claimed. Credit notes are negative throughout.
    """
    recuperata = iva * iva_recuperabile_pct / 100
    costo = centesimi(imponibile + iva - recuperata)
    fatturato = centesimi(totale - recuperata)
    return min(costo, fatturato, key=abs)
