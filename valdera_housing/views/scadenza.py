"""The ledger: what is to be cashed and to be paid, one due, the account of a contract."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from valdera_housing.actions.scadenza import aggiungi_scadenza, annulla_scadenza, conguaglia_oneri
from valdera_housing.choices import TENGONO_I_CONTI, Ruolo, Verso
from valdera_housing.exports import colonne_scadenze
from valdera_housing.filters.partitario import ScadenzaFiltro
from valdera_housing.forms.partitario import ConguaglioForm, MotivoForm, ScadenzaForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Tessera, Voce
from valdera_housing.kit.denaro import ZERO, in_cifre, in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.tempo import oggi
from valdera_housing.linea import origine_scadenza, pulsanti_partitario
from valdera_housing.models import Contratto, Scadenza, Utente
from valdera_housing.models.partitario.banca import VEDONO_LA_BANCA
from valdera_housing.models.partitario.scadenza import VEDONO_IL_PARTITARIO
from valdera_housing.queries.partitario import (
    TotaliScadenze,
    aspetto_scadenza,
    conto_del_contratto,
    criterio_per,
    debitore_del_contratto,
    oneri_anticipati,
    totali,
)
from valdera_housing.queries.storia import storia_di
from valdera_housing.rules.partitario import con_saldo
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo

CHI_LEGGE = (Ruolo.ASSISTENTE_SOCIALE, *VEDONO_IL_PARTITARIO)
ATTO = "valdera_housing/scadenza/atto.html"
ORDINI = {
    "scade": ("scade_il", "pk"),
    "importo": ("importo", "pk"),
    "residuo": ("residuo", "pk"),
    "chi": ("intestazione", "pk"),
}


def elenco_scadenze(request: HttpRequest) -> Elenco:
    scadenze = Scadenza.objects.visibili_a(request.user).select_related("contratto", "nucleo")
    filtro = ScadenzaFiltro(request.GET, scadenze, utente=request.user)
    return Elenco(request, filtro, ORDINI, predefinito="-scade")


@riservata(*CHI_LEGGE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    scadenze = elenco_scadenze(request)
    giorno = oggi()
    somme = totali(scadenze.filtro.qs, giorno)
    scadenze.conta = lambda: somme.quante
    return mostra_elenco(
        request,
        scadenze,
        "valdera_housing/scadenza/elenco.html",
        somme=somme,
        totali=[totale for totale in (somme.incassare, somme.pagare) if totale.importo],
        tessere=tessere(somme),
        pulsanti=pulsanti_elenco(request),
        righe=[(s, s.chi(request.user), aspetto_scadenza(s, giorno)) for s in scadenze.pagina],
    )


def tessere(somme: TotaliScadenze) -> list[Tessera]:
    """What is open on each side, what is past due, and of what should have come in, since when."""
    incassare, pagare = somme.incassare, somme.pagare
    fasce = [Tessera(f"Da {fascia.etichetta}", in_cifre(importo), "euro") for fascia, importo in somme.fasce]
    scaduto = Tessera("Scaduto da incassare", in_cifre(incassare.scaduto), "euro", male=incassare.scaduto > ZERO)
    return [
        Tessera("Da pagare", in_cifre(pagare.residuo), f"euro, {in_cifre(pagare.scaduto)} scaduti"),
        Tessera("Da incassare", in_cifre(incassare.residuo), "euro"),
        scaduto,
        *fasce,
    ]


def pulsanti_elenco(request: HttpRequest) -> list[Pulsante]:
    pulsanti = [Pulsante("Incassi e pagamenti", reverse("incasso_elenco"))]
    if request.user.ha_ruolo(*VEDONO_LA_BANCA):
        pulsanti.append(Pulsante("Banca", f"{reverse('movimento_elenco')}?stato=DA_ABBINARE"))
    pulsanti += pulsanti_partitario(request.user)
    if request.user.ha_ruolo(*TENGONO_I_CONTI):
        pulsanti.append(Pulsante("Registra un incasso", reverse("incasso_nuovo"), "primario"))
    return pulsanti


@riservata(*CHI_LEGGE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    righe = elenco_scadenze(request).righe.iterator(chunk_size=2000)
    return rispondi_foglio(request, "scadenze", colonne_scadenze(request.user), righe)


def scadenza_visibile(request: HttpRequest, pk: int) -> Scadenza:
    scadenze = Scadenza.objects.visibili_a(request.user)
    return get_object_or_404(scadenze.select_related("contratto", "nucleo", "proprietario"), pk=pk)


@riservata(*CHI_LEGGE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """A due: how it stands and what pays it."""
    scadenza = scadenza_visibile(request, pk)
    imputazioni = scadenza.imputazioni.select_related("incasso__nucleo", "creata_da").order_by("pk")
    contesto = {
        "scadenza": scadenza,
        "chi": scadenza.chi(request.user),
        "stato": aspetto_scadenza(scadenza, oggi()),
        "fatti": fatti(scadenza),
        "dati": dati(scadenza, request.user),
        "imputazioni": [(i, criterio_per(i, request.user)) for i in imputazioni],
        "pulsanti": pulsanti(scadenza) if request.user.ha_ruolo(*TENGONO_I_CONTI) else [],
        "modifiche": storia_di(scadenza) if request.user.ha_ruolo(*TENGONO_I_CONTI) else [],
    }
    return render(request, "valdera_housing/scadenza/scheda.html", contesto)


def fatti(scadenza: Scadenza) -> list[Voce]:
    return [
        Voce("Importo", in_euro(scadenza.importo)),
        Voce("Pagato", in_euro(scadenza.imputato)),
        Voce("Resta", in_euro(scadenza.residuo if not scadenza.annullata_il else ZERO)),
        Voce("Scade il", f"{scadenza.scade_il:%d/%m/%Y}"),
    ]


def dati(scadenza: Scadenza, utente: Utente) -> list[Voce]:
    voci = [
        Voce("Verso", scadenza.get_verso_display()),
        Voce("Tipo", scadenza.get_tipo_display()),
        Voce("Competenza", f"{scadenza.competenza:%m/%Y}"),
        Voce("Linea", scadenza.get_linea_display()),
    ]
    if origine := origine_scadenza(utente, scadenza):
        voci.append(origine)
    if scadenza.contratto:
        conto = reverse("partitario_contratto", args=[scadenza.contratto.pk])
        voci.append(Voce("Contratto", scadenza.contratto.numero, conto))
    if scadenza.nucleo:
        voci.append(Voce("Nucleo", scadenza.nucleo.codice))
    if scadenza.annullata_il:
        voci.append(Voce("Annullata il", f"{scadenza.annullata_il:%d/%m/%Y}", nota=scadenza.motivo_annullamento))
    return voci


def pulsanti(scadenza: Scadenza) -> list[Pulsante]:
    if not scadenza.aperta:
        return []
    registra = "Registra un incasso" if scadenza.verso == Verso.ENTRATA else "Registra un pagamento"
    indirizzo = f"{reverse('incasso_nuovo')}?scadenza={scadenza.pk}"
    annulla = Pulsante("Annulla la scadenza…", reverse("scadenza_annulla", args=[scadenza.pk]), "rischio")
    return [Pulsante(registra, indirizzo, "primario"), *([] if scadenza.imputato else [annulla])]


@riservata(*TENGONO_I_CONTI)
@require_http_methods(["GET", "POST"])
def annulla(request: HttpRequest, pk: int) -> HttpResponse:
    scadenza = scadenza_visibile(request, pk)
    form = MotivoForm(request.POST or None)
    ritorno = reverse("scadenza_scheda", args=[pk])

    def atto(dati: dict[str, Any]) -> str:
        annulla_scadenza(scadenza, dati["motivo"], utente=request.user, oggi=oggi())
        messages.success(request, "Scadenza annullata.")
        return ritorno

    contesto = {
        "titolo": "Annulla la scadenza",
        "sottotitolo": f"{scadenza.descrizione}, {scadenza.intestazione}, {in_euro(scadenza.importo)}",
        "azione": "Annulla la scadenza",
        "pericolo": True,
        "annulla": ritorno,
    }
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto)


# --- the account of a contract ------------------------------------------------------------


def contratto_visibile(request: HttpRequest, pk: int) -> Contratto:
    contratti = Contratto.objects.visibili_a(request.user).filter(natura__in=["TESTA", "SUBLOCAZIONE"])
    return get_object_or_404(contratti.select_related("nucleo", "proprietario", "alloggio"), pk=pk)


@riservata(*CHI_LEGGE)
@require_GET
def conto(request: HttpRequest, pk: int) -> HttpResponse:
    """The running balance of a contract, on the side of who pays it; the other side in a tab of its own."""
    contratto = contratto_visibile(request, pk)
    debitore = debitore_del_contratto(contratto)
    chiesto = request.GET.get("verso", "")
    verso = chiesto if chiesto in Verso else debitore.verso
    righe = con_saldo(conto_del_contratto(contratto, request.user, verso))
    contesto = {
        "contratto": contratto,
        "chi": debitore.nome if contratto.nucleo is None else contratto.chi_conduce(request.user),
        "righe": righe,
        "saldo": righe[-1][1] if righe else ZERO,
        "verso": Verso(verso),
        "altro": next(v for v in Verso if v != verso),
        "pulsanti": pulsanti_conto(contratto, verso) if request.user.ha_ruolo(*TENGONO_I_CONTI) else [],
    }
    return render(request, "valdera_housing/scadenza/conto.html", contesto)


def pulsanti_conto(contratto: Contratto, verso: str) -> list[Pulsante]:
    registra = "Registra un incasso" if verso == Verso.ENTRATA else "Registra un pagamento"
    return [
        Pulsante("Aggiungi una scadenza…", reverse("scadenza_aggiungi", args=[contratto.pk])),
        Pulsante("Conguaglia gli oneri…", reverse("scadenza_conguaglia", args=[contratto.pk])),
        Pulsante(registra, f"{reverse('incasso_nuovo')}?contratto={contratto.pk}&verso={verso}", "primario"),
    ]


@riservata(*TENGONO_I_CONTI)
@require_http_methods(["GET", "POST"])
def aggiungi(request: HttpRequest, pk: int) -> HttpResponse:
    """A due that no rule generates: utilities, damages."""
    contratto = contratto_visibile(request, pk)
    form = ScadenzaForm(request.POST or None, initial={"verso": debitore_del_contratto(contratto).verso})

    def atto(dati: dict[str, Any]) -> str:
        scadenza = aggiungi_scadenza(contratto, dati, utente=request.user)
        messages.success(request, f"«{scadenza.descrizione}» è nel partitario.")
        return reverse("scadenza_scheda", args=[scadenza.pk])

    contesto = {
        "titolo": "Aggiungi una scadenza",
        "sottotitolo": f"{contratto}, {debitore_del_contratto(contratto).nome}",
        "azione": "Aggiungi la scadenza",
        "pericolo": False,
        "annulla": reverse("partitario_contratto", args=[pk]),
    }
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto)


@riservata(*TENGONO_I_CONTI)
@require_http_methods(["GET", "POST"])
def conguaglia(request: HttpRequest, pk: int) -> HttpResponse:
    """The charges of a year settled against the advances."""
    contratto = contratto_visibile(request, pk)
    anno = oggi().year - 1
    form = ConguaglioForm(request.POST or None, initial={"anno": anno})
    ritorno = reverse("partitario_contratto", args=[pk])

    def atto(dati: dict[str, Any]) -> str:
        scadenza = conguaglia_oneri(
            contratto, dati["anno"], dati["effettivo"], scade_il=dati["scade_il"], utente=request.user
        )
        messages.success(request, f"{scadenza.descrizione}: {in_euro(scadenza.importo)}.")
        return f"{ritorno}?verso={scadenza.verso}"

    acconti = ", ".join(f"{in_euro(oneri_anticipati(contratto, a))} nel {a}" for a in (anno, anno + 1))
    contesto = {
        "titolo": "Conguaglia gli oneri",
        "sottotitolo": f"{contratto}. In acconto: {acconti}. Se si è speso meno, la differenza si restituisce.",
        "azione": "Conguaglia",
        "pericolo": False,
        "annulla": ritorno,
    }
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto)
