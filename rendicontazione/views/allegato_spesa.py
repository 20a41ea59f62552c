"""The files of a document: attach, take away, open."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rendicontazione.actions.documento_spesa import aggiungi_allegato, elimina_allegato
from rendicontazione.forms.documento_spesa import AllegatoForm
from rendicontazione.models import AllegatoSpesa
from rendicontazione.views.documento_spesa import CHI_LEGGE, documento_visibile, pagina
from rendicontazione.workflow import ETS
from valdera_housing.kit.accesso import riservata
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest, pk: int) -> HttpResponse:
    documento = documento_visibile(request, pk)
    form = AllegatoForm(request.POST or None, request.FILES or None)
    scheda = reverse("rendicontazione:documento_spesa_scheda", args=[pk])

    def atto(dati: dict[str, Any]) -> str:
        file = dati["file"]
        aggiungi_allegato(documento, file.name, file.read(), tipo=dati["tipo"], utente=request.user)
        messages.success(request, "File allegato.")
        return f"{scheda}#allegati"

    contesto = {"documento": documento, "annulla": scheda}
    return mostra_modulo(
        request, form, template="rendicontazione/documento_spesa/allegato.html", atto=atto, contesto=contesto
    )


@riservata(*ETS)
@require_POST
def elimina(request: HttpRequest, pk: int, allegato_pk: int) -> HttpResponse:
    documento = documento_visibile(request, pk)

    def atto() -> str:
        allegati = AllegatoSpesa.objects.select_related("documento", "documento_spesa")
        elimina_allegato(get_object_or_404(allegati, pk=allegato_pk, documento_spesa=documento), utente=request.user)
        messages.success(request, "Allegato tolto.")
        return reverse("rendicontazione:documento_spesa_scheda", args=[pk]) + "#allegati"

    return esegui_o_spiega(request, atto, lambda rifiuto: pagina(request, documento, rifiuto))


@riservata(*CHI_LEGGE)
@require_GET
def file(request: HttpRequest, pk: int, allegato_pk: int) -> FileResponse:
    """A file of the document, for who may see the document."""
    documento = documento_visibile(request, pk)
    allegati = AllegatoSpesa.objects.select_related("documento")
    allegato = get_object_or_404(allegati, pk=allegato_pk, documento_spesa=documento)
    return rispondi_file(allegato.documento, scarica="scarica" in request.GET)
