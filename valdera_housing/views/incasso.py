"""Payments: the list, one of them, a new one with what it covers, what is undone."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from valdera_housing.actions.imputazione import annulla_imputazione, imputa_incasso
from valdera_housing.actions.incasso import annulla_incasso, crea_ricevuta, registra_incasso
from valdera_housing.choices import LEGGONO_I_NOMI, TENGONO_I_CONTI, Verso
from valdera_housing.exports import colonne_incassi
from valdera_housing.filters.partitario import IncassoFiltro
from valdera_housing.forms.partitario import ImputaForm, IncassoForm, MotivoForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto, Pulsante, Voce
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Contratto, Imputazione, Incasso, Scadenza
from valdera_housing.queries.partitario import (
    Debitore,
    aperte_del_debitore,
    chi_paga,
    criterio_per,
    debitore_del_contratto,
    debitore_della_scadenza,
    debitore_di,
    totali_incassi,
)
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo
from valdera_housing.views.scadenza import ATTO, CHI_LEGGE

MASSIMO_SCADENZE = 60  # open dues shown on a form; older ones first, so what matters is there
TROVATI = 20
ORDINI = {
    "data": ("data", "pk"),
    "numero": ("numero", "pk"),
    "importo": ("importo", "pk"),
    "chi": ("chi", "pk"),
}
ANNULLATO = Aspetto("croce", "inizio", "Annullato")
ABBINATO = Aspetto("spunta", "positivo", "Abbinato")
IN_PARTE = Aspetto("mezzo", "corso", "In parte da abbinare")
DA_ABBINARE = Aspetto("punto", "corso", "Da abbinare")


def aspetto(incasso: Incasso) -> Aspetto:
    if incasso.annullato_alle:
        return ANNULLATO
    if not incasso.da_imputare:
        return ABBINATO
    return IN_PARTE if incasso.imputato else DA_ABBINARE


def elenco_incassi(request: HttpRequest) -> Elenco:
    incassi = Incasso.objects.visibili_a(request.user).select_related("nucleo")
    return Elenco(request, IncassoFiltro(request.GET, incassi, utente=request.user), ORDINI, predefinito="-data")


@riservata(*CHI_LEGGE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    incassi = elenco_incassi(request)
    somme = totali_incassi(incassi.filtro.qs)
    incassi.conta = lambda: somme.quanti
    nuovo = Pulsante("Registra un incasso", reverse("incasso_nuovo"), "primario")
    return mostra_elenco(
        request,
        incassi,
        "valdera_housing/incasso/elenco.html",
        somme=somme,
        pulsanti=[nuovo] if request.user.ha_ruolo(*TENGONO_I_CONTI) else [],
        righe=[(i, chi_paga(i, request.user), aspetto(i)) for i in incassi.pagina],
    )


@riservata(*CHI_LEGGE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    righe = elenco_incassi(request).righe.iterator(chunk_size=2000)
    return rispondi_foglio(request, "incassi-e-pagamenti", colonne_incassi(request.user), righe)


def incasso_visibile(request: HttpRequest, pk: int) -> Incasso:
    incassi = Incasso.objects.visibili_a(request.user)
    collegati = ("nucleo", "proprietario", "registrato_da", "movimento__conto")
    return get_object_or_404(incassi.select_related(*collegati), pk=pk)


@riservata(*CHI_LEGGE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    return pagina(request, incasso_visibile(request, pk))


def pagina(request: HttpRequest, incasso: Incasso, rifiuto: Esito | None = None) -> HttpResponse:
    """A payment and what it covers; ``rifiuto`` says why an act asked from it was not done."""
    scrive = request.user.ha_ruolo(*TENGONO_I_CONTI)
    imputazioni = incasso.imputazioni.select_related("scadenza__nucleo", "scadenza__contratto", "creata_da")
    contesto = {
        "incasso": incasso,
        "chi": chi_paga(incasso, request.user),
        "stato": aspetto(incasso),
        "rifiuto": rifiuto,
        "scrive": scrive,
        "fatti": [
            Voce("Importo", in_euro(incasso.importo)),
            Voce("Abbinato", in_euro(incasso.imputato)),
            Voce("Da abbinare", in_euro(incasso.da_imputare)),
        ],
        "dati": dati(incasso, in_chiaro=chi_paga(incasso, request.user) == incasso.chi),
        "imputazioni": [(i, criterio_per(i, request.user), togli(i)) for i in imputazioni],
        "pulsanti": pulsanti(incasso) if scrive else [],
    }
    return render(request, "valdera_housing/incasso/scheda.html", contesto)


def dati(incasso: Incasso, *, in_chiaro: bool) -> list[Voce]:
    """What is known of a payment; the reference may carry a name, and is kept from who reads codes."""
    voci = [
        Voce("Data", f"{incasso.data:%d/%m/%Y}"),
        Voce("Mezzo", incasso.get_mezzo_display()),
        Voce("Riferimento", incasso.riferimento if in_chiaro else ""),
        Voce("Nucleo", incasso.nucleo.codice if incasso.nucleo else ""),
        Voce("Registrato da", str(incasso.registrato_da)),
    ]
    if incasso.ricevuta_id and in_chiaro:
        voci.append(Voce("Ricevuta", "Apri il PDF", reverse("incasso_ricevuta", args=[incasso.pk])))
    if incasso.movimento:
        conto = f"{incasso.movimento.conto.nome}, {incasso.movimento.data:%d/%m/%Y}"
        voci.append(Voce("Dall’estratto conto", conto))
    if incasso.annullato_alle:
        voci.append(Voce("Annullato il", f"{incasso.annullato_alle:%d/%m/%Y}", nota=incasso.motivo_annullamento))
    return [voce for voce in voci if voce.valore]


def togli(imputazione: Imputazione) -> list[Pulsante]:
    if imputazione.annullata_alle:
        return []
    contesto = f" l’abbinamento con {imputazione.scadenza.descrizione}"
    indirizzo = reverse("imputazione_annulla", args=[imputazione.pk])
    return [Pulsante("Togli", indirizzo, "piano", "post", contesto=contesto)]


def pulsanti(incasso: Incasso) -> list[Pulsante]:
    if incasso.annullato_alle:
        return []
    imputa = Pulsante("Abbina il resto", reverse("incasso_imputa", args=[incasso.pk]), "primario")
    ricevuta = Pulsante("Crea la ricevuta", reverse("incasso_crea_ricevuta", args=[incasso.pk]), metodo="post")
    annulla = Pulsante("Annulla…", reverse("incasso_annulla", args=[incasso.pk]), "rischio")
    senza_ricevuta = incasso.verso == Verso.ENTRATA and not incasso.ricevuta_id
    possibili = ((imputa, bool(incasso.da_imputare)), (ricevuta, senza_ricevuta), (annulla, True))
    return [pulsante for pulsante, possibile in possibili if possibile]


# --- a new one ----------------------------------------------------------------------------


@riservata(*TENGONO_I_CONTI)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    """A payment by hand: first of whom, then how much and what it covers."""
    debitore = debitore_scelto(request)
    if debitore is None:
        return render(request, "valdera_housing/incasso/cerca.html", cercati(request))
    scadenze = list(aperte_del_debitore(debitore).select_related("contratto")[:MASSIMO_SCADENZE])
    iniziali = {"data": oggi(), **spuntata(request, scadenze)}
    form = IncassoForm(request.POST or None, scadenze=scadenze, initial=iniziali)
    entrata = debitore.verso == Verso.ENTRATA

    def atto(dati: dict[str, Any]) -> str:
        campi = {nome: dati[nome] for nome in ("data", "importo", "mezzo", "riferimento")}
        parti = {"verso": debitore.verso, "chi": debitore.nome, "nucleo": debitore.nucleo}
        parti["proprietario"] = debitore.proprietario
        incasso = registra_incasso(campi | parti, form.quote(), utente=request.user)
        messages.success(request, f"{incasso} registrato.")
        return reverse("incasso_scheda", args=[incasso.pk])

    contesto = {
        "titolo": "Registra un incasso" if entrata else "Registra un pagamento",
        "sottotitolo": f"{'Da' if entrata else 'A'} {debitore.nome}",
        "azione": "Registra l’incasso" if entrata else "Registra il pagamento",
        "indirizzo": f"{reverse('incasso_nuovo')}?{debitore.parametri}",
        "annulla": reverse("incasso_nuovo"),
        "incasso": None,
    }
    return mostra_modulo(request, form, template="valdera_housing/incasso/modulo.html", atto=atto, contesto=contesto)


def debitore_scelto(request: HttpRequest) -> Debitore | None:
    """Of whom the payment is, from the address: a contract (and a side), or one due."""
    contratto, scadenza = intero(request, "contratto"), intero(request, "scadenza")
    if contratto:
        contratti = Contratto.objects.visibili_a(request.user).filter(natura__in=["TESTA", "SUBLOCAZIONE"])
        trovato = get_object_or_404(contratti.select_related("nucleo", "proprietario"), pk=contratto)
        verso = request.GET.get("verso", "")
        return debitore_del_contratto(trovato, verso if verso in Verso else "")
    if scadenza:
        scadenze = Scadenza.objects.visibili_a(request.user).select_related("nucleo", "proprietario")
        return debitore_della_scadenza(get_object_or_404(scadenze, pk=scadenza))
    return None


def intero(request: HttpRequest, nome: str) -> int:
    testo = request.GET.get(nome, "")
    return int(testo) if testo.isascii() and testo.isdecimal() and len(testo) < 10 else 0


def spuntata(request: HttpRequest, scadenze: list[Scadenza]) -> dict[str, Any]:
    """The due named by the address is ticked, and what is left of it is the amount to start from."""
    chiesta = intero(request, "scadenza")
    residui = {s.pk: s.residuo for s in scadenze}
    return {f"scegli_{chiesta}": True, "importo": residui[chiesta]} if chiesta in residui else {}


def cercati(request: HttpRequest) -> dict[str, Any]:
    """Contracts by number or tenant, and dues by name, for who must be found before the form."""
    testo = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    contratti: list[Contratto] = []
    scadenze: list[Scadenza] = []
    if testo:
        vivi = Contratto.objects.visibili_a(request.user).filter(natura__in=["TESTA", "SUBLOCAZIONE"])
        contratti = list(vivi.cercati(testo).select_related("nucleo", "proprietario")[:TROVATI])
        aperte = Scadenza.objects.visibili_a(request.user).aperte().cercate(testo).select_related("contratto")
        scadenze = list(aperte.order_by("scade_il", "pk")[:TROVATI])
    return {
        "testo": testo,
        "contratti": [(c, debitore_del_contratto(c)) for c in contratti],
        "scadenze": scadenze,
        "indirizzo": reverse("incasso_nuovo"),
    }


@riservata(*TENGONO_I_CONTI)
@require_http_methods(["GET", "POST"])
def imputa(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which dues the rest of a payment covers."""
    incasso = incasso_visibile(request, pk)
    scadenze = aperte_del_debitore(debitore_di(incasso)).select_related("contratto")[:MASSIMO_SCADENZE]
    form = ImputaForm(request.POST or None, scadenze=scadenze, da_imputare=incasso.da_imputare)
    ritorno = reverse("incasso_scheda", args=[pk])

    def atto(_dati: dict[str, Any]) -> str:
        imputa_incasso(incasso, form.quote(), utente=request.user)
        messages.success(request, "Abbinato.")
        return ritorno

    contesto = {
        "titolo": "Abbina il resto",
        "sottotitolo": f"{incasso}, {incasso.chi}: restano {in_euro(incasso.da_imputare)}",
        "azione": "Abbina",
        "indirizzo": "",
        "annulla": ritorno,
        "incasso": incasso,
    }
    return mostra_modulo(request, form, template="valdera_housing/incasso/modulo.html", atto=atto, contesto=contesto)


@riservata(*TENGONO_I_CONTI)
@require_http_methods(["GET", "POST"])
def annulla(request: HttpRequest, pk: int) -> HttpResponse:
    incasso = incasso_visibile(request, pk)
    form = MotivoForm(request.POST or None)
    ritorno = reverse("incasso_scheda", args=[pk])

    def atto(dati: dict[str, Any]) -> str:
        annulla_incasso(incasso, dati["motivo"], utente=request.user)
        messages.success(request, f"{incasso} annullato: le scadenze che copriva sono di nuovo aperte.")
        return ritorno

    che_cosa = "l’incasso" if incasso.verso == Verso.ENTRATA else "il pagamento"
    contesto = {
        "titolo": f"Annulla {che_cosa} {incasso.numero}",
        "sottotitolo": f"{incasso.chi}, {in_euro(incasso.importo)} del {incasso.data:%d/%m/%Y}",
        "azione": f"Annulla {che_cosa}",
        "pericolo": True,
        "annulla": ritorno,
    }
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto)


@riservata(*TENGONO_I_CONTI)
@require_POST
def annulla_abbinamento(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo one match of a payment."""
    incassi = Incasso.objects.visibili_a(request.user)
    imputazione = get_object_or_404(Imputazione.objects.filter(incasso__in=incassi), pk=pk)

    def atto() -> str:
        annulla_imputazione(imputazione, utente=request.user)
        messages.success(request, "Abbinamento tolto.")
        return reverse("incasso_scheda", args=[imputazione.incasso_id])

    return esegui_o_spiega(
        request, atto, lambda rifiuto: pagina(request, incasso_visibile(request, imputazione.incasso_id), rifiuto)
    )


@riservata(*TENGONO_I_CONTI)
@require_POST
def ricevuta_nuova(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the receipt, in the wording of today."""
    incasso = incasso_visibile(request, pk)

    def atto() -> str:
        crea_ricevuta(incasso, utente=request.user, oggi=oggi())
        messages.success(request, "Ricevuta pronta.")
        return reverse("incasso_scheda", args=[pk])

    return esegui_o_spiega(request, atto, lambda rifiuto: pagina(request, incasso_visibile(request, pk), rifiuto))


@riservata(*LEGGONO_I_NOMI)
@require_GET
def ricevuta(request: HttpRequest, pk: int) -> FileResponse:
    """The receipt as it was made: it carries the name."""
    incassi = Incasso.objects.visibili_a(request.user).select_related("ricevuta")
    incasso = get_object_or_404(incassi, pk=pk)
    if incasso.ricevuta is None:
        raise Http404("La ricevuta non è ancora stata fatta.")
    return rispondi_file(incasso.ricevuta)
