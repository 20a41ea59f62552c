"""ISTAT updates of a rent, and the FOI index they come from."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gestore.actions import istat as atti
from gestore.choices import ASPETTI_CONTRATTO
from gestore.exports.istat import INDICI
from gestore.filters.istat import IndiceFoiFilter
from gestore.forms.istat import (
    ApplicaIstatForm,
    ImportaIndiciForm,
    IndiceFoiForm,
    PropostaIstatForm,
    RinunciaIstatForm,
)
from gestore.models import AggiornamentoIstat, IndiceFoi, Locazione
from gestore.queries.istat import proposta_istat, prossimo_anniversario, righe_proposta
from gestore.rules.istat import quota_massima
from gestore.views.locazione import locazione_visibile
from gestore.workflow import ETS, VEDONO_I_CONTRATTI
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Contratto
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo

PROPONI = "gestore/locazione/proponi_istat.html"
MODULO = "gestore/indice_foi/modulo.html"
ORDINI = {"mese": ("mese",), "variazione": ("variazione_pct", "mese")}


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def proponi(request: HttpRequest, pk: int) -> HttpResponse:
    """A new rent that explains itself; with cedolare secca, or without the clause, why there is none."""
    locazione = locazione_visibile(request, pk)
    contratto = locazione.contratto
    ritorno = reverse("gestore:locazione_scheda", args=[pk])
    iniziali = {
        "indice": IndiceFoi.objects.first(),
        "quota_pct": contratto.quota_istat if contratto.quota_istat is not None else quota_massima(contratto.tipo),
        "dal": prossimo_anniversario(contratto, oggi()),
    }
    form = PropostaIstatForm(request.POST or None, initial=iniziali)
    if form.is_bound:
        form.is_valid()
    scritti = iniziali | getattr(form, "cleaned_data", {})

    def atto(dati: dict[str, Any]) -> str:
        fatto = atti.proponi_istat(locazione, dati, utente=request.user)
        messages.success(request, f"Proposto: {in_euro(fatto.canone_dopo)} dal {in_data(fatto.dal)}. Ora comunicalo.")
        return f"{ritorno}#istat"

    contesto = {
        "locazione": locazione,
        "contratto": contratto,
        "aspetto": ASPETTI_CONTRATTO[contratto.stato],
        "annulla": ritorno,
        "indici_url": reverse("gestore:indice_foi_nuovo"),
        "conflitto": None,
    } | spiegazione(contratto, scritti)
    if request.method == "POST" and "ricalcola" in request.POST:
        return render(request, PROPONI, {"form": form} | contesto)
    return mostra_modulo(request, form, template=PROPONI, atto=atto, contesto=contesto)


def spiegazione(contratto: Contratto, scritti: dict[str, Any]) -> dict[str, Any]:
    """The receipt of the proposal, its reasons, and whether there is anything to ask at all."""
    indice: IndiceFoi | None = scritti["indice"]
    quota: Decimal = scritti["quota_pct"]
    dal: date = scritti["dal"]
    proposta = proposta_istat(contratto, indice, quota, dal)
    senza_clausola = contratto.cedolare or contratto.quota_istat is None
    return {
        "righe": righe_proposta(proposta),
        "esito": proposta.esito if indice or senza_clausola else None,
        "possibile": not senza_clausola and indice is not None,
        "senza_indice": indice is None,
    }


def aggiornamento_visibile(request: HttpRequest, pk: int) -> tuple[AggiornamentoIstat, Locazione]:
    """An update and its lease, among those this person sees."""
    aggiornamento = get_object_or_404(AggiornamentoIstat.objects.select_related("contratto"), pk=pk)
    locazioni = Locazione.objects.visibili_a(request.user).select_related("contratto__alloggio__comune")
    return aggiornamento, get_object_or_404(locazioni, contratto=aggiornamento.contratto_id)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def applica(request: HttpRequest, pk: int) -> HttpResponse:
    """The update was told to the other party: the dues of the next months carry the new rent."""
    aggiornamento, locazione = aggiornamento_visibile(request, pk)
    form = ApplicaIstatForm(request.POST or None, initial={"notificato_il": oggi()})

    def fai(dati: dict[str, Any]) -> str:
        atti.applica_istat(aggiornamento, utente=request.user, notificato_il=dati["notificato_il"])
        return f"Dal {in_data(aggiornamento.dal)} il canone è {in_euro(aggiornamento.canone_dopo)}."

    return chiedi(request, aggiornamento, locazione, form, fai, "Applica l’aggiornamento ISTAT")


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def rinuncia(request: HttpRequest, pk: int) -> HttpResponse:
    """The update is let go, with its reason: the rent stays."""
    aggiornamento, locazione = aggiornamento_visibile(request, pk)
    form = RinunciaIstatForm(request.POST or None)

    def fai(dati: dict[str, Any]) -> str:
        atti.rinuncia_istat(aggiornamento, utente=request.user, nota=dati["nota"])
        return f"Il canone resta {in_euro(aggiornamento.canone_prima)}."

    return chiedi(request, aggiornamento, locazione, form, fai, "Non applicare l’aggiornamento ISTAT")


def chiedi(
    request: HttpRequest, aggiornamento: AggiornamentoIstat, locazione: Locazione, form: Any, fai: Any, titolo: str
) -> HttpResponse:
    ritorno = reverse("gestore:locazione_scheda", args=[locazione.pk])

    def atto(dati: dict[str, Any]) -> str:
        messages.success(request, fai(dati))
        return f"{ritorno}#istat"

    contesto = {
        "locazione": locazione,
        "contratto": locazione.contratto,
        "aspetto": ASPETTI_CONTRATTO[locazione.contratto.stato],
        "titolo": titolo,
        "azione": titolo,
        "annulla": ritorno,
        "spiega": f"Da {in_euro(aggiornamento.canone_prima)} a {in_euro(aggiornamento.canone_dopo)} dal "
        f"{in_data(aggiornamento.dal)}.",
        "pericolo": False,
        "versione": None,
        "conflitto": None,
        "avvisi": (),
        "righe": (),
        "calcolo_titolo": "",
    }
    return mostra_modulo(request, form, template="gestore/locazione/atto.html", atto=atto, contesto=contesto)


def elenco_indici(request: HttpRequest) -> Elenco:
    return Elenco(request, IndiceFoiFilter(request.GET, IndiceFoi.objects.all()), ORDINI, predefinito="-mese")


@riservata(*VEDONO_I_CONTRATTI)
@require_GET
def indici(request: HttpRequest) -> HttpResponse:
    pulsanti = []
    if request.user.ha_ruolo(*ETS):
        pulsanti = [
            Pulsante("Importa un CSV", reverse("gestore:indice_foi_importa"), icona="upload"),
            Pulsante("Scrivi un mese", reverse("gestore:indice_foi_nuovo"), "primario"),
        ]
    return mostra_elenco(request, elenco_indici(request), "gestore/indice_foi/elenco.html", pulsanti=pulsanti)


@riservata(*VEDONO_I_CONTRATTI)
@require_GET
def esporta_indici(request: HttpRequest) -> HttpResponseBase:
    return rispondi_foglio(request, "indici-foi", INDICI, elenco_indici(request).righe.iterator())


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def nuovo_indice(request: HttpRequest) -> HttpResponse:
    elenco = reverse("gestore:indice_foi_elenco")
    form = IndiceFoiForm(request.POST or None, initial={"anno": oggi().year, "mese_numero": oggi().month})

    def atto(dati: dict[str, Any]) -> str:
        campi = {nome: dati[nome] for nome in ("mese", "variazione_pct", "fonte")}
        atti.registra_indice(campi, utente=request.user)
        messages.success(request, "L’indice è scritto.")
        return elenco

    contesto = {
        "titolo": "Scrivi l’indice di un mese",
        "azione": "Salva l’indice",
        "annulla": elenco,
        "spiega": "FOI senza tabacchi: la variazione sullo stesso mese dell’anno prima, come la pubblica l’ISTAT.",
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def importa_indici(request: HttpRequest) -> HttpResponse:
    elenco = reverse("gestore:indice_foi_elenco")
    form = ImportaIndiciForm(request.POST or None, request.FILES or None)

    def atto(dati: dict[str, Any]) -> str:
        esito = atti.importa_indici(dati["file"], utente=request.user, fonte=dati["fonte"])
        nuovi = f"{esito.nuovi} {plurale(esito.nuovi, 'mese nuovo,mesi nuovi')}"
        messages.success(request, f"{nuovi}, {esito.presenti} già {plurale(esito.presenti, 'presente,presenti')}.")
        return elenco

    contesto = {
        "titolo": "Importa gli indici da un CSV",
        "azione": "Importa",
        "annulla": elenco,
        "spiega": "Una riga per mese: il mese, punto e virgola, la variazione. I mesi già scritti non cambiano.",
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)
