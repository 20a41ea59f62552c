"""The bills of the houses: list, one bill with its shares, new and corrected."""

from typing import Any, Literal

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cohousing.actions.spesa_comune import aggiungi_spesa_comune, modifica_spesa_comune
from cohousing.choices import ASPETTI_SPESA_COMUNE, StatoSpesaComune
from cohousing.exports.spesa_comune import SPESE_COMUNI
from cohousing.filters.spesa_comune import SpesaComuneFiltro
from cohousing.forms.spesa_comune import SpesaComuneForm
from cohousing.models import SpesaComune, Struttura
from cohousing.queries.pagine import indirizzo
from cohousing.queries.spesa_comune import aspetto_pagamento, quote_di, somme
from cohousing.workflow import ETS, SPESA_COMUNE, VEDONO
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.forms.allegato import contenuto
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_data, in_periodo
from valdera_housing.kit.tempo import oggi
from valdera_housing.kit.workflow import Transizione
from valdera_housing.models import Utente
from valdera_housing.queries.partitario import aspetto_scadenza
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

ORDINI = {
    "documento": ("documento_del", "pk"),
    "fornitore": ("fornitore", "documento_del", "pk"),
    "casa": ("struttura__nome", "documento_del", "pk"),
    "importo": ("importo", "documento_del", "pk"),
    "pagata": ("pagata_il", "documento_del", "pk"),
}
MODULO = "cohousing/spesa_comune/modulo.html"
PRIMO = {StatoSpesaComune.BOZZA: "ripartisci", StatoSpesaComune.RIPARTITA: "paga"}


def verso(atto: str, spesa: SpesaComune) -> str:
    return reverse(f"cohousing:spesa_comune_{atto}", args=[spesa.pk])


def elenco_spese(request: HttpRequest) -> Elenco:
    spese = SpesaComune.objects.visibili_a(request.user).select_related("struttura")
    return Elenco(request, SpesaComuneFiltro(request.GET, spese), ORDINI, predefinito="-documento")


@riservata(*VEDONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    spese = elenco_spese(request)
    conti = somme(spese.filtro.qs)
    spese.conta = lambda: conti.quante
    righe = [(s, ASPETTI_SPESA_COMUNE[s.stato], aspetto_pagamento(s)) for s in spese.pagina]
    return mostra_elenco(request, spese, "cohousing/spesa_comune/elenco.html", righe=righe, somme=conti)


@riservata(*VEDONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    righe = elenco_spese(request).righe.iterator(chunk_size=2000)
    return rispondi_foglio(request, "spese-comuni", SPESE_COMUNI, righe)


def spesa_visibile(request: HttpRequest, pk: int) -> SpesaComune:
    collegati = ("struttura", "documento", "creata_da")
    return get_object_or_404(SpesaComune.objects.visibili_a(request.user).select_related(*collegati), pk=pk)


@riservata(*VEDONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """A bill; its shares by name or code, for who may read those households."""
    spesa = spesa_visibile(request, pk)
    quote = quote_di(spesa, request.user)
    giorno = oggi()
    contesto = {
        "spesa": spesa,
        "aspetto": ASPETTI_SPESA_COMUNE[spesa.stato],
        "pagamento": aspetto_pagamento(spesa),
        "fatti": fatti(spesa),
        "dati": dati(spesa),
        "quote": [
            (q, q.permanenza.chi(request.user), indirizzo("permanenza_scheda", q.permanenza_id),
             aspetto_scadenza(q.scadenza, giorno) if q.scadenza else None)
            for q in quote
        ],
        "altre": spesa.importo - spesa.a_carico_ente - sum((q.importo for q in quote), ZERO),
        "pulsanti": pulsanti(spesa, request.user),
        "modifiche": storia_di(spesa),
    }  # fmt: skip
    return render(request, "cohousing/spesa_comune/scheda.html", contesto)


def fatti(spesa: SpesaComune) -> list[Voce]:
    ripartita = spesa.stato == StatoSpesaComune.RIPARTITA
    return [
        Voce("Importo, IVA compresa", in_euro(spesa.importo)),
        Voce("A carico dell’ente", in_euro(spesa.a_carico_ente) if ripartita else "–"),
        Voce("Periodo", in_periodo(spesa.dal, spesa.al)),
        Voce("Casa", spesa.struttura, url=indirizzo("struttura_scheda", spesa.struttura_id)),
    ]


def dati(spesa: SpesaComune) -> list[Voce]:
    """What is written of a bill, without what it has not."""
    file = spesa.documento
    voci = [
        Voce("Per che cosa", spesa.descrizione),
        Voce("Fornitore", spesa.fornitore),
        Voce("Partita IVA o codice fiscale", spesa.codice_fiscale),
        Voce("Documento", f"{spesa.documento_numero} del {in_data(spesa.documento_del)}"),
        Voce("File", file.nome, url=verso("file", spesa)) if file else None,
        Voce("Come si divide", spesa.get_criterio_display()),
        Voce("Le quote si pagano entro il", in_data(spesa.scade_il)),
        Voce("Ripartita il", in_data(spesa.ripartita_il)) if spesa.ripartita_il else None,
        Voce("Pagata al fornitore il", in_data(spesa.pagata_il)) if spesa.pagata_il else None,
        Voce("Perché è annullata", spesa.motivo),
        Voce("Registrata da", spesa.creata_da),
    ]
    return [voce for voce in voci if voce and voce.valore]


def pulsanti(spesa: SpesaComune, utente: Utente) -> list[Pulsante]:
    """The acts possible now, and why one paid is not cancelled."""
    return [
        Pulsante(_etichetta(t, spesa), verso(t.atto, spesa), _tipo(t.atto, spesa), motivo=_motivo(t.atto, spesa))
        for t in SPESA_COMUNE.atti_possibili(spesa.stato, utente)
    ]


def _etichetta(transizione: Transizione, spesa: SpesaComune) -> str:
    if transizione.atto == "allega" and spesa.documento_id:
        return "Sostituisci il file…"
    if transizione.atto == "paga" and spesa.pagata_il:
        return "Correggi il pagamento…"
    return transizione.etichetta


def _tipo(atto: str, spesa: SpesaComune) -> Literal["primario", "secondario", "rischio"]:
    if atto == "annulla":
        return "rischio"
    gia = atto == "paga" and spesa.pagata_il
    return "primario" if atto == PRIMO.get(StatoSpesaComune(spesa.stato)) and not gia else "secondario"


def _motivo(atto: str, spesa: SpesaComune) -> str:
    if atto != "annulla" or not spesa.pagata_il:
        return ""
    return "È pagata al fornitore: se il pagamento non c’è stato, correggi prima la data."


@riservata(*VEDONO)
@require_GET
def file(request: HttpRequest, pk: int) -> FileResponse:
    """The bill as it came."""
    spesa = spesa_visibile(request, pk)
    if spesa.documento is None:
        raise Http404("Questa spesa non ha un file.")
    return rispondi_file(spesa.documento, scarica="scarica" in request.GET)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest, pk: int) -> HttpResponse:
    """A bill of this house."""
    struttura = get_object_or_404(Struttura.objects.visibili_a(request.user), pk=pk)
    form = SpesaComuneForm(request.POST or None, request.FILES or None)

    def atto(dati: dict[str, Any]) -> str:
        spesa = aggiungi_spesa_comune(struttura, form.dati() | archiviato(dati, request.user), utente=request.user)
        messages.success(request, "Spesa registrata: si divide quando il periodo è finito.")
        return verso("scheda", spesa)

    contesto = {
        "titolo": "Aggiungi una spesa comune",
        "sottotitolo": f"{struttura.nome}: una bolletta che si divide fra chi ci abita",
        "azione": "Aggiungi la spesa",
        "annulla": indirizzo("struttura_scheda", pk) or reverse("cohousing:spesa_comune_elenco"),
        "spesa": None,
        "versione": None,
        "conflitto": None,
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


def archiviato(dati: dict[str, Any], utente: Utente) -> dict[str, Any]:
    """The uploaded file, in the archive; nothing when none was chosen."""
    scelto = contenuto(dati["file"])
    return {"documento": archivia_documento(scelto[1], scelto[0], utente=utente)} if scelto else {}


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    spesa = spesa_visibile(request, pk)
    form = SpesaComuneForm(request.POST or None, request.FILES or None, instance=spesa)
    contesto = {
        "titolo": "Modifica la spesa",
        "sottotitolo": f"{spesa}, {in_euro(spesa.importo)}",
        "azione": "Salva",
        "annulla": verso("scheda", spesa),
        "spesa": spesa,
        "versione": spesa.versione,
        "conflitto": None,
    }

    def atto(dati: dict[str, Any]) -> str:
        nuovi = form.dati() | archiviato(dati, request.user)
        versione = versione_della_richiesta(request)
        salvata = modifica_spesa_comune(spesa, nuovi, utente=request.user, versione=versione)
        messages.success(request, "Modifiche salvate.")
        return verso("scheda", salvata)

    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)
