"""Dates, distances, percentages and plurals as the office writes them."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.giorni import MESI

FISSO = "\N{NO-BREAK SPACE}"
GIORNI = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")
GIORNI_VICINI = 5


def locale(momento: date) -> date:
    """The same instant on the clock of Rome; dates stay as they are."""
    return timezone.localtime(momento) if isinstance(momento, datetime) and timezone.is_aware(momento) else momento


def in_data(giorno: date) -> str:
    """``19/11/2026``."""
    return locale(giorno).strftime("%d/%m/%Y")


def in_ora(momento: datetime) -> str:
    """``9:12``, Rome time."""
    qui = locale(momento)
    return f"{qui.hour}:{qui.minute:02}" if isinstance(qui, datetime) else ""


def in_momento(momento: date) -> str:
    """``19/11/2026, 9:12``; a date without a time stays a date."""
    return f"{in_data(momento)}, {in_ora(momento)}" if isinstance(momento, datetime) else in_data(momento)


def con_giorno(momento: date) -> str:
    """``giovedì 26/11/2026``, with ``, ore 10:00`` when the time is known: for meetings."""
    ora = f", ore{FISSO}{in_ora(momento)}" if isinstance(momento, datetime) else ""
    return f"{GIORNI[locale(momento).weekday()]} {in_data(momento)}{ora}"


def per_esteso(giorno: date) -> str:
    """``giovedì 19 novembre 2026``."""
    qui = locale(giorno)
    numero = "1°" if qui.day == 1 else str(qui.day)
    return f"{GIORNI[qui.weekday()]} {numero} {MESI[qui.month - 1]} {qui.year}"


def in_periodo(dal: date, al: date | None) -> str:
    """``01/07/2026–30/09/2026``; without an end, ``dal 01/07/2026``."""
    return f"{in_data(dal)}–{in_data(al)}" if al else f"dal {in_data(dal)}"


def in_distanza(giorno: date, oggi: date) -> str:
    """How far a deadline is: ``fra 5 giorni``, ``domani``, ``oggi``, ``scaduto ieri``, ``scaduto da 7 giorni``."""
    giorni = (giorno - oggi).days
    vicine = {-1: "scaduto ieri", 0: "oggi", 1: "domani"}
    return vicine.get(giorni) or (f"fra {giorni} giorni" if giorni > 0 else f"scaduto da {-giorni} giorni")


def in_percento(rapporto: Decimal | float, decimali: int = 1) -> str:
    """A ratio as a percentage: 0.554 is ``55,4 %``, half-up, with a no-break space."""
    passo = Decimal(1).scaleb(-decimali)
    percento = (Decimal(str(rapporto)) * 100).quantize(passo, ROUND_HALF_UP)
    return f"{in_cifre(percento, decimali)}{FISSO}%"


def in_migliaia(importo: Decimal) -> str:
    """``249 mila €`` for charts; under a thousand, whole euros."""
    if abs(importo) < 1000:
        return f"{in_cifre(importo.quantize(Decimal(1), ROUND_HALF_UP), 0)}{FISSO}€"
    migliaia = importo / 1000
    decimali = 1 if importo % 1000 and (abs(migliaia) < 10 or not importo % 100) else 0
    cifre = in_cifre(migliaia.quantize(Decimal(1).scaleb(-decimali), ROUND_HALF_UP), decimali)
    return f"{cifre}{FISSO}mila{FISSO}€"


def plurale(numero: int, forme: str) -> str:
    """The right one of two words: ``plurale(3, "spesa,spese")`` is ``spese``."""
    singolare, molti = forme.split(",")
    return singolare if abs(numero) == 1 else molti


def in_durata(minuti: int) -> str:
    """``4 ore``, ``1 ora e 30 minuti``; nothing when it is zero."""
    ore, resto = divmod(minuti, 60)
    parti = ((ore, "ora,ore"), (resto, "minuto,minuti"))
    return " e ".join(f"{quanti} {plurale(quanti, forme)}" for quanti, forme in parti if quanti)
