"""Which homes are free now, which soon, and which would suit a household."""

from http import HTTPStatus

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gestore.choices import ASPETTI_ALLOGGIO
from gestore.filters.alloggio import LiberiFiltro
from gestore.queries.alloggio import (
    GIORNI_PRESTO,
    MOLTI,
    NucleoInCerca,
    in_cerca,
    liberi,
    liberi_presto,
    righe_liberi,
)
from gestore.workflow import VEDONO_LE_CASE
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Alloggio


@riservata(*VEDONO_LE_CASE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    """Two groups, free now and soon; with a household, each home says with its reasons whether it suits it."""
    filtro = LiberiFiltro(request.GET, Alloggio.objects.visibili_a(request.user), utente=request.user)
    valido = filtro.form.is_valid()
    trovati = filtro.qs
    chi = chi_cerca(filtro) if valido else None
    contesto = {
        "filtro": filtro,
        "chi": chi,
        "giorni": GIORNI_PRESTO,
        "gruppi": [
            gruppo("Liberi adesso", "liberi", liberi(trovati), chi),
            gruppo("Liberi presto", "presto", liberi_presto(trovati, oggi()), chi),
        ],
    }
    stato = HTTPStatus.OK if valido else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "gestore/alloggio/liberi.html", contesto, status=stato)


def chi_cerca(filtro: LiberiFiltro) -> NucleoInCerca | None:
    scritto = filtro.form.cleaned_data
    if not scritto.get("nucleo"):
        return None
    return in_cerca(scritto["nucleo"], oggi(), accessibile=bool(scritto["accessibile"]), scale=bool(scritto["scale"]))


def gruppo(titolo: str, chiave: str, alloggi: QuerySet[Alloggio], chi: NucleoInCerca | None) -> dict:
    """A group of the page, its first ``MOLTI`` homes; ``oltre`` when there are more."""
    trovati = list(alloggi[: MOLTI + 1])
    righe = [(riga, ASPETTI_ALLOGGIO[riga.alloggio.stato]) for riga in righe_liberi(trovati[:MOLTI], chi)]
    return {"titolo": titolo, "chiave": chiave, "righe": righe, "oltre": len(trovati) > MOLTI, "molti": MOLTI}
