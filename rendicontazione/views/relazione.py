"""The archive of the quarterly reports, and the page that tells whether a PDF is one of them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rendicontazione.actions.relazione import rifai_pdf
from rendicontazione.choices import StatoRelazione
from rendicontazione.forms.verifica import VerificaRelazioneForm
from rendicontazione.models import RelazioneTrimestrale
from rendicontazione.queries.relazione import riconosci_relazione
from rendicontazione.workflow import UNIONE, VEDONO_I_CONTI
from valdera_housing.kit.accesso import riservata
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import esegui_o_spiega

# A report weighs some hundred kilobytes: what is much heavier is not worth reading.
MASSIMO_RELAZIONE = 5 * 1024 * 1024


def relazione_visibile(request: HttpRequest, pk: int) -> RelazioneTrimestrale:
    relazioni = RelazioneTrimestrale.objects.visibili_a(request.user)
    return get_object_or_404(relazioni.select_related("pdf", "creata_da", "rendiconto__trimestre"), pk=pk)


@riservata(*VEDONO_I_CONTI)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    """Every version, the last quarter first, with who made it, when, from which data and with which libraries."""
    return mostra(request)


def mostra(request: HttpRequest, rifiuto: Any = None) -> HttpResponse:
    relazioni = (
        RelazioneTrimestrale.objects.visibili_a(request.user)
        .select_related("pdf", "creata_da", "rendiconto__trimestre")
        .defer("istantanea")
    )
    contesto = {"relazioni": list(relazioni), "rifiuto": rifiuto, "rifa": request.user.ha_ruolo(*UNIONE)}
    return render(request, "rendicontazione/relazione/elenco.html", contesto)


@riservata(*VEDONO_I_CONTI)
@require_GET
def scarica(request: HttpRequest, pk: int) -> HttpResponseBase:
    relazione = relazione_visibile(request, pk)
    if relazione.stato != StatoRelazione.PRONTA or relazione.pdf is None:
        raise Http404("Il PDF di questa relazione non è ancora pronto.")
    return rispondi_file(relazione.pdf, scarica="apri" not in request.GET)


@riservata(*VEDONO_I_CONTI)
@require_GET
def dati(request: HttpRequest, pk: int) -> HttpResponse:
    """The frozen snapshot, byte for byte."""
    relazione = relazione_visibile(request, pk)
    nome = f"relazione-trimestre-{relazione.rendiconto.trimestre.numero:02d}-versione-{relazione.versione}.json"
    risposta = HttpResponse(relazione.istantanea.encode(), content_type="application/json")
    risposta["Content-Disposition"] = f'attachment; filename="{nome}"'
    risposta["X-Content-Type-Options"] = "nosniff"
    return risposta


@riservata(*UNIONE)
@require_POST
def rifai(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the worker again for a PDF that did not come out."""
    relazione = relazione_visibile(request, pk)

    def atto() -> str:
        lavoro = rifai_pdf(relazione, utente=request.user)
        messages.success(request, "Il PDF è di nuovo in preparazione.")
        return reverse("lavoro_scheda", args=[lavoro.pk])

    return esegui_o_spiega(request, atto, lambda rifiuto: mostra(request, rifiuto))


@riservata()
@require_http_methods(["GET", "POST"])
def verifica(request: HttpRequest) -> HttpResponse:
    """Anyone signed in drops a PDF and reads whether it is the one on record, and what has changed since."""
    form = VerificaRelazioneForm(request.POST or None, request.FILES or None, massimo=MASSIMO_RELAZIONE)
    contesto = {"form": form, "riscontro": None}
    stato = 200
    if request.method == "POST":
        stato = 422
        if form.is_valid():
            stato, contesto["riscontro"] = 200, riconosci_relazione(form.cleaned_data["file"])
    contesto["vede_archivio"] = request.user.ha_ruolo(*VEDONO_I_CONTI)
    return render(request, "rendicontazione/relazione/verifica.html", contesto, status=stato)
