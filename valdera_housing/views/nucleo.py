from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from valdera_housing.actions.lettura import annota_lettura, annota_nome_mostrato
from valdera_housing.actions.nucleo import aggiungi_componente, prendi_in_carico, togli_componente
from valdera_housing.choices import CHI_SEGUE_PERSONE, Ruolo
from valdera_housing.exports import NUCLEI
from valdera_housing.filters.nucleo import NucleoFilter
from valdera_housing.forms.nucleo import ComponenteForm, NomeForm, PresaInCaricoForm, UscitaForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.linea import registrate
from valdera_housing.models import Caso, MembroNucleo, Nucleo, Persona
from valdera_housing.queries.anagrafe import aspetto_nucleo, candidati, con_intestatario, letture_di
from valdera_housing.queries.caso import aspetto_caso, nucleo_con_caso, ultimo_isee
from valdera_housing.queries.storia import storia_di
from valdera_housing.rules.isee import avviso_isee
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo

ORDINI = {"codice": ("-codice",), "comune": ("comune__nome", "-codice"), "carico": ("in_carico_dal", "-codice")}
MASSIMO_CANDIDATI = 10


def elenco_nuclei(request: HttpRequest) -> Elenco:
    filtro = NucleoFilter(
        request.GET, Nucleo.objects.visibili_a(request.user).select_related("comune"), utente=request.user
    )
    return Elenco(request, filtro, ORDINI)


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    lista = elenco_nuclei(request)
    righe = con_intestatario(Nucleo.objects.filter(pk__in=[n.pk for n in lista.pagina]), oggi(), utente=request.user)
    teste = {nucleo.pk: nucleo for nucleo in righe}
    nuclei = [(nucleo, teste[nucleo.pk], aspetto_nucleo(nucleo)) for nucleo in lista.pagina]
    return mostra_elenco(request, lista, "valdera_housing/nucleo/elenco.html", nuclei=nuclei)


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    righe = con_intestatario(elenco_nuclei(request).righe, oggi(), utente=request.user)
    return rispondi_foglio(request, "nuclei", NUCLEI, righe.iterator(chunk_size=2000))


def nucleo_visibile(request: HttpRequest, codice: str) -> Nucleo:
    return get_object_or_404(Nucleo.objects.visibili_a(request.user).select_related("comune"), codice=codice)


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def scheda(request: HttpRequest, codice: str) -> HttpResponse:
    """The household as it is today, or (``?il=2026-01-31``) as it was on a day."""
    nucleo, caso = nucleo_con_caso(codice, utente=request.user)
    if nucleo is None:
        raise Http404
    annota_lettura(request.user, nucleo)
    giorno = giorno_chiesto(request)
    membri = list(membri_per(request, nucleo))
    presenti = [m for m in membri if m.dal <= giorno and (m.al is None or m.al >= giorno)]
    altri = [m for m in membri if m not in presenti]
    contesto = {
        "nucleo": nucleo,
        "aspetto": aspetto_nucleo(nucleo),
        "giorno": giorno,
        "oggi": oggi(),
        "presenti": presenti,
        "altri": altri,
        "fatti": fatti(nucleo, presenti),
        "pulsanti": pulsanti(request, nucleo),
        "isee": (isee := ultimo_isee(nucleo, oggi())),
        "avviso_isee": avviso_isee(isee.scade_il, oggi()) if isee else "",
        "pannelli": [p for servizio in registrate for p in servizio.pannelli_fascicolo(request.user, nucleo)],
    } | del_caso(nucleo, caso)
    return render(request, "valdera_housing/nucleo/scheda.html", contesto)


def del_caso(nucleo: Nucleo, caso: Caso | None) -> dict[str, Any]:
    """The case of a household, open or closed, in short: all the rest is on its own page."""
    apri = Pulsante("Apri un caso…", reverse("caso_apri", args=[nucleo.codice]), "primario")
    if caso is None:
        return {"caso": None, "pulsanti_caso": [apri]}
    vai = Pulsante("Vai al caso", caso.get_absolute_url(), "primario", contesto=caso.numero)
    invia = Pulsante("Invia a una linea…", reverse("caso_invia", args=[caso.pk]))
    return {
        "caso": caso,
        "aspetto_caso": aspetto_caso(caso),
        "pulsanti_caso": [apri] if caso.chiuso_il else [vai, invia],
    }


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def storia(request: HttpRequest, codice: str) -> HttpResponse:
    """Who changed the household, and who opened its page."""
    nucleo = nucleo_visibile(request, codice)
    contesto = {
        "nucleo": nucleo,
        "letture": letture_di(nucleo=nucleo),
        "modifiche": storia_di(nucleo, parti="membri"),
    }
    return render(request, "valdera_housing/nucleo/storia.html", contesto)


def giorno_chiesto(request: HttpRequest) -> date:
    """The day in the address when it makes sense, today otherwise."""
    campo = CampoData(required=False)
    try:
        return campo.clean(request.GET.get("il", "")) or oggi()
    except ValidationError:
        return oggi()


def membri_per(request: HttpRequest, nucleo: Nucleo) -> QuerySet[MembroNucleo]:
    """Everybody ever in the household, the head first, saying whose names this user may read."""
    visibile = Persona.objects.visibili_a(request.user).filter(pk=OuterRef("persona"))
    membri = nucleo.membri.select_related("persona").annotate(visibile=Exists(visibile))
    return membri.order_by("dal", "pk")


def fatti(nucleo: Nucleo, presenti: list[MembroNucleo]) -> list[Voce]:
    quanti = len(presenti)
    carico = f"{nucleo.in_carico_dal:%d/%m/%Y}" if nucleo.in_carico_dal else ""
    return [
        Voce("Comune", nucleo.comune.nome),
        Voce("Componenti", f"{quanti} {plurale(quanti, 'persona,persone')}"),
        Voce("In carico dal", carico),
    ]


def pulsanti(request: HttpRequest, nucleo: Nucleo) -> list[Pulsante]:
    aggiungi = Pulsante("Aggiungi un componente", reverse("nucleo_aggiungi_componente", args=[nucleo.codice]))
    if nucleo.in_carico:
        return [aggiungi]
    carico = Pulsante("Prendi in carico…", reverse("nucleo_prendi_in_carico", args=[nucleo.codice]), "primario")
    return [carico, aggiungi]


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def aggiungi(request: HttpRequest, codice: str) -> HttpResponse:
    """Search among the people this user sees, choose one, say from when. Without a match, register a new one."""
    nucleo = nucleo_visibile(request, codice)
    cercato = request.GET.get("q", "")[:100]
    trovati = candidati(cercato, utente=request.user, escluso=nucleo)
    form = ComponenteForm(request.POST or None, candidati=trovati, nucleo=nucleo)

    def atto(dati: dict[str, Any]) -> str:
        membro = aggiungi_componente(nucleo, dati["persona"], parentela=dati["parentela"], dal=dati["dal"])
        messages.success(request, f"{membro.persona} è nel nucleo dal {membro.dal:%d/%m/%Y}.")
        return nucleo.get_absolute_url()

    quanti = len(trovati[: MASSIMO_CANDIDATI + 1])
    contesto = {"nucleo": nucleo, "cercato": cercato, "quanti": quanti, "massimo": MASSIMO_CANDIDATI}
    return mostra_modulo(
        request, form, template="valdera_housing/nucleo/aggiungi_componente.html", atto=atto, contesto=contesto
    )


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def togli(request: HttpRequest, codice: str, pk: int) -> HttpResponse:
    nucleo = nucleo_visibile(request, codice)
    membro = get_object_or_404(membri_per(request, nucleo).filter(al=None, visibile=True), pk=pk)
    form = UscitaForm(request.POST or None, membro=membro)

    def atto(dati: dict[str, Any]) -> str:
        togli_componente(membro, al=dati["al"], nuovo_intestatario=dati.get("nuovo_intestatario"))
        messages.success(request, f"{membro.persona} non fa più parte del nucleo dopo il {dati['al']:%d/%m/%Y}.")
        return nucleo.get_absolute_url()

    contesto = {"nucleo": nucleo, "membro": membro}
    return mostra_modulo(
        request, form, template="valdera_housing/nucleo/togli_componente.html", atto=atto, contesto=contesto
    )


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def prendi(request: HttpRequest, codice: str) -> HttpResponse:
    nucleo = nucleo_visibile(request, codice)
    form = PresaInCaricoForm(request.POST or None)

    def atto(dati: dict[str, Any]) -> str:
        prendi_in_carico(nucleo, dal=dati["dal"])
        messages.success(request, "Il nucleo è in carico al servizio: ora lo vedono anche gli operatori.")
        return nucleo.get_absolute_url()

    return mostra_modulo(
        request,
        form,
        template="valdera_housing/nucleo/prendi_in_carico.html",
        atto=atto,
        contesto={"nucleo": nucleo},
    )


@riservata(Ruolo.FUNZIONARIO_UNIONE)
@never_cache
@require_http_methods(["GET", "POST"])
def nome(request: HttpRequest, codice: str) -> HttpResponse:
    """Show once the name behind a pseudonym, for a reason that stays in the log (domain.md 7)."""
    nucleo = get_object_or_404(Nucleo, codice=codice)
    form = NomeForm(request.POST or None)
    if not form.is_bound or not form.is_valid():
        stato = 422 if form.is_bound else 200
        return render(request, "valdera_housing/nucleo/nome.html", {"nucleo": nucleo, "form": form}, status=stato)
    annota_nome_mostrato(request.user, nucleo, form.cleaned_data["motivo"])
    membri = nucleo.membri.intestatari().select_related("persona")
    intestatario = membri.filter(al=None).first() or membri.last()
    return render(
        request, "valdera_housing/nucleo/nome_mostrato.html", {"nucleo": nucleo, "intestatario": intestatario}
    )
