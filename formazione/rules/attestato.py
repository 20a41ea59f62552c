"""Who gets a certificate of attendance, with the figures: enough of the hours that were held (domain.md 4)."""

from decimal import ROUND_DOWN, Decimal

from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.esito import Esito, no, si

FISSO = "\N{NO-BREAK SPACE}"
GRUPPO = 4


def quota(minuti: int, minuti_evento: int) -> Decimal:
    """Per cent of the hours, to two decimals and never rounded up: 74,999 is not yet 75."""
    if not minuti_evento:
        return Decimal(0)
    return (Decimal(minuti) * 100 / minuti_evento).quantize(Decimal("0.01"), ROUND_DOWN)


def minuti_che_servono(minuti_evento: int, soglia: int) -> int:
    """The least whole minutes that reach the threshold."""
    return -(-minuti_evento * soglia // 100)


def merita(minuti: int, minuti_evento: int, soglia: int) -> bool:
    """Whole numbers against whole numbers: minutes × 100, length × per cent."""
    return minuti_evento > 0 and minuti * 100 >= minuti_evento * soglia


def valuta_attestato(minuti: int, minuti_evento: int, soglia: int) -> Esito:
    """Whether the hours of a person give the certificate; yes or no, with hours and per cent."""
    if not minuti_evento:
        return Esito((no("L’evento non ha ore: nessun incontro si è tenuto"),))
    figure = (
        f"{in_ore(minuti)} su {in_ore(minuti_evento)}: {_percento(quota(minuti, minuti_evento))}, "
        f"serve almeno il {_percento(Decimal(soglia))}"
    )
    if merita(minuti, minuti_evento, soglia):
        return Esito((si(figure),))
    mancano = minuti_che_servono(minuti_evento, soglia) - minuti
    return Esito((no(f"{figure}; {'manca' if mancano == 1 else 'mancano'} {in_ore(mancano)}"),))


def in_ore(minuti: int) -> str:
    """``5 h 30 min``, ``2 h``, ``45 min``; nothing is ``0 h``."""
    ore, resto = divmod(minuti, 60)
    parti = [f"{ore}{FISSO}h"] if ore or not resto else []
    return FISSO.join([*parti, f"{resto}{FISSO}min"] if resto else parti)


def codice_scritto(testo: str) -> str:
    """A code as it is kept, however it was typed: ``7kqm 2xwd-p9rt`` is ``7KQM-2XWD-P9RT``."""
    lettere = "".join(c for c in testo.upper() if c.isascii() and c.isalnum())
    return "-".join(lettere[da : da + GRUPPO] for da in range(0, len(lettere), GRUPPO))


def _percento(valore: Decimal) -> str:
    """Two decimals only where they say something: ``75 %``, ``68,75 %``."""
    decimali = 0 if valore == valore.to_integral_value() else 2
    return f"{in_cifre(valore.quantize(Decimal(1).scaleb(-decimali)), decimali)}{FISSO}%"
