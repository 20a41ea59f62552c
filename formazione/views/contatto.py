"""Who wants the newsletter: the list of the office, the invitation, and the pages anyone may open."""

from typing import Any

from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from formazione.actions import contatto as atti
from formazione.exports.contatto import CONTATTI
from formazione.filters.contatto import ContattoFiltro
from formazione.forms.contatto import ContattoForm, RichiestaNewsletterForm
from formazione.models import Contatto
from formazione.queries.contatto import aspetto_contatto, conti_contatti
from formazione.rules.informativa import INFORMATIVA
from formazione.rules.newsletter import valuta_conferma
from formazione.workflow import TENGONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Tessera
from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo

ORDINI = {"email": ("email", "pk"), "chiesta": ("chiesto_alle", "pk"), "gruppo": ("destinatario", "email", "pk")}


def elenco_contatti(request: HttpRequest) -> Elenco:
    filtro = ContattoFiltro(request.GET, Contatto.objects.visibili_a(request.user))
    return Elenco(request, filtro, ORDINI, predefinito="email")


@riservata(*TENGONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    contatti = elenco_contatti(request)
    conti = conti_contatti(Contatto.objects.visibili_a(request.user))
    return mostra_elenco(
        request,
        contatti,
        "formazione/contatto/elenco.html",
        tessere=[
            Tessera("Ricevono la newsletter", in_cifre(conti.iscritti, 0)),
            Tessera("Da confermare", in_cifre(conti.da_confermare, 0)),
            Tessera("Hanno disdetto", in_cifre(conti.disdetti, 0)),
        ],
        pulsanti=[
            Pulsante("Invita una persona", reverse("formazione:contatto_invita"), "primario"),
            Pulsante("Newsletter", reverse("formazione:newsletter_elenco")),
            Pulsante("Pagina pubblica", reverse("formazione:pubblica_newsletter"), "piano"),
        ],
        righe=[(c, aspetto_contatto(c)) for c in contatti.pagina],
    )


@riservata(*TENGONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """Of the rows of the list, only who agreed: an address given for one thing is not downloaded for another."""
    return rispondi_foglio(request, "contatti", CONTATTI, elenco_contatti(request).righe.la_vogliono().iterator())


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def invita(request: HttpRequest) -> HttpResponse:
    form = ContattoForm(request.POST or None)

    def atto(_: dict[str, Any]) -> str:
        contatto = atti.invita_contatto(form.dati(), utente=request.user, adesso=timezone.now())
        messages.success(request, f"Invito mandato a {contatto}: riceve la newsletter se conferma dall’e-mail.")
        return reverse("formazione:contatto_elenco")

    return mostra_modulo(request, form, template="formazione/contatto/invita.html", atto=atto)


# --- open to anyone --------------------------------------------------------------------------------------------


def notizie_sui_dati() -> dict[str, str]:
    """What the privacy notice says of itself."""
    return {"informativa": INFORMATIVA, "posta": settings.DEFAULT_FROM_EMAIL}


@login_not_required
@rate_limit(action="pagina_pubblica")
@require_http_methods(["GET", "POST"])
def pubblica(request: HttpRequest) -> HttpResponse:
    """Ask for the newsletter. The answer is the same page whoever is known already."""
    form = RichiestaNewsletterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        atti.chiedi_newsletter(form.dati(), adesso=timezone.now())
        return redirect(f"{reverse('formazione:pubblica_newsletter')}?fatto=1")
    contesto = notizie_sui_dati() | {"form": form, "fatto": request.GET.get("fatto") == "1"}
    return render(request, "formazione/contatto/pubblica.html", contesto, status=422 if form.errors else 200)


@login_not_required
@rate_limit(action="pagina_pubblica")
@require_http_methods(["GET", "POST"])
def conferma(request: HttpRequest, codice: str) -> HttpResponse:
    """The link of the e-mail: it shows a button, because mail scanners open links; the button confirms."""
    contatto = get_object_or_404(Contatto, codice=codice)
    if request.method == "POST":
        try:
            contatto = atti.conferma_contatto(contatto, adesso=timezone.now())
        except AttoRifiutato as rifiuto:
            return _pagina_conferma(request, contatto, rifiuto.esito, stato=422)
    esito = valuta_conferma(
        chiesto=contatto.chiesto_alle,
        confermato=contatto.confermato_alle,
        disdetto=contatto.disiscritto_alle,
        adesso=timezone.now(),
    )
    return _pagina_conferma(request, contatto, esito)


def _pagina_conferma(request: HttpRequest, contatto: Contatto, esito: Any, stato: int = 200) -> HttpResponse:
    contesto = notizie_sui_dati() | {
        "contatto": contatto,
        "esito": esito,
        "confermato": esito.positivo and contatto.confermato_alle is not None,
    }
    return _privata(render(request, "formazione/contatto/conferma.html", contesto, status=stato))


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def disdici(request: HttpRequest, codice: str) -> HttpResponse:
    """Leave. The mail program may post here by itself (RFC 8058): no cookie, no redirect, only this code leaves."""
    contatto = get_object_or_404(Contatto, codice=codice)
    if request.method == "POST":
        contatto = atti.disdici_contatto(contatto, adesso=timezone.now())
    contesto = {"contatto": contatto}
    return _privata(render(request, "formazione/contatto/disdici.html", contesto))


def _privata(risposta: HttpResponse) -> HttpResponse:
    """The address of these pages is a secret: no cache and no search engine keeps it, no other site reads it."""
    risposta["Cache-Control"] = "private, no-store"
    risposta["X-Robots-Tag"] = "noindex"
    risposta["Referrer-Policy"] = "no-referrer"
    return risposta
