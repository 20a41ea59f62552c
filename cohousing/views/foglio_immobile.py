"""Buildings on paper: the proposal to the Cabina, the report of the survey."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from cohousing.documents.immobile import proposta_pdf, ricognizione_pdf
from cohousing.models import RicognizioneImmobile
from cohousing.views.immobile import immobile_visibile
from cohousing.workflow import VEDONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.views.file import rispondi_pdf


@riservata(*VEDONO)
@require_GET
def proposta(request: HttpRequest, pk: int) -> HttpResponse:
    immobile = immobile_visibile(request, pk)
    return rispondi_pdf(proposta_pdf(immobile, quando=timezone.localtime()), f"proposta-{immobile.numero}")


@riservata(*VEDONO)
@require_GET
def ricognizione(request: HttpRequest) -> HttpResponse:
    """Every building, discarded ones included, and how many in each state."""
    visibili = RicognizioneImmobile.objects.visibili_a(request.user)
    return rispondi_pdf(ricognizione_pdf(visibili, quando=timezone.localtime()), "ricognizione-immobili")
