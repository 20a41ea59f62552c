"""The way of a person to work, from the job centre to the outcome."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from sportello.actions import percorso as atti
from sportello.choices import ASPETTI_PERCORSO, TipoTirocinio
from sportello.exports.percorso import PERCORSI
from sportello.filters.percorso import PercorsoFiltro
from sportello.forms.lavoro import ConcludiPercorsoForm, PercorsoForm
from sportello.models import PercorsoLavoro
from sportello.queries.rete import adulti, fatti_di, soglie_tirocinio
from sportello.rules.lavoro import valuta_percorso
from sportello.views.caso_scelto import caso_chiesto, scegli_caso
from sportello.workflow import PERCORSO, SEGUONO
from valdera_housing.actions.lettura import annota_esportazione, annota_lettura
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Motivo
from valdera_housing.kit.scrittura import in_data, in_periodo
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Persona, Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

ORDINI = {"iniziato": ("aperto_il", "pk"), "persona": ("persona__nome_cercabile", "pk")}
MODULO = "sportello/percorso/modulo.html"


def elenco_percorsi(request: HttpRequest) -> Elenco:
    visibili = PercorsoLavoro.objects.visibili_a(request.user)
    visibili = visibili.select_related("persona", "caso__nucleo__comune", "ospitante")
    return Elenco(request, PercorsoFiltro(request.GET, visibili, utente=request.user), ORDINI, predefinito="-iniziato")


@riservata(*SEGUONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    """All of those this person may see, or those of a case (``?caso=12``)."""
    percorsi, caso = elenco_percorsi(request), request.GET.get("caso", "")
    indirizzo = reverse("sportello:percorso_nuovo") + (f"?caso={caso}" if caso.isdecimal() else "")
    return mostra_elenco(
        request,
        percorsi,
        "sportello/percorso/elenco.html",
        pulsanti=[
            Pulsante("Inizia un percorso", indirizzo, "primario"),
            Pulsante("Opportunità di lavoro", reverse("sportello:opportunita_elenco")),
        ],
        righe=[(percorso, ASPETTI_PERCORSO[percorso.stato]) for percorso in percorsi.pagina],
    )


@riservata(*SEGUONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order; whose they are is written down."""
    righe = elenco_percorsi(request).righe
    annota_esportazione(request.user, Persona.objects.filter(pk__in=righe.order_by().values("persona")))
    return rispondi_foglio(request, "percorsi", PERCORSI, righe)


def percorso_visibile(request: HttpRequest, pk: int) -> PercorsoLavoro:
    visibili = PercorsoLavoro.objects.visibili_a(request.user)
    collegati = ("persona", "caso__nucleo__comune", "ospitante", "opportunita__risorsa")
    return get_object_or_404(visibili.select_related(*collegati), pk=pk)


@riservata(*SEGUONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    percorso = percorso_visibile(request, pk)
    annota_lettura(request.user, percorso.persona)
    contesto = {
        "percorso": percorso,
        "aspetto": ASPETTI_PERCORSO[percorso.stato],
        "fatti": fatti(percorso),
        "tirocinio": tirocinio(percorso) if percorso.tirocinio != TipoTirocinio.NESSUNO else [],
        "avvisi": avvisi(percorso),
        "pulsanti": pulsanti(percorso, request.user),
        "modifiche": storia_di(percorso),
    }
    return render(request, "sportello/percorso/scheda.html", contesto)


def fatti(percorso: PercorsoLavoro) -> list[Voce]:
    p = percorso
    finito = f"{p.get_esito_display()}, {in_data(p.concluso_il)}" if p.concluso_il else ""
    return [
        Voce("Iniziato il", in_data(p.aperto_il)),
        Voce("DID del", in_data(p.did_il) if p.did_il else ""),
        Voce("Patto di servizio del", in_data(p.patto_il) if p.patto_il else ""),
        Voce("Com’è finito", finito or "In corso"),
    ]


def tirocinio(percorso: PercorsoLavoro) -> list[Voce]:
    p = percorso
    ospitante = reverse("sportello:risorsa_scheda", args=[p.ospitante_id]) if p.ospitante_id else ""
    return [
        Voce("Tipo", p.get_tirocinio_display()),
        Voce("Dove si svolge", str(p.ospitante) if p.ospitante else "", ospitante),
        Voce("Quando", in_periodo(p.tirocinio_dal, p.tirocinio_al) if p.tirocinio_dal else ""),
        Voce("Indennità al mese", in_euro(p.indennita) if p.indennita is not None else ""),
    ]


def avvisi(percorso: PercorsoLavoro) -> list[Motivo]:
    """What is unusual in it, by the thresholds of when the internship starts."""
    soglie = soglie_tirocinio(percorso.tirocinio_dal or percorso.aperto_il)
    return [motivo for motivo in valuta_percorso(fatti_di(percorso), soglie).motivi if motivo.livello == "avviso"]


def pulsanti(percorso: PercorsoLavoro, utente: Utente) -> list[Pulsante]:
    """The acts of the table that this person may do now; finishing comes first."""
    possibili = PERCORSO.atti_possibili(percorso.stato, utente)
    return [Pulsante(t.etichetta, verso(t.atto, percorso)) for t in reversed(possibili)]


def verso(atto: str, percorso: PercorsoLavoro) -> str:
    return reverse(f"sportello:percorso_{atto}", args=[percorso.pk])


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    """For an adult of a household with an open case (``?caso=12``)."""
    caso = caso_chiesto(request)
    if caso is None:
        return scegli_caso(request, "Inizia un percorso di lavoro", reverse("sportello:percorso_elenco"))
    giorno = oggi()
    iniziale = {nome: request.GET.get(nome) for nome in ("persona", "opportunita")}
    form = PercorsoForm(
        request.POST or None, adulti=adulti(caso, giorno), soglie=soglie_tirocinio(giorno), initial=iniziale
    )

    def atto(dati: dict[str, Any]) -> str:
        percorso = atti.inizia_percorso(caso, form.dati(), utente=request.user)
        messages.success(request, f"Percorso {percorso.numero} iniziato.")
        return verso("scheda", percorso)

    contesto = {
        "titolo": "Inizia un percorso di lavoro",
        "guida": f"Nucleo {caso.nucleo}, {caso.nucleo.comune}. Quello che non sai ancora lo scrivi dopo.",
        "azione": "Inizia il percorso",
        "versione": None,
        "annulla": caso.nucleo.get_absolute_url(),
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    percorso = percorso_visibile(request, pk)
    contesto = {
        "titolo": f"{percorso}, {percorso.persona}",
        "guida": "Scrivi che cosa è successo: quello che c’era prima resta nella storia.",
        "azione": "Salva",
        "versione": percorso.versione,
        "annulla": verso("scheda", percorso),
    }
    form = PercorsoForm(request.POST or None, instance=percorso, adulti=None, soglie=soglie_tirocinio(oggi()))

    def atto(dati: dict[str, Any]) -> str:
        atti.modifica_percorso(percorso, form.dati(), utente=request.user, versione=versione_della_richiesta(request))
        messages.success(request, "Modifiche salvate.")
        return verso("scheda", percorso)

    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def concludi(request: HttpRequest, pk: int) -> HttpResponse:
    percorso = percorso_visibile(request, pk)
    form = ConcludiPercorsoForm(request.POST or None, initial={"nota": percorso.nota})

    def atto(dati: dict[str, Any]) -> str:
        concluso = atti.concludi_percorso(percorso, utente=request.user, **dati)
        messages.success(request, f"Percorso concluso: {concluso.get_esito_display().lower()}.")
        return verso("scheda", percorso)

    contesto = {
        "titolo": f"Concludi il percorso di {percorso.persona}",
        "guida": "L’esito entra nei numeri del trimestre in cui il percorso finisce.",
        "azione": "Concludi il percorso",
        "versione": None,
        "annulla": verso("scheda", percorso),
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)
