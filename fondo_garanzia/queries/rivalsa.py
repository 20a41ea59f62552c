"""What households owe after a claim was paid in their place: what is late and since when, one credit whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, DecimalField, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from fondo_garanzia.choices import StatoRivalsa
from fondo_garanzia.models import CreditoRivalsa, MensilitaEscussa, MovimentoFondo, RataFondo
from valdera_housing.kit.denaro import ZERO
from valdera_housing.models import Lettera, Scadenza, Utente
from valdera_housing.queries.partitario import totali
from valdera_housing.rules.partitario import Fascia

EURO = DecimalField(max_digits=12, decimal_places=2)
MASSIME_RATE = 60
AVVISO, SOLLECITO = "rivalsa_avviso", "rivalsa_sollecito"


def rate_vive() -> QuerySet[RataFondo]:
    """The instalments of credits that no other has replaced."""
    return RataFondo.objects.filter(credito__isnull=False, sostituita_il=None)


def con_ritardo(crediti: QuerySet[CreditoRivalsa], giorno: date) -> QuerySet[CreditoRivalsa]:
    """Each credit with ``scaduto`` (euro past due and not paid) and ``piu_vecchia`` (the oldest of those days)."""
    tardive = rate_vive().filter(credito=OuterRef("pk"), scadenza__aperta=True, scadenza__scade_il__lt=giorno)
    per_credito = tardive.order_by().values("credito")
    return crediti.annotate(
        scaduto=Coalesce(
            Subquery(per_credito.annotate(s=Sum("scadenza__residuo")).values("s")), Value(ZERO), output_field=EURO
        ),
        piu_vecchia=Subquery(per_credito.annotate(m=Min("scadenza__scade_il")).values("m")),
    )


@dataclass(frozen=True)
class SommeRivalse:
    """Of all the credits of a list, in euro: ``importo = restituito + residuo + perso``; what is late by its age."""

    quante: int
    importo: Decimal
    restituito: Decimal
    residuo: Decimal
    perso: Decimal
    scaduto: Decimal
    fasce: Sequence[tuple[Fascia, Decimal]]


def somme_rivalse(crediti: QuerySet[CreditoRivalsa], giorno: date) -> SommeRivalse:
    """Two queries, whatever the rows."""
    perso = Q(stato=StatoRivalsa.PERDITA)
    conti = crediti.order_by().aggregate(
        quante=Count("pk"),
        somma_importo=Coalesce(Sum("importo"), ZERO),
        somma_restituito=Coalesce(Sum("restituito"), ZERO),
        somma_residuo=Coalesce(Sum("residuo", filter=~perso), ZERO),
        somma_perso=Coalesce(Sum("residuo", filter=perso), ZERO),
    )
    rate = rate_vive().filter(credito__in=crediti.order_by().values("pk"))
    scadenze = totali(Scadenza.objects.filter(pk__in=rate.values("scadenza")), giorno)
    return SommeRivalse(
        quante=conti["quante"],
        importo=conti["somma_importo"],
        restituito=conti["somma_restituito"],
        residuo=conti["somma_residuo"],
        perso=conti["somma_perso"],
        scaduto=scadenze.incassare.scaduto,
        fasce=scadenze.fasce,
    )


def rate_del_credito(credito: CreditoRivalsa) -> list[RataFondo]:
    """The plan in force, each instalment with its due."""
    return list(rate_vive().filter(credito=credito).select_related("scadenza").order_by("numero"))


def in_ritardo(rate: Sequence[RataFondo], giorno: date) -> list[RataFondo]:
    return [rata for rata in rate if rata.scadenza.aperta and rata.scadenza.scade_il < giorno]


def da_dividere(rate: Sequence[RataFondo]) -> Decimal:
    """What another plan would divide, in euro: the instalments nobody has paid, not even in part."""
    return sum((r.importo for r in rate if r.scadenza.aperta and not r.scadenza.imputato), ZERO)


def mesi_pagati(credito: CreditoRivalsa) -> list[MensilitaEscussa]:
    """The months of rent the fund paid to the owner."""
    return list(MensilitaEscussa.objects.filter(escussione=credito.escussione_id, ammesso__gt=0))


def movimenti_del_credito(credito: CreditoRivalsa, utente: Utente) -> list[MovimentoFondo]:
    """What left the fund and what came back, as far as this person reads the fund; the last first."""
    movimenti = MovimentoFondo.objects.visibili_a(utente)
    return list(movimenti.filter(Q(credito=credito) | Q(escussione=credito.escussione_id)).order_by("-giorno", "-pk"))


def lettere_del_credito(credito: CreditoRivalsa, utente: Utente) -> list[Lettera]:
    """The letters written to the household about what the fund paid on this contract, the last first."""
    lettere = Lettera.objects.visibili_a(utente).filter(
        nucleo=credito.nucleo_id,
        contratto=credito.escussione.garanzia.contratto_id,
        modello__chiave__in=[AVVISO, SOLLECITO],
        data__gte=credito.aperto_il,
    )
    return list(lettere.order_by("-data", "-pk"))
