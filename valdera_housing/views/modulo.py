"""The one way a form page behaves: errors beside the fields, nothing typed is lost, twice does it once."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import IntegrityError, InternalError
from django.db.models import Field, Model
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from valdera_housing.actions.richiesta_unica import esegui_una_volta
from valdera_housing.kit.aspetto import Variazione
from valdera_housing.kit.errori_database import frase
from valdera_housing.kit.esito import AttoRifiutato, Esito, ModificaConcorrente, no
from valdera_housing.kit.scrittura import in_momento
from valdera_housing.queries.storia import in_parole, storia_di

CONFLITTO = (
    "Qualcuno ha cambiato questi dati mentre li modificavi. "
    "Quello che hai scritto non è perso: confronta e salva di nuovo."
)


@dataclass(frozen=True)
class PaginaAtto:
    """The words of the page of an act, and the sentence when it is done."""

    titolo: str
    spiega: str
    azione: str
    fatto: str
    pericolo: bool = False


def chiave_della_richiesta(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("chiave", ""))
    except ValueError as errore:
        raise BadRequest("La pagina è scaduta: ricaricala e riprova.") from errore


def versione_della_richiesta(request: HttpRequest) -> int:
    """The version of the record this form was opened on."""
    testo = request.POST.get("versione", "")
    if not (testo.isascii() and testo.isdecimal() and len(testo) < 10):
        raise BadRequest("La pagina è scaduta: ricaricala e riprova.")
    return int(testo)


def esegui(request: HttpRequest, atto: Callable[[], str]) -> HttpResponseRedirect:
    """Do an act once for the key in the form, then go where it says. Refusals are raised to the caller."""
    destinazione = esegui_una_volta(
        chiave_della_richiesta(request), utente=request.user, percorso=request.path, atto=atto
    )
    return HttpResponseRedirect(destinazione)


def esegui_o_spiega(
    request: HttpRequest, atto: Callable[[], str], spiega: Callable[[Esito], HttpResponse]
) -> HttpResponse:
    """A plain button: do the act once, or draw the same page again with the reasons (``spiega``) as 422."""
    try:
        return esegui(request, atto)
    except AttoRifiutato as rifiuto:
        esito = rifiuto.esito
    except ModificaConcorrente:
        esito = Esito((no(CONFLITTO),))
    except (IntegrityError, InternalError) as errore:
        esito = Esito((no(frase(errore)),))
    risposta = spiega(esito)
    risposta.status_code = 422
    return risposta


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
            stato, contesto["conflitto"] = 409, racconta_conflitto(form)
        except (IntegrityError, InternalError) as errore:
            form.add_error(None, frase(errore))
    return render(request, template, contesto, status=stato)


def mostra_pagina(
    request: HttpRequest,
    pagina: PaginaAtto,
    form: BaseForm,
    fai: Callable[[dict[str, Any]], object],
    *,
    template: str,
    poi: str,
    **contesto: Any,
) -> HttpResponse:
    """The page of an act, or the act done: it is said, with the sentence ``fai`` answers if it does, then ``poi``."""

    def atto(dati: dict[str, Any]) -> str:
        aggiunta = fai(dati)
        messages.success(request, f"{pagina.fatto} {aggiunta}".strip() if isinstance(aggiunta, str) else pagina.fatto)
        return poi

    contesto = {"pagina": pagina, "annulla": poi, "conflitto": None} | contesto
    return mostra_modulo(request, form, template=template, atto=atto, contesto=contesto)


def racconta_conflitto(form: BaseForm) -> dict[str, Any]:
    """Who saved first and, for the form of a record, what was typed beside what is stored now."""
    riga = getattr(form, "instance", None)
    if riga is None or riga.pk is None:
        return {"titolo": CONFLITTO, "confronti": []}
    attuale = type(riga)._default_manager.get(pk=riga.pk)
    confronti = [
        Variazione(str(form.fields[nome].label), _scritto(campo, form.cleaned_data[nome]), _scritto(campo, adesso))
        for campo in attuale._meta.concrete_fields
        if (nome := campo.name) in form.cleaned_data and form.cleaned_data[nome] != (adesso := getattr(attuale, nome))
    ]
    ultima = next(iter(storia_di(attuale)), None) if hasattr(attuale, "pgh_event_model") else None
    chi = f"{ultima.chi} ha cambiato questi dati il {in_momento(ultima.quando)}" if ultima else CONFLITTO
    return {"titolo": chi, "confronti": confronti}


def _scritto(campo: Field, valore: Any) -> str:
    return str(valore) if isinstance(valore, Model) else in_parole(campo, valore)
