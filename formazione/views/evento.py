"""The events: list, record, history, new and corrected."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from formazione.actions import evento as atti
from formazione.choices import ASPETTI_EVENTO, ASPETTI_SALA, StatoEvento
from formazione.exports.evento import EVENTI, per_chi
from formazione.filters.evento import EventoFiltro
from formazione.forms.evento import EventoForm
from formazione.models import Evento, Sessione
from formazione.queries.evento import con_sala, storia_evento
from formazione.queries.pagine import indirizzo
from formazione.queries.pannelli_evento.insieme import pannelli
from formazione.workflow import EVENTO, TENGONO, VEDONO, VIVI
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto, Pulsante, Tessera, Voce
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import con_giorno, in_data, in_durata, in_ora, in_periodo, plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

ORDINI = {
    "quando": ("inizia_il", "pk"),
    "titolo": ("titolo", "pk"),
    "iscritti": ("iscritti", "pk"),
}
# Done at once from the record: they ask for nothing.
DIRETTI = ("chiudi_iscrizioni",)
PRIMO = {
    StatoEvento.PROGRAMMATO: "apri_iscrizioni",
    StatoEvento.ISCRIZIONI_APERTE: "iscrivi",
    StatoEvento.SVOLTO: "rilascia_attestati",
}


class RigaEvento(NamedTuple):
    """A row of the list. ``da_chiudere``: its meetings are over and nobody closed it."""

    evento: Evento
    aspetto: Aspetto
    posti: str
    da_chiudere: bool


def elenco_eventi(request: HttpRequest) -> Elenco:
    """Those still to be held, the nearest first: what is late to close comes on top."""
    visibili = Evento.objects.visibili_a(request.user).select_related("comune", "referente")
    return Elenco(request, EventoFiltro(request.GET, visibili), ORDINI)


@riservata(*VEDONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    eventi = elenco_eventi(request)
    tiene = request.user.ha_ruolo(*TENGONO)
    nuovo = [Pulsante("Nuovo evento", reverse("formazione:evento_nuovo"), "primario")] if tiene else []
    return mostra_elenco(
        request,
        eventi,
        "formazione/evento/elenco.html",
        pulsanti=nuovo,
        righe=[RigaEvento(e, ASPETTI_EVENTO[e.stato], posti(e), da_chiudere(e)) for e in eventi.pagina],
    )


@riservata(*VEDONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "eventi", EVENTI, elenco_eventi(request).righe.iterator())


def posti(evento: Evento) -> str:
    """``12 su 20, 3 in attesa``; without a limit only how many."""
    presi = str(evento.iscritti) if evento.posti is None else f"{evento.iscritti} su {evento.posti}"
    return f"{presi}, {evento.in_attesa} in attesa" if evento.in_attesa else presi


def da_chiudere(evento: Evento) -> bool:
    return evento.stato in VIVI and evento.finisce_il is not None and evento.finisce_il < oggi()


def quando(evento: Evento) -> str:
    if evento.inizia_il is None:
        return "Giorno da fissare"
    if evento.inizia_il == evento.finisce_il:
        return con_giorno(evento.inizia_il)
    return in_periodo(evento.inizia_il, evento.finisce_il)


def evento_visibile(request: HttpRequest, pk: int) -> Evento:
    visibili = Evento.objects.visibili_a(request.user).select_related("comune", "referente", "creato_da")
    return get_object_or_404(visibili, pk=pk)


def pagina(atto: str, evento: Evento) -> str:
    return reverse(f"formazione:evento_{atto}", args=[evento.pk])


@riservata(*VEDONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    return mostra_scheda(request, evento_visibile(request, pk))


def mostra_scheda(request: HttpRequest, evento: Evento, rifiuto: Esito | None = None) -> HttpResponse:
    """The record; ``rifiuto`` is why the act just asked for was not done."""
    tiene = EVENTO.ammette("modifica", evento.stato, request.user)
    contesto = {
        "evento": evento,
        "aspetto": ASPETTI_EVENTO[evento.stato],
        "quando": quando(evento),
        "rifiuto": rifiuto,
        "tessere": tessere(evento),
        "fatti": fatti(evento),
        "incontri": [incontro(s, tiene=tiene) for s in con_sala(evento.sessioni.order_by("prenotazione__inizio"))],
        "aggiungi_url": pagina("aggiungi_sessione", evento) if tiene else "",
        "pannelli": pannelli(evento, request.user),
        "pulsanti": pulsanti(evento, request.user),
    }
    return render(request, "formazione/evento/scheda.html", contesto)


def tessere(evento: Evento) -> list[Tessera]:
    liberi = evento.posti_liberi
    nota = "senza limite di posti" if liberi is None else f"{liberi} {plurale(liberi, 'posto libero,posti liberi')}"
    attesa = [Tessera("In attesa", str(evento.in_attesa))] if evento.in_attesa else []
    return [
        Tessera("Iscritti", str(evento.iscritti), nota if evento.stato in VIVI else ""),
        *attesa,
        Tessera("Durata", in_durata(evento.minuti) or "–", "di tutti gli incontri"),
    ]


def fatti(evento: Evento) -> list[Voce]:
    attestato = f"a chi frequenta almeno il {evento.soglia} per cento delle ore" if evento.con_attestato else ""
    preventivo = in_euro(evento.preventivo) if evento.preventivo is not None else ""
    pubblica = pagina_pubblica(evento)
    voci = [
        Voce("Numero", evento.numero),
        Voce("Tipo", evento.get_tipo_display()),
        Voce("A chi si rivolge", per_chi(evento)),
        Voce("Comune", evento.comune.nome if evento.comune else "Tutta l’Unione"),
        Voce("Chi lo segue", str(evento.referente)),
        Voce("Iscrizioni", iscrizioni(evento)),
        Voce("Pagina pubblica", "Apri la pagina pubblica" if pubblica else "", pubblica),
        Voce("Presenze", evento.get_registro_display()),
        Voce("Attestato", attestato),
        Voce("Codice di accreditamento", evento.accreditamento),
        Voce("Preventivo", preventivo),
        Voce("Svolto il", in_data(evento.svolto_il) if evento.svolto_il else ""),
        Voce("Perché è annullato", evento.motivo),
        Voce("Registrato", f"{in_data(evento.creato_il)}, {evento.creato_da}"),
    ]
    return [voce for voce in voci if voce.valore]


def pagina_pubblica(evento: Evento) -> str:
    """Where anyone enrols, while there is such a page."""
    aperta = evento.iscrizioni_pubbliche and evento.stato == StatoEvento.ISCRIZIONI_APERTE
    return indirizzo("pubblica_evento", evento.codice) if aperta else ""


def iscrizioni(evento: Evento) -> str:
    if not evento.iscrizioni_pubbliche:
        return "solo in ufficio"
    dal = f" dal {in_data(evento.iscrizioni_dal)}" if evento.iscrizioni_dal else ""
    al = f" fino al {in_data(evento.iscrizioni_al)}" if evento.iscrizioni_al else ""
    return f"anche dalla pagina pubblica{dal}{al}"


def incontro(sessione: Sessione, *, tiene: bool) -> dict[str, Any]:
    """A session as the record shows it, with the state of its room and what may be done."""
    p = sessione.prenotazione
    viva = p.annullata_alle is None
    return {
        "sessione": sessione,
        "quando": f"{con_giorno(p.inizio)}–{in_ora(p.fine)}",
        "dove": luogo_di(sessione),
        "chi": str(p.operatore or ""),
        "aspetto": aspetto_incontro(sessione),
        "sala_url": indirizzo("sala_scheda", sessione.sala_pk) if sessione.sala_pk else "",
        "viva": viva,
        "tiene": tiene,
    }


def luogo_di(sessione: Sessione) -> str:
    """Room and desk, or the address; at a distance when there is only the link."""
    p = sessione.prenotazione
    posto = f"{p.stanza.nome}, {p.sede}" if p.stanza else sessione.luogo
    return posto or ("A distanza" if sessione.collegamento else "")


def aspetto_incontro(sessione: Sessione) -> Aspetto | None:
    """The room that was asked for, or that nobody knows where: it was refused. Elsewhere there is nothing to wait."""
    if sessione.prenotazione.annullata_alle is not None:
        return Aspetto("croce", "negativo", "Annullato")
    if sessione.sala_stato is None:
        return None if luogo_di(sessione) else Aspetto("triangolo", "attesa", "Manca il posto")
    aspetto = ASPETTI_SALA[sessione.sala_stato]
    return aspetto._replace(etichetta=f"Sala {aspetto.etichetta.lower()}")


def pulsanti(evento: Evento, utente: Utente) -> list[Pulsante]:
    """The acts of the table that have a page, the one that comes now first."""
    bottoni = [
        Pulsante(t.etichetta, url, tipo_pulsante(t.atto, evento), "post" if t.atto in DIRETTI else "get")
        for t in EVENTO.atti_possibili(evento.stato, utente)
        if (url := indirizzo(f"evento_{t.atto}", evento.pk))
    ]
    return sorted(bottoni, key=lambda bottone: bottone.tipo != "primario")


def tipo_pulsante(atto: str, evento: Evento) -> Any:
    if atto == "annulla":
        return "rischio"
    primo = PRIMO.get(StatoEvento(evento.stato))
    if primo == "apri_iscrizioni" and evento.inizia_il is None:
        primo = "aggiungi_sessione"
    return "primario" if atto == primo else "secondario"


@riservata(*VEDONO)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what, of the event, of its sessions and of their hours."""
    evento = evento_visibile(request, pk)
    contesto = {"evento": evento, "modifiche": storia_evento(evento)}
    return render(request, "formazione/evento/storia.html", contesto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    form = EventoForm(request.POST if request.method == "POST" else None, initial={"referente": request.user.pk})

    def atto(_: dict[str, Any]) -> str:
        evento = atti.crea_evento(form.dati(), utente=request.user)
        messages.success(request, f"Evento {evento.numero} scritto: ora aggiungi il primo incontro.")
        return pagina("scheda", evento)

    contesto = {
        "titolo": "Nuovo evento",
        "guida": "Un corso, un incontro, un’iniziativa. Giorni e sale si aggiungono dopo, incontro per incontro.",
        "azione": "Scrivi l’evento",
        "annulla": reverse("formazione:evento_elenco"),
        "versione": None,
    }
    return mostra_modulo(request, form, template="formazione/evento/modulo.html", atto=atto, contesto=contesto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    evento = evento_visibile(request, pk)
    form = EventoForm(request.POST if request.method == "POST" else None, instance=Evento.objects.get(pk=evento.pk))

    def atto(_: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.modifica_evento(evento, form.dati(), utente=request.user, versione=versione)
        messages.success(request, "Modifiche salvate.")
        return pagina("scheda", evento)

    contesto = {
        "titolo": f"Modifica {evento.numero}",
        "guida": evento.titolo,
        "azione": "Salva",
        "annulla": pagina("scheda", evento),
        "versione": evento.versione,
    }
    return mostra_modulo(request, form, template="formazione/evento/modulo.html", atto=atto, contesto=contesto)
