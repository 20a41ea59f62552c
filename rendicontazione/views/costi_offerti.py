"""The costs the lines offer in an open quarter: who claims ticks them, and they become documents in draft."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from rendicontazione.actions.costi_offerti import prendi_costi
from rendicontazione.forms.costi_offerti import PrendiCostiForm
from rendicontazione.models import Rendiconto
from rendicontazione.queries.costi_offerti import offerte_per_linea
from rendicontazione.queries.documento_spesa import rendiconti_aperti_ora
from rendicontazione.workflow import ETS
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.scrittura import plurale
from valdera_housing.views.modulo import mostra_modulo

PAGINA = "rendicontazione/costi_offerti/elenco.html"


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def elenco(request: HttpRequest) -> HttpResponse:
    """The offers of the earliest open quarter, or of the one asked for (``?trimestre=7``)."""
    aperti = rendiconti_aperti_ora()
    if not aperti:
        return render(request, PAGINA, {"aperti": [], "rendiconto": None, "linee": [], "form": None})
    rendiconto = trimestre_scelto(request, aperti)
    linee = offerte_per_linea(rendiconto)
    # What somebody took a moment ago may be ticked here: the act leaves it as it is.
    chiavi = [offerta.costo.chiave for linea in linee for offerta in linea.offerte]
    form = PrendiCostiForm(request.POST or None, chiavi=chiavi)

    def atto(dati: dict[str, Any]) -> str:
        presi = prendi_costi(rendiconto, dati["costi"], utente=request.user)
        quanti = len(presi)
        if quanti:
            testo = f"{quanti} {plurale(quanti, 'costo preso,costi presi')}: ora sono documenti in bozza."
        else:
            testo = "Erano già stati presi: non c’è nulla di nuovo."
        messages.success(request, testo)
        return f"{reverse('rendicontazione:costo_offerto_elenco')}?trimestre={rendiconto.trimestre.numero}"

    scelti = request.POST.getlist("costi") if request.method == "POST" else None
    contesto = {"aperti": aperti, "rendiconto": rendiconto, "linee": linee, "scelti": scelti}
    return mostra_modulo(request, form, template=PAGINA, atto=atto, contesto=contesto)


def trimestre_scelto(request: HttpRequest, aperti: list[Rendiconto]) -> Rendiconto:
    """404 when the quarter asked for is not open."""
    chiesto = request.GET.get("trimestre")
    if not chiesto:
        return aperti[0]
    scelto = next((r for r in aperti if str(r.trimestre.numero) == chiesto), None)
    if scelto is None:
        raise Http404("Questo trimestre non è aperto.")
    return scelto
