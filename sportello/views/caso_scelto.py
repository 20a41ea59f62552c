"""The case an act is done for: it comes in the address (``?caso=12``), or it is looked for first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sportello.queries.rete import casi_trovati
from valdera_housing.filters.partitario import MAX_PK
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso


def chiave_chiesta(request: HttpRequest, nome: str) -> int | None:
    """A primary key written in the address, or nothing."""
    testo = request.GET.get(nome, "")
    return int(testo) if testo.isascii() and testo.isdecimal() and 0 < int(testo[:12]) <= MAX_PK else None


def caso_chiesto(request: HttpRequest) -> Caso | None:
    """The case of the address, when this person may see it."""
    pk = chiave_chiesta(request, "caso")
    casi = Caso.objects.visibili_a(request.user).select_related("nucleo__comune")
    return casi.filter(pk=pk).first() if pk else None


def scegli_caso(request: HttpRequest, titolo: str, ritorno: str) -> HttpResponse:
    """Look for the household; whatever else is in the address goes on with it."""
    testo = request.GET.get("nucleo", "")[:100]
    altri = request.GET.copy()
    for nome in ("nucleo", "caso"):
        altri.pop(nome, None)
    contesto = {
        "titolo": titolo,
        "ritorno": ritorno,
        "testo": testo,
        "altri": list(altri.items()),
        "casi": casi_trovati(testo, utente=request.user, giorno=oggi()),
    }
    return render(request, "sportello/caso/scegli.html", contesto, status=422 if request.method == "POST" else 200)
