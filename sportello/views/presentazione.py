from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from sportello.linea import SERVIZIO
from valdera_housing.kit.accesso import riservata
from valdera_housing.linea import TUTTI_TRANNE_TECNICO
from valdera_housing.views.linea import mostra_linea


@riservata(*TUTTI_TRANNE_TECNICO)
@require_GET
def presentazione(request: HttpRequest) -> HttpResponse:
    """What the line does, what the accounts know of it, what is registered so far."""
    return mostra_linea(request, SERVIZIO, "sportello/presentazione.html")
