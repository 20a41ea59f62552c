"""The numbers of shared housing, quarter by quarter."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from cohousing.linea import SERVIZIO
from cohousing.queries.archivio import Archivio
from cohousing.queries.indicatori import DEFINIZIONI, indicatori
from valdera_housing.choices import LEGGONO_GLI_INDICATORI, LEGGONO_LE_RIGHE
from valdera_housing.kit.accesso import riservata
from valdera_housing.views.indicatore import mostra_indicatore, mostra_indicatori


@riservata(*LEGGONO_GLI_INDICATORI)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    return mostra_indicatori(request, SERVIZIO, indicatori)


@riservata(*LEGGONO_LE_RIGHE)
@require_GET
def scheda(request: HttpRequest, codice: str) -> HttpResponse:
    return mostra_indicatore(request, SERVIZIO, DEFINIZIONI, Archivio, codice)
