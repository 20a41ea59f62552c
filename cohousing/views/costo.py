"""The expenses of houses and buildings: who opens which page. What is on them is the same in every line."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from cohousing.actions.costo import aggiungi_costo
from cohousing.exports.costo import COSTI
from cohousing.filters.costo import CostoFiltro
from cohousing.forms.costo import CostoForm
from cohousing.models import Costo, RicognizioneImmobile, Struttura
from cohousing.queries.costo import di_che_cosa, pagina_di
from cohousing.workflow import CONTI, ETS, VEDONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Voce
from valdera_housing.views.costo import PagineCosto


def voce_di(cosa: Struttura | RicognizioneImmobile) -> Voce:
    genere = "Casa" if isinstance(cosa, Struttura) else "Immobile"
    return Voce(genere, f"{cosa.numero}, {cosa}", url=pagina_di(cosa))


PAGINE = PagineCosto(
    spazio="cohousing",
    linea="Cohousing",
    di_che_cosa="Quanto costano case, condomini sociali e immobili. Le bollette da dividere sono fra le spese comuni",
    vuoto="Apri una casa o un immobile e scegli «Aggiungi una spesa».",
    modello=Costo,
    collegati=("struttura", "immobile"),
    form=CostoForm,
    filtro=CostoFiltro,
    colonne=COSTI,
    foglio="spese-della-coabitazione",
    cosa_di=lambda costo: voce_di(di_che_cosa(costo)),
    proprie=lambda costo: (Voce("Tipo di spesa", costo.get_voce_display()),),
)


@riservata(*VEDONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    return PAGINE.elenco(request)


@riservata(*VEDONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    return PAGINE.esporta(request)


@riservata(*VEDONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    return PAGINE.scheda(request, pk)


@riservata(*VEDONO)
@require_GET
def file(request: HttpRequest, pk: int) -> FileResponse:
    return PAGINE.file(request, pk)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def di_struttura(request: HttpRequest, pk: int) -> HttpResponse:
    return nuovo(request, get_object_or_404(Struttura.objects.visibili_a(request.user), pk=pk))


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def di_immobile(request: HttpRequest, pk: int) -> HttpResponse:
    return nuovo(request, get_object_or_404(RicognizioneImmobile.objects.visibili_a(request.user), pk=pk))


def nuovo(request: HttpRequest, cosa: Struttura | RicognizioneImmobile) -> HttpResponse:
    def aggiungi(dati: dict[str, Any]) -> Costo:
        return aggiungi_costo(cosa, dati, utente=request.user)

    return PAGINE.nuovo(request, voce_di(cosa), aggiungi)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    return PAGINE.modifica(request, pk)


@riservata(*CONTI)
@require_http_methods(["GET", "POST"])
def paga(request: HttpRequest, pk: int) -> HttpResponse:
    return PAGINE.paga(request, pk)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def togli(request: HttpRequest, pk: int) -> HttpResponse:
    return PAGINE.togli(request, pk)
