"""The reminders sent and those that were not, who must not get them, an appointment as a calendar file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sportello.actions.promemoria import riaccendi_promemoria, spegni_promemoria
from sportello.choices import ASPETTI_PROMEMORIA
from sportello.exports.promemoria import PROMEMORIA
from sportello.filters.promemoria import PromemoriaFiltro, SilenzioFiltro
from sportello.forms.promemoria import SilenzioForm
from sportello.models import Appuntamento, Promemoria
from sportello.queries.pagine import indirizzo
from sportello.queries.promemoria import chi_riceve, persone_da_ricordare, silenzi_visibili
from sportello.workflow import SEGUONO
from valdera_housing.documents import evento_ics
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Persona
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo

ORDINI = {"quando": ("per_il", "pk"), "stato": ("stato", "per_il", "pk")}
ORDINI_SILENZI = {"dal": ("dal", "pk"), "persona": ("persona__nome_cercabile", "pk")}


def elenco_promemoria(request: HttpRequest) -> Elenco:
    visibili = Promemoria.objects.visibili_a(request.user).select_related("appuntamento__persona")
    return Elenco(request, PromemoriaFiltro(request.GET, visibili), ORDINI, predefinito="-quando")


@riservata(*SEGUONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    promemoria = elenco_promemoria(request)
    return mostra_elenco(
        request,
        promemoria,
        "sportello/promemoria/elenco.html",
        pulsanti=[Pulsante("Chi non li riceve", reverse("sportello:silenzio_elenco"))],
        righe=[
            (
                p,
                ASPETTI_PROMEMORIA[p.stato],
                chi_riceve(p.appuntamento),
                indirizzo("appuntamento_scheda", p.appuntamento_id),
            )
            for p in promemoria.pagina
        ],
    )


@riservata(*SEGUONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "promemoria", PROMEMORIA, elenco_promemoria(request).righe)


@riservata(*SEGUONO)
@require_GET
def silenzi(request: HttpRequest) -> HttpResponse:
    return pagina_silenzi(request)


def pagina_silenzi(request: HttpRequest, rifiuto: Esito | None = None) -> HttpResponse:
    """Who gets no reminder; ``rifiuto`` says why one could not be turned on again."""
    filtro = SilenzioFiltro(request.GET, silenzi_visibili(request.user))
    silenzi = Elenco(request, filtro, ORDINI_SILENZI, predefinito="-dal")
    return mostra_elenco(request, silenzi, "sportello/silenzio/elenco.html", rifiuto=rifiuto)


def _persona_chiesta(request: HttpRequest) -> Persona:
    testo = request.GET.get("persona", "")
    if not (testo.isascii() and testo.isdecimal() and len(testo) < 19):
        raise Http404("Manca la persona.")
    return get_object_or_404(persone_da_ricordare(request.user), pk=int(testo))


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def silenzio_nuovo(request: HttpRequest) -> HttpResponse:
    """No more reminders to a person: ``?persona=12``."""
    persona = _persona_chiesta(request)

    def atto(dati: dict[str, Any]) -> str:
        spegni_promemoria(persona, motivo=dati["motivo"], utente=request.user, dal=oggi())
        messages.success(request, f"Promemoria spenti: {persona} non ne riceve più.")
        return reverse("sportello:silenzio_elenco")

    contesto = {"persona": persona, "annulla": reverse("sportello:promemoria_elenco")}
    form = SilenzioForm(request.POST or None)
    return mostra_modulo(request, form, template="sportello/silenzio/modulo.html", atto=atto, contesto=contesto)


@riservata(*SEGUONO)
@require_POST
def silenzio_togli(request: HttpRequest, pk: int) -> HttpResponse:
    silenzio = get_object_or_404(silenzi_visibili(request.user), pk=pk)

    def atto() -> str:
        riaccendi_promemoria(silenzio, al=oggi())
        messages.success(request, f"Promemoria accesi: {silenzio.persona} li riceve di nuovo.")
        return reverse("sportello:silenzio_elenco")

    return esegui_o_spiega(request, atto, lambda esito: pagina_silenzi(request, esito))


@riservata(*SEGUONO)
@require_GET
def appuntamento_ics(request: HttpRequest, pk: int) -> HttpResponse:
    """An appointment that has its hour, to add to one's own calendar."""
    con_ora = Appuntamento.objects.visibili_a(request.user).filter(prenotazione__isnull=False)
    appuntamento = get_object_or_404(
        con_ora.select_related("prenotazione__sede__comune", "prenotazione__stanza"), pk=pk
    )
    risposta = HttpResponse(evento_ics(appuntamento.prenotazione), content_type="text/calendar; charset=utf-8")
    risposta["Content-Disposition"] = f'attachment; filename="{appuntamento.numero}.ics"'
    return risposta
