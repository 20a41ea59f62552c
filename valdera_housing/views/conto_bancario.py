"""The bank accounts of the ETS."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from valdera_housing.actions.estratto_conto import crea_conto_bancario
from valdera_housing.choices import TENGONO_I_CONTI
from valdera_housing.forms.partitario import ContoBancarioForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.models import ContoBancario
from valdera_housing.models.partitario.banca import VEDONO_LA_BANCA
from valdera_housing.queries.abbinamento import conti_con_lavoro
from valdera_housing.views.modulo import mostra_modulo


@riservata(*VEDONO_LA_BANCA)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    nuovo = Pulsante("Aggiungi un conto", reverse("conto_bancario_nuovo"), "primario")
    contesto = {
        "conti": list(conti_con_lavoro(ContoBancario.objects.all())[:200]),
        "pulsanti": [nuovo] if request.user.ha_ruolo(*TENGONO_I_CONTI) else [],
    }
    return render(request, "valdera_housing/conto_bancario/elenco.html", contesto)


@riservata(*TENGONO_I_CONTI)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    form = ContoBancarioForm(request.POST or None)

    def atto(dati: dict[str, Any]) -> str:
        conto = crea_conto_bancario(dati, utente=request.user)
        messages.success(request, f"«{conto}» è fra i conti.")
        return reverse("conto_bancario_elenco")

    contesto = {"annulla": reverse("conto_bancario_elenco")}
    return mostra_modulo(
        request, form, template="valdera_housing/conto_bancario/modulo.html", atto=atto, contesto=contesto
    )
