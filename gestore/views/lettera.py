"""The documents of a sublease: choose one, get its PDF."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from gestore.actions.lettera import crea_lettera_sublocazione
from gestore.forms.lettera import DocumentoSublocazioneForm
from gestore.views.sublocazione import indirizzo, mostra_atto, sublocazione_visibile
from gestore.workflow import ETS
from valdera_housing.kit.accesso import riservata


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def crea(request: HttpRequest, pk: int) -> HttpResponse:
    """Prepare the contract, the notice to the owner or a letter; it is kept among those of the contract."""
    sublocazione = sublocazione_visibile(request, pk)

    def atto(dati: dict[str, Any]) -> str:
        lettera = crea_lettera_sublocazione(
            sublocazione,
            dati["documento"],
            utente=request.user,
            stanze=dati["stanze"],
            argomento=dati["argomento"],
            testo=dati["testo"],
        )
        messages.success(request, f"{lettera.oggetto}: il PDF è fra i documenti, pronto da firmare.")
        return indirizzo("scheda", sublocazione) + "#documenti"

    return mostra_atto(
        request,
        sublocazione,
        DocumentoSublocazioneForm(request.POST or None),
        atto,
        titolo="Prepara un documento",
        spiega="Il testo viene dai modelli dell’ufficio; i dati vengono dal contratto.",
        azione="Prepara il PDF",
    )
