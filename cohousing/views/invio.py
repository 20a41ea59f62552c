"""The inbox of shared housing: households referred to it; from a referral its candidature, already filled."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cohousing.linea import SERVIZIO
from cohousing.workflow import SEGUONO, TENGONO
from valdera_housing.actions.caso import prendi_invio
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.kit.esito import Esito
from valdera_housing.views.invio import invio_arrivato, mostra_conclusione, mostra_invii
from valdera_housing.views.modulo import esegui_o_spiega


@riservata(*SEGUONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    """Those that wait, the oldest first."""
    return pagina(request)


def pagina(request: HttpRequest, rifiuto: Esito | None = None) -> HttpResponse:
    lavora = request.user.ha_ruolo(*TENGONO)
    prende, concluda = ("Prendi in carico", "Scrivi com’è andata") if lavora else ("", "")
    comincia = [Pulsante("Candidatura", reverse("cohousing:candidatura_nuova"))] if lavora else []
    return mostra_invii(request, SERVIZIO, prende=prende, concluda=concluda, comincia=comincia, rifiuto=rifiuto)


@riservata(*TENGONO)
@require_POST
def prendi(request: HttpRequest, pk: int) -> HttpResponse:
    """One click, and the candidature is there to be read again and saved."""
    invio = invio_arrivato(request, SERVIZIO, pk)

    def atto() -> str:
        prendi_invio(invio, utente=request.user)
        messages.success(request, f"Nucleo {invio.caso.nucleo.codice} preso in carico: ora registra la candidatura.")
        return reverse("cohousing:candidatura_nuova", query={"invio": invio.pk})

    return esegui_o_spiega(request, atto, lambda rifiuto: pagina(request, rifiuto))


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def concludi(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of a referral that became no candidature."""
    return mostra_conclusione(request, SERVIZIO, pk)
