"""Visits, house meetings, talks and emergencies: list, record, minutes, new and corrected."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cohousing.actions import supervisione as atti
from cohousing.documents.supervisione import verbale_pdf
from cohousing.exports.supervisione import supervisioni as colonne
from cohousing.filters.supervisione import SupervisioneFiltro
from cohousing.forms.supervisione import AnnullaForm, SupervisioneForm
from cohousing.models import Permanenza, Struttura, Supervisione
from cohousing.queries.pagine import indirizzo
from cohousing.queries.supervisione import con_chi, con_chi_legge, ha_verbale, legge_il_verbale, somme
from cohousing.views.autonomia import pagina_permanenza, permanenza_visibile
from cohousing.workflow import SEGUONO, TENGONO, VEDONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto, Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import con_giorno, in_data
from valdera_housing.models import Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.file import rispondi_pdf
from valdera_housing.views.modulo import PaginaAtto, mostra_modulo, mostra_pagina, versione_della_richiesta

ORDINI = {
    "giorno": ("giorno", "pk"),
    "casa": ("struttura__nome", "giorno", "pk"),
    "durata": ("minuti", "giorno", "pk"),
}
MODULO, ATTO = "cohousing/supervisione/modulo.html", "cohousing/supervisione/atto.html"
ANNULLATA = Aspetto("croce", "negativo", "Annullata")
ANNULLA = PaginaAtto(
    "Annulla", "È stata registrata per sbaglio: non conta più, e resta fra quelle annullate.", "Annulla",
    "Supervisione annullata.", pericolo=True,
)  # fmt: skip
PAROLE = ("verbale", "motivo", "permanenza")


class RigaSupervisione(NamedTuple):
    supervisione: Supervisione
    con_chi: str


def verso(atto: str, supervisione: Supervisione) -> str:
    return reverse(f"cohousing:supervisione_{atto}", args=[supervisione.pk])


def elenco_supervisioni(request: HttpRequest) -> Elenco:
    visibili = con_chi_legge(Supervisione.objects.visibili_a(request.user), request.user)
    return Elenco(request, SupervisioneFiltro(request.GET, visibili), ORDINI, predefinito="-giorno")


@riservata(*VEDONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    """The newest first, with the hours of all that is found."""
    supervisioni = elenco_supervisioni(request)
    conti = somme(supervisioni.filtro.qs)
    supervisioni.conta = lambda: conti.quante
    righe = [RigaSupervisione(s, con_chi(s, request.user)) for s in supervisioni.pagina]
    return mostra_elenco(request, supervisioni, "cohousing/supervisione/elenco.html", righe=righe, somme=conti)


@riservata(*VEDONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "supervisioni", colonne(request.user), elenco_supervisioni(request).righe)


def supervisione_visibile(request: HttpRequest, pk: int) -> Supervisione:
    visibili = con_chi_legge(Supervisione.objects.visibili_a(request.user), request.user)
    collegati = ("struttura__alloggio__comune", "struttura__ente_supervisore", "creata_da")
    return get_object_or_404(
        visibili.select_related(*collegati, "struttura", "operatore", "permanenza__nucleo"), pk=pk
    )


@riservata(*VEDONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    supervisione = supervisione_visibile(request, pk)
    legge = legge_il_verbale(supervisione, request.user)
    contesto = {
        "supervisione": supervisione,
        "aspetto": ANNULLATA if supervisione.annullata_il else None,
        "fatti": fatti(supervisione, request.user, legge=legge),
        "legge": legge,
        "pulsanti": pulsanti(supervisione, request.user, legge=legge),
        "modifiche": storia_di(supervisione, nascosti=() if legge else PAROLE),
    }
    return render(request, "cohousing/supervisione/scheda.html", contesto)


def fatti(supervisione: Supervisione, utente: Utente, *, legge: bool) -> list[Voce]:
    casa, permanenza = supervisione.struttura, supervisione.permanenza
    presenti = "" if supervisione.presenti is None else str(supervisione.presenti)
    pagina = indirizzo("permanenza_scheda", permanenza.pk) if permanenza and supervisione.seguita else ""  # type: ignore[attr-defined]
    voci = [
        Voce("Casa", casa.nome, indirizzo("struttura_scheda", casa.pk)),
        Voce("Giorno", con_giorno(supervisione.giorno)),
        Voce("Durata", f"{supervisione.minuti} minuti"),
        Voce("Con chi", con_chi(supervisione, utente), pagina),
        Voce("Operatore", supervisione.operatore),
        Voce("Abitanti presenti", presenti),
        Voce("Annullata il", in_data(supervisione.annullata_il) if supervisione.annullata_il else ""),
        Voce("Perché è annullata", supervisione.motivo if legge else ""),
        Voce("Registrata da", supervisione.creata_da),
    ]
    return [voce for voce in voci if voce.valore]


def pulsanti(supervisione: Supervisione, utente: Utente, *, legge: bool) -> list[Pulsante]:
    """The minutes on paper, the corrections; nothing of one annulled."""
    if supervisione.annullata_il:
        return []
    carta = [Pulsante("Verbale (PDF)", verso("verbale", supervisione))] if legge and ha_verbale(supervisione) else []
    if not (legge and utente.ha_ruolo(*TENGONO)):
        return carta
    return [
        Pulsante("Modifica", verso("modifica", supervisione), "primario"),
        *carta,
        Pulsante("Annulla…", verso("annulla", supervisione), "rischio"),
    ]


@riservata(*SEGUONO)
@require_GET
def verbale(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes of a meeting or of an emergency, for who reads its words."""
    supervisione = supervisione_visibile(request, pk)
    if not (ha_verbale(supervisione) and legge_il_verbale(supervisione, request.user)):
        raise Http404("Di questa supervisione non c’è un verbale da leggere.")
    pdf = verbale_pdf(supervisione, quando=timezone.localtime())
    return rispondi_pdf(pdf, f"verbale-{supervisione.giorno:%Y-%m-%d}")


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def supervisiona(request: HttpRequest, pk: int) -> HttpResponse:
    casa = get_object_or_404(Struttura.objects.visibili_a(request.user), pk=pk)
    ritorno = indirizzo("struttura_scheda", casa.pk) or reverse("cohousing:supervisione_elenco")
    return nuova(request, casa, None, ritorno)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def colloquio(request: HttpRequest, pk: int) -> HttpResponse:
    """A talk, from the record of the stay."""
    permanenza = permanenza_visibile(request, pk)
    return nuova(request, permanenza.struttura, permanenza, pagina_permanenza(permanenza))


def nuova(request: HttpRequest, casa: Struttura, con: Permanenza | None, ritorno: str) -> HttpResponse:
    dati = request.POST if request.method == "POST" else None
    iniziale = {"operatore": request.user.pk}
    form = SupervisioneForm(dati, casa=casa, utente=request.user, colloquio=con, initial=iniziale)

    def atto(_: dict[str, Any]) -> str:
        supervisione = atti.supervisiona_struttura(casa, form.dati(), utente=request.user)
        fatto = f"{supervisione.get_tipo_display()} del {in_data(supervisione.giorno)}"
        messages.success(request, f"{fatto}: registrato, {supervisione.minuti} minuti.")
        return ritorno

    contesto = {
        "titolo": "Registra un colloquio" if con else "Registra una visita",
        "sottotitolo": f"{casa.nome}, {con.chi(request.user)}" if con else casa.nome,
        "azione": "Registra",
        "annulla": ritorno,
        "versione": None,
        "conflitto": None,
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


def da_correggere(request: HttpRequest, pk: int) -> Supervisione:
    """One whose words this person reads: who does not read them does not rewrite them."""
    supervisione = supervisione_visibile(request, pk)
    if not legge_il_verbale(supervisione, request.user):
        raise Http404("Questo colloquio è con un nucleo che non segui.")
    return supervisione


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    supervisione = da_correggere(request, pk)
    form = SupervisioneForm(
        request.POST if request.method == "POST" else None,
        instance=supervisione,
        casa=supervisione.struttura,
        utente=request.user,
    )
    versione = supervisione.versione

    def atto(_: dict[str, Any]) -> str:
        atti.modifica_supervisione(
            supervisione, form.dati(), utente=request.user, versione=versione_della_richiesta(request)
        )
        messages.success(request, "Modifiche salvate.")
        return verso("scheda", supervisione)

    contesto = {
        "titolo": f"Modifica {supervisione}",
        "sottotitolo": supervisione.struttura.nome,
        "azione": "Salva",
        "annulla": verso("scheda", supervisione),
        "versione": versione,
        "conflitto": None,
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def annulla(request: HttpRequest, pk: int) -> HttpResponse:
    supervisione = da_correggere(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        versione = versione_della_richiesta(request)
        return atti.annulla_supervisione(supervisione, dati["motivo"], utente=request.user, versione=versione)

    form = AnnullaForm(request.POST if request.method == "POST" else None)
    scheda = verso("scheda", supervisione)
    return mostra_pagina(request, ANNULLA, form, fai, template=ATTO, poi=scheda, supervisione=supervisione)
