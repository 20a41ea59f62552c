"""Amounts as the office writes them: ``1.234,56``. What is not an amount is refused, never guessed."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator

from valdera_housing.kit.denaro import CENTESIMO, in_cifre

_PIU_LUNGO = 20
_CON_MIGLIAIA = r"[1-9]\d{0,2}(?:\.\d{3})+"
_DECIMALE = re.compile(rf"(?P<segno>[-−+]?)(?P<intero>{_CON_MIGLIAIA}|\d+)(?:,(?P<decimali>\d+))?", re.ASCII)
_CON_PUNTO = re.compile(r"(?P<segno>[-−+]?)(?P<intero>\d+)\.(?P<decimali>\d{1,2})", re.ASCII)


class CifraInput(forms.TextInput):
    """A text box for figures: digits on the right, the number pad on a phone."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "class": "num"} | (attrs or {}))

    def format_value(self, value: Any) -> str | None:
        return in_cifre(value) if isinstance(value, Decimal) else super().format_value(value)


class CampoEuro(forms.DecimalField):
    """An amount in euro with at most two decimals; ``1.234,56``, ``1234,56`` and ``1234.56`` are the same.

    NaN, exponents, three decimals and «0.001» (one euro, or a thousandth?) are errors with a sentence.
    """

    widget = CifraInput
    unita = "€"
    default_error_messages = {
        "invalid": "Scrivi un importo come 1.234,56.",
        "max_decimal_places": "Al massimo due decimali, come in 1.234,56.",
        "max_digits": "L'importo è troppo grande.",
        "max_whole_digits": "L'importo è troppo grande.",
        "required": "Scrivi l'importo.",
    }

    def __init__(self, *, max_digits: int = 12, decimal_places: int = 2, **altro: Any) -> None:
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **altro)

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, Decimal):
            return value
        if value in self.empty_values:
            return None
        testo = "".join(str(value)[: _PIU_LUNGO * 2].replace("€", "").replace("%", "").split())
        if not testo:
            return None
        trovato = _DECIMALE.fullmatch(testo) or _CON_PUNTO.fullmatch(testo)
        if len(testo) > _PIU_LUNGO or not trovato:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        intero = trovato["intero"].replace(".", "")
        return Decimal(f"{'-' if trovato['segno'] in ('-', '−') else ''}{intero}.{trovato['decimali'] or '0'}")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class CampoPercentuale(CampoEuro):
    """A percentage from 0 to 100, with at most two decimals."""

    unita = "%"
    default_error_messages = {"invalid": "Scrivi una percentuale come 33,5.", "required": "Scrivi la percentuale."}

    def __init__(self, **altro: Any) -> None:
        super().__init__(max_digits=5, **({"min_value": Decimal(0), "max_value": Decimal(100)} | altro))


def importo_positivo(**altro: Any) -> CampoEuro:
    """An amount of one cent or more."""
    maggiore_di_zero = MinValueValidator(CENTESIMO, message="Scrivi un importo maggiore di zero.")
    return CampoEuro(validators=[maggiore_di_zero], **altro)
