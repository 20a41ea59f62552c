"""Log of changes and log of reads, for who audits."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from valdera_housing.choices import Ruolo
from valdera_housing.filters.storia import LetturaFilter, ModificaFilter
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.elenco import Elenco
from valdera_housing.models import LetturaFascicolo
from valdera_housing.queries.storia import con_precedenti, nascosti_in, racconta
from valdera_housing.views.elenco import mostra_elenco

ORDINE_EVENTI = {"quando": ("-pgh_id",)}
ORDINE_LETTURE = {"quando": ("-alle", "-pk")}


@riservata(Ruolo.REVISORE)
@require_GET
def registro(request: HttpRequest) -> HttpResponse:
    """Changes of one noun at a time, the last thousand in the days asked for."""
    filtro = ModificaFilter(request.GET)
    elenco = Elenco(request, filtro, ORDINE_EVENTI)
    modello = filtro.modello
    coppie = con_precedenti(list(elenco.pagina))
    racconti = racconta(coppie, di=modello, nascosti=nascosti_in(modello))
    righe = [(evento.pgh_obj_id, riga) for (evento, _), riga in zip(coppie, racconti, strict=True)]
    return mostra_elenco(
        request, elenco, "valdera_housing/storia/registro.html", righe=righe, cosa=modello._meta.verbose_name
    )


@riservata(Ruolo.REVISORE)
@require_GET
def letture(request: HttpRequest) -> HttpResponse:
    """Who read whose file, when and why. People are told by the number of their file, never by name."""
    righe = LetturaFascicolo.objects.select_related("utente", "nucleo")
    elenco = Elenco(request, LetturaFilter(request.GET, righe), ORDINE_LETTURE)
    return mostra_elenco(request, elenco, "valdera_housing/storia/letture.html")
