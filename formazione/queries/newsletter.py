"""What is asked about newsletters and how their sending goes."""

from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from formazione.choices import Destinatario, StatoSpedizione
from formazione.models import Contatto, Newsletter, Spedizione
from formazione.queries.contatto import a_chi
from valdera_housing.models import Utente


class ConteggiInvio(NamedTuple):
    """``perse`` are the failures that trying again would not change."""

    inviate: int
    da_inviare: int
    da_ritentare: int
    perse: int


def con_conti(newsletter: QuerySet[Newsletter]) -> QuerySet[Newsletter]:
    """With ``partite`` and ``fallite`` each."""
    return newsletter.annotate(
        partite=Count("spedizioni", filter=Q(spedizioni__stato=StatoSpedizione.INVIATA)),
        fallite=Count("spedizioni", filter=Q(spedizioni__stato=StatoSpedizione.FALLITA)),
    )


def conteggi_invio(newsletter: Newsletter, da_non_ritentare: Sequence[str]) -> ConteggiInvio:
    fallita, persa = Q(stato=StatoSpedizione.FALLITA), Q(errore__in=da_non_ritentare)
    conti = newsletter.spedizioni.aggregate(
        inviate=Count("pk", filter=Q(stato=StatoSpedizione.INVIATA)),
        da_inviare=Count("pk", filter=Q(stato=StatoSpedizione.DA_INVIARE)),
        da_ritentare=Count("pk", filter=fallita & ~persa),
        perse=Count("pk", filter=fallita & persa),
    )
    return ConteggiInvio(**conti)


def spedizioni_visibili(newsletter: Newsletter, utente: Utente) -> QuerySet[Spedizione]:
    """Who got it, by address: only for who may see the contacts."""
    contatti = Contatto.objects.visibili_a(utente)
    return newsletter.spedizioni.filter(contatto__in=contatti).select_related("contatto")


def per_gruppo(newsletter: Newsletter) -> list[tuple[str, int]]:
    """How many of each group would get it now, the largest first."""
    righe = a_chi(newsletter.destinatari).order_by().values("destinatario").annotate(quanti=Count("pk"))
    contati = [(str(Destinatario(riga["destinatario"]).label), riga["quanti"]) for riga in righe]
    return sorted(contati, key=lambda riga: (-riga[1], riga[0]))


def disdici_di_prova() -> str:
    """The way out printed where nobody may really leave: the public page."""
    return settings.INDIRIZZO + reverse("formazione:pubblica_newsletter")
