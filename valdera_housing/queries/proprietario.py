"""Owners already here: asked by whoever is about to write one."""

from functools import reduce
from operator import or_

from django.db.models import Q

from valdera_housing.models import Proprietario

QUANTI_SIMILI = 5


def simili_a(denominazione: str, partita_iva: str = "", codice_fiscale: str | None = None) -> list[Proprietario]:
    """Owners already here who may be the same: the same words in any order, or the same tax number, as typed."""
    parole = denominazione.split()
    trovati = [
        altro
        for altro in Proprietario.objects.cercati(denominazione).order_by("pk")[:20]
        if parole and len(altro.denominazione.split()) == len(parole)
    ]
    numeri = {"partita_iva": partita_iva, "codice_fiscale": codice_fiscale or ""}
    # PostgreSQL takes no NUL, and no number has one.
    scritti = [Q(**{nome: numero}) for nome, numero in numeri.items() if numero and "\x00" not in numero]
    if scritti:
        trovati += Proprietario.objects.filter(reduce(or_, scritti)).order_by("pk")[:QUANTI_SIMILI]
    return list({altro.pk: altro for altro in trovati}.values())[:QUANTI_SIMILI]
