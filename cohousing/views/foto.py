"""The photographs of a building: add, open, take away."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cohousing.actions.foto import aggiungi_foto_immobile, togli_foto
from cohousing.forms.foto import FotoForm
from cohousing.models import FotoImmobile, RicognizioneImmobile
from cohousing.views.atto_immobile import mostra_atto
from cohousing.views.immobile import immobile_visibile, mostra_scheda, pagina
from cohousing.workflow import IMMOBILE, VEDONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import PaginaAtto, esegui_o_spiega

FOTOGRAFANO = IMMOBILE["aggiungi_foto"].chi
AGGIUNGI = PaginaAtto(
    "Aggiungi una fotografia", "Si conserva più piccola, senza il luogo e l’ora che scrive il telefono.",
    "Aggiungi la fotografia", "Fotografia aggiunta.",
)  # fmt: skip


@riservata(*FOTOGRAFANO)
@require_http_methods(["GET", "POST"])
def aggiungi(request: HttpRequest, pk: int) -> HttpResponse:
    immobile = immobile_visibile(request, pk)
    form = FotoForm(request.POST or None, request.FILES or None)

    def fai(dati: dict[str, Any]) -> object:
        file = dati["file"]
        return aggiungi_foto_immobile(
            immobile, file.name or "foto", file.read(), descrizione=dati["descrizione"], utente=request.user
        )

    return mostra_atto(request, immobile, AGGIUNGI, form, fai, dove="#h-foto")


def foto_visibile(request: HttpRequest, pk: int) -> FotoImmobile:
    visibili = RicognizioneImmobile.objects.visibili_a(request.user)
    return get_object_or_404(FotoImmobile.objects.filter(immobile__in=visibili).select_related("documento"), pk=pk)


@riservata(*VEDONO)
@require_GET
def apri(request: HttpRequest, pk: int) -> FileResponse:
    """A photograph, for who may see the building."""
    return rispondi_file(foto_visibile(request, pk).documento, scarica="scarica" in request.GET)


@riservata(*FOTOGRAFANO)
@require_POST
def togli(request: HttpRequest, pk: int) -> HttpResponse:
    foto = foto_visibile(request, pk)
    immobile = immobile_visibile(request, foto.immobile_id)

    def atto() -> str:
        togli_foto(foto, utente=request.user)
        messages.success(request, "Fotografia tolta.")
        return f"{pagina('scheda', immobile)}#h-foto"

    return esegui_o_spiega(request, atto, lambda esito: mostra_scheda(request, immobile, esito))
