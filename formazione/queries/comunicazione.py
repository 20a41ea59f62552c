"""What communication did in a period, for the numbers of the line."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, Sum

from formazione.models import Contenuto


class Pubblicati(NamedTuple):
    """How many contents were published, and how many people they reached where somebody counted them."""

    quanti: int
    raggiunti: int


def contenuti_pubblicati(dal: date, al: date) -> Pubblicati:
    """Contents of every campaign published from ``dal`` to ``al``, both included."""
    conti = Contenuto.objects.pubblicati_fra(dal, al).aggregate(quanti=Count("pk"), raggiunti=Sum("raggiunti"))
    return Pubblicati(conti["quanti"], conti["raggiunti"] or 0)
