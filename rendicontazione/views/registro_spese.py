"""The shares claimed: list, record, history, bulk admission, answer to a question, correction."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rendicontazione.actions.verifica import (
    EsitoBlocco,
    FileRisposta,
    ammetti_in_blocco,
    integra_spesa,
    rettifica_spesa,
)
from rendicontazione.choices import IN_VERIFICA, StatoSpesa, TipoAllegato
from rendicontazione.exports.spesa import SPESE
from rendicontazione.filters.spesa import SpesaFilter
from rendicontazione.forms.verifica import IntegraForm, RettificaForm
from rendicontazione.models import LineaBudget, Pagamento, Rendiconto, RichiestaIntegrazione, Spesa, TotaleSpesa
from rendicontazione.queries.documento_spesa import fattura_leggibile
from rendicontazione.queries.verifica import Fascicoli, ancora_ammesso, quote_sulle_linee
from rendicontazione.workflow import ETS, SPESA, UNIONE, VEDONO_LE_SPESE
from valdera_housing.choices import Linea
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Passo, Pulsante, Voce
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.models import Documento, Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.rules.file_ammessi import IMMAGINI, PDF
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import esegui, mostra_modulo, versione_della_richiesta

ORDINI = {
    "spesa": ("pk",),
    "data": ("documento_spesa__data", "pk"),
    "fornitore": ("documento_spesa__fornitore", "pk"),
    "linea": ("linea", "pk"),
    "stato": ("stato", "pk"),
    "presentato": ("importo", "pk"),
    "ammesso": ("ammesso", "pk"),
}
MASSIME_SCELTE = 200
MASSIMI_MOTIVI = 8


class Somme(NamedTuple):
    """Foot of the list: over all the rows found, not the page."""

    quante: int
    presentato: Decimal
    ammesso: Decimal


def elenco_spese(request: HttpRequest) -> Elenco:
    """The shares this person may see; quarters are told by their number, of the last convention if they repeat."""
    rendiconti = list(
        Rendiconto.objects.visibili_a(request.user)
        .select_related("trimestre")
        .order_by("trimestre__convenzione__inizio", "trimestre__numero")
    )
    visibili = Spesa.objects.visibili_a(request.user).per_elenco()
    filtro = SpesaFilter(request.GET, visibili, utente=request.user, rendiconti=rendiconti)
    return Elenco(request, filtro, ORDINI, predefinito="-spesa")


def somme_di(filtro: SpesaFilter, utente: Utente) -> Somme:
    """From the summary rows; only a search by words has to read the shares."""
    if filtro.testo:
        conti = filtro.qs.order_by().aggregate(presentato=Sum("importo"), ammesso=Sum("ammesso"))
        return Somme(filtro.qs.count(), conti["presentato"] or ZERO, conti["ammesso"] or ZERO)
    totali = TotaleSpesa.objects.filter(**filtro.sui_totali)
    if not utente.ha_ruolo(*ETS):
        totali = totali.exclude(stato=StatoSpesa.BOZZA)
    conti = totali.aggregate(quante=Sum("quante"), presentato=Sum("importo"), ammesso=Sum("ammesso"))
    return Somme(conti["quante"] or 0, conti["presentato"] or ZERO, conti["ammesso"] or ZERO)


@riservata(*VEDONO_LE_SPESE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    spese = elenco_spese(request)
    somme = somme_di(spese.filtro, request.user)
    spese.conta = lambda: somme.quante
    scelto = spese.filtro.rendiconto
    verifica = request.user.ha_ruolo(*UNIONE)
    blocco = Pulsante("Ammetti le scelte", reverse("rendicontazione:spesa_ammetti_in_blocco"), "primario")
    return mostra_elenco(
        request,
        spese,
        "rendicontazione/spesa/elenco.html",
        somme=somme,
        rendiconto=scelto,
        verifica=verifica,
        righe=[(spesa, Linea(spesa.linea).numero, indirizzo_spesa(spesa, verifica)) for spesa in spese.pagina],
        pulsanti=pulsanti_elenco(request, scelto),
        pulsanti_scelta=[blocco] if verifica else [],
    )


def indirizzo_spesa(spesa: Spesa, verifica: bool) -> str:
    """Who verifies goes straight to the page where a waiting share is decided."""
    nome = "spesa_verifica" if verifica and spesa.stato in IN_VERIFICA else "spesa_scheda"
    return reverse(f"rendicontazione:{nome}", args=[spesa.pk])


def pulsanti_elenco(request: HttpRequest, rendiconto: Rendiconto | None) -> list[Pulsante]:
    if rendiconto and rendiconto.in_esame and request.user.ha_ruolo(*UNIONE):
        indirizzo = reverse("rendicontazione:rendiconto_continua", args=[rendiconto.pk])
        return [Pulsante("Continua la verifica", indirizzo, "primario")]
    return []


@riservata(*VEDONO_LE_SPESE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    spese = elenco_spese(request)
    return rispondi_foglio(request, "spese", SPESE, spese.righe.iterator())


def spesa_visibile(request: HttpRequest, pk: int) -> Spesa:
    spese = Spesa.objects.visibili_a(request.user).con_fascicolo()
    return get_object_or_404(
        spese.select_related(
            "documento_spesa__creato_da",
            "rendiconto__presentato_da",
            "creata_da",
            "verificata_da",
            "rettifica_di",
            "rendiconto__trimestre__convenzione",
            "nucleo",
        ),
        pk=pk,
    )


@riservata(*VEDONO_LE_SPESE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    spesa = spesa_visibile(request, pk)
    contesto = fascicolo(request, spesa) | {"pulsanti": pulsanti_scheda(spesa, request.user)}
    return render(request, "rendicontazione/spesa/scheda.html", contesto)


def fascicolo(request: HttpRequest, spesa: Spesa) -> dict[str, Any]:
    """What the record and the page of the verification show of a share, in a fixed number of reads."""
    fascicoli = Fascicoli([spesa], con_bozze=spesa.stato == StatoSpesa.BOZZA)
    linee = list(LineaBudget.objects.filter(convenzione=spesa.documento_spesa.convenzione_id))
    bozze_visibili = request.user.ha_ruolo(*ETS)
    quote = [q for q in fascicoli.quote[spesa.documento_spesa_id] if bozze_visibili or q.stato != StatoSpesa.BOZZA]
    richieste = list(spesa.integrazioni.select_related("chiesta_da", "risposta_da"))
    return {
        "spesa": spesa,
        "documento": spesa.documento_spesa,
        "rendiconto": spesa.rendiconto,
        "linea": next(linea for linea in linee if linea.linea == spesa.linea),
        "prove": fascicoli.prove(spesa),
        "quote": quote_sulle_linee(quote, linee),
        "dati": dati(spesa, fascicoli),
        "richieste": richieste,
        "passi": passi(spesa, richieste),
        "vede_nomi": request.user.ha_ruolo(*UNIONE),
    } | anteprima(request, spesa, fascicoli)


class SchedaFile(NamedTuple):
    """A tab of the preview: ``chiave`` in the address, ``url`` of the file."""

    chiave: str
    nome: str
    url: str
    documento: Documento

    @property
    def forma(self) -> str:
        """How it is shown: ``foglio`` (PDF), ``immagine``, ``altro``."""
        return "foglio" if self.documento.tipo == PDF else "immagine" if self.documento.tipo in IMMAGINI else "altro"


def anteprima(request: HttpRequest, spesa: Spesa, fascicoli: Fascicoli) -> dict[str, Any]:
    """The files of the document as tabs and the one chosen; an electronic invoice is shown as people read it."""
    documento = spesa.documento_spesa
    allegati = fascicoli.allegati[documento.pk]
    schede = [
        SchedaFile(
            f"allegato-{a.pk}",
            documento.get_tipo_display() if a.tipo == TipoAllegato.ORIGINALE else a.get_tipo_display(),
            reverse("rendicontazione:allegato_spesa_file", args=[documento.pk, a.pk]),
            a.documento,
        )
        for a in allegati
    ] + [
        SchedaFile(
            f"pagamento-{p.pk}",
            f"Contabile {in_data(p.data_valuta)}",
            reverse("rendicontazione:pagamento_prova", args=[documento.pk, p.pk]),
            p.prova,
        )
        for p in fascicoli.pagamenti[documento.pk]
        if p.prova
    ]
    chiesta = request.GET.get("file", "")
    scelta = next((s for s in schede if s.chiave == chiesta), schede[0] if schede else None)
    leggibile = scelta is not None and scelta.forma == "altro" and scelta.chiave.startswith("allegato")
    fattura = fattura_leggibile(documento, allegati) if leggibile else None
    return {"schede_file": schede, "scelta": scelta, "fattura": fattura}


def dati(spesa: Spesa, fascicoli: Fascicoli) -> list[Voce]:
    documento = spesa.documento_spesa
    pagamenti = fascicoli.pagamenti[documento.pk]
    return [
        Voce("Fornitore", spesa.a_chi),
        Voce("Partita IVA o codice fiscale", documento.identificativo if spesa.a_chi == documento.fornitore else ""),
        Voce(
            "Documento",
            f"{documento.get_tipo_display()} {documento.numero}",
            reverse("rendicontazione:documento_spesa_scheda", args=[documento.pk]),
            nota=documento.codice_tipo,
        ),
        Voce("Data documento", in_data(documento.data)),
        Voce("Imponibile e IVA", f"{in_euro(documento.imponibile)} + {in_euro(documento.iva)}"),
        Voce("Totale", in_euro(documento.totale)),
        Voce(
            "Pagamento", "; ".join(f"{p.get_modalita_display()}, valuta {in_data(p.data_valuta)}" for p in pagamenti)
        ),
        Voce("CRO o riferimento", ", ".join(p.riferimento for p in pagamenti if p.riferimento)),
        Voce("CUP", documento.cup),
        Voce("Azione", spesa.azione),
        Voce("Categoria", f"{spesa.macrovoce}. {spesa.get_macrovoce_display()}"),
        Voce("Criterio di riparto", spesa.get_criterio_display()),
    ]


def pagato_come(pagamento: Pagamento) -> str:
    return f"{pagamento.get_modalita_display()}, valuta {in_data(pagamento.data_valuta)}"


def passi(spesa: Spesa, richieste: Iterable[RichiestaIntegrazione]) -> list[Passo]:
    """The life of the share, the last thing first."""
    documento, rendiconto = spesa.documento_spesa, spesa.rendiconto
    origine = "dal file della fattura elettronica" if documento.codice_tipo else "a mano"
    fatti = [
        Passo(spesa.creata_alle, f"sulla linea {Linea(spesa.linea).numero}", "Imputata", str(spesa.creata_da)),
        Passo(documento.creato_alle, f"il documento, {origine}", "Inserito", str(documento.creato_da)),
    ]
    if rendiconto.presentato_alle and spesa.stato != StatoSpesa.BOZZA:
        dove = f"nel rendiconto del {rendiconto.trimestre}"
        fatti.append(Passo(rendiconto.presentato_alle, dove, "Presentata", str(rendiconto.presentato_da or "")))
    if rendiconto.in_verifica_dal:
        fatti.append(Passo(rendiconto.in_verifica_dal, "", "Presa in verifica"))
    for richiesta in richieste:
        chi = str(richiesta.chiesta_da)
        fatti.append(Passo(richiesta.chiesta_alle, richiesta.richiesta, "Chiesta integrazione:", chi))
        if richiesta.risposta_da:
            risposta = Passo(richiesta.risposta_alle, richiesta.risposta, "Risposta:", str(richiesta.risposta_da))
            fatti.append(risposta)
    if spesa.verificata_alle:
        fatti.append(Passo(spesa.verificata_alle, decisione(spesa), "Decisa:", str(spesa.verificata_da)))
    return sorted(fatti, key=lambda passo: passo.quando, reverse=True)


def decisione(spesa: Spesa) -> str:
    """What was decided, in one sentence."""
    parti = [
        (spesa.ammesso, "ammessi"),
        (spesa.eccedenza, "in eccedenza"),
        (spesa.non_ammesso, "non ammessi"),
    ]
    return ", ".join(f"{in_euro(importo)} {nome}" for importo, nome in parti if importo)


def pulsanti_scheda(spesa: Spesa, utente: Utente) -> list[Pulsante]:
    """The acts of the table that stand on the record; those of the verification have their own page."""
    metodi = {"modifica": "get", "rinvia": "post", "elimina": "post", "integra": "get", "rettifica": "get"}
    bottoni = [
        Pulsante(
            atto.etichetta, reverse(f"rendicontazione:spesa_{atto.atto}", args=[spesa.pk]), metodo=metodi[atto.atto]
        )
        for atto in SPESA.atti_possibili(spesa.stato, utente)
        if atto.atto in metodi and not (atto.atto == "rettifica" and not spesa.rendiconto.concluso)
    ]
    if utente.ha_ruolo(*UNIONE) and spesa.rendiconto.in_esame:
        verifica = reverse("rendicontazione:spesa_verifica", args=[spesa.pk])
        bottoni.insert(0, Pulsante("Apri la verifica", verifica, "primario"))
    return bottoni


@riservata(*VEDONO_LE_SPESE)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of the share, who made it and on which page."""
    spesa = spesa_visibile(request, pk)
    return render(request, "rendicontazione/spesa/storia.html", {"spesa": spesa, "modifiche": storia_di(spesa)})


@riservata(*UNIONE)
@require_POST
def ammetti_scelte(request: HttpRequest) -> HttpResponse:
    """Admit the shares chosen that pass the tests; says how many, and which not and why."""
    scelte = [int(pk) for pk in request.POST.getlist("spesa") if pk.isascii() and pk.isdecimal() and len(pk) < 18]
    ritorno = indirizzo_di_ritorno(request)

    def atto() -> str:
        racconta_blocco(request, ammetti_in_blocco(scelte[:MASSIME_SCELTE], utente=request.user))
        return ritorno

    return esegui(request, atto)


def indirizzo_di_ritorno(request: HttpRequest) -> str:
    """The list with its filters, as the page of origin asks; never another site."""
    elenco_url = reverse("rendicontazione:spesa_elenco")
    filtri = request.POST.get("filtri", "")
    return f"{elenco_url}?{filtri}" if filtri and len(filtri) < 200 and "\n" not in filtri else elenco_url


def racconta_blocco(request: HttpRequest, esito: EsitoBlocco) -> None:
    quante = len(esito.ammesse)
    if quante:
        frase = f"{quante} {plurale(quante, 'spesa ammessa,spese ammesse')}: {in_euro(esito.ammesso)}"
        eccedenza = f", e {in_euro(esito.eccedenza)} in eccedenza" if esito.eccedenza else ""
        messages.success(request, f"{frase}{eccedenza}.")
    elif not esito.saltate:
        messages.warning(request, "Nessuna spesa scelta: segna le caselle delle spese da ammettere.")
    for spesa, motivi in esito.saltate[:MASSIMI_MOTIVI]:
        messages.warning(request, f"Spesa {spesa.numero} lasciata com'è: {motivi}.")
    if len(esito.saltate) > MASSIMI_MOTIVI:
        messages.warning(
            request, f"Altre {len(esito.saltate) - MASSIMI_MOTIVI} spese lasciate come sono: guardale una per una."
        )


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def integra(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer of the ETS to what the official asked."""
    spesa = spesa_visibile(request, pk)
    richiesta = spesa.integrazioni.filter(risposta_alle=None).select_related("chiesta_da").first()
    form = IntegraForm(request.POST or None, request.FILES or None)

    def atto(dati: dict[str, Any]) -> str:
        file = [FileRisposta(dati["tipo"], dati["file"].name, dati["file"].read())] if dati["file"] else []
        integra_spesa(
            spesa,
            utente=request.user,
            risposta=dati["risposta"],
            file=file,
            versione=versione_della_richiesta(request),
        )
        messages.success(request, f"Risposta registrata per la spesa {spesa.numero}.")
        return reverse("rendicontazione:rendiconto_scheda", args=[spesa.rendiconto_id])

    contesto = {"spesa": spesa, "richiesta": richiesta}
    return mostra_modulo(request, form, template="rendicontazione/spesa/integra.html", atto=atto, contesto=contesto)


@riservata(*ETS, *UNIONE)
@require_http_methods(["GET", "POST"])
def rettifica(request: HttpRequest, pk: int) -> HttpResponse:
    """A correction: a negative draft in the open quarter."""
    spesa = spesa_visibile(request, pk)

    def atto(dati: dict[str, Any]) -> str:
        nuova = rettifica_spesa(spesa, utente=request.user, **dati)
        messages.success(
            request, f"Rettifica {nuova.numero} in bozza nel {nuova.rendiconto.trimestre}: la presenta l'ente partner."
        )
        return reverse("rendicontazione:spesa_scheda", args=[pk])

    contesto = {"spesa": spesa, "ancora_ammesso": ancora_ammesso(spesa)}
    return mostra_modulo(
        request,
        RettificaForm(request.POST or None),
        template="rendicontazione/spesa/rettifica.html",
        atto=atto,
        contesto=contesto,
    )
