"""What is asked about campaigns and their contents."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, F, Func, Q, QuerySet, Sum

from formazione.choices import Canale
from formazione.models import Campagna, Contenuto
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.grafici import Barra, barre
from valdera_housing.models import Utente


def con_contenuti(campagne: QuerySet[Campagna]) -> QuerySet[Campagna]:
    """With ``quanti`` contents each published and ``raggiunti``, the people reached where known."""
    return campagne.annotate(quanti=Count("contenuti"), raggiunti=Sum("contenuti__raggiunti", default=0))


def contenuti_visibili(utente: Utente) -> QuerySet[Contenuto]:
    return Contenuto.objects.filter(campagna__in=Campagna.objects.visibili_a(utente))


class Conti(NamedTuple):
    """How many contents, the people reached, and of how many contents nobody knows."""

    quanti: int
    raggiunti: int
    ignoti: int


def conti_di(contenuti: QuerySet[Contenuto]) -> Conti:
    """Over all the rows given, not a page of them."""
    conti = contenuti.aggregate(
        quanti=Count("pk"), somma=Sum("raggiunti"), ignoti=Count("pk", filter=Q(raggiunti=None))
    )
    return Conti(conti["quanti"], conti["somma"] or 0, conti["ignoti"])


def lingue_usate() -> list[str]:
    """The languages of the contents published so far, in order."""
    una = Func(F("lingue"), function="unnest")
    return sorted(set(Contenuto.objects.order_by().annotate(una=una).values_list("una", flat=True).distinct()))


class RigaCanale(NamedTuple):
    """A channel as the chart and its table show it."""

    barra: Barra
    quanti: int
    ignoti: int


def per_canale(contenuti: Iterable[Contenuto]) -> list[RigaCanale]:
    """People reached by channel, the largest first; a channel of which nobody knows is there with zero."""
    somme: dict[str, list[int]] = {}
    for contenuto in contenuti:
        riga = somme.setdefault(contenuto.canale, [0, 0, 0])
        riga[0] += contenuto.raggiunti or 0
        riga[1] += 1
        riga[2] += contenuto.raggiunti is None
    ordinate = sorted(somme.items(), key=lambda voce: (-voce[1][0], Canale(voce[0]).label))
    disegnate = barre([(str(Canale(nome).label), Decimal(conti[0]), "") for nome, conti in ordinate])
    return [RigaCanale(b, conti[1], conti[2]) for b, (_, conti) in zip(disegnate, ordinate, strict=True)]


def speso(campagna: Campagna, utente: Utente) -> tuple[list, Decimal]:
    """The costs of a campaign this person may see, and their sum."""
    costi = list(campagna.costi.all().visibili_a(utente).order_by("-pagato_il", "-pk"))
    return costi, sum((costo.importo for costo in costi), ZERO)
