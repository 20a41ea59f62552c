"""The newsletters: list, record with how the sending goes, written, tried, sent."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from formazione.actions import newsletter as atti
from formazione.actions.spedizione import DA_NON_RITENTARE
from formazione.choices import ASPETTI_NEWSLETTER, ASPETTI_SPEDIZIONE, StatoNewsletter, StatoSpedizione
from formazione.exports.campagna import gruppi
from formazione.exports.newsletter import NEWSLETTER as COLONNE
from formazione.exports.newsletter import SPEDIZIONI
from formazione.filters.newsletter import NewsletterFiltro
from formazione.forms.newsletter import NewsletterForm
from formazione.models import Newsletter
from formazione.queries.newsletter import (
    ConteggiInvio,
    con_conti,
    conteggi_invio,
    disdici_di_prova,
    per_gruppo,
    spedizioni_visibili,
)
from formazione.rules.newsletter import corpo_newsletter
from formazione.workflow import DIREZIONE, NEWSLETTER, TENGONO, VEDONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Tessera, Voce
from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import in_data, in_momento
from valdera_housing.models import Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo, versione_della_richiesta

ORDINI = {"data": ("creata_il", "pk"), "oggetto": ("oggetto", "pk"), "stato": ("stato", "creata_il", "pk")}
SUBITO = {"prova", "riprendi"}
NON_PARTITE_IN_PAGINA = 50
LETTRICE = "Carla Neri"


def visibili(request: HttpRequest) -> QuerySet[Newsletter]:
    return Newsletter.objects.visibili_a(request.user).select_related("campagna")


def elenco_newsletter(request: HttpRequest) -> Elenco:
    filtro = NewsletterFiltro(request.GET, con_conti(visibili(request)))
    return Elenco(request, filtro, ORDINI, predefinito="-data")


@riservata(*VEDONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    newsletter = elenco_newsletter(request)
    nuova_newsletter = Pulsante("Scrivi una newsletter", reverse("formazione:newsletter_nuova"), "primario")
    contatti = Pulsante("Contatti", reverse("formazione:contatto_elenco"))
    tiene = request.user.ha_ruolo(*TENGONO)
    return mostra_elenco(
        request,
        newsletter,
        "formazione/newsletter/elenco.html",
        pulsanti=[nuova_newsletter, contatti] if tiene else [],
        righe=[(n, ASPETTI_NEWSLETTER[n.stato], gruppi(n.destinatari)) for n in newsletter.pagina],
    )


@riservata(*VEDONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "newsletter", COLONNE, elenco_newsletter(request).righe.iterator())


def newsletter_visibile(request: HttpRequest, pk: int) -> Newsletter:
    return get_object_or_404(visibili(request).select_related("creata_da", "lavoro"), pk=pk)


def pagina(atto: str, newsletter: Newsletter) -> str:
    return reverse(f"formazione:newsletter_{atto}", args=[newsletter.pk])


@riservata(*VEDONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    newsletter = newsletter_visibile(request, pk)
    if request.htmx and not request.htmx.boosted and newsletter.lavoro:
        return avanzamento(request, newsletter)
    return mostra_scheda(request, newsletter)


def avanzamento(request: HttpRequest, newsletter: Newsletter) -> HttpResponse:
    """The moving part alone; when the work is over the page reloads itself whole."""
    contesto = {"lavoro": newsletter.lavoro, "url": request.path, "esito": newsletter.lavoro.esito.get("frase", "")}
    risposta = render(request, "componenti/avanzamento.html", contesto)
    if newsletter.lavoro.concluso:
        risposta["HX-Refresh"] = "true"
    return risposta


def mostra_scheda(request: HttpRequest, newsletter: Newsletter, rifiuto: Esito | None = None) -> HttpResponse:
    """The e-mail as it arrives and how the sending goes; ``rifiuto`` is why a button did nothing."""
    conti = conteggi_invio(newsletter, DA_NON_RITENTARE)
    fallite = spedizioni_visibili(newsletter, request.user).filter(stato=StatoSpedizione.FALLITA)
    contesto = {
        "newsletter": newsletter,
        "aspetto": ASPETTI_NEWSLETTER[newsletter.stato],
        "rifiuto": rifiuto,
        "tessere": tessere(newsletter, conti),
        "fatti": fatti(newsletter),
        "anteprima": corpo_newsletter(newsletter.testo, nome=LETTRICE, disdici=disdici_di_prova()),
        "in_invio": newsletter.stato == StatoNewsletter.IN_INVIO,
        "lavoro": newsletter.lavoro if newsletter.stato == StatoNewsletter.IN_INVIO else None,
        "frase": newsletter.lavoro.esito.get("frase", "") if newsletter.lavoro else "",
        "indirizzo_scheda": pagina("scheda", newsletter),
        "fallite": [(s, ASPETTI_SPEDIZIONE[s.stato]) for s in fallite.order_by("pk")[:NON_PARTITE_IN_PAGINA]],
        "quante_fallite": conti.da_ritentare + conti.perse,
        "spedizioni": pagina("spedizioni", newsletter) if vede_spedizioni(newsletter, request.user) else "",
        "pulsanti": pulsanti(newsletter, request.user),
    }
    return render(request, "formazione/newsletter/scheda.html", contesto)


def vede_spedizioni(newsletter: Newsletter, utente: Utente) -> bool:
    return newsletter.stato != StatoNewsletter.BOZZA and utente.ha_ruolo(*TENGONO)


def tessere(newsletter: Newsletter, conti: ConteggiInvio) -> list[Tessera]:
    """How the sending goes; nothing before it."""
    if newsletter.stato == StatoNewsletter.BOZZA:
        return []
    fallite = conti.da_ritentare + conti.perse
    nota = f"{conti.da_ritentare} da ritentare" if conti.da_ritentare else ""
    da_inviare = [Tessera("Da inviare", in_cifre(conti.da_inviare, 0))] if conti.da_inviare else []
    return [
        Tessera("Inviate", in_cifre(conti.inviate, 0)),
        *da_inviare,
        Tessera("Non partite", in_cifre(fallite, 0), nota, male=bool(fallite)),
    ]


def fatti(newsletter: Newsletter) -> list[Voce]:
    campagna = newsletter.campagna
    voci = [
        Voce("A chi", gruppi(newsletter.destinatari) or "A tutte le persone che l’hanno chiesta"),
        Voce("Scritta il", in_data(newsletter.creata_il)),
        Voce("Scritta da", newsletter.creata_da),
    ]
    if campagna:
        voci.insert(1, Voce("Campagna", campagna.titolo, reverse("formazione:campagna_scheda", args=[campagna.pk])))
    if newsletter.inviata_alle:
        voci.append(Voce("Inviata", in_momento(newsletter.inviata_alle)))
    return voci


def pulsanti(newsletter: Newsletter, utente: Utente) -> list[Pulsante]:
    primo = {"invia", "riprendi"}
    bottoni = [
        Pulsante(
            t.etichetta,
            pagina(t.atto, newsletter),
            "primario" if t.atto in primo else "secondario",
            "post" if t.atto in SUBITO else "get",
        )
        for t in NEWSLETTER.atti_possibili(newsletter.stato, utente)
    ]
    return sorted(bottoni, key=lambda bottone: bottone.tipo != "primario")


@riservata(*VEDONO)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    newsletter = newsletter_visibile(request, pk)
    contesto = {"newsletter": newsletter, "modifiche": storia_di(newsletter)}
    return render(request, "formazione/newsletter/storia.html", contesto)


@riservata(*TENGONO)
@require_GET
def spedizioni(request: HttpRequest, pk: int) -> HttpResponseBase:
    """To whom it went and to whom not, with the reason, as a spreadsheet."""
    righe = spedizioni_visibili(newsletter_visibile(request, pk), request.user).order_by("stato", "pk")
    return rispondi_foglio(request, "spedizioni", SPEDIZIONI, righe.iterator())


# --- written --------------------------------------------------------------------------------------------------


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest) -> HttpResponse:
    """A new one; its campaign may be chosen already (``?campagna=3``)."""
    form = NewsletterForm(request.POST or None, initial={"campagna": request.GET.get("campagna")})

    def atto(_: dict[str, Any]) -> str:
        newsletter = atti.crea_newsletter(form.dati(), utente=request.user)
        messages.success(request, f"Newsletter {newsletter.numero} salvata: guardala come arriva, poi mandala a te.")
        return pagina("scheda", newsletter)

    contesto = {
        "titolo": "Scrivi una newsletter",
        "azione": "Salva la newsletter",
        "annulla": reverse("formazione:newsletter_elenco"),
        "versione": None,
    }
    return mostra_modulo(request, form, template="formazione/newsletter/modulo.html", atto=atto, contesto=contesto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    newsletter = newsletter_visibile(request, pk)
    form = NewsletterForm(request.POST or None, instance=newsletter_visibile(request, pk))

    def atto(_: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.modifica_newsletter(newsletter, form.dati(), utente=request.user, versione=versione)
        messages.success(request, "Modifiche salvate.")
        return pagina("scheda", newsletter)

    contesto = {
        "titolo": f"Modifica la newsletter {newsletter.numero}",
        "azione": "Salva",
        "annulla": pagina("scheda", newsletter),
        "versione": newsletter.versione,
    }
    return mostra_modulo(request, form, template="formazione/newsletter/modulo.html", atto=atto, contesto=contesto)


# --- sent -----------------------------------------------------------------------------------------------------


@riservata(*DIREZIONE)
@require_http_methods(["GET", "POST"])
def invia(request: HttpRequest, pk: int) -> HttpResponse:
    """Who would get it now, group by group; then the button."""
    newsletter = newsletter_visibile(request, pk)
    if request.method == "GET":
        return mostra_invio(request, newsletter)

    def atto() -> str:
        lavoro = atti.invia_newsletter(newsletter, utente=request.user)
        messages.success(request, f"In partenza: {lavoro.totale} e-mail. Puoi lasciare la pagina.")
        return pagina("scheda", newsletter)

    return esegui_o_spiega(request, atto, lambda esito: mostra_invio(request, newsletter, esito))


def mostra_invio(request: HttpRequest, newsletter: Newsletter, rifiuto: Esito | None = None) -> HttpResponse:
    righe = per_gruppo(newsletter)
    contesto = {
        "newsletter": newsletter,
        "aspetto": ASPETTI_NEWSLETTER[newsletter.stato],
        "rifiuto": rifiuto,
        "gruppi": righe,
        "quanti": sum(quanti for _, quanti in righe),
        "annulla": pagina("scheda", newsletter),
    }
    return render(request, "formazione/newsletter/invia.html", contesto)


def premi(request: HttpRequest, pk: int, fai: Callable[..., object], fatto: str) -> HttpResponse:
    """A plain button of the record."""
    newsletter = newsletter_visibile(request, pk)

    def atto() -> str:
        fai(newsletter, utente=request.user)
        messages.success(request, fatto)
        return pagina("scheda", newsletter)

    return esegui_o_spiega(request, atto, lambda esito: mostra_scheda(request, newsletter, esito))


@riservata(*TENGONO)
@require_POST
def prova(request: HttpRequest, pk: int) -> HttpResponse:
    return premi(request, pk, atti.prova_newsletter, f"Mandata a {request.user.email}: guarda come arriva.")


@riservata(*DIREZIONE)
@require_POST
def riprendi(request: HttpRequest, pk: int) -> HttpResponse:
    return premi(request, pk, atti.riprendi_newsletter, "Invio ripreso: parte quello che manca.")
