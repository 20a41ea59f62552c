"""The five lines as the shell shows them: one paragraph each, and what the other apps know of them."""

from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Voce
from valdera_housing.linea import TUTTI_TRANNE_TECNICO, LineaServizio, registrate


@riservata(*TUTTI_TRANNE_TECNICO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    linee = [(servizio, reverse(servizio.url)) for servizio in registrate if servizio.linea]
    return render(request, "valdera_housing/linea/elenco.html", {"linee": linee})


def mostra_linea(request: HttpRequest, servizio: LineaServizio, template: str, **contesto: Any) -> HttpResponse:
    """The page of a line, with what is its own in ``contesto``; called by the line's view."""
    return render(request, template, {"servizio": servizio, "voci": che_se_ne_sa(request, servizio)} | contesto)


def che_se_ne_sa(request: HttpRequest, servizio: LineaServizio) -> list[Voce]:
    """The facts the other apps tell of this line: its budget, from the accounts."""
    return list(chain.from_iterable(altro.di_linea(request.user, servizio.linea) for altro in registrate))
