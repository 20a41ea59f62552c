"""Buildings from a sheet: the model to fill, the file to drop, what becomes of each row, then they enter."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cohousing.actions.importazione import carica_immobili, importa_immobili
from cohousing.exports.importazione import modello as colonne_del_modello
from cohousing.forms.importazione import ImmobiliForm
from cohousing.queries.importazione import ancora_da_parte, leggi_caricati
from cohousing.workflow import TENGONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto, Voce
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import plurale
from valdera_housing.models import Lavoro
from valdera_housing.views.elenco import rispondi_foglio
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo

ASPETTI = {
    "nuovo": Aspetto("spunta", "positivo", "Nuovo"),
    "presente": Aspetto("spunta-quadra", "inizio", "C’è già"),
    "sbagliato": Aspetto("croce", "negativo", "Da correggere"),
}
CHIAVI = ["immobili", "immobili_importati"]


@riservata(*TENGONO)
@require_GET
def modello(request: HttpRequest) -> HttpResponseBase:
    """The file to fill in, with a row as an example."""
    return rispondi_foglio(request, "modello-immobili", colonne_del_modello(), [None])


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def importa(request: HttpRequest) -> HttpResponse:
    """The box where the sheet is dropped; what becomes of each row is shown before it enters."""
    form = ImmobiliForm(request.POST or None, request.FILES or None)

    def atto(dati: dict[str, Any]) -> str:
        file = dati["file"]
        return carica_immobili(file.name or "", file.read(), utente=request.user).ritorno

    return mostra_modulo(request, form, template="cohousing/immobile/importa.html", atto=atto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def conferma(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Each row with what becomes of it; then the good ones enter. A colleague may finish what another began."""
    lavoro = get_object_or_404(Lavoro.objects.filter(esito__has_any_keys=CHIAVI), pk=pk)
    c_e = ancora_da_parte(lavoro)
    # The file goes once its rows are in: a colleague may have imported it while it was looked for.
    lavoro.refresh_from_db(fields=["esito"])
    if "immobili_importati" in lavoro.esito:
        return redirect("cohousing:immobile_elenco")
    if not c_e:
        raise Http404("Il file non c’è più: caricalo di nuovo.")
    if request.method == "GET":
        return anteprima(request, lavoro)

    def atto() -> str:
        quanti = importa_immobili(lavoro, utente=request.user)
        messages.success(request, f"{quanti} {plurale(quanti, 'immobile importato,immobili importati')}.")
        return reverse("cohousing:immobile_elenco")

    return esegui_o_spiega(request, atto, lambda rifiuto: anteprima(request, lavoro, rifiuto))


def anteprima(request: HttpRequest, lavoro: Lavoro, rifiuto: Esito | None = None) -> HttpResponse:
    caricati = leggi_caricati(lavoro)
    nuovi = caricati.quante("nuovo")
    contesto = {
        "rifiuto": rifiuto,
        "nome": caricati.nome,
        "ignorate": caricati.ignorate,
        "nuovi": nuovi,
        "righe": [(riga, ASPETTI[riga.esito]) for riga in caricati.righe],
        "fatti": [
            Voce("Da importare", str(nuovi)),
            Voce("Già nella ricognizione", str(caricati.quante("presente"))),
            Voce("Da correggere", str(caricati.quante("sbagliato"))),
        ],
    }
    return render(request, "cohousing/immobile/conferma.html", contesto)
