"""One page for each act on a building, with what the rules say before deciding."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from cohousing.actions import immobile as atti
from cohousing.choices import ASPETTI_IMMOBILE
from cohousing.forms.immobile import ApprovaForm, ProponiForm, RilevaForm, RinviaForm, ScartaForm, ValutaForm
from cohousing.models import RicognizioneImmobile
from cohousing.queries.immobile import progetto_di, punteggio_di
from cohousing.views.immobile import immobile_visibile, mostra_scheda, pagina
from cohousing.workflow import DIREZIONE, TENGONO, UNIONE
from valdera_housing.kit.accesso import riservata
from valdera_housing.views.modulo import PaginaAtto, esegui_o_spiega, mostra_pagina

RILEVA = PaginaAtto(
    "Registra il sopralluogo", "Che cosa si è visto: si potrà correggere, non togliere.", "Registra il sopralluogo",
    "Sopralluogo registrato: ora si possono scrivere fasi e costi.",
)  # fmt: skip
VALUTA = PaginaAtto(
    "Concludi la valutazione", "Con costo, titolo e destinatari si scrive il punteggio.", "Concludi la valutazione",
    "Valutazione conclusa.",
)  # fmt: skip
PROPONI = PaginaAtto(
    "Proponi alla Cabina", "Finché la Cabina non decide, dati, fasi e costi non cambiano.", "Proponi",
    "Proposto alla Cabina.",
)  # fmt: skip
APPROVA = PaginaAtto(
    "Registra l’approvazione della Cabina", "Ciò che la Cabina ha approvato non si riscrive.",
    "Registra l’approvazione", "Approvazione registrata.",
)  # fmt: skip
RINVIA = PaginaAtto(
    "Rinvia con osservazioni", "Torna all’ente partner, che corregge e propone di nuovo.", "Rinvia",
    "Rinviato: le osservazioni sono sulla scheda.",
)  # fmt: skip
SCARTA = PaginaAtto(
    "Scarta l’immobile", "Esce dalla ricognizione e resta fra gli scartati: si può riprendere.", "Scarta",
    "Immobile scartato.", pericolo=True,
)  # fmt: skip


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def rileva(request: HttpRequest, pk: int) -> HttpResponse:
    immobile = immobile_visibile(request, pk)
    form = RilevaForm(request.POST or None, instance=RicognizioneImmobile.objects.get(pk=immobile.pk))

    def fai(dati: dict[str, Any]) -> object:
        return atti.rileva_immobile(immobile, dati, utente=request.user)

    return mostra_atto(request, immobile, RILEVA, form, fai)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def valuta(request: HttpRequest, pk: int) -> HttpResponse:
    immobile = immobile_visibile(request, pk)
    progetto = progetto_di(immobile)
    pronti = {"costo_adeguamento": progetto.costo} if progetto.fasi and immobile.costo_adeguamento is None else {}
    suo = RicognizioneImmobile.objects.get(pk=immobile.pk)
    form = ValutaForm(request.POST or None, instance=suo, initial=pronti)

    def fai(dati: dict[str, Any]) -> object:
        return atti.valuta_immobile(immobile, dati, utente=request.user)

    return mostra_atto(request, immobile, VALUTA, form, fai, con_punteggio=True)


@riservata(*DIREZIONE)
@require_http_methods(["GET", "POST"])
def proponi(request: HttpRequest, pk: int) -> HttpResponse:
    immobile = immobile_visibile(request, pk)
    form = ProponiForm(request.POST or None, initial={"proposta": immobile.proposta})

    def fai(dati: dict[str, Any]) -> object:
        return atti.proponi_immobile(immobile, proposta=dati["proposta"], utente=request.user)

    return mostra_atto(request, immobile, PROPONI, form, fai, con_punteggio=True)


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def approva(request: HttpRequest, pk: int) -> HttpResponse:
    immobile = immobile_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        return atti.approva_immobile(immobile, seduta=dati["seduta"], il=dati["approvato_il"], utente=request.user)

    return mostra_atto(request, immobile, APPROVA, ApprovaForm(request.POST or None), fai)


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def rinvia(request: HttpRequest, pk: int) -> HttpResponse:
    immobile = immobile_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        return atti.rinvia_immobile(immobile, osservazioni=dati["osservazioni"], utente=request.user)

    return mostra_atto(request, immobile, RINVIA, RinviaForm(request.POST or None), fai)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def scarta(request: HttpRequest, pk: int) -> HttpResponse:
    immobile = immobile_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        return atti.scarta_immobile(immobile, motivo=dati["motivo"], utente=request.user)

    return mostra_atto(request, immobile, SCARTA, ScartaForm(request.POST or None), fai)


@riservata(*TENGONO)
@require_POST
def riprendi(request: HttpRequest, pk: int) -> HttpResponse:
    immobile = immobile_visibile(request, pk)

    def atto() -> str:
        atti.riprendi_immobile(immobile, utente=request.user)
        messages.success(request, "Immobile di nuovo in esame.")
        return pagina("scheda", immobile)

    return esegui_o_spiega(request, atto, lambda esito: mostra_scheda(request, immobile, esito))


def mostra_atto(
    request: HttpRequest,
    immobile: RicognizioneImmobile,
    voce: PaginaAtto,
    form: BaseForm,
    fai: Callable[[dict[str, Any]], object],
    *,
    con_punteggio: bool = False,
    dove: str = "",
    versione: int | None = None,
) -> HttpResponse:
    """The page of an act, or the act done; beside it the parts of the score where they help to decide.

    ``dove`` is the part of the record to go back to, ``versione`` that of the row one corrects.
    """
    scheda = pagina("scheda", immobile)
    return mostra_pagina(
        request, voce, form, fai, template="cohousing/immobile/atto.html", poi=f"{scheda}{dove}", annulla=scheda,
        immobile=immobile, aspetto=ASPETTI_IMMOBILE[immobile.stato], versione=versione,
        punteggio=punteggio_di(immobile) if con_punteggio else None,
    )  # fmt: skip
