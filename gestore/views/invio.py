"""The inbox of the gestore: households referred by the social service, one click to take each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from gestore.actions.invio import prendi_invio
from gestore.linea import SERVIZIO
from gestore.workflow import SPORTELLO_ETS, VEDONO_LE_CANDIDATURE
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.esito import Esito
from valdera_housing.views.invio import invio_arrivato, mostra_invii
from valdera_housing.views.modulo import esegui_o_spiega


@riservata(*VEDONO_LE_CANDIDATURE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    """Those that wait, the oldest first."""
    return pagina(request)


def pagina(request: HttpRequest, rifiuto: Esito | None = None) -> HttpResponse:
    prende = "Prendi in carico e apri la candidatura" if request.user.ha_ruolo(*SPORTELLO_ETS) else ""
    return mostra_invii(request, SERVIZIO, prende=prende, rifiuto=rifiuto)


@riservata(*SPORTELLO_ETS)
@require_POST
def prendi(request: HttpRequest, pk: int) -> HttpResponse:
    """One click: the referral is taken and its candidature is open."""
    invio = invio_arrivato(request, SERVIZIO, pk)

    def atto() -> str:
        candidatura = prendi_invio(invio, utente=request.user)
        messages.success(request, f"Preso in carico: candidatura {candidatura.numero} aperta.")
        return reverse("gestore:candidatura_scheda", args=[candidatura.pk])

    return esegui_o_spiega(request, atto, lambda rifiuto: pagina(request, rifiuto))
