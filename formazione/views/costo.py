"""The expenses of events and campaigns: who opens which page. What is on them is the same in every line."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from formazione.actions.costo import aggiungi_costo
from formazione.exports.costo import COSTI
from formazione.filters.costo import CostoFiltro
from formazione.forms.costo import CostoForm
from formazione.models import Campagna, Costo, Evento
from formazione.queries.costo import di_che_cosa, pagina_di
from formazione.rules.costo import valuta_preventivo
from formazione.views.evento import evento_visibile
from formazione.workflow import CONTI, VEDONO
from valdera_housing.actions.costo import SCRIVONO_SPESE
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Voce
from valdera_housing.kit.esito import Esito
from valdera_housing.queries.costo import somme
from valdera_housing.views.costo import PagineCosto


def supero(costo: Costo) -> Esito:
    """Whether the event this expense is of costs more than was foreseen."""
    evento = costo.evento
    if evento is None or evento.preventivo is None:
        return Esito()
    return valuta_preventivo(evento.preventivo, somme(evento.costi.all()).totale)


def voce_di(cosa: Evento | Campagna) -> Voce:
    genere = "Evento" if isinstance(cosa, Evento) else "Campagna"
    return Voce(genere, f"{cosa.numero}, {cosa.titolo}", url=pagina_di(cosa))


PAGINE = PagineCosto(
    spazio="formazione",
    linea="Formazione",
    di_che_cosa="Quanto costano eventi e campagne. Una spesa si aggiunge dalla pagina di ciò per cui si è fatta",
    vuoto="Apri un evento o una campagna e scegli «Aggiungi una spesa».",
    modello=Costo,
    collegati=("evento", "campagna"),
    form=CostoForm,
    filtro=CostoFiltro,
    colonne=COSTI,
    foglio="spese-della-formazione",
    cosa_di=lambda costo: voce_di(di_che_cosa(costo)),
    avverte=supero,
    titolo_avviso="L’evento costa più del preventivo",
)  # fmt: skip


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


@riservata(*SCRIVONO_SPESE)
@require_http_methods(["GET", "POST"])
def di_evento(request: HttpRequest, pk: int) -> HttpResponse:
    return nuovo(request, evento_visibile(request, pk))


@riservata(*SCRIVONO_SPESE)
@require_http_methods(["GET", "POST"])
def di_campagna(request: HttpRequest, pk: int) -> HttpResponse:
    return nuovo(request, get_object_or_404(Campagna.objects.visibili_a(request.user), pk=pk))


def nuovo(request: HttpRequest, cosa: Evento | Campagna) -> HttpResponse:
    def aggiungi(dati: dict[str, Any]) -> Costo:
        return aggiungi_costo(cosa, dati, utente=request.user)

    return PAGINE.nuovo(request, voce_di(cosa), aggiungi)


@riservata(*SCRIVONO_SPESE)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    return PAGINE.modifica(request, pk)


@riservata(*CONTI)
@require_http_methods(["GET", "POST"])
def paga(request: HttpRequest, pk: int) -> HttpResponse:
    return PAGINE.paga(request, pk)


@riservata(*SCRIVONO_SPESE)
@require_http_methods(["GET", "POST"])
def togli(request: HttpRequest, pk: int) -> HttpResponse:
    return PAGINE.togli(request, pk)
