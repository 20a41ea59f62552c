"""The units: those free, and when; added, corrected, closed for works, taken away."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from cohousing.actions import unita as atti
from cohousing.exports.unita import POSTI, dotazioni_di
from cohousing.filters.unita import PostiFiltro
from cohousing.forms.unita import ChiudiUnitaForm, FermoForm, RiapriForm, UnitaForm
from cohousing.models import Fermo, Struttura, Unita
from cohousing.queries.unita import libera_fino_al, posti_liberi
from cohousing.views.atto_struttura import mostra_atto
from cohousing.views.struttura import MODULO, pagina, struttura_visibile
from cohousing.workflow import TENGONO, VEDONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_data, in_periodo
from valdera_housing.kit.tempo import oggi
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import PaginaAtto, mostra_modulo, versione_della_richiesta

ORDINI = {
    "quando": ("libera_dal", "struttura__nome", "nome", "pk"),
    "casa": ("struttura__nome", "nome", "pk"),
    "letti": ("posti_letto", "struttura__nome", "nome", "pk"),
    "quota": ("quota_mensile", "struttura__nome", "nome", "pk"),
}
CHIUDI = PaginaAtto(
    "Togli l’unità", "Dopo quel giorno l’unità non c’è più. Per lavori o pulizie, invece, chiudila fra due giorni.",
    "Togli l’unità", "Unità tolta da quel giorno.", pericolo=True,
)  # fmt: skip
FERMA = PaginaAtto(
    "Chiudi l’unità per un po’", "In quei giorni non ci entra nessuno e i suoi posti non contano fra i disponibili.",
    "Chiudi l’unità", "Chiusura registrata.",
)  # fmt: skip
RIAPRI = PaginaAtto(
    "Cambia la chiusura", "Scrivi l’ultimo giorno: dal giorno dopo l’unità è di nuovo libera.",
    "Salva", "Chiusura cambiata.",
)  # fmt: skip


class RigaPosto(NamedTuple):
    unita: Any
    quando: str
    dotazioni: str


def elenco_posti(request: HttpRequest) -> Elenco:
    return Elenco(request, PostiFiltro(request.GET, posti_liberi(request.user, oggi())), ORDINI)


@riservata(*VEDONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    posti = elenco_posti(request)
    righe = [RigaPosto(u, quando_libera(u), dotazioni_di(u)) for u in posti.pagina]
    return mostra_elenco(request, posti, "cohousing/unita/elenco.html", righe=righe)


@riservata(*VEDONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "posti-liberi", POSTI, elenco_posti(request).righe.iterator())


def quando_libera(unita: Any) -> str:
    """``oggi``, ``dal 01/12/2026``, ``oggi, fino al 31/12/2026``, ``non si sa``."""
    if unita.libera_dal is None:
        return "non si sa"
    dal = "oggi" if unita.libera_dal <= oggi() else f"dal {in_data(unita.libera_dal)}"
    al = libera_fino_al(unita)
    return f"{dal}, fino al {in_data(al)}" if al else dal


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def aggiungi(request: HttpRequest, pk: int) -> HttpResponse:
    struttura = struttura_visibile(request, pk)
    form = UnitaForm(request.POST if request.method == "POST" else None)

    def atto(_: dict[str, Any]) -> str:
        unita = atti.aggiungi_unita(struttura, form.dati(), utente=request.user)
        messages.success(request, f"{unita.nome} aggiunta.")
        return pagina("scheda", struttura)

    contesto = contesto_di(struttura, "Aggiungi un’unità", "Aggiungi") | {"versione": None}
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    unita = unita_visibile(request, pk)
    form = UnitaForm(request.POST if request.method == "POST" else None, instance=Unita.objects.get(pk=unita.pk))

    def atto(_: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.modifica_unita(unita, form.dati(), utente=request.user, versione=versione)
        messages.success(request, "Modifiche salvate.")
        return pagina("scheda", unita.struttura)

    contesto = contesto_di(unita.struttura, f"Modifica {unita.nome}", "Salva") | {"versione": unita.versione}
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def chiudi(request: HttpRequest, pk: int) -> HttpResponse:
    unita = unita_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        return atti.chiudi_unita(unita, al=dati["al"], utente=request.user)

    form = ChiudiUnitaForm(request.POST or None)
    return mostra_atto(request, unita.struttura, CHIUDI, form, fai, sottotitolo=detta(unita))


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def ferma(request: HttpRequest, pk: int) -> HttpResponse:
    unita = unita_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        return atti.ferma_unita(unita, utente=request.user, **dati)

    form = FermoForm(request.POST or None)
    return mostra_atto(request, unita.struttura, FERMA, form, fai, sottotitolo=detta(unita))


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def cambia_fermo(request: HttpRequest, pk: int) -> HttpResponse:
    """When a unit closed for works opens again."""
    visibili = Fermo.objects.filter(unita__struttura__in=Struttura.objects.visibili_a(request.user))
    fermo = get_object_or_404(visibili.select_related("unita__struttura"), pk=pk)

    def fai(dati: dict[str, Any]) -> object:
        return atti.modifica_fermo(fermo, al=dati["al"], utente=request.user)

    form = RiapriForm(request.POST or None, initial={"al": fermo.al})
    sottotitolo = f"{detta(fermo.unita)}, chiusa {_giorni(fermo)}: {fermo.motivo}"
    return mostra_atto(request, fermo.unita.struttura, RIAPRI, form, fai, sottotitolo=sottotitolo)


def unita_visibile(request: HttpRequest, pk: int) -> Unita:
    visibili = Unita.objects.filter(struttura__in=Struttura.objects.visibili_a(request.user))
    return get_object_or_404(visibili.select_related("struttura"), pk=pk)


def detta(unita: Unita) -> str:
    return f"{unita.nome}, {unita.struttura}"


def _giorni(fermo: Fermo) -> str:
    return in_periodo(fermo.dal, fermo.al)


def contesto_di(struttura: Struttura, titolo: str, azione: str) -> dict[str, Any]:
    return {
        "titolo": titolo,
        "guida": f"{struttura}, {struttura.numero}",
        "azione": azione,
        "annulla": pagina("scheda", struttura),
        "struttura": struttura,
    }
