"""The registration of a head lease at the Agenzia delle Entrate."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from gestore.actions.registrazione import registra_contratto
from gestore.forms.registrazione import RegistrazioneForm, registrazione_iniziale
from gestore.queries.registrazione import imposta_di, registrazione_di, righe_imposta
from gestore.views.locazione import chiedi_atto, locazione_visibile
from gestore.workflow import ETS, LOCAZIONE
from valdera_housing.forms.allegato import contenuto
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.tempo import oggi
from valdera_housing.views.modulo import versione_della_richiesta


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def registra(request: HttpRequest, pk: int) -> HttpResponse:
    """What the receipt says; beside it the tax of the first year. Late, the page says what to do."""
    locazione = locazione_visibile(request, pk)
    contratto = locazione.contratto
    form = RegistrazioneForm(request.POST or None, request.FILES or None, initial=registrazione_iniziale(contratto))

    def fai(dati: dict[str, Any]) -> str:
        registra_contratto(
            contratto,
            dati,
            workflow=LOCAZIONE,
            utente=request.user,
            versione=versione_della_richiesta(request),
            ricevuta=contenuto(dati["ricevuta"]),
        )
        return "Registrazione scritta."

    stato = registrazione_di(contratto, oggi())
    imposta = imposta_di(contratto)
    return chiedi_atto(
        request,
        locazione,
        form,
        "registra",
        fai,
        versione=contratto.versione,
        avvisi=[stato.motivo] if stato.motivo.livello != "si" else (),
        spiega=str(stato.motivo) if stato.motivo.livello == "si" else "",
        righe=righe_imposta(imposta) if imposta.voci else (),
        calcolo_titolo="Imposta di registro",
    )
