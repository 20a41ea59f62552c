"""The contracts with owners: list, record, draft, and the acts from the signature to the keys given back."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gestore.actions import locazione as atti
from gestore.choices import ASPETTI_CONTRATTO, ASPETTI_ISTAT, ASPETTI_REGISTRAZIONE
from gestore.exports.locazione import LOCAZIONI, SENZA_PROPRIETARIO
from gestore.filters.locazione import LocazioneFilter
from gestore.forms.locazione import (
    AnnullaLocazioneForm,
    ChiaviForm,
    ChiudiLocazioneForm,
    ConsensoForm,
    FirmaLocazioneForm,
    LocazioneForm,
    locazione_iniziale,
)
from gestore.models import AggiornamentoIstat, Disdetta, Locazione, Proroga
from gestore.queries.canone import canone_al
from gestore.queries.istat import aggiornamenti_di
from gestore.queries.locazione import (
    CalcoloFascia,
    calcola_fascia,
    contratti_di_testa,
    date_di,
    fasce_di,
    scadenza_di,
    sublocazioni_di,
    valuta_locazione,
)
from gestore.queries.registrazione import registrazione_di
from gestore.workflow import ETS, LOCAZIONE, VEDONO_I_CONTRATTI
from valdera_housing.choices import NaturaContratto, StatoContratto
from valdera_housing.forms.allegato import contenuto
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.denaro import in_cifre, in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import in_data, in_periodo
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Alloggio, Contratto, Proprietario, Utente
from valdera_housing.models.casa.alloggio import VEDONO_LE_CASE
from valdera_housing.models.casa.contratto import VIVI
from valdera_housing.queries.storia import storia_di
from valdera_housing.rules.durata import CONCORDATO
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

MODULO = "gestore/locazione/modulo.html"
ATTO = "gestore/locazione/atto.html"
ORDINI = {
    "inizio": ("inizio", "pk"),
    "numero": ("numero",),
    "fine": ("fine_effettiva", "pk"),
    "canone": ("canone_mensile", "pk"),
}


def vede_proprietari(utente: Utente) -> bool:
    return utente.ha_ruolo(*VEDONO_LE_CASE)


def elenco_locazioni(request: HttpRequest) -> Elenco:
    filtro = LocazioneFilter(request.GET, contratti_di_testa(request.user), utente=request.user)
    return Elenco(request, filtro, ORDINI, predefinito="-inizio")


@riservata(*VEDONO_I_CONTRATTI)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    locazioni = elenco_locazioni(request)
    righe = [(c, ASPETTI_CONTRATTO[c.stato], aspetto_registrazione(c)) for c in locazioni.pagina]
    pulsanti = [
        Pulsante("Accordi territoriali", reverse("gestore:accordo_elenco")),
        Pulsante("Indici ISTAT", reverse("gestore:indice_foi_elenco")),
    ]
    return mostra_elenco(
        request,
        locazioni,
        "gestore/locazione/elenco.html",
        righe=righe,
        pulsanti=pulsanti,
        vede_proprietari=vede_proprietari(request.user),
    )


def aspetto_registrazione(contratto: Contratto) -> Any:
    """How the registration looks in a list: nothing to say before the signature or after a cancellation."""
    if contratto.stipulato_il is None or contratto.stato == StatoContratto.ANNULLATO:
        return None
    return ASPETTI_REGISTRAZIONE[registrazione_di(contratto, oggi()).stato]


@riservata(*VEDONO_I_CONTRATTI)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order; owners only for who may read them."""
    colonne = LOCAZIONI if vede_proprietari(request.user) else SENZA_PROPRIETARIO
    return rispondi_foglio(request, "locazioni", colonne, elenco_locazioni(request).righe.iterator(chunk_size=500))


def locazione_visibile(request: HttpRequest, pk: int) -> Locazione:
    locazioni = Locazione.objects.visibili_a(request.user).select_related(
        "contratto__alloggio__comune", "contratto__proprietario", "contratto__registrazione_ricevuta",
        "fascia__accordo", "consenso", "attestazione_documento",
    )  # fmt: skip
    return get_object_or_404(locazioni, pk=pk, contratto__natura=NaturaContratto.TESTA)


@riservata(*VEDONO_I_CONTRATTI)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    return pagina(request, locazione_visibile(request, pk))


def pagina(request: HttpRequest, locazione: Locazione, rifiuto: Esito | None = None) -> HttpResponse:
    """The record of a head lease; ``rifiuto`` says why an act asked from it was not done."""
    contratto, giorno = locazione.contratto, oggi()
    disdette = list(Disdetta.objects.filter(contratto=contratto).select_related("documento"))
    proroghe = list(Proroga.objects.filter(contratto=contratto))
    aperta = next((d for d in disdette if d.valida and d.ritirata_il is None), None)
    viva = contratto.stato in VIVI
    contesto = {
        "locazione": locazione,
        "contratto": contratto,
        "aspetto": ASPETTI_CONTRATTO[contratto.stato],
        "registrazione": registrazione_di(contratto, giorno) if contratto.stipulato_il else None,
        "aspetto_registrazione": aspetto_registrazione(contratto),
        "rifiuto": rifiuto,
        "fatti": fatti(locazione),
        "dati": dati_contratto(locazione, request.user),
        "canone_voci": dati_canone(locazione, request.user),
        "fascia_calcolo": fascia_scritta(locazione),
        "scadenza": scadenza_di(locazione, giorno) if viva and aperta is None else None,
        "passi": date_di(locazione, aperta, proroghe, giorno),
        "disdette": disdette,
        "proroghe": proroghe,
        "registra_rli": request.user.ha_ruolo(*ETS) and viva,
        "aggiornamenti": [
            (a, ASPETTI_ISTAT[a.stato], atti_istat(a, request.user)) for a in aggiornamenti_di(contratto)
        ],
        "sublocazioni": righe_sublocazioni(locazione, request.user),
        "pulsanti": pulsanti(locazione, request.user),
    }
    return render(request, "gestore/locazione/scheda.html", contesto)


def fatti(locazione: Locazione) -> list[Voce]:
    contratto = locazione.contratto
    return [
        Voce("Canone al mese", in_euro(canone_al(contratto, oggi()))),
        Voce("Durata", in_periodo(contratto.inizio, contratto.fine_effettiva)),
        Voce("Deposito", in_euro(contratto.deposito)),
        Voce("Sublocazione", "consentita" if locazione.sublocazione_autorizzata else "non ancora consentita"),
    ]


def dati_contratto(locazione: Locazione, utente: Utente) -> list[Voce]:
    """Who, what, from when to when."""
    contratto = locazione.contratto
    voci = [
        Voce("Tipo", contratto.get_tipo_display()),
        Voce("Modello", locazione.get_modello_intervento_display()),
        Voce("Conduttore", contratto.conduttore),
        Voce("Firmato il", in_data(contratto.stipulato_il) if contratto.stipulato_il else ""),
        Voce("Prima scadenza", in_data(contratto.fine)),
        Voce("Fine", in_data(contratto.fine_effettiva)),
        Voce("Esigenza transitoria", locazione.esigenza_transitoria),
        Voce("Finito il", in_data(contratto.cessato_il) if contratto.cessato_il else ""),
        Voce("Perché", contratto.motivo_cessazione),
    ]
    if vede_proprietari(utente):
        url = reverse("gestore:proprietario_scheda", args=[contratto.proprietario_id])
        voci.insert(0, Voce("Proprietario", contratto.proprietario, url))
    return [voce for voce in voci if voce.valore or voce.etichetta == "Firmato il"]


def dati_canone(locazione: Locazione, utente: Utente) -> list[Voce]:
    contratto = locazione.contratto
    quota = contratto.quota_istat
    voci = [
        Voce("Canone firmato", in_euro(contratto.canone_mensile)),
        Voce("Oneri al mese", in_euro(contratto.oneri_mensili)),
        Voce("Si paga il giorno", contratto.giorno_scadenza),
        Voce("Deposito", in_euro(contratto.deposito), nota=contratto.get_deposito_tipo_display().lower()),
        Voce("Cedolare secca", "sì" if contratto.cedolare else "no"),
        Voce("Aggiornamento ISTAT", f"{in_cifre(quota)} % della variazione" if quota is not None else "non previsto"),
        Voce("Deroga alla fascia", locazione.deroga_motivata),
        Voce("Attestazione", " ".join(filter(None, [locazione.attestazione_ente, locazione.attestazione_numero]))),
    ]
    if utente.ha_ruolo(*ETS):
        voci.append(Voce("IBAN del proprietario", locazione.iban_proprietario))
    return [voce for voce in voci if voce.valore != ""]


def fascia_scritta(locazione: Locazione) -> CalcoloFascia | None:
    """The computation of the band while nothing is signed; then only its two figures count."""
    alloggio = locazione.contratto.alloggio
    return calcola_fascia(alloggio, locazione.fascia, locazione.maggiorazione_pct) if alloggio else None


def righe_sublocazioni(locazione: Locazione, utente: Utente) -> list[tuple[Contratto, Any, str, str]]:
    """(contract, look, who as this person may read it, address) of the subleases under the lease."""
    return [
        (
            s.contratto,
            ASPETTI_CONTRATTO[s.contratto.stato],
            s.contratto.chi_conduce(utente),
            reverse("gestore:sublocazione_scheda", args=[s.pk]),
        )
        for s in sublocazioni_di(locazione, utente)
    ]


def pulsanti(locazione: Locazione, utente: Utente) -> list[Pulsante]:
    """The acts possible now, the one that moves the contract on first."""
    possibili = [t for t in LOCAZIONE.atti_possibili(locazione.contratto.stato, utente) if serve(t.atto, locazione)]
    rischiosi = {"annulla", "chiudi"}
    avanza = {"firma", "avvia"} | ({"registra"} if locazione.contratto.registrato_il is None else set())
    primo = next((t.atto for t in possibili if t.atto in avanza), "")
    tipi = {primo: "primario"} | dict.fromkeys(rischiosi, "rischio")
    ordinati = sorted(possibili, key=lambda t: t.atto != primo)
    return [
        Pulsante(
            t.etichetta, reverse(f"gestore:locazione_{t.atto}", args=[locazione.pk]), tipi.get(t.atto, "secondario")
        )  # type: ignore[arg-type]
        for t in ordinati
    ]


def serve(atto: str, locazione: Locazione) -> bool:
    """Consent already given, or a rent that is never updated: the act would have nothing to do."""
    if atto == "autorizza_sublocazione":
        return not locazione.sublocazione_autorizzata and locazione.contratto.tipo not in ("TRANSITORIO", "STUDENTI")
    return True


def atti_istat(aggiornamento: AggiornamentoIstat, utente: Utente) -> list[Pulsante]:
    if aggiornamento.stato != "PROPOSTO" or not utente.ha_ruolo(*ETS):
        return []
    dal = f"aggiornamento dal {in_data(aggiornamento.dal)}"
    return [
        Pulsante("Applica…", reverse("gestore:istat_applica", args=[aggiornamento.pk]), contesto=dal),
        Pulsante("Non applicare…", reverse("gestore:istat_rinuncia", args=[aggiornamento.pk]), "piano", contesto=dal),
    ]


@riservata(*VEDONO_I_CONTRATTI)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of the contract and of what the gestore adds to it."""
    locazione = locazione_visibile(request, pk)
    contesto = {
        "locazione": locazione,
        "contratto": locazione.contratto,
        "modifiche": storia_di(
            locazione.contratto, nascosti=() if vede_proprietari(request.user) else ("proprietario",)
        ),
    }
    return render(request, "gestore/locazione/storia.html", contesto)


@riservata(*VEDONO_I_CONTRATTI)
@require_GET
def file(request: HttpRequest, pk: int, quale: str) -> FileResponse:
    """One of the papers of a lease: consent, certificate, receipt of the registration."""
    locazione = locazione_visibile(request, pk)
    documento = {
        "consenso": locazione.consenso,
        "attestazione": locazione.attestazione_documento,
        "ricevuta": locazione.contratto.registrazione_ricevuta,
    }.get(quale)
    if documento is None or not vede_proprietari(request.user):
        raise Http404("Questo documento non c’è.")
    return rispondi_file(documento, scarica="scarica" in request.GET)


def alloggio_chiesto(request: HttpRequest) -> Alloggio:
    """The home named by the address, among those this person sees."""
    case = Alloggio.objects.visibili_a(request.user).select_related("comune")
    try:
        return get_object_or_404(case, pk=request.GET.get("alloggio") or 0)
    except (ValueError, ValidationError, OverflowError) as errore:
        raise Http404("Questo alloggio non c’è.") from errore


def modulo_locazione(request: HttpRequest, alloggio: Alloggio, locazione: Locazione | None) -> LocazioneForm:
    proprietari = Proprietario.objects.visibili_a(request.user).filter(quote__alloggio=alloggio, quote__al=None)
    contratto = locazione.contratto if locazione else Contratto(natura=NaturaContratto.TESTA)
    iniziali = (
        locazione_iniziale(locazione) if locazione else proposte(alloggio, proprietari.order_by("-quote__quota"))
    )
    return LocazioneForm(
        request.POST or None,
        request.FILES or None,
        instance=contratto,
        initial=iniziali,
        alloggio=alloggio,
        proprietari=proprietari,
        nuova=locazione is None,
    )


def proposte(alloggio: Alloggio, proprietari: Any) -> dict[str, Any]:
    """What a new contract starts from: the owner with the largest quota, the rent asked, 75 % of ISTAT."""
    primo = proprietari.first()
    return {
        "tipo": CONCORDATO,
        "oneri_mensili": None,
        "deposito": None,
        "proprietario": primo,
        "iban_proprietario": primo.iban if primo else "",
        "canone_mensile": alloggio.canone_richiesto,
        "quota_istat": 75,
    }


def anteprima(form: LocazioneForm, alloggio: Alloggio) -> dict[str, Any]:
    """What the law says of what is typed so far, and the bands of the accord computed for this home."""
    fasce = [(f, c) for f in fasce_di(alloggio) if (c := calcola_fascia(alloggio, f, 0 * f.minimo_mq_anno))]
    scritti = getattr(form, "cleaned_data", {})
    completi = {"tipo", "inizio", "fine", "deposito", "canone_mensile", "quota_istat", "fascia", "maggiorazione_pct"}
    pronto = form.is_bound and completi <= set(scritti) and scritti["fine"] is not None
    scelta = calcola_fascia(alloggio, scritti["fascia"], scritti["maggiorazione_pct"]) if pronto else None
    return {
        "alloggio": alloggio,
        "fasce": fasce,
        "scelta": scelta,
        "esito": valuta_locazione(alloggio, scritti) if pronto else None,
        "fine_calcolata": scritti["fine"] if pronto else None,
    }


def mostra_locazione(
    request: HttpRequest,
    form: LocazioneForm,
    alloggio: Alloggio,
    atto: Callable[[dict[str, Any]], str],
    contesto: dict[str, Any],
) -> HttpResponse:
    """The form with its preview; «Ricalcola» draws it again without writing anything."""
    if request.method == "POST":
        form.is_valid()
    tutto = contesto | anteprima(form, alloggio)
    if request.method == "POST" and "ricalcola" in request.POST:
        return render(request, MODULO, {"form": form, "conflitto": None} | tutto)
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto={"conflitto": None} | tutto)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest) -> HttpResponse:
    """A draft on the home named by ``?alloggio=``."""
    alloggio = alloggio_chiesto(request)
    form = modulo_locazione(request, alloggio, None)

    def atto(dati: dict[str, Any]) -> str:
        locazione = atti.apri_locazione(alloggio, dati, utente=request.user, consenso=contenuto(dati.get("consenso")))
        messages.success(request, f"Il contratto {locazione.contratto.numero} è in bozza.")
        return reverse("gestore:locazione_scheda", args=[locazione.pk])

    contesto = {
        "titolo": "Nuovo contratto con il proprietario",
        "versione": None,
        "annulla": reverse("gestore:alloggio_scheda", args=[alloggio.pk]),
    }
    return mostra_locazione(request, form, alloggio, atto, contesto)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a draft; a signed contract is not rewritten."""
    locazione = locazione_visibile(request, pk)
    numero, versione = locazione.contratto.numero, locazione.contratto.versione
    ritorno = reverse("gestore:locazione_scheda", args=[pk])
    alloggio = locazione.contratto.alloggio
    form = modulo_locazione(request, alloggio, locazione)

    def atto(dati: dict[str, Any]) -> str:
        fresca = locazione_visibile(request, pk)
        atti.modifica_locazione(fresca, dati, utente=request.user, versione=versione_della_richiesta(request))
        messages.success(request, "Modifiche salvate.")
        return ritorno

    contesto = {"titolo": f"Modifica il contratto {numero}", "versione": versione, "annulla": ritorno}
    return mostra_locazione(request, form, alloggio, atto, contesto)


def chiedi_atto(
    request: HttpRequest,
    locazione: Locazione,
    form: BaseForm,
    nome: str,
    fai: Callable[[dict[str, Any]], str],
    **contesto: Any,
) -> HttpResponse:
    """The page of an act: what it asks, what it means (``spiega``), the computation beside it (``righe``)."""
    ritorno = reverse("gestore:locazione_scheda", args=[locazione.pk])

    def atto(dati: dict[str, Any]) -> str:
        messages.success(request, fai(dati))
        return ritorno

    etichetta = LOCAZIONE[nome].etichetta.rstrip("…")
    tutto = {
        "locazione": locazione,
        "contratto": locazione.contratto,
        "aspetto": ASPETTI_CONTRATTO[locazione.contratto.stato],
        "titolo": etichetta,
        "azione": etichetta,
        "annulla": ritorno,
        "spiega": "",
        "pericolo": False,
        "versione": None,
        "conflitto": None,
        "avvisi": (),
        "righe": (),
        "calcolo_titolo": "",
    }
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=tutto | contesto)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def autorizza_sublocazione(request: HttpRequest, pk: int) -> HttpResponse:
    locazione = locazione_visibile(request, pk)
    form = ConsensoForm(request.POST or None, request.FILES or None)

    def fai(dati: dict[str, Any]) -> str:
        nome, byte = contenuto(dati["consenso"]) or ("", b"")
        atti.autorizza_sublocazione(locazione, (nome, byte), utente=request.user)
        return "Il consenso a sublocare è registrato."

    spiega = "Senza consenso scritto la casa non si può dare a una famiglia (art. 2 L. 392/1978)."
    return chiedi_atto(request, locazione, form, "autorizza_sublocazione", fai, spiega=spiega)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def firma(request: HttpRequest, pk: int) -> HttpResponse:
    locazione = locazione_visibile(request, pk)
    concordato = locazione.contratto.tipo == CONCORDATO
    form = FirmaLocazioneForm(
        request.POST or None,
        request.FILES or None,
        initial={"deroga_motivata": locazione.deroga_motivata},
        concordato=concordato,
    )

    def fai(dati: dict[str, Any]) -> str:
        atti.firma_locazione(locazione, dati, utente=request.user, attestazione=contenuto(dati["attestazione"]))
        return "Contratto firmato: registralo all’Agenzia delle Entrate entro 30 giorni."

    calcolo = fascia_scritta(locazione) if concordato else None
    return chiedi_atto(
        request,
        locazione,
        form,
        "firma",
        fai,
        spiega="Dopo la firma il contratto non si riscrive: si proroga, si disdice o se ne fa un altro.",
        righe=calcolo.righe if calcolo else (),
        calcolo_titolo="La fascia dell’accordo",
    )


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def avvia(request: HttpRequest, pk: int) -> HttpResponse:
    locazione = locazione_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> str:
        atti.avvia_locazione(locazione, utente=request.user, chiavi_il=dati["chiavi_il"])
        return "Il contratto è in corso e l’alloggio è disponibile."

    spiega = "Da quel giorno l’alloggio si può proporre alle famiglie."
    return chiedi_atto(request, locazione, ChiaviForm(request.POST or None), "avvia", fai, spiega=spiega)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def annulla(request: HttpRequest, pk: int) -> HttpResponse:
    locazione = locazione_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> str:
        atti.annulla_locazione(locazione, utente=request.user, motivo=dati["motivo"])
        return "Contratto annullato."

    spiega = "Il contratto resta nell’elenco come annullato e l’alloggio torna in trattativa."
    form = AnnullaLocazioneForm(request.POST or None)
    return chiedi_atto(request, locazione, form, "annulla", fai, spiega=spiega, pericolo=True)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def chiudi(request: HttpRequest, pk: int) -> HttpResponse:
    locazione = locazione_visibile(request, pk)
    giorno: date = min(oggi(), locazione.contratto.fine_effettiva)
    form = ChiudiLocazioneForm(request.POST or None, initial={"cessato_il": giorno})

    def fai(dati: dict[str, Any]) -> str:
        atti.chiudi_locazione(locazione, utente=request.user, cessato_il=dati["cessato_il"], motivo=dati["motivo"])
        return "Contratto chiuso."

    spiega = "Non si chiude finché una famiglia abita l’alloggio: prima serve il verbale di riconsegna."
    return chiedi_atto(request, locazione, form, "chiudi", fai, spiega=spiega, pericolo=True)
