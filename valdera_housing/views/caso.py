"""The cases: list, dossier, and the acts from the opening to the closure; the referrals to the lines."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from valdera_housing.actions.caso import apri_caso, assegna_caso, chiudi_caso, invia_caso, modifica_caso
from valdera_housing.actions.lettura import annota_lettura
from valdera_housing.choices import CHI_SEGUE_PERSONE
from valdera_housing.exports import CASI
from valdera_housing.filters.caso import CasoFilter
from valdera_housing.forms.caso import ApriCasoForm, AssegnaForm, CasoForm, ChiudiForm, InviaForm
from valdera_housing.forms.diario import VoceDiarioForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.linea import PannelloFascicolo, registrate
from valdera_housing.models import Caso, Nucleo
from valdera_housing.queries.caso import aspetto_caso, casi_con_intestatario, ultima_attivita
from valdera_housing.queries.fascicolo import Fascicolo, fascicolo_di
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

ORDINI = {
    "fermo": ("ultima_attivita_il", "pk"),
    "apertura": ("aperto_il", "pk"),
    "numero": ("numero",),
}


def elenco_casi(request: HttpRequest) -> Elenco:
    """The open cases, idle longest first; with closed ones among them, the last opened first."""
    casi = casi_con_intestatario(Caso.objects.visibili_a(request.user), oggi(), utente=request.user)
    filtro = CasoFilter(request.GET, casi, utente=request.user)
    return Elenco(request, filtro, ORDINI, predefinito="-apertura" if filtro.stato_chiesto else "fermo")


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    casi = elenco_casi(request)
    righe = [(caso, aspetto_caso(caso), giorni_senza_attivita(caso)) for caso in casi.pagina]
    return mostra_elenco(request, casi, "valdera_housing/caso/elenco.html", righe=righe)


def giorni_senza_attivita(caso: Caso) -> int | None:
    """Days since the last activity of an open case."""
    return None if caso.chiuso_il else (oggi() - ultima_attivita(caso)).days


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "casi", CASI, elenco_casi(request).righe.iterator(chunk_size=2000))


def caso_visibile(request: HttpRequest, pk: int) -> Caso:
    casi = Caso.objects.visibili_a(request.user)
    return get_object_or_404(casi.select_related("nucleo__comune", "case_manager", "assistente_sociale"), pk=pk)


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """The dossier: the case, what every line does for the household, what happened day by day."""
    caso = caso_visibile(request, pk)
    annota_lettura(request.user, caso.nucleo)
    fascicolo = fascicolo_di(caso, oggi(), utente=request.user)
    contesto = {
        "caso": caso,
        "nucleo": caso.nucleo,
        "aspetto": aspetto_caso(caso),
        "fatti": fatti(caso),
        "bisogni": bisogni(caso),
        "fascicolo": fascicolo,
        "giorno": oggi(),
        "form": VoceDiarioForm(),
        "pulsanti": pulsanti(caso, fascicolo),
        "pannelli": pannelli(request, caso),
    }
    return render(request, "valdera_housing/caso/scheda.html", contesto)


def pannelli(request: HttpRequest, caso: Caso) -> list[PannelloFascicolo]:
    """What each line knows of the household."""
    return [p for servizio in registrate for p in servizio.pannelli_fascicolo(request.user, caso.nucleo)]


def fatti(caso: Caso) -> list[Voce]:
    giorni = giorni_senza_attivita(caso)
    attivita = [] if giorni is None else [Voce("Ultima attività", in_data(ultima_attivita(caso)), nota=_fa(giorni))]
    chiusura = [Voce("Chiuso il", in_data(caso.chiuso_il), nota=caso.get_esito_display())] if caso.chiuso_il else []
    return [
        Voce("Aperto il", in_data(caso.aperto_il)),
        Voce("Assistente sociale", caso.assistente_sociale or "Da assegnare"),
        Voce("Operatore di riferimento", caso.case_manager or "Da assegnare"),
        Voce("Bisogno principale", caso.get_bisogno_prevalente_display()),
        Voce("Gravità", f"{caso.gravita} su 5" if caso.gravita else ""),
        *attivita,
        *chiusura,
    ]


def _fa(giorni: int) -> str:
    return {0: "oggi", 1: "ieri"}.get(giorni, f"{giorni} giorni fa")


def bisogni(caso: Caso) -> list[Voce]:
    """The facts that are read once: other needs, services, dates of the law."""
    return [
        Voce("Altri bisogni", _parole(caso, "bisogni")),
        Voce("Servizi coinvolti", _parole(caso, "servizi")),
        Voce("Preso in carico dal servizio sociale", _data(caso.preso_in_carico_il)),
        Voce("Informativa consegnata", _data(caso.informativa_il)),
    ]


def _parole(caso: Caso, campo: str) -> str:
    parole = dict(Caso._meta.get_field(campo).base_field.flatchoices)
    return ", ".join(parole[slug] for slug in getattr(caso, campo))


def _data(giorno: Any) -> str:
    return in_data(giorno) if giorno else ""


def pulsanti(caso: Caso, fascicolo: Fascicolo) -> list[Pulsante]:
    """The acts possible now; a case that is closed is only read."""
    if caso.chiuso_il:
        return [Pulsante("Apri un altro caso…", reverse("caso_apri", args=[caso.nucleo.codice]))]
    progetto = [] if fascicolo.progetto and fascicolo.progetto.aperto else [_verso("progetto_nuovo", caso)]
    return (
        [_verso(nome, caso) for nome in ("caso_invia", "diario_nuova")]
        + progetto
        + [_verso(nome, caso) for nome in ("caso_modifica", "caso_assegna", "caso_chiudi")]
    )


ETICHETTE = {
    "caso_invia": "Invia a una linea…",
    "diario_nuova": "Scrivi nel diario…",
    "progetto_nuovo": "Scrivi il progetto…",
    "caso_modifica": "Modifica",
    "caso_assegna": "Cambia chi lo segue",
    "caso_chiudi": "Chiudi il caso…",
}


def _verso(nome: str, caso: Caso) -> Pulsante:
    tipo = "primario" if nome == "caso_invia" else "secondario"
    return Pulsante(ETICHETTE[nome], reverse(nome, args=[caso.pk]), tipo)  # type: ignore[arg-type]


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed the case and its referrals. The diary and its dates are not there: who may reads them in it."""
    caso = caso_visibile(request, pk)
    contesto = _contesto(caso) | {"modifiche": storia_di(caso, parti="invii")}
    return render(request, "valdera_housing/caso/storia.html", contesto)


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def apri(request: HttpRequest, codice: str) -> HttpResponse:
    nucleo = get_object_or_404(Nucleo.objects.visibili_a(request.user).select_related("comune"), codice=codice)
    form = ApriCasoForm(request.POST or None, nucleo=nucleo, utente=request.user)

    def atto(dati: dict[str, Any]) -> str:
        caso = apri_caso(nucleo, **dati)
        messages.success(request, f"Caso {caso.numero} aperto. Adesso puoi inviarlo a una linea.")
        return caso.get_absolute_url()

    return mostra_modulo(
        request, form, template="valdera_housing/caso/apri.html", atto=atto, contesto={"nucleo": nucleo}
    )


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    """What the household needs, how serious it is, who else works with it."""
    caso = caso_visibile(request, pk)
    form = CasoForm(request.POST if request.method == "POST" else None, instance=caso)
    contesto = _contesto(caso) | {"versione": caso.versione}

    def atto(dati: dict[str, Any]) -> str:
        modifica_caso(caso, dati, versione=versione_della_richiesta(request))
        messages.success(request, "Modifiche salvate.")
        return caso.get_absolute_url()

    return mostra_modulo(request, form, template="valdera_housing/caso/modifica.html", atto=atto, contesto=contesto)


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def assegna(request: HttpRequest, pk: int) -> HttpResponse:
    """Change who follows the case."""
    caso = caso_visibile(request, pk)
    form = AssegnaForm(request.POST or None, instance=caso, nucleo=caso.nucleo)
    contesto = _contesto(caso) | {"versione": caso.versione}

    def atto(dati: dict[str, Any]) -> str:
        assegna_caso(caso, dati, versione=versione_della_richiesta(request))
        messages.success(request, "Il caso è assegnato.")
        return caso.get_absolute_url()

    return mostra_modulo(request, form, template="valdera_housing/caso/assegna.html", atto=atto, contesto=contesto)


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def invia(request: HttpRequest, pk: int) -> HttpResponse:
    """Refer the household to a line: two clicks from its page, nothing retyped."""
    caso = caso_visibile(request, pk)

    def atto(dati: dict[str, Any]) -> str:
        invio = invia_caso(caso, utente=request.user, **dati)
        messages.success(
            request, f"Nucleo inviato: {invio.get_linea_display()}. Qui vedrai quando lo prende in carico."
        )
        return caso.get_absolute_url()

    form = InviaForm(request.POST or None, initial={"linea": request.GET.get("linea")})
    return mostra_modulo(
        request, form, template="valdera_housing/caso/invia.html", atto=atto, contesto=_contesto(caso)
    )


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def chiudi(request: HttpRequest, pk: int) -> HttpResponse:
    """A case ends with its outcome; the page says first what ends with it."""
    caso = caso_visibile(request, pk)

    def atto(dati: dict[str, Any]) -> str:
        chiuso = chiudi_caso(caso, **dati)
        messages.success(request, f"Caso {chiuso.numero} chiuso: {chiuso.get_esito_display().lower()}.")
        return caso.get_absolute_url()

    form = ChiudiForm(request.POST or None)
    contesto = _contesto(caso) | {
        "aperti": fascicolo_di(caso, oggi(), utente=request.user).aperti,
        "restano": [frase for pannello in pannelli(request, caso) for frase in pannello.aperti],
    }
    return mostra_modulo(request, form, template="valdera_housing/caso/chiudi.html", atto=atto, contesto=contesto)


def _contesto(caso: Caso) -> dict[str, Any]:
    return {"caso": caso, "nucleo": caso.nucleo, "annulla": caso.get_absolute_url()}
