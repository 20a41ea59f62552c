"""The photos and documents of a home: add, open, take away."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gestore.actions.alloggio import aggiungi_file_alloggio, elimina_file_alloggio
from gestore.forms.alloggio import FileAlloggioForm
from gestore.views.alloggio import alloggio_visibile, pagina, scheda_di
from gestore.workflow import ALLOGGIO, VEDONO_LE_CASE
from valdera_housing.kit.accesso import riservata
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo


@riservata(*ALLOGGIO["modifica"].chi)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest, pk: int) -> HttpResponse:
    alloggio = alloggio_visibile(request, pk)
    form = FileAlloggioForm(request.POST or None, request.FILES or None)

    def atto(dati: dict[str, Any]) -> str:
        file = dati["file"]
        aggiungi_file_alloggio(
            alloggio,
            file.name,
            file.read(),
            tipo=dati["tipo"],
            descrizione=dati["descrizione"],
            utente=request.user,
        )
        messages.success(request, "File aggiunto.")
        return scheda_di(alloggio, "file")

    contesto = {"alloggio": alloggio, "annulla": scheda_di(alloggio)}
    return mostra_modulo(request, form, template="gestore/alloggio/file.html", atto=atto, contesto=contesto)


@riservata(*VEDONO_LE_CASE)
@require_GET
def apri(request: HttpRequest, pk: int, file_pk: int) -> FileResponse:
    """A photo or document, for who may see the home."""
    alloggio = alloggio_visibile(request, pk)
    file = get_object_or_404(alloggio.file.select_related("documento"), pk=file_pk)
    return rispondi_file(file.documento, scarica="scarica" in request.GET)


@riservata(*ALLOGGIO["modifica"].chi)
@require_POST
def elimina(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    alloggio = alloggio_visibile(request, pk)

    def atto() -> str:
        file = get_object_or_404(alloggio.file.select_related("documento", "alloggio"), pk=file_pk)
        elimina_file_alloggio(file, utente=request.user)
        messages.success(request, "File tolto.")
        return scheda_di(alloggio, "file")

    return esegui_o_spiega(request, atto, lambda rifiuto: pagina(request, alloggio, rifiuto))
