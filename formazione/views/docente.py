"""Who teaches at an event: add, correct, take off."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from formazione.actions import docente as atti
from formazione.forms.docente import DocenteForm
from formazione.models import Docente, Evento
from formazione.views.evento import evento_visibile, pagina
from formazione.workflow import EVENTO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.esito import Esito
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo

MODULO = "formazione/docente/modulo.html"


def spiega(request: HttpRequest, evento: Evento, esito: Esito) -> HttpResponse:
    """Why a button of the record cannot be pressed now."""
    contesto = {"evento": evento, "rifiuto": esito, "annulla": pagina("scheda", evento)}
    return render(request, "formazione/docente/rifiuto.html", contesto)


@riservata(*EVENTO["aggiungi_docente"].chi)
@require_http_methods(["GET", "POST"])
def aggiungi(request: HttpRequest, pk: int) -> HttpResponse:
    evento = evento_visibile(request, pk)
    form = DocenteForm(request.POST if request.method == "POST" else None)

    def atto(_dati: dict[str, Any]) -> str:
        docente = atti.aggiungi_docente_evento(evento, form.dati(), utente=request.user)
        messages.success(request, f"{docente} è fra i docenti.")
        return pagina("scheda", evento)

    contesto = _pagina(evento, "Aggiungi un docente", "Aggiungi il docente")
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*EVENTO["aggiungi_docente"].chi)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    docente = docente_visibile(request, pk)
    form = DocenteForm(request.POST if request.method == "POST" else None, instance=docente)

    def atto(_dati: dict[str, Any]) -> str:
        atti.modifica_docente(docente, form.dati(), utente=request.user)
        messages.success(request, "Modifiche salvate.")
        return pagina("scheda", docente.evento)

    contesto = _pagina(docente.evento, "Correggi un docente", "Salva")
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*EVENTO["aggiungi_docente"].chi)
@require_POST
def togli(request: HttpRequest, pk: int) -> HttpResponse:
    docente = docente_visibile(request, pk)
    evento = docente.evento

    def atto() -> str:
        nome = str(docente)
        atti.togli_docente(docente, utente=request.user)
        messages.success(request, f"{nome} non è più fra i docenti.")
        return pagina("scheda", evento)

    return esegui_o_spiega(request, atto, lambda esito: spiega(request, evento, esito))


def docente_visibile(request: HttpRequest, pk: int) -> Docente:
    eventi = Evento.objects.visibili_a(request.user)
    return get_object_or_404(Docente.objects.select_related("evento").filter(evento__in=eventi), pk=pk)


def _pagina(evento: Evento, titolo: str, azione: str) -> dict[str, Any]:
    return {"evento": evento, "titolo": titolo, "azione": azione, "annulla": pagina("scheda", evento)}
