"""One page for each act on an event, with what the rules say before deciding."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from formazione.actions import evento as atti
from formazione.choices import ASPETTI_EVENTO
from formazione.forms.evento import AnnullaForm, ConfermaForm
from formazione.models import Evento
from formazione.queries.evento import attestati_validi, incontri_vivi, presenze_di
from formazione.rules.evento import valuta_annullamento, valuta_apertura, valuta_riapertura, valuta_svolgimento
from formazione.views.evento import evento_visibile, mostra_scheda, pagina, quando
from formazione.workflow import DIREZIONE, TENGONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.tempo import oggi
from valdera_housing.views.modulo import PaginaAtto, esegui_o_spiega, mostra_modulo

APRI = PaginaAtto(
    "Apri le iscrizioni", "Da adesso ci si può iscrivere.", "Apri le iscrizioni", "Iscrizioni aperte.",
)  # fmt: skip
SVOLGI = PaginaAtto(
    "Chiudi l’evento come svolto", "Le ore e gli incontri non cambiano più; le presenze si possono ancora segnare.",
    "Chiudi come svolto", "Evento chiuso come svolto.",
)  # fmt: skip
RIAPRI = PaginaAtto(
    "Riapri l’evento", "Torna in programma: incontri e dati si possono correggere, poi si chiude di nuovo.",
    "Riapri", "Evento riaperto.",
)  # fmt: skip
ANNULLA = PaginaAtto(
    "Annulla l’evento",
    "Orari e sale degli incontri che mancano tornano liberi, chi è iscritto riceve un’e-mail. Non si torna indietro.",
    "Annulla l’evento",
    "Evento annullato: orari e sale sono di nuovo liberi, agli iscritti parte un’e-mail.", pericolo=True,
)  # fmt: skip


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def apri_iscrizioni(request: HttpRequest, pk: int) -> HttpResponse:
    evento = evento_visibile(request, pk)
    motivi = valuta_apertura(incontri_vivi(evento), timezone.now(), evento.iscrizioni_al, oggi())

    def fai(_: dict[str, Any]) -> object:
        return atti.apri_iscrizioni_evento(evento, utente=request.user)

    return mostra_atto(request, evento, APRI, ConfermaForm(request.POST or None), fai, motivi)


@riservata(*TENGONO)
@require_POST
def chiudi_iscrizioni(request: HttpRequest, pk: int) -> HttpResponse:
    evento = evento_visibile(request, pk)

    def atto() -> str:
        atti.chiudi_iscrizioni_evento(evento, utente=request.user)
        messages.success(request, "Iscrizioni chiuse: chi è iscritto resta iscritto.")
        return pagina("scheda", evento)

    return esegui_o_spiega(request, atto, lambda esito: mostra_scheda(request, evento, esito))


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def svolgi(request: HttpRequest, pk: int) -> HttpResponse:
    evento = evento_visibile(request, pk)
    motivi = valuta_svolgimento(incontri_vivi(evento), timezone.now())

    def fai(_: dict[str, Any]) -> object:
        return atti.svolgi_evento(evento, utente=request.user)

    return mostra_atto(request, evento, SVOLGI, ConfermaForm(request.POST or None), fai, motivi)


@riservata(*DIREZIONE)
@require_http_methods(["GET", "POST"])
def riapri(request: HttpRequest, pk: int) -> HttpResponse:
    evento = evento_visibile(request, pk)
    motivi = valuta_riapertura(attestati_validi(evento))

    def fai(_: dict[str, Any]) -> object:
        return atti.riapri_evento(evento, utente=request.user)

    return mostra_atto(request, evento, RIAPRI, ConfermaForm(request.POST or None), fai, motivi)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def annulla(request: HttpRequest, pk: int) -> HttpResponse:
    evento = evento_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        return atti.annulla_evento(evento, motivo=dati["motivo"], utente=request.user)

    motivi = valuta_annullamento(presenze_di(evento))
    return mostra_atto(request, evento, ANNULLA, AnnullaForm(request.POST or None), fai, motivi)


def mostra_atto(
    request: HttpRequest,
    evento: Evento,
    voce: PaginaAtto,
    form: BaseForm,
    fai: Callable[[dict[str, Any]], object],
    motivi: Esito,
) -> HttpResponse:
    """The page of an act, or the act done; without a button when the rules already say no."""

    def atto(dati: dict[str, Any]) -> str:
        fai(dati)
        messages.success(request, voce.fatto)
        return pagina("scheda", evento)

    contesto = {
        "evento": evento,
        "aspetto": ASPETTI_EVENTO[evento.stato],
        "quando": quando(evento),
        "pagina": voce,
        "motivi": motivi,
        "annulla": pagina("scheda", evento),
    }
    return mostra_modulo(request, form, template="formazione/evento/atto.html", atto=atto, contesto=contesto)
