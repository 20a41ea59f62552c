"""The sessions of an event: added, moved, cancelled, put in one's own calendar."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from formazione.actions import sessione as atti
from formazione.forms.evento import ConfermaForm
from formazione.forms.sessione import SessioneForm
from formazione.models import Evento, Sessione
from formazione.queries.evento import con_sala
from formazione.views.evento import evento_visibile, luogo_di, pagina
from formazione.workflow import TENGONO, VEDONO
from valdera_housing.documents import evento_ics
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.scrittura import con_giorno, in_ora, plurale
from valdera_housing.views.modulo import mostra_modulo

MODULO = "formazione/sessione/modulo.html"


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def aggiungi(request: HttpRequest, pk: int) -> HttpResponse:
    evento = evento_visibile(request, pk)
    tiene = evento.referente_id if evento.referente.ha_ruolo(*TENGONO) else None
    form = SessioneForm(request.POST if request.method == "POST" else None, initial={"operatore": tiene})

    def atto(_: dict[str, Any]) -> str:
        sessione = atti.aggiungi_sessione(evento, atti.DatiSessione(**form.sessione()), utente=request.user)
        messages.success(request, f"Incontro {sessione.numero} aggiunto: {detto(sessione)}.")
        return pagina("scheda", evento)

    contesto = contesto_di(evento, "Aggiungi un incontro", "Aggiungi")
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def sposta(request: HttpRequest, pk: int) -> HttpResponse:
    """Also one that was cancelled, or that the Unione refused a room to, finds a new day or place."""
    sessione = sessione_visibile(request, pk)
    evento = sessione.evento
    form = SessioneForm(request.POST if request.method == "POST" else None, initial=iniziale(sessione))

    def atto(_: dict[str, Any]) -> str:
        spostata = atti.sposta_sessione(sessione, atti.DatiSessione(**form.sessione()), utente=request.user)
        messages.success(request, f"Incontro {spostata.numero}: {detto(spostata)}.{da_avvisare(evento)}")
        return pagina("scheda", evento)

    titolo = f"Sposta l’incontro {sessione.numero}"
    return mostra_modulo(
        request, form, template=MODULO, atto=atto, contesto=contesto_di(evento, titolo, "Salva l’incontro")
    )


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def annulla(request: HttpRequest, pk: int) -> HttpResponse:
    sessione = sessione_visibile(request, pk)
    evento = sessione.evento
    form = ConfermaForm(request.POST or None)

    def atto(_: dict[str, Any]) -> str:
        atti.annulla_sessione(sessione, utente=request.user)
        fatto = f"Incontro {sessione.numero} annullato: orario e sala sono di nuovo liberi."
        messages.success(request, f"{fatto}{da_avvisare(evento)}")
        return pagina("scheda", evento)

    contesto = contesto_di(evento, f"Annulla l’incontro {sessione.numero}", "Annulla l’incontro") | {
        "sessione": sessione,
        "quando": detto(sessione),
        "dove": luogo_di(sessione),
    }
    return mostra_modulo(request, form, template="formazione/sessione/annulla.html", atto=atto, contesto=contesto)


@riservata(*VEDONO)
@require_GET
def calendario(request: HttpRequest, pk: int) -> HttpResponse:
    """A session that is to be held, to add to one's own calendar."""
    sessione = sessione_visibile(request, pk)
    risposta = HttpResponse(evento_ics(sessione.prenotazione), content_type="text/calendar; charset=utf-8")
    nome = f"{sessione.evento.numero}-{sessione.numero}.ics"
    risposta["Content-Disposition"] = f'attachment; filename="{nome}"'
    return risposta


def sessione_visibile(request: HttpRequest, pk: int) -> Sessione:
    eventi = Evento.objects.visibili_a(request.user)
    visibili = con_sala(Sessione.objects.filter(evento__in=eventi)).select_related("evento")
    return get_object_or_404(visibili, pk=pk)


def detto(sessione: Sessione) -> str:
    p = sessione.prenotazione
    return f"{con_giorno(p.inizio)}–{in_ora(p.fine)}"


def da_avvisare(evento: Evento) -> str:
    """The worker writes to those who left an address: who moves a session tells the others."""
    persone = f"{evento.iscritti} {plurale(evento.iscritti, 'persona iscritta,persone iscritte')}"
    scriviamo = "chi ha lasciato l’e-mail riceve il nuovo programma, gli altri avvisali tu"
    return f" {persone}: {scriviamo}." if evento.iscritti else ""


def iniziale(sessione: Sessione) -> dict[str, Any]:
    p = sessione.prenotazione
    qui = timezone.localtime(p.inizio)
    return {
        "titolo": sessione.titolo,
        "giorno": qui.date(),
        "ora": qui.time(),
        "minuti": int((p.fine - p.inizio).total_seconds() // 60),
        "operatore": p.operatore_id,
        "stanza": p.stanza_id,
        "partecipanti": p.partecipanti,
        "luogo": sessione.luogo,
        "collegamento": sessione.collegamento,
        "disciplinare_accettato": bool(sessione.sala_disciplinare),
    }


def contesto_di(evento: Evento, titolo: str, azione: str) -> dict[str, Any]:
    return {"evento": evento, "titolo": titolo, "azione": azione, "annulla": pagina("scheda", evento)}
