"""One page for each act on a house, with what the rules say before deciding."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from cohousing.actions import struttura as atti
from cohousing.choices import ASPETTI_STRUTTURA
from cohousing.forms.struttura import AttivaForm, ChiudiForm
from cohousing.models import Struttura
from cohousing.queries.struttura import dati_apertura, dati_chiusura
from cohousing.rules.struttura import valuta_apertura, valuta_chiusura
from cohousing.views.struttura import pagina, struttura_visibile
from cohousing.workflow import DIREZIONE
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.tempo import oggi
from valdera_housing.views.modulo import PaginaAtto, mostra_pagina

ATTIVA = PaginaAtto(
    "Apri la casa", "Da quel giorno ci si può entrare, e i suoi posti contano fra quelli disponibili.",
    "Apri la casa", "La casa è aperta.",
)  # fmt: skip
CHIUDI = PaginaAtto(
    "Chiudi la casa",
    "Non ci si entra più e le sue unità non cambiano più. L’alloggio torna fra quelli da dare a un solo nucleo.",
    "Chiudi la casa", "Casa chiusa: l’alloggio è di nuovo da dare in sublocazione.", pericolo=True,
)  # fmt: skip


@riservata(*DIREZIONE)
@require_http_methods(["GET", "POST"])
def attiva(request: HttpRequest, pk: int) -> HttpResponse:
    struttura, giorno = struttura_visibile(request, pk), oggi()
    condiviso_dal = struttura.alloggio.condiviso_dal or giorno
    motivi = valuta_apertura(dati_apertura(struttura, giorno), giorno, condiviso_dal, giorno)

    def fai(dati: dict[str, Any]) -> object:
        return atti.attiva_struttura(struttura, attiva_dal=dati["attiva_dal"], utente=request.user)

    return mostra_atto(request, struttura, ATTIVA, AttivaForm(request.POST or None), fai, motivi)


@riservata(*DIREZIONE)
@require_http_methods(["GET", "POST"])
def chiudi(request: HttpRequest, pk: int) -> HttpResponse:
    struttura, giorno = struttura_visibile(request, pk), oggi()
    motivi = valuta_chiusura(dati_chiusura(struttura), giorno, giorno)

    def fai(dati: dict[str, Any]) -> object:
        return atti.chiudi_struttura(struttura, utente=request.user, **dati)

    return mostra_atto(request, struttura, CHIUDI, ChiudiForm(request.POST or None), fai, motivi)


def mostra_atto(
    request: HttpRequest,
    struttura: Struttura,
    voce: PaginaAtto,
    form: BaseForm,
    fai: Callable[[dict[str, Any]], object],
    motivi: Esito | None = None,
    sottotitolo: str = "",
) -> HttpResponse:
    """The page of an act on a house or on what is in it, or the act done; no button when the rules say no."""
    return mostra_pagina(
        request, voce, form, fai, template="cohousing/struttura/atto.html", poi=pagina("scheda", struttura),
        struttura=struttura, aspetto=ASPETTI_STRUTTURA[struttura.stato], motivi=motivi or Esito(),
        sottotitolo=sottotitolo or f"{struttura}, {struttura.numero}",
    )  # fmt: skip
