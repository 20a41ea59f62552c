"""The milestones of the line: where they stand, reached, moved."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cohousing.actions.tappa import raggiungi_tappa, sposta_tappa
from cohousing.forms.tappa import RaggiuntaForm, SpostaForm
from cohousing.models import Tappa
from cohousing.queries.tappa import TappaLetta, prima_casa_aperta, suggerimenti, tappe_di
from cohousing.workflow import DIREZIONE, UNIONE, VEDONO
from valdera_housing.forms.allegato import contenuto
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto, Pulsante
from valdera_housing.models import Convenzione, Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import PaginaAtto, mostra_pagina, versione_della_richiesta

ASPETTI = {
    "raggiunta": Aspetto("spunta", "positivo", "Raggiunta"),
    "in_ritardo": Aspetto("triangolo", "negativo", "In ritardo"),
    "attesa": Aspetto("orologio", "attesa", "Da raggiungere"),
}
RAGGIUNTA = PaginaAtto(
    "Registra che la tappa è raggiunta", "Va nella relazione del trimestre, con ciò che la mostra.",
    "Registra la tappa", "Tappa registrata.",
)  # fmt: skip
SPOSTA = PaginaAtto(
    "Sposta la scadenza", "La nuova data e il perché vanno nella relazione del trimestre.", "Sposta la scadenza",
    "Scadenza spostata.",
)  # fmt: skip


@riservata(*VEDONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    convenzione = Convenzione.objects.order_by("-inizio").first()
    tappe = tappe_di(convenzione) if convenzione else []
    visti = suggerimenti() if convenzione else {}
    contesto = {
        "convenzione": convenzione,
        "righe": [(t, ASPETTI[t.stato.chiave], visti[t.codice], pulsanti(t, request.user)) for t in tappe],
    }
    return render(request, "cohousing/tappa/elenco.html", contesto)


def pulsanti(tappa: TappaLetta, utente: Utente) -> list[Pulsante]:
    """What this person may write of a milestone now."""
    bottoni = []
    if utente.ha_ruolo(*DIREZIONE):
        parola = "Correggi" if tappa.raggiunta_il else "Raggiunta…"
        tipo = "secondario" if tappa.raggiunta_il else "primario"
        bottoni.append(Pulsante(parola, pagina("raggiunta", tappa), tipo, contesto=str(tappa)))  # type: ignore[arg-type]
    if utente.ha_ruolo(*UNIONE) and not tappa.raggiunta_il:
        bottoni.append(Pulsante("Sposta la scadenza…", pagina("sposta", tappa), contesto=str(tappa)))
    return bottoni


def pagina(atto: str, tappa: TappaLetta) -> str:
    return reverse(f"cohousing:tappa_{atto}", args=[tappa.codice])


def tappa_richiesta(codice: str) -> tuple[Convenzione, TappaLetta]:
    """The milestone of the convention in force; 404 when there is no such milestone, or no convention."""
    convenzione = Convenzione.objects.order_by("-inizio").first()
    tappe = tappe_di(convenzione) if convenzione else []
    for tappa in tappe:
        if tappa.codice == codice and convenzione:
            return convenzione, tappa
    raise Http404("Questa tappa non c’è.")


@riservata(*DIREZIONE)
@require_http_methods(["GET", "POST"])
def raggiunta(request: HttpRequest, tappa: str) -> HttpResponse:
    convenzione, letta = tappa_richiesta(tappa)
    iniziali = {"raggiunta_il": letta.raggiunta_il, "note": letta.note} if letta.raggiunta_il else {}
    if letta.codice == "M3" and not letta.raggiunta_il and (casa := prima_casa_aperta()):
        iniziali = {"raggiunta_il": casa}
    form = RaggiuntaForm(request.POST or None, request.FILES or None, initial=iniziali)

    def fai(dati: dict[str, Any]) -> object:
        return raggiungi_tappa(
            convenzione,
            letta.codice,
            il=dati["raggiunta_il"],
            note=dati["note"],
            file=contenuto(dati["file"]),
            utente=request.user,
            versione=versione_della_richiesta(request),
        )

    return mostra_tappa(request, letta, RAGGIUNTA, form, fai)


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def sposta(request: HttpRequest, tappa: str) -> HttpResponse:
    convenzione, letta = tappa_richiesta(tappa)

    def fai(dati: dict[str, Any]) -> object:
        return sposta_tappa(
            convenzione,
            letta.codice,
            entro_il=dati["entro_il"],
            motivo=dati["motivo"],
            utente=request.user,
            versione=versione_della_richiesta(request),
        )

    return mostra_tappa(request, letta, SPOSTA, SpostaForm(request.POST or None), fai)


def mostra_tappa(
    request: HttpRequest,
    tappa: TappaLetta,
    voce: PaginaAtto,
    form: BaseForm,
    fai: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    return mostra_pagina(
        request, voce, form, fai, template="cohousing/tappa/atto.html", poi=reverse("cohousing:tappa_elenco"),
        tappa=tappa, aspetto=ASPETTI[tappa.stato.chiave],
    )  # fmt: skip


@riservata(*VEDONO)
@require_GET
def file(request: HttpRequest, pk: int) -> FileResponse:
    """What shows that a milestone was reached."""
    tappa = get_object_or_404(Tappa.objects.select_related("documento"), pk=pk)
    if tappa.documento is None:
        raise Http404("Questa tappa non ha un file.")
    return rispondi_file(tappa.documento, scarica="scarica" in request.GET)


@riservata(*VEDONO)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Who moved a milestone and who reached it."""
    tappa = get_object_or_404(Tappa, pk=pk)
    return render(request, "cohousing/tappa/storia.html", {"tappa": tappa, "modifiche": storia_di(tappa)})
