"""The owners: list, record, form."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gestore.exports.proprietario import PROPRIETARI
from gestore.filters.proprietario import ProprietarioFiltro
from gestore.queries.proprietario import con_quanti_alloggi, contratti_di, quote_di
from gestore.views.alloggio import VEDONO_I_PROPRIETARI, indirizzo_contratto
from gestore.workflow import ETS, SPORTELLO_ETS
from valdera_housing.actions.proprietario import modifica_proprietario, registra_proprietario
from valdera_housing.forms.proprietario import NuovoProprietarioForm, ProprietarioForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.models import Proprietario
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

ORDINI = {"nome": ("denominazione", "pk")}


def elenco_proprietari(request: HttpRequest) -> Elenco:
    proprietari = con_quanti_alloggi(Proprietario.objects.visibili_a(request.user))
    return Elenco(request, ProprietarioFiltro(request.GET, proprietari), ORDINI)


@riservata(*VEDONO_I_PROPRIETARI)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    pulsanti = []
    if request.user.ha_ruolo(*ETS):
        pulsanti = [Pulsante("Registra un proprietario", reverse("gestore:proprietario_nuovo"), "primario")]
    return mostra_elenco(request, elenco_proprietari(request), "gestore/proprietario/elenco.html", pulsanti=pulsanti)


@riservata(*VEDONO_I_PROPRIETARI)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "proprietari", PROPRIETARI, elenco_proprietari(request).righe.iterator())


def proprietario_visibile(request: HttpRequest, pk: int) -> Proprietario:
    return get_object_or_404(Proprietario.objects.visibili_a(request.user), pk=pk)


@riservata(*VEDONO_I_PROPRIETARI)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    proprietario = proprietario_visibile(request, pk)
    contesto = {
        "proprietario": proprietario,
        "fatti": fatti(proprietario),
        "recapiti": recapiti(proprietario),
        "quote": list(quote_di(proprietario)),
        "contratti": [(c, indirizzo_contratto(c)) for c in contratti_di(proprietario, request.user)],
        "pulsanti": pulsanti(request, proprietario),
    }
    return render(request, "gestore/proprietario/scheda.html", contesto)


def fatti(proprietario: Proprietario) -> list[Voce]:
    return [
        Voce("Codice fiscale", proprietario.codice_fiscale),
        Voce("Partita IVA", proprietario.partita_iva),
        Voce("IBAN", proprietario.iban),
    ]


def recapiti(proprietario: Proprietario) -> list[Voce]:
    return [
        Voce("Indirizzo", proprietario.indirizzo),
        Voce("Telefono", proprietario.telefono),
        Voce("E-mail", proprietario.email),
        Voce("PEC", proprietario.pec),
    ]


def pulsanti(request: HttpRequest, proprietario: Proprietario) -> list[Pulsante]:
    atti = []
    if request.user.ha_ruolo(*SPORTELLO_ETS):
        segnala = f"{reverse('gestore:alloggio_nuovo')}?proprietario={proprietario.pk}"
        atti.append(Pulsante("Segnala un suo alloggio", segnala, "primario"))
    if request.user.ha_ruolo(*ETS):
        atti.append(Pulsante("Modifica", reverse("gestore:proprietario_modifica", args=[proprietario.pk])))
    return atti


@riservata(*VEDONO_I_PROPRIETARI)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of an owner, who made it and on which page."""
    proprietario = proprietario_visibile(request, pk)
    contesto = {"proprietario": proprietario, "modifiche": storia_di(proprietario)}
    return render(request, "gestore/proprietario/storia.html", contesto)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    """An owner seen for the first time."""
    form = NuovoProprietarioForm(request.POST or None)

    def atto(dati: dict[str, Any]) -> str:
        campi = {nome: dati[nome] for nome in ProprietarioForm.Meta.fields}
        proprietario = registra_proprietario(campi, utente=request.user, altro=dati["altro"])
        messages.success(request, f"{proprietario} è fra i proprietari.")
        return reverse("gestore:proprietario_scheda", args=[proprietario.pk])

    contesto = {"annulla": reverse("gestore:proprietario_elenco")}
    return mostra_modulo(request, form, template="gestore/proprietario/nuovo.html", atto=atto, contesto=contesto)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    proprietario = proprietario_visibile(request, pk)
    ritorno = reverse("gestore:proprietario_scheda", args=[pk])
    contesto = {"titolo": str(proprietario), "versione": proprietario.versione, "annulla": ritorno}
    form = ProprietarioForm(request.POST or None, instance=proprietario)

    def atto(dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        modifica_proprietario(proprietario, dati, utente=request.user, versione=versione)
        messages.success(request, "Modifiche salvate.")
        return ritorno

    return mostra_modulo(request, form, template="gestore/proprietario/modulo.html", atto=atto, contesto=contesto)
