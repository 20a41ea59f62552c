"""The one way a form page behaves: errors beside the fields, nothing typed is lost, twice does it once."""

import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.db import IntegrityError, InternalError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from valdera_housing.actions.richiesta_unica import esegui_una_volta
from valdera_housing.kit.errori_database import frase
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente

CONFLITTO = (
    "Qualcuno ha cambiato questi dati mentre li modificavi. "
    "Quello che hai scritto non è perso: confronta e salva di nuovo."
)


def chiave_della_richiesta(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("chiave", ""))
    except ValueError as errore:
        raise BadRequest("La pagina è scaduta: ricaricala e riprova.") from errore


def esegui(request: HttpRequest, atto: Callable[[], str]) -> HttpResponseRedirect:
    """Do an act once for the key in the form, then go where it says. Refusals are raised to the caller."""
    destinazione = esegui_una_volta(
        chiave_della_richiesta(request), utente=request.user, percorso=request.path, atto=atto
    )
    return HttpResponseRedirect(destinazione)


def mostra_modulo(
    request: HttpRequest,
    form: BaseForm,
    *,
    template: str,
    atto: Callable[[dict[str, Any]], str],
    contesto: dict[str, Any] | None = None,
) -> HttpResponse:
    """Draw the form, or do ``atto(cleaned_data)`` (which returns where to go) when it is posted and right.

    422 with the reasons when the form or a rule refuses, 409 when somebody else changed the record; in both
    cases the same page comes back with everything that was typed.
    """
    contesto = {"form": form} | (contesto or {})
    if request.method != "POST":
        return render(request, template, contesto)
    stato = 422
    if form.is_valid():
        try:
            return esegui(request, lambda: atto(form.cleaned_data))
        except AttoRifiutato as rifiuto:
            for motivo in rifiuto.esito.ostacoli:
                form.add_error(None, str(motivo))
        except ModificaConcorrente:
            form.add_error(None, CONFLITTO)
            stato, contesto["conflitto"] = 409, True
        except (IntegrityError, InternalError) as errore:
            form.add_error(None, frase(errore))
    return render(request, template, contesto, status=stato)
