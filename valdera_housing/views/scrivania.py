"""The desk of each person: what waits for her, for others, and soon, whatever app it comes from."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.scrittura import in_distanza, plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.linea import Compito, LineaServizio, registrate
from valdera_housing.linea.scadenziario import leggi

DATE_MOSTRATE = 5


@riservata()
@require_GET
def scrivania(request: HttpRequest) -> HttpResponse:
    """What waits for this person now; the nearest deadline first."""
    giorno = oggi()
    leggi([s.scadenziario for s in registrate if s.scadenziario], request.user, giorno)

    def di_tutti(parte: Callable[[LineaServizio], Callable[..., Iterable[Any]]]) -> list[Any]:
        return list(chain.from_iterable(parte(servizio)(request.user, giorno) for servizio in registrate))

    compiti = sorted(di_tutti(lambda s: (s.scadenziario or s).compiti), key=lambda compito: compito.entro or date.max)
    prossime = sorted(di_tutti(lambda s: (s.scadenziario or s).prossime_date), key=lambda data: data.giorno)
    miei = [compito for compito in compiti if compito.mio]
    contesto = {
        "giorno": giorno,
        "miei": miei,
        "quanti": _quanti(miei, giorno),
        "altrui": [compito for compito in compiti if not compito.mio],
        "segnalazioni": di_tutti(lambda s: (s.scadenziario or s).segnalazioni),
        "prossime_date": prossime[:DATE_MOSTRATE],
        "pannelli": di_tutti(lambda s: s.pannelli_scrivania),
    }
    return render(request, "valdera_housing/scrivania/scheda.html", contesto)


def _quanti(miei: list[Compito], giorno: date) -> str:
    """``3 cose, la più vicina fra 5 giorni``."""
    scadenze = [compito.entro for compito in miei if compito.entro]
    cose = f"{len(miei)} {plurale(len(miei), 'cosa,cose')}"
    if not scadenze:
        return cose
    distanza = in_distanza(min(scadenze), giorno).replace("scaduto", "scaduta")
    return f"{cose}, la più vicina {distanza}"
