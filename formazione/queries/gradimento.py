"""How much people liked the events: the mean of the answers from 1 to 5 (domain.md 4, indicators I22 and I27)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from formazione.choices import Destinatario, GenereDomanda, StatoEvento, TipoQuestionario
from formazione.models import Evento, Risposta


@dataclass(frozen=True)
class Gradimento:
    """``media`` is not rounded, None without answers; ``voti`` are the answers, ``fogli`` the sheets they are on."""

    media: Decimal | None
    voti: int
    fogli: int


def gradimento_di(eventi: QuerySet[Evento]) -> Gradimento:
    """Every answer from 1 to 5 to the questionnaires of liking of these events, in one query."""
    voti = Risposta.objects.filter(
        domanda__genere=GenereDomanda.SCALA,
        domanda__questionario__tipo=TipoQuestionario.GRADIMENTO,
        domanda__questionario__evento__in=eventi.order_by().values("pk"),
    )
    conto = voti.aggregate(somma=Sum("valore"), voti=Count("pk"), fogli=Count("compilazione", distinct=True))
    media = Decimal(conto["somma"]) / conto["voti"] if conto["voti"] else None
    return Gradimento(media, conto["voti"], conto["fogli"])


def media_gradimento(dal: date, al: date, *, destinatario: Destinatario | None = None) -> Gradimento:
    """Of the events held on a closed range of days; ``destinatario`` keeps those that (also) are for that group."""
    svolti = Evento.objects.filter(stato=StatoEvento.SVOLTO, svolto_il__gte=dal, svolto_il__lte=al)
    return gradimento_di(svolti.filter(destinatari__contains=[destinatario]) if destinatario else svolti)
