"""The acts on a guarantee, one page each."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from fondo_garanzia.actions import garanzia as atti
from fondo_garanzia.actions.lettera_garanzia import crea_lettera_garanzia
from fondo_garanzia.choices import StatoGaranzia
from fondo_garanzia.documents.garanzia import casa_di
from fondo_garanzia.forms.garanzia import (
    ApprovaForm,
    AttivaForm,
    FineForm,
    IstruisciForm,
    LetteraForm,
    MotivoForm,
    RifiutaForm,
    SospendiForm,
    contenuto,
)
from fondo_garanzia.models import Garanzia
from fondo_garanzia.queries.garanzia import capienza_della_garanzia, esito_della_garanzia
from fondo_garanzia.views.garanzia import DA_DECIDERE, garanzia_visibile, intestazione, verso
from fondo_garanzia.workflow import CONTI, DIREZIONE, PROPONGONO, UNIONE
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.tempo import oggi
from valdera_housing.views.modulo import PaginaAtto, mostra_modulo

ISTRUISCI = PaginaAtto(
    "Istruttoria", "La legge chi decide: che cosa si è verificato e con quale parere.", "Chiudi l’istruttoria",
    "Istruttoria scritta: ora decide l’Unione.",
)  # fmt: skip
APPROVA = PaginaAtto(
    "Approva la garanzia", "I massimali restano impegnati nel fondo del comune fino alla fine della garanzia.",
    "Approva", "Garanzia approvata: prepara la lettera e falla firmare.",
)  # fmt: skip
RIFIUTA = PaginaAtto("Rifiuta la garanzia", "", "Rifiuta", "Garanzia rifiutata.", True)
RITIRA = PaginaAtto(
    "Ritira la richiesta", "Se era approvata, quello che impegnava torna disponibile.", "Ritira", "Richiesta ritirata."
)
ATTIVA = PaginaAtto(
    "Consegna la lettera di garanzia", "Da quando il proprietario ha la lettera firmata la garanzia è attiva.",
    "Registra la consegna", "Garanzia attiva.",
)  # fmt: skip
SOSPENDI = PaginaAtto(
    "Sospendi la garanzia",
    "I massimali restano impegnati.",
    "Sospendi",
    "Garanzia sospesa.",
)
RIPRENDI = PaginaAtto("Riprendi la garanzia", "Torna com’era prima.", "Riprendi", "Garanzia ripresa.")
SVINCOLA = PaginaAtto(
    "Svincola la garanzia", "Quello che resta dei massimali torna disponibile nel fondo.", "Svincola",
    "Garanzia svincolata: il fondo ha di nuovo quei soldi.",
)  # fmt: skip
REVOCA = PaginaAtto(
    "Revoca la garanzia", "Quello che resta dei massimali torna disponibile nel fondo.", "Revoca",
    "Garanzia revocata: il fondo ha di nuovo quei soldi.", True,
)  # fmt: skip
CHIUDI = PaginaAtto(
    "Chiudi la garanzia", "È stata pagata per intero e quello che il nucleo doveva è restituito o stralciato.",
    "Chiudi", "Garanzia chiusa.",
)  # fmt: skip
CREA_LETTERA = PaginaAtto(
    "Prepara una lettera", "Il testo viene dai modelli dell’ufficio; i dati vengono dalla garanzia.", "Prepara il PDF",
    "Lettera pronta: stampala dalla scheda e falla firmare.",
)  # fmt: skip


def mostra_atto(
    request: HttpRequest,
    garanzia: Garanzia,
    pagina: PaginaAtto,
    form: forms.Form,
    fai: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """The page of an act, beside what the rules say while it is to be decided, or the act done."""

    def atto(dati: dict[str, Any]) -> str:
        fai(dati)
        messages.success(request, pagina.fatto)
        return verso("scheda", garanzia)

    contesto = intestazione(request, garanzia) | {
        "pagina": pagina,
        "annulla": verso("scheda", garanzia),
        "esito": _esito(garanzia),
    }
    return mostra_modulo(request, form, template="fondo_garanzia/garanzia/atto.html", atto=atto, contesto=contesto)


def _esito(garanzia: Garanzia) -> Esito:
    if garanzia.stato not in DA_DECIDERE:
        return Esito()
    return esito_della_garanzia(garanzia, oggi()) + capienza_della_garanzia(garanzia)


@riservata(*DIREZIONE)
@require_http_methods(["GET", "POST"])
def istruisci(request: HttpRequest, pk: int) -> HttpResponse:
    garanzia = garanzia_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        return atti.istruisci_garanzia(garanzia, utente=request.user, **dati)

    return mostra_atto(request, garanzia, ISTRUISCI, IstruisciForm(request.POST or None), fai)


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def approva(request: HttpRequest, pk: int) -> HttpResponse:
    garanzia = garanzia_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        return atti.approva_garanzia(garanzia, dati, utente=request.user)

    return mostra_atto(request, garanzia, APPROVA, ApprovaForm(request.POST or None), fai)


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def rifiuta(request: HttpRequest, pk: int) -> HttpResponse:
    garanzia = garanzia_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        return atti.rifiuta_garanzia(garanzia, dati, utente=request.user)

    return mostra_atto(request, garanzia, RIFIUTA, RifiutaForm(request.POST or None), fai)


@riservata(*PROPONGONO)
@require_http_methods(["GET", "POST"])
def ritira(request: HttpRequest, pk: int) -> HttpResponse:
    garanzia = garanzia_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        return atti.ritira_garanzia(garanzia, utente=request.user, **dati)

    return mostra_atto(request, garanzia, RITIRA, MotivoForm(request.POST or None), fai)


@riservata(*CONTI)
@require_http_methods(["GET", "POST"])
def attiva(request: HttpRequest, pk: int) -> HttpResponse:
    garanzia = garanzia_visibile(request, pk)
    form = AttivaForm(request.POST or None, request.FILES or None)

    def fai(dati: dict[str, Any]) -> object:
        firmata = contenuto(dati["accettazione"])
        return atti.attiva_garanzia(garanzia, attiva_dal=dati["attiva_dal"], accettazione=firmata, utente=request.user)

    return mostra_atto(request, garanzia, ATTIVA, form, fai)


@riservata(*CONTI)
@require_http_methods(["GET", "POST"])
def crea_lettera(request: HttpRequest, pk: int) -> HttpResponse:
    garanzia = garanzia_visibile(request, pk)
    sospesa, casa = garanzia.stato == StatoGaranzia.SOSPESA, casa_di(garanzia.contratto)
    form = LetteraForm(request.POST or None, sospesa=sospesa, casa=casa)

    def fai(dati: dict[str, Any]) -> object:
        return crea_lettera_garanzia(garanzia, dati["documento"], casa=dati["casa"], utente=request.user)

    return mostra_atto(request, garanzia, CREA_LETTERA, form, fai)


@riservata(*DIREZIONE, *UNIONE)
@require_http_methods(["GET", "POST"])
def sospendi(request: HttpRequest, pk: int) -> HttpResponse:
    garanzia = garanzia_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        return atti.sospendi_garanzia(garanzia, utente=request.user, **dati)

    return mostra_atto(request, garanzia, SOSPENDI, SospendiForm(request.POST or None), fai)


@riservata(*DIREZIONE, *UNIONE)
@require_http_methods(["GET", "POST"])
def riprendi(request: HttpRequest, pk: int) -> HttpResponse:
    garanzia = garanzia_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        return atti.riprendi_garanzia(garanzia, utente=request.user)

    return mostra_atto(request, garanzia, RIPRENDI, forms.Form(request.POST or None), fai)


@riservata(*DIREZIONE, *UNIONE)
@require_http_methods(["GET", "POST"])
def svincola(request: HttpRequest, pk: int) -> HttpResponse:
    garanzia = garanzia_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        return atti.svincola_garanzia(garanzia, utente=request.user, **dati)

    return mostra_atto(request, garanzia, SVINCOLA, FineForm(request.POST or None), fai)


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def revoca(request: HttpRequest, pk: int) -> HttpResponse:
    garanzia = garanzia_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        return atti.revoca_garanzia(garanzia, utente=request.user, **dati)

    return mostra_atto(request, garanzia, REVOCA, FineForm(request.POST or None), fai)


@riservata(*CONTI, *UNIONE)
@require_http_methods(["GET", "POST"])
def chiudi(request: HttpRequest, pk: int) -> HttpResponse:
    garanzia = garanzia_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        return atti.chiudi_garanzia(garanzia, utente=request.user)

    return mostra_atto(request, garanzia, CHIUDI, forms.Form(request.POST or None), fai)
