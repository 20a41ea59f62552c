"""The lines of the bank: what they pay is suggested, a person decides."""

from decimal import InvalidOperation
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from valdera_housing.actions.movimento import abbina_movimento, ignora_movimento, riapri_movimento
from valdera_housing.choices import LEGGONO_I_NOMI, TENGONO_I_CONTI
from valdera_housing.exports import MOVIMENTI_BANCARI
from valdera_housing.filters.partitario import MovimentoFiltro
from valdera_housing.forms.partitario import IgnoraForm, ImputaForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.models import Incasso, MovimentoBancario
from valdera_housing.models.partitario.banca import VEDONO_LA_BANCA
from valdera_housing.queries.abbinamento import aperte_vicine, suggerimenti
from valdera_housing.queries.partitario import aspetto_movimento
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.estratto_conto import quota, scadenze_di
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo
from valdera_housing.views.scadenza import ATTO

ORDINI = {"data": ("data", "pk"), "importo": ("importo", "pk"), "controparte": ("controparte", "pk")}
NASCOSTO = "Entrata di una famiglia"


def elenco_movimenti(request: HttpRequest) -> Elenco:
    movimenti = MovimentoBancario.objects.visibili_a(request.user).select_related("conto")
    return Elenco(request, MovimentoFiltro(request.GET, movimenti, utente=request.user), ORDINI, predefinito="-data")


def in_chiaro(request: HttpRequest, movimento: MovimentoBancario) -> bool:
    """What comes in carries the names of households: who reads codes does not read it."""
    return movimento.importo < 0 or request.user.ha_ruolo(*LEGGONO_I_NOMI)


@riservata(*VEDONO_LA_BANCA)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    movimenti = elenco_movimenti(request)
    pulsanti = [
        Pulsante("Estratti conto", reverse("estratto_conto_elenco")),
        Pulsante("Conti", reverse("conto_bancario_elenco")),
    ]
    if request.user.ha_ruolo(*TENGONO_I_CONTI):
        carica = reverse("estratto_conto_carica")
        pulsanti.append(Pulsante("Carica un estratto conto", carica, "primario", icona="upload"))
    return mostra_elenco(
        request,
        movimenti,
        "valdera_housing/movimento/elenco.html",
        pulsanti=pulsanti,
        righe=[(m, aspetto_movimento(m), in_chiaro(request, m)) for m in movimenti.pagina],
        nascosto=NASCOSTO,
    )


@riservata(*TENGONO_I_CONTI)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order; with names, so for who reads them."""
    righe = elenco_movimenti(request).righe.iterator(chunk_size=2000)
    return rispondi_foglio(request, "movimenti-bancari", MOVIMENTI_BANCARI, righe)


def movimento_visibile(request: HttpRequest, pk: int) -> MovimentoBancario:
    movimenti = MovimentoBancario.objects.visibili_a(request.user)
    return get_object_or_404(movimenti.select_related("conto", "estratto__conto"), pk=pk)


@riservata(*VEDONO_LA_BANCA)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    return pagina(request, movimento_visibile(request, pk))


def pagina(request: HttpRequest, movimento: MovimentoBancario, rifiuto: Esito | None = None) -> HttpResponse:
    """A line and the payment it became; ``rifiuto`` says why an act asked from it was not done."""
    contesto = {
        "movimento": movimento,
        "stato": aspetto_movimento(movimento),
        "rifiuto": rifiuto,
        "incasso": Incasso.objects.filter(movimento=movimento).first(),
        "fatti": fatti(movimento),
        "dati": dati(movimento) if in_chiaro(request, movimento) else [Voce("Causale", NASCOSTO)],
        "pulsanti": pulsanti(movimento) if request.user.ha_ruolo(*TENGONO_I_CONTI) else [],
    }
    return render(request, "valdera_housing/movimento/scheda.html", contesto)


def fatti(movimento: MovimentoBancario) -> list[Voce]:
    return [
        Voce("Importo", in_euro(movimento.importo)),
        Voce("Data", f"{movimento.data:%d/%m/%Y}"),
        Voce("Conto", movimento.conto.nome),
    ]


def dati(movimento: MovimentoBancario) -> list[Voce]:
    voci = [
        Voce("Controparte", movimento.controparte, nota=movimento.controparte_iban),
        Voce("Causale", movimento.causale),
        Voce("Riferimento", movimento.riferimento),
        Voce("Valuta", f"{movimento.valuta:%d/%m/%Y}"),
        Voce("Non riguarda il partitario", movimento.ignorato_perche),
    ]
    return [voce for voce in voci if voce.valore]


def pulsanti(movimento: MovimentoBancario) -> list[Pulsante]:
    if movimento.abbinato or movimento.ignorato_perche:
        parola = "Sciogli l’abbinamento" if movimento.abbinato else "Rimetti fra quelli da abbinare"
        return [Pulsante(parola, reverse("movimento_riapri", args=[movimento.pk]), "rischio", "post")]
    return [
        Pulsante("Non riguarda il partitario…", reverse("movimento_ignora", args=[movimento.pk])),
        Pulsante("Abbina…", reverse("movimento_abbina", args=[movimento.pk]), "primario"),
    ]


@riservata(*TENGONO_I_CONTI)
@require_http_methods(["GET", "POST"])
def abbina(request: HttpRequest, pk: int) -> HttpResponse:
    """The suggestions with their reasons, each confirmed with its button; under them, any other open due."""
    movimento = movimento_visibile(request, pk)
    scelta = quote_scelte(request)
    proposte = suggerimenti(movimento)
    nomi = scadenze_di(proposte)
    testo = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    scadenze = aperte_vicine(movimento, testo, [pk for p in proposte for pk, _ in p.imputazioni])
    form = ImputaForm(None if scelta else request.POST or None, scadenze=scadenze, da_imputare=abs(movimento.importo))

    def esegui_abbinamento(quote: list, criterio: str) -> str:
        incasso = abbina_movimento(movimento, quote, utente=request.user, criterio=criterio)
        messages.success(request, f"{incasso} registrato e abbinato.")
        return reverse("incasso_scheda", args=[incasso.pk])

    contesto = {
        "movimento": movimento,
        "stato": aspetto_movimento(movimento),
        "fatti": fatti(movimento),
        "dati": dati(movimento),
        "proposte": [(p, [(nomi[k], euro) for k, euro in p.imputazioni], conferma(movimento, p)) for p in proposte],
        "testo": testo,
        "annulla": reverse("movimento_scheda", args=[pk]),
        "rifiuto": None,
    }
    template = "valdera_housing/movimento/abbina.html"
    if scelta:
        criterio = next((f"Suggerito e confermato: {'; '.join(p.motivi)}"[:300] for p in proposte
                         if list(p.imputazioni) == scelta), "")  # fmt: skip
        return esegui_o_spiega(
            request,
            lambda: esegui_abbinamento(scelta, criterio),
            lambda rifiuto: render(request, template, contesto | {"form": form, "rifiuto": rifiuto}),
        )
    return mostra_modulo(
        request, form, template=template, atto=lambda _: esegui_abbinamento(form.quote() or [], ""), contesto=contesto
    )


def quote_scelte(request: HttpRequest) -> list:
    """The dues of the suggestion confirmed, as its button sends them."""
    try:
        return [quota(testo) for testo in request.POST.getlist("quota")[:200]]
    except (ValueError, InvalidOperation) as errore:
        raise BadRequest("La pagina è scaduta: ricaricala e riprova.") from errore


def conferma(movimento: MovimentoBancario, proposta: Any) -> list[Pulsante]:
    nascosti = tuple(("quota", f"{pk}={importo:.2f}") for pk, importo in proposta.imputazioni)
    indirizzo = reverse("movimento_abbina", args=[movimento.pk])
    return [Pulsante("Conferma", indirizzo, "primario", "post", nascosti=nascosti)]


@riservata(*TENGONO_I_CONTI)
@require_http_methods(["GET", "POST"])
def ignora(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a line is not of the ledger, and why."""
    movimento = movimento_visibile(request, pk)
    form = IgnoraForm(request.POST or None)

    def atto(dati: dict[str, Any]) -> str:
        ignora_movimento(movimento, dati["perche"], utente=request.user)
        messages.success(request, "Riga messa da parte.")
        return f"{reverse('movimento_elenco')}?stato=DA_ABBINARE"

    contesto = {
        "titolo": "Non riguarda il partitario",
        "sottotitolo": f"{movimento.data:%d/%m/%Y}, {in_euro(movimento.importo)}, {movimento.controparte}",
        "azione": "Metti da parte",
        "pericolo": False,
        "annulla": reverse("movimento_scheda", args=[pk]),
    }
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto)


@riservata(*TENGONO_I_CONTI)
@require_POST
def riapri(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo what was said of a line."""
    movimento = movimento_visibile(request, pk)

    def atto() -> str:
        riapri_movimento(movimento, utente=request.user)
        messages.success(request, "Riga di nuovo da abbinare.")
        return reverse("movimento_scheda", args=[pk])

    return esegui_o_spiega(request, atto, lambda rifiuto: pagina(request, movimento_visibile(request, pk), rifiuto))
