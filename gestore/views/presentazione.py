from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from gestore.linea import SERVIZIO
from gestore.queries.presentazione import Quadro
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.tempo import oggi
from valdera_housing.linea import TUTTI_TRANNE_TECNICO
from valdera_housing.views.linea import mostra_linea


@riservata(*TUTTI_TRANNE_TECNICO)
@require_GET
def presentazione(request: HttpRequest) -> HttpResponse:
    """What the line does and how it stands today, as far as this person may know."""
    quadro = Quadro(request.user, oggi())
    return mostra_linea(
        request,
        SERVIZIO,
        "gestore/presentazione.html",
        vuoto=quadro.vuoto,
        tessere=[] if quadro.vuoto else quadro.tessere(),
        per_stato=quadro.per_stato,
    )
