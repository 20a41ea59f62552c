"""Subleases: the list, the record with what is missing, the long form, and the acts that need a date or a reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gestore.actions.sublocazione import (
    Termini,
    annulla_sublocazione,
    apri_sublocazione,
    firma_sublocazione,
    modifica_sublocazione,
)
from gestore.choices import ASPETTI_CONTRATTO, StatoVerbale
from gestore.exports.sublocazione import colonne
from gestore.filters.sublocazione import SublocazioneFiltro
from gestore.forms.sublocazione import AnnullaSublocazioneForm, FirmaSublocazioneForm, ScegliForm, SublocazioneForm
from gestore.models import Candidatura, Locazione, Morosita, Sublocazione, VerbaleConsegna
from gestore.queries.registrazione import registrazione_di
from gestore.queries.sublocazione import (
    Dovuto,
    Requisito,
    dovuto,
    in_elenco,
    proposta,
    reddito_noto,
    requisiti,
    requisiti_di,
    testa_di,
)
from gestore.queries.verbale import verbali_di
from gestore.workflow import ETS, SPORTELLO_ETS, SUBLOCAZIONE, VEDONO_I_CONTRATTI
from valdera_housing.choices import CHI_SEGUE_PERSONE, StatoContratto, TipoDeposito
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Passo, Pulsante, Riga, Tessera, Voce
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.percento import in_percento
from valdera_housing.kit.scrittura import in_data, in_periodo, plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Contratto, Lettera, Nucleo, Utente
from valdera_housing.queries.canone import soglia_in_vigore
from valdera_housing.queries.storia import storia_di
from valdera_housing.rules.durata import fine_contratto
from valdera_housing.rules.registrazione import StatoRegistrazione, esente
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

CARTELLA = "gestore/sublocazione"
ORDINI = {
    "inizio": ("inizio", "pk"),
    "numero": ("numero", "pk"),
    "fine": ("fine_effettiva", "pk"),
    "canone": ("canone_mensile", "pk"),
}
ANNI_PROPOSTI = 2
MENSILITA_PROPOSTE = 2
PRIMI_ATTI = {
    StatoContratto.BOZZA: "firma",
    StatoContratto.FIRMATO: "consegna",
    StatoContratto.DISDETTATO: "riconsegna",
}


# --- list ---------------------------------------------------------------------------------------------------


def elenco_sublocazioni(request: HttpRequest) -> Elenco:
    filtro = SublocazioneFiltro(request.GET, in_elenco(request.user), utente=request.user)
    return Elenco(request, filtro, ORDINI, predefinito="-inizio")


@riservata(*VEDONO_I_CONTRATTI)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    sublocazioni = elenco_sublocazioni(request)
    righe = [(c, ASPETTI_CONTRATTO[c.stato], c.chi_conduce(request.user)) for c in sublocazioni.pagina]
    pulsanti = []
    if request.user.ha_ruolo(*SPORTELLO_ETS):
        pulsanti = [Pulsante("Nuova sublocazione", reverse("gestore:sublocazione_nuova"), "primario")]
    return mostra_elenco(request, sublocazioni, f"{CARTELLA}/elenco.html", righe=righe, pulsanti=pulsanti)


@riservata(*VEDONO_I_CONTRATTI)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    righe = elenco_sublocazioni(request).righe.iterator()
    return rispondi_foglio(request, "sublocazioni", colonne(request.user), righe)


# --- record -------------------------------------------------------------------------------------------------


def sublocazione_visibile(request: HttpRequest, pk: int) -> Sublocazione:
    sublocazioni = Sublocazione.objects.visibili_a(request.user).select_related(
        "contratto__alloggio__comune",
        "contratto__nucleo",
        "locazione__contratto__proprietario",
        "locazione__contratto__alloggio",
        "caso__assistente_sociale",
        "candidatura",
    )
    return get_object_or_404(sublocazioni, pk=pk)


def indirizzo(nome: str, sublocazione: Sublocazione) -> str:
    return reverse(f"gestore:sublocazione_{nome}", args=[sublocazione.pk])


@riservata(*VEDONO_I_CONTRATTI)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    return pagina(request, sublocazione_visibile(request, pk))


def pagina(request: HttpRequest, sublocazione: Sublocazione, rifiuto: Esito | None = None) -> HttpResponse:
    """The record of a sublease; ``rifiuto`` says why an act asked from it was not done."""
    contratto, utente = sublocazione.contratto, request.user
    prima_della_firma = contratto.stato == StatoContratto.BOZZA
    mancano = requisiti_di(sublocazione) if prima_della_firma else []
    verbali = verbali_di(sublocazione)
    registrazione = registrazione_di(contratto, oggi()) if contratto.stipulato_il else None
    lettere = Lettera.objects.visibili_a(utente).filter(contratto=contratto).select_related("creata_da")
    contesto = {
        "sublocazione": sublocazione,
        "contratto": contratto,
        "chi": contratto.chi_conduce(utente),
        "aspetto": ASPETTI_CONTRATTO[contratto.stato],
        "rifiuto": rifiuto,
        "fatti": fatti(contratto),
        "dati": dati(sublocazione, utente),
        "requisiti": mancano,
        "tessere": tessere(dovuto(contratto, oggi())),
        "morosita": Morosita.objects.visibili_a(utente).aperte().filter(contratto=contratto).first(),
        "registrazione": registrazione,
        "verbali": [(v, indirizzo_verbale(v, utente)) for v in verbali],
        "lettere": list(lettere[:20]),
        "pulsanti": pulsanti(sublocazione, mancano, verbali, utente),
        "passi": passi(sublocazione, verbali, registrazione),
        "vede_storia": utente.ha_ruolo(*ETS),
    }
    return render(request, f"{CARTELLA}/scheda.html", contesto)


def fatti(contratto: Contratto) -> list[Voce]:
    oneri = f"più {in_euro(contratto.oneri_mensili)} di oneri" if contratto.oneri_mensili else ""
    return [
        Voce("Canone al mese", in_euro(contratto.canone_mensile), nota=oneri),
        Voce("Deposito", in_euro(contratto.deposito), nota=contratto.get_deposito_tipo_display().lower()),
        Voce("Dal", in_data(contratto.inizio)),
        Voce("Al", in_data(contratto.occupato_fino_al)),
        Voce("Si paga entro il giorno", contratto.giorno_scadenza),
    ]


def dati(sublocazione: Sublocazione, utente: Utente) -> list[Voce]:
    """Whose, where, under which lease, and how the rent was reckoned."""
    contratto, testa = sublocazione.contratto, sublocazione.locazione.contratto
    alloggio = contratto.alloggio
    reddito = sublocazione.reddito_annuo
    sostenibile = sublocazione.canone_sostenibile
    voci = [
        Voce("Nucleo", contratto.nucleo.codice if contratto.nucleo else "", pagina_nucleo(contratto, utente)),
        Voce(
            "Alloggio",
            f"{alloggio.codice}, {alloggio.indirizzo_completo}, {alloggio.comune}" if alloggio else "",
            reverse("gestore:alloggio_scheda", args=[alloggio.pk]) if alloggio else "",
        ),
        Voce("Contratto di testa", testa.numero, nota=f"finisce il {in_data(testa.occupato_fino_al)}"),
        Voce("Proprietario", str(testa.proprietario or "")),
        Voce("Canone di testa", in_euro(testa.canone_mensile)),
        Voce("Integrazione al mese", in_euro(testa.canone_mensile - contratto.canone_mensile)),
        Voce("Reddito annuo dichiarato", in_euro(reddito) if reddito is not None else "non noto"),
        Voce(
            "Canone sostenibile",
            in_euro(sostenibile) if sostenibile is not None else "",
            nota=f"{in_percento(sublocazione.soglia_pct / 100, 0)} del reddito",
        ),
        Voce("Perché un canone diverso", sublocazione.motivo_canone),
        Voce("Caso", sublocazione.caso.numero, nota=str(sublocazione.caso.assistente_sociale or "")),
        Voce("Perché è finito", contratto.motivo_cessazione),
    ]
    if utente.ha_ruolo(*ETS):
        voci.insert(1, Voce("Codice fiscale", contratto.conduttore_codice_fiscale or "manca"))
    return [voce for voce in voci if voce.valore]


def pagina_nucleo(contratto: Contratto, utente: Utente) -> str:
    """The page of the household, for who works with people."""
    apre = contratto.nucleo is not None and utente.ha_ruolo(*CHI_SEGUE_PERSONE)
    return contratto.nucleo.get_absolute_url() if apre else ""


def tessere(conti: Dovuto) -> list[Tessera]:
    return [
        Tessera("Scaduto finora", in_euro(conti.scaduto)),
        Tessera("Pagato", in_euro(conti.pagato)),
        Tessera("In ritardo", in_euro(conti.in_ritardo), male=conti.in_ritardo > ZERO),
        Tessera("Da scadere", in_euro(conti.da_scadere)),
    ]


def indirizzo_verbale(verbale: VerbaleConsegna, utente: Utente) -> str:
    """The draft opens on the page where it is written, for who writes it."""
    if verbale.stato == StatoVerbale.BOZZA and utente.ha_ruolo(*SPORTELLO_ETS):
        return indirizzo(verbale.tipo.lower(), verbale.sublocazione)
    return reverse("gestore:verbale_scheda", args=[verbale.pk])


def pulsanti(
    sublocazione: Sublocazione, mancano: list[Requisito], verbali: list[VerbaleConsegna], utente: Utente
) -> list[Pulsante]:
    """The acts of the table this person may do now, the next one first, with what is in the way."""
    contratto = sublocazione.contratto
    quanti = sum(len(r.esito.ostacoli) for r in mancano)
    motivi = {
        "firma": f"Prima {plurale(quanti, 'manca,mancano')} {quanti} {plurale(quanti, 'cosa,cose')}: vedi sotto."
    }
    if not quanti:
        motivi = {}
    primo = primo_atto(contratto)
    possibili = SUBLOCAZIONE.atti_possibili(contratto.stato, utente)
    possibili.sort(key=lambda t: t.atto != primo)
    tipi = {primo: "primario", "annulla": "rischio"}
    return [
        Pulsante(
            atto.etichetta,
            indirizzo(atto.atto, sublocazione),
            tipi.get(atto.atto, "secondario"),  # type: ignore[arg-type]
            motivo=motivi.get(atto.atto, ""),
        )
        for atto in possibili
    ]


def primo_atto(contratto: Contratto) -> str:
    """What is awaited now: signature, keys, the registration still missing, the keys back after a notice."""
    da_registrare = contratto.registrato_il is None and not esente(contratto.inizio, contratto.fine)
    if contratto.stato == StatoContratto.IN_CORSO and da_registrare:
        return "registra"
    return PRIMI_ATTI.get(StatoContratto(contratto.stato), "")


def passi(
    sublocazione: Sublocazione, verbali: list[VerbaleConsegna], registrazione: StatoRegistrazione | None
) -> list[Passo]:
    """What is awaited, then the life of the sublease, the last thing first."""
    c = sublocazione.contratto
    attesi = []
    if registrazione and registrazione.scadenza and c.registrato_il is None:
        attesi.append(Passo(registrazione.scadenza, "all’Agenzia delle Entrate", "Registrare", fase="prossimo"))
    if c.stato in (StatoContratto.FIRMATO, StatoContratto.IN_CORSO, StatoContratto.DISDETTATO):
        attesi.append(Passo(c.fine_effettiva, "della sublocazione", "Fine", fase="prossimo"))
    fatti_ = [Passo(c.stipulato_il, "del contratto", "Firma")] if c.stipulato_il else []
    fatti_ += [Passo(c.registrato_il, c.registrazione_codice, "Registrato")] if c.registrato_il else []
    fatti_ += [
        Passo(v.data, "delle chiavi", v.get_tipo_display(), str(v.redatto_da))
        for v in verbali
        if v.stato == StatoVerbale.FIRMATO
    ]
    fatti_ += [Passo(c.cessato_il, "della sublocazione", "Fine")] if c.cessato_il else []
    return [*attesi, *sorted(fatti_, key=lambda passo: str(passo.quando), reverse=True)]


@riservata(*ETS)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of the sublease and of its contract, who made it and on which page."""
    sublocazione = sublocazione_visibile(request, pk)
    modifiche = [*storia_di(sublocazione.contratto), *storia_di(sublocazione)]
    modifiche.sort(key=lambda modifica: modifica.quando, reverse=True)
    contesto = {"sublocazione": sublocazione, "contratto": sublocazione.contratto, "modifiche": modifiche}
    return render(request, f"{CARTELLA}/storia.html", contesto)


# --- the long form ------------------------------------------------------------------------------------------


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest) -> HttpResponse:
    """A new draft: first the home and the household (or a candidacy that knows them), then the terms."""
    candidatura = candidatura_chiesta(request)
    if candidatura and candidatura.alloggio:
        alloggio, nucleo = candidatura.alloggio, candidatura.nucleo
    else:
        scelta = ScegliForm(request.GET if "alloggio" in request.GET else None, utente=request.user)
        if not scelta.is_bound or not scelta.is_valid():
            stato = 422 if scelta.is_bound else 200
            return render(request, f"{CARTELLA}/scegli.html", {"form": scelta}, status=stato)
        alloggio, nucleo = scelta.cleaned_data["alloggio"], scelta.cleaned_data["nucleo"]
    locazione = testa_di(alloggio, oggi())
    if locazione is None:
        contesto = {"form": ScegliForm(utente=request.user), "senza_testa": alloggio}
        return render(request, f"{CARTELLA}/scegli.html", contesto, status=422)

    def atto(dati: dict[str, Any]) -> str:
        sublocazione = apri_sublocazione(
            alloggio, nucleo, Termini(**dati), utente=request.user, candidatura=candidatura
        )
        messages.success(request, f"Sublocazione {sublocazione.contratto.numero} in bozza: ora si può firmare.")
        return indirizzo("scheda", sublocazione)

    dichiarato = candidatura.reddito_annuo if candidatura else None
    reddito, fonte = reddito_noto(nucleo, oggi(), dichiarato)
    iniziali = proposte(locazione, reddito) | {"reddito_annuo": reddito}
    contesto = {
        "titolo": "Nuova sublocazione",
        "nucleo": nucleo,
        "fonte_reddito": fonte,
        "annulla": reverse("gestore:sublocazione_elenco"),
        "versione": None,
    }
    return _modulo(request, locazione, nucleo, iniziali, contesto, atto)


def candidatura_chiesta(request: HttpRequest) -> Candidatura | None:
    testo = request.GET.get("candidatura", "")
    if not (testo.isascii() and testo.isdecimal() and len(testo) < 10):
        return None
    candidature = Candidatura.objects.visibili_a(request.user).select_related("alloggio__comune", "nucleo")
    return get_object_or_404(candidature, pk=int(testo))


def proposte(locazione: Locazione, reddito: Any) -> dict[str, Any]:
    """The terms to start from: from today for two years at most, the sustainable rent, two months of deposit."""
    testa = locazione.contratto
    inizio = max(oggi(), testa.inizio)
    calcolo = proposta(reddito, locazione, soglia_in_vigore(oggi()).pct)
    canone = calcolo.proposto if calcolo and calcolo.proposto > 0 else None
    return {
        "inizio": inizio,
        "fine": min(fine_contratto(inizio, ANNI_PROPOSTI), testa.occupato_fino_al),
        "canone_mensile": canone,
        "deposito": canone * MENSILITA_PROPOSTE if canone else None,
        "deposito_tipo": TipoDeposito.DENARO,
        "giorno_scadenza": 5,
    }


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    """Rewrite the terms of a draft."""
    sublocazione = sublocazione_visibile(request, pk)
    contratto = sublocazione.contratto

    def atto(dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        modifica_sublocazione(sublocazione, Termini(**dati), utente=request.user, versione=versione)
        messages.success(request, "Modifiche salvate.")
        return indirizzo("scheda", sublocazione)

    iniziali = {nome: getattr(contratto, nome) for nome in proposte(sublocazione.locazione, None)} | {
        "oneri_mensili": contratto.oneri_mensili,
        "reddito_annuo": sublocazione.reddito_annuo,
        "motivo_canone": sublocazione.motivo_canone,
    }
    contesto = {
        "titolo": f"Sublocazione {contratto.numero}",
        "nucleo": contratto.nucleo,
        "fonte_reddito": "",
        "annulla": indirizzo("scheda", sublocazione),
        "versione": sublocazione.versione,
    }
    return _modulo(request, sublocazione.locazione, contratto.nucleo, iniziali, contesto, atto, contratto.pk)


def _modulo(
    request: HttpRequest,
    locazione: Locazione,
    nucleo: Nucleo,
    iniziali: dict[str, Any],
    contesto: dict[str, Any],
    atto: Any,
    escluso: int | None = None,
) -> HttpResponse:
    """The long form; «Ricalcola» draws it again with the receipt of the figures typed, without saving."""
    soglia = soglia_in_vigore(oggi())
    inviati = request.POST if request.method == "POST" else None
    form = SublocazioneForm(inviati, initial=iniziali, locazione=locazione, soglia=soglia)
    valori = iniziali
    if request.method == "POST":
        form.is_valid()
        valori = iniziali | form.cleaned_data
        if "reddito_annuo" not in form.cleaned_data:
            valori["reddito_annuo"] = None
    reddito = valori["reddito_annuo"]
    testa = locazione.contratto
    contesto |= {
        "alloggio": testa.alloggio,
        "testa": fatti_testa(locazione),
        "calcolo": righe_calcolo(reddito, locazione, soglia.pct, valori.get("canone_mensile")),
        "fonte_soglia": soglia.fonte,
        "requisiti": requisiti(locazione, nucleo, valori["inizio"], valori["fine"], escluso),
    }
    if request.method == "POST" and "ricalcola" in request.POST:
        return render(request, f"{CARTELLA}/modulo.html", {"form": form} | contesto)
    return mostra_modulo(request, form, template=f"{CARTELLA}/modulo.html", atto=atto, contesto=contesto)


def fatti_testa(locazione: Locazione) -> list[Voce]:
    testa = locazione.contratto
    return [
        Voce("Locazione", f"{testa.get_tipo_display()}, {testa.numero}"),
        Voce("Proprietario", str(testa.proprietario or "")),
        Voce("Durata", in_periodo(testa.inizio, testa.occupato_fino_al)),
        Voce("Canone di testa", f"{in_euro(testa.canone_mensile)} al mese"),
    ]


def righe_calcolo(reddito: Any, locazione: Locazione, soglia_pct: Any, canone: Any) -> list[Riga]:
    """The sustainable rent as a receipt, and what the rent typed makes of it."""
    calcolo = proposta(reddito, locazione, soglia_pct)
    if calcolo is None:
        return []
    righe = [
        Riga("Reddito del nucleo al mese", in_euro(calcolo.reddito_mese)),
        Riga("Quota per la casa", f"× {in_percento(soglia_pct / 100, 0)}", termine="canone-sostenibile"),
        Riga("Canone sostenibile", in_euro(calcolo.sostenibile), esito=True),
        Riga("Canone di testa, al proprietario", in_euro(calcolo.canone_testa), termine="contratto-di-testa"),
    ]
    scelto = canone or calcolo.proposto
    righe.append(Riga("Canone della sublocazione", in_euro(scelto)))
    if reddito:
        righe.append(Riga("Quanto pesa sul reddito", in_percento(scelto * 12 / reddito, 2)))
    righe.append(Riga("Integrazione, a carico della linea 1", in_euro(calcolo.canone_testa - scelto), esito=True))
    return righe


# --- acts with a page of their own --------------------------------------------------------------------------


def mostra_atto(
    request: HttpRequest, sublocazione: Sublocazione, form: Any, atto: Any, **contesto: Any
) -> HttpResponse:
    base = {
        "sublocazione": sublocazione,
        "contratto": sublocazione.contratto,
        "chi": sublocazione.contratto.chi_conduce(request.user),
        "aspetto": ASPETTI_CONTRATTO[sublocazione.contratto.stato],
        "annulla": indirizzo("scheda", sublocazione),
        "requisiti": [],
        "pericolo": False,
        "versione": None,
    }
    return mostra_modulo(request, form, template=f"{CARTELLA}/atto.html", atto=atto, contesto=base | contesto)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def firma(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the signature, seeing all that the law asks and whether it is there."""
    sublocazione = sublocazione_visibile(request, pk)

    def atto(dati: dict[str, Any]) -> str:
        firma_sublocazione(sublocazione, utente=request.user, stipulato_il=dati["stipulato_il"])
        messages.success(request, "Firma registrata: ora si registra il contratto e si consegnano le chiavi.")
        return indirizzo("scheda", sublocazione)

    return mostra_atto(
        request,
        sublocazione,
        FirmaSublocazioneForm(request.POST or None),
        atto,
        titolo="Registra la firma",
        spiega="Dopo la firma date, canone e deposito non si riscrivono più.",
        azione="Registra la firma",
        requisiti=requisiti_di(sublocazione),
    )


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def annulla(request: HttpRequest, pk: int) -> HttpResponse:
    """A sublease that does not start, with its reason."""
    sublocazione = sublocazione_visibile(request, pk)

    def atto(dati: dict[str, Any]) -> str:
        annulla_sublocazione(sublocazione, utente=request.user, motivo=dati["motivo"])
        messages.success(request, "Sublocazione annullata: l’alloggio è di nuovo libero in quei giorni.")
        return indirizzo("scheda", sublocazione)

    return mostra_atto(
        request,
        sublocazione,
        AnnullaSublocazioneForm(request.POST or None),
        atto,
        titolo="Annulla la sublocazione",
        spiega="Si annulla solo se le chiavi non sono state consegnate.",
        azione="Annulla la sublocazione",
        pericolo=True,
    )
