"""The bands of a local accord as they are typed and read."""

from dataclasses import dataclass
from decimal import Decimal

CAMPI_FASCIA = ("zona", "subfascia", "minimo_mq_anno", "massimo_mq_anno")


@dataclass(frozen=True)
class FasciaScritta:
    """A band as typed, in euro for a square metre in a year; ``pk`` is the stored one it continues."""

    zona: str
    subfascia: str
    minimo_mq_anno: Decimal
    massimo_mq_anno: Decimal
    pk: int | None = None
