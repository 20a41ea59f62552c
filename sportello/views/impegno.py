"""Who does what on the path of a household."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from sportello.actions import impegno as atti
from sportello.exports.rete import IMPEGNI
from sportello.filters.rete import ImpegnoFiltro
from sportello.forms.rete import ConcludiImpegnoForm, ImpegnoForm
from sportello.models import ImpegnoRisorsa
from sportello.queries.rete import aspetto_impegno, con_intestatario
from sportello.views.caso_scelto import caso_chiesto, scegli_caso
from sportello.workflow import SEGUONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

ORDINI = {"dal": ("dal", "pk"), "risorsa": ("risorsa__cercabile", "pk")}
MODULO = "sportello/impegno/modulo.html"


def elenco_impegni(request: HttpRequest) -> Elenco:
    visibili = ImpegnoRisorsa.objects.visibili_a(request.user).select_related("risorsa", "caso__nucleo")
    righe = con_intestatario(visibili, oggi(), nucleo="caso__nucleo")
    return Elenco(request, ImpegnoFiltro(request.GET, righe), ORDINI, predefinito="-dal")


@riservata(*SEGUONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    """All of those this person may see, or those of a case (``?caso=12``)."""
    caso, impegni = caso_chiesto(request), elenco_impegni(request)
    nuovo = Pulsante("Registra un impegno", _nuovo_per(caso), "primario")
    return mostra_elenco(
        request,
        impegni,
        "sportello/impegno/elenco.html",
        caso=caso,
        pulsanti=[] if caso and caso.chiuso_il else [nuovo],
        righe=[(impegno, aspetto_impegno(impegno)) for impegno in impegni.pagina],
    )


def _nuovo_per(caso: Caso | None) -> str:
    return reverse("sportello:impegno_nuovo") + (f"?caso={caso.pk}" if caso else "")


def elenco_del_caso(caso: Caso) -> str:
    return f"{reverse('sportello:impegno_elenco')}?caso={caso.pk}"


@riservata(*SEGUONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, by the code of the household."""
    return rispondi_foglio(request, "impegni", IMPEGNI, elenco_impegni(request).righe)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    """For a case (``?caso=12``); the resource may be chosen already (``&risorsa=3``)."""
    caso = caso_chiesto(request)
    if caso is None:
        return scegli_caso(request, "Registra un impegno", reverse("sportello:impegno_elenco"))
    form = ImpegnoForm(request.POST or None, initial={"risorsa": request.GET.get("risorsa")})

    def atto(dati: dict[str, Any]) -> str:
        impegno = atti.registra_impegno(caso, form.dati(), utente=request.user)
        messages.success(request, f"{impegno.risorsa} è sul percorso del nucleo {caso.nucleo}.")
        return elenco_del_caso(caso)

    contesto = _pagina(caso, "Registra un impegno", "Registra l’impegno", None)
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


def _pagina(caso: Caso, titolo: str, azione: str, versione: int | None) -> dict[str, Any]:
    return {
        "caso": caso,
        "titolo": titolo,
        "azione": azione,
        "versione": versione,
        "annulla": elenco_del_caso(caso),
    }


def impegno_visibile(request: HttpRequest, pk: int) -> ImpegnoRisorsa:
    visibili = ImpegnoRisorsa.objects.visibili_a(request.user)
    return get_object_or_404(visibili.select_related("risorsa", "caso__nucleo__comune"), pk=pk)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    impegno = impegno_visibile(request, pk)
    form = ImpegnoForm(request.POST or None, instance=impegno)
    contesto = _pagina(impegno.caso, "Modifica l’impegno", "Salva", impegno.versione)

    def atto(dati: dict[str, Any]) -> str:
        atti.modifica_impegno(impegno, form.dati(), utente=request.user, versione=versione_della_richiesta(request))
        messages.success(request, "Modifiche salvate.")
        return elenco_del_caso(impegno.caso)

    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def concludi(request: HttpRequest, pk: int) -> HttpResponse:
    impegno = impegno_visibile(request, pk)
    form = ConcludiImpegnoForm(request.POST or None)

    def atto(dati: dict[str, Any]) -> str:
        atti.concludi_impegno(impegno, utente=request.user, **dati)
        messages.success(request, f"Impegno di {impegno.risorsa} concluso.")
        return elenco_del_caso(impegno.caso)

    contesto = _pagina(impegno.caso, f"Concludi: {impegno}", "Concludi l’impegno", None)
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)
