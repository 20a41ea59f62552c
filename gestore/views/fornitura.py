"""The utilities of a home."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from gestore.actions.alloggio import aggiungi_fornitura, modifica_fornitura
from gestore.forms.alloggio import FornituraForm
from gestore.views.alloggio import alloggio_visibile, scheda_di
from gestore.workflow import ALLOGGIO
from valdera_housing.kit.accesso import riservata
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

MODULO = "gestore/alloggio/fornitura.html"


@riservata(*ALLOGGIO["modifica"].chi)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest, pk: int) -> HttpResponse:
    alloggio = alloggio_visibile(request, pk)

    def atto(dati: dict[str, Any]) -> str:
        fornitura = aggiungi_fornitura(alloggio, dati, utente=request.user)
        messages.success(request, f"{fornitura}: fornitura scritta.")
        return scheda_di(alloggio, "forniture")

    contesto = {
        "titolo": "Aggiungi una fornitura",
        "alloggio": alloggio,
        "versione": None,
        "annulla": scheda_di(alloggio),
    }
    return mostra_modulo(request, FornituraForm(request.POST or None), template=MODULO, atto=atto, contesto=contesto)


@riservata(*ALLOGGIO["modifica"].chi)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int, fornitura_pk: int) -> HttpResponse:
    alloggio = alloggio_visibile(request, pk)
    fornitura = get_object_or_404(alloggio.forniture.select_related("alloggio"), pk=fornitura_pk)
    contesto = {
        "titolo": f"Modifica la fornitura {fornitura}",
        "alloggio": alloggio,
        "versione": fornitura.versione,
        "annulla": scheda_di(alloggio),
    }
    form = FornituraForm(request.POST or None, instance=fornitura)

    def atto(dati: dict[str, Any]) -> str:
        modifica_fornitura(fornitura, dati, utente=request.user, versione=versione_della_richiesta(request))
        messages.success(request, "Modifiche salvate.")
        return scheda_di(alloggio, "forniture")

    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)
