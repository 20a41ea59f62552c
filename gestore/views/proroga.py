"""The extension of a head lease."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from gestore.actions.proroga import proroga_contratto
from gestore.forms.proroga import ProrogaForm
from gestore.queries.proroga import proposta_proroga
from gestore.views.locazione import chiedi_atto, locazione_visibile
from gestore.workflow import ETS, LOCAZIONE
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def proroga(request: HttpRequest, pk: int) -> HttpResponse:
    """The law proposes the new end: two years, four, or none."""
    locazione = locazione_visibile(request, pk)
    contratto = locazione.contratto
    proposta = proposta_proroga(contratto, locazione.rinnovo_anni)
    iniziali: dict[str, Any] = {"decisa_il": oggi()}
    if proposta:
        iniziali |= {"nuova_fine": proposta.nuova_fine, "motivo": proposta.motivo}
    form = ProrogaForm(request.POST or None, initial=iniziali)

    def fai(dati: dict[str, Any]) -> str:
        fatta = proroga_contratto(contratto, dati, workflow=LOCAZIONE, utente=request.user)
        return f"Il contratto ora finisce il {in_data(fatta.nuova_fine)}: invia l’RLI entro 30 giorni."

    spiega = f"Oggi finisce il {in_data(contratto.fine_effettiva)}. " + (
        f"Proposta: {proposta}." if proposta else "Questo tipo non si rinnova da solo: serve un accordo scritto."
    )
    return chiedi_atto(request, locazione, form, "proroga", fai, spiega=spiega)
