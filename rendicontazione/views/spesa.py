"""The draft shares of a document: divide it among the lines, correct, delete, move to the next quarter."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError, InternalError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_http_methods, require_POST

from rendicontazione.actions.spesa import (
    Finanziamento,
    QuotaScritta,
    dividi_documento,
    elimina_spesa,
    modifica_spesa,
    rinvia_spesa,
)
from rendicontazione.forms.spesa import (
    FINANZIAMENTI,
    MASSIMO_QUOTE,
    QUOTE,
    FinanziamentoForm,
    QuotaForm,
    SpesaForm,
    finanziamenti_iniziali,
    quota_iniziale,
)
from rendicontazione.models import AltroFinanziamento, DocumentoSpesa, Rendiconto, Spesa
from rendicontazione.queries.documento_spesa import capienza, linee_con_quota, quote_in_bozza, rendiconti_aperti
from rendicontazione.rules.riparto import QuotaChiesta, riparti
from rendicontazione.views.documento_spesa import documento_visibile, pagina
from rendicontazione.workflow import ETS
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.errori_database import frase
from valdera_housing.kit.esito import AttoRifiutato, Esito, ModificaConcorrente, no
from valdera_housing.kit.scrittura import plurale
from valdera_housing.views.modulo import esegui, esegui_o_spiega, mostra_modulo, versione_della_richiesta

DIVIDI = "rendicontazione/documento_spesa/dividi.html"
QUOTE_PREFISSO, ALTRI_PREFISSO = "quote", "altri"
RIGHE_VUOTE = 2


@dataclass
class Divisione:
    """The page that divides a document. ``post`` is what was typed, None when the page is opened."""

    documento: DocumentoSpesa
    rendiconto: Rendiconto
    post: QueryDict | None = None

    @cached_property
    def bozze(self) -> list[Spesa]:
        return list(quote_in_bozza(self.documento, self.rendiconto).select_related("nucleo"))

    @cached_property
    def altri(self) -> list[AltroFinanziamento]:
        return list(self.documento.altri_finanziamenti.order_by("pk"))

    @cached_property
    def quote(self) -> Any:
        return QUOTE(self.post, prefix=QUOTE_PREFISSO)

    @cached_property
    def finanziamenti(self) -> Any:
        return FINANZIAMENTI(self.post, prefix=ALTRI_PREFISSO)

    @property
    def finanziabile(self) -> bool:
        """Other funders are written on a bill that is still a draft."""
        return not self.documento.presentato and self.documento.eleggibile > 0

    def valida(self) -> bool:
        return all([self.quote.is_valid(), not self.finanziabile or self.finanziamenti.is_valid()])

    def quote_scritte(self) -> list[QuotaScritta]:
        campi = ("linea", "macrovoce", "azione", "descrizione", "criterio", "nucleo", "pk")
        return [
            QuotaScritta(riga.chiesta, **{campo: riga.cleaned_data[campo] for campo in campi})
            for riga in self.quote.scritte()
        ]

    def finanziamenti_scritti(self) -> list[Finanziamento] | None:
        if not self.finanziabile:
            return None
        righe = [riga.cleaned_data for riga in self.finanziamenti.scritte()]
        return [Finanziamento(r["ente"], r["progetto"], r["importo"]) for r in righe]

    def moduli(self, *, giudica: bool) -> tuple[Any, Any]:
        """The two formsets to draw: with the errors, or as typed so far with the rows asked for added."""
        if self.post is not None and giudica:
            return self.quote, self.finanziamenti
        if self.post is None:
            quote = [quota_iniziale(spesa) for spesa in self.bozze]
            altri = finanziamenti_iniziali(self.altri)
        else:
            in_bozza = {str(spesa.pk) for spesa in self.bozze}
            quote = righe_grezze(self.post, QUOTE_PREFISSO, QuotaForm)
            quote = [q | {"pk": q["pk"] if q["pk"] in in_bozza else ""} for q in quote]
            altri = righe_grezze(self.post, ALTRI_PREFISSO, FinanziamentoForm)
        vuote = 0 if quote else RIGHE_VUOTE
        return (
            QUOTE(initial=quote, prefix=QUOTE_PREFISSO, righe=len(quote) + vuote + ("quota" in self.in_piu)),
            FINANZIAMENTI(initial=altri, prefix=ALTRI_PREFISSO, righe=len(altri) + ("ente" in self.in_piu)),
        )

    @property
    def in_piu(self) -> str:
        return self.post.get("aggiungi", "") if self.post is not None else ""

    def anteprima(self) -> dict[str, Any]:
        """What the rows are worth as far as they can be read, and what each line has left after them."""
        if self.post is None:
            chieste = [(spesa.linea, QuotaChiesta(spesa.importo)) for spesa in self.bozze]
            altri_enti = None
        else:
            self.valida()
            leggibili = [riga for riga in self.quote.scritte() if "quota" not in riga.errors]
            chieste = [(riga.cleaned_data.get("linea", ""), riga.chiesta) for riga in leggibili]
            importi = [riga.cleaned_data.get("importo") for riga in self.finanziamenti.scritte()]
            altri_enti = sum(filter(None, importi), ZERO) if self.finanziabile else None
        offerta = capienza(self.documento, self.bozze, self.altri, altri_enti)
        riparto = riparti(offerta, [chiesta for _, chiesta in chieste])
        per_linea: dict[str, Decimal] = defaultdict(lambda: ZERO)
        for (linea, _), importo in zip(chieste, riparto.quote, strict=True):
            per_linea[linea] += importo
        linee = linee_con_quota(self.documento, per_linea)
        return {
            "capienza": offerta,
            "riparto": riparto,
            "somma": sum(riparto.quote, ZERO),
            "linee": linee,
            "linee_oltre": [linea for linea in linee if linea.effetto.oltre],
        }


def righe_grezze(post: QueryDict, prefisso: str, modulo: type[forms.Form]) -> list[dict[str, str]]:
    """The rows of a formset as typed, without those to take away."""
    quante = post.get(f"{prefisso}-TOTAL_FORMS", "")
    numero = min(int(quante), MASSIMO_QUOTE) if quante.isascii() and quante.isdecimal() and len(quante) < 5 else 0
    return [
        {campo: post.get(f"{prefisso}-{i}-{campo}", "") for campo in modulo.base_fields}
        for i in range(numero)
        if not post.get(f"{prefisso}-{i}-DELETE")
    ]


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def dividi(request: HttpRequest, pk: int) -> HttpResponse:
    """Divide a document among the lines; while people type, the residual of each line follows."""
    documento = documento_visibile(request, pk)
    aperti = rendiconti_aperti(documento.convenzione)
    if not aperti:
        rifiuto = Esito((no("Non c'è un trimestre aperto in cui rendicontare questo documento"),))
        return pagina(request, documento, rifiuto)
    divisione = Divisione(documento, rendiconto_scelto(request, aperti), request.POST or None)
    if request.method == "GET":
        return mostra_divisione(request, divisione, aperti)
    if request.htmx:
        contesto = {"documento": documento, "divisione": divisione} | divisione.anteprima()
        return render(request, f"{DIVIDI}#anteprima", contesto)
    if "aggiungi" in request.POST or "ricalcola" in request.POST:
        return mostra_divisione(request, divisione, aperti)
    return salva_divisione(request, divisione, aperti)


def rendiconto_scelto(request: HttpRequest, aperti: list[Rendiconto]) -> Rendiconto:
    """The quarter named by the page, or the earliest open one. 404 when it is not open, or nobody's."""
    chiesto = request.POST.get("rendiconto") or request.GET.get("rendiconto")
    if not chiesto:
        return aperti[0]
    scelto = next((r for r in aperti if str(r.pk) == chiesto), None)
    if scelto is None:
        raise Http404("Questo trimestre non è aperto.")
    return scelto


def salva_divisione(request: HttpRequest, divisione: Divisione, aperti: list[Rendiconto]) -> HttpResponse:
    if not divisione.valida():
        return mostra_divisione(request, divisione, aperti, stato=422)
    documento = divisione.documento

    def atto() -> str:
        spese = dividi_documento(
            documento,
            divisione.quote_scritte(),
            rendiconto=divisione.rendiconto,
            utente=request.user,
            versione=versione_della_richiesta(request),
            finanziamenti=divisione.finanziamenti_scritti(),
        )
        numeri = ", ".join(spesa.numero for spesa in spese)
        messages.success(request, f"{documento}: diviso fra le linee, {plurale(len(spese), 'spesa,spese')} {numeri}.")
        return reverse("rendicontazione:documento_spesa_scheda", args=[documento.pk])

    try:
        return esegui(request, atto)
    except AttoRifiutato as errore:
        rifiuto, stato = errore.esito, 422
    except ModificaConcorrente:
        return mostra_conflitto(request, divisione, aperti)
    except (IntegrityError, InternalError) as errore:
        rifiuto, stato = Esito((no(frase(errore)),)), 422
    return mostra_divisione(request, divisione, aperti, stato=stato, rifiuto=rifiuto)


def mostra_divisione(
    request: HttpRequest, divisione: Divisione, aperti: list[Rendiconto], *, stato: int = 200, **contesto: Any
) -> HttpResponse:
    quote, finanziamenti = divisione.moduli(giudica=stato == 422)
    contesto = {
        "documento": divisione.documento,
        "divisione": divisione,
        "rendiconto": divisione.rendiconto,
        "aperti": aperti,
        "quote": quote,
        "finanziamenti": finanziamenti,
        "rifiuto": None,
        "conflitto": False,
    } | contesto
    return render(request, DIVIDI, contesto | divisione.anteprima(), status=stato)


def mostra_conflitto(request: HttpRequest, divisione: Divisione, aperti: list[Rendiconto]) -> HttpResponse:
    """What was typed, beside the shares as somebody else has just written them."""
    fresca = Divisione(documento_visibile(request, divisione.documento.pk), divisione.rendiconto, divisione.post)
    return mostra_divisione(request, fresca, aperti, stato=409, conflitto=True)


def spesa_visibile(request: HttpRequest, pk: int) -> Spesa:
    spese = Spesa.objects.visibili_a(request.user).select_related(
        "documento_spesa__convenzione", "rendiconto__trimestre", "nucleo"
    )
    return get_object_or_404(spese, pk=pk)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct one draft share."""
    spesa = spesa_visibile(request, pk)
    scheda = reverse("rendicontazione:documento_spesa_scheda", args=[spesa.documento_spesa_id])
    form = SpesaForm(request.POST or None, initial=quota_iniziale(spesa) | {"importo": spesa.importo})

    def atto(dati: dict[str, Any]) -> str:
        modifica_spesa(spesa, dati, utente=request.user, versione=versione_della_richiesta(request))
        messages.success(request, f"Spesa {spesa.numero} corretta.")
        return scheda

    contesto = {"spesa": spesa, "versione": spesa.versione, "annulla": scheda}
    return mostra_modulo(request, form, template="rendicontazione/spesa/modulo.html", atto=atto, contesto=contesto)


@riservata(*ETS)
@require_POST
def elimina(request: HttpRequest, pk: int) -> HttpResponse:
    fatto = "Spesa {numero} eliminata: il suo importo si può dividere di nuovo."
    return _atto_semplice(request, pk, elimina_spesa, fatto)


@riservata(*ETS)
@require_POST
def rinvia(request: HttpRequest, pk: int) -> HttpResponse:
    return _atto_semplice(request, pk, rinvia_spesa, "Spesa {numero} rinviata al trimestre dopo.")


def _atto_semplice(request: HttpRequest, pk: int, atto: Callable[..., Any], fatto: str) -> HttpResponse:
    """A button on a share of the record of the document, which says what happened or why it cannot."""

    def esegui_atto() -> str:
        spesa = spesa_visibile(request, pk)
        atto(spesa, utente=request.user)
        messages.success(request, fatto.format(numero=spesa.numero))
        return reverse("rendicontazione:documento_spesa_scheda", args=[spesa.documento_spesa_id])

    def spiega(rifiuto: Esito) -> HttpResponse:
        documento = documento_visibile(request, spesa_visibile(request, pk).documento_spesa_id)
        return pagina(request, documento, rifiuto)

    return esegui_o_spiega(request, esegui_atto, spiega)
