"""The documents of expense: list, record, form, the invoice as people read it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from rendicontazione.actions.documento_spesa import (
    DocumentoDoppio,
    crea_documento,
    elimina_documento,
    modifica_documento,
)
from rendicontazione.choices import Modalita, StatoSpesa
from rendicontazione.exports.documento_spesa import DOCUMENTI
from rendicontazione.filters.documento_spesa import DocumentoSpesaFiltro
from rendicontazione.forms.documento_spesa import DocumentoSpesaForm, contenuto
from rendicontazione.models import DocumentoSpesa, LineaBudget, Pagamento, Spesa
from rendicontazione.queries.documento_spesa import fattura_leggibile, stato_riparto, totali
from rendicontazione.rules.riparto import EffettoSullaLinea
from rendicontazione.workflow import ETS, SPESA
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Passo, Pulsante, Voce
from valdera_housing.kit.denaro import ZERO, in_cifre, in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.models import Convenzione
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo, versione_della_richiesta

MODULO = "rendicontazione/documento_spesa/modulo.html"
CHI_LEGGE = (*ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE)
ORDINI = {
    "data": ("data", "pk"),
    "fornitore": ("fornitore", "pk"),
    "numero": ("numero", "pk"),
    "totale": ("totale", "pk"),
    "resto": ("da_ripartire", "pk"),
}


def convenzione_attuale() -> Convenzione | None:
    return Convenzione.objects.select_related("attuatore").order_by("inizio").last()


def elenco_documenti(request: HttpRequest) -> Elenco:
    """The documents of the convention in force: its quarters are those of the filter, its index gives the order."""
    convenzione = convenzione_attuale()
    documenti = DocumentoSpesa.objects.visibili_a(request.user).filter(convenzione=convenzione)
    filtro = DocumentoSpesaFiltro(request.GET, documenti, convenzione=convenzione)
    return Elenco(request, filtro, ORDINI, predefinito="-data")


@riservata(*CHI_LEGGE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    documenti = elenco_documenti(request)
    somme = totali(documenti.filtro.qs)
    documenti.conta = lambda: somme.quanti
    pulsanti = []
    if request.user.ha_ruolo(*ETS):
        pulsanti = [
            Pulsante("Prendi i costi delle linee", reverse("rendicontazione:costo_offerto_elenco")),
            Pulsante("Scrivi un documento", reverse("rendicontazione:documento_spesa_nuovo")),
            Pulsante("Importa fatture", reverse("rendicontazione:importazione_nuova"), "primario", icona="upload"),
        ]
    return mostra_elenco(
        request,
        documenti,
        "rendicontazione/documento_spesa/elenco.html",
        somme=somme,
        pulsanti=pulsanti,
        righe=[(d, stato_riparto(d)) for d in documenti.pagina],
    )


@riservata(*CHI_LEGGE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "documenti-di-spesa", DOCUMENTI, elenco_documenti(request).righe.iterator())


def documento_visibile(request: HttpRequest, pk: int) -> DocumentoSpesa:
    documenti = DocumentoSpesa.objects.visibili_a(request.user)
    return get_object_or_404(documenti.select_related("convenzione", "creato_da", "nota_credito_di"), pk=pk)


@riservata(*CHI_LEGGE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    return pagina(request, documento_visibile(request, pk))


def pagina(request: HttpRequest, documento: DocumentoSpesa, rifiuto: Esito | None = None) -> HttpResponse:
    """The record of a document; ``rifiuto`` says why an act asked from it was not done."""
    scrive = request.user.ha_ruolo(*ETS)
    quote = list(quote_visibili(request, documento))
    allegati = list(documento.allegati.select_related("documento"))
    pagamenti = list(documento.pagamenti.select_related("prova"))
    contesto = {
        "documento": documento,
        "stato": stato_riparto(documento),
        "rifiuto": rifiuto,
        "scrive": scrive,
        "fatti": fatti(documento),
        "dati": dati(documento, scrive=scrive),
        "quote": righe_quote(request, documento, quote),
        "altri": list(documento.altri_finanziamenti.all()),
        "note_credito": list(DocumentoSpesa.objects.visibili_a(request.user).filter(nota_credito_di=documento)),
        "allegati": allegati,
        "pagamenti": pagamenti,
        "avviso_pagamenti": avviso_pagamenti(documento, pagamenti),
        "fattura": fattura_leggibile(documento, allegati),
        "pulsanti": pulsanti(documento) if scrive else [],
        "passi": passi(documento, quote),
    }
    return render(request, "rendicontazione/documento_spesa/scheda.html", contesto)


def quote_visibili(request: HttpRequest, documento: DocumentoSpesa) -> QuerySet[Spesa]:
    quote = Spesa.objects.visibili_a(request.user).filter(documento_spesa=documento)
    return quote.select_related("rendiconto__trimestre", "nucleo", "creata_da").order_by("pk")


def fatti(documento: DocumentoSpesa) -> list[Voce]:
    return [
        Voce("Totale", in_euro(documento.totale)),
        Voce("Rendicontabile", in_euro(documento.eleggibile)),
        Voce("Da dividere", in_euro(documento.da_ripartire)),
        Voce("Pagato", in_euro(documento.pagato)),
    ]


def dati(documento: DocumentoSpesa, *, scrive: bool) -> list[Voce]:
    """What the document says; the recovered VAT explains the difference between total and claimable amount."""
    tipo = f"{documento.get_tipo_display()} {documento.numero}"
    recuperata = documento.convenzione.iva_recuperabile_pct
    stornato = documento.nota_credito_di
    voci = [
        Voce("Documento", tipo, nota=documento.codice_tipo),
        Voce("Data", f"{documento.data:%d/%m/%Y}"),
        Voce("Fornitore", documento.fornitore),
        Voce("Partita IVA", documento.partita_iva),
        Voce("Codice fiscale", documento.codice_fiscale),
        Voce("Imponibile", in_euro(documento.imponibile)),
        Voce("IVA", in_euro(documento.iva), nota=f"recuperata al {in_cifre(recuperata)} %" if recuperata else ""),
        Voce("Ritenuta d'acconto", in_euro(documento.ritenuta) if documento.ritenuta else ""),
        Voce("CUP", documento.cup),
        Voce("CIG", documento.cig),
    ]
    if stornato:
        voci.append(
            Voce("Storna", str(stornato), reverse("rendicontazione:documento_spesa_scheda", args=[stornato.pk]))
        )
    return [voce for voce in voci if voce.valore or voce.etichetta == "CUP"]


@dataclass(frozen=True)
class RigaQuota:
    """A share on the record: its line after it, and the acts this person may do on it."""

    spesa: Spesa
    effetto: EffettoSullaLinea
    pulsanti: list[Pulsante]

    @property
    def nome_linea(self) -> str:
        return f"{Linea(self.spesa.linea).numero}. {self.spesa.get_linea_display()}"


def righe_quote(request: HttpRequest, documento: DocumentoSpesa, quote: list[Spesa]) -> list[RigaQuota]:
    """Drafts weigh on the residual of their line; what is presented is already in it."""
    residui = dict(LineaBudget.objects.filter(convenzione=documento.convenzione_id).values_list("linea", "residuo"))
    righe = []
    for spesa in quote:
        in_bozza = spesa.stato == StatoSpesa.BOZZA
        effetto = EffettoSullaLinea(residui.get(spesa.linea, ZERO), spesa.importo if in_bozza else ZERO)
        residui[spesa.linea] = effetto.dopo
        righe.append(RigaQuota(spesa, effetto, atti_quota(request, spesa)))
    return righe


def atti_quota(request: HttpRequest, spesa: Spesa) -> list[Pulsante]:
    """The acts on a draft; those of the verification have their own page."""
    metodi = {"modifica": "get", "elimina": "post", "rinvia": "post"}
    return [
        Pulsante(
            atto.etichetta,
            reverse(f"rendicontazione:spesa_{atto.atto}", args=[spesa.pk]),
            "piano",
            metodi[atto.atto],
            contesto=f"spesa {spesa.numero}",
        )
        for atto in SPESA.atti_possibili(spesa.stato, request.user)
        if atto.atto in metodi and spesa.rettifica_di_id is None
    ]


def avviso_pagamenti(documento: DocumentoSpesa, pagamenti: list[Pagamento]) -> str:
    """What is still to be paid, and the tax withheld that goes to the State with an F24."""
    resto = documento.totale - documento.pagato
    if documento.totale <= 0 or resto <= 0:
        return ""
    versata = sum((p.importo for p in pagamenti if p.modalita == Modalita.F24), ZERO)
    if documento.ritenuta > versata:
        return (
            f"Restano {in_euro(resto)}, di cui {in_euro(documento.ritenuta - versata)} di ritenuta da versare con F24."
        )
    return f"Restano da pagare {in_euro(resto)}."


def pulsanti(documento: DocumentoSpesa) -> list[Pulsante]:
    """The acts of the ETS on the document, the next one first."""

    def verso(nome: str) -> str:
        return reverse(f"rendicontazione:{nome}", args=[documento.pk])

    dividi = Pulsante("Dividi fra le linee", verso("documento_spesa_dividi"), "primario")
    altri = [Pulsante("Modifica", verso("documento_spesa_modifica"))]
    elimina = [Pulsante("Elimina…", verso("documento_spesa_elimina"), "rischio")]
    if documento.presentato:
        return [dividi] if documento.da_ripartire else []
    return [dividi, *altri, *elimina]


def passi(documento: DocumentoSpesa, quote: list[Spesa]) -> list[Passo]:
    """The main momenti of the document, the last first."""
    origine = "dal file della fattura elettronica" if documento.codice_tipo else "a mano"
    momenti = [Passo(documento.creato_alle, origine, "Inserito", str(documento.creato_da))]
    for _, gruppo in groupby(quote, key=lambda q: (q.creata_alle.replace(second=0, microsecond=0), q.creata_da_id)):
        insieme = list(gruppo)
        linee = ", ".join(dict.fromkeys(f"linea {Linea(q.linea).numero}" for q in insieme))
        momenti.append(Passo(insieme[0].creata_alle, linee, "Diviso", str(insieme[0].creata_da)))
    presentati = {q.rendiconto for q in quote if q.stato != StatoSpesa.BOZZA and q.rendiconto.presentato_alle}
    momenti += [Passo(r.presentato_alle, f"nel rendiconto del {r.trimestre}", "Presentato") for r in presentati]
    return sorted(momenti, key=lambda passo: passo.quando, reverse=True)


@riservata(*CHI_LEGGE)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of the document, who made it and on which page; of its shares too, for who writes them."""
    documento = documento_visibile(request, pk)
    parti = "quote" if request.user.ha_ruolo(*ETS) else ""
    contesto = {"documento": documento, "modifiche": storia_di(documento, parti=parti)}
    return render(request, "rendicontazione/documento_spesa/storia.html", contesto)


@riservata(*CHI_LEGGE)
@require_GET
def fattura(request: HttpRequest, pk: int) -> HttpResponse:
    """The electronic invoice as a page that people can read and print."""
    documento = documento_visibile(request, pk)
    contesto = {"documento": documento, "fattura": fattura_leggibile(documento)}
    return render(request, "rendicontazione/documento_spesa/fattura.html", contesto)


@contextmanager
def nominato(form: DocumentoSpesaForm) -> Iterator[None]:
    """A refused duplicate leaves the document already here on the form, so that the page can link it."""
    try:
        yield
    except DocumentoDoppio as rifiuto:
        form.doppio = rifiuto.presente
        raise


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    """A document typed by hand."""
    convenzione = get_object_or_404(Convenzione.objects.select_related("attuatore").order_by("-inizio")[:1])
    form = DocumentoSpesaForm(request.POST or None, request.FILES or None, convenzione=convenzione)

    def atto(dati: dict[str, Any]) -> str:
        with nominato(form):
            documento = crea_documento(
                form.dati(), utente=request.user, convenzione=convenzione, originale=contenuto(dati["originale"])
            )
        messages.success(request, f"{documento} è fra i documenti: ora si può dividere fra le linee.")
        return reverse("rendicontazione:documento_spesa_scheda", args=[documento.pk])

    contesto = {
        "titolo": "Nuovo documento di spesa",
        "versione": None,
        "annulla": reverse("rendicontazione:documento_spesa_elenco"),
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a draft; what has been presented is corrected with a new row."""
    documento = documento_visibile(request, pk)
    form = DocumentoSpesaForm(request.POST or None, instance=documento, convenzione=documento.convenzione)
    titolo, versione = str(documento), documento.versione
    scheda_url = reverse("rendicontazione:documento_spesa_scheda", args=[pk])

    def atto(dati: dict[str, Any]) -> str:
        with nominato(form):
            modifica_documento(documento, form.dati(), utente=request.user, versione=versione_della_richiesta(request))
        messages.success(request, "Modifiche salvate.")
        return scheda_url

    contesto = {"titolo": titolo, "versione": versione, "annulla": scheda_url}
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def elimina(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away, after having seen what goes with it."""
    if request.method == "GET":
        return pagina_elimina(request, pk)

    def atto() -> str:
        documento = documento_visibile(request, pk)
        elimina_documento(documento, utente=request.user)
        messages.success(request, f"{documento} non c'è più.")
        return reverse("rendicontazione:documento_spesa_elenco")

    return esegui_o_spiega(request, atto, lambda rifiuto: pagina_elimina(request, pk, rifiuto))


def pagina_elimina(request: HttpRequest, pk: int, rifiuto: Esito | None = None) -> HttpResponse:
    documento = documento_visibile(request, pk)
    contesto = {
        "documento": documento,
        "quote": documento.quote.count(),
        "allegati": documento.allegati.count(),
        "pagamenti": documento.pagamenti.count(),
        "rifiuto": rifiuto,
    }
    return render(request, "rendicontazione/documento_spesa/elimina.html", contesto)
