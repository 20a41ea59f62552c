"""The inbox of a line: households referred to it, one click to take each. Each line has its addresses for it."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from valdera_housing.filters.invio import InvioFilter
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.linea import LineaServizio
from valdera_housing.models import Invio
from valdera_housing.queries.caso import aspetto_invio
from valdera_housing.views.elenco import mostra_elenco

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
        "spazio": servizio.url.partition(":")[0],
    }
    return mostra_elenco(request, lista, "valdera_housing/invio/elenco.html", **contesto)
