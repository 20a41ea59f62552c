"""The expenses of a line as they are read: how they look, what they sum to, what their document lacks."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, DecimalField, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.kit.denaro import ZERO
from valdera_housing.models import CostoDiLinea

IN_EURO = DecimalField(max_digits=12, decimal_places=2)
DA_PAGARE = Aspetto("orologio", "attesa", "Da pagare")
PAGATA = Aspetto("spunta", "positivo", "Pagata")
TOLTA = Aspetto("croce", "negativo", "Tolta")
SENZA_CODICE = "Manca la partita IVA o il codice fiscale del fornitore: scrivilo prima di prendere il costo"
SENZA_FILE = "Manca il file: allega la fattura o la ricevuta alla spesa"


def aspetto_costo(costo: CostoDiLinea) -> Aspetto:
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


def somme(costi: QuerySet) -> Somme:
    """One query over all the expenses found."""
    valide = Q(annullato_il=None)
    conti = costi.order_by().aggregate(
        quanti=Count("pk"),
        totale=Coalesce(Sum("importo", filter=valide), Value(ZERO), output_field=IN_EURO),
        pagato=Coalesce(Sum("importo", filter=valide & Q(pagato_il__isnull=False)), Value(ZERO), output_field=IN_EURO),
    )
    return Somme(conti["quanti"], conti["totale"], conti["pagato"])


def che_cosa_manca(codice_fiscale: str, documento: int | None) -> Iterator[str]:
    """What the accounts need of a document, and it has not."""
    if not codice_fiscale:
        yield SENZA_CODICE
    if not documento:
        yield SENZA_FILE
