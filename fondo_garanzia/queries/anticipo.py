"""What the office asks of the advances."""

from collections.abc import Sequence
from datetime import date

from fondo_garanzia.models import Anticipo, RataFondo
from fondo_garanzia.rules.anticipo import LimitiAnticipo, PropostaAnticipo, limiti_anticipo
from fondo_garanzia.rules.rimborso import RataPrevista, piano_rate
from valdera_housing.models import Nucleo, Parametro


def limiti_del(giorno: date) -> LimitiAnticipo:
    """What can be advanced, as the parameters say on that day."""
    return limiti_anticipo(Parametro.objects.valori(giorno))


def numero_aperto(nucleo: Nucleo, *, oltre: int | None = None) -> str:
    """The number of the open advance of a household other than ``oltre``, or nothing."""
    return (
        Anticipo.objects.aperti().filter(nucleo=nucleo).exclude(pk=oltre).values_list("numero", flat=True).first()
        or ""
    )


def in_proposta(anticipo: Anticipo, altro_aperto: str = "") -> PropostaAnticipo:
    """What the rules need of an advance."""
    return PropostaAnticipo(
        importo=anticipo.importo,
        n_rate=anticipo.n_rate,
        prima_rata=anticipo.prima_rata,
        reddito_mensile=anticipo.reddito_mensile,
        creditore_codice=anticipo.creditore_codice,
        creditore_iban=anticipo.creditore_iban,
        altro_aperto=altro_aperto,
    )


def rate_vive(anticipo: Anticipo) -> list[RataFondo]:
    """The instalments of the plan in force, with their dues."""
    return list(anticipo.rate.filter(sostituita_il=None).select_related("scadenza").order_by("numero"))


def piano_di(anticipo: Anticipo) -> Sequence[RataFondo | RataPrevista]:
    """The plan in force; before the payment, the one that will be."""
    return rate_vive(anticipo) or piano_rate(anticipo.importo, anticipo.n_rate, anticipo.prima_rata)
