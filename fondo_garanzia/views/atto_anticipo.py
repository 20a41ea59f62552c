"""One page for each act on an advance, with the plan in sight."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from fondo_garanzia.actions import anticipo as atti
from fondo_garanzia.choices import ASPETTI_ANTICIPO
from fondo_garanzia.forms.anticipo import (
    AnnullaErogazioneForm,
    ApprovaForm,
    ErogaForm,
    IstruisciForm,
    LetteraAnticipoForm,
    RifiutaForm,
    RiprogrammaForm,
    RitiraForm,
    StralciaForm,
)
from fondo_garanzia.models import Anticipo
from fondo_garanzia.queries.anticipo import ACCORDO, SOLLECITO, rate_vive
from fondo_garanzia.queries.fondo import in_situazione
from fondo_garanzia.rules.capienza import valuta_capienza
from fondo_garanzia.rules.rimborso import RataPrevista, piano_rate
from fondo_garanzia.views.anticipo import anticipo_visibile, chi, pagina, righe_rate, risposta
from fondo_garanzia.workflow import CONTI, DIREZIONE, PAGANO, PROPONGONO, UNIONE
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.tempo import aggiungi_mesi, oggi
from valdera_housing.views.modulo import PaginaAtto, mostra_modulo

ISTRUISCI = PaginaAtto(
    "Istruttoria", "Che cosa è stato verificato e che cosa si propone a chi decide.", "Scrivi l’istruttoria",
    "Istruttoria scritta: ora decide l’Unione.",
)  # fmt: skip
APPROVA = PaginaAtto(
    "Approva l’anticipo", "L’importo resta impegnato nel fondo fino al pagamento.", "Approva",
    "Anticipo approvato: ora si paga il creditore.",
)  # fmt: skip
RIFIUTA = PaginaAtto("Rifiuta l’anticipo", "La richiesta si chiude.", "Rifiuta", "Anticipo rifiutato.", pericolo=True)
RITIRA = PaginaAtto(
    "Ritira la richiesta", "Quello che era impegnato torna disponibile.", "Ritira", "Richiesta ritirata."
)
EROGA = PaginaAtto(
    "Paga il creditore", "Si registra il bonifico già fatto dal conto dedicato: da adesso le rate sono dovute.",
    "Registra il pagamento", "Pagamento registrato: le rate sono nel partitario.",
)  # fmt: skip
ANNULLA = PaginaAtto(
    "Il bonifico è tornato indietro", "Il denaro rientra nel fondo, le rate si annullano e si può pagare di nuovo.",
    "Annulla il pagamento", "Pagamento annullato: l’anticipo è di nuovo da pagare.", pericolo=True,
)  # fmt: skip
RIPROGRAMMA = PaginaAtto(
    "Riprogramma le rate", "Le rate non ancora pagate si dividono di nuovo: il totale resta lo stesso, al centesimo.",
    "Riprogramma", "Rate riprogrammate: prepara l’accordo nuovo.",
)  # fmt: skip
STRALCIA = PaginaAtto(
    "Stralcia l’anticipo", "Si rinuncia a quello che resta: è una perdita del fondo.", "Stralcia",
    "Anticipo stralciato.", pericolo=True,
)  # fmt: skip
LETTERA = PaginaAtto(
    "Prepara una lettera", "Il PDF resta nella scheda.", "Prepara la lettera", "Lettera pronta: stampala dalla scheda."
)


def mostra_atto(
    request: HttpRequest,
    anticipo: Anticipo,
    voce: PaginaAtto,
    form: BaseForm,
    fai: Callable[[dict[str, Any]], object],
    motivi: Esito | None = None,
) -> HttpResponse:
    """The page of an act with the plan beside, or the act done. ``motivi`` are read before deciding."""

    def atto(dati: dict[str, Any]) -> str:
        fai(dati)
        messages.success(request, voce.fatto)
        return pagina("scheda", anticipo)

    contesto = contesto_di(request, anticipo, voce) | {"motivi": motivi, "rate": righe_rate(anticipo)}
    return mostra_modulo(request, form, template="fondo_garanzia/anticipo/atto.html", atto=atto, contesto=contesto)


def contesto_di(request: HttpRequest, anticipo: Anticipo, voce: PaginaAtto) -> dict[str, Any]:
    return {
        "anticipo": anticipo,
        "aspetto": ASPETTI_ANTICIPO[anticipo.stato],
        "chi": chi(anticipo, request.user),
        "pagina": voce,
    }


@riservata(*DIREZIONE)
@require_http_methods(["GET", "POST"])
def istruisci(request: HttpRequest, pk: int) -> HttpResponse:
    anticipo = anticipo_visibile(request, pk)
    form = IstruisciForm(request.POST or None)

    def fai(dati: dict[str, Any]) -> object:
        return atti.istruisci_anticipo(anticipo, dati, utente=request.user)

    return mostra_atto(request, anticipo, ISTRUISCI, form, fai, risposta(anticipo))


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def approva(request: HttpRequest, pk: int) -> HttpResponse:
    """What the rules say is read before; a waiver is asked only when the fund has not enough."""
    anticipo = anticipo_visibile(request, pk)
    manca = not valuta_capienza(in_situazione(anticipo.fondo), anticipo.importo).positivo
    form = ApprovaForm(request.POST or None, con_deroga=manca)

    def fai(dati: dict[str, Any]) -> object:
        return atti.approva_anticipo(anticipo, dati, utente=request.user)

    return mostra_atto(request, anticipo, APPROVA, form, fai, risposta(anticipo))


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def rifiuta(request: HttpRequest, pk: int) -> HttpResponse:
    anticipo = anticipo_visibile(request, pk)
    form = RifiutaForm(request.POST or None)

    def fai(dati: dict[str, Any]) -> object:
        return atti.rifiuta_anticipo(anticipo, dati, utente=request.user)

    return mostra_atto(request, anticipo, RIFIUTA, form, fai, risposta(anticipo))


@riservata(*PROPONGONO)
@require_http_methods(["GET", "POST"])
def ritira(request: HttpRequest, pk: int) -> HttpResponse:
    anticipo = anticipo_visibile(request, pk)
    form = RitiraForm(request.POST or None)

    def fai(dati: dict[str, Any]) -> object:
        return atti.ritira_anticipo(anticipo, dati, utente=request.user)

    return mostra_atto(request, anticipo, RITIRA, form, fai)


@riservata(*PAGANO)
@require_http_methods(["GET", "POST"])
def eroga(request: HttpRequest, pk: int) -> HttpResponse:
    anticipo = anticipo_visibile(request, pk)
    form = ErogaForm(request.POST or None, anticipo=anticipo)

    def fai(dati: dict[str, Any]) -> object:
        return atti.eroga_anticipo(anticipo, dati, utente=request.user)

    return mostra_atto(request, anticipo, EROGA, form, fai)


@riservata(*PAGANO)
@require_http_methods(["GET", "POST"])
def annulla_erogazione(request: HttpRequest, pk: int) -> HttpResponse:
    anticipo = anticipo_visibile(request, pk)
    form = AnnullaErogazioneForm(request.POST or None)

    def fai(dati: dict[str, Any]) -> object:
        return atti.annulla_erogazione_anticipo(anticipo, dati, utente=request.user)

    return mostra_atto(request, anticipo, ANNULLA, form, fai)


@riservata(*CONTI)
@require_http_methods(["GET", "POST"])
def riprogramma(request: HttpRequest, pk: int) -> HttpResponse:
    """The new instalments are shown before anything is written: «Ricalcola» draws them again with other numbers."""
    anticipo = anticipo_visibile(request, pk)
    vive = rate_vive(anticipo)
    intere = [r for r in vive if r.scadenza.aperta and not r.scadenza.imputato]
    prima = aggiungi_mesi(oggi(), 1).replace(day=anticipo.giorno_rata)
    iniziali = {"n_rate": max(len(intere), 1), "prima_rata": prima}
    form = RiprogrammaForm(request.POST or None, initial=iniziali)
    da_dividere = sum((r.importo for r in intere), ZERO)
    ultima = max((r.numero for r in vive), default=0)
    contesto = contesto_di(request, anticipo, RIPROGRAMMA) | {
        "nuove": rate_nuove(form, iniziali, da_dividere, ultima + 1),
        "da_dividere": da_dividere,
        "in_parte": [r for r in vive if r.scadenza.aperta and r.scadenza.imputato],
    }

    def atto(dati: dict[str, Any]) -> str:
        atti.riprogramma_anticipo(anticipo, dati, utente=request.user)
        messages.success(request, RIPROGRAMMA.fatto)
        return pagina("scheda", anticipo)

    template = "fondo_garanzia/anticipo/riprogramma.html"
    if request.method == "POST" and "ricalcola" in request.POST:
        return render(request, template, {"form": form} | contesto, status=200 if form.is_valid() else 422)
    return mostra_modulo(request, form, template=template, atto=atto, contesto=contesto)


def rate_nuove(form: BaseForm, iniziali: dict[str, Any], importo: Any, da: int) -> list[RataPrevista]:
    """The instalments of what is typed; none when they cannot be computed."""
    if form.is_bound and not form.is_valid():
        return []
    dati = form.cleaned_data if form.is_bound else iniziali
    try:
        return piano_rate(importo, dati["n_rate"], dati["prima_rata"], da=da)
    except ValueError:
        return []


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def stralcia(request: HttpRequest, pk: int) -> HttpResponse:
    anticipo = anticipo_visibile(request, pk)
    form = StralciaForm(request.POST or None)

    def fai(dati: dict[str, Any]) -> object:
        return atti.stralcia_anticipo(anticipo, dati, utente=request.user)

    return mostra_atto(request, anticipo, STRALCIA, form, fai)


@riservata(*CONTI)
@require_http_methods(["GET", "POST"])
def crea_lettera(request: HttpRequest, pk: int) -> HttpResponse:
    anticipo = anticipo_visibile(request, pk)
    tardi = bool(anticipo.scaduto)
    form = LetteraAnticipoForm(request.POST or None, initial={"quale": SOLLECITO if tardi else ACCORDO})

    def fai(dati: dict[str, Any]) -> object:
        return atti.crea_lettera_anticipo(anticipo, dati["quale"], utente=request.user)

    return mostra_atto(request, anticipo, LETTERA, form, fai)
