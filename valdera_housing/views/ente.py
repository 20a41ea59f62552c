from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from valdera_housing.actions.ente import modifica_ente, registra_ente
from valdera_housing.choices import Ruolo
from valdera_housing.exports import ENTI
from valdera_housing.filters.registro import EnteFilter
from valdera_housing.forms.ente import EnteForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.linea import IMPOSTAZIONI
from valdera_housing.models import Ente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

ORDINI = {"nome": ("nome",), "ruolo": ("ruolo", "nome")}


def elenco_enti(request: HttpRequest) -> Elenco:
    return Elenco(request, EnteFilter(request.GET, Ente.objects.all()), ORDINI)


@riservata(*IMPOSTAZIONI)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    nuovo = Pulsante("Registra un ente", reverse("ente_nuovo"), "primario")
    pulsanti = [nuovo] if request.user.ha_ruolo(Ruolo.AMMINISTRATORE) else []
    return mostra_elenco(request, elenco_enti(request), "valdera_housing/ente/elenco.html", pulsanti=pulsanti)


@riservata(*IMPOSTAZIONI)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    return rispondi_foglio(request, "enti", ENTI, elenco_enti(request).righe)


@riservata(*IMPOSTAZIONI)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    ente = get_object_or_404(Ente, pk=pk)
    modifica = Pulsante("Modifica", reverse("ente_modifica", args=[pk]), "primario")
    contesto = {
        "ente": ente,
        "voci": voci(ente),
        "pulsanti": [modifica] if request.user.ha_ruolo(Ruolo.AMMINISTRATORE) else [],
        "modifiche": storia_di(ente),
    }
    return render(request, "valdera_housing/ente/scheda.html", contesto)


def voci(ente: Ente) -> list[Voce]:
    return [
        Voce("Ruolo", ente.get_ruolo_display()),
        Voce("Codice fiscale", ente.codice_fiscale),
        Voce("Partita IVA", ente.partita_iva),
        Voce("Iscrizione al RUNTS", ente.runts),
        Voce("PEC", ente.pec),
    ]


@riservata(Ruolo.AMMINISTRATORE)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    def atto(dati: dict[str, Any]) -> str:
        ente = registra_ente(dati)
        messages.success(request, f"{ente} è nel registro.")
        return reverse("ente_scheda", args=[ente.pk])

    contesto = {"titolo": "Registra un ente", "versione": None, "annulla": reverse("ente_elenco")}
    form = EnteForm(request.POST or None)
    return mostra_modulo(request, form, template="valdera_housing/ente/modulo.html", atto=atto, contesto=contesto)


@riservata(Ruolo.AMMINISTRATORE)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    ente = get_object_or_404(Ente, pk=pk)
    ritorno = reverse("ente_scheda", args=[pk])
    contesto = {"titolo": f"Modifica {ente}", "versione": ente.versione, "annulla": ritorno}

    def atto(dati: dict[str, Any]) -> str:
        modifica_ente(ente, dati, versione=versione_della_richiesta(request))
        messages.success(request, "Modifiche salvate.")
        return ritorno

    form = EnteForm(request.POST or None, instance=ente)
    return mostra_modulo(request, form, template="valdera_housing/ente/modulo.html", atto=atto, contesto=contesto)
