"""The local accords on agreed rents, with their bands."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gestore.actions.accordo import SCRIVONO, modifica_accordo, registra_accordo
from gestore.exports.accordo import FASCE
from gestore.filters.accordo import AccordoFilter
from gestore.forms.accordo import AccordoForm
from gestore.workflow import VEDONO_I_CONTRATTI
from valdera_housing.forms.allegato import contenuto
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_data, in_periodo
from valdera_housing.models import AccordoTerritoriale, FasciaAccordo
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

MODULO = "gestore/accordo/modulo.html"
ORDINI = {"comune": ("comune__nome", "-valido_dal"), "dal": ("valido_dal", "pk")}


def accordi() -> QuerySet[AccordoTerritoriale]:
    return AccordoTerritoriale.objects.select_related("comune", "documento")


def elenco_accordi(request: HttpRequest) -> Elenco:
    righe = accordi().annotate(quante_fasce=Count("fasce"))
    return Elenco(request, AccordoFilter(request.GET, righe), ORDINI)


@riservata(*VEDONO_I_CONTRATTI)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    nuovo = Pulsante("Registra un accordo", reverse("gestore:accordo_nuovo"), "primario")
    pulsanti = [nuovo] if request.user.ha_ruolo(*SCRIVONO) else []
    return mostra_elenco(request, elenco_accordi(request), "gestore/accordo/elenco.html", pulsanti=pulsanti)


@riservata(*VEDONO_I_CONTRATTI)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The bands of the accords of the list."""
    scelti = elenco_accordi(request).filtro.qs.values("pk")
    fasce = FasciaAccordo.objects.filter(accordo__in=scelti).select_related("accordo__comune")
    ordinate = fasce.order_by("accordo__comune__nome", "-accordo__valido_dal", "zona", "subfascia")
    return rispondi_foglio(request, "accordi-territoriali", FASCE, ordinate.iterator())


@riservata(*VEDONO_I_CONTRATTI)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    accordo = get_object_or_404(accordi(), pk=pk)
    modifica = Pulsante("Modifica", reverse("gestore:accordo_modifica", args=[pk]), "primario")
    contesto = {
        "accordo": accordo,
        "voci": [
            Voce("Comune", accordo.comune),
            Voce("Depositato il", in_data(accordo.depositato_il)),
            Voce("Validità", in_periodo(accordo.valido_dal, accordo.valido_al)),
        ],
        "fasce": list(accordo.fasce.all()),
        "pulsanti": [modifica] if request.user.ha_ruolo(*SCRIVONO) else [],
        "modifiche": storia_di(accordo, parti="fasce"),
    }
    return render(request, "gestore/accordo/scheda.html", contesto)


@riservata(*VEDONO_I_CONTRATTI)
@require_GET
def file(request: HttpRequest, pk: int) -> FileResponse:
    """The text of the accord."""
    accordo = get_object_or_404(accordi(), pk=pk)
    if accordo.documento is None:
        raise Http404("Questo accordo non ha il testo.")
    return rispondi_file(accordo.documento, scarica="scarica" in request.GET)


@riservata(*SCRIVONO)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    form = AccordoForm(request.POST or None, request.FILES or None)

    def atto(dati: dict[str, Any]) -> str:
        accordo = registra_accordo(dati, form.fasce.scritte(), utente=request.user, testo=contenuto(dati["testo"]))
        messages.success(request, "L’accordo è registrato.")
        return reverse("gestore:accordo_scheda", args=[accordo.pk])

    contesto = {
        "titolo": "Registra un accordo territoriale",
        "versione": None,
        "annulla": reverse("gestore:accordo_elenco"),
        "conflitto": None,
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*SCRIVONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    accordo = get_object_or_404(accordi(), pk=pk)
    ritorno = reverse("gestore:accordo_scheda", args=[pk])
    contesto = {
        "titolo": f"Modifica: {accordo}",
        "versione": accordo.versione,
        "annulla": ritorno,
        "conflitto": None,
    }
    form = AccordoForm(request.POST or None, request.FILES or None, instance=accordo)

    def atto(dati: dict[str, Any]) -> str:
        modifica_accordo(
            get_object_or_404(accordi(), pk=pk),
            dati,
            form.fasce.scritte(),
            utente=request.user,
            versione=versione_della_richiesta(request),
            testo=contenuto(dati["testo"]),
        )
        messages.success(request, "Modifiche salvate.")
        return ritorno

    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)
