"""Who fits a free place, which place fits a household: facts and reasons side by side. Nobody gets a score."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cohousing.choices import ASPETTI_CANDIDATURA
from cohousing.forms.candidatura import ScegliUnitaForm
from cohousing.models import Candidatura, Unita
from cohousing.queries.abbinamento import con_giorni_presi, posto_di, richiesta_di, soglie_in_vigore, unita_proponibili
from cohousing.queries.candidatura import con_attesa
from cohousing.rules.abbinamento import abbina
from cohousing.views.atto_candidatura import unita_adatte
from cohousing.views.candidatura import candidatura_visibile, verso
from cohousing.workflow import CANDIDATURA, SEGUONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.tempo import oggi

PER_PAGINA = 20


@dataclass(frozen=True)
class Abbinata:
    """A candidate beside a unit, or a unit beside a candidate; ``proponi`` is the page that proposes it, if any."""

    cosa: Any
    ingresso: date
    esito: Esito
    proponi: str
    aspetto: Aspetto | None = None


def in_pagina(request: HttpRequest, adatte: Sequence[Any], altre: Sequence[Any]) -> tuple[Page, list[Any], list[Any]]:
    """A page of those that fit, then of the others."""
    tutte = [*adatte, *altre]
    pagina = Paginator(tutte, PER_PAGINA).get_page(request.GET.get("pagina"))
    return pagina, [r for r in pagina if r.esito.positivo], [r for r in pagina if not r.esito.positivo]


def unita_chiesta(request: HttpRequest, giorno: date) -> Any:
    """The unit in the address with the days taken, when it is one that may be proposed."""
    testo = request.GET.get("unita", "")
    if not (testo.isascii() and testo.isdecimal() and len(testo) < 10):
        return None
    return con_giorni_presi(unita_proponibili(giorno).filter(pk=int(testo)), giorno).first()


@riservata(*SEGUONO)
@require_GET
def confronta(request: HttpRequest) -> HttpResponse:
    """«Per questo posto»: who waits and fits, the first arrived on top, then who does not and why."""
    giorno = oggi()
    unita = unita_chiesta(request, giorno)
    contesto: dict[str, Any] = {
        "form": ScegliUnitaForm(initial={"unita": unita}, unita=unita_proponibili(giorno)),
        "unita": unita,
        "quante": 0,
        "quante_adatte": 0,
        "pagina": None,
        "adatte": [],
        "altre": [],
    }
    if unita is not None:
        righe = candidature_per(request, unita, giorno)
        adatte = [r for r in righe if r.esito.positivo]
        pagina, vicine, lontane = in_pagina(request, adatte, [r for r in righe if not r.esito.positivo])
        contesto |= {"quante": len(righe), "quante_adatte": len(adatte)}
        contesto |= {"pagina": pagina, "adatte": vicine, "altre": lontane}
    return render(request, "cohousing/candidatura/confronta.html", contesto)


def candidature_per(request: HttpRequest, unita: Unita, giorno: date) -> list[Abbinata]:
    soglie = soglie_in_vigore(giorno)
    vive = con_attesa(Candidatura.objects.visibili_a(request.user).vive(), giorno).order_by("presentata_il", "pk")
    righe = []
    for candidatura in vive:
        trovato = abbina(richiesta_di(candidatura), posto_di(unita, candidatura), giorno, soglie)
        puo = trovato.esito.positivo and CANDIDATURA.ammette("proponi", candidatura.stato, request.user)
        righe.append(
            Abbinata(
                candidatura,
                trovato.ingresso,
                trovato.esito,
                f"{verso('proponi', candidatura)}?unita={unita.pk}" if puo else "",
                ASPETTI_CANDIDATURA[candidatura.stato],
            )
        )
    return righe


@riservata(*SEGUONO)
@require_GET
def unita(request: HttpRequest, pk: int) -> HttpResponse:
    """Which units fit a household, the first free on top, then those that do not and why."""
    candidatura = candidatura_visibile(request, pk)
    propone = CANDIDATURA.ammette("proponi", candidatura.stato, request.user)
    adatte, altre = (
        [Abbinata(u, g, e, f"{verso('proponi', candidatura)}?unita={u.pk}" if propone else "") for u, g, e in righe]
        for righe in unita_adatte(candidatura, oggi())
    )
    pagina, vicine, lontane = in_pagina(request, adatte, altre)
    contesto = {
        "candidatura": candidatura,
        "quante": len(adatte) + len(altre),
        "quante_adatte": len(adatte),
        "pagina": pagina,
        "adatte": vicine,
        "altre": lontane,
    }
    return render(request, "cohousing/candidatura/unita.html", contesto)
