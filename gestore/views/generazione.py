"""The monthly dues of the contracts: seen before, then written."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from gestore.actions.generazione import genera_scadenze
from gestore.queries.generazione import da_generare
from valdera_housing.choices import TENGONO_I_CONTI, Verso
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Tessera
from valdera_housing.kit.denaro import ZERO, in_cifre
from valdera_housing.kit.tempo import oggi
from valdera_housing.queries.generazione import DaGenerare
from valdera_housing.views.generazione import PaginaGenera, Previste, RigaPrevista, mostra_generazione

PAGINA = PaginaGenera(
    "Genera le scadenze",
    "Canoni, oneri e depositi dai contratti in corso. Ripeterlo non fa danni: ciò che c’è già non si scrive "
    "due volte.",
    "Contratto",
    "Le scadenze dei contratti in corso sono già nel partitario.",
)


@riservata(*TENGONO_I_CONTI)
@require_http_methods(["GET", "POST"])
def genera(request: HttpRequest) -> HttpResponse:
    """What the contracts ask for these months and the ledger does not have yet; then write it."""

    def scrivi(dal: date, al: date) -> int:
        return genera_scadenze(dal, al, utente=request.user, oggi=oggi())

    return mostra_generazione(request, PAGINA, prevedi, scrivi)


def prevedi(dal: date, al: date) -> Previste:
    previste = da_generare(dal, al, oggi=oggi())
    return Previste([RigaPrevista(str(s.contratto.numero), s) for s in previste.nuove], tessere(previste))


def tessere(previste: DaGenerare) -> list[Tessera]:
    somme = {v: sum((s.importo for s in previste.nuove if s.verso == v), ZERO) for v in Verso}
    return [
        Tessera("Scadenze nuove", str(len(previste.nuove))),
        Tessera("Da incassare", in_cifre(somme[Verso.ENTRATA]), "euro"),
        Tessera("Da pagare", in_cifre(somme[Verso.USCITA]), "euro"),
        Tessera("Già nel partitario", str(previste.gia_presenti)),
    ]
