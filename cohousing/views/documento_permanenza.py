"""What is printed of a stay: the agreement to sign, the minutes of an extension."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from cohousing.choices import Lingua
from cohousing.documents.permanenza import patto_pdf, verbale_pdf
from cohousing.models import Permanenza, Proroga
from cohousing.queries.permanenza import patto_in_vigore
from cohousing.views.permanenza import permanenza_visibile
from cohousing.workflow import SEGUONO
from valdera_housing.actions.lettura import annota_lettura
from valdera_housing.choices import LEGGONO_I_NOMI
from valdera_housing.kit.accesso import riservata
from valdera_housing.views.file import rispondi_pdf


@riservata(*LEGGONO_I_NOMI)
@require_GET
def patto(request: HttpRequest, pk: int) -> HttpResponse:
    """The edition signed or, before, the one in force; ``?lingua=`` adds a language, else the one it was read in."""
    permanenza = permanenza_visibile(request, pk)
    edizione = permanenza.patto or patto_in_vigore(permanenza.struttura_id)
    testi = {t.lingua: t.testo for t in edizione.testi.all()} if edizione else {}
    if edizione is None or Lingua.IT not in testi:
        raise Http404("Questa casa non ha ancora regole in vigore: prima si scrivono, dalla pagina della casa.")
    lingua = request.GET.get("lingua", permanenza.patto_lingua)
    if lingua not in testi:
        raise Http404("In questa lingua le regole non sono scritte.")
    altra = (lingua, testi[lingua]) if lingua != Lingua.IT else None
    contenuto = patto_pdf(
        permanenza, edizione=edizione.edizione, regole=testi[Lingua.IT], altra=altra, quando=timezone.localtime()
    )
    return rispondi_pdf(contenuto, f"patto-{permanenza.numero}-{lingua}")


@riservata(*SEGUONO)
@require_GET
def verbale(request: HttpRequest, pk: int) -> HttpResponse:
    proroghe = Proroga.objects.filter(permanenza__in=Permanenza.objects.visibili_a(request.user)).select_related(
        "permanenza__struttura__alloggio__comune",
        "permanenza__unita",
        "permanenza__nucleo",
        "permanenza__referente",
        "permanenza__caso__assistente_sociale",
        "decisa_da",
    )
    proroga: Proroga = get_object_or_404(proroghe, pk=pk)
    annota_lettura(request.user, proroga.permanenza.nucleo)
    contenuto = verbale_pdf(proroga, prima=finiva_il(proroga), quando=timezone.localtime())
    return rispondi_pdf(contenuto, f"proroga-{proroga.permanenza.numero}")


def finiva_il(proroga: Proroga) -> date:
    """The day the stay ended before this extension."""
    prima = proroga.permanenza.proroghe.filter(nuova_fine__lt=proroga.nuova_fine).order_by("-nuova_fine")
    return prima.values_list("nuova_fine", flat=True).first() or proroga.permanenza.fine_prevista
