"""The inbox of a line: households referred to it, one click to take each. Each line has its addresses for it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from valdera_housing.actions.caso import concludi_invio
from valdera_housing.filters.invio import InvioFilter
from valdera_housing.forms.invio import ConcludiInvioForm
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.linea import LineaServizio
from valdera_housing.models import Invio
from valdera_housing.queries.caso import aspetto_invio
from valdera_housing.views.elenco import mostra_elenco
from valdera_housing.views.modulo import mostra_modulo

ORDINI = {"inviato": ("inviato_il", "pk")}


def mostra_invii(
    request: HttpRequest,
    servizio: LineaServizio,
    *,
    prende: str,
    concluda: str = "",
    comincia: Sequence[Pulsante] = (),
    rifiuto: Esito | None = None,
) -> HttpResponse:
    """Those that wait, the oldest first. ``prende`` is the button of this person, if she may; ``concluda`` another.

    ``comincia`` are the pages where a file of the line begins from a referral taken: they get ``?invio=<pk>``.
    """
    collegati = ("caso__nucleo__comune", "inviato_da", "preso_in_carico_da")
    invii = Invio.objects.visibili_a(request.user).filter(linea=servizio.linea).select_related(*collegati)
    lista = Elenco(request, InvioFilter(request.GET, invii, utente=request.user), ORDINI)
    contesto = {
        "righe": [(invio, aspetto_invio(invio)) for invio in lista.pagina],
        "rifiuto": rifiuto,
        "prende": prende,
        "concluda": concluda,
        "comincia": comincia,
        "servizio": servizio,
        "spazio": servizio.spazio,
    }
    return mostra_elenco(request, lista, "valdera_housing/invio/elenco.html", **contesto)


def invio_arrivato(request: HttpRequest, servizio: LineaServizio, pk: int) -> Invio:
    """A referral to the line that this person may see, or 404."""
    visibili = Invio.objects.visibili_a(request.user).filter(linea=servizio.linea)
    return get_object_or_404(visibili.select_related("caso__nucleo"), pk=pk)


def mostra_conclusione(request: HttpRequest, servizio: LineaServizio, pk: int) -> HttpResponse:
    """What came of a referral: the line writes it, who sent it reads it on the page of the case."""
    invio = invio_arrivato(request, servizio, pk)
    form = ConcludiInvioForm(request.POST or None)

    def atto(dati: dict[str, Any]) -> str:
        concludi_invio(invio, **dati)
        messages.success(request, "L’invio è concluso: chi l’ha inviato legge com’è andata.")
        return reverse("caso_scheda", args=[invio.caso_id])

    contesto = {"invio": invio, "annulla": reverse(f"{servizio.spazio}:invio_elenco")}
    return mostra_modulo(request, form, template="valdera_housing/invio/concludi.html", atto=atto, contesto=contesto)
