"""When a case is idle: nobody wrote, met or referred anything for too long."""

from datetime import date, timedelta

GIORNI_CASO_FERMO = 45


def fermo_da_prima_di(giorno: date, giorni: int = GIORNI_CASO_FERMO) -> date:
    """A case whose last activity comes before this day is idle on ``giorno``; ``giorni`` is a parameter."""
    return giorno - timedelta(days=giorni)
