"""The pages anyone opens: which events take names, the form, what the links of the e-mails do.

The answer to the form is one page, the same for everybody; what is true of an address goes to that address only.
"""

from http import HTTPStatus
from typing import Any

from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from formazione.actions import iscrizione_pubblica as atti
from formazione.choices import RegistroPresenze, StatoIscrizione
from formazione.forms.pubblica import PubblicaForm
from formazione.models import Iscrizione
from formazione.queries import pubblica as letture
from formazione.queries.iscrizione import posto_in_fila
from formazione.queries.pagine import indirizzo
from formazione.rules.informativa import INFORMATIVA
from formazione.rules.iscrizione import (
    ORE_PER_CONFERMARE,
    Appuntamento,
    valuta_conferma,
    valuta_evento,
)
from formazione.workflow import ISCRITTI
from valdera_housing.kit.elenco import PER_PAGINA
from valdera_housing.kit.esito import AttoRifiutato, Esito
from valdera_housing.kit.qr import qr
from valdera_housing.kit.tempo import oggi
from valdera_housing.rules.calendario import in_icalendar

FILE_CALENDARIO = "text/calendar; charset=utf-8"
NON_CE = "Questa pagina non c’è."


@login_not_required
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    pagina = Paginator(letture.aperti(oggi()), PER_PAGINA).get_page(request.GET.get("pagina"))
    righe = [
        (evento, [letture.incontro(s) for s in evento.vive], letture.posti_in_parole(evento)) for evento in pagina
    ]
    return render(request, "formazione/pubblica/elenco.html", {"pagina": pagina, "righe": righe})


@login_not_required
@require_http_methods(["GET", "POST"])
@rate_limit(action="pagina_pubblica")
def evento(request: HttpRequest, codice: str) -> HttpResponse:
    scelto = get_object_or_404(letture.mostrati(), codice=codice)
    form = PubblicaForm(request.POST if request.method == "POST" else None, evento=scelto)
    stato = HTTPStatus.OK
    if request.method == "POST":
        stato = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                atti.chiedi_iscrizione(scelto, form.dati())
                return redirect("formazione:pubblica_inviata")
            except AttoRifiutato as rifiuto:
                form.add_error(None, str(rifiuto))
    contesto = {
        "evento": scelto,
        "form": form,
        "incontri": letture.incontri_di(scelto),
        "gruppi": [etichetta for _, etichetta in form.fields["destinatario"].choices],
        "posti": letture.posti_in_parole(scelto),
        "aperto": letture.prende_nomi(scelto, oggi()),
        "materiali": letture.materiali_di(scelto),
    }
    return render(request, "formazione/pubblica/evento.html", contesto, status=stato)


@login_not_required
@require_GET
def inviata(request: HttpRequest) -> HttpResponse:
    return render(request, "formazione/pubblica/inviata.html", {"ore": ORE_PER_CONFERMARE})


@login_not_required
@require_GET
def informativa(request: HttpRequest) -> HttpResponse:
    contesto = {"versione": INFORMATIVA, "ore": ORE_PER_CONFERMARE, "posta": settings.DEFAULT_FROM_EMAIL}
    return render(request, "formazione/pubblica/informativa.html", contesto)


# --- with the secret of the e-mail -------------------------------------------------------------------------------


def iscrizione_di(codice: str) -> Iscrizione:
    trovata = letture.con_codice(codice)
    if trovata is None:
        raise Http404(NON_CE)
    return trovata


def riservata_a_chi_ha_il_codice(risposta: HttpResponse) -> HttpResponse:
    """No cache and no search engine keeps a page that speaks of one person."""
    risposta["Cache-Control"] = "private, no-store"
    risposta["X-Robots-Tag"] = "noindex"
    return risposta


@login_not_required
@require_http_methods(["GET", "POST"])
@rate_limit(action="pagina_pubblica")
def conferma(request: HttpRequest, codice: str) -> HttpResponse:
    """Her page. Opening it does nothing: mail programmes open links before people do; the button confirms."""
    iscrizione = iscrizione_di(codice)
    if request.method == "POST":
        try:
            atti.conferma_propria_iscrizione(iscrizione)
            return redirect("formazione:pubblica_conferma", codice)
        except AttoRifiutato as rifiuto:
            return mostra_iscrizione(request, iscrizione, rifiuto.esito, HTTPStatus.UNPROCESSABLE_ENTITY)
    return mostra_iscrizione(request, iscrizione, puo_confermare(iscrizione))


def puo_confermare(iscrizione: Iscrizione) -> Esito:
    evento = Appuntamento(iscrizione.evento.stato, iscrizione.evento.finisce_il)
    esito = valuta_evento(evento, oggi())
    if iscrizione.stato in ISCRITTI:
        return esito
    return esito + valuta_conferma(iscrizione.stato, iscrizione.chiesta_alle, timezone.now())


def mostra_iscrizione(
    request: HttpRequest, iscrizione: Iscrizione, esito: Esito, stato: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    evento = iscrizione.evento
    iscritta = iscrizione.stato == StatoIscrizione.CONFERMATA
    in_attesa = iscrizione.stato == StatoIscrizione.IN_ATTESA
    contesto: dict[str, Any] = {
        "iscrizione": iscrizione,
        "evento": evento,
        "esito": esito,
        "finito": esito.ostacoli[0].testo if esito.ostacoli and (iscritta or in_attesa) else "",
        "iscritta": iscritta,
        "in_attesa": in_attesa,
        "posto": posto_in_fila(iscrizione) if in_attesa else 0,
        "posti_finiti": evento.posti_liberi == 0 or evento.in_attesa > 0,
        "incontri": letture.incontri_di(evento),
        "questionari": letture.questionari_per(iscrizione) if iscritta else [],
        "qr": qr_all_ingresso(iscrizione) if iscritta else "",
    }
    return riservata_a_chi_ha_il_codice(render(request, "formazione/pubblica/iscrizione.html", contesto, status=stato))


def qr_all_ingresso(iscrizione: Iscrizione) -> str:
    """The picture shown at the door, when presences are taken by name and that way."""
    per_nome = iscrizione.evento.registro == RegistroPresenze.NOMINATIVO
    pagina = indirizzo("presenza_qr", iscrizione.codice) if per_nome else ""
    return qr(settings.INDIRIZZO + pagina) if pagina else ""


@login_not_required
@require_http_methods(["GET", "POST"])
@rate_limit(action="pagina_pubblica")
def annulla(request: HttpRequest, codice: str) -> HttpResponse:
    iscrizione = iscrizione_di(codice)
    contesto: dict[str, Any] = {
        "iscrizione": iscrizione,
        "evento": iscrizione.evento,
        "annullata": iscrizione.stato == StatoIscrizione.ANNULLATA,
        "esito": None,
    }
    stato = HTTPStatus.OK
    if request.method == "POST":
        try:
            atti.annulla_propria_iscrizione(iscrizione)
            return redirect("formazione:pubblica_annulla", codice)
        except AttoRifiutato as rifiuto:
            contesto["esito"], stato = rifiuto.esito, HTTPStatus.UNPROCESSABLE_ENTITY
    pagina = render(request, "formazione/pubblica/annulla.html", contesto, status=stato)
    return riservata_a_chi_ha_il_codice(pagina)


@login_not_required
@require_GET
def calendario(request: HttpRequest, codice: str) -> HttpResponse:
    """The sessions for her own calendar programme."""
    evento = iscrizione_di(codice).evento
    corpo = in_icalendar(letture.impegni_di_evento(evento), evento.titolo)
    risposta = HttpResponse(corpo, content_type=FILE_CALENDARIO)
    risposta["Content-Disposition"] = 'attachment; filename="evento.ics"'
    return riservata_a_chi_ha_il_codice(risposta)
