"""The expenses of events and campaigns as they are read: how they look, what they sum to, whom they are of."""

from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, DecimalField, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from formazione.models import Campagna, Costo, Evento
from formazione.queries.pagine import indirizzo
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.kit.denaro import ZERO

IN_EURO = DecimalField(max_digits=12, decimal_places=2)
DA_PAGARE = Aspetto("orologio", "attesa", "Da pagare")
PAGATA = Aspetto("spunta", "positivo", "Pagata")
TOLTA = Aspetto("croce", "negativo", "Tolta")


def aspetto_costo(costo: Costo) -> Aspetto:
    if costo.annullato_il:
        return TOLTA
    return PAGATA if costo.pagato_il else DA_PAGARE


class Somme(NamedTuple):
    """How many expenses and, in euro, what they come to, of which paid. Those taken away are counted, not summed."""

    quanti: int
    totale: Decimal
    pagato: Decimal

    @property
    def da_pagare(self) -> Decimal:
        return self.totale - self.pagato


def somme(costi: QuerySet[Costo]) -> Somme:
    """One query over all the expenses found."""
    valide = Q(annullato_il=None)
    conti = costi.order_by().aggregate(
        quanti=Count("pk"),
        totale=Coalesce(Sum("importo", filter=valide), Value(ZERO), output_field=IN_EURO),
        pagato=Coalesce(Sum("importo", filter=valide & Q(pagato_il__isnull=False)), Value(ZERO), output_field=IN_EURO),
    )
    return Somme(conti["quanti"], conti["totale"], conti["pagato"])


def di_che_cosa(costo: Costo) -> Evento | Campagna:
    """The event or the campaign an expense is of."""
    cosa = costo.evento or costo.campagna
    if cosa is None:
        raise ValueError(f"La spesa {costo.pk} non è di un evento né di una campagna.")
    return cosa


def pagina_di(cosa: Evento | Campagna) -> str:
    """Its record, or the list of expenses while it has no page."""
    nome = "evento_scheda" if isinstance(cosa, Evento) else "campagna_scheda"
    return indirizzo(nome, cosa.pk) or indirizzo("costo_elenco")
