"""The rules not kept: written down, told, annulled, and the letter."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cohousing.actions import violazione as atti
from cohousing.choices import Provvedimento
from cohousing.documents.violazione import richiamo_pdf
from cohousing.forms.violazione import AnnullaForm, ComunicaForm, ViolazioneForm
from cohousing.models import Violazione
from cohousing.queries.violazione import presi, violazioni_seguite
from cohousing.rules.violazione import DOPO, SCALA
from cohousing.views.autonomia import pagina_permanenza, permanenza_visibile
from cohousing.workflow import SEGUONO, TENGONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.tempo import oggi
from valdera_housing.views.file import rispondi_pdf
from valdera_housing.views.modulo import PaginaAtto, mostra_modulo, mostra_pagina

MODULO, ATTO = "cohousing/violazione/modulo.html", "cohousing/violazione/atto.html"
COMUNICA = PaginaAtto(
    "Registra quando è stato detto", "Il giorno resta accanto al richiamo, e sulla lettera.", "Registra il giorno",
    "Giorno registrato.",
)  # fmt: skip
ANNULLA = PaginaAtto(
    "Annulla", "Non conta più fra i richiami; resta scritto, con il perché.", "Annulla", "Annotazione annullata.",
    pericolo=True,
)  # fmt: skip


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def annota(request: HttpRequest, pk: int) -> HttpResponse:
    """What happened and what follows, beside the measures already taken."""
    permanenza = permanenza_visibile(request, pk)
    passate = list(permanenza.violazioni.filter(annullata_il=None).order_by("giorno", "pk"))
    form = ViolazioneForm(request.POST if request.method == "POST" else None, presi=presi(passate))

    def atto(dati: dict[str, Any]) -> str:
        annotata = atti.annota_violazione_permanenza(permanenza, dati, utente=request.user)
        dopo = Provvedimento(annotata.provvedimento) in DOPO
        messages.success(request, "Annotato." + (" Ora c’è la lettera da consegnare." if dopo else ""))
        return pagina_permanenza(permanenza)

    contesto = {
        "permanenza": permanenza,
        "chi": permanenza.chi(request.user),
        "scala": SCALA,
        "passate": passate,
        "annulla": pagina_permanenza(permanenza),
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


def violazione_seguita(request: HttpRequest, pk: int) -> Violazione:
    return get_object_or_404(violazioni_seguite(request.user), pk=pk)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def comunica(request: HttpRequest, pk: int) -> HttpResponse:
    violazione = violazione_seguita(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        return atti.comunica_violazione(violazione, dati["comunicato_il"], utente=request.user)

    form = ComunicaForm(request.POST if request.method == "POST" else None)
    return mostra_atto(request, violazione, COMUNICA, form, fai)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def annulla(request: HttpRequest, pk: int) -> HttpResponse:
    violazione = violazione_seguita(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        return atti.annulla_violazione(violazione, dati["motivo"], utente=request.user)

    form = AnnullaForm(request.POST if request.method == "POST" else None)
    return mostra_atto(request, violazione, ANNULLA, form, fai)


def mostra_atto(request: HttpRequest, violazione: Violazione, pagina: PaginaAtto, form: Any, fai: Any) -> HttpResponse:
    permanenza = violazione.permanenza
    return mostra_pagina(
        request, pagina, form, fai, template=ATTO, poi=pagina_permanenza(permanenza), violazione=violazione,
        permanenza=permanenza, chi=permanenza.chi(request.user),
    )  # fmt: skip


@riservata(*SEGUONO)
@require_GET
def lettera(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter of a warning that stands."""
    violazione = violazione_seguita(request, pk)
    if violazione.annullata_il or violazione.provvedimento == Provvedimento.NESSUNO:
        raise Http404("Per questo fatto non c’è una lettera.")
    pdf = richiamo_pdf(violazione, giorno=oggi(), quando=timezone.localtime())
    return rispondi_pdf(pdf, f"richiamo-{violazione.permanenza.numero}-{violazione.giorno:%Y-%m-%d}")
