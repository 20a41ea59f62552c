"""What households give back after the fund paid for them: list, record, another plan, write-off, letters."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from fondo_garanzia.actions import rivalsa as atti
from fondo_garanzia.choices import ASPETTI_RIVALSA, StatoRivalsa
from fondo_garanzia.exports.rivalsa import colonne_rivalse
from fondo_garanzia.filters.rivalsa import RivalsaFilter
from fondo_garanzia.forms.rivalsa import LetteraRivalsaForm, RiprogrammaRivalsaForm, StralciaRivalsaForm
from fondo_garanzia.models import CreditoRivalsa, MovimentoFondo, RataFondo
from fondo_garanzia.queries.pagine import indirizzo
from fondo_garanzia.queries.rivalsa import (
    AVVISO,
    MASSIME_RATE,
    SOLLECITO,
    SommeRivalse,
    con_ritardo,
    da_dividere,
    in_ritardo,
    lettere_del_credito,
    mesi_pagati,
    movimenti_del_credito,
    rate_del_credito,
    somme_rivalse,
)
from fondo_garanzia.rules.rimborso import RataPrevista, piano_rate
from fondo_garanzia.workflow import CONTI, RIVALSA, RIVALSE_VIVE, UNIONE, VEDONO_LE_PRATICHE
from valdera_housing.actions.lettura import annota_lettura
from valdera_housing.choices import CHI_SEGUE_PERSONE, LEGGONO_I_NOMI
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto, Passo, Pulsante, Tessera, Voce
from valdera_housing.kit.denaro import in_cifre, in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.kit.tempo import aggiungi_mesi, oggi
from valdera_housing.models import Lettera, Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

COLLEGATI = (
    "nucleo",
    "stralciato_da",
    "escussione__garanzia__contratto__nucleo",
    "escussione__garanzia__fondo__comune",
)
ORDINI = {
    "aperta": ("aperto_il", "pk"),
    "numero": ("numero", "pk"),
    "stato": ("stato", "aperto_il", "pk"),
    "residuo": ("residuo", "pk"),
    "scaduto": ("scaduto", "pk"),
}
SOLO_INSOLVENTE = "Si stralcia solo quando la rivalsa è insolvente."
SENZA_RATE = "Non ci sono rate intere da riprogrammare."


class RigaElenco(NamedTuple):
    credito: CreditoRivalsa
    chi: str
    giorni: int
    aspetto: Aspetto


def visibili(request: HttpRequest) -> QuerySet[CreditoRivalsa]:
    crediti = CreditoRivalsa.objects.visibili_a(request.user).select_related(*COLLEGATI)
    return con_ritardo(crediti, oggi())


def elenco_rivalse(request: HttpRequest) -> Elenco:
    filtro = RivalsaFilter(request.GET, visibili(request), utente=request.user)
    return Elenco(request, filtro, ORDINI, predefinito="-aperta")


@riservata(*VEDONO_LE_PRATICHE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    """Every credit this person may see, what is left of each, how old is what is late."""
    rivalse = elenco_rivalse(request)
    somme = somme_rivalse(rivalse.filtro.qs, oggi())
    rivalse.conta = lambda: somme.quante
    return mostra_elenco(
        request,
        rivalse,
        "fondo_garanzia/rivalsa/elenco.html",
        somme=somme,
        tessere=tessere_elenco(somme),
        righe=[riga(credito, request.user) for credito in rivalse.pagina],
    )


def riga(credito: Any, utente: Utente) -> RigaElenco:
    giorni = (oggi() - credito.piu_vecchia).days if credito.piu_vecchia else 0
    return RigaElenco(credito, chi_deve(credito, utente), giorni, ASPETTI_RIVALSA[credito.stato])


def chi_deve(credito: CreditoRivalsa, utente: Utente) -> str:
    """The tenant's name for who reads names, the household's code for who audits."""
    return credito.escussione.garanzia.contratto.chi_conduce(utente)


def tessere_elenco(somme: SommeRivalse) -> list[Tessera]:
    perso = f"più {in_cifre(somme.perso)} stralciati" if somme.perso else ""
    return [
        Tessera("Da restituire €", in_cifre(somme.residuo), perso),
        Tessera("Restituito €", in_cifre(somme.restituito), f"su {in_cifre(somme.importo)} pagati dal fondo"),
        Tessera("Scaduto €", in_cifre(somme.scaduto), male=bool(somme.scaduto)),
        *(Tessera(f"Da {fascia.etichetta} €", in_cifre(importo)) for fascia, importo in somme.fasce),
    ]


@riservata(*VEDONO_LE_PRATICHE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "rivalse", colonne_rivalse(request.user, oggi()), elenco_rivalse(request).righe)


def rivalsa_visibile(request: HttpRequest, pk: int) -> Any:
    """The credit with what is late of it."""
    return get_object_or_404(visibili(request), pk=pk)


def verso(atto: str, credito: CreditoRivalsa) -> str:
    return reverse(f"fondo_garanzia:rivalsa_{atto}", args=[credito.pk])


@riservata(*VEDONO_LE_PRATICHE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """What was paid and why, the plan, what came back, the letters, what can be done now."""
    credito = rivalsa_visibile(request, pk)
    legge_i_nomi = request.user.ha_ruolo(*LEGGONO_I_NOMI)
    if legge_i_nomi:
        annota_lettura(request.user, credito.nucleo)
    rate = rate_del_credito(credito)
    lettere = lettere_del_credito(credito, request.user) if legge_i_nomi else []
    movimenti = movimenti_del_credito(credito, request.user)
    contesto = {
        "credito": credito,
        "aspetto": ASPETTI_RIVALSA[credito.stato],
        "chi": chi_deve(credito, request.user),
        "tessere": tessere(credito),
        "fatti": fatti(credito, request.user),
        "mesi": mesi_pagati(credito),
        "danni": credito.escussione.ammesso_danni,
        "escussione_url": indirizzo("escussione_scheda", credito.escussione_id),
        "rate": rate,
        "oggi": oggi(),
        "movimenti": movimenti,
        "lettere": lettere,
        "legge_i_nomi": legge_i_nomi,
        "motivo": credito.motivo if legge_i_nomi or request.user.ha_ruolo(*UNIONE) else "",
        "passi": passi(credito, rate, movimenti, lettere),
        "pulsanti": pulsanti(credito, rate, request.user),
    }
    return render(request, "fondo_garanzia/rivalsa/scheda.html", contesto)


def tessere(credito: Any) -> list[Tessera]:
    """In euro: what the fund paid, what came back, what is left, what is late."""
    perso = credito.stato == StatoRivalsa.PERDITA
    giorni = (oggi() - credito.piu_vecchia).days if credito.piu_vecchia else 0
    da_quando = f"la più vecchia da {giorni} {plurale(giorni, 'giorno,giorni')}" if giorni else ""
    return [
        Tessera("Pagato dal fondo €", in_cifre(credito.importo)),
        Tessera("Restituito €", in_cifre(credito.restituito)),
        Tessera("Stralciato €" if perso else "Resta €", in_cifre(credito.residuo)),
        Tessera("Rate scadute €", in_cifre(credito.scaduto), da_quando, male=bool(credito.scaduto)),
    ]


def fatti(credito: CreditoRivalsa, utente: Utente) -> list[Voce]:
    garanzia = credito.escussione.garanzia
    scheda_nucleo = credito.nucleo.get_absolute_url() if utente.ha_ruolo(*CHI_SEGUE_PERSONE) else ""
    chiusa = [Voce("Chiusa il", in_data(credito.chiuso_il))] if credito.chiuso_il else []
    stralcio = [Voce("Stralcio", credito.atto_stralcio, nota=f"di {credito.stralciato_da}")]
    return [
        Voce("Nucleo", credito.nucleo.codice, scheda_nucleo),
        Voce("Comune", garanzia.fondo.comune.nome),
        Voce("Garanzia", garanzia.numero, indirizzo("garanzia_scheda", garanzia.pk)),
        Voce("Contratto", garanzia.contratto.numero),
        Voce("Pagato a", garanzia.titolare),
        Voce("Aperta il", in_data(credito.aperto_il)),
        *chiusa,
        *(stralcio if credito.atto_stralcio else []),
    ]


def passi(
    credito: CreditoRivalsa, rate: Sequence[RataFondo], movimenti: Sequence[MovimentoFondo], lettere: Sequence[Lettera]
) -> list[Passo]:
    """The next instalment, then what happened, the last first."""
    prossima = next((r for r in rate if r.scadenza.aperta and r.scadenza.scade_il >= oggi()), None)
    futuro = (
        [Passo(prossima.scadenza.scade_il, f"rata {prossima.numero}, {in_euro(prossima.scadenza.residuo)}",
               "Prossima rata:", fase="prossimo")]
        if prossima
        else []
    )  # fmt: skip
    fatti = [Passo(m.giorno, in_euro(m.effetto), f"{m.get_tipo_display()}:") for m in movimenti if m.credito_id]
    fatti += [Passo(lettera.data, lettera.oggetto, "Lettera:") for lettera in lettere]
    fatti.append(Passo(credito.aperto_il, f"il fondo ha pagato {in_euro(credito.importo)}", "Aperta:"))
    if credito.chiuso_il:
        fatti.append(Passo(credito.chiuso_il, credito.get_stato_display(), "Chiusa:"))
    return [*futuro, *sorted(fatti, key=lambda passo: passo.quando, reverse=True)]


def pulsanti(credito: CreditoRivalsa, rate: Sequence[RataFondo], utente: Utente) -> list[Pulsante]:
    """The acts of the table, the one due today in colour; those that must wait say why."""
    tardi = bool(in_ritardo(rate, oggi()))
    bottoni = [
        Pulsante(
            t.etichetta,
            verso(t.atto, credito),
            "primario" if tardi and t.atto == "crea_lettera" else "secondario",
            motivo=SENZA_RATE if t.atto == "riprogramma" and not da_dividere(rate) else "",
        )
        for t in RIVALSA.atti_possibili(credito.stato, utente)
    ]
    stralcia = RIVALSA["stralcia"]
    if utente.ha_ruolo(*stralcia.chi) and credito.stato in set(RIVALSE_VIVE) - set(stralcia.da):
        bottoni.append(Pulsante(stralcia.etichetta, verso(stralcia.atto, credito), motivo=SOLO_INSOLVENTE))
    return sorted(bottoni, key=lambda bottone: bottone.tipo != "primario")


@riservata(*VEDONO_LE_PRATICHE)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of the credit, who made it and on which page."""
    credito = rivalsa_visibile(request, pk)
    nascosti = () if request.user.ha_ruolo(*LEGGONO_I_NOMI, *UNIONE) else ("motivo",)
    contesto = {"credito": credito, "modifiche": storia_di(credito, nascosti=nascosti)}
    return render(request, "fondo_garanzia/rivalsa/storia.html", contesto)


# --- one act, one page --------------------------------------------------------------------------------------------


def contesto_atto(request: HttpRequest, credito: CreditoRivalsa) -> dict[str, Any]:
    return {
        "credito": credito,
        "aspetto": ASPETTI_RIVALSA[credito.stato],
        "chi": chi_deve(credito, request.user),
    }


def versione_aperta(request: HttpRequest, credito: CreditoRivalsa) -> int:
    """The version of the credit this page was opened on."""
    return versione_della_richiesta(request) if request.method == "POST" else credito.versione


@riservata(*CONTI)
@require_http_methods(["GET", "POST"])
def riprogramma(request: HttpRequest, pk: int) -> HttpResponse:
    """The instalments are shown before anything is written: «Ricalcola» draws them again with other numbers."""
    credito = rivalsa_visibile(request, pk)
    rate = rate_del_credito(credito)
    importo = da_dividere(rate)
    iniziali = {"quante": iniziali_rate(rate), "prima": prima_rata(rate), "importo": importo}
    form = RiprogrammaRivalsaForm(request.POST or None, initial=iniziali)
    contesto = contesto_atto(request, credito) | {
        "versione": versione_aperta(request, credito),
        "da_dividere": importo,
        "resti": [r for r in rate if r.scadenza.aperta and r.scadenza.imputato],
        "rate": anteprima(form, iniziali, importo, rate),
    }

    def atto(dati: dict[str, Any]) -> str:
        atti.riprogramma_rivalsa(credito, versione=contesto["versione"], utente=request.user, **dati)
        messages.success(request, "Rate riprogrammate: quelle nuove sono nel partitario. Avvisa la famiglia.")
        return verso("scheda", credito)

    template = "fondo_garanzia/rivalsa/riprogramma.html"
    if request.method == "POST" and "ricalcola" in request.POST:
        return render(request, template, {"form": form} | contesto, status=200 if form.is_valid() else 422)
    return mostra_modulo(request, form, template=template, atto=atto, contesto=contesto)


def iniziali_rate(rate: Sequence[RataFondo]) -> int:
    """As many as those that would be replaced."""
    return min(max(sum(1 for r in rate if r.scadenza.aperta and not r.scadenza.imputato), 1), MASSIME_RATE)


def prima_rata(rate: Sequence[RataFondo]) -> date:
    """The day of the month on which the household pays, next month."""
    giorno = rate[0].scade_il.day if rate else oggi().day
    return aggiungi_mesi(oggi(), 1).replace(day=min(giorno, 28))


def anteprima(
    form: RiprogrammaRivalsaForm, iniziali: dict[str, Any], importo: Decimal, rate: Sequence[RataFondo]
) -> list[RataPrevista]:
    """The instalments of what is typed; none when it cannot be computed."""
    dati = form.cleaned_data if form.is_bound and form.is_valid() else iniziali
    if form.is_bound and not form.is_valid():
        return []
    try:
        return piano_rate(importo, dati["quante"], dati["prima"], da=max((r.numero for r in rate), default=0) + 1)
    except ValueError:
        return []


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def stralcia(request: HttpRequest, pk: int) -> HttpResponse:
    """What is left is given up, with an act: nothing comes back to the fund."""
    credito = rivalsa_visibile(request, pk)
    contesto = contesto_atto(request, credito) | {
        "versione": versione_aperta(request, credito),
        "titolo": "Stralcia la rivalsa",
        "spiega": f"Restano {in_euro(credito.residuo)}: con lo stralcio il fondo rinuncia a recuperarli, le rate "
        "aperte si chiudono e non si torna indietro.",
        "azione": "Stralcia con questo atto",
        "pericolo": True,
    }

    def atto(dati: dict[str, Any]) -> str:
        atti.stralcia_rivalsa(credito, versione=contesto["versione"], utente=request.user, **dati)
        messages.success(request, "Rivalsa stralciata: le rate sono chiuse e non rientra altro.")
        return verso("scheda", credito)

    form = StralciaRivalsaForm(request.POST or None)
    return mostra_modulo(request, form, template="fondo_garanzia/rivalsa/atto.html", atto=atto, contesto=contesto)


@riservata(*CONTI)
@require_http_methods(["GET", "POST"])
def crea_lettera(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter to the household, kept as PDF among those of its file."""
    credito = rivalsa_visibile(request, pk)
    scaduto = credito.scaduto
    tardi = f" Scaduti: {in_euro(scaduto)}." if scaduto else " Oggi non c’è niente di scaduto."
    contesto = contesto_atto(request, credito) | {
        "versione": None,
        "titolo": "Prepara una lettera",
        "spiega": f"Restano {in_euro(credito.residuo)}.{tardi} Il testo viene dai modelli dell’ufficio.",
        "azione": "Prepara il PDF",
        "pericolo": False,
    }

    def atto(dati: dict[str, Any]) -> str:
        lettera = atti.crea_lettera_rivalsa(credito, dati["documento"], utente=request.user)
        messages.success(request, f"{lettera.oggetto}: il PDF è fra le lettere, pronto da stampare.")
        return verso("scheda", credito) + "#lettere"

    form = LetteraRivalsaForm(request.POST or None, initial={"documento": SOLLECITO if scaduto else AVVISO})
    return mostra_modulo(request, form, template="fondo_garanzia/rivalsa/atto.html", atto=atto, contesto=contesto)
