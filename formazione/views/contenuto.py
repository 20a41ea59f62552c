"""What the campaigns published: list of all, record, correction, file."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from formazione.actions import contenuto as atti
from formazione.choices import StatoCampagna
from formazione.exports.contenuto import CONTENUTI
from formazione.filters.contenuto import ContenutoFiltro
from formazione.forms.contenuto import ContenutoForm
from formazione.models import Contenuto
from formazione.queries.campagna import contenuti_visibili, conti_di
from formazione.workflow import TENGONO, VEDONO
from valdera_housing.forms.allegato import contenuto as letto
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_data
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

ORDINI = {
    "data": ("pubblicato_il", "pk"),
    "titolo": ("titolo", "pk"),
    "canale": ("canale", "pubblicato_il", "pk"),
    "raggiunti": ("raggiunti", "pk"),
}


def elenco_contenuti(request: HttpRequest) -> Elenco:
    contenuti = contenuti_visibili(request.user).select_related("campagna")
    return Elenco(request, ContenutoFiltro(request.GET, contenuti), ORDINI, predefinito="-data")


@riservata(*VEDONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    contenuti = elenco_contenuti(request)
    conti = conti_di(contenuti.filtro.qs)
    contenuti.conta = lambda: conti.quanti
    campagne = Pulsante("Campagne", reverse("formazione:campagna_elenco"))
    return mostra_elenco(request, contenuti, "formazione/contenuto/elenco.html", conti=conti, pulsanti=[campagne])


@riservata(*VEDONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "contenuti", CONTENUTI, elenco_contenuti(request).righe.iterator())


def contenuto_visibile(request: HttpRequest, pk: int) -> Contenuto:
    contenuti = contenuti_visibili(request.user).select_related("campagna", "documento")
    return get_object_or_404(contenuti, pk=pk)


def pagina(atto: str, contenuto: Contenuto) -> str:
    return reverse(f"formazione:contenuto_{atto}", args=[contenuto.pk])


@riservata(*VEDONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, the file, every change."""
    contenuto = contenuto_visibile(request, pk)
    si_corregge = request.user.ha_ruolo(*TENGONO) and contenuto.campagna.stato != StatoCampagna.ANNULLATA
    contesto = {
        "contenuto": contenuto,
        "fatti": fatti(contenuto),
        "pulsanti": [Pulsante("Modifica", pagina("modifica", contenuto))] if si_corregge else [],
        "modifiche": storia_di(contenuto),
    }
    return render(request, "formazione/contenuto/scheda.html", contesto)


def fatti(contenuto: Contenuto) -> list[Voce]:
    raggiunti = None if contenuto.raggiunti is None else in_cifre(contenuto.raggiunti, 0)
    documento = contenuto.documento
    campagna = contenuto.campagna
    voci = [
        Voce("Campagna", campagna.titolo, reverse("formazione:campagna_scheda", args=[campagna.pk])),
        Voce("Dove", contenuto.get_canale_display()),
        Voce("Lingue", ", ".join(contenuto.lingue)),
        Voce("Pubblicato il", in_data(contenuto.pubblicato_il)),
        Voce("Persone raggiunte", raggiunti, nota="" if raggiunti else "ancora non si sa"),
    ]
    if contenuto.indirizzo:
        voci.append(Voce("Indirizzo", contenuto.indirizzo, contenuto.indirizzo))
    if documento:
        voci.append(Voce("Copia", documento.nome, pagina("file", contenuto)))
    return voci


@riservata(*VEDONO)
@require_GET
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    contenuti = contenuti_visibili(request.user).select_related("documento")
    return rispondi_file(get_object_or_404(contenuti, pk=pk, documento__isnull=False).documento)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    contenuto = contenuto_visibile(request, pk)
    form = ContenutoForm(request.POST or None, request.FILES or None, instance=contenuto_visibile(request, pk))

    def atto(dati: dict[str, Any]) -> str:
        atti.modifica_contenuto(
            contenuto,
            form.dati(),
            utente=request.user,
            versione=versione_della_richiesta(request),
            file=letto(dati["file"]),
        )
        messages.success(request, "Modifiche salvate.")
        return pagina("scheda", contenuto)

    contesto = {
        "contenuto": contenuto,
        "versione": contenuto.versione,
        "annulla": pagina("scheda", contenuto),
    }
    return mostra_modulo(request, form, template="formazione/contenuto/modulo.html", atto=atto, contesto=contesto)
