from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from fondo_garanzia.linea import SERVIZIO
from fondo_garanzia.queries.quadro import LEGGONO_I_FONDI, Totali, barre_dei_fondi, comuni_e_fondi, totali
from fondo_garanzia.views.fondo import registra_dotazione, verso
from fondo_garanzia.workflow import UNIONE
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Tessera
from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.scrittura import plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.linea import TUTTI_TRANNE_TECNICO
from valdera_housing.views.linea import mostra_linea

FONDI_MOSTRATI = 25


@riservata(*TUTTI_TRANNE_TECNICO)
@require_GET
def presentazione(request: HttpRequest) -> HttpResponse:
    """What the line does and, for who reads the funds, how they stand."""
    return mostra_linea(request, SERVIZIO, "fondo_garanzia/presentazione.html", **situazione(request))


def situazione(request: HttpRequest) -> dict[str, Any]:
    if not request.user.ha_ruolo(*LEGGONO_I_FONDI):
        return {"vede": False, "tessere": [], "barre": [], "pulsanti": []}
    comuni = comuni_e_fondi(request.user, oggi())
    con_fondo = comuni.filter(senza_fondo=False).order_by("nome")[:FONDI_MOSTRATI]
    somme = totali(comuni)
    return {
        "vede": True,
        "tessere": tessere(somme) if somme.con_fondo else [],
        "barre": barre_dei_fondi(list(con_fondo), verso),
        "pulsanti": [registra_dotazione()] if request.user.ha_ruolo(*UNIONE) else [],
    }


def tessere(somme: Totali) -> list[Tessera]:
    elenco = reverse("fondo_garanzia:fondo_elenco")
    fuori = somme.comuni - somme.con_fondo
    non_aderenti = f"{fuori} {plurale(fuori, 'comune non aderente,comuni non aderenti')}" if fuori else "tutti"
    return [
        Tessera("Comuni con un fondo", str(somme.con_fondo), non_aderenti, url=elenco),
        Tessera("In cassa €", in_cifre(somme.cassa), f"su {in_cifre(somme.dotato)} dotati"),
        Tessera("Impegnato €", in_cifre(somme.impegnato), "garanzie e anticipi approvati"),
        Tessera(
            "Disponibile €",
            in_cifre(somme.disponibile),
            "la somma dei comuni: ognuno usa il suo",
            male=somme.disponibile < 0,
        ),
    ]
