"""The inbox of the sportello: households referred by the social service, taken with one click and told how it went."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sportello.linea import SERVIZIO
from sportello.workflow import SEGUONO, SPORTELLO_ETS
from valdera_housing.actions.caso import prendi_invio
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.esito import Esito
from valdera_housing.views.invio import invio_arrivato, mostra_conclusione, mostra_invii
from valdera_housing.views.modulo import esegui_o_spiega


@riservata(*SEGUONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    """Those that wait, the oldest first."""
    return pagina(request)


def pagina(request: HttpRequest, rifiuto: Esito | None = None) -> HttpResponse:
    lavora = request.user.ha_ruolo(*SPORTELLO_ETS)
    prende, concluda = ("Prendi in carico", "Scrivi com’è andata") if lavora else ("", "")
    return mostra_invii(request, SERVIZIO, prende=prende, concluda=concluda, rifiuto=rifiuto)


@riservata(*SPORTELLO_ETS)
@require_POST
def prendi(request: HttpRequest, pk: int) -> HttpResponse:
    """One click, and the page of the case opens: from there an appointment, an eviction, an application."""
    invio = invio_arrivato(request, SERVIZIO, pk)

    def atto() -> str:
        prendi_invio(invio, utente=request.user)
        messages.success(request, "Preso in carico: chi l’ha inviato lo vede.")
        return reverse("caso_scheda", args=[invio.caso_id])

    return esegui_o_spiega(request, atto, lambda rifiuto: pagina(request, rifiuto))


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def concludi(request: HttpRequest, pk: int) -> HttpResponse:
    return mostra_conclusione(request, SERVIZIO, pk)
