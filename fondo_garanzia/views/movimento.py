"""The ledger of the funds: list with its running balance, one line, lines written by hand, corrections."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from fondo_garanzia.actions.fondo import A_MANO, registra_movimento, rettifica_movimento
from fondo_garanzia.choices import TipoMovimento
from fondo_garanzia.exports.movimento import MOVIMENTI
from fondo_garanzia.filters.movimento import MovimentoFondoFiltro
from fondo_garanzia.forms.movimento import MovimentoForm, RettificaForm
from fondo_garanzia.models import MovimentoFondo
from fondo_garanzia.queries.movimento import con_progressivo, pratica_di, resta_di, somme
from fondo_garanzia.queries.quadro import LEGGONO_I_FONDI
from fondo_garanzia.views.fondo import archiviato, fondo_visibile
from fondo_garanzia.workflow import CONTI, UNIONE
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_data, in_momento
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import mostra_modulo

MODULO = "fondo_garanzia/movimento/modulo.html"
ORDINI = {
    "data": ("giorno", "pk"),
    "comune": ("fondo__comune__nome", "giorno", "pk"),
    "tipo": ("tipo", "giorno", "pk"),
    "importo": ("effetto", "giorno", "pk"),
}
# What a person wrote: the rest is corrected on its file.
SI_CORREGGONO = (*A_MANO, TipoMovimento.DOTAZIONE, TipoMovimento.STORNO_DOTAZIONE)


def verso(movimento_pk: int) -> str:
    return reverse("fondo_garanzia:movimento_scheda", args=[movimento_pk])


def elenco_movimenti(request: HttpRequest) -> Elenco:
    movimenti = con_progressivo(MovimentoFondo.objects.visibili_a(request.user))
    movimenti = movimenti.select_related("fondo__comune", "anticipo", "escussione", "credito", "creato_da")
    filtro = MovimentoFondoFiltro(request.GET, movimenti, utente=request.user)
    return Elenco(request, filtro, ORDINI, predefinito="-data")


@riservata(*LEGGONO_I_FONDI)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    movimenti = elenco_movimenti(request)
    conti = somme(movimenti.filtro.qs)
    movimenti.conta = lambda: conti.quanti
    return mostra_elenco(request, movimenti, "fondo_garanzia/movimento/elenco.html", somme=conti)


@riservata(*LEGGONO_I_FONDI)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    righe = elenco_movimenti(request).righe.iterator(chunk_size=2000)
    return rispondi_foglio(request, "movimenti-del-fondo", MOVIMENTI, righe)


def movimento_visibile(request: HttpRequest, pk: int) -> MovimentoFondo:
    collegati = ("fondo__comune", "documento", "anticipo", "escussione", "credito", "rettifica_di", "creato_da")
    return get_object_or_404(MovimentoFondo.objects.visibili_a(request.user).select_related(*collegati), pk=pk)


def rettifiche_di(movimento: MovimentoFondo) -> QuerySet[MovimentoFondo]:
    return movimento.rettifiche.order_by("pk")


@riservata(*LEGGONO_I_FONDI)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """A line with who wrote it and why, its file, what it corrects and what corrects it."""
    movimento = movimento_visibile(request, pk)
    rettifiche = list(rettifiche_di(movimento))
    contesto = {
        "movimento": movimento,
        "fatti": fatti(movimento),
        "dati": dati(movimento, request.user),
        "rettifiche": rettifiche,
        "resta": resta_di(movimento, rettifiche),
        "pulsanti": pulsanti(movimento, rettifiche, request.user),
    }
    return render(request, "fondo_garanzia/movimento/scheda.html", contesto)


def fatti(movimento: MovimentoFondo) -> list[Voce]:
    return [
        Voce("Importo", in_euro(movimento.effetto)),
        Voce("Data contabile", in_data(movimento.giorno)),
        Voce("Fondo", movimento.fondo.comune, url=reverse("fondo_garanzia:fondo_scheda", args=[movimento.fondo_id])),
    ]


def dati(movimento: MovimentoFondo, utente: Utente) -> list[Voce]:
    """What is written of a line, without what it has not."""
    pratica = pratica_di(movimento, utente)
    corretto = movimento.rettifica_di
    voci = [
        Voce("Tipo", movimento.get_tipo_display()),
        Voce("Voce del fondo", movimento.get_voce_display()),
        Voce("Causale", movimento.causale),
        Voce("Data valuta", in_data(movimento.valuta)),
        Voce("Da dove viene", movimento.get_provenienza_display()),
        Voce("Atto", movimento.atto),
        documento(movimento),
        Voce("Pratica", pratica.nome, url=pratica.url) if pratica else None,
        Voce("Corregge", f"{corretto}, {in_euro(corretto.effetto)}", url=verso(corretto.pk)) if corretto else None,
        Voce("Registrato da", movimento.creato_da, nota=in_momento(movimento.creato_alle)),
    ]
    return [voce for voce in voci if voce and voce.valore]


def documento(movimento: MovimentoFondo) -> Voce | None:
    if movimento.documento is None:
        return None
    pagina = reverse("fondo_garanzia:movimento_documento", args=[movimento.pk])
    return Voce("Documento", movimento.documento.nome, url=pagina)


def pulsanti(movimento: MovimentoFondo, rettifiche: list[MovimentoFondo], utente: Utente) -> list[Pulsante]:
    """The correction, for who may write it: why it is not possible when it is not."""
    if not utente.ha_ruolo(*chi_corregge(movimento)):
        return []
    motivo = ""
    if movimento.tipo == TipoMovimento.RETTIFICA:
        motivo = "Una rettifica non si corregge: si registra di nuovo il movimento giusto."
    elif movimento.tipo not in SI_CORREGGONO:
        motivo = "Nasce da una pratica: si corregge lì."
    elif resta_di(movimento, rettifiche) == 0:
        motivo = "È già stato tolto per intero."
    pagina = reverse("fondo_garanzia:movimento_rettifica", args=[movimento.pk])
    return [Pulsante("Rettifica…", pagina, motivo=motivo)]


def chi_corregge(movimento: MovimentoFondo) -> tuple[str, ...]:
    """Endowments are the Unione's, the rest is of who keeps the accounts."""
    return UNIONE if movimento.provenienza else CONTI


@riservata(*LEGGONO_I_FONDI)
@require_GET
def file(request: HttpRequest, pk: int) -> FileResponse:
    """The act of an endowment, the paper of the bank."""
    movimento = movimento_visibile(request, pk)
    if movimento.documento is None:
        raise Http404("Questo movimento non ha un documento.")
    return rispondi_file(movimento.documento, scarica="scarica" in request.GET)


@riservata(*CONTI)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest, pk: int) -> HttpResponse:
    """Interest and fees of the bank, a transfer with the comune."""
    fondo = fondo_visibile(request, pk)
    form = MovimentoForm(request.POST or None, request.FILES or None, initial={"giorno": oggi()}, tipi=A_MANO)

    def atto(dati: dict[str, Any]) -> str:
        altro = {nome: valore for nome, valore in archiviato(dati, request.user).items() if nome != "tipo"}
        movimento = registra_movimento(fondo, dati["tipo"], altro, utente=request.user)
        messages.success(request, "Movimento registrato.")
        return verso(movimento.pk)

    contesto = {
        "titolo": "Registra un movimento",
        "sottotitolo": f"{fondo}: in cassa {in_euro(fondo.cassa)}, disponibili {in_euro(fondo.disponibile)}. "
        "Dotazioni, garanzie, anticipi e rate si registrano nelle loro pagine.",
        "azione": "Registra il movimento",
        "annulla": reverse("fondo_garanzia:fondo_scheda", args=[pk]),
        "fondo": fondo,
        "movimento": None,
        "conflitto": None,
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*CONTI, *UNIONE)
@require_http_methods(["GET", "POST"])
def rettifica(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away all or part of a line written wrong: both stay in the ledger."""
    movimento = movimento_visibile(request, pk)
    resta = resta_di(movimento, list(rettifiche_di(movimento)))
    form = RettificaForm(request.POST or None, initial={"importo": resta, "giorno": oggi()})

    def atto(dati: dict[str, Any]) -> str:
        nuova = rettifica_movimento(movimento, utente=request.user, **dati)
        messages.success(request, "Rettifica registrata. Se serve, registra ora il movimento giusto.")
        return verso(nuova.pk)

    contesto = {
        "titolo": "Rettifica un movimento",
        "sottotitolo": f"{movimento}, {in_euro(movimento.effetto)}: ne restano {in_euro(resta)}. "
        "Il movimento resta nel registro, con la rettifica accanto.",
        "azione": "Registra la rettifica",
        "annulla": verso(pk),
        "fondo": movimento.fondo,
        "movimento": movimento,
        "conflitto": None,
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)
