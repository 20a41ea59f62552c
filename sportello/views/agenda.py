"""The agenda: the week or the day, by operator, room or comune; the sheet of the day on paper."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from sportello.documents.agenda import agenda_pdf
from sportello.forms.appuntamento import FoglioForm
from sportello.queries.agenda import PER, VISTE, Agenda, Liberi, Scelta, agenda
from sportello.queries.foglio import righe_foglio
from sportello.queries.sfratto import ProssimaSfratto, prossime
from sportello.workflow import SEGUONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.kit.campi import PRIMO_GIORNO, ULTIMO_GIORNO
from valdera_housing.kit.giorni import in_parole
from valdera_housing.kit.scrittura import GIORNI, per_esteso, plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente
from valdera_housing.rules.orari import ROMA, Posto

UNA_SETTIMANA = timedelta(days=7)


@riservata(*SEGUONO)
@require_GET
def calendario(request: HttpRequest) -> HttpResponse:
    """``?giorno=2026-11-19&vista=settimana|giorno&per=operatore|stanza|comune&operatore=&sede=``."""
    scelta = scelta_di(request)
    mostrata = agenda(scelta, request.user)
    parametri = request.GET.copy()
    passo = timedelta(days=1) if scelta.vista == "giorno" else UNA_SETTIMANA

    def verso(**altro: Any) -> str:
        altri = parametri.copy()
        for nome, valore in altro.items():
            altri[nome] = valore
        return f"?{altri.urlencode()}"

    contesto = {
        "agenda": mostrata,
        "scelta": scelta,
        "oggi": oggi(),
        "sottotitolo": sottotitolo(scelta, mostrata),
        "testate": [(g, f"{GIORNI[g.weekday()][:3].capitalize()} {g.day}") for g in mostrata.giorni],
        "giorni": [(g, GIORNI[g.weekday()][:3].capitalize(), verso(giorno=g)) for g in mostrata.giorni],
        "conti": {g: sum(not v.annullata for v in mostrata.del_giorno(g)) for g in mostrata.giorni},
        "liberi": [(giorno, posti_da_prenotare(giorno, mostrata, scelta)) for giorno in mostrata.liberi],
        "del_giorno": mostrata.del_giorno(scelta.giorno),
        "sfratti": date_degli_sfratti(mostrata, request.user),
        "nome_giorno": GIORNI[scelta.giorno.weekday()].capitalize(),
        "prima": verso(giorno=scelta.giorno - passo),
        "adesso": verso(giorno=oggi()),
        "dopo": verso(giorno=scelta.giorno + passo),
        "per": [(nome, etichetta, verso(per=nome)) for nome, etichetta in PER.items()],
        "viste": [(nome, etichetta, verso(vista=nome)) for nome, etichetta in VISTE.items()],
        "pulsanti": pulsanti(scelta),
    }
    return render(request, "sportello/agenda/calendario.html", contesto)


def date_degli_sfratti(mostrata: Agenda, utente: Utente) -> list[tuple[date, list[ProssimaSfratto]]]:
    """Day by day, what falls due in the evictions this person follows; nothing when no day has any."""
    giorni = {giorno: [] for giorno in mostrata.giorni}
    vicine = prossime(utente, mostrata.giorni[0], mostrata.giorni[-1])
    for data in vicine:
        if data.giorno in giorni:
            giorni[data.giorno].append(data)
    return list(giorni.items()) if vicine else []


def scelta_di(request: HttpRequest) -> Scelta:
    """What the address asks; a word that makes no sense counts as not said."""
    dati = request.GET
    try:
        giorno = date.fromisoformat(dati.get("giorno", ""))
    except ValueError:
        giorno = oggi()
    if not PRIMO_GIORNO + UNA_SETTIMANA <= giorno <= ULTIMO_GIORNO - UNA_SETTIMANA:
        giorno = oggi()
    vista, per = dati.get("vista", ""), dati.get("per", "")
    return Scelta(
        giorno,
        vista if vista in VISTE else "settimana",
        per if per in PER else "operatore",
        chiave(dati.get("operatore", "")),
        chiave(dati.get("sede", "")),
    )


def chiave(testo: str) -> int | None:
    return int(testo) if testo.isascii() and testo.isdecimal() and len(testo) < 10 else None


def sottotitolo(scelta: Scelta, mostrata: Agenda) -> str:
    primo, ultimo = mostrata.giorni[0], mostrata.giorni[-1]
    if scelta.vista == "giorno":
        quando = per_esteso(scelta.giorno).capitalize()
    else:
        dal = str(primo.day) if primo.month == ultimo.month else in_parole(primo, anno=primo.year != ultimo.year)
        quando = f"Da {GIORNI[primo.weekday()]} {dal} a {per_esteso(ultimo)}"
    quanti = f"{mostrata.impegni} {plurale(mostrata.impegni, 'impegno,impegni')}"
    annullati = {0: "", 1: ", uno annullato"}.get(mostrata.annullati, f", {mostrata.annullati} annullati")
    posti = f"; {mostrata.posti} {plurale(mostrata.posti, 'posto libero,posti liberi')}" if mostrata.sede else ""
    return f"{quando}. {quanti}{annullati}{posti}."


def posti_da_prenotare(giorno: Liberi, mostrata: Agenda, scelta: Scelta) -> list[tuple[Posto, str]]:
    """Each free slot with the address that books it."""
    return [(posto, _prenota(posto, mostrata, scelta)) for posto in giorno.posti]


def _prenota(posto: Posto, mostrata: Agenda, scelta: Scelta) -> str:
    inizio = posto.inizio.astimezone(ROMA).strftime("%Y-%m-%dT%H:%M")
    voci = {
        "inizio": inizio,
        "sede": mostrata.sede.pk if mostrata.sede else None,
        "stanza": posto.stanza,
        "operatore": scelta.operatore or (posto.operatori[0] if posto.operatori else None),
    }
    domanda = "&".join(f"{nome}={valore}" for nome, valore in voci.items() if valore)
    return f"{reverse('sportello:appuntamento_prenota')}?{domanda}"


def pulsanti(scelta: Scelta) -> list[Pulsante]:
    sede = f"&sede={scelta.sede}" if scelta.sede else ""
    foglio = f"{reverse('sportello:agenda_foglio')}?giorno={scelta.giorno:%Y-%m-%d}{sede}"
    return [
        Pulsante("Foglio del giorno", foglio),
        Pulsante("Fissa un appuntamento", reverse("sportello:appuntamento_prenota"), "primario", icona="plus"),
    ]


@riservata(*SEGUONO)
@require_GET
def foglio(request: HttpRequest) -> HttpResponse:
    """The day of a desk on paper, for who works at it: ``?giorno=2026-11-19&sede=1``."""
    form = FoglioForm(request.GET)
    if not form.is_valid():
        raise BadRequest("Il giorno o la sede non ci sono.")
    giorno, sede = form.cleaned_data["giorno"] or oggi(), form.cleaned_data["sede"]
    pdf = agenda_pdf(giorno, sede, righe_foglio(giorno, sede, request.user), quando=timezone.localtime())
    risposta = HttpResponse(pdf, content_type="application/pdf")
    risposta["Content-Disposition"] = f'inline; filename="agenda-{giorno:%Y-%m-%d}.pdf"'
    return risposta
