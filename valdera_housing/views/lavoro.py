import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from valdera_housing.kit.accesso import riservata
from valdera_housing.models import Lavoro


@riservata()
@require_GET
def scheda(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How far background work is: the whole page, or the moving part alone when the page asks again."""
    lavoro = get_object_or_404(Lavoro.objects.visibili_a(request.user), pk=pk)
    frammento = request.htmx and not request.htmx.boosted
    template = "componenti/avanzamento.html" if frammento else "valdera_housing/lavoro/scheda.html"
    contesto = {"lavoro": lavoro, "url": request.path, "esito": lavoro.esito.get("frase", "")}
    return render(request, template, contesto)
