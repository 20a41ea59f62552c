"""Drop electronic invoices, watch the work, read how each one ended."""

import uuid
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from rendicontazione.actions.importazione import BOZZA, DOPPIA, RIFIUTATA, importa_fatture
from rendicontazione.forms.importazione import ImportazioneForm
from rendicontazione.rules.archivio_zip import FileRicevuto
from rendicontazione.workflow import ETS
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.kit.scrittura import plurale
from valdera_housing.models import Lavoro
from valdera_housing.views.modulo import mostra_modulo

ESITI = {
    BOZZA: Aspetto("spunta", "positivo", "Bozza creata"),
    DOPPIA: Aspetto("pausa", "fermo", "Doppia"),
    RIFIUTATA: Aspetto("croce", "negativo", "Non importata"),
}
PAROLE = ((BOZZA, "bozza creata,bozze create"), (DOPPIA, "doppia,doppie"), (RIFIUTATA, "non importata,non importate"))
PER_PAGINA = 50
RECENTI = 5


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest) -> HttpResponse:
    """The box where the files are dropped, and the last imports of this person."""
    form = ImportazioneForm(request.POST or None, request.FILES or None)

    def atto(dati: dict[str, Any]) -> str:
        file = [FileRicevuto(f.name or "", f.read()) for f in dati["file"]]
        return importa_fatture(file, utente=request.user).ritorno

    inizio = reverse("rendicontazione:importazione_nuova").removesuffix("nuova/")
    recenti = Lavoro.objects.visibili_a(request.user).filter(ritorno__startswith=inizio)[:RECENTI]
    contesto = {"recenti": [(lavoro, in_breve(lavoro)) for lavoro in recenti]}
    return mostra_modulo(
        request, form, template="rendicontazione/importazione/nuova.html", atto=atto, contesto=contesto
    )


def in_breve(lavoro: Lavoro) -> str:
    """«17 bozze create, 2 doppie, 1 non importata»."""
    conto = Counter(riga["stato"] for riga in lavoro.esito.get("righe", []))
    return ", ".join(f"{conto[stato]} {plurale(conto[stato], forme)}" for stato, forme in PAROLE if conto[stato])


@riservata(*ETS)
@require_GET
def scheda(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The progress while it works, then the outcome of every invoice. It stays reachable."""
    lavoro = get_object_or_404(Lavoro.objects.visibili_a(request.user), pk=pk)
    if request.htmx and not lavoro.concluso:
        return render(request, "componenti/avanzamento.html", {"lavoro": lavoro, "url": request.path})
    righe = lavoro.esito.get("righe", [])
    pagina = Paginator(righe, PER_PAGINA).get_page(request.GET.get("pagina"))
    contesto = {
        "lavoro": lavoro,
        "breve": in_breve(lavoro),
        "pagina": pagina,
        "righe": [(leggibile(riga), ESITI[riga["stato"]]) for riga in pagina],
    }
    risposta = render(request, "rendicontazione/importazione/scheda.html", contesto)
    if request.htmx:
        # The work has just ended: the page reloads itself whole.
        risposta["HX-Refresh"] = "true"
    return risposta


def leggibile(riga: dict[str, Any]) -> dict[str, Any]:
    """A stored outcome with its date and amount again as such."""
    return riga | {
        "data": date.fromisoformat(riga["data"]) if riga["data"] else None,
        "totale": Decimal(riga["totale"]) if riga["totale"] else None,
    }
