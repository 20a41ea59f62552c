"""Owners already here: asked by whoever is about to write one."""

from django.db.models import Q

from valdera_housing.models import Proprietario

QUANTI_SIMILI = 5


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
