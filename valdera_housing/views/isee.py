from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from valdera_housing.actions.isee import modifica_isee, registra_isee
from valdera_housing.actions.lettura import annota_lettura
from valdera_housing.choices import CHI_SEGUE_PERSONE
from valdera_housing.forms.isee import IseeForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.models import Isee, Nucleo
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest, codice: str) -> HttpResponse:
    nucleo = get_object_or_404(Nucleo.objects.visibili_a(request.user), codice=codice)

    def atto(dati: dict[str, Any]) -> str:
        isee = registra_isee(nucleo, dati)
        messages.success(request, f"ISEE registrato: vale fino al {isee.scade_il:%d/%m/%Y}.")
        return nucleo.get_absolute_url()

    contesto = {"nucleo": nucleo, "titolo": "Registra un ISEE", "versione": None, "annulla": nucleo.get_absolute_url()}
    form = IseeForm(request.POST or None)
    return mostra_modulo(request, form, template="valdera_housing/isee/modulo.html", atto=atto, contesto=contesto)


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    isee = get_object_or_404(
        Isee.objects.filter(nucleo__in=Nucleo.objects.visibili_a(request.user)).select_related("nucleo"), pk=pk
    )
    nucleo = isee.nucleo
    annota_lettura(request.user, nucleo)

    def atto(dati: dict[str, Any]) -> str:
        modifica_isee(isee, dati, versione=versione_della_richiesta(request))
        messages.success(request, "ISEE corretto.")
        return nucleo.get_absolute_url()

    contesto = {
        "nucleo": nucleo,
        "titolo": "Correggi l’ISEE",
        "versione": isee.versione,
        "annulla": nucleo.get_absolute_url(),
    }
    form = IseeForm(request.POST or None, instance=isee)
    return mostra_modulo(request, form, template="valdera_housing/isee/modulo.html", atto=atto, contesto=contesto)
