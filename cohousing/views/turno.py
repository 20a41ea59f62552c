"""The shifts of the services: agenda, one shift, how it went, skipped, corrected."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cohousing.actions import turno as atti
from cohousing.actions.addetto import Apre
from cohousing.choices import ASPETTI_TURNO, StatoTurno
from cohousing.exports.servizio import TURNI, chi_apre
from cohousing.filters.servizio import DA_REGISTRARE, TurnoFiltro
from cohousing.forms.turno import ModificaTurnoForm, RegistraForm, SaltaForm
from cohousing.models import Turno
from cohousing.queries.servizio import da_registrare
from cohousing.rules.servizio import Orario, minuti_aperto
from cohousing.workflow import TENGONO, TURNO, VEDONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto, Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_durata
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import PaginaAtto, mostra_modulo, mostra_pagina, versione_della_richiesta

ORDINI = {
    "quando": ("inizio", "pk"),
    "servizio": ("servizio__nome", "inizio", "pk"),
}
MODULO = "cohousing/turno/modulo.html"
SALTA = PaginaAtto(
    "Il turno non si è fatto", "Non conta fra le ore aperte; in quelle ore se ne può mettere un altro.",
    "Segna come saltato", "Turno saltato.", pericolo=True,
)  # fmt: skip


class RigaTurno(NamedTuple):
    """A row of the agenda."""

    turno: Turno
    quando: str
    aspetto: Aspetto
    apre: str
    di_oggi: bool
    registra_url: str


def pagina(atto: str, turno: Turno) -> str:
    return reverse(f"cohousing:turno_{atto}", args=[turno.pk])


def elenco_turni(request: HttpRequest) -> Elenco:
    """From today on, the nearest first; what is past from the last one."""
    visibili = Turno.objects.visibili_a(request.user)
    filtro = TurnoFiltro(request.GET, visibili.select_related("servizio__struttura").prefetch_related("addetti"))
    return Elenco(request, filtro, ORDINI, predefinito="-quando" if filtro.guarda_indietro else "quando")


@riservata(*VEDONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    turni = elenco_turni(request)
    tardi = da_registrare(Turno.objects.visibili_a(request.user)).count()
    return mostra_elenco(
        request,
        turni,
        "cohousing/turno/elenco.html",
        righe=[riga(turno, request.user) for turno in turni.pagina],
        tardi=tardi,
        tardi_url=reverse("cohousing:turno_elenco", query={"stato": DA_REGISTRARE}),
    )


def riga(turno: Turno, utente: Utente) -> RigaTurno:
    orario = Orario(turno.inizio, turno.fine)
    possibile = TURNO.ammette("registra", turno.stato, utente)
    return RigaTurno(
        turno,
        str(orario),
        ASPETTI_TURNO[turno.stato],
        chi_apre(turno),
        orario.giorno == oggi(),
        pagina("registra", turno) if possibile and orario.giorno <= oggi() else "",
    )


@riservata(*VEDONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order; kinds and numbers, never names."""
    return rispondi_foglio(request, "turni-dei-servizi", TURNI, elenco_turni(request).righe)


def turno_visibile(request: HttpRequest, pk: int) -> Turno:
    visibili = Turno.objects.visibili_a(request.user).select_related("servizio__struttura", "creato_da")
    return get_object_or_404(visibili.prefetch_related("addetti"), pk=pk)


@riservata(*VEDONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    turno = turno_visibile(request, pk)
    con_nomi = request.user.ha_ruolo(*TENGONO)
    contesto = {
        "turno": turno,
        "quando": str(Orario(turno.inizio, turno.fine)),
        "aspetto": ASPETTI_TURNO[turno.stato],
        "fatti": fatti(turno),
        "addetti": turno.addetti.all() if con_nomi else [],
        "apre": chi_apre(turno),
        "pulsanti": pulsanti(turno, request.user),
        "modifiche": storia_di(turno, parti="addetti", nascosti=() if con_nomi else ("nome",)),
    }
    return render(request, "cohousing/turno/scheda.html", contesto)


def fatti(turno: Turno) -> list[Voce]:
    svolto = turno.stato == StatoTurno.SVOLTO
    voci = [
        Voce("Servizio", turno.servizio.nome, reverse("cohousing:servizio_scheda", args=[turno.servizio_id])),
        Voce("Condominio", turno.servizio.struttura.nome),
        Voce("Durata", in_durata(minuti_aperto(turno.inizio, turno.fine))),
        Voce("Persone che abitano lì", str(turno.abitanti) if svolto else ""),
        Voce("Persone del quartiere", str(turno.quartiere) if svolto else ""),
        Voce("Venute per la prima volta", str(turno.prime_volte) if svolto else ""),
        Voce("Com’è andata", turno.note),
        Voce("Perché non si è fatto", turno.motivo),
        Voce("Scritto da", str(turno.creato_da)),
    ]
    return [voce for voce in voci if voce.valore]


def pulsanti(turno: Turno, utente: Utente) -> list[Pulsante]:
    tipi: dict[str, Any] = {"registra": "primario", "salta": "rischio"}
    bottoni = [
        Pulsante(t.etichetta, pagina(t.atto, turno), tipi.get(t.atto, "secondario"))
        for t in TURNO.atti_possibili(turno.stato, utente)
    ]
    return sorted(bottoni, key=lambda bottone: bottone.tipo != "primario")


def apre_adesso(turno: Turno) -> list[tuple[str, str]]:
    return [(addetto.nome, addetto.natura) for addetto in turno.addetti.all()]


def intorno(turno: Turno, titolo: str, azione: str) -> dict[str, Any]:
    return {
        "titolo": titolo,
        "sottotitolo": f"{turno.servizio}, {turno.servizio.struttura}: {Orario(turno.inizio, turno.fine)}",
        "azione": azione,
        "servizio": turno.servizio,
        "turno": turno,
        "annulla": pagina("scheda", turno),
        "versione": turno.versione,
        "conflitto": None,
    }


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def registra(request: HttpRequest, pk: int) -> HttpResponse:
    """How it went, on a phone at the door."""
    turno = turno_visibile(request, pk)
    form = RegistraForm(request.POST or None, apre=apre_adesso(turno))

    def atto(dati: dict[str, Any]) -> str:
        apre = [Apre(*riga) for riga in form.addetti.scritti()]
        versione = versione_della_richiesta(request)
        atti.registra_turno(turno, form.venuti(), dati["note"], apre, utente=request.user, versione=versione)
        messages.success(request, "Turno registrato.")
        return pagina("scheda", turno)

    contesto = intorno(turno, "Com’è andato il turno", "Registra il turno")
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    turno = turno_visibile(request, pk)
    form = ModificaTurnoForm(request.POST or None, turno=turno, apre=apre_adesso(turno))

    def atto(_: dict[str, Any]) -> str:
        apre = [Apre(*riga) for riga in form.addetti.scritti()]
        versione = versione_della_richiesta(request)
        atti.modifica_turno(turno, form.dati(), apre, utente=request.user, versione=versione)
        messages.success(request, "Modifiche salvate.")
        return pagina("scheda", turno)

    contesto = intorno(turno, "Modifica il turno", "Salva")
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def salta(request: HttpRequest, pk: int) -> HttpResponse:
    turno = turno_visibile(request, pk)
    form = SaltaForm(request.POST or None)

    def fai(dati: dict[str, Any]) -> object:
        versione = versione_della_richiesta(request)
        return atti.salta_turno(turno, dati["motivo"], utente=request.user, versione=versione)

    contesto = intorno(turno, SALTA.titolo, SALTA.azione)
    scheda = pagina("scheda", turno)
    return mostra_pagina(request, SALTA, form, fai, template="cohousing/turno/salta.html", poi=scheda, **contesto)
