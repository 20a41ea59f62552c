"""Notices of a head lease: record one, take it back, read its letter."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from gestore.actions.disdetta import disdici_contratto, ritira_disdetta
from gestore.forms.disdetta import DisdettaForm, RitiroDisdettaForm
from gestore.models import Disdetta
from gestore.queries.locazione import scadenza_di
from gestore.views.locazione import chiedi_atto, locazione_visibile, vede_proprietari
from gestore.workflow import ETS, LOCAZIONE, VEDONO_I_CONTRATTI
from valdera_housing.forms.allegato import contenuto
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.tempo import oggi
from valdera_housing.views.file import rispondi_file


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def disdici(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter of either party: in time it stops the contract, late it is kept with what follows."""
    locazione = locazione_visibile(request, pk)
    form = DisdettaForm(request.POST or None, request.FILES or None)

    def fai(dati: dict[str, Any]) -> str:
        disdetta = disdici_contratto(
            locazione.contratto,
            dati,
            workflow=LOCAZIONE,
            utente=request.user,
            anni_rinnovo=locazione.rinnovo_anni,
            lettera=contenuto(dati["lettera"]),
        )
        return f"{'Disdetta valida' if disdetta.valida else 'Disdetta senza effetto'}. {disdetta.spiegazione}"

    spiega = scadenza_di(locazione, locazione.contratto.fine_effettiva).spiegazione
    return chiedi_atto(request, locazione, form, "disdici", fai, spiega=spiega)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def ritira(request: HttpRequest, pk: int) -> HttpResponse:
    locazione = locazione_visibile(request, pk)
    form = RitiroDisdettaForm(request.POST or None, initial={"il": oggi()})

    def fai(dati: dict[str, Any]) -> str:
        ritira_disdetta(locazione.contratto, workflow=LOCAZIONE, utente=request.user, il=dati["il"])
        return "Disdetta ritirata: il contratto continua."

    spiega = "Serve l’accordo dell’altra parte. Il contratto continua come prima."
    return chiedi_atto(request, locazione, form, "ritira_disdetta", fai, spiega=spiega)


@riservata(*VEDONO_I_CONTRATTI)
@require_GET
def lettera(request: HttpRequest, pk: int, disdetta_pk: int) -> FileResponse:
    """The letter of a notice, for who may read the owners."""
    locazione = locazione_visibile(request, pk)
    disdette = Disdetta.objects.filter(contratto=locazione.contratto_id).select_related("documento")
    disdetta = get_object_or_404(disdette, pk=disdetta_pk)
    if disdetta.documento is None or not vede_proprietari(request.user):
        raise Http404("Questa disdetta non ha la lettera.")
    return rispondi_file(disdetta.documento, scarica="scarica" in request.GET)
