"""The meetings of the SdS table with companies and agencies."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from sportello.actions import tavolo as atti
from sportello.exports.rete import TAVOLI
from sportello.filters.tavolo import TavoloFiltro
from sportello.forms.rete import TavoloForm, VerbaleTavoloForm, con_luogo
from sportello.models import IncontroTavolo
from sportello.workflow import SEGUONO, VEDONO_LA_RETE
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import con_giorno
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

ORDINI = {"giorno": ("giorno", "pk")}
MODULO = "sportello/tavolo/modulo.html"


def elenco_incontri(request: HttpRequest) -> Elenco:
    filtro = TavoloFiltro(request.GET, IncontroTavolo.objects.prefetch_related("presenti"))
    return Elenco(request, filtro, ORDINI, predefinito="-giorno")


@riservata(*VEDONO_LA_RETE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    incontri = elenco_incontri(request)
    nuovo_incontro = Pulsante("Registra un incontro", reverse("sportello:tavolo_nuovo"), "primario")
    return mostra_elenco(
        request,
        incontri,
        "sportello/tavolo/elenco.html",
        pulsanti=[nuovo_incontro] if request.user.ha_ruolo(*SEGUONO) else [],
        righe=[(incontro, len(incontro.presenti.all())) for incontro in incontri.pagina],
    )


@riservata(*VEDONO_LA_RETE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The meetings of the list, with the same filters."""
    return rispondi_foglio(request, "tavolo", TAVOLI, elenco_incontri(request).righe)


def _incontro(pk: int) -> IncontroTavolo:
    return get_object_or_404(IncontroTavolo.objects.select_related("verbale", "scritto_da"), pk=pk)


@riservata(*VEDONO_LA_RETE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    tavolo = _incontro(pk)
    presenti = tavolo.presenti.select_related("comune").order_by("cercabile", "pk")
    contesto = {
        "tavolo": tavolo,
        "fatti": [
            Voce("Quando", con_giorno(tavolo.giorno)),
            Voce("Dove", tavolo.luogo),
            Voce("Scritto da", str(tavolo.scritto_da)),
            Voce(
                "Verbale firmato",
                tavolo.verbale.nome if tavolo.verbale else "Manca",
                _verso("verbale", tavolo) if tavolo.verbale else "",
            ),
        ],
        "presenti": [(con_luogo(r), r) for r in presenti],
        "pulsanti": _pulsanti(tavolo) if request.user.ha_ruolo(*SEGUONO) else [],
        "modifiche": storia_di(tavolo),
    }
    return render(request, "sportello/tavolo/scheda.html", contesto)


def _pulsanti(tavolo: IncontroTavolo) -> list[Pulsante]:
    carica = "Sostituisci il verbale firmato…" if tavolo.verbale else "Carica il verbale firmato…"
    return [
        Pulsante(carica, _verso("allega_verbale", tavolo)),
        Pulsante("Modifica", _verso("modifica", tavolo)),
    ]


def _verso(atto: str, tavolo: IncontroTavolo) -> str:
    return reverse(f"sportello:tavolo_{atto}", args=[tavolo.pk])


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    form = TavoloForm(request.POST or None)

    def atto(dati: dict[str, Any]) -> str:
        tavolo = atti.registra_tavolo(form.dati(), dati["presenti"], utente=request.user)
        messages.success(request, f"{tavolo} registrato.")
        return _verso("scheda", tavolo)

    contesto = _pagina("Registra un incontro del tavolo", "Registra l’incontro", None)
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


def _pagina(titolo: str, azione: str, tavolo: IncontroTavolo | None) -> dict[str, Any]:
    return {
        "titolo": titolo,
        "azione": azione,
        "versione": tavolo.versione if tavolo else None,
        "annulla": _verso("scheda", tavolo) if tavolo else reverse("sportello:tavolo_elenco"),
    }


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    tavolo = _incontro(pk)
    contesto = _pagina(str(tavolo), "Salva", tavolo)
    form = TavoloForm(request.POST or None, instance=tavolo)

    def atto(dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.modifica_tavolo(tavolo, form.dati(), dati["presenti"], utente=request.user, versione=versione)
        messages.success(request, "Modifiche salvate.")
        return _verso("scheda", tavolo)

    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def allega_verbale(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as they were signed."""
    tavolo = _incontro(pk)
    form = VerbaleTavoloForm(request.POST or None, request.FILES or None)

    def atto(dati: dict[str, Any]) -> str:
        file = dati["file"]
        atti.allega_verbale_tavolo(tavolo, file.read(), file.name, utente=request.user)
        messages.success(request, "Verbale archiviato.")
        return _verso("scheda", tavolo)

    contesto = _pagina(f"{tavolo}: verbale firmato", "Carica il verbale", tavolo) | {"versione": None}
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*VEDONO_LA_RETE)
@require_GET
def verbale(request: HttpRequest, pk: int) -> FileResponse:
    documento = _incontro(pk).verbale
    if documento is None:
        raise Http404("Il verbale non c’è.")
    return rispondi_file(documento, scarica="scarica" in request.GET)
