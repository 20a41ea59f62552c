"""What is asked about who wants the newsletter."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from formazione.models import Contatto
from valdera_housing.kit.aspetto import Aspetto

ISCRITTI = Q(confermato_alle__isnull=False, disiscritto_alle=None)
DA_CONFERMARE = Q(confermato_alle=None, disiscritto_alle=None)
DISDETTI = Q(disiscritto_alle__isnull=False)
STATI = {
    "iscritti": ("Riceve la newsletter", ISCRITTI),
    "da_confermare": ("Da confermare", DA_CONFERMARE),
    "disdetti": ("Ha disdetto", DISDETTI),
}


def aspetto_contatto(contatto: Contatto) -> Aspetto:
    if contatto.disiscritto_alle:
        return Aspetto("spunta-quadra", "inizio", STATI["disdetti"][0])
    if contatto.confermato_alle:
        return Aspetto("spunta", "positivo", STATI["iscritti"][0])
    return Aspetto("orologio", "attesa", STATI["da_confermare"][0])


def a_chi(destinatari: Sequence[str]) -> QuerySet[Contatto]:
    """Who agreed and belongs to one of these groups; no group means everybody."""
    contatti = Contatto.objects.la_vogliono()
    return contatti.filter(destinatario__in=destinatari) if destinatari else contatti


class ContiContatti(NamedTuple):
    iscritti: int
    da_confermare: int
    disdetti: int


def conti_contatti(contatti: QuerySet[Contatto]) -> ContiContatti:
    return ContiContatti(**contatti.aggregate(**{nome: Count("pk", filter=q) for nome, (_, q) in STATI.items()}))
