"""The inbox of the fund: households referred to it, one click to take each, from there a guarantee or an advance."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fondo_garanzia.linea import SERVIZIO
from fondo_garanzia.queries.pagine import indirizzo
from fondo_garanzia.workflow import PROPONGONO
from valdera_housing.actions.caso import prendi_invio
from valdera_housing.choices import CHI_SEGUE_PERSONE
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.kit.esito import Esito
from valdera_housing.views.invio import invio_arrivato, mostra_conclusione, mostra_invii
from valdera_housing.views.modulo import esegui_o_spiega

DA_COMINCIARE = (("Chiedi un anticipo", "anticipo_nuovo"), ("Chiedi una garanzia", "garanzia_nuova"))


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    """Those that wait, the oldest first."""
    return pagina(request)


def pagina(request: HttpRequest, rifiuto: Esito | None = None) -> HttpResponse:
    lavora = request.user.ha_ruolo(*PROPONGONO)
    prende, concluda = ("Prendi in carico", "Scrivi com’è andata") if lavora else ("", "")
    pagine = [Pulsante(etichetta, indirizzo(nome)) for etichetta, nome in DA_COMINCIARE if lavora]
    comincia = [pulsante for pulsante in pagine if pulsante.url]
    return mostra_invii(request, SERVIZIO, prende=prende, concluda=concluda, comincia=comincia, rifiuto=rifiuto)


@riservata(*PROPONGONO)
@require_POST
def prendi(request: HttpRequest, pk: int) -> HttpResponse:
    """One click, and those taken are shown with what can be asked for each."""
    invio = invio_arrivato(request, SERVIZIO, pk)

    def atto() -> str:
        prendi_invio(invio, utente=request.user)
        messages.success(
            request, f"Nucleo {invio.caso.nucleo.codice} preso in carico: ora chiedi un anticipo o una garanzia."
        )
        return reverse("fondo_garanzia:invio_elenco", query={"stato": "presi"})

    return esegui_o_spiega(request, atto, lambda rifiuto: pagina(request, rifiuto))


@riservata(*PROPONGONO)
@require_http_methods(["GET", "POST"])
def concludi(request: HttpRequest, pk: int) -> HttpResponse:
    return mostra_conclusione(request, SERVIZIO, pk)
