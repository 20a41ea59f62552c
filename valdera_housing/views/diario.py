"""The diary of a case: what happened, note after note. A reserved note exists only for who may read it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from valdera_housing.actions.diario import scrivi_diario
from valdera_housing.actions.lettura import annota_diario_esportato, annota_lettura
from valdera_housing.choices import CHI_SEGUE_PERSONE
from valdera_housing.exports import DIARIO
from valdera_housing.filters.diario import VoceDiarioFilter
from valdera_housing.forms.diario import VoceDiarioForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.kit.elenco import Elenco
from valdera_housing.models import Caso, VoceDiario
from valdera_housing.views.caso import caso_visibile
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo

ORDINI = {"giorno": ("giorno", "pk")}


def voci(request: HttpRequest, caso: Caso) -> Elenco:
    visibili = VoceDiario.objects.visibili_a(request.user).filter(caso=caso).select_related("autore")
    return Elenco(request, VoceDiarioFilter(request.GET, visibili), ORDINI, predefinito="-giorno")


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def elenco(request: HttpRequest, pk: int) -> HttpResponse:
    """Every note of a case, the last first."""
    caso = caso_visibile(request, pk)
    annota_lettura(request.user, caso.nucleo)
    nuova = Pulsante("Scrivi nel diario…", reverse("diario_nuova", args=[pk]), "primario")
    return mostra_elenco(
        request,
        voci(request, caso),
        "valdera_housing/diario/elenco.html",
        caso=caso,
        pulsanti=[] if caso.chiuso_il else [nuova],
    )


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def esporta(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The notes of the list, with the same filters; that they left is written in the log of reads."""
    caso = caso_visibile(request, pk)
    annota_diario_esportato(request.user, caso.nucleo)
    return rispondi_foglio(request, f"diario-{caso.numero}", DIARIO, voci(request, caso).righe)


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest, pk: int) -> HttpResponse:
    """Also where the quick form of the dossier posts: with an error, the same note is completed here."""
    caso = caso_visibile(request, pk)

    def atto(dati: dict[str, Any]) -> str:
        scrivi_diario(caso, utente=request.user, **dati)
        messages.success(request, "Nota aggiunta al diario.")
        return caso.get_absolute_url()

    iniziale = {nome: request.GET[nome] for nome in ("tipo", "giorno") if nome in request.GET}
    form = VoceDiarioForm(request.POST if request.method == "POST" else None, initial=iniziale)
    contesto = {"caso": caso, "annulla": caso.get_absolute_url()}
    return mostra_modulo(request, form, template="valdera_housing/diario/nuova.html", atto=atto, contesto=contesto)
