from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from valdera_housing.actions.parametro import cambia_parametro
from valdera_housing.choices import Ruolo
from valdera_housing.exports import PARAMETRI
from valdera_housing.filters.registro import ParametroFilter
from valdera_housing.forms.parametro import CambioParametroForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.kit.elenco import Elenco
from valdera_housing.linea import IMPOSTAZIONI
from valdera_housing.models import Parametro
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo

ORDINI = {"descrizione": ("descrizione", "-valido_dal"), "dal": ("valido_dal", "chiave")}


def elenco_parametri(request: HttpRequest) -> Elenco:
    """Every value of every threshold; the page shows those in force unless a filter asks for more."""
    return Elenco(request, ParametroFilter(request.GET, Parametro.objects.all()), ORDINI)


@riservata(*IMPOSTAZIONI)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    return mostra_elenco(request, elenco_parametri(request), "valdera_housing/parametro/elenco.html")


@riservata(*IMPOSTAZIONI)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    return rispondi_foglio(request, "parametri", PARAMETRI, elenco_parametri(request).righe)


@riservata(*IMPOSTAZIONI)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """One value of a threshold, and the others it had and will have."""
    parametro = get_object_or_404(Parametro, pk=pk)
    valori = list(Parametro.objects.filter(chiave=parametro.chiave).order_by("-valido_dal"))
    cambia = Pulsante("Cambia il valore…", reverse("parametro_cambia", args=[valori[0].pk]), "primario")
    contesto = {
        "parametro": parametro,
        "valori": valori,
        "pulsanti": [cambia] if request.user.ha_ruolo(Ruolo.AMMINISTRATORE) else [],
        "modifiche": storia_di(parametro),
    }
    return render(request, "valdera_housing/parametro/scheda.html", contesto)


@riservata(Ruolo.AMMINISTRATORE)
@require_http_methods(["GET", "POST"])
def cambia(request: HttpRequest, pk: int) -> HttpResponse:
    """Replace the value this page was opened on: if somebody has already replaced it, the answer is 409."""
    parametro = get_object_or_404(Parametro, pk=pk)

    def atto(dati: dict[str, Any]) -> str:
        nuovo = cambia_parametro(parametro, **dati)
        messages.success(request, f"{nuovo.descrizione}: il nuovo valore vale dal {nuovo.valido_dal:%d/%m/%Y}.")
        return reverse("parametro_scheda", args=[nuovo.pk])

    return mostra_modulo(
        request,
        CambioParametroForm(request.POST or None),
        template="valdera_housing/parametro/cambia.html",
        atto=atto,
        contesto={"parametro": parametro, "annulla": reverse("parametro_scheda", args=[pk])},
    )
