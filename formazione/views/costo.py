"""The expenses of events and campaigns: list, one expense, its acts."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from formazione.actions import costo as atti
from formazione.actions.costo import SCRIVONO_SPESE
from formazione.exports.costo import COSTI
from formazione.filters.costo import CostoFiltro
from formazione.forms.costo import CostoForm, PagamentoForm
from formazione.models import Campagna, Costo, Evento
from formazione.queries.costo import aspetto_costo, di_che_cosa, pagina_di, somme
from formazione.queries.pagine import indirizzo
from formazione.rules.costo import valuta_preventivo
from formazione.views.evento import evento_visibile
from formazione.workflow import CONTI, VEDONO
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.forms.allegato import contenuto
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import in_data
from valdera_housing.models import Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import PaginaAtto, mostra_modulo, versione_della_richiesta

ORDINI = {
    "documento": ("documento_del", "pk"),
    "fornitore": ("fornitore", "documento_del", "pk"),
    "importo": ("importo", "documento_del", "pk"),
    "pagata": ("pagato_il", "documento_del", "pk"),
}
MODULO, ATTO = "formazione/costo/modulo.html", "formazione/costo/atto.html"
PAGA = PaginaAtto(
    "Registra il pagamento", "Da adesso la spesa è fra i costi che si possono chiedere a rimborso nel suo trimestre.",
    "Registra il pagamento", "Pagamento registrato.",
)  # fmt: skip
TOGLI = PaginaAtto(
    "Togli la spesa", "È stata registrata per sbaglio: non conta più, e resta fra le spese tolte.", "Togli la spesa",
    "Spesa tolta.", pericolo=True,
)  # fmt: skip


def verso(atto: str, costo: Costo) -> str:
    return reverse(f"formazione:costo_{atto}", args=[costo.pk])


def elenco_costi(request: HttpRequest) -> Elenco:
    costi = Costo.objects.visibili_a(request.user).select_related("evento", "campagna")
    return Elenco(request, CostoFiltro(request.GET, costi), ORDINI, predefinito="-documento")


@riservata(*VEDONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    costi = elenco_costi(request)
    conti = somme(costi.filtro.qs)
    costi.conta = lambda: conti.quanti
    righe = [(costo, di_che_cosa(costo), aspetto_costo(costo)) for costo in costi.pagina]
    return mostra_elenco(request, costi, "formazione/costo/elenco.html", righe=righe, somme=conti)


@riservata(*VEDONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "spese-della-formazione", COSTI, elenco_costi(request).righe)


def costo_visibile(request: HttpRequest, pk: int) -> Costo:
    collegati = ("evento", "campagna", "documento", "creato_da")
    return get_object_or_404(Costo.objects.visibili_a(request.user).select_related(*collegati), pk=pk)


@riservata(*VEDONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    costo = costo_visibile(request, pk)
    contesto = {
        "costo": costo,
        "aspetto": aspetto_costo(costo),
        "fatti": fatti(costo),
        "dati": dati(costo),
        "supero": supero(costo.evento),
        "pulsanti": pulsanti(costo, request.user),
        "modifiche": storia_di(costo),
    }
    return render(request, "formazione/costo/scheda.html", contesto)


def supero(evento: Evento | None) -> Esito:
    """Whether the event this expense is of costs more than was foreseen."""
    if evento is None or evento.preventivo is None:
        return Esito()
    return valuta_preventivo(evento.preventivo, somme(evento.costi.all()).totale)


def fatti(costo: Costo) -> list[Voce]:
    cosa = di_che_cosa(costo)
    return [
        Voce("Importo, IVA compresa", in_euro(costo.importo)),
        Voce("Pagata il", in_data(costo.pagato_il) if costo.pagato_il else "–"),
        Voce("Evento" if costo.evento_id else "Campagna", f"{cosa.numero}, {cosa.titolo}", url=pagina_di(cosa)),
    ]


def dati(costo: Costo) -> list[Voce]:
    """What is written of an expense, without what it has not."""
    file = costo.documento
    voci = [
        Voce("Per che cosa", costo.descrizione),
        Voce("Fornitore", costo.fornitore),
        Voce("Partita IVA o codice fiscale", costo.codice_fiscale),
        Voce("Documento", f"{costo.documento_numero} del {in_data(costo.documento_del)}"),
        Voce("File", file.nome, url=verso("file", costo)) if file else None,
        Voce("Tolta il", in_data(costo.annullato_il)) if costo.annullato_il else None,
        Voce("Registrata da", costo.creato_da),
    ]
    return [voce for voce in voci if voce and voce.valore]


def pulsanti(costo: Costo, utente: Utente) -> list[Pulsante]:
    """Correct, pay, take away, for who may; why not when it is not possible."""
    if costo.annullato_il or not utente.ha_ruolo(*SCRIVONO_SPESE):
        return []
    conti = utente.ha_ruolo(*CONTI)
    pagata = bool(costo.pagato_il)
    voci = [Pulsante("Registra il pagamento…", verso("paga", costo), "primario")] if conti and not pagata else []
    voci.append(
        Pulsante(
            "Modifica",
            verso("modifica", costo),
            motivo="È pagata: la corregge chi tiene i conti." if pagata and not conti else "",
        )
    )
    motivo = "È pagata: se il pagamento non c’è stato, togline prima la data." if pagata else ""
    return [*voci, Pulsante("Togli…", verso("togli", costo), "rischio", motivo=motivo)]


@riservata(*VEDONO)
@require_GET
def file(request: HttpRequest, pk: int) -> FileResponse:
    """The invoice or the receipt."""
    costo = costo_visibile(request, pk)
    if costo.documento is None:
        raise Http404("Questa spesa non ha un file.")
    return rispondi_file(costo.documento, scarica="scarica" in request.GET)


@riservata(*SCRIVONO_SPESE)
@require_http_methods(["GET", "POST"])
def di_evento(request: HttpRequest, pk: int) -> HttpResponse:
    return nuovo(request, evento_visibile(request, pk))


@riservata(*SCRIVONO_SPESE)
@require_http_methods(["GET", "POST"])
def di_campagna(request: HttpRequest, pk: int) -> HttpResponse:
    return nuovo(request, get_object_or_404(Campagna.objects.visibili_a(request.user), pk=pk))


def nuovo(request: HttpRequest, cosa: Evento | Campagna) -> HttpResponse:
    """An expense of an event or of a campaign; when the estimate is passed, who writes it is told."""
    form = CostoForm(request.POST or None, request.FILES or None, paga=request.user.ha_ruolo(*CONTI))

    def atto(dati: dict[str, Any]) -> str:
        costo = atti.aggiungi_costo(cosa, form.dati() | archiviato(dati, request.user), utente=request.user)
        avvisa(request, costo, "Spesa registrata.")
        return verso("scheda", costo)

    contesto = {
        "titolo": "Aggiungi una spesa",
        "sottotitolo": f"{cosa.numero}, {cosa.titolo}",
        "azione": "Aggiungi la spesa",
        "annulla": pagina_di(cosa),
        "costo": None,
        "versione": None,
        "conflitto": None,
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


def archiviato(dati: dict[str, Any], utente: Utente) -> dict[str, Any]:
    """The uploaded file, in the archive; nothing when none was chosen."""
    scelto = contenuto(dati["file"])
    return {"documento": archivia_documento(scelto[1], scelto[0], utente=utente)} if scelto else {}


def avvisa(request: HttpRequest, costo: Costo, fatto: str) -> None:
    oltre = supero(costo.evento)
    if oltre.motivi:
        messages.warning(request, f"{fatto} {oltre}")
    else:
        messages.success(request, fatto)


@riservata(*SCRIVONO_SPESE)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    costo = costo_visibile(request, pk)
    form = CostoForm(request.POST or None, request.FILES or None, instance=costo, paga=request.user.ha_ruolo(*CONTI))
    contesto = {
        "titolo": "Modifica la spesa",
        "sottotitolo": f"{costo}, {in_euro(costo.importo)}",
        "azione": "Salva",
        "annulla": verso("scheda", costo),
        "costo": costo,
        "versione": costo.versione,
        "conflitto": None,
    }

    def atto(dati: dict[str, Any]) -> str:
        nuovi = form.dati() | archiviato(dati, request.user)
        salvato = atti.modifica_costo(costo, nuovi, utente=request.user, versione=versione_della_richiesta(request))
        avvisa(request, salvato, "Modifiche salvate.")
        return verso("scheda", salvato)

    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*CONTI)
@require_http_methods(["GET", "POST"])
def paga(request: HttpRequest, pk: int) -> HttpResponse:
    costo = costo_visibile(request, pk)
    form = PagamentoForm(request.POST or None)

    def atto(dati: dict[str, Any]) -> str:
        atti.paga_costo(costo, dati["pagato_il"], utente=request.user)
        messages.success(request, PAGA.fatto)
        return verso("scheda", costo)

    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto={"costo": costo, "pagina": PAGA})


@riservata(*SCRIVONO_SPESE)
@require_http_methods(["GET", "POST"])
def togli(request: HttpRequest, pk: int) -> HttpResponse:
    costo = costo_visibile(request, pk)
    form = forms.Form(request.POST or None)

    def atto(_dati: dict[str, Any]) -> str:
        atti.togli_costo(costo, utente=request.user, versione=versione_della_richiesta(request))
        messages.success(request, TOGLI.fatto)
        return indirizzo("costo_elenco")

    contesto = {"costo": costo, "pagina": TOGLI}
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto)
