"""The QR of an enrolment: at the door for who keeps the events, at home for who is to come."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from formazione.actions import presenza as atti
from formazione.choices import ASPETTI_ISCRIZIONE, RegistroPresenze, StatoIscrizione
from formazione.models import Iscrizione, Presenza, Sessione
from formazione.queries.pagine import indirizzo
from formazione.queries.presenza import (
    Incontro,
    incontro,
    iscrizione_con_codice,
    sessioni_del_giorno,
    sessioni_future,
    sessioni_visibili,
)
from formazione.rules.presenza import valuta_persona
from formazione.views.presenza import impedimento
from formazione.workflow import TENGONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import in_ora
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente
from valdera_housing.views.modulo import esegui_o_spiega

# What a person reads of her own enrolment, beside when and where.
PAROLE = {
    StatoIscrizione.DA_CONFERMARE: "L’iscrizione non è ancora confermata: apri il collegamento che hai ricevuto.",
    StatoIscrizione.IN_ATTESA: "L’iscrizione è in lista d’attesa: se si libera un posto ti scriviamo.",
    StatoIscrizione.ANNULLATA: "Questa iscrizione è annullata.",
    StatoIscrizione.SCADUTA: "Questa iscrizione non è stata confermata in tempo.",
}


class AllaPorta(NamedTuple):
    """A session of today as the person at the door sees it."""

    incontro: Incontro
    parole: str
    pulsanti: list[Pulsante]


def iscrizione_del_codice(codice: str) -> Iscrizione:
    iscrizione = iscrizione_con_codice(codice)
    if iscrizione is None:
        raise Http404("Questo codice non c’è.")
    return iscrizione


@login_not_required
@require_GET
def scheda(request: HttpRequest, codice: str) -> HttpResponse:
    """Who keeps the events records the person; anybody else reads when and where to come, and no name."""
    iscrizione = iscrizione_del_codice(codice)
    if request.user.is_authenticated and request.user.ha_ruolo(*TENGONO):
        return alla_porta(request, iscrizione)
    evento = iscrizione.evento
    contesto = {
        "evento": evento,
        "avviso": PAROLE.get(StatoIscrizione(iscrizione.stato), ""),
        "incontri": [incontro(sessione) for sessione in sessioni_future(evento, oggi())],
        "entra_url": "" if request.user.is_authenticated else reverse("account_login", query={"next": request.path}),
    }
    risposta = render(request, "formazione/presenza/mia.html", contesto)
    risposta["Cache-Control"] = "private, no-store"
    risposta["X-Robots-Tag"] = "noindex"
    return risposta


def alla_porta(request: HttpRequest, iscrizione: Iscrizione, rifiuto: Esito | None = None) -> HttpResponse:
    evento = iscrizione.evento
    presenze = {p.sessione_id: p for p in iscrizione.presenze.all()}
    sessioni, anonimo = sessioni_del_giorno(evento, oggi()), evento.registro == RegistroPresenze.ANONIMO
    contesto = {
        "iscrizione": iscrizione,
        "aspetto": ASPETTI_ISCRIZIONE[iscrizione.stato],
        "evento": evento,
        "scheda": indirizzo("evento_scheda", evento.pk),
        "righe": [] if anonimo else [riga(s, iscrizione, presenze.get(s.pk), request.user) for s in sessioni],
        "altri": [] if sessioni else [incontro(s) for s in sessioni_future(evento, oggi())],
        "anonimo": anonimo,
        "rifiuto": rifiuto,
    }
    return render(request, "formazione/presenza/porta.html", contesto)


def riga(sessione: Sessione, iscrizione: Iscrizione, presenza: Presenza | None, utente: Utente) -> AllaPorta:
    """The button that comes next: in, then out; a disabled one says why."""
    sessione.evento = iscrizione.evento
    motivo = str(
        impedimento(sessione, utente)
        + valuta_persona(str(iscrizione), stato=iscrizione.stato, attestato=getattr(iscrizione, "attestato", ""))
    )
    questo = (("incontro", str(sessione.pk)),)
    if presenza is None:
        entra = reverse("formazione:presenza_segna_entrata", args=[iscrizione.codice])
        bottoni = [Pulsante("Segna entrata", entra, "primario", "post", motivo, nascosti=questo)]
        return AllaPorta(incontro(sessione), "Non è ancora segnata.", bottoni)
    togli = reverse("formazione:presenza_togli", args=[presenza.pk])
    via = Pulsante("Togli la presenza", togli, "piano", "post", motivo)
    if presenza.uscita is None:
        esci = reverse("formazione:presenza_segna_uscita", args=[iscrizione.codice])
        bottoni = [Pulsante("Segna uscita", esci, "primario", "post", motivo, nascosti=questo), via]
        return AllaPorta(incontro(sessione), f"Entrata alle {in_ora(presenza.entrata)}.", bottoni)
    parole = f"Entrata alle {in_ora(presenza.entrata)}, uscita alle {in_ora(presenza.uscita)}."
    return AllaPorta(incontro(sessione), parole, [via])


@riservata(*TENGONO)
@require_POST
def segna_entrata(request: HttpRequest, codice: str) -> HttpResponse:
    def atto(sessione: Sessione, iscrizione: Iscrizione) -> str:
        presenza = atti.segna_entrata(sessione, iscrizione, utente=request.user)
        return f"Entrata segnata alle {in_ora(presenza.entrata)}."

    return segna(request, codice, atto)


@riservata(*TENGONO)
@require_POST
def segna_uscita(request: HttpRequest, codice: str) -> HttpResponse:
    def atto(sessione: Sessione, iscrizione: Iscrizione) -> str:
        presenza = atti.segna_uscita(sessione, iscrizione, utente=request.user)
        return f"Uscita segnata alle {in_ora(presenza.uscita)}." if presenza.uscita else ""

    return segna(request, codice, atto)


def segna(request: HttpRequest, codice: str, atto: Callable[[Sessione, Iscrizione], str]) -> HttpResponse:
    """Do it and come back to the same page, which says what is recorded now."""
    iscrizione = iscrizione_del_codice(codice)
    scritto = request.POST.get("incontro", "")
    if not (scritto.isascii() and scritto.isdecimal() and len(scritto) < 18):
        raise BadRequest("La pagina è scaduta: ricaricala e riprova.")
    sessione = get_object_or_404(sessioni_visibili(request.user), pk=int(scritto), evento=iscrizione.evento_id)

    def fai() -> str:
        messages.success(request, atto(sessione, iscrizione))
        return reverse("formazione:presenza_qr", args=[codice])

    return esegui_o_spiega(request, fai, lambda esito: alla_porta(request, iscrizione, esito))


@riservata(*TENGONO)
@require_POST
def togli(request: HttpRequest, pk: int) -> HttpResponse:
    """A presence recorded by mistake goes."""
    presenze = Presenza.objects.filter(sessione__in=sessioni_visibili(request.user))
    presenza = get_object_or_404(presenze.select_related("sessione", "iscrizione"), pk=pk)
    iscrizione = iscrizione_del_codice(presenza.iscrizione.codice)

    def fai() -> str:
        atti.togli_presenza(presenza, utente=request.user)
        messages.success(request, "Presenza tolta.")
        return reverse("formazione:presenza_qr", args=[iscrizione.codice])

    return esegui_o_spiega(request, fai, lambda esito: alla_porta(request, iscrizione, esito))
