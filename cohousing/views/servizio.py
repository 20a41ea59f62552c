"""The services of the condomini sociali: list, record, history, poster, new and corrected."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cohousing.actions import servizio as atti
from cohousing.choices import ASPETTI_SERVIZIO, ASPETTI_TURNO, StatoTurno, TipoStruttura
from cohousing.documents.locandina_servizi import locandina_servizi_pdf
from cohousing.exports.servizio import SERVIZI
from cohousing.filters.servizio import ServizioFiltro
from cohousing.forms.servizio import ServizioForm
from cohousing.models import Servizio, Struttura
from cohousing.queries import servizio as archivio
from cohousing.queries.pagine import indirizzo
from cohousing.rules.servizio import Numeri
from cohousing.workflow import SERVIZIO, TENGONO, VEDONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto, Pulsante, Tessera, Voce
from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.giorni import MESI
from valdera_housing.kit.grafici import barre
from valdera_housing.kit.scrittura import in_data, in_durata, in_periodo, plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.file import rispondi_pdf
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

ORDINI = {
    "condominio": ("struttura__nome", "nome", "pk"),
    "nome": ("nome", "struttura__nome", "pk"),
    "dal": ("dal", "pk"),
}
PROSSIMI = 5
NON_QUI = "I servizi aperti al quartiere sono dei condomini sociali: questa è una casa condivisa e non ne ha."


class RigaServizio(NamedTuple):
    """A row of the list, with the figures of the last four weeks."""

    servizio: Servizio
    aspetto: Aspetto
    ore: str
    numeri: Numeri


class Mese(NamedTuple):
    """A month of the chart, with the length of its bar."""

    nome: str
    numeri: Numeri
    ore: str
    larghezza: str


def pagina(atto: str, servizio: Servizio) -> str:
    return reverse(f"cohousing:servizio_{atto}", args=[servizio.pk])


def elenco_servizi(request: HttpRequest) -> Elenco:
    visibili = Servizio.objects.visibili_a(request.user).select_related("struttura", "referente")
    return Elenco(request, ServizioFiltro(request.GET, visibili), ORDINI)


@riservata(*VEDONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    servizi = elenco_servizi(request)
    pagina_ = list(servizi.pagina)
    numeri = archivio.numeri_di([s.pk for s in pagina_], archivio.ultime_settimane(oggi()))
    righe = [
        RigaServizio(s, ASPETTI_SERVIZIO[s.stato], in_durata(n.minuti), n)
        for s in pagina_
        for n in [numeri.get(s.pk, Numeri())]
    ]
    return mostra_elenco(request, servizi, "cohousing/servizio/elenco.html", righe=righe)


@riservata(*VEDONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order, with the figures since each began."""
    servizi = elenco_servizi(request)
    numeri = archivio.numeri_di(servizi.filtro.qs.order_by().values("pk"), archivio.Finestra())
    righe = ((s, numeri.get(s.pk, Numeri())) for s in servizi.righe)
    return rispondi_foglio(request, "servizi-dei-condomini-sociali", SERVIZI, righe)


def servizio_visibile(request: HttpRequest, pk: int) -> Servizio:
    visibili = Servizio.objects.visibili_a(request.user).select_related("struttura__alloggio__comune", "referente")
    return get_object_or_404(visibili, pk=pk)


@riservata(*VEDONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    servizio, giorno = servizio_visibile(request, pk), oggi()
    turni = servizio.turni.all()
    finestre = finestre_di(giorno)
    numeri = archivio.numeri_per_finestra(turni, finestre)
    prossimi = turni.filter(stato=StatoTurno.PREVISTO, inizio__gt=timezone.now()).order_by("inizio")
    contesto = {
        "servizio": servizio,
        "aspetto": ASPETTI_SERVIZIO[servizio.stato],
        "fatti": fatti(servizio),
        "finestre": [(NOMI_FINESTRE[nome], n, tessere(n)) for nome, n in numeri.items()],
        "mesi": mesi(archivio.numeri_per_mese(servizio, giorno)),
        "prossimi": [(turno, ASPETTI_TURNO[turno.stato]) for turno in prossimi[:PROSSIMI]],
        "da_registrare": archivio.da_registrare(turni).count(),
        "turni_url": reverse("cohousing:turno_elenco", query={"servizio": servizio.pk}),
        "pulsanti": pulsanti(servizio, request),
    }
    return render(request, "cohousing/servizio/scheda.html", contesto)


NOMI_FINESTRE = {
    "settimane": "Nelle ultime quattro settimane",
    "trimestre": "In questo trimestre della convenzione",
    "tutto": "Da quando c’è",
}


def finestre_di(giorno: date) -> dict[str, archivio.Finestra]:
    trimestre = archivio.trimestre_in_corso(giorno)
    finestre = {"settimane": archivio.ultime_settimane(giorno)}
    if trimestre:
        finestre["trimestre"] = trimestre
    return finestre | {"tutto": archivio.Finestra()}


def tessere(numeri: Numeri) -> list[Tessera]:
    media = f"{in_cifre(numeri.media, 1)} per apertura" if numeri.media is not None else ""
    quante = f"{numeri.aperture} {plurale(numeri.aperture, 'apertura,aperture')}"
    chi = f"{numeri.abitanti} di chi abita lì, {numeri.quartiere} del quartiere"
    return [
        Tessera("Ore aperte", in_durata(numeri.minuti) or "0", quante),
        Tessera("Presenze", str(numeri.presenze), f"{chi}; {media}" if media else chi),
        Tessera("Persone raggiunte", str(numeri.persone), "venute per la prima volta"),
    ]


def mesi(conti: Sequence[tuple[date, Numeri]]) -> list[Mese]:
    """The chart by month is its own table: a bar as long as the attendances."""
    voci = [(f"{MESI[mese.month - 1]} {mese.year}", Decimal(numeri.presenze), "") for mese, numeri in conti]
    return [
        Mese(barra.etichetta, numeri, in_durata(numeri.minuti) or "–", barra.larghezza)
        for barra, (_, numeri) in zip(barre(voci), conti, strict=True)
    ]


def fatti(servizio: Servizio) -> list[Voce]:
    struttura = servizio.struttura
    attivo = in_periodo(servizio.dal, servizio.al) if servizio.al else f"dal {in_data(servizio.dal)}"
    voci = [
        Voce("Condominio", struttura.nome, indirizzo("struttura_scheda", struttura.pk)),
        Voce("Che cos’è", servizio.get_tipo_display()),
        Voce("Quando è aperto", servizio.orario),
        Voce("Gestito insieme a", servizio.con_chi),
        Voce("Referente", str(servizio.referente)),
        Voce("Attivo", attivo),
    ]
    return [voce for voce in voci if voce.valore]


def pulsanti(servizio: Servizio, request: HttpRequest) -> list[Pulsante]:
    tipi: dict[str, Any] = {"aggiungi_turno": "primario", "chiudi": "rischio"}
    bottoni = [
        Pulsante(t.etichetta, pagina(t.atto, servizio), tipi.get(t.atto, "secondario"))
        for t in SERVIZIO.atti_possibili(servizio.stato, request.user)
    ]
    locandina = Pulsante("Locandina", reverse("cohousing:struttura_servizi_locandina", args=[servizio.struttura_id]))
    return [*sorted(bottoni, key=lambda b: b.tipo != "primario"), locandina]


@riservata(*VEDONO)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    servizio = servizio_visibile(request, pk)
    contesto = {"servizio": servizio, "modifiche": storia_di(servizio)}
    return render(request, "cohousing/servizio/storia.html", contesto)


@riservata(*VEDONO)
@require_GET
def locandina(request: HttpRequest, pk: int) -> HttpResponse:
    """The poster of what a condominio offers now."""
    visibili = Struttura.objects.visibili_a(request.user).filter(tipo=TipoStruttura.CONDOMINIO_SOCIALE)
    struttura = get_object_or_404(visibili.select_related("alloggio__comune", "ente_supervisore"), pk=pk)
    attivi = list(struttura.servizi.attivi().order_by("nome"))
    contenuto = locandina_servizi_pdf(struttura, attivi, quando=timezone.now())
    return rispondi_pdf(contenuto, f"servizi-{struttura.numero}")


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest, pk: int) -> HttpResponse:
    struttura = get_object_or_404(Struttura.objects.visibili_a(request.user), pk=pk)
    form = ServizioForm(request.POST or None, initial={"referente": request.user.pk})
    adatta = struttura.tipo == TipoStruttura.CONDOMINIO_SOCIALE

    def atto(dati: dict[str, Any]) -> str:
        servizio = atti.aggiungi_servizio(struttura, dati, utente=request.user)
        messages.success(request, "Servizio aggiunto: ora aggiungi i suoi turni.")
        return pagina("scheda", servizio)

    contesto = {
        "titolo": "Nuovo servizio",
        "sottotitolo": f"{struttura}, {struttura.numero}",
        "azione": "Aggiungi il servizio",
        "annulla": indirizzo("struttura_scheda", struttura.pk) or reverse("cohousing:servizio_elenco"),
        "servizio": None,
        "versione": None,
        "conflitto": None,
        "non_qui": "" if adatta else NON_QUI,
    }
    return mostra_modulo(request, form, template="cohousing/servizio/modulo.html", atto=atto, contesto=contesto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    servizio = servizio_visibile(request, pk)
    form = ServizioForm(request.POST or None, instance=Servizio.objects.get(pk=servizio.pk))

    def atto(dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.modifica_servizio(servizio, dati, utente=request.user, versione=versione)
        messages.success(request, "Modifiche salvate.")
        return pagina("scheda", servizio)

    contesto = {
        "titolo": "Modifica il servizio",
        "sottotitolo": f"{servizio}, {servizio.struttura}",
        "azione": "Salva",
        "annulla": pagina("scheda", servizio),
        "servizio": servizio,
        "versione": servizio.versione,
        "conflitto": None,
        "non_qui": "",
    }
    return mostra_modulo(request, form, template="cohousing/servizio/modulo.html", atto=atto, contesto=contesto)
