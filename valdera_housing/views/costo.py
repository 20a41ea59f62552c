"""The pages of the expenses of a line: each line says of what they are, with a ``PagineCosto`` of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from valdera_housing.actions import costo as atti
from valdera_housing.actions.costo import PAGANO_SPESE, SCRIVONO_SPESE
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.filters.costo import CostoFiltro
from valdera_housing.forms.allegato import contenuto
from valdera_housing.forms.costo import CostoForm, PagamentoForm
from valdera_housing.kit.aspetto import Aspetto, Pulsante, Voce
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.foglio import Colonne
from valdera_housing.kit.scrittura import in_data
from valdera_housing.models import CostoDiLinea, Utente
from valdera_housing.queries.costo import aspetto_costo, somme
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import PaginaAtto, mostra_modulo, versione_della_richiesta

ORDINI = {
    "documento": ("documento_del", "pk"),
    "fornitore": ("fornitore", "documento_del", "pk"),
    "importo": ("importo", "documento_del", "pk"),
    "pagata": ("pagato_il", "documento_del", "pk"),
}
STANZA = "valdera_housing/costo"
PAGA = PaginaAtto(
    "Registra il pagamento", "Da adesso la spesa è fra i costi che si possono chiedere a rimborso nel suo trimestre.",
    "Registra il pagamento", "Pagamento registrato.",
)  # fmt: skip
TOGLI = PaginaAtto(
    "Togli la spesa", "È stata registrata per sbaglio: non conta più, e resta fra le spese tolte.", "Togli la spesa",
    "Spesa tolta.", pericolo=True,
)  # fmt: skip


def niente_da_dire(_costo: Any) -> Any:
    return ()


def nessun_avviso(_costo: Any) -> Esito:
    return Esito()


class RigaCosto(NamedTuple):
    """A row of the list."""

    costo: CostoDiLinea
    cosa: Voce
    aspetto: Aspetto
    url: str


@dataclass(frozen=True)
class PagineCosto:
    """The expenses of a line, page by page: its views only say who may open them.

    ``collegati`` are the tables read with an expense; ``cosa_di`` is what it is of (kind, name and page) and
    ``proprie`` are the facts only this line has. ``avverte`` is what to tell who reads or writes an expense.
    """

    spazio: str
    linea: str
    di_che_cosa: str
    vuoto: str
    modello: Any
    collegati: tuple[str, ...]
    form: type[CostoForm]
    filtro: type[CostoFiltro]
    colonne: Colonne
    foglio: str
    cosa_di: Callable[[Any], Voce]
    proprie: Callable[[Any], tuple[Voce, ...]] = niente_da_dire
    avverte: Callable[[Any], Esito] = nessun_avviso
    titolo_avviso: str = ""

    def verso(self, atto: str, costo: CostoDiLinea) -> str:
        return reverse(f"{self.spazio}:costo_{atto}", args=[costo.pk])

    @property
    def elenco_url(self) -> str:
        return reverse(f"{self.spazio}:costo_elenco")

    def intorno(self, costo: CostoDiLinea | None = None) -> dict[str, Any]:
        """Where an expense is: the line, the list, its record."""
        return {
            "linea": self.linea,
            "linea_url": reverse(f"{self.spazio}:presentazione"),
            "elenco_url": self.elenco_url,
            "costo": costo,
            "scheda_url": self.verso("scheda", costo) if costo else "",
        }

    def visibile(self, request: HttpRequest, pk: int) -> Any:
        visibili = self.modello.objects.visibili_a(request.user)
        return get_object_or_404(visibili.select_related(*self.collegati, "documento", "creato_da"), pk=pk)

    # --- to read ---------------------------------------------------------------------------------------------

    def righe(self, request: HttpRequest) -> Elenco:
        costi = self.modello.objects.visibili_a(request.user).select_related(*self.collegati)
        return Elenco(request, self.filtro(request.GET, costi), ORDINI, predefinito="-documento")

    def elenco(self, request: HttpRequest) -> HttpResponse:
        costi = self.righe(request)
        conti = somme(costi.filtro.qs)
        costi.conta = lambda: conti.quanti
        contesto = self.intorno() | {
            "di_che_cosa": self.di_che_cosa,
            "vuoto": self.vuoto,
            "esporta_url": reverse(f"{self.spazio}:costo_esporta"),
            "righe": [RigaCosto(c, self.cosa_di(c), aspetto_costo(c), self.verso("scheda", c)) for c in costi.pagina],
            "somme": conti,
        }
        return mostra_elenco(request, costi, f"{STANZA}/elenco.html", **contesto)

    def esporta(self, request: HttpRequest) -> HttpResponseBase:
        """The rows of the list, with the same filters and in the same order."""
        return rispondi_foglio(request, self.foglio, self.colonne, self.righe(request).righe)

    def scheda(self, request: HttpRequest, pk: int) -> HttpResponse:
        costo = self.visibile(request, pk)
        contesto = self.intorno(costo) | {
            "aspetto": aspetto_costo(costo),
            "fatti": self.fatti(costo),
            "dati": self.dati(costo),
            "avverte": self.avverte(costo),
            "titolo_avviso": self.titolo_avviso,
            "pulsanti": self.pulsanti(costo, request.user),
            "modifiche": storia_di(costo),
        }
        return render(request, f"{STANZA}/scheda.html", contesto)

    def fatti(self, costo: Any) -> list[Voce]:
        return [
            Voce("Importo, IVA compresa", in_euro(costo.importo)),
            Voce("Pagata il", in_data(costo.pagato_il) if costo.pagato_il else "–"),
            self.cosa_di(costo),
        ]

    def dati(self, costo: Any) -> list[Voce]:
        """What is written of an expense, without what it has not."""
        file = costo.documento
        voci = [
            *self.proprie(costo),
            Voce("Per che cosa", costo.descrizione),
            Voce("Fornitore", costo.fornitore),
            Voce("Partita IVA o codice fiscale", costo.codice_fiscale),
            Voce("Documento", f"{costo.documento_numero} del {in_data(costo.documento_del)}"),
            Voce("File", file.nome, url=self.verso("file", costo)) if file else None,
            Voce("Tolta il", in_data(costo.annullato_il)) if costo.annullato_il else None,
            Voce("Registrata da", costo.creato_da),
        ]
        return [voce for voce in voci if voce and voce.valore]

    def pulsanti(self, costo: CostoDiLinea, utente: Utente) -> list[Pulsante]:
        """Correct, pay, take away, for who may; why not when it is not possible."""
        if costo.annullato_il or not utente.ha_ruolo(*SCRIVONO_SPESE):
            return []
        conti = utente.ha_ruolo(*PAGANO_SPESE)
        paga = Pulsante("Registra il pagamento…", self.verso("paga", costo), "primario")
        dei_conti = "È pagata: la corregge chi tiene i conti." if costo.pagato_il and not conti else ""
        pagata = "È pagata: se il pagamento non c’è stato, togline prima la data." if costo.pagato_il else ""
        return [
            *([paga] if conti and not costo.pagato_il else []),
            Pulsante("Modifica", self.verso("modifica", costo), motivo=dei_conti),
            Pulsante("Togli…", self.verso("togli", costo), "rischio", motivo=pagata),
        ]

    def file(self, request: HttpRequest, pk: int) -> FileResponse:
        """The invoice or the receipt."""
        costo = self.visibile(request, pk)
        if costo.documento is None:
            raise Http404("Questa spesa non ha un file.")
        return rispondi_file(costo.documento, scarica="scarica" in request.GET)

    # --- to write --------------------------------------------------------------------------------------------

    def nuovo(self, request: HttpRequest, cosa: Voce, aggiungi: Callable[[dict[str, Any]], Any]) -> HttpResponse:
        """An expense of ``cosa``, which ``aggiungi`` registers; who writes it is told what there is to be told."""
        form = self.form(request.POST or None, request.FILES or None, paga=request.user.ha_ruolo(*PAGANO_SPESE))

        def atto(dati: dict[str, Any]) -> str:
            costo = aggiungi(form.dati() | archiviato(dati, request.user))
            self.avvisa(request, costo, "Spesa registrata.")
            return self.verso("scheda", costo)

        contesto = self.intorno() | {
            "titolo": "Aggiungi una spesa",
            "sottotitolo": cosa.valore,
            "azione": "Aggiungi la spesa",
            "annulla": cosa.url or self.elenco_url,
            "versione": None,
            "conflitto": None,
        }
        return mostra_modulo(request, form, template=f"{STANZA}/modulo.html", atto=atto, contesto=contesto)

    def avvisa(self, request: HttpRequest, costo: Any, fatto: str) -> None:
        oltre = self.avverte(costo)
        if oltre.motivi:
            messages.warning(request, f"{fatto} {oltre}")
        else:
            messages.success(request, fatto)

    def modifica(self, request: HttpRequest, pk: int) -> HttpResponse:
        costo = self.visibile(request, pk)
        paga = request.user.ha_ruolo(*PAGANO_SPESE)
        form = self.form(request.POST or None, request.FILES or None, instance=costo, paga=paga)
        contesto = self.intorno(costo) | {
            "titolo": "Modifica la spesa",
            "sottotitolo": f"{costo}, {in_euro(costo.importo)}",
            "azione": "Salva",
            "annulla": self.verso("scheda", costo),
            "versione": costo.versione,
            "conflitto": None,
        }

        def atto(dati: dict[str, Any]) -> str:
            nuovi = form.dati() | archiviato(dati, request.user)
            versione = versione_della_richiesta(request)
            salvato = atti.modifica_costo(costo, nuovi, utente=request.user, versione=versione)
            self.avvisa(request, salvato, "Modifiche salvate.")
            return self.verso("scheda", salvato)

        return mostra_modulo(request, form, template=f"{STANZA}/modulo.html", atto=atto, contesto=contesto)

    def paga(self, request: HttpRequest, pk: int) -> HttpResponse:
        costo = self.visibile(request, pk)
        form = PagamentoForm(request.POST or None)

        def atto(dati: dict[str, Any]) -> str:
            atti.paga_costo(costo, dati["pagato_il"], utente=request.user)
            messages.success(request, PAGA.fatto)
            return self.verso("scheda", costo)

        contesto = self.intorno(costo) | {"pagina": PAGA}
        return mostra_modulo(request, form, template=f"{STANZA}/atto.html", atto=atto, contesto=contesto)

    def togli(self, request: HttpRequest, pk: int) -> HttpResponse:
        costo = self.visibile(request, pk)
        form = forms.Form(request.POST or None)

        def atto(_dati: dict[str, Any]) -> str:
            atti.togli_costo(costo, utente=request.user, versione=versione_della_richiesta(request))
            messages.success(request, TOGLI.fatto)
            return self.elenco_url

        contesto = self.intorno(costo) | {"pagina": TOGLI}
        return mostra_modulo(request, form, template=f"{STANZA}/atto.html", atto=atto, contesto=contesto)


def archiviato(dati: dict[str, Any], utente: Utente) -> dict[str, Any]:
    """The uploaded file, in the archive; nothing when none was chosen."""
    scelto = contenuto(dati["file"])
    return {"documento": archivia_documento(scelto[1], scelto[0], utente=utente)} if scelto else {}
