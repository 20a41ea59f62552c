"""The scale of points for public housing, the points of an application and its form ready to sign."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from sportello.actions import punteggio as atti
from sportello.choices import TipoMisura
from sportello.documents.domanda import modulo_pdf
from sportello.exports.punteggio import VOCI
from sportello.filters.punteggio import VocePunteggioFiltro
from sportello.forms.punteggio import ChiudiVoceForm, PuntiForm, VocePunteggioForm
from sportello.models import DomandaMisura, VocePunteggio
from sportello.queries.punteggio import punti_di
from sportello.workflow import DOMANDA, SCRIVONO_LE_MISURE, SEGUONO, VEDONO_LE_MISURE
from valdera_housing.actions.lettura import annota_lettura
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_data, in_periodo
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.file import rispondi_pdf
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

MODULO = "sportello/voce_punteggio/modulo.html"
ORDINI = {
    "codice": ("gruppo", "codice", "-valida_dal"),
    "punti": ("punti", "gruppo", "codice", "-valida_dal"),
    "dal": ("valida_dal", "codice"),
}
SEMPRE_LETTI = ("misura", "caso__nucleo__comune", "richiedente__comune", "isee", "sfratto")


def elenco_voci(request: HttpRequest) -> Elenco:
    return Elenco(request, VocePunteggioFiltro(request.GET, VocePunteggio.objects.all()), ORDINI)


@riservata(*VEDONO_LE_MISURE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    nuova_voce = Pulsante("Registra una voce", reverse("sportello:voce_punteggio_nuova"), "primario")
    voci, giorno = elenco_voci(request), oggi()
    return mostra_elenco(
        request,
        voci,
        "sportello/voce_punteggio/elenco.html",
        pulsanti=[nuova_voce] if request.user.ha_ruolo(*SCRIVONO_LE_MISURE) else [],
        righe=[(voce, bool(voce.valida_al and voce.valida_al < giorno)) for voce in voci.pagina],
    )


@riservata(*VEDONO_LE_MISURE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The lines of the list, with the same filter and in the same order."""
    return rispondi_foglio(request, "punteggi-erp", VOCI, elenco_voci(request).righe)


@riservata(*VEDONO_LE_MISURE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    voce = get_object_or_404(VocePunteggio, pk=pk)
    contesto = {
        "voce": voce,
        "fatti": fatti(voce),
        "pulsanti": pulsanti(voce, request.user),
        "modifiche": storia_di(voce),
    }
    return render(request, "sportello/voce_punteggio/scheda.html", contesto)


def fatti(voce: VocePunteggio) -> list[Voce]:
    massimo = f"{in_cifre(voce.massimo_insieme)} punti" if voce.massimo_insieme is not None else ""
    solo_una = "conta solo la voce più alta" if voce.insieme else ""
    return [
        Voce("Gruppo", voce.get_gruppo_display()),
        Voce("Punti", in_cifre(voce.punti), nota="per ogni anno" if voce.per_anno else ""),
        Voce("Insieme", voce.insieme, nota=massimo or solo_una),
        Voce("Validità", in_periodo(voce.valida_dal, voce.valida_al)),
        Voce("Perché non vale più", voce.perche_non_vale),
        Voce("Fonte", voce.fonte),
    ]


def pulsanti(voce: VocePunteggio, utente: Utente) -> list[Pulsante]:
    if not utente.ha_ruolo(*SCRIVONO_LE_MISURE):
        return []
    return [Pulsante("Modifica", verso("modifica", voce)), Pulsante("Chiudi…", verso("chiudi", voce), "rischio")]


def verso(atto: str, voce: VocePunteggio) -> str:
    return reverse(f"sportello:voce_punteggio_{atto}", args=[voce.pk])


@riservata(*SCRIVONO_LE_MISURE)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest) -> HttpResponse:
    form = VocePunteggioForm(request.POST or None)

    def atto(dati: dict[str, Any]) -> str:
        voce = atti.registra_voce_punteggio(dati, utente=request.user)
        messages.success(request, f"La voce {voce.codice} è registrata.")
        return verso("scheda", voce)

    contesto = {
        "titolo": "Registra una voce di punteggio",
        "azione": "Registra la voce",
        "versione": None,
        "annulla": reverse("sportello:voce_punteggio_elenco"),
        "conflitto": None,
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*SCRIVONO_LE_MISURE)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    voce = get_object_or_404(VocePunteggio, pk=pk)
    contesto = {
        "titolo": f"Modifica: {voce.codice}",
        "azione": "Salva",
        "versione": voce.versione,
        "annulla": verso("scheda", voce),
        "conflitto": None,
    }
    form = VocePunteggioForm(request.POST or None, instance=voce)

    def atto(dati: dict[str, Any]) -> str:
        atti.modifica_voce_punteggio(voce, dati, utente=request.user, versione=versione_della_richiesta(request))
        messages.success(request, "Modifiche salvate.")
        return verso("scheda", voce)

    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*SCRIVONO_LE_MISURE)
@require_http_methods(["GET", "POST"])
def chiudi(request: HttpRequest, pk: int) -> HttpResponse:
    voce = get_object_or_404(VocePunteggio, pk=pk)
    iniziale = {"valida_al": voce.valida_al or oggi(), "perche": voce.perche_non_vale}
    form = ChiudiVoceForm(request.POST or None, initial=iniziale)

    def atto(dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.chiudi_voce_punteggio(voce, **dati, utente=request.user, versione=versione)
        messages.success(request, f"La voce {voce.codice} vale fino al {in_data(dati['valida_al'])}.")
        return verso("scheda", voce)

    contesto = {
        "titolo": f"Chiudi la voce {voce.codice}",
        "azione": "Chiudi la voce",
        "versione": voce.versione,
        "annulla": verso("scheda", voce),
        "conflitto": None,
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


def domanda_visibile(request: HttpRequest, pk: int) -> DomandaMisura:
    """The application, if this person follows its household; opening it leaves a trace."""
    visibili = DomandaMisura.objects.visibili_a(request.user).select_related(*SEMPRE_LETTI)
    domanda = get_object_or_404(visibili, pk=pk)
    annota_lettura(request.user, domanda.caso.nucleo)
    return domanda


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def punti(request: HttpRequest, pk: int) -> HttpResponse:
    """The scale of the notice, with boxes for what the application claims; only for public housing."""
    domanda = domanda_visibile(request, pk)
    if domanda.misura.tipo != TipoMisura.ERP:
        raise Http404("I punti si segnano nelle domande per la casa popolare.")
    scala = punti_di(domanda)
    form = PuntiForm(request.POST if request.method == "POST" else None, punti=scala)

    def atto(dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.segna_punti_domanda(domanda, form.punti(), utente=request.user, versione=versione)
        messages.success(request, "Punti salvati.")
        return reverse("sportello:domanda_punti", args=[pk])

    si_cambia = DOMANDA.ammette("modifica", domanda.stato, request.user)
    contesto = {
        "domanda": domanda,
        "scala": scala,
        "si_cambia": si_cambia,
        "gruppi": [(nome, [_riga(form, m) for m in voci]) for nome, voci in scala.gruppi],
        "modulo_url": reverse("sportello:domanda_modulo", args=[pk]),
    }
    return mostra_modulo(request, form, template="sportello/domanda/punti.html", atto=atto, contesto=contesto)


def _riga(form: PuntiForm, mostrata: Any) -> tuple[Any, Any, Any]:
    """A line with its box and its years; neither when it cannot be claimed."""
    return (mostrata, None, None) if mostrata.perche_no else (mostrata, *form.campi(mostrata))


@riservata(*SEGUONO)
@require_GET
def modulo(request: HttpRequest, pk: int) -> HttpResponse:
    """The application on paper, filled with what is known, ready to be signed."""
    domanda = domanda_visibile(request, pk)
    pdf = modulo_pdf(domanda, utente=request.user, giorno=oggi(), quando=timezone.localtime())
    return rispondi_pdf(pdf, f"domanda-{domanda.numero}")
