"""Advice at the desk: the rent an accord allows, the rent a household can bear. Asked in the address, kept nowhere."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from sportello.documents.consulenza import canone_pdf, sostenibile_pdf
from sportello.forms.consulenza import CanoneForm, SostenibileForm
from sportello.queries.consulenza import consulenza_di, fasce_in_vigore, scheda_sostenibile
from sportello.workflow import SEGUONO
from valdera_housing.actions.lettura import annota_lettura
from valdera_housing.choices import Ruolo
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Nucleo
from valdera_housing.views.file import rispondi_pdf

CONSIGLIANO = (*SEGUONO, Ruolo.FUNZIONARIO_UNIONE)
PREPARABILI = ("comune", "mq", "canone", "tipo", "nucleo")


def modulo_canone(request: HttpRequest) -> CanoneForm:
    """Bound when something was asked; otherwise blank, or with what the address already says (``?mq=70``)."""
    iniziale = {nome: request.GET[nome] for nome in PREPARABILI if nome in request.GET}
    dati = request.GET if "calcola" in request.GET else None
    return CanoneForm(dati, initial=iniziale, fasce=fasce_in_vigore(oggi()))


@riservata(*CONSIGLIANO)
@require_GET
def canone(request: HttpRequest) -> HttpResponse:
    """The form, and beside it the answer once asked. With a household, also what it can bear."""
    form = modulo_canone(request)
    consulenza = scheda = None
    if form.is_bound and form.is_valid():
        consulenza = consulenza_di(form.cleaned_data)
        if codice := form.cleaned_data["nucleo"]:
            nucleo = nucleo_visibile(request, codice)
            scheda = scheda_sostenibile(nucleo, oggi(), form.cleaned_data["canone"])
    contesto = {
        "form": form,
        "consulenza": consulenza,
        "scheda": scheda,
        "pdf_url": f"{reverse('sportello:consulenza_canone_pdf')}?{request.GET.urlencode()}",
    }
    stato = 422 if form.is_bound and not consulenza else 200
    return render(request, "sportello/consulenza/canone.html", contesto, status=stato)


@riservata(*CONSIGLIANO)
@require_GET
def canone_in_pdf(request: HttpRequest) -> HttpResponse:
    """The sheet for owner and tenant; when something is missing, back to the form that says what."""
    form = modulo_canone(request)
    if not (form.is_bound and form.is_valid()):
        return HttpResponseRedirect(f"{reverse('sportello:consulenza_canone')}?{request.GET.urlencode()}")
    pdf = canone_pdf(consulenza_di(form.cleaned_data), giorno=oggi(), quando=timezone.localtime())
    return rispondi_pdf(pdf, "canone")


def nucleo_visibile(request: HttpRequest, codice: str) -> Nucleo:
    """The household, if this person may read it; reading what it earns leaves a trace."""
    nucleo = get_object_or_404(Nucleo.objects.visibili_a(request.user).select_related("comune"), codice=codice)
    annota_lettura(request.user, nucleo)
    return nucleo


@riservata(*SEGUONO)
@require_GET
def sostenibile(request: HttpRequest) -> HttpResponse:
    """What a household can pay for its home: without one, the form that asks which."""
    form = SostenibileForm(request.GET if "nucleo" in request.GET else None)
    scheda = None
    if form.is_bound and form.is_valid():
        nucleo = nucleo_visibile(request, form.cleaned_data["nucleo"])
        scheda = scheda_sostenibile(nucleo, oggi(), form.cleaned_data["canone"])
    dati = {nome: request.GET[nome] for nome in form.fields if request.GET.get(nome)}
    contesto = {
        "form": form,
        "scheda": scheda,
        "pdf_url": f"{reverse('sportello:consulenza_sostenibile_pdf')}?{urlencode(dati)}",
        "canone_url": f"{reverse('sportello:consulenza_canone')}?{urlencode(dati)}",
    }
    stato = 422 if form.is_bound and not scheda else 200
    return render(request, "sportello/consulenza/sostenibile.html", contesto, status=stato)


@riservata(*SEGUONO)
@require_GET
def sostenibile_in_pdf(request: HttpRequest) -> HttpResponse:
    form = SostenibileForm(request.GET if "nucleo" in request.GET else None)
    if not (form.is_bound and form.is_valid()):
        return HttpResponseRedirect(f"{reverse('sportello:consulenza_sostenibile')}?{request.GET.urlencode()}")
    nucleo = nucleo_visibile(request, form.cleaned_data["nucleo"])
    scheda = scheda_sostenibile(nucleo, oggi(), form.cleaned_data["canone"])
    pdf = sostenibile_pdf(scheda, giorno=oggi(), quando=timezone.localtime())
    return rispondi_pdf(pdf, f"canone-sostenibile-{nucleo.codice}")
