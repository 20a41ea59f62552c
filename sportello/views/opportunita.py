"""Jobs, internships and courses that the territory offers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from sportello.actions import opportunita as atti
from sportello.choices import ASPETTI_PERCORSO
from sportello.exports.rete import OPPORTUNITA
from sportello.filters.rete import OpportunitaFiltro
from sportello.forms.lavoro import OpportunitaForm
from sportello.models import OpportunitaLavoro, PercorsoLavoro
from sportello.queries.rete import aspetto_opportunita
from sportello.workflow import SEGUONO, VEDONO_LA_RETE
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

ORDINI = {"pubblicata": ("pubblicata_il", "pk"), "scade": ("scade_il", "pk")}
MODULO = "sportello/opportunita/modulo.html"
ULTIMI = 20


def elenco_opportunita(request: HttpRequest) -> Elenco:
    righe = OpportunitaLavoro.objects.select_related("risorsa", "comune")
    return Elenco(request, OpportunitaFiltro(request.GET, righe), ORDINI, predefinito="-pubblicata")


@riservata(*VEDONO_LA_RETE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    opportunita, giorno = elenco_opportunita(request), oggi()
    nuova_offerta = Pulsante("Pubblica un’opportunità", reverse("sportello:opportunita_nuova"), "primario")
    percorsi = Pulsante("Percorsi di lavoro", reverse("sportello:percorso_elenco"))
    return mostra_elenco(
        request,
        opportunita,
        "sportello/opportunita/elenco.html",
        pulsanti=[nuova_offerta, percorsi] if request.user.ha_ruolo(*SEGUONO) else [],
        righe=[(offerta, aspetto_opportunita(offerta, giorno)) for offerta in opportunita.pagina],
    )


@riservata(*VEDONO_LA_RETE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "opportunita", OPPORTUNITA, elenco_opportunita(request).righe)


def _offerta(pk: int) -> OpportunitaLavoro:
    return get_object_or_404(OpportunitaLavoro.objects.select_related("risorsa", "comune"), pk=pk)


@riservata(*VEDONO_LA_RETE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """The offer, and the paths that answered it among those this person may see."""
    offerta = _offerta(pk)
    scrive = request.user.ha_ruolo(*SEGUONO)
    percorsi = PercorsoLavoro.objects.visibili_a(request.user).filter(opportunita=offerta)
    percorsi = percorsi.select_related("persona", "caso__nucleo")[:ULTIMI] if scrive else percorsi.none()
    contesto = {
        "opportunita": offerta,
        "aspetto": aspetto_opportunita(offerta, oggi()),
        "fatti": [
            Voce("Dove", offerta.comune.nome if offerta.comune else "Altrove, o più comuni"),
            Voce("Posti", offerta.posti),
            Voce("Pubblicata il", in_data(offerta.pubblicata_il)),
            Voce("Scade il", in_data(offerta.scade_il) if offerta.scade_il else "Senza scadenza"),
        ],
        "segue_famiglie": scrive,
        "percorsi": [(p, ASPETTI_PERCORSO[p.stato]) for p in percorsi],
        "pulsanti": [Pulsante("Modifica", _verso("modifica", offerta))] if scrive else [],
        "modifiche": storia_di(offerta),
    }
    return render(request, "sportello/opportunita/scheda.html", contesto)


def _verso(atto: str, offerta: OpportunitaLavoro) -> str:
    return reverse(f"sportello:opportunita_{atto}", args=[offerta.pk])


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest) -> HttpResponse:
    """An offer; who makes it may be chosen already (``?risorsa=3``)."""
    iniziale = {nome: request.GET.get(nome) for nome in ("risorsa", "comune")}
    form = OpportunitaForm(request.POST or None, initial=iniziale)

    def atto(dati: dict[str, Any]) -> str:
        offerta = atti.pubblica_opportunita(form.dati(), utente=request.user)
        messages.success(request, f"Pubblicata: {offerta}.")
        return _verso("scheda", offerta)

    contesto = {
        "titolo": "Pubblica un’opportunità",
        "azione": "Pubblica l’opportunità",
        "versione": None,
        "annulla": reverse("sportello:opportunita_elenco"),
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    offerta = _offerta(pk)
    form = OpportunitaForm(request.POST or None, instance=offerta)
    contesto = {
        "titolo": str(offerta),
        "azione": "Salva",
        "versione": offerta.versione,
        "annulla": _verso("scheda", offerta),
    }

    def atto(dati: dict[str, Any]) -> str:
        atti.modifica_opportunita(
            offerta, form.dati(), utente=request.user, versione=versione_della_richiesta(request)
        )
        messages.success(request, "Modifiche salvate.")
        return _verso("scheda", offerta)

    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)
