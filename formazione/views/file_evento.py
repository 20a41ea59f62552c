"""The files of an event: add, open, publish, take off; the programme and the poster as PDF."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from formazione.actions import file_evento as atti
from formazione.choices import TipoFileEvento
from formazione.documents.locandina import locandina_pdf
from formazione.documents.programma import programma_pdf
from formazione.forms.file_evento import FileEventoForm
from formazione.models import Evento, FileEvento
from formazione.queries.file_evento import foglio_di
from formazione.rules.file_evento import IN_PUBBLICO
from formazione.views.docente import spiega
from formazione.views.evento import evento_visibile, pagina
from formazione.workflow import EVENTO, ISCRIVONO, VEDONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.views.file import rispondi_file, rispondi_pdf
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo

# Who signed is a name: it is read by who enrols people.
CON_NOMI = (TipoFileEvento.REGISTRO_FIRMATO,)


@riservata(*EVENTO["allega"].chi)
@require_http_methods(["GET", "POST"])
def allega(request: HttpRequest, pk: int) -> HttpResponse:
    evento = evento_visibile(request, pk)
    form = FileEventoForm(request.POST or None, request.FILES or None)

    def atto(dati: dict[str, Any]) -> str:
        file = dati["file"]
        atti.allega_evento(
            evento, file.name, file.read(), tipo=dati["tipo"], pubblico=dati["pubblico"], utente=request.user
        )
        messages.success(request, "File aggiunto.")
        return pagina("scheda", evento)

    contesto = {"evento": evento, "annulla": pagina("scheda", evento)}
    return mostra_modulo(request, form, template="formazione/file_evento/modulo.html", atto=atto, contesto=contesto)


def file_visibile(request: HttpRequest, pk: int) -> FileEvento:
    eventi = Evento.objects.visibili_a(request.user)
    righe = FileEvento.objects.select_related("evento", "documento").filter(evento__in=eventi)
    if not request.user.ha_ruolo(*ISCRIVONO):
        righe = righe.exclude(tipo__in=CON_NOMI)
    return get_object_or_404(righe, pk=pk)


@riservata(*VEDONO)
@require_GET
def apri(request: HttpRequest, pk: int) -> FileResponse:
    return rispondi_file(file_visibile(request, pk).documento, scarica="scarica" in request.GET)


@riservata(*EVENTO["allega"].chi)
@require_POST
def pubblica(request: HttpRequest, pk: int) -> HttpResponse:
    """On the public page, or off it when ``pubblico`` is not sent."""
    file = file_visibile(request, pk)
    pubblico = request.POST.get("pubblico") == "1"

    def atto() -> str:
        atti.pubblica_file_evento(file, pubblico=pubblico, utente=request.user)
        messages.success(request, "Il file è sulla pagina pubblica." if pubblico else "Tolto dalla pagina pubblica.")
        return pagina("scheda", file.evento)

    return esegui_o_spiega(request, atto, lambda esito: spiega(request, file.evento, esito))


@riservata(*EVENTO["allega"].chi)
@require_POST
def togli(request: HttpRequest, pk: int) -> HttpResponse:
    file = file_visibile(request, pk)
    evento = file.evento

    def atto() -> str:
        atti.togli_file_evento(file, utente=request.user)
        messages.success(request, "File tolto.")
        return pagina("scheda", evento)

    return esegui_o_spiega(request, atto, lambda esito: spiega(request, evento, esito))


@login_not_required
@require_GET
def pubblico(request: HttpRequest, codice: str, pk: int) -> FileResponse:
    """What an event offers to anyone, while enrolments are open and after it was held."""
    righe = FileEvento.objects.select_related("documento").filter(
        evento__codice=codice, evento__stato__in=IN_PUBBLICO, pubblico=True
    )
    file = righe.filter(pk=pk).first()
    if file is None:
        raise Http404("Questo file non è pubblico.")
    return rispondi_file(file.documento)


@riservata(*VEDONO)
@require_GET
def programma(request: HttpRequest, pk: int) -> HttpResponse:
    evento = evento_visibile(request, pk)
    return rispondi_pdf(programma_pdf(foglio_di(evento), quando=timezone.now()), f"programma-{evento.numero}")


@riservata(*VEDONO)
@require_GET
def locandina(request: HttpRequest, pk: int) -> HttpResponse:
    evento = evento_visibile(request, pk)
    return rispondi_pdf(locandina_pdf(foglio_di(evento), quando=timezone.now()), f"locandina-{evento.numero}")
