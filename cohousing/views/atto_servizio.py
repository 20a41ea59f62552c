"""The acts on a service that have a page of their own: plan its shifts, close it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cohousing.actions import servizio as atti
from cohousing.actions.addetto import Apre
from cohousing.forms.servizio import ChiudiServizioForm, TurniForm
from cohousing.queries import servizio as archivio
from cohousing.views.servizio import pagina, servizio_visibile
from cohousing.workflow import TENGONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.scrittura import plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.views.modulo import PaginaAtto, mostra_modulo, mostra_pagina, versione_della_richiesta

CHIUDI = PaginaAtto(
    "Chiudi il servizio", "Ore e persone contate restano. Non si aggiungono più turni.", "Chiudi il servizio",
    "Servizio chiuso.", pericolo=True,
)  # fmt: skip


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def chiudi(request: HttpRequest, pk: int) -> HttpResponse:
    servizio = servizio_visibile(request, pk)
    form = ChiudiServizioForm(request.POST or None)

    def fai(dati: dict[str, Any]) -> object:
        versione = versione_della_richiesta(request)
        return atti.chiudi_servizio(servizio, dati["al"], salta=dati["salta"], utente=request.user, versione=versione)

    return mostra_pagina(
        request, CHIUDI, form, fai, template="cohousing/servizio/chiudi.html", poi=pagina("scheda", servizio),
        servizio=servizio, previsti=archivio.previsti_dopo(servizio, oggi()).count(),
    )  # fmt: skip


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def aggiungi_turno(request: HttpRequest, pk: int) -> HttpResponse:
    """Shifts to plan; those that meet another are named and left out."""
    servizio = servizio_visibile(request, pk)
    solito = archivio.chi_apre_di_solito(servizio) if request.method != "POST" else []
    form = TurniForm(request.POST or None, servizio=servizio, apre=solito)

    def atto(dati: dict[str, Any]) -> str:
        apre = [Apre(*riga) for riga in form.addetti.scritti()]
        aggiunti = atti.aggiungi_turno_servizio(servizio, dati["orari"], apre, utente=request.user)
        quanti = len(aggiunti.fatti)
        messages.success(request, f"{quanti} {plurale(quanti, 'turno aggiunto,turni aggiunti')}.")
        if aggiunti.occupati:
            messages.warning(request, lasciati_fuori([str(orario) for orario in aggiunti.occupati]))
        return reverse("cohousing:turno_elenco", query={"servizio": servizio.pk})

    contesto = {
        "titolo": "Aggiungi turni",
        "sottotitolo": " · ".join(filter(None, (f"{servizio}, {servizio.struttura}", servizio.orario))),
        "azione": "Aggiungi i turni",
        "servizio": servizio,
        "turno": None,
        "annulla": pagina("scheda", servizio),
        "versione": None,
        "conflitto": None,
    }
    return mostra_modulo(request, form, template="cohousing/turno/modulo.html", atto=atto, contesto=contesto)


NOMINATI = 5


def lasciati_fuori(orari: list[str]) -> str:
    """Which hours were already taken, the first ones by name."""
    altri = len(orari) - NOMINATI
    coda = f" e altri {altri}" if altri > 0 else ""
    return f"Lasciati fuori perché c’era già un turno: {', '.join(orari[:NOMINATI])}{coda}."
