"""What is asked about campaigns and their contents."""

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


def per_canale(contenuti: QuerySet[Contenuto]) -> list[RigaCanale]:
    """People reached by channel, the largest first; a channel of which nobody knows is there with zero."""
    ignoti = Count("pk", filter=Q(raggiunti=None))
    gruppi = contenuti.order_by().values("canale")
    righe = gruppi.annotate(somma=Sum("raggiunti", default=0), quanti=Count("pk"), ignoti=ignoti)
    ordinate = sorted(righe, key=lambda riga: (-riga["somma"], Canale(riga["canale"]).label))
    disegnate = barre([(str(Canale(riga["canale"]).label), Decimal(riga["somma"]), "") for riga in ordinate])
    return [RigaCanale(b, riga["quanti"], riga["ignoti"]) for b, riga in zip(disegnate, ordinate, strict=True)]


def speso(campagna: Campagna, utente: Utente) -> tuple[list, Decimal]:
    """The costs of a campaign this person may see, and their sum."""
    costi = list(campagna.costi.all().visibili_a(utente).order_by("-pagato_il", "-pk"))
    return costi, sum((costo.importo for costo in costi), ZERO)
