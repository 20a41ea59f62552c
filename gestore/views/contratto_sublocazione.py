"""What happens to the contract of a sublease after its signature: registration, extension, notice."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from gestore.actions.disdetta import disdici_contratto, ritira_disdetta
from gestore.actions.proroga import proroga_contratto
from gestore.actions.registrazione import registra_contratto
from gestore.forms.disdetta import DisdettaForm, RitiroDisdettaForm
from gestore.forms.proroga import ProrogaForm
from gestore.forms.registrazione import RegistrazioneForm, registrazione_iniziale
from gestore.queries.registrazione import registrazione_di
from gestore.views.sublocazione import indirizzo, mostra_atto, sublocazione_visibile
from gestore.workflow import ETS, SUBLOCAZIONE
from valdera_housing.forms.allegato import contenuto
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.views.modulo import versione_della_richiesta


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def registra(request: HttpRequest, pk: int) -> HttpResponse:
    """What the receipt of the Agenzia delle Entrate says; late, the page says what to do."""
    sublocazione = sublocazione_visibile(request, pk)
    contratto = sublocazione.contratto
    form = RegistrazioneForm(request.POST or None, request.FILES or None, initial=registrazione_iniziale(contratto))

    def atto(dati: dict[str, Any]) -> str:
        registra_contratto(
            contratto,
            dati,
            workflow=SUBLOCAZIONE,
            utente=request.user,
            versione=versione_della_richiesta(request),
            ricevuta=contenuto(dati["ricevuta"]),
        )
        messages.success(request, "Registrazione scritta.")
        return indirizzo("scheda", sublocazione)

    return mostra_atto(
        request,
        sublocazione,
        form,
        atto,
        titolo="Registrazione all’Agenzia delle Entrate",
        spiega=str(registrazione_di(contratto, oggi()).motivo),
        azione="Salva la registrazione",
        versione=contratto.versione,
    )


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def proroga(request: HttpRequest, pk: int) -> HttpResponse:
    """A longer end agreed with the household, inside the head lease as it was renewed (scenario 22)."""
    sublocazione = sublocazione_visibile(request, pk)
    contratto = sublocazione.contratto
    form = ProrogaForm(request.POST or None, initial={"decisa_il": oggi()})

    def atto(dati: dict[str, Any]) -> str:
        fatta = proroga_contratto(contratto, dati, workflow=SUBLOCAZIONE, utente=request.user)
        messages.success(request, f"La sublocazione ora finisce il {in_data(fatta.nuova_fine)}.")
        return indirizzo("scheda", sublocazione)

    limite = sublocazione.locazione.contratto.occupato_fino_al
    return mostra_atto(
        request,
        sublocazione,
        form,
        atto,
        titolo="Proroga la sublocazione",
        spiega=f"Oggi finisce il {in_data(contratto.fine_effettiva)}. La locazione finisce il {in_data(limite)}: "
        "la sublocazione non può andare oltre (art. 1595 c.c.).",
        azione="Registra la proroga",
    )


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def disdici(request: HttpRequest, pk: int) -> HttpResponse:
    """A notice of either party, judged by the day it arrived."""
    sublocazione = sublocazione_visibile(request, pk)
    form = DisdettaForm(request.POST or None, request.FILES or None)

    def atto(dati: dict[str, Any]) -> str:
        disdetta = disdici_contratto(
            sublocazione.contratto,
            dati,
            workflow=SUBLOCAZIONE,
            utente=request.user,
            lettera=contenuto(dati["lettera"]),
        )
        esito = "Disdetta valida" if disdetta.valida else "Disdetta senza effetto"
        messages.success(request, f"{esito}. {disdetta.spiegazione}")
        return indirizzo("scheda", sublocazione)

    return mostra_atto(
        request,
        sublocazione,
        form,
        atto,
        titolo="Registra una disdetta",
        spiega=f"La sublocazione finisce il {in_data(sublocazione.contratto.fine_effettiva)}.",
        azione="Registra la disdetta",
    )


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def ritira(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice is taken back with the consent of the other party: the sublease goes on."""
    sublocazione = sublocazione_visibile(request, pk)

    def atto(dati: dict[str, Any]) -> str:
        ritira_disdetta(sublocazione.contratto, workflow=SUBLOCAZIONE, utente=request.user, il=dati["il"])
        messages.success(request, "Disdetta ritirata: la sublocazione continua.")
        return indirizzo("scheda", sublocazione)

    return mostra_atto(
        request,
        sublocazione,
        RitiroDisdettaForm(request.POST or None, initial={"il": oggi()}),
        atto,
        titolo="Ritira la disdetta",
        spiega="Serve l’accordo dell’altra parte.",
        azione="Ritira la disdetta",
    )
