"""The common rooms of a house: added, corrected, taken away."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from cohousing.actions import spazio as atti
from cohousing.forms.unita import ConfermaForm, SpazioForm
from cohousing.models import Spazio, Struttura
from cohousing.views.atto_struttura import mostra_atto
from cohousing.views.struttura import MODULO, pagina, struttura_visibile
from cohousing.views.unita import contesto_di
from cohousing.workflow import TENGONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.views.modulo import PaginaAtto, mostra_modulo, versione_della_richiesta

TOGLI = PaginaAtto(
    "Togli lo spazio", "Non è più uno spazio di tutti: sparisce dalla scheda della casa.", "Togli lo spazio",
    "Spazio tolto.", pericolo=True,
)  # fmt: skip


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def aggiungi(request: HttpRequest, pk: int) -> HttpResponse:
    struttura = struttura_visibile(request, pk)
    form = SpazioForm(request.POST if request.method == "POST" else None)

    def atto(_: dict[str, Any]) -> str:
        spazio = atti.aggiungi_spazio(struttura, form.dati(), utente=request.user)
        messages.success(request, f"{spazio.nome} aggiunto agli spazi comuni.")
        return pagina("scheda", struttura)

    contesto = contesto_di(struttura, "Aggiungi uno spazio comune", "Aggiungi") | {"versione": None}
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    spazio = spazio_visibile(request, pk)
    form = SpazioForm(request.POST if request.method == "POST" else None, instance=Spazio.objects.get(pk=spazio.pk))

    def atto(_: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.modifica_spazio(spazio, form.dati(), utente=request.user, versione=versione)
        messages.success(request, "Modifiche salvate.")
        return pagina("scheda", spazio.struttura)

    contesto = contesto_di(spazio.struttura, f"Modifica {spazio.nome}", "Salva") | {"versione": spazio.versione}
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def togli(request: HttpRequest, pk: int) -> HttpResponse:
    spazio = spazio_visibile(request, pk)

    def fai(_: dict[str, Any]) -> None:
        atti.togli_spazio(spazio, utente=request.user)

    sottotitolo = f"{spazio.nome}, {spazio.struttura}"
    return mostra_atto(
        request, spazio.struttura, TOGLI, ConfermaForm(request.POST or None), fai, sottotitolo=sottotitolo
    )


def spazio_visibile(request: HttpRequest, pk: int) -> Spazio:
    visibili = Spazio.objects.filter(struttura__in=Struttura.objects.visibili_a(request.user))
    return get_object_or_404(visibili.select_related("struttura"), pk=pk)
