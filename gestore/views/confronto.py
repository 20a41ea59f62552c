"""Candidates side by side for one home: facts and reasons, in order of arrival. Nobody gets a score."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from gestore.choices import ASPETTI_CANDIDATURA
from gestore.forms.candidatura import ScegliAlloggioForm
from gestore.models import Candidatura
from gestore.queries.candidatura import (
    adatto,
    canone_di_testa,
    con_fatti,
    criteri_in_vigore,
    esito_di,
    intestatario,
    sostenibile,
    verifica,
)
from gestore.views.candidatura import alloggio_chiesto
from gestore.workflow import SPORTELLO_ETS, VEDONO_LE_CANDIDATURE
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.kit.elenco import RigheDaVicino
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.tempo import oggi
from valdera_housing.queries.canone import soglia_in_vigore

PER_PAGINA = 10


@dataclass(frozen=True)
class Confrontata:
    """A candidate beside a home."""

    candidatura: Any
    intestatario: str
    aspetto: Aspetto
    giorni: int
    adatto: Esito
    requisiti: Esito
    sostenibile: Decimal | None
    differenza: Decimal | None
    proponi: str


@riservata(*VEDONO_LE_CANDIDATURE)
@require_GET
def confronta(request: HttpRequest) -> HttpResponse:
    alloggio = alloggio_chiesto(request)
    contesto: dict[str, Any] = {
        "form": ScegliAlloggioForm(initial={"alloggio": alloggio}, utente=request.user),
        "alloggio": alloggio,
        "testa": canone_di_testa(alloggio, oggi()) if alloggio else None,
        "righe": [],
        "quante": 0,
        "pagina": None,
    }
    if alloggio is not None:
        aperte = Candidatura.objects.visibili_a(request.user).aperte()
        righe = con_fatti(aperte, oggi(), utente=request.user).order_by("presentata_il", "pk")
        lette: Any = RigheDaVicino(righe, aperte.count())
        pagina = Paginator(lette, PER_PAGINA).get_page(request.GET.get("pagina"))
        contesto |= {"pagina": pagina, "quante": len(lette), "righe": confrontate(request, pagina, contesto)}
    return render(request, "gestore/candidatura/confronta.html", contesto)


def confrontate(request: HttpRequest, pagina: Any, contesto: dict[str, Any]) -> list[Confrontata]:
    giorno, alloggio, testa = oggi(), contesto["alloggio"], contesto["testa"]
    soglia, criteri = soglia_in_vigore(giorno), criteri_in_vigore(giorno)
    propone = request.user.ha_ruolo(*SPORTELLO_ETS)
    righe = []
    for riga in pagina:
        canone = sostenibile(riga, soglia)
        proponi = f"{reverse('gestore:candidatura_proponi', args=[riga.pk])}?alloggio={alloggio.pk}"
        righe.append(
            Confrontata(
                candidatura=riga,
                intestatario=intestatario(riga),
                aspetto=ASPETTI_CANDIDATURA[riga.stato],
                giorni=(giorno - riga.presentata_il).days,
                adatto=adatto(alloggio, riga),
                requisiti=esito_di(verifica(riga, criteri, giorno)),
                sostenibile=canone,
                differenza=testa - canone if testa is not None and canone is not None else None,
                proponi=proponi if propone else "",
            )
        )
    return righe
