"""Bank statements: loaded, seen before they enter, imported; the certain matches confirmed together."""

import uuid
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from valdera_housing.actions.estratto_conto import carica_estratto_conto, importa_estratto_conto
from valdera_housing.actions.movimento import abbina_sicuri
from valdera_housing.choices import TENGONO_I_CONTI
from valdera_housing.filters.partitario import EstrattoContoFiltro
from valdera_housing.forms.partitario import EstrattoContoForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import plurale
from valdera_housing.models import EstrattoConto, Lavoro, Scadenza
from valdera_housing.models.partitario.banca import VEDONO_LA_BANCA
from valdera_housing.queries.abbinamento import da_abbinare_per_estratto, estratti_con_lavoro, suggerimenti_sicuri
from valdera_housing.queries.estratto_conto import ancora_da_parte, leggi_caricato
from valdera_housing.rules.abbinamento import Proposta
from valdera_housing.views.elenco import mostra_elenco
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo

MOSTRATI = 100
ORDINI = {"importato": ("importato_alle", "pk"), "periodo": ("dal", "pk")}
Visti = dict[int, tuple[tuple[int, Decimal], ...]]


@riservata(*VEDONO_LA_BANCA)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    tutti = EstrattoConto.objects.select_related("conto")
    estratti = Elenco(request, EstrattoContoFiltro(request.GET, tutti), ORDINI, predefinito="-importato")
    carica_uno = Pulsante("Carica un estratto conto", reverse("estratto_conto_carica"), "primario", icona="upload")
    return mostra_elenco(
        request,
        estratti,
        "valdera_housing/estratto_conto/elenco.html",
        pulsanti=[carica_uno] if request.user.ha_ruolo(*TENGONO_I_CONTI) else [],
        righe=con_lavoro(estratti.pagina),
    )


def con_lavoro(pagina: Page) -> list[tuple[EstrattoConto, int]]:
    """Each statement of a page with its lines still to be matched: one query for all of them."""
    conti = da_abbinare_per_estratto([estratto.pk for estratto in pagina])
    return [(estratto, conti.get(estratto.pk, 0)) for estratto in pagina]


@riservata(*TENGONO_I_CONTI)
@require_http_methods(["GET", "POST"])
def carica(request: HttpRequest) -> HttpResponse:
    """The box where the statement is dropped; what is in it is shown before it enters."""
    form = EstrattoContoForm(request.POST or None, request.FILES or None)

    def atto(dati: dict[str, Any]) -> str:
        file = dati["file"]
        return carica_estratto_conto(dati["conto"], file.name or "", file.read(), utente=request.user).ritorno

    return mostra_modulo(request, form, template="valdera_housing/estratto_conto/carica.html", atto=atto)


@riservata(*TENGONO_I_CONTI)
@require_http_methods(["GET", "POST"])
def importa(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What the statement says and what of it is new; then it enters."""
    lavoro = get_object_or_404(Lavoro.objects.visibili_a(request.user).filter(esito__has_any_keys=CHIAVI), pk=pk)
    if "estratto" in lavoro.esito:
        return redirect("estratto_conto_scheda", pk=lavoro.esito["estratto"])
    if not ancora_da_parte(lavoro):
        raise Http404("Il file non c'è più: caricalo di nuovo.")
    if request.method == "GET":
        return anteprima(request, lavoro)

    def atto() -> str:
        estratto = importa_estratto_conto(lavoro, utente=request.user)
        nuovi = estratto.movimenti_nuovi
        messages.success(request, f"{nuovi} {plurale(nuovi, 'movimento nuovo,movimenti nuovi')}.")
        return reverse("estratto_conto_scheda", args=[estratto.pk])

    return esegui_o_spiega(request, atto, lambda rifiuto: anteprima(request, lavoro, rifiuto))


CHIAVI = ["percorso", "estratto"]


def anteprima(request: HttpRequest, lavoro: Lavoro, rifiuto: Esito | None = None) -> HttpResponse:
    caricato = leggi_caricato(lavoro)
    nuovi = {m.impronta for m in caricato.nuovi}
    movimenti = [(m, m.impronta in nuovi) for m in caricato.letto.movimenti]
    contesto = {
        "rifiuto": rifiuto,
        "nome": caricato.nome,
        "conto": caricato.conto,
        "letto": caricato.letto,
        "nuovi": len(nuovi),
        "movimenti": movimenti[:MOSTRATI],
        "altri": max(len(movimenti) - MOSTRATI, 0),
        "fatti": [
            Voce("Movimenti nuovi", str(len(nuovi))),
            Voce("Già presenti", str(len(movimenti) - len(nuovi))),
            Voce("Saldo iniziale", saldo(caricato.letto.saldo_iniziale)),
            Voce("Saldo finale", saldo(caricato.letto.saldo_finale)),
        ],
    }
    return render(request, "valdera_housing/estratto_conto/importa.html", contesto)


def saldo(importo: Decimal | None) -> str:
    return "" if importo is None else in_euro(importo)


def estratto_visibile(pk: int) -> EstrattoConto:
    return get_object_or_404(estratti_con_lavoro(EstrattoConto.objects.select_related("conto", "importato_da")), pk=pk)


@riservata(*VEDONO_LA_BANCA)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """A statement as it entered, and how much of it is still to be matched."""
    estratto = estratto_visibile(pk)
    lista = f"{reverse('movimento_elenco')}?estratto={pk}"
    scrive = request.user.ha_ruolo(*TENGONO_I_CONTI) and estratto.da_abbinare
    sicuri_url = reverse("estratto_conto_abbina_sicuri", args=[pk])
    contesto = {
        "estratto": estratto,
        "fatti": [
            Voce("Da abbinare", str(estratto.da_abbinare), f"{lista}&stato=DA_ABBINARE"),
            Voce("Movimenti nuovi", str(estratto.movimenti_nuovi), lista),
            Voce("Già presenti", str(estratto.movimenti_gia_presenti)),
            Voce("Saldo finale", saldo(estratto.saldo_finale)),
        ],
        "dati": [
            Voce("Conto", f"{estratto.conto}, {estratto.conto.iban}"),
            Voce("Formato", estratto.get_formato_display()),
            Voce("Saldo iniziale", saldo(estratto.saldo_iniziale)),
            Voce("Importato da", str(estratto.importato_da), nota=f"il {estratto.importato_alle:%d/%m/%Y}"),
        ],
        "pulsanti": [Pulsante("Guarda gli abbinamenti sicuri", sicuri_url, "primario")] if scrive else [],
    }
    return render(request, "valdera_housing/estratto_conto/scheda.html", contesto)


@riservata(*TENGONO_I_CONTI)
@require_http_methods(["GET", "POST"])
def sicuri(request: HttpRequest, pk: int) -> HttpResponse:
    """The suggestions without doubt, in a list; then those left ticked are confirmed together."""
    estratto = estratto_visibile(pk)
    if request.method == "GET":
        return pagina_sicuri(request, estratto)
    visti = proposte_viste(request.POST.getlist("scelto"))

    def atto() -> str:
        quanti = abbina_sicuri(estratto, visti, utente=request.user)
        messages.success(request, f"{quanti} {plurale(quanti, 'movimento abbinato,movimenti abbinati')}.")
        return reverse("estratto_conto_scheda", args=[pk])

    return esegui_o_spiega(request, atto, lambda rifiuto: pagina_sicuri(request, estratto, rifiuto))


def pagina_sicuri(request: HttpRequest, estratto: EstrattoConto, rifiuto: Esito | None = None) -> HttpResponse:
    trovati = suggerimenti_sicuri(estratto)
    nomi = scadenze_di(proposta for _, proposta in trovati)
    righe = [(m, p, [(nomi[pk], importo) for pk, importo in p.imputazioni], in_valore(m.pk, p)) for m, p in trovati]
    contesto = {"estratto": estratto, "righe": righe, "rifiuto": rifiuto}
    return render(request, "valdera_housing/estratto_conto/sicuri.html", contesto)


def scadenze_di(proposte: Any) -> dict[int, Scadenza]:
    chiavi = {pk for proposta in proposte for pk, _ in proposta.imputazioni}
    scadenze: QuerySet[Scadenza] = Scadenza.objects.filter(pk__in=chiavi).select_related("contratto")
    return {scadenza.pk: scadenza for scadenza in scadenze}


def in_valore(movimento: int, proposta: Proposta) -> str:
    """``7:12=360.00,13=140.00``: the line, then each due with its euro."""
    return f"{movimento}:" + ",".join(f"{pk}={importo:.2f}" for pk, importo in proposta.imputazioni)


def proposte_viste(valori: list[str]) -> Visti:
    """The suggestions as the person saw them; anything else written there is a page too old."""
    try:
        return dict(_vista(valore) for valore in valori[:2000])
    except (ValueError, InvalidOperation) as errore:
        raise BadRequest("La pagina è scaduta: ricaricala e riprova.") from errore


def _vista(valore: str) -> tuple[int, tuple[tuple[int, Decimal], ...]]:
    movimento, _, quote = valore.partition(":")
    return chiave(movimento), tuple(quota(testo) for testo in quote.split(","))


def quota(testo: str) -> tuple[int, Decimal]:
    """``12=360.00``: the due and its euro, at least a cent."""
    pk, _, importo = testo.partition("=")
    euro = Decimal(importo)
    if not euro.is_finite() or not 0 < euro < 10**8 or euro != euro.quantize(Decimal("0.01")):
        raise ValueError(testo)
    return chiave(pk), euro


def chiave(testo: str) -> int:
    if not (testo.isascii() and testo.isdecimal() and len(testo) < 10):
        raise ValueError(testo)
    return int(testo)
