"""The search of the top bar: people, households and whatever the lines find, each among what a person may read."""

from collections.abc import Iterator
from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from valdera_housing.choices import CHI_SEGUE_PERSONE
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.scrittura import in_data
from valdera_housing.linea import CHI_CERCA, Trovato, registrate
from valdera_housing.models import Nucleo, Persona, Utente

QUANTI = 10
PIU_LUNGO = 100


@riservata(*CHI_CERCA)
@require_GET
def cerca(request: HttpRequest) -> HttpResponse:
    """What matches the words, in groups by kind; the whole list of people is one click away."""
    testo = request.GET.get("q", "").replace("\x00", "")[:PIU_LUNGO].strip()
    trovati = [*_anagrafe(request.user, testo), *_linee(request.user, testo)] if testo else []
    gruppi: dict[str, list[Trovato]] = {}
    for trovato in trovati:
        gruppi.setdefault(trovato.genere, []).append(trovato)
    segue_persone = request.user.ha_ruolo(*CHI_SEGUE_PERSONE)
    contesto = {
        "testo": testo,
        "gruppi": list(gruppi.items()),
        "quanti": len(trovati),
        "persone_url": reverse("persona_elenco") if segue_persone else "",
    }
    return render(request, "valdera_housing/ricerca/elenco.html", contesto)


def _linee(utente: Utente, testo: str) -> Iterator[Trovato]:
    return chain.from_iterable(servizio.cerca(utente, testo) for servizio in registrate)


def _anagrafe(utente: Utente, testo: str) -> Iterator[Trovato]:
    if not utente.ha_ruolo(*CHI_SEGUE_PERSONE):
        return
    persone = Persona.objects.visibili_a(utente).cercate(testo).select_related("comune")
    for persona in persone.order_by("nome_cercabile", "pk")[:QUANTI]:
        nascita = f"{in_data(persona.nato_il)}, " if persona.nato_il else ""
        yield Trovato(
            "Persona", str(persona), reverse("persona_scheda", args=[persona.pk]), f"{nascita}{persona.comune}"
        )
    if testo.upper().startswith("N-"):
        nuclei = Nucleo.objects.visibili_a(utente).filter(codice__startswith=testo.upper()).select_related("comune")
        for nucleo in nuclei.order_by("codice")[:QUANTI]:
            yield Trovato("Nucleo", nucleo.codice, nucleo.get_absolute_url(), nucleo.comune.nome)
