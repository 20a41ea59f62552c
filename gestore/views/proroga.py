"""The extension of a head lease."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from gestore.actions.proroga import proroga_contratto, registra_proroga
from gestore.forms.proroga import ProrogaForm, RliProrogaForm
from gestore.models import Proroga
from gestore.queries.proroga import proposta_proroga
from gestore.views.locazione import chiedi_atto, locazione_visibile
from gestore.workflow import ETS, LOCAZIONE
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.rules.registrazione import scadenza_rli


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


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def rli(request: HttpRequest, pk: int, proroga_pk: int) -> HttpResponse:
    """The RLI of an extension was sent."""
    locazione = locazione_visibile(request, pk)
    proroghe = Proroga.objects.select_related("contratto").filter(contratto=locazione.contratto_id)
    scelta = get_object_or_404(proroghe, pk=proroga_pk)

    def fai(dati: dict[str, Any]) -> str:
        registra_proroga(scelta, workflow=LOCAZIONE, utente=request.user, registrata_il=dati["registrata_il"])
        return "L’RLI della proroga è registrato."

    entro = in_data(scadenza_rli(scelta.fine_precedente))
    form = RliProrogaForm(request.POST or None)
    titolo = "Registra l’RLI della proroga"
    spiega = f"{scelta}: va inviato entro il {entro} (art. 17 DPR 131/1986)."
    return chiedi_atto(request, locazione, form, "proroga", fai, spiega=spiega, titolo=titolo, azione=titolo)
