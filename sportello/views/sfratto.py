"""The evictions: list, record with its time-line, sheet to print, numbers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from sportello.choices import ASPETTI_DOMANDA, ASPETTI_ESITO_SFRATTO, ASPETTI_FASE, EsitoSfratto, Fragilita
from sportello.documents.sfratto import FoglioSfratto, foglio_pdf
from sportello.exports.sfratto import ESITI, PROVVEDIMENTI, colonne_sfratti
from sportello.filters.sfratto import SfrattoFiltro
from sportello.forms.sfratto import PeriodoForm
from sportello.models import Sfratto
from sportello.queries.sfratto import (
    ContoSfratti,
    EsitiComune,
    Fascicolo,
    con_protezione,
    conta_sfratti,
    correggibile,
    domande_di,
    fascicolo_di,
    legge_indirizzo,
)
from sportello.queries.tempo_sfratto import in_parole, momenti
from sportello.rules.sfratto import da_fare
from sportello.workflow import SEGUONO, SFRATTO, VEDONO_LE_MISURE
from valdera_housing.actions.lettura import annota_lettura
from valdera_housing.choices import Ruolo
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto, Pulsante, Tessera, Voce
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio

ORDINI = {
    "prossima": ("prossima_data", "pk"),
    "aperto": ("aperto_il", "pk"),
    "fase": ("stato", "prossima_data", "pk"),
    "motivo": ("tipo", "prossima_data", "pk"),
}
SEGRETO = "Indirizzo da tenere segreto"
SOSPESO = Aspetto("pausa", "fermo", "Sospeso")


def visibili(request: HttpRequest) -> QuerySet[Sfratto]:
    collegati = ("caso__nucleo__comune", "caso__case_manager", "caso__assistente_sociale")
    return con_protezione(Sfratto.objects.visibili_a(request.user)).select_related(*collegati)


def elenco_sfratti(request: HttpRequest) -> Elenco:
    return Elenco(request, SfrattoFiltro(request.GET, visibili(request), utente=request.user), ORDINI)


@dataclass(frozen=True)
class Riga:
    """An eviction in the list."""

    sfratto: Sfratto
    aspetto: Aspetto
    passo: str
    distanza: str
    classe: str


def riga(sfratto: Sfratto) -> Riga:
    giorno = sfratto.prossima_data
    aspetto = ASPETTI_ESITO_SFRATTO[sfratto.esito] if sfratto.esito else aspetto_di(sfratto)
    distanza, classe = in_parole(giorno, oggi()) if giorno else ("", "")
    return Riga(sfratto, aspetto, da_fare(sfratto.prossimo_passo, giorno, oggi()), distanza, classe)


def aspetto_di(sfratto: Sfratto) -> Aspetto:
    return SOSPESO if sfratto.sospeso else ASPETTI_FASE[sfratto.stato]


@riservata(*SEGUONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    sfratti = elenco_sfratti(request)
    nuovo = Pulsante("Registra uno sfratto", reverse("sportello:sfratto_nuovo"), "primario")
    numeri = Pulsante("Numeri del periodo", reverse("sportello:sfratto_conta"))
    return mostra_elenco(
        request,
        sfratti,
        "sportello/sfratto/elenco.html",
        pulsanti=[nuovo, numeri],
        nuovo=[nuovo],
        righe=[riga(s) for s in sfratti.pagina],
    )


@riservata(*SEGUONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(
        request, "sfratti", colonne_sfratti(lambda s: indirizzo_di(s, request.user)), elenco_sfratti(request).righe
    )


def indirizzo_di(sfratto: Sfratto, utente: Utente) -> str:
    return sfratto.indirizzo if legge_indirizzo(sfratto, utente) else SEGRETO


def sfratto_visibile(request: HttpRequest, pk: int) -> Sfratto:
    return get_object_or_404(visibili(request), pk=pk)


def verso(atto: str, sfratto: Sfratto) -> str:
    return reverse(f"sportello:sfratto_{atto}", args=[sfratto.pk])


@riservata(*SEGUONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    sfratto = sfratto_visibile(request, pk)
    annota_lettura(request.user, sfratto.caso.nucleo)
    fascicolo = fascicolo_di(sfratto)
    contesto = {
        "sfratto": sfratto,
        "aspetto": aspetto_di(sfratto),
        "esito": ASPETTI_ESITO_SFRATTO[sfratto.esito] if sfratto.esito else None,
        "situazione": fascicolo.situazione,
        "tessere": tessere(fascicolo),
        "fatti": fatti(sfratto, request.user),
        "dovuto": dovuto(fascicolo),
        "momenti": momenti(fascicolo.situazione),
        "eventi": righe_eventi(fascicolo, request.user),
        "file": sfratto.file.select_related("documento"),
        "domande": [(d, ASPETTI_DOMANDA[d.stato]) for d in domande_di(sfratto)],
        "pulsanti": pulsanti(fascicolo, request.user),
    }
    return render(request, "sportello/sfratto/scheda.html", contesto)


def tessere(fascicolo: Fascicolo) -> list[Tessera]:
    """The next day, large; what is owed; how many accesses there were."""
    s, sfratto = fascicolo.situazione, fascicolo.sfratto
    if sfratto.chiuso_il:
        prima = Tessera("Chiuso il", in_data(sfratto.chiuso_il), sfratto.get_esito_display())
    elif s.prossima_data:
        distanza, _ = in_parole(s.prossima_data, s.oggi)
        prima = Tessera("Prossima data", in_data(s.prossima_data), f"{distanza}: {s.da_fare}", male=s.scaduta)
    else:
        prima = Tessera("Prossima data", "non fissata", s.da_fare)
    totale = sum((importo for _, importo in somme(fascicolo)), ZERO)
    nota = "arretrati e spese" if totale else "scrivi arretrati e spese con «Modifica»"
    return [prima, Tessera("Si deve in tutto", in_euro(totale), nota)]


def somme(fascicolo: Fascicolo) -> list[tuple[str, Any]]:
    sfratto = fascicolo.sfratto
    return [
        ("Canoni arretrati", sfratto.importo_morosita or ZERO),
        ("Spese legali", sfratto.spese_legali or ZERO),
        ("Spese dei singoli passi", fascicolo.spese_eventi),
    ]


def dovuto(fascicolo: Fascicolo) -> list[tuple[str, Any]]:
    righe = somme(fascicolo)
    return [*righe, ("In tutto", sum((importo for _, importo in righe), ZERO))]


def fatti(sfratto: Sfratto, utente: Utente) -> list[Voce]:
    ruolo = "/".join(str(v) for v in (sfratto.rg_numero, sfratto.rg_anno) if v)
    return [
        Voce("Motivo", sfratto.get_tipo_display()),
        Voce("Conosciuto il", in_data(sfratto.aperto_il)),
        Voce("Alloggio", indirizzo_di(sfratto, utente)),
        Voce("Proprietario", sfratto.locatore),
        Voce("Avvocato del proprietario", sfratto.legale),
        Voce("Tribunale", sfratto.tribunale, nota=f"ruolo {ruolo}" if ruolo else ""),
        Voce("Canone al mese", in_euro(sfratto.canone_mensile) if sfratto.canone_mensile is not None else ""),
        Voce("Chi ci vive", ", ".join(Fragilita(f).label for f in sfratto.fragilita)),
        Voce("Forza pubblica", "chiesta" if sfratto.forza_pubblica else "non chiesta"),
        Voce("Operatore di riferimento", str(sfratto.caso.case_manager or "")),
        Voce("Assistente sociale", str(sfratto.caso.assistente_sociale or "")),
    ]


def righe_eventi(fascicolo: Fascicolo, utente: Utente) -> list[tuple[Any, bool]]:
    """Each event, the last first, with whether this person may put it right."""
    aperto = SFRATTO.ammette("registra_evento", fascicolo.sfratto.stato, utente)
    coordina = utente.ha_ruolo(Ruolo.COORDINATORE_ETS)
    return [(e, aperto and correggibile(e, utente, coordina)) for e in reversed(fascicolo.eventi)]


def pulsanti(fascicolo: Fascicolo, utente: Utente) -> list[Pulsante]:
    """The acts of the table, the one that comes now in evidence; the sheet to print last."""
    sfratto = fascicolo.sfratto
    primo = "chiudi" if fascicolo.situazione.da_chiudere else "registra_evento"
    azioni = [
        Pulsante(t.etichetta, verso(t.atto, sfratto), "primario" if t.atto == primo else "secondario")
        for t in SFRATTO.atti_possibili(sfratto.stato, utente)
    ]
    return [
        *sorted(azioni, key=lambda p: p.tipo != "primario"),
        Pulsante("Foglio da stampare", verso("stampa", sfratto)),
    ]


@riservata(*SEGUONO)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of the eviction and of its events."""
    sfratto = sfratto_visibile(request, pk)
    nascosti = () if legge_indirizzo(sfratto, request.user) else ("indirizzo",)
    contesto = {"sfratto": sfratto, "modifiche": storia_di(sfratto, parti="eventi", nascosti=nascosti)}
    return render(request, "sportello/sfratto/storia.html", contesto)


@riservata(*SEGUONO)
@require_GET
def stampa(request: HttpRequest, pk: int) -> HttpResponse:
    """The state of the eviction on one page, for a meeting of the services: the household by its code."""
    sfratto = sfratto_visibile(request, pk)
    annota_lettura(request.user, sfratto.caso.nucleo)
    fascicolo = fascicolo_di(sfratto)
    foglio = FoglioSfratto(
        fascicolo=fascicolo,
        fatti=[v for v in fatti(sfratto, request.user) if v.valore],
        dovuto=dovuto(fascicolo),
        momenti=momenti(fascicolo.situazione),
        domande=list(domande_di(sfratto)),
        chi=str(request.user),
    )
    risposta = HttpResponse(foglio_pdf(foglio, quando=timezone.localtime()), content_type="application/pdf")
    risposta["Content-Disposition"] = f'inline; filename="sfratto-{sfratto.numero}.pdf"'
    risposta["X-Content-Type-Options"], risposta["Cache-Control"] = "nosniff", "private, no-store"
    return risposta


# --- numbers ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RigaConto:
    """A row of a table of numbers: each cell with the address of the list behind it, or empty."""

    nome: str
    celle: list[tuple[int, str]]


def periodo_chiesto(request: HttpRequest) -> tuple[PeriodoForm, date, date]:
    """The period of the address; this year up to today when it says none, or one that makes no sense."""
    inizio, fine = oggi().replace(month=1, day=1), oggi()
    form = PeriodoForm(request.GET or None, initial={"dal": inizio, "al": fine})
    if form.is_bound and {"dal", "al"} & set(request.GET) and form.is_valid():
        return form, form.cleaned_data["dal"], form.cleaned_data["al"]
    return (form if {"dal", "al"} & set(request.GET) else PeriodoForm(initial=form.initial)), inizio, fine


def conto_per(request: HttpRequest, dal: date, al: date) -> ContoSfratti:
    """Who follows households counts those; who reads only the numbers counts all."""
    propri = Sfratto.objects.visibili_a(request.user) if request.user.ha_ruolo(*SEGUONO) else None
    return conta_sfratti(dal, al, sfratti=propri)


@riservata(*VEDONO_LE_MISURE)
@require_GET
def conta(request: HttpRequest) -> HttpResponse:
    """The Ministry's three columns and the outcomes by comune, in a period."""
    form, dal, al = periodo_chiesto(request)
    conto = conto_per(request, dal, al)
    con_righe = request.user.ha_ruolo(*SEGUONO)
    contesto = {
        "form": form,
        "conto": conto,
        "provvedimenti": [
            *(RigaConto(nome, _celle(p, dal, al, con_righe=False)) for nome, p in conto.provvedimenti.items()),
            RigaConto("In tutto", _celle(conto.totale, dal, al, con_righe=con_righe)),
        ],
        "comuni": [RigaConto(nome, _celle_comune(c, dal, al, con_righe)) for nome, c in conto.comuni.items()],
        "tessere": tessere_conto(conto),
        "periodo": f"dal={dal:%Y-%m-%d}&al={al:%Y-%m-%d}",
    }
    return render(request, "sportello/sfratto/conta.html", contesto, status=422 if form.errors else 200)


def tessere_conto(conto: ContoSfratti) -> list[Tessera]:
    return [
        Tessera("Presi in carico", str(conto.presi_in_carico), "conosciuti nel periodo"),
        Tessera("Evitati", str(conto.evitati), "restano o passano in un’altra casa"),
        Tessera("Eseguiti con una soluzione", str(conto.eseguiti_con_soluzione), f"su {conto.eseguiti} eseguiti"),
    ]


def _celle(p: Any, dal: date, al: date, *, con_righe: bool) -> list[tuple[int, str]]:
    def dietro(fatto: str) -> str:
        return _elenco(fatto=fatto, fatto_dal=dal, fatto_al=al) if con_righe else ""

    return [(p.emessi, dietro("EMESSI")), (p.richieste, dietro("RICHIESTE")), (p.eseguiti, dietro("ESEGUITI"))]


def _celle_comune(c: EsitiComune, dal: date, al: date, con_righe: bool) -> list[tuple[int, str]]:
    if not con_righe:
        return [(c.presi_in_carico, ""), *((c.per_esito.get(e, 0), "") for e in EsitoSfratto)]
    presi = _elenco(comune=c.comune, aperto_dal=dal, aperto_al=al)
    esiti = (
        (c.per_esito.get(e, 0), _elenco(comune=c.comune, esito=e.value, chiuso_dal=dal, chiuso_al=al))
        for e in EsitoSfratto
    )
    return [(c.presi_in_carico, presi), *esiti]


def _elenco(**filtri: Any) -> str:
    return reverse("sportello:sfratto_elenco", query=filtri)


@riservata(*VEDONO_LE_MISURE)
@require_GET
def esporta_conta(request: HttpRequest) -> HttpResponseBase:
    """One of the two tables: the outcomes by comune when the address says ``tavola=esiti``."""
    _, dal, al = periodo_chiesto(request)
    conto = conto_per(request, dal, al)
    if request.GET.get("tavola") == "esiti":
        return rispondi_foglio(request, "sfratti-esiti", ESITI, conto.comuni.items())
    righe = [*conto.provvedimenti.items(), ("In tutto", conto.totale)]
    return rispondi_foglio(request, "sfratti-provvedimenti", PROVVEDIMENTI, righe)
