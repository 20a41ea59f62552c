from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from cohousing.linea import SERVIZIO
from cohousing.queries.quadro import tessere
from cohousing.queries.scadenziario import DELLA_LINEA
from cohousing.queries.traguardi import tappe_di_oggi
from cohousing.workflow import VEDONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.tempo import oggi
from valdera_housing.linea import TUTTI_TRANNE_TECNICO
from valdera_housing.views.linea import mostra_linea


@riservata(*TUTTI_TRANNE_TECNICO)
@require_GET
def presentazione(request: HttpRequest) -> HttpResponse:
    """What the line does, how it stands, its milestones and what this person has to do."""
    giorno = oggi()
    return mostra_linea(
        request,
        SERVIZIO,
        "cohousing/presentazione.html",
        tessere=tessere(request.user, giorno),
        vede=request.user.ha_ruolo(*VEDONO),
        compiti=list(DELLA_LINEA.compiti(request.user, giorno)),
        avvisi=list(DELLA_LINEA.segnalazioni(request.user, giorno)),
        tappe=tappe_di_oggi(giorno),
    )
