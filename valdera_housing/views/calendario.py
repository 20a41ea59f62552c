"""The private address from which a calendar programme reads one's bookings: her page, and the address itself."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET, require_POST

from valdera_housing.actions.calendario import crea_calendario, revoca_calendario
from valdera_housing.choices import CHI_SEGUE_PERSONE
from valdera_housing.documents import calendario_ics
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.models import Calendario
from valdera_housing.queries.calendario import calendario_di

FILE_CALENDARIO = "text/calendar; charset=utf-8"


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def scheda(request: HttpRequest) -> HttpResponse:
    return pagina(request)


def pagina(request: HttpRequest, indirizzo: str = "") -> HttpResponse:
    """Her page; ``indirizzo`` is the address just made, shown this once and kept by no cache."""
    calendario = Calendario.objects.filter(utente=request.user).first()
    crea = reverse("calendario_crea")
    if calendario:
        pulsanti = [
            Pulsante("Sostituisci l’indirizzo", crea, metodo="post"),
            Pulsante("Revoca l’indirizzo", reverse("calendario_revoca"), "rischio", metodo="post"),
        ]
    else:
        pulsanti = [Pulsante("Crea il tuo indirizzo", crea, "primario", metodo="post")]
    contesto = {"calendario": calendario, "indirizzo": indirizzo, "pulsanti": pulsanti}
    risposta = render(request, "valdera_housing/calendario/scheda.html", contesto)
    risposta["Cache-Control"] = "private, no-store"
    return risposta


@riservata(*CHI_SEGUE_PERSONE)
@require_POST
def crea(request: HttpRequest) -> HttpResponse:
    """A new address in place of the old one. This answer alone shows it: it is written nowhere to be sent again."""
    segreto = crea_calendario(request.user)
    return pagina(request, request.build_absolute_uri(reverse("calendario_leggi", args=[segreto])))


@riservata(*CHI_SEGUE_PERSONE)
@require_POST
def revoca(request: HttpRequest) -> HttpResponse:
    revoca_calendario(request.user)
    messages.success(request, "L’indirizzo non funziona più: i programmi che lo usavano smettono di aggiornarsi.")
    return redirect("calendario_scheda")


@login_not_required
@require_GET
def leggi(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of who holds the secret; an address unknown or revoked is not there."""
    calendario = calendario_di(token)
    if calendario is None:
        raise Http404("Questo calendario non c’è.")
    corpo = calendario_ics(calendario.utente, timezone.now())
    risposta = HttpResponse(corpo, content_type=FILE_CALENDARIO)
    risposta["Content-Disposition"] = 'inline; filename="calendario.ics"'
    risposta["Cache-Control"] = "private, no-store"
    risposta["X-Robots-Tag"] = "noindex"
    etichetta = f'"{hashlib.sha256(corpo).hexdigest()}"'
    risposta["ETag"] = etichetta
    return get_conditional_response(request, etag=etichetta, response=risposta)
