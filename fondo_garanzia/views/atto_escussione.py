"""The acts on a claim, one page each: registered, put right, documented, evaluated, decided, paid, told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fondo_garanzia.actions import escussione as atti
from fondo_garanzia.choices import ASPETTI_ESCUSSIONE, ASPETTI_GARANZIA
from fondo_garanzia.forms.escussione import (
    DOVE_GUARDARE,
    ApprovaForm,
    ConfermaForm,
    EscussioneForm,
    FileEscussioneForm,
    IntegrazioneForm,
    LiquidaForm,
    RifiutaForm,
    RitiraForm,
)
from fondo_garanzia.models import Escussione, Garanzia
from fondo_garanzia.queries.escussione import copertura_di, mesi_proposti, regole_escussione, richiesta_di
from fondo_garanzia.rules.escussione import Calcolo, calcola_escussione, valuta_mesi_pagati
from fondo_garanzia.views.escussione import (
    Fascicolo,
    escussione_visibile,
    fascicolo_di,
    righe_previste,
    righe_scritte,
    verso,
)
from fondo_garanzia.workflow import CONTI, DIREZIONE, ETS, PAGANO, UNIONE
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Riga
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.tempo import aggiungi_mesi, oggi
from valdera_housing.views.modulo import PaginaAtto, mostra_modulo, versione_della_richiesta

MODULO = "fondo_garanzia/escussione/modulo.html"
GIORNI_PER_INTEGRARE, RATE_INIZIALI, GIORNO_RATA = 30, 12, 5


# --- the claim ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Anteprima:
    """What would be paid with what is typed now, and what would be refused."""

    righe: list[Riga]
    rifiuti: Esito


def anteprima(form: EscussioneForm, garanzia: Garanzia, *, per: Escussione | None = None) -> Anteprima | None:
    """The computation of what is typed, or of what is stored; None when it cannot be read."""
    copertura = copertura_di(garanzia, per=per)
    if form.is_bound:
        if not form.is_valid():
            return None
        richiesta = form.richiesta()
    elif per is not None:
        richiesta = richiesta_di(per, per.mensilita.all())
    else:
        return None
    calcolo: Calcolo = calcola_escussione(richiesta, copertura)
    return Anteprima(
        righe_previste(calcolo), valuta_mesi_pagati([m.competenza for m in richiesta.mesi], copertura.mesi_pagati)
    )


def mostra_richiesta(
    request: HttpRequest, form: EscussioneForm, contesto: dict[str, Any], atto: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """The form of the claim; «Ricalcola» only shows the computation with the figures typed."""
    contesto = {
        "form": form,
        "dove_guardare": DOVE_GUARDARE,
        "anteprima": anteprima(form, contesto["garanzia"], per=contesto.get("per")),
    } | contesto
    if request.method == "POST" and "ricalcola" in request.POST:
        return render(request, MODULO, contesto, status=200 if form.is_valid() else 422)
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def presenta(request: HttpRequest, pk: int) -> HttpResponse:
    """Register a claim on a guarantee: the months late in the ledger are already written, to be put right."""
    visibili = Garanzia.objects.visibili_a(request.user).select_related("contratto__nucleo")
    garanzia = get_object_or_404(visibili, pk=pk)
    proposti = mesi_proposti(garanzia, oggi())
    iniziali = {"ordine_deposito": regole_escussione(oggi()).ordine}
    form = EscussioneForm(request.POST or None, initial=iniziali, proposti=proposti)

    def atto(dati: dict[str, Any]) -> str:
        escussione = atti.presenta_escussione(garanzia, form.dati(), form.mesi.mesi(), utente=request.user)
        messages.success(request, f"{escussione} registrata. Adesso allega i documenti.")
        return verso("scheda", escussione)

    contesto = {
        "garanzia": garanzia,
        "aspetto": ASPETTI_GARANZIA[garanzia.stato],
        "chi": garanzia.contratto.chi_conduce(request.user),
        "titolo": "Registra una richiesta di escussione",
        "azione": "Registra la richiesta",
        "proposti": bool(proposti),
        "versione": None,
        "annulla": reverse("fondo_garanzia:garanzia_scheda", args=[garanzia.pk]),
    }
    return mostra_richiesta(request, form, contesto, atto)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    escussione = escussione_visibile(request, pk)
    versione, titolo = escussione.versione, str(escussione)
    mesi = richiesta_di(escussione, escussione.mensilita.all()).in_ordine
    form = EscussioneForm(request.POST or None, instance=escussione, proposti=mesi)

    def atto(dati: dict[str, Any]) -> str:
        atti.modifica_escussione(
            escussione,
            form.dati(),
            form.mesi.mesi(),
            utente=request.user,
            versione=versione_della_richiesta(request),
        )
        messages.success(request, "Modifiche salvate.")
        return verso("scheda", escussione)

    contesto = {
        "garanzia": escussione.garanzia,
        "per": escussione,
        "aspetto": ASPETTI_ESCUSSIONE[escussione.stato],
        "chi": escussione.garanzia.contratto.chi_conduce(request.user),
        "titolo": f"Modifica {titolo}",
        "azione": "Salva",
        "proposti": False,
        "versione": versione,
        "annulla": verso("scheda", escussione),
    }
    return mostra_richiesta(request, form, contesto, atto)


# --- one act, one page ----------------------------------------------------------------------------------------------


ALLEGA = PaginaAtto(
    "Allega un documento",
    "Lo stesso file non può servire a due richieste diverse.",
    "Allega",
    "Documento allegato.",
)
INTEGRAZIONE = PaginaAtto(
    "Chiedi un’integrazione",
    "La richiesta aspetta quello che manca; se era già valutata, la valutazione si rifà.",
    "Chiedi l’integrazione",
    "Integrazione chiesta.",
)
VALUTA = PaginaAtto(
    "Valuta la richiesta",
    "Il calcolo qui sotto viene scritto nella richiesta così com’è, e poi decide l’Unione.",
    "Valuta",
    "Richiesta valutata: adesso decide l’Unione.",
)
APPROVA = PaginaAtto(
    "Approva la richiesta",
    "Il fondo pagherà al proprietario la somma ammessa.",
    "Approva",
    "Richiesta approvata: si può pagare.",
)
RIFIUTA = PaginaAtto(
    "Rifiuta la richiesta",
    "Non si paga niente e la garanzia torna com’era prima della richiesta.",
    "Rifiuta",
    "Richiesta rifiutata. Prepara la lettera per il proprietario.",
    pericolo=True,
)
RITIRA = PaginaAtto(
    "Ritira la richiesta",
    "La garanzia torna com’era prima della richiesta.",
    "Ritira",
    "Richiesta ritirata.",
    pericolo=True,
)
LIQUIDA = PaginaAtto(
    "Paga il proprietario",
    "Insieme al pagamento nasce la rivalsa: il nucleo restituisce al fondo la stessa somma, a rate.",
    "Registra il pagamento",
    "Pagamento registrato: la rivalsa è aperta, con le sue rate.",
)
LETTERA = PaginaAtto(
    "Prepara la lettera al proprietario",
    "La lettera spiega il calcolo riga per riga, e dice a che punto è la richiesta.",
    "Prepara la lettera",
    "Lettera pronta: la trovi qui, da stampare o da mandare.",
)


def mostra_atto(
    request: HttpRequest,
    fascicolo: Fascicolo,
    pagina: PaginaAtto,
    form: BaseForm,
    fai: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """The page of an act with the computation beside, or the act done."""
    escussione = fascicolo.escussione

    def atto(dati: dict[str, Any]) -> str:
        fai(dati)
        messages.success(request, pagina.fatto)
        return verso("scheda", escussione)

    contesto = {
        "escussione": escussione,
        "aspetto": ASPETTI_ESCUSSIONE[escussione.stato],
        "chi": escussione.garanzia.contratto.chi_conduce(request.user),
        "pagina": pagina,
        "righe": righe_scritte(escussione) if escussione.calcolo else righe_previste(fascicolo.previsto),
        "ammissibilita": fascicolo.ammissibilita,
        "annulla": verso("scheda", escussione),
    }
    return mostra_modulo(request, form, template="fondo_garanzia/escussione/atto.html", atto=atto, contesto=contesto)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def allega(request: HttpRequest, pk: int) -> HttpResponse:
    """A document; the kind may come with the address (``?tipo=FOTO``)."""
    escussione = escussione_visibile(request, pk)
    form = FileEscussioneForm(
        request.POST or None, request.FILES or None, initial={"tipo": request.GET.get("tipo", "")}
    )

    def fai(dati: dict[str, Any]) -> object:
        caricato = dati["file"]
        contenuto = (caricato.name or "documento", caricato.read())
        return atti.allega_escussione(escussione, tipo=dati["tipo"], file=contenuto, utente=request.user)

    return mostra_atto(request, fascicolo_di(escussione), ALLEGA, form, fai)


@riservata(*DIREZIONE, *UNIONE)
@require_http_methods(["GET", "POST"])
def chiedi_integrazione(request: HttpRequest, pk: int) -> HttpResponse:
    """What is missing is already written, when something is."""
    escussione = escussione_visibile(request, pk)
    fascicolo = fascicolo_di(escussione)
    iniziali = {
        "motivo": f"Da portare: {', '.join(fascicolo.mancanti)}" if fascicolo.mancanti else "",
        "integrare_entro": oggi() + timedelta(days=GIORNI_PER_INTEGRARE),
    }
    form = IntegrazioneForm(request.POST or None, initial=iniziali)

    def fai(dati: dict[str, Any]) -> object:
        return atti.chiedi_integrazione_escussione(escussione, utente=request.user, **dati)

    return mostra_atto(request, fascicolo, INTEGRAZIONE, form, fai)


@riservata(*DIREZIONE)
@require_http_methods(["GET", "POST"])
def valuta(request: HttpRequest, pk: int) -> HttpResponse:
    escussione = escussione_visibile(request, pk)
    form = ConfermaForm(request.POST or None)

    def fai(dati: dict[str, Any]) -> object:
        return atti.valuta_escussione(escussione, utente=request.user)

    return mostra_atto(request, fascicolo_di(escussione), VALUTA, form, fai)


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def approva(request: HttpRequest, pk: int) -> HttpResponse:
    escussione = escussione_visibile(request, pk)
    form = ApprovaForm(request.POST or None)

    def fai(dati: dict[str, Any]) -> object:
        return atti.approva_escussione(escussione, utente=request.user, **dati)

    return mostra_atto(request, fascicolo_di(escussione), APPROVA, form, fai)


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def rifiuta(request: HttpRequest, pk: int) -> HttpResponse:
    escussione = escussione_visibile(request, pk)
    form = RifiutaForm(request.POST or None)

    def fai(dati: dict[str, Any]) -> object:
        return atti.rifiuta_escussione(escussione, utente=request.user, **dati)

    return mostra_atto(request, fascicolo_di(escussione), RIFIUTA, form, fai)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def ritira(request: HttpRequest, pk: int) -> HttpResponse:
    escussione = escussione_visibile(request, pk)
    form = RitiraForm(request.POST or None)

    def fai(dati: dict[str, Any]) -> object:
        return atti.ritira_escussione(escussione, utente=request.user, **dati)

    return mostra_atto(request, fascicolo_di(escussione), RITIRA, form, fai)


@riservata(*PAGANO)
@require_http_methods(["GET", "POST"])
def liquida(request: HttpRequest, pk: int) -> HttpResponse:
    escussione = escussione_visibile(request, pk)
    prima_rata = aggiungi_mesi(oggi(), 2).replace(day=GIORNO_RATA)
    form = LiquidaForm(request.POST or None, initial={"n_rate": RATE_INIZIALI, "prima_rata": prima_rata})

    def fai(dati: dict[str, Any]) -> object:
        return atti.liquida_escussione(escussione, atti.Liquidazione(**dati), utente=request.user)

    return mostra_atto(request, fascicolo_di(escussione), LIQUIDA, form, fai)


@riservata(*CONTI)
@require_http_methods(["GET", "POST"])
def crea_lettera(request: HttpRequest, pk: int) -> HttpResponse:
    escussione = escussione_visibile(request, pk)
    form = ConfermaForm(request.POST or None)

    def fai(dati: dict[str, Any]) -> object:
        return atti.crea_lettera_escussione(escussione, utente=request.user)

    return mostra_atto(request, fascicolo_di(escussione), LETTERA, form, fai)
