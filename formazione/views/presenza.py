"""The register of a session on a screen, on paper and as a sheet; the count of those who are not named."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from formazione.actions import presenza as atti
from formazione.choices import RegistroPresenze
from formazione.documents.registro import registro_pdf
from formazione.exports.presenza import PRESENZE
from formazione.filters.presenza import IscrittoFiltro
from formazione.forms.presenza import ConteggioForm, RegistroForm, TuttiForm
from formazione.models import Evento, Iscrizione, Sessione
from formazione.queries.pagine import indirizzo
from formazione.queries.presenza import (
    con_presenza,
    conteggi_di,
    incontro,
    iscritti_dell_incontro,
    orario_di,
    presenti_a,
    sessioni_di,
    sessioni_visibili,
)
from formazione.rules.presenza import valuta_incontro
from formazione.views.evento import evento_visibile
from formazione.workflow import EVENTO, TENGONO
from valdera_housing.actions.lettura import annota_esportazione
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito, no
from valdera_housing.kit.scrittura import plurale
from valdera_housing.models import Utente
from valdera_housing.views.elenco import rispondi_foglio
from valdera_housing.views.file import rispondi_pdf
from valdera_housing.views.modulo import mostra_modulo

PER_PAGINA, MASSIME_RIGHE = 50, 100
ORDINI = {"nome": ("cognome", "nome", "pk")}


def sessione_visibile(request: HttpRequest, pk: int) -> Sessione:
    return get_object_or_404(sessioni_visibili(request.user), pk=pk)


def impedimento(sessione: Sessione, utente: Utente) -> Esito:
    """Why presences cannot be recorded now, or nothing."""
    evento = sessione.evento
    if not EVENTO.ammette("segna_presenze", evento.stato, utente):
        return Esito((no(f"L’evento è nello stato «{evento.get_stato_display()}»: le presenze non cambiano"),))
    return Esito(valuta_incontro(orario_di(sessione.prenotazione), timezone.now()).ostacoli)


@riservata(*TENGONO)
@require_GET
def scegli(request: HttpRequest, pk: int) -> HttpResponse:
    """Straight to the register when the event has one session, otherwise choose which."""
    evento = evento_visibile(request, pk)
    sessioni = list(sessioni_di(evento))
    if len(sessioni) == 1:
        return redirect(pagina_di(evento, sessioni[0].pk))
    righe = [(incontro(sessione), pagina_di(evento, sessione.pk)) for sessione in sessioni]
    contesto = {"evento": evento, "righe": righe, "scheda": indirizzo("evento_scheda", evento.pk)}
    return render(request, "formazione/presenza/scegli.html", contesto)


def pagina_di(evento: Evento, sessione: int) -> str:
    nome = "incontro_conta" if evento.registro == RegistroPresenze.ANONIMO else "incontro_presenze"
    return reverse(f"formazione:{nome}", args=[sessione])


# --- by name ----------------------------------------------------------------------------------------------------


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def registro(request: HttpRequest, pk: int) -> HttpResponse:
    """The confirmed people, fifty at a time, with two boxes and two hours each; only what changed is written."""
    sessione = sessione_visibile(request, pk)
    if sessione.evento.registro == RegistroPresenze.ANONIMO:
        return redirect("formazione:incontro_conta", pk)
    elenco = elenco_iscritti(request, sessione)
    iscritti = righe_inviate(request, sessione) if request.method == "POST" else list(elenco.pagina)
    form = RegistroForm(request.POST or None, iscritti=iscritti, orario=orario_di(sessione.prenotazione))

    def atto(dati: dict[str, Any]) -> str:
        quante = atti.segna_presenze(sessione, form.segnature, modo=dati["modo"], utente=request.user)
        messages.success(request, salvate(quante))
        return stessa_pagina(request, sessione)

    contesto = testa(request, sessione) | {
        "elenco": elenco,
        "presenti": presenti_a(sessione),
        "impedimento": impedimento(sessione, request.user),
        "pulsanti": pulsanti(sessione),
    }
    return mostra_modulo(request, form, template="formazione/presenza/registro.html", atto=atto, contesto=contesto)


def elenco_iscritti(request: HttpRequest, sessione: Sessione) -> Elenco:
    filtro = IscrittoFiltro(request.GET, iscritti_dell_incontro(sessione), sessione=sessione)
    return Elenco(request, filtro, ORDINI, per_pagina=PER_PAGINA)


def testa(request: HttpRequest, sessione: Sessione) -> dict[str, Any]:
    """What every page of a session says on top."""
    return {
        "evento": sessione.evento,
        "incontro": incontro(sessione),
        "scheda": indirizzo("evento_scheda", sessione.evento_id),
    }


def righe_inviate(request: HttpRequest, sessione: Sessione) -> list[Iscrizione]:
    """The people of the page that was sent: who is confirmed now is for the act to say."""
    scritte = request.POST.getlist("riga")[:MASSIME_RIGHE]
    chiavi = {int(pk) for pk in scritte if pk.isascii() and pk.isdecimal() and len(pk) < 18}
    righe = con_presenza(Iscrizione.objects.filter(evento=sessione.evento_id, pk__in=chiavi), sessione)
    iscritti = list(righe.order_by(*ORDINI["nome"]))
    if len(iscritti) != len(set(scritte)):
        raise BadRequest("La pagina è scaduta: ricaricala e riprova.")
    return iscritti


def salvate(quante: int) -> str:
    return f"{quante} {plurale(quante, 'riga salvata,righe salvate')}." if quante else "Non era cambiato niente."


def stessa_pagina(request: HttpRequest, sessione: Sessione) -> str:
    domanda = {nome: request.GET[nome][:100] for nome in ("q", "chi", "pagina") if request.GET.get(nome)}
    pagina = reverse("formazione:incontro_presenze", args=[sessione.pk])
    return f"{pagina}?{urlencode(domanda)}" if domanda else pagina


def pulsanti(sessione: Sessione) -> list[Pulsante]:
    return [
        Pulsante("Segna tutti…", reverse("formazione:incontro_segna_tutti", args=[sessione.pk])),
        Pulsante("Stampa il foglio firme", reverse("formazione:incontro_registro", args=[sessione.pk])),
    ]


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def segna_tutti(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole register at once, usually from the sheet of signatures; then who was missing is taken off."""
    sessione = sessione_visibile(request, pk)
    form = TuttiForm(request.POST or None, orario=orario_di(sessione.prenotazione))

    def atto(dati: dict[str, Any]) -> str:
        if dati["chi"] == TuttiForm.PRESENTI:
            quante = atti.segna_presenze_a_tutti(sessione, dati["ore"], modo=dati["modo"], utente=request.user)
        else:
            quante = atti.segna_uscite_a_tutti(sessione, dati["ore"][1], utente=request.user)
        messages.success(request, salvate(quante))
        return reverse("formazione:incontro_presenze", args=[sessione.pk])

    contesto = testa(request, sessione) | {"presenti": presenti_a(sessione)}
    return mostra_modulo(request, form, template="formazione/presenza/tutti.html", atto=atto, contesto=contesto)


@riservata(*TENGONO)
@require_GET
def foglio(request: HttpRequest, pk: int) -> HttpResponse:
    """The register to print and sign."""
    sessione = sessione_visibile(request, pk)
    return rispondi_pdf(registro_pdf(sessione, quando=timezone.localtime()), f"foglio-firme-{sessione.pk}")


@riservata(*TENGONO)
@require_GET
def esporta(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The rows of the register with the same filters; whose data left is written in the log of reads."""
    iscritti = list(elenco_iscritti(request, sessione_visibile(request, pk)).righe)
    annota_esportazione(request.user, {i.persona for i in iscritti if i.persona})
    return rispondi_foglio(request, "presenze", PRESENZE, iscritti)


# --- by number --------------------------------------------------------------------------------------------------


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def conta(request: HttpRequest, pk: int) -> HttpResponse:
    """How many people of each group, without names."""
    sessione = sessione_visibile(request, pk)
    if sessione.evento.registro == RegistroPresenze.NOMINATIVO:
        return redirect("formazione:incontro_presenze", pk)
    conteggi = conteggi_di(sessione)
    form = ConteggioForm(request.POST or None, conteggi=conteggi)

    def atto(dati: dict[str, Any]) -> str:
        quanti = atti.conta_presenti(sessione, form.conti, utente=request.user)
        messages.success(request, f"Contate {quanti} {plurale(quanti, 'persona,persone')}.")
        return reverse("formazione:incontro_conta", args=[sessione.pk])

    contesto = testa(request, sessione) | {
        "totale": sum(conteggi.values()),
        "impedimento": impedimento(sessione, request.user),
        "foglio": reverse("formazione:incontro_registro", args=[sessione.pk]),
    }
    return mostra_modulo(request, form, template="formazione/presenza/conta.html", atto=atto, contesto=contesto)
