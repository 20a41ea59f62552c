"""The measures as data: list, record, new, correction, copy for a new year; and what a household may ask for."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from sportello.actions.misura import modifica_misura, registra_misura, rinnova_misura
from sportello.choices import ASPETTI_RISPOSTA, Risposta
from sportello.exports.misura import MISURE
from sportello.filters.misura import MisuraFilter
from sportello.forms.domanda import CercaNucleoForm
from sportello.forms.misura import MisuraForm, RinnovaForm, anno_dopo
from sportello.models import DomandaMisura, Misura
from sportello.queries.misura import chiedibili, con_domande, conosciuto_di, fatti_noti, in_requisiti, righe_di
from sportello.rules.misura import Valutazione, valuta
from sportello.views.domanda import caso_chiesto
from sportello.workflow import SCRIVONO_LE_MISURE, SEGUONO, VEDONO_LE_MISURE
from valdera_housing.actions.lettura import annota_lettura
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto, Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_periodo
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

MODULO = "sportello/misura/modulo.html"
ORDINI = {"nome": ("nome", "pk"), "dal": ("valida_dal", "pk"), "tipo": ("tipo", "-valida_dal", "pk")}
IN_VIGORE = Aspetto("spunta", "positivo", "In vigore")
FUTURA = Aspetto("orologio", "attesa", "Non ancora in vigore")
FINITA = Aspetto("spunta-quadra", "inizio", "Finita")


def aspetto_di(misura: Misura) -> Aspetto:
    if misura.valida_al and misura.valida_al < oggi():
        return FINITA
    return IN_VIGORE if misura.valida_dal <= oggi() else FUTURA


def elenco_misure(request: HttpRequest) -> Elenco:
    filtro = MisuraFilter(request.GET, con_domande(Misura.objects.all()))
    return Elenco(request, filtro, ORDINI, predefinito="-dal")


@riservata(*VEDONO_LE_MISURE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    misure = elenco_misure(request)
    nuova = Pulsante("Registra una misura", reverse("sportello:misura_nuova"), "primario")
    chi_puo = Pulsante("Chi può chiedere che cosa", reverse("sportello:misura_verifica"))
    pulsanti = [nuova] if request.user.ha_ruolo(*SCRIVONO_LE_MISURE) else []
    return mostra_elenco(
        request,
        misure,
        "sportello/misura/elenco.html",
        pulsanti=[*pulsanti, chi_puo] if request.user.ha_ruolo(*SEGUONO) else pulsanti,
        righe=[(m, aspetto_di(m)) for m in misure.pagina],
    )


@riservata(*VEDONO_LE_MISURE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    return rispondi_foglio(request, "misure", MISURE, elenco_misure(request).righe)


def _misura(pk: int) -> Any:
    return get_object_or_404(con_domande(Misura.objects.all()), pk=pk)


def _verso(nome: str, misura: Misura) -> str:
    return reverse(f"sportello:misura_{nome}", args=[misura.pk])


@riservata(*VEDONO_LE_MISURE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    misura = _misura(pk)
    contesto = {
        "misura": misura,
        "aspetto": aspetto_di(misura),
        "fatti": _fatti(misura, segue=request.user.ha_ruolo(*SEGUONO)),
        "requisiti": misura.requisiti.order_by("ordine", "pk"),
        "massimali": misura.massimali.all(),
        "documenti": misura.documenti.all(),
        "pulsanti": _pulsanti(request, misura),
        "modifiche": storia_di(misura),
    }
    return render(request, "sportello/misura/scheda.html", contesto)


def _fatti(misura: Any, *, segue: bool) -> list[Voce]:
    domande = f"{reverse('sportello:domanda_elenco')}?misura={misura.pk}" if segue else ""
    finestra = in_periodo(misura.domande_dal, misura.domande_al) if misura.domande_dal else "Finché vale la misura"
    return [
        Voce("Tipo", misura.get_tipo_display()),
        Voce("Chi la dà", misura.ente),
        Voce("Atto", misura.atto),
        Voce("Validità", in_periodo(misura.valida_dal, misura.valida_al)),
        Voce("Domande", finestra),
        Voce("Domande fatte", misura.domande, domande),
    ]


def _pulsanti(request: HttpRequest, misura: Misura) -> list[Pulsante]:
    if not request.user.ha_ruolo(*SCRIVONO_LE_MISURE):
        return []
    rinnova = Pulsante("Rinnova per un altro anno…", _verso("rinnova", misura), "primario")
    return [rinnova, Pulsante("Modifica", _verso("modifica", misura))]


@riservata(*SCRIVONO_LE_MISURE)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest) -> HttpResponse:
    form = MisuraForm(request.POST if request.method == "POST" else None)

    def atto(dati: dict[str, Any]) -> str:
        misura = registra_misura(dati, form.righe(), utente=request.user)
        messages.success(request, "Misura registrata.")
        return _verso("scheda", misura)

    annulla = reverse("sportello:misura_elenco")
    contesto = {"titolo": "Registra una misura", "versione": None, "annulla": annulla, "conflitto": None}
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*SCRIVONO_LE_MISURE)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    misura = _misura(pk)
    contesto = {
        "titolo": f"Modifica: {misura}",
        "versione": misura.versione,
        "annulla": _verso("scheda", misura),
        "conflitto": None,
    }
    if request.method == "POST":
        form = MisuraForm(request.POST, instance=misura)
    else:
        form = MisuraForm(instance=misura, righe=righe_di(misura))

    def atto(dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        modifica_misura(misura, dati, form.righe(), utente=request.user, versione=versione)
        messages.success(request, "Modifiche salvate.")
        return _verso("scheda", misura)

    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*SCRIVONO_LE_MISURE)
@require_http_methods(["GET", "POST"])
def rinnova(request: HttpRequest, pk: int) -> HttpResponse:
    """The copy for a new year: the thresholds come along and are corrected afterwards."""
    misura = _misura(pk)
    form = RinnovaForm(request.POST if request.method == "POST" else None, initial=anno_dopo(misura))

    def atto(dati: dict[str, Any]) -> str:
        nuova = rinnova_misura(misura, dati, utente=request.user)
        messages.success(request, "Misura rinnovata: correggi le soglie che cambiano.")
        return _verso("modifica", nuova)

    contesto = {"misura": misura, "annulla": _verso("scheda", misura)}
    return mostra_modulo(request, form, template="sportello/misura/rinnova.html", atto=atto, contesto=contesto)


@riservata(*SEGUONO)
@require_GET
def verifica(request: HttpRequest) -> HttpResponse:
    """What the household of ``?caso=`` may ask for, with what is known today; without a case, which one to look at."""
    if codice := request.GET.get("nucleo", "").replace("\x00", "").strip().upper()[:14]:
        trovati = _casi(request).filter(nucleo__codice=codice).order_by("-aperto_il", "-pk")
        if caso := trovati.first():
            return redirect(f"{reverse('sportello:misura_verifica')}?caso={caso.pk}")
    caso = caso_chiesto(request)
    form = CercaNucleoForm(initial={"nucleo": codice})
    contesto: dict[str, Any] = {"caso": caso, "form": form, "cercato": codice, "noto": None, "righe": [], "chi": ""}
    if caso:
        annota_lettura(request.user, caso.nucleo)
        contesto |= _verificate(caso)
    return render(request, "sportello/misura/verifica.html", contesto)


def _casi(request: HttpRequest) -> QuerySet[Caso]:
    return Caso.objects.visibili_a(request.user)


def _verificate(caso: Caso) -> dict[str, Any]:
    """Every measure in force with the answer for this household, the most promising first."""
    giorno = oggi()
    noto = conosciuto_di(caso, giorno)
    fatti = fatti_noti(caso, noto)
    aperte = {d.misura_id: d for d in DomandaMisura.objects.aperte().filter(caso=caso)}
    misure = list(chiedibili(giorno).prefetch_related("requisiti"))
    righe = [(m, valuta(in_requisiti(m.requisiti.all(), m.atto), fatti), aperte.get(m.pk)) for m in misure]
    ordine = {Risposta.SI: 0, Risposta.MANCA: 1, Risposta.NO: 2}
    righe.sort(key=lambda riga: (ordine[Risposta(riga[1].risposta)], len(riga[1].con(Risposta.MANCA))))
    return {
        "noto": noto,
        "chi": noto.richiedente or "",
        "righe": [_riga(caso, *riga) for riga in righe],
    }


def _riga(caso: Caso, misura: Misura, valutazione: Valutazione, aperta: DomandaMisura | None) -> dict[str, Any]:
    comincia = f"{reverse('sportello:domanda_nuova')}?caso={caso.pk}&misura={misura.pk}"
    if aperta:
        pulsante = Pulsante(f"Apri la domanda {aperta.numero}", reverse("sportello:domanda_scheda", args=[aperta.pk]))
    else:
        tipo: Any = "primario" if valutazione.risposta == Risposta.SI else "secondario"
        pulsante = Pulsante("Comincia la domanda", comincia, tipo, contesto=misura.nome)
    return {
        "misura": misura,
        "aspetto": ASPETTI_RISPOSTA[valutazione.risposta]._replace(etichetta=IN_PAROLE[valutazione.risposta]),
        "fascia": valutazione.fascia,
        "no": [verdetto for _, verdetto in valutazione.con(Risposta.NO)],
        "manca": [verdetto for _, verdetto in valutazione.con(Risposta.MANCA)],
        "si": len(valutazione.con(Risposta.SI)),
        "pulsanti": [pulsante],
    }


IN_PAROLE = {Risposta.SI: "Può chiederla", Risposta.MANCA: "Manca qualche dato", Risposta.NO: "Non può chiederla"}
