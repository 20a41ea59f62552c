"""The dues that a line asks for some months: seen before, then written. The same page for every line that has them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from valdera_housing.forms.generazione import GenerazioneForm
from valdera_housing.kit.aspetto import Tessera
from valdera_housing.kit.scrittura import plurale
from valdera_housing.kit.tempo import aggiungi_mesi, oggi
from valdera_housing.models import Scadenza
from valdera_housing.queries.partitario import mesi_avanti
from valdera_housing.views.modulo import mostra_modulo

MOSTRATE = 200
NUOVE = "scadenza nuova,scadenze nuove"


class RigaPrevista(NamedTuple):
    """A due not saved; ``numero`` is of the contract or of the stay, ``nota`` what else there is to know."""

    numero: str
    scadenza: Scadenza
    nota: str = ""


@dataclass(frozen=True)
class Previste:
    """What would be written; ``da_guardare`` are sentences on what a person has to look at."""

    righe: Sequence[RigaPrevista]
    tessere: Sequence[Tessera]
    da_guardare: Sequence[str] = ()


@dataclass(frozen=True)
class PaginaGenera:
    """The words of the page and where one goes from it."""

    titolo: str
    spiega: str
    di_che_cosa: str
    vuoto: str
    ritorno: str = "scadenza_elenco"


def mostra_generazione(
    request: HttpRequest,
    pagina: PaginaGenera,
    prevedi: Callable[[date, date], Previste],
    scrivi: Callable[[date, date], int],
) -> HttpResponse:
    """What is asked for the months in the address and the ledger does not have yet; when posted, write it."""
    dal, al = mesi_chiesti(request)
    form = GenerazioneForm(request.POST or None, initial={"dal": dal, "al": al})
    ritorno = reverse(pagina.ritorno)

    def atto(dati: dict[str, Any]) -> str:
        quante = scrivi(dati["dal"], dati["al"])
        messages.success(request, f"{quante} {plurale(quante, NUOVE)} nel partitario.")
        return ritorno

    previste = prevedi(dal, al)
    contesto = {
        "pagina": pagina,
        "ritorno": ritorno,
        "righe": previste.righe[:MOSTRATE],
        "quante": len(previste.righe),
        "tessere": previste.tessere,
        "da_guardare": previste.da_guardare,
        "scelta": GenerazioneForm(initial={"dal": dal, "al": al}, auto_id="scelta_%s"),
    }
    template = "valdera_housing/scadenza/genera.html"
    return mostra_modulo(request, form, template=template, atto=atto, contesto=contesto)


def mesi_chiesti(request: HttpRequest) -> tuple[date, date]:
    """The months in the address, else this one and those ahead that the office writes."""
    mese = oggi().replace(day=1)
    scelta = GenerazioneForm(request.GET)
    if scelta.is_valid():
        return scelta.cleaned_data["dal"], scelta.cleaned_data["al"]
    return mese, aggiungi_mesi(mese, mesi_avanti(mese))
