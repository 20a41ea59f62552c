"""The case of a household, opened and closed from its page, and its referrals to the lines."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from valdera_housing.actions.caso import apri_caso, assegna_caso, chiudi_caso, invia_caso
from valdera_housing.choices import CHI_SEGUE_PERSONE
from valdera_housing.forms.caso import ApriCasoForm, AssegnaForm, ChiudiForm, InviaForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.models import Caso, Nucleo
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def apri(request: HttpRequest, codice: str) -> HttpResponse:
    nucleo = get_object_or_404(Nucleo.objects.visibili_a(request.user).select_related("comune"), codice=codice)
    form = ApriCasoForm(request.POST or None, nucleo=nucleo, utente=request.user)

    def atto(dati: dict[str, Any]) -> str:
        caso = apri_caso(nucleo, **dati)
        messages.success(request, f"Caso {caso.numero} aperto. Adesso puoi inviarlo a una linea.")
        return nucleo.get_absolute_url()

    return mostra_modulo(
        request, form, template="valdera_housing/caso/apri.html", atto=atto, contesto={"nucleo": nucleo}
    )


def caso_visibile(request: HttpRequest, pk: int) -> Caso:
    casi = Caso.objects.visibili_a(request.user).select_related("nucleo__comune")
    return get_object_or_404(casi, pk=pk)


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def assegna(request: HttpRequest, pk: int) -> HttpResponse:
    """Change who follows the case."""
    caso = caso_visibile(request, pk)
    form = AssegnaForm(request.POST or None, instance=caso, nucleo=caso.nucleo)
    contesto = _contesto(caso) | {"versione": caso.versione}

    def atto(dati: dict[str, Any]) -> str:
        assegna_caso(caso, dati, versione=versione_della_richiesta(request))
        messages.success(request, "Il caso è assegnato.")
        return caso.nucleo.get_absolute_url()

    return mostra_modulo(request, form, template="valdera_housing/caso/assegna.html", atto=atto, contesto=contesto)


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def invia(request: HttpRequest, pk: int) -> HttpResponse:
    """Refer the household to a line: two clicks from its page, nothing retyped."""
    caso = caso_visibile(request, pk)

    def atto(dati: dict[str, Any]) -> str:
        invio = invia_caso(caso, utente=request.user, **dati)
        messages.success(
            request, f"Nucleo inviato: {invio.get_linea_display()}. Qui vedrai quando lo prende in carico."
        )
        return caso.nucleo.get_absolute_url()

    form = InviaForm(request.POST or None)
    return mostra_modulo(
        request, form, template="valdera_housing/caso/invia.html", atto=atto, contesto=_contesto(caso)
    )


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def chiudi(request: HttpRequest, pk: int) -> HttpResponse:
    caso = caso_visibile(request, pk)

    def atto(dati: dict[str, Any]) -> str:
        chiuso = chiudi_caso(caso, **dati)
        messages.success(request, f"Caso {chiuso.numero} chiuso: {chiuso.get_esito_display().lower()}.")
        return caso.nucleo.get_absolute_url()

    form = ChiudiForm(request.POST or None)
    return mostra_modulo(
        request, form, template="valdera_housing/caso/chiudi.html", atto=atto, contesto=_contesto(caso)
    )


def _contesto(caso: Caso) -> dict[str, Any]:
    return {"caso": caso, "nucleo": caso.nucleo, "annulla": caso.nucleo.get_absolute_url()}
