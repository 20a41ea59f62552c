"""The one way a list is answered: the page, or the same rows as a spreadsheet."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.foglio import Colonne, rispondi_csv, rispondi_xlsx


def mostra_elenco(request: HttpRequest, elenco: Elenco, template: str, **contesto: Any) -> HttpResponse:
    """The list, or 422 with the reason beside the filter that makes no sense."""
    stato = HTTPStatus.OK if elenco.filtro.form.is_valid() else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, template, {"elenco": elenco} | contesto, status=stato)


def rispondi_foglio(request: HttpRequest, nome: str, colonne: Colonne, righe: Iterable[Any]) -> HttpResponseBase:
    """The rows as XLSX, or as CSV when the address says ``formato=csv``."""
    rispondi = rispondi_csv if request.GET.get("formato") == "csv" else rispondi_xlsx
    return rispondi(nome, colonne, righe)
