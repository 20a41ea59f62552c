"""The payments of a document: write one, take away a wrong one, open its proof."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rendicontazione.actions.pagamento import elimina_pagamento, registra_pagamento
from rendicontazione.forms.documento_spesa import contenuto
from rendicontazione.forms.pagamento import PagamentoForm
from rendicontazione.models import DocumentoSpesa, Pagamento
from rendicontazione.views.documento_spesa import CHI_LEGGE, documento_visibile, pagina
from rendicontazione.workflow import ETS
from valdera_housing.kit.accesso import riservata
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest, pk: int) -> HttpResponse:
    """A payment of the document; the form proposes what is left to pay."""
    documento = documento_visibile(request, pk)
    resto = documento.totale - documento.pagato
    proposta = {"importo": resto} if resto > 0 else {}
    form = PagamentoForm(request.POST or None, request.FILES or None, initial=proposta)
    scheda = reverse("rendicontazione:documento_spesa_scheda", args=[pk])

    def atto(dati: dict[str, Any]) -> str:
        prova = contenuto(dati["prova"])
        campi = {nome: dati[nome] for nome in ("data_valuta", "importo", "modalita", "riferimento")}
        registra_pagamento(documento, campi, utente=request.user, prova=prova)
        messages.success(request, "Pagamento registrato.")
        return f"{scheda}#pagamenti"

    contesto = {"documento": documento, "annulla": scheda, "resto": resto}
    return mostra_modulo(
        request, form, template="rendicontazione/documento_spesa/pagamento.html", atto=atto, contesto=contesto
    )


def pagamento_di(documento: DocumentoSpesa, pk: int) -> Pagamento:
    pagamenti = Pagamento.objects.select_related("prova", "documento_spesa")
    return get_object_or_404(pagamenti, pk=pk, documento_spesa=documento)


@riservata(*ETS)
@require_POST
def elimina(request: HttpRequest, pk: int, pagamento_pk: int) -> HttpResponse:
    documento = documento_visibile(request, pk)

    def atto() -> str:
        elimina_pagamento(
            get_object_or_404(Pagamento, pk=pagamento_pk, documento_spesa=documento), utente=request.user
        )
        messages.success(request, "Pagamento tolto.")
        return reverse("rendicontazione:documento_spesa_scheda", args=[pk]) + "#pagamenti"

    return esegui_o_spiega(request, atto, lambda rifiuto: pagina(request, documento, rifiuto))


@riservata(*CHI_LEGGE)
@require_GET
def prova(request: HttpRequest, pk: int, pagamento_pk: int) -> FileResponse:
    """The proof of a payment, for who may see the document."""
    documento = documento_visibile(request, pk)
    pagamento = get_object_or_404(
        Pagamento.objects.select_related("prova"), pk=pagamento_pk, documento_spesa=documento
    )
    if pagamento.prova is None:
        raise Http404("Questo pagamento non ha una contabile.")
    return rispondi_file(pagamento.prova, scarica="scarica" in request.GET)
