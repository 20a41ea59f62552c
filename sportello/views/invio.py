"""The inbox of the sportello: households referred by the social service, taken with one click and told how it went."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sportello.forms.invio import ConcludiInvioForm
from sportello.linea import SERVIZIO
from sportello.workflow import SEGUONO, SPORTELLO_ETS
from valdera_housing.actions.caso import concludi_invio, prendi_invio
from valdera_housing.choices import Linea
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.esito import Esito
from valdera_housing.models import Invio
from valdera_housing.views.invio import mostra_invii
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo


@riservata(*SEGUONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    """Those that wait, the oldest first."""
    return pagina(request)


def pagina(request: HttpRequest, rifiuto: Esito | None = None) -> HttpResponse:
    lavora = request.user.ha_ruolo(*SPORTELLO_ETS)
    prende, concluda = ("Prendi in carico", "Scrivi com’è andata") if lavora else ("", "")
    return mostra_invii(request, SERVIZIO, prende=prende, concluda=concluda, rifiuto=rifiuto)


def invio_visibile(request: HttpRequest, pk: int) -> Invio:
    visibili = Invio.objects.visibili_a(request.user).filter(linea=Linea.SPO)
    return get_object_or_404(visibili.select_related("caso__nucleo"), pk=pk)


@riservata(*SPORTELLO_ETS)
@require_POST
def prendi(request: HttpRequest, pk: int) -> HttpResponse:
    """One click, and the page of the case opens: from there an appointment, an eviction, an application."""
    invio = invio_visibile(request, pk)

    def atto() -> str:
        prendi_invio(invio, utente=request.user)
        messages.success(request, "Preso in carico: chi l’ha inviato lo vede.")
        return reverse("caso_scheda", args=[invio.caso_id])

    return esegui_o_spiega(request, atto, lambda rifiuto: pagina(request, rifiuto))


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def concludi(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of the referral, told to who sent it."""
    invio = invio_visibile(request, pk)
    form = ConcludiInvioForm(request.POST or None)

    def atto(dati: dict[str, Any]) -> str:
        concludi_invio(invio, **dati)
        messages.success(request, "L’invio è concluso: chi l’ha inviato legge com’è andata.")
        return reverse("caso_scheda", args=[invio.caso_id])

    contesto = {"invio": invio, "annulla": reverse("sportello:invio_elenco")}
    return mostra_modulo(request, form, template="sportello/invio/concludi.html", atto=atto, contesto=contesto)
