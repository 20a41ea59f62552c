"""The phases of the project of a building: add, correct, take away."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from cohousing.actions.fase import aggiungi_fase_immobile, modifica_fase, togli_fase
from cohousing.forms.fase import FaseForm
from cohousing.models import FaseImmobile, RicognizioneImmobile
from cohousing.views.atto_immobile import mostra_atto
from cohousing.views.immobile import immobile_visibile, mostra_scheda, pagina
from cohousing.workflow import IMMOBILE
from valdera_housing.kit.accesso import riservata
from valdera_housing.views.modulo import PaginaAtto, esegui_o_spiega, versione_della_richiesta

PROGETTANO = IMMOBILE["aggiungi_fase"].chi
AGGIUNGI = PaginaAtto(
    "Aggiungi una fase", "Che cosa si fa, in quanti mesi, a che costo. Le fasi vengono una dopo l’altra.",
    "Aggiungi la fase", "Fase aggiunta.",
)  # fmt: skip
MODIFICA = PaginaAtto("Modifica la fase", "", "Salva", "Fase modificata.")


@riservata(*PROGETTANO)
@require_http_methods(["GET", "POST"])
def aggiungi(request: HttpRequest, pk: int) -> HttpResponse:
    immobile = immobile_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        return aggiungi_fase_immobile(immobile, dati, utente=request.user)

    return mostra_atto(request, immobile, AGGIUNGI, FaseForm(request.POST or None), fai, dove="#h-fasi")


def fase_visibile(request: HttpRequest, pk: int) -> FaseImmobile:
    visibili = RicognizioneImmobile.objects.visibili_a(request.user)
    return get_object_or_404(FaseImmobile.objects.filter(immobile__in=visibili), pk=pk)


@riservata(*PROGETTANO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    fase = fase_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        return modifica_fase(fase, dati, utente=request.user, versione=versione_della_richiesta(request))

    form, immobile = FaseForm(request.POST or None, instance=fase), immobile_visibile(request, fase.immobile_id)
    return mostra_atto(request, immobile, MODIFICA, form, fai, dove="#h-fasi", versione=fase.versione)


@riservata(*PROGETTANO)
@require_POST
def togli(request: HttpRequest, pk: int) -> HttpResponse:
    fase = fase_visibile(request, pk)
    immobile = immobile_visibile(request, fase.immobile_id)

    def atto() -> str:
        togli_fase(fase, utente=request.user)
        messages.success(request, "Fase tolta.")
        return f"{pagina('scheda', immobile)}#h-fasi"

    return esegui_o_spiega(request, atto, lambda esito: mostra_scheda(request, immobile, esito))
