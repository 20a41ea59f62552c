"""What the office asks of the owners."""

from django.db.models import Count, F, Q, QuerySet

from gestore.queries.alloggio import con_le_pagine
from valdera_housing.models import Contratto, Proprietario, QuotaProprieta, Utente

MOLTI = 100


def con_quanti_alloggi(proprietari: QuerySet[Proprietario]) -> QuerySet[Proprietario]:
    """Each owner with how many homes are hers today, whole or in part (``alloggi``)."""
    return proprietari.annotate(alloggi=Count("quote", filter=Q(quote__al=None)))


def quote_di(proprietario: Proprietario) -> QuerySet[QuotaProprieta]:
    """Her shares, those of today first."""
    quote = proprietario.quote.select_related("alloggio__comune")
    return quote.order_by(F("al").desc(nulls_first=True), "alloggio__codice", "pk")[:MOLTI]


def contratti_di(proprietario: Proprietario, utente: Utente) -> QuerySet[Contratto]:
    contratti = Contratto.objects.visibili_a(utente).filter(proprietario=proprietario)
    return con_le_pagine(contratti).select_related("alloggio").order_by("-inizio", "-pk")[:MOLTI]
