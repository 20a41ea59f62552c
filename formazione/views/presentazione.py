from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from formazione.linea import SERVIZIO
from formazione.queries.quadro import prossimi, tessere
from formazione.queries.scadenziario import DELLA_LINEA
from formazione.workflow import VEDONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.tempo import oggi
from valdera_housing.linea import TUTTI_TRANNE_TECNICO
from valdera_housing.views.linea import mostra_linea


@riservata(*TUTTI_TRANNE_TECNICO)
@require_GET
def presentazione(request: HttpRequest) -> HttpResponse:
    """What the line does, how it stands, what comes and what this person has to do."""
    giorno = oggi()
    return mostra_linea(
        request,
        SERVIZIO,
        "formazione/presentazione.html",
        tessere=tessere(request.user, giorno),
        vede=request.user.ha_ruolo(*VEDONO),
        compiti=list(DELLA_LINEA.compiti(request.user, giorno)),
        avvisi=list(DELLA_LINEA.segnalazioni(request.user, giorno)),
        prossimi=prossimi(request.user),
    )
