"""One page for each act on a bill of a house: how it is divided is seen before it is written."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from cohousing.actions.spesa_comune import (
    allega_spesa_comune,
    annulla_spesa_comune,
    paga_spesa_comune,
    ripartisci_spesa_comune,
)
from cohousing.forms.spesa_comune import AnnullaForm, FileForm, PagamentoForm, ParteEnteForm, RipartizioneForm
from cohousing.models import SpesaComune
from cohousing.queries.spesa_comune import Proposta, in_righe, proposta
from cohousing.rules.spesa_comune import parte_per_i_vuoti
from cohousing.views.spesa_comune import spesa_visibile, verso
from cohousing.workflow import CONTI, ETS
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.tempo import oggi
from valdera_housing.queries.costo import che_cosa_manca
from valdera_housing.views.modulo import PaginaAtto, mostra_modulo, mostra_pagina, versione_della_richiesta

ATTO = "cohousing/spesa_comune/atto.html"
ALLEGA = PaginaAtto(
    "Aggiungi il file", "È il documento del fornitore: si può aggiungere anche quando la spesa è già divisa.",
    "Aggiungi il file", "File aggiunto.",
)  # fmt: skip
PAGA = PaginaAtto(
    "Registra il pagamento",
    "È il pagamento al fornitore; ciò che paga chi abita la casa si registra nel partitario.",
    "Registra il pagamento", "Pagamento registrato.",
)  # fmt: skip
CORREGGI_PAGAMENTO = PaginaAtto(
    "Correggi il pagamento", "È la data del pagamento al fornitore. Senza, la spesa torna da pagare.", "Salva",
    "Data del pagamento corretta.",
)  # fmt: skip
ANNULLA = PaginaAtto(
    "Annulla la spesa",
    "Le quote escono dal partitario con la spesa. Se qualcuno ha già pagato la sua, prima si tolgono gli abbinamenti.",
    "Annulla la spesa", "Spesa annullata, e con lei le sue quote.", pericolo=True,
)  # fmt: skip


@riservata(*CONTI)
@require_http_methods(["GET", "POST"])
def ripartisci(request: HttpRequest, pk: int) -> HttpResponse:
    """The shares as they would be written with the part of the ETS in the address; then written."""
    spesa = spesa_visibile(request, pk)
    vista = proposta(spesa, parte_chiesta(request), oggi=oggi())
    form = RipartizioneForm(request.POST or None)

    def atto(dati: dict[str, Any]) -> str:
        ripartisci_spesa_comune(spesa, dati["a_carico_ente"], utente=request.user, vista=dati["vista"])
        messages.success(request, f"Spesa divisa in {len(vista.parti)} quote: sono nel partitario.")
        return verso("scheda", spesa)

    chiesta = ParteEnteForm(request.GET if "a_carico_ente" in request.GET else None)
    scelta = chiesta if chiesta.is_bound else ParteEnteForm(initial={"a_carico_ente": vista.a_carico})
    scelta.fields["a_carico_ente"].help_text = spiega_la_parte(spesa, vista)
    contesto = {
        "spesa": spesa,
        "vista": vista,
        "righe": in_righe(spesa, vista, request.user),
        "diviso": spesa.importo - vista.a_carico,
        "scelta": scelta,
        "manca": list(che_cosa_manca(spesa.codice_fiscale, spesa.documento_id)) if vista.a_carico else [],
    }
    template = "cohousing/spesa_comune/ripartisci.html"
    return mostra_modulo(request, form, template=template, atto=atto, contesto=contesto)


def parte_chiesta(request: HttpRequest) -> Decimal | None:
    """The part of the ETS in what was posted, else in the address; None when there is none, or it is not an amount."""
    chiesta = ParteEnteForm(request.POST if request.method == "POST" else request.GET)
    return chiesta.cleaned_data["a_carico_ente"] if chiesta.is_valid() else None


def spiega_la_parte(spesa: SpesaComune, vista: Proposta) -> str:
    """Where the proposed part comes from, beside the field."""
    letti = vista.letti
    if not letti.vuoti:
        return "In quei giorni tutti i posti letto erano di qualcuno: l’ente può prenderne comunque una parte su di sé"
    return (
        f"Proposta: {in_euro(parte_per_i_vuoti(spesa.importo, letti))}, per i posti letto che non erano di nessuno "
        f"({letti.vuoti} giorni letto su {letti.tutti}). Puoi scriverne un’altra"
    )


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def allega(request: HttpRequest, pk: int) -> HttpResponse:
    spesa = spesa_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        file = dati["file"]
        return allega_spesa_comune(spesa, (file.name, file.read()), utente=request.user)

    form = FileForm(request.POST or None, request.FILES or None, gia=spesa.documento_id is not None)
    return _mostra(request, spesa, ALLEGA, form, fai)


@riservata(*CONTI)
@require_http_methods(["GET", "POST"])
def paga(request: HttpRequest, pk: int) -> HttpResponse:
    """The payment to the supplier; done again it corrects its day, or takes it away."""
    spesa = spesa_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        versione = versione_della_richiesta(request)
        return paga_spesa_comune(spesa, dati["pagata_il"], utente=request.user, versione=versione)

    form = PagamentoForm(request.POST or None, gia=spesa.pagata_il)
    return _mostra(request, spesa, CORREGGI_PAGAMENTO if spesa.pagata_il else PAGA, form, fai)


@riservata(*CONTI)
@require_http_methods(["GET", "POST"])
def annulla(request: HttpRequest, pk: int) -> HttpResponse:
    spesa = spesa_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        versione = versione_della_richiesta(request)
        return annulla_spesa_comune(spesa, dati["motivo"], utente=request.user, versione=versione)

    return _mostra(request, spesa, ANNULLA, AnnullaForm(request.POST or None), fai)


def _mostra(
    request: HttpRequest, spesa: SpesaComune, pagina: PaginaAtto, form: BaseForm, fai: Callable[[dict], object]
) -> HttpResponse:
    return mostra_pagina(request, pagina, form, fai, template=ATTO, poi=verso("scheda", spesa), spesa=spesa)
