"""The inbox of training: households referred to it, one click to take each, from there an event to enrol them in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from formazione.linea import SERVIZIO
from formazione.queries.pagine import indirizzo
from formazione.workflow import TENGONO
from valdera_housing.actions.caso import prendi_invio
from valdera_housing.choices import CHI_SEGUE_PERSONE
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.kit.esito import Esito
from valdera_housing.views.invio import invio_arrivato, mostra_conclusione, mostra_invii
from valdera_housing.views.modulo import esegui_o_spiega


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    """Those that wait, the oldest first."""
    return pagina(request)


def pagina(request: HttpRequest, rifiuto: Esito | None = None) -> HttpResponse:
    lavora = request.user.ha_ruolo(*TENGONO)
    prende, concluda = ("Prendi in carico", "Scrivi com’è andata") if lavora else ("", "")
    eventi = indirizzo("evento_elenco")
    comincia = [Pulsante("Scegli un evento", eventi)] if lavora and eventi else []
    return mostra_invii(request, SERVIZIO, prende=prende, concluda=concluda, comincia=comincia, rifiuto=rifiuto)


@riservata(*TENGONO)
@require_POST
def prendi(request: HttpRequest, pk: int) -> HttpResponse:
    """One click, and those taken are shown with the events where they can be enrolled."""
    invio = invio_arrivato(request, SERVIZIO, pk)

    def atto() -> str:
        prendi_invio(invio, utente=request.user)
        messages.success(request, f"Nucleo {invio.caso.nucleo.codice} preso in carico: ora scegli un evento.")
        return reverse("formazione:invio_elenco", query={"stato": "presi"})

    return esegui_o_spiega(request, atto, lambda rifiuto: pagina(request, rifiuto))


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def concludi(request: HttpRequest, pk: int) -> HttpResponse:
    return mostra_conclusione(request, SERVIZIO, pk)
