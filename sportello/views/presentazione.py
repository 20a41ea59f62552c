"""HTTP and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from sportello.linea import SERVIZIO
from sportello.queries.presentazione import per_fase, tessere
from sportello.workflow import SEGUONO, VEDONO_LE_MISURE
from valdera_housing.choices import Ruolo
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.tempo import oggi
from valdera_housing.linea import TUTTI_TRANNE_TECNICO
from valdera_housing.views.linea import mostra_linea

# For who reads without working at the desk; the others find them in the lists.
ALTRE = (
    ("Numeri degli sfratti", "sportello:sfratto_conta", VEDONO_LE_MISURE),
    ("Consulenza sul canone concordato", "sportello:consulenza_canone", (Ruolo.FUNZIONARIO_UNIONE,)),
)


@riservata(*TUTTI_TRANNE_TECNICO)
@require_GET
def presentazione(request: HttpRequest) -> HttpResponse:
    """What the line does and how it stands today, as far as this person may know."""
    return mostra_linea(
        request,
        SERVIZIO,
        "sportello/presentazione.html",
        tessere=tessere(request.user, oggi()),
        per_fase=per_fase(request.user),
        segue=request.user.ha_ruolo(*SEGUONO),
        altre=[(nome, reverse(pagina)) for nome, pagina, ruoli in ALTRE if request.user.ha_ruolo(*ruoli)],
    )
