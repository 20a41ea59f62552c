"""The requirements of the Regolamento: who reads them, and the official who changes them by an act."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gestore.actions.criterio import apri_criterio, cambia_criterio, togli_criterio
from gestore.forms.criterio import CambioCriterioForm, CriterioForm, FineCriterioForm
from gestore.models import Criterio
from gestore.workflow import UNIONE, VEDONO_I_CRITERI
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.tempo import oggi
from valdera_housing.views.modulo import mostra_modulo

MODULO = "gestore/criterio/modulo.html"


@riservata(*VEDONO_I_CRITERI)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    """The requirements in force, those to come and those of the past: a few dozen rows in the life of an office."""
    giorno = oggi()
    tutti = list(Criterio.objects.order_by("tipo", "-valido_dal")[:500])
    contesto = {
        "in_vigore": [c for c in tutti if c.valido_dal <= giorno and (c.valido_al is None or c.valido_al >= giorno)],
        "futuri": [c for c in tutti if c.valido_dal > giorno],
        "passati": [c for c in tutti if c.valido_al is not None and c.valido_al < giorno],
        "cambia": request.user.ha_ruolo(*UNIONE),
    }
    return render(request, "gestore/criterio/elenco.html", contesto)


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    def atto(dati: dict[str, Any]) -> str:
        return _fatto(request, apri_criterio(dati), "vale dal {0.valido_dal:%d/%m/%Y}")

    return _modulo(request, CriterioForm(request.POST or None), atto, "Nuovo requisito", "Aggiungi il requisito")


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def cambia(request: HttpRequest, pk: int) -> HttpResponse:
    """Replace a requirement from a day on: the decisions already taken keep the one they were taken with."""
    criterio = get_object_or_404(Criterio, pk=pk)

    def atto(dati: dict[str, Any]) -> str:
        return _fatto(request, cambia_criterio(criterio, **dati), "il nuovo vale dal {0.valido_dal:%d/%m/%Y}")

    form = CambioCriterioForm(request.POST or None, criterio=criterio)
    return _modulo(request, form, atto, "Cambia il requisito", "Cambia il requisito", criterio)


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def togli(request: HttpRequest, pk: int) -> HttpResponse:
    criterio = get_object_or_404(Criterio, pk=pk)

    def atto(dati: dict[str, Any]) -> str:
        return _fatto(request, togli_criterio(criterio, **dati), "vale fino al {0.valido_al:%d/%m/%Y}")

    form = FineCriterioForm(request.POST or None)
    return _modulo(request, form, atto, "Togli il requisito", "Togli il requisito", criterio)


def _fatto(request: HttpRequest, criterio: Criterio, frase: str) -> str:
    messages.success(request, f"{criterio.descrizione}: {frase.format(criterio)}.")
    return reverse("gestore:criterio_elenco")


def _modulo(
    request: HttpRequest,
    form: forms.BaseForm,
    atto: Callable[[dict[str, Any]], str],
    titolo: str,
    azione: str,
    criterio: Criterio | None = None,
) -> HttpResponse:
    contesto = {
        "titolo": titolo,
        "azione": azione,
        "criterio": criterio,
        "annulla": reverse("gestore:criterio_elenco"),
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)
