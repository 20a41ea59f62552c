"""What the office asks of the owners."""

from django.db.models import Count, F, Q, QuerySet

from gestore.queries.alloggio import con_le_pagine
from valdera_housing.models import Contratto, Proprietario, QuotaProprieta, Utente

QUANTI_SIMILI = 5
MOLTI = 100


def con_quanti_alloggi(proprietari: QuerySet[Proprietario]) -> QuerySet[Proprietario]:
    """Each owner with how many homes are hers today, whole or in part (``alloggi``)."""
    return proprietari.annotate(alloggi=Count("quote", filter=Q(quote__al=None)))


def simili_a(denominazione: str, partita_iva: str = "", codice_fiscale: str | None = None) -> list[Proprietario]:
    """Owners already here who may be the same: the same words in any order, or the same tax number."""
    parole = denominazione.split()
    trovati = [
        altro
        for altro in Proprietario.objects.cercati(denominazione).order_by("pk")[:20]
        if parole and len(altro.denominazione.split()) == len(parole)
    ]
    if partita_iva or codice_fiscale:
        stesso = Q(partita_iva=partita_iva) if partita_iva else Q(pk__in=[])
        stesso |= Q(codice_fiscale=codice_fiscale) if codice_fiscale else Q(pk__in=[])
        trovati += Proprietario.objects.filter(stesso).order_by("pk")[:QUANTI_SIMILI]
    return list({altro.pk: altro for altro in trovati}.values())[:QUANTI_SIMILI]


def quote_di(proprietario: Proprietario) -> QuerySet[QuotaProprieta]:
    """Her shares, those of today first."""
    quote = proprietario.quote.select_related("alloggio__comune")
    return quote.order_by(F("al").desc(nulls_first=True), "alloggio__codice", "pk")[:MOLTI]


def contratti_di(proprietario: Proprietario, utente: Utente) -> QuerySet[Contratto]:
    contratti = Contratto.objects.visibili_a(utente).filter(proprietario=proprietario)
    return con_le_pagine(contratti).select_related("alloggio").order_by("-inizio", "-pk")[:MOLTI]
