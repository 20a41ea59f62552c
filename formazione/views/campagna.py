"""The communication campaigns: list, record, history, new, acts."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from formazione.actions import campagna as atti
from formazione.actions.contenuto import pubblica_contenuto as registra_contenuto
from formazione.choices import ASPETTI_CAMPAGNA, ASPETTI_NEWSLETTER, StatoCampagna
from formazione.exports.campagna import CAMPAGNE, gruppi
from formazione.filters.campagna import CampagnaFiltro
from formazione.forms.campagna import AnnullaCampagnaForm, CampagnaForm
from formazione.forms.contenuto import ContenutoForm
from formazione.models import Campagna
from formazione.queries.campagna import RigaCanale, con_contenuti, contenuti_visibili, per_canale, speso
from formazione.queries.pagine import indirizzo
from formazione.workflow import CAMPAGNA, TENGONO, VEDONO
from valdera_housing.forms.allegato import contenuto as letto
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Tessera, Voce
from valdera_housing.kit.denaro import ZERO, in_cifre
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import in_periodo, plurale
from valdera_housing.models import Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import PaginaAtto, esegui_o_spiega, mostra_modulo, versione_della_richiesta

ORDINI = {
    "inizio": ("dal", "pk"),
    "titolo": ("titolo", "pk"),
    "contenuti": ("quanti", "pk"),
    "raggiunti": ("raggiunti", "pk"),
    "stato": ("stato", "dal", "pk"),
}
SUBITO = {"avvia", "concludi"}
ULTIMI = 25
PRIMO = {StatoCampagna.BOZZA: "avvia", StatoCampagna.IN_CORSO: "pubblica_contenuto"}
PUBBLICA = PaginaAtto(
    "Registra un contenuto", "Quello che è già uscito: dove, in quali lingue, quante persone ha raggiunto.",
    "Registra il contenuto", "Contenuto registrato.",
)  # fmt: skip
ANNULLA = PaginaAtto(
    "Annulla la campagna", "Quello che è già pubblicato resta registrato.", "Annulla la campagna",
    "Campagna annullata.", pericolo=True,
)  # fmt: skip


def visibili(request: HttpRequest) -> QuerySet[Campagna]:
    return Campagna.objects.visibili_a(request.user)


def elenco_campagne(request: HttpRequest) -> Elenco:
    filtro = CampagnaFiltro(request.GET, con_contenuti(visibili(request)))
    return Elenco(request, filtro, ORDINI, predefinito="-inizio")


@riservata(*VEDONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    campagne = elenco_campagne(request)
    tiene = request.user.ha_ruolo(*TENGONO)
    nuova_campagna = Pulsante("Prepara una campagna", reverse("formazione:campagna_nuova"), "primario")
    contenuti = Pulsante("Tutti i contenuti", reverse("formazione:contenuto_elenco"))
    return mostra_elenco(
        request,
        campagne,
        "formazione/campagna/elenco.html",
        pulsanti=[nuova_campagna, contenuti] if tiene else [contenuti],
        nuova=[nuova_campagna] if tiene else [],
        righe=[(c, ASPETTI_CAMPAGNA[c.stato], gruppi(c.destinatari)) for c in campagne.pagina],
    )


@riservata(*VEDONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "campagne", CAMPAGNE, elenco_campagne(request).righe.iterator())


def campagna_visibile(request: HttpRequest, pk: int) -> Campagna:
    return get_object_or_404(visibili(request).select_related("creata_da"), pk=pk)


def pagina(atto: str, campagna: Campagna) -> str:
    return reverse(f"formazione:campagna_{atto}", args=[campagna.pk])


@riservata(*VEDONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    return mostra_scheda(request, campagna_visibile(request, pk))


def mostra_scheda(request: HttpRequest, campagna: Campagna, rifiuto: Esito | None = None) -> HttpResponse:
    """Facts, contents, reach by channel, newsletters, costs; ``rifiuto`` is why a button did nothing."""
    contenuti = contenuti_visibili(request.user).filter(campagna=campagna)
    canali = per_canale(contenuti)
    costi, somma = speso(campagna, request.user)
    newsletter = campagna.newsletter.all().visibili_a(request.user)
    contesto = {
        "campagna": campagna,
        "aspetto": ASPETTI_CAMPAGNA[campagna.stato],
        "rifiuto": rifiuto,
        "tessere": tessere(canali, somma),
        "fatti": fatti(campagna),
        "contenuti": list(contenuti[:ULTIMI]),
        "tutti_i_contenuti": reverse("formazione:contenuto_elenco", query={"campagna": campagna.pk}),
        "canali": canali,
        "newsletter": [(n, ASPETTI_NEWSLETTER[n.stato]) for n in newsletter[:ULTIMI]],
        "nuova_newsletter": nuova_newsletter(campagna, request.user),
        "costi": [(costo, indirizzo("costo_scheda", costo.pk)) for costo in costi],
        "speso": somma,
        "pulsanti": pulsanti(campagna, request.user),
    }
    return render(request, "formazione/campagna/scheda.html", contesto)


def tessere(canali: list[RigaCanale], somma: Decimal) -> list[Tessera]:
    """What was published, whom it reached, what it cost."""
    ignoti = sum(canale.ignoti for canale in canali)
    raggiunti = sum((canale.barra.valore for canale in canali), ZERO)
    nota = f"{ignoti} {plurale(ignoti, 'contenuto ancora da sapere,contenuti ancora da sapere')}" if ignoti else ""
    return [
        Tessera("Contenuti", in_cifre(Decimal(sum(canale.quanti for canale in canali)), 0)),
        Tessera("Persone raggiunte", in_cifre(raggiunti, 0), nota),
        Tessera("Speso €", in_cifre(somma)),
    ]


def fatti(campagna: Campagna) -> list[Voce]:
    voci = [
        Voce("Che cosa vuole ottenere", campagna.obiettivo),
        Voce("A chi si rivolge", gruppi(campagna.destinatari)),
        Voce("Quando", in_periodo(campagna.dal, campagna.al)),
        Voce("Preparata da", campagna.creata_da),
        Voce("Perché è annullata", campagna.motivo),
    ]
    return [voce for voce in voci if voce.valore]


def nuova_newsletter(campagna: Campagna, utente: Utente) -> str:
    """Where to write a newsletter of this campaign, or nothing."""
    aperta = campagna.stato in {StatoCampagna.BOZZA, StatoCampagna.IN_CORSO}
    domanda = f"campagna={campagna.pk}"
    return indirizzo("newsletter_nuova", domanda=domanda) if aperta and utente.ha_ruolo(*TENGONO) else ""


def pulsanti(campagna: Campagna, utente: Utente) -> list[Pulsante]:
    """The acts of the table that have a page, the one that comes now first."""
    atti_possibili = CAMPAGNA.atti_possibili(campagna.stato, utente)
    possibili = [(t, indirizzo(f"campagna_{t.atto}", campagna.pk)) for t in atti_possibili]
    bottoni = [
        Pulsante(t.etichetta, url, tipo_pulsante(t.atto, campagna), "post" if t.atto in SUBITO else "get")
        for t, url in possibili
        if url
    ]
    return sorted(bottoni, key=lambda bottone: bottone.tipo != "primario")


def tipo_pulsante(atto: str, campagna: Campagna) -> Any:
    if atto == "annulla":
        return "rischio"
    return "primario" if atto == PRIMO.get(StatoCampagna(campagna.stato)) else "secondario"


@riservata(*VEDONO)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    campagna = campagna_visibile(request, pk)
    contesto = {"campagna": campagna, "modifiche": storia_di(campagna)}
    return render(request, "formazione/campagna/storia.html", contesto)


# --- written --------------------------------------------------------------------------------------------------


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest) -> HttpResponse:
    form = CampagnaForm(request.POST or None)

    def atto(_: dict[str, Any]) -> str:
        campagna = atti.crea_campagna(form.dati(), utente=request.user)
        messages.success(request, f"Campagna {campagna.numero} preparata: avviala quando comincia.")
        return pagina("scheda", campagna)

    contesto = {
        "titolo": "Prepara una campagna",
        "sottotitolo": "Un’azione di informazione rivolta a molte persone",
        "azione": "Salva la campagna",
        "annulla": reverse("formazione:campagna_elenco"),
        "versione": None,
    }
    return mostra_modulo(request, form, template="formazione/campagna/modulo.html", atto=atto, contesto=contesto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    campagna = campagna_visibile(request, pk)
    form = CampagnaForm(request.POST or None, instance=campagna_visibile(request, pk))

    def atto(_: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.modifica_campagna(campagna, form.dati(), utente=request.user, versione=versione)
        messages.success(request, "Modifiche salvate.")
        return pagina("scheda", campagna)

    contesto = {
        "titolo": f"Modifica la campagna {campagna.numero}",
        "sottotitolo": campagna.titolo,
        "azione": "Salva",
        "annulla": pagina("scheda", campagna),
        "versione": campagna.versione,
    }
    return mostra_modulo(request, form, template="formazione/campagna/modulo.html", atto=atto, contesto=contesto)


# --- acts -----------------------------------------------------------------------------------------------------


def mostra_atto(
    request: HttpRequest,
    campagna: Campagna,
    voce: PaginaAtto,
    form: BaseForm,
    fai: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    def atto(dati: dict[str, Any]) -> str:
        fai(dati)
        messages.success(request, voce.fatto)
        return pagina("scheda", campagna)

    contesto = {"campagna": campagna, "aspetto": ASPETTI_CAMPAGNA[campagna.stato], "pagina": voce}
    return mostra_modulo(request, form, template="formazione/campagna/atto.html", atto=atto, contesto=contesto)


def premi(request: HttpRequest, pk: int, fai: Callable[..., Campagna], fatto: str) -> HttpResponse:
    """A plain button of the record."""
    campagna = campagna_visibile(request, pk)

    def atto() -> str:
        fai(campagna, utente=request.user)
        messages.success(request, fatto)
        return pagina("scheda", campagna)

    return esegui_o_spiega(request, atto, lambda esito: mostra_scheda(request, campagna, esito))


@riservata(*TENGONO)
@require_POST
def avvia(request: HttpRequest, pk: int) -> HttpResponse:
    return premi(request, pk, atti.avvia_campagna, "Campagna avviata: ora registra quello che pubblichi.")


@riservata(*TENGONO)
@require_POST
def concludi(request: HttpRequest, pk: int) -> HttpResponse:
    return premi(request, pk, atti.concludi_campagna, "Campagna conclusa.")


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def annulla(request: HttpRequest, pk: int) -> HttpResponse:
    campagna = campagna_visibile(request, pk)
    form = AnnullaCampagnaForm(request.POST or None)

    def fai(dati: dict[str, Any]) -> object:
        return atti.annulla_campagna(campagna, motivo=dati["motivo"], utente=request.user)

    return mostra_atto(request, campagna, ANNULLA, form, fai)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def pubblica_contenuto(request: HttpRequest, pk: int) -> HttpResponse:
    campagna = campagna_visibile(request, pk)
    form = ContenutoForm(request.POST or None, request.FILES or None)

    def fai(dati: dict[str, Any]) -> object:
        return registra_contenuto(campagna, form.dati(), utente=request.user, file=letto(dati["file"]))

    return mostra_atto(request, campagna, PUBBLICA, form, fai)
