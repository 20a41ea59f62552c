"""The monthly dues of the contracts: seen before, then written."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gestore.actions.generazione import genera_scadenze
from gestore.forms.generazione import GenerazioneForm
from gestore.queries.generazione import da_generare
from valdera_housing.choices import TENGONO_I_CONTI, Verso
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Tessera
from valdera_housing.kit.denaro import ZERO, in_cifre
from valdera_housing.kit.scrittura import plurale
from valdera_housing.kit.tempo import aggiungi_mesi, oggi
from valdera_housing.queries.generazione import DaGenerare
from valdera_housing.queries.partitario import mesi_avanti
from valdera_housing.views.modulo import mostra_modulo

MOSTRATE = 200


@riservata(*TENGONO_I_CONTI)
@require_http_methods(["GET", "POST"])
def genera(request: HttpRequest) -> HttpResponse:
    """What the contracts ask for these months and the ledger does not have yet; then write it."""
    dal, al = mesi_chiesti(request)
    form = GenerazioneForm(request.POST or None, initial={"dal": dal, "al": al})

    def atto(dati: dict[str, Any]) -> str:
        quante = genera_scadenze(dati["dal"], dati["al"], utente=request.user, oggi=oggi())
        messages.success(request, f"{quante} {plurale(quante, 'scadenza nuova,scadenze nuove')} nel partitario.")
        return reverse("scadenza_elenco")

    previste = da_generare(dal, al, oggi=oggi()) if dal <= al else DaGenerare([], 0)
    contesto = {
        "previste": previste.nuove[:MOSTRATE],
        "quante": len(previste.nuove),
        "gia_presenti": previste.gia_presenti,
        "tessere": tessere(previste),
        "scelta": GenerazioneForm(initial={"dal": dal, "al": al}, auto_id="scelta_%s"),
    }
    return mostra_modulo(request, form, template="gestore/scadenza/genera.html", atto=atto, contesto=contesto)


def mesi_chiesti(request: HttpRequest) -> tuple[date, date]:
    """The months in the address, else this one and those ahead that the office writes."""
    mese = oggi().replace(day=1)
    scelta = GenerazioneForm(request.GET)
    if scelta.is_valid():
        return scelta.cleaned_data["dal"], scelta.cleaned_data["al"]
    return mese, aggiungi_mesi(mese, mesi_avanti(mese))


def tessere(previste: DaGenerare) -> list[Tessera]:
    somme = {v: sum((s.importo for s in previste.nuove if s.verso == v), ZERO) for v in Verso}
    return [
        Tessera("Scadenze nuove", str(len(previste.nuove))),
        Tessera("Da incassare", in_cifre(somme[Verso.ENTRATA]), "euro"),
        Tessera("Da pagare", in_cifre(somme[Verso.USCITA]), "euro"),
        Tessera("Già nel partitario", str(previste.gia_presenti)),
    ]
