"""Repayment plans: proposed from an arrears file with their instalments in sight, signed, withdrawn, lapsed."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gestore.actions import piano as atti
from gestore.choices import ASPETTI_MOROSITA, ASPETTI_PIANO, StatoPiano
from gestore.forms.piano import DecadenzaForm, FirmaPianoForm, ProponiPianoForm, RitiraPianoForm
from gestore.models import PianoRientro, RataPiano
from gestore.queries.morosita import debito_di, soglie_di
from gestore.rules.morosita import Rata, valuta_piano
from gestore.views.morosita import morosita_visibile
from gestore.workflow import ETS, PIANO, VEDONO_IL_PARTITARIO
from valdera_housing.choices import LEGGONO_I_NOMI
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Tessera
from valdera_housing.kit.denaro import ZERO, in_cifre
from valdera_housing.kit.esito import AttoRifiutato, Esito
from valdera_housing.kit.tempo import aggiungi_mesi, oggi
from valdera_housing.views.modulo import PaginaAtto, mostra_modulo

RATE_INIZIALI = 6
FIRMA = PaginaAtto(
    "Firma del piano",
    "I canoni scaduti si chiudono con una compensazione e al loro posto entrano le rate: il debito resta lo stesso.",
    "Registra la firma",
    "Piano firmato: le rate sono nel partitario.",
)
RITIRA = PaginaAtto("Ritira la proposta", "Se ne potrà proporre un’altra.", "Ritira", "Proposta ritirata.")
DECADE = PaginaAtto(
    "Dichiara decaduto il piano",
    "Le rate non pagate si annullano e quello che resta è dovuto subito.",
    "Dichiara decaduto",
    "Piano decaduto: quello che resta è dovuto subito.",
    pericolo=True,
)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def proponi(request: HttpRequest, pk: int) -> HttpResponse:
    """The instalments are shown before anything is written: «Ricalcola» draws them again with other numbers."""
    morosita = morosita_visibile(request, pk)
    debito = debito_di(morosita.contratto, oggi())
    iniziali = {
        "numero": RATE_INIZIALI,
        "prima_scadenza": prima_rata(morosita.contratto.giorno_scadenza),
        "importo": debito.importo,
    }
    form = ProponiPianoForm(request.POST or None, initial=iniziali)
    ricalcola = request.method == "POST" and "ricalcola" in request.POST
    rate = anteprima(form, iniziali, debito.importo)
    contesto = {
        "morosita": morosita,
        "aspetto": ASPETTI_MOROSITA[morosita.stato],
        "chi": morosita.contratto.chi_conduce(request.user),
        "debito": debito,
        "rate": rate,
    }

    def atto(dati: dict[str, Any]) -> str:
        piano = atti.proponi_piano_morosita(morosita, utente=request.user, **dati)
        messages.success(request, "Piano proposto: stampa l’accordo e fallo firmare.")
        return reverse("gestore:piano_scheda", args=[piano.pk])

    template = "gestore/piano/proponi.html"
    if ricalcola:
        return render(request, template, {"form": form} | contesto, status=200 if form.is_valid() else 422)
    return mostra_modulo(request, form, template=template, atto=atto, contesto=contesto)


def prima_rata(giorno_del_mese: int) -> date:
    """The day on which the household pays its rent, next month."""
    return aggiungi_mesi(oggi(), 1).replace(day=giorno_del_mese)


def anteprima(form: ProponiPianoForm, iniziali: dict[str, Any], importo: Decimal) -> list[Rata]:
    """The instalments of what is typed; none when it cannot be computed."""
    dati = form.cleaned_data if form.is_bound and form.is_valid() else iniziali
    if form.is_bound and not form.is_valid():
        return []
    try:
        return atti.rate_proposte(importo, dati["numero"], dati["prima_scadenza"])
    except AttoRifiutato:
        return []


def piano_visibile(request: HttpRequest, pk: int) -> PianoRientro:
    piani = PianoRientro.objects.visibili_a(request.user)
    return get_object_or_404(piani.select_related("morosita__contratto__nucleo", "lettera"), pk=pk)


def rate_di(piano: PianoRientro) -> list[RataPiano]:
    return list(piano.rate.select_related("scadenza"))


def giudizio(piano: PianoRientro, rate: list[RataPiano]) -> Esito:
    """Whether a running plan is paid as agreed; nothing to say of the others."""
    if piano.stato != StatoPiano.ATTIVO:
        return Esito()
    pagate = [Rata(r.numero, r.importo, r.scade_il, r.scadenza.imputato if r.scadenza else ZERO) for r in rate]
    return valuta_piano(pagate, oggi(), soglie_di(oggi()).rate)


@riservata(*VEDONO_IL_PARTITARIO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    piano = piano_visibile(request, pk)
    rate = rate_di(piano)
    esito = giudizio(piano, rate)
    pagato = sum((r.scadenza.imputato for r in rate if r.scadenza), ZERO)
    contesto = {
        "piano": piano,
        "aspetto": ASPETTI_PIANO[piano.stato],
        "chi": piano.morosita.contratto.chi_conduce(request.user),
        "rate": rate,
        "oggi": oggi(),
        "giudizio": esito,
        "legge_i_nomi": request.user.ha_ruolo(*LEGGONO_I_NOMI),
        "tessere": [
            Tessera("Debito a rate €", in_cifre(piano.importo)),
            Tessera("Pagato €", in_cifre(pagato)),
            Tessera("Resta €", in_cifre(piano.importo - pagato)),
        ],
        "pulsanti": [
            Pulsante(
                t.etichetta,
                reverse(f"gestore:piano_{t.atto}", args=[piano.pk]),
                "primario" if t.atto == "firma" else "secondario",
                motivo="Decade quando le rate scadute e non pagate sono abbastanza."
                if t.atto == "dichiara_decaduto" and esito.positivo
                else "",
            )
            for t in PIANO.atti_possibili(piano.stato, request.user)
        ],
    }
    return render(request, "gestore/piano/scheda.html", contesto)


def mostra_atto(
    request: HttpRequest,
    piano: PianoRientro,
    pagina: PaginaAtto,
    form: BaseForm,
    fai: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """The page of an act with the instalments beside, or the act done."""

    def atto(dati: dict[str, Any]) -> str:
        fai(dati)
        messages.success(request, pagina.fatto)
        return reverse("gestore:piano_scheda", args=[piano.pk])

    rate = rate_di(piano)
    contesto = {
        "piano": piano,
        "aspetto": ASPETTI_PIANO[piano.stato],
        "chi": piano.morosita.contratto.chi_conduce(request.user),
        "pagina": pagina,
        "rate": rate,
        "oggi": oggi(),
        "giudizio": giudizio(piano, rate),
    }
    return mostra_modulo(request, form, template="gestore/piano/atto.html", atto=atto, contesto=contesto)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def firma(request: HttpRequest, pk: int) -> HttpResponse:
    piano = piano_visibile(request, pk)
    form = FirmaPianoForm(request.POST or None, initial={"firmato_il": oggi()})

    def fai(dati: dict[str, Any]) -> object:
        return atti.firma_piano(piano, utente=request.user, **dati)

    return mostra_atto(request, piano, FIRMA, form, fai)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def ritira(request: HttpRequest, pk: int) -> HttpResponse:
    piano = piano_visibile(request, pk)
    form = RitiraPianoForm(request.POST or None)

    def fai(dati: dict[str, Any]) -> object:
        return atti.ritira_piano(piano, utente=request.user, **dati)

    return mostra_atto(request, piano, RITIRA, form, fai)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def dichiara_decaduto(request: HttpRequest, pk: int) -> HttpResponse:
    piano = piano_visibile(request, pk)
    form = DecadenzaForm(request.POST or None)

    def fai(dati: dict[str, Any]) -> object:
        return atti.dichiara_decaduto_piano(piano, utente=request.user, **dati)

    return mostra_atto(request, piano, DECADE, form, fai)
