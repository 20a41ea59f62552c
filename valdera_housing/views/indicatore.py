"""The indicators of a line in a quarter, and the rows behind each number. Each line has its two addresses for them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from valdera_housing.choices import LEGGONO_LE_RIGHE
from valdera_housing.kit.accesso import puo_aprire
from valdera_housing.kit.tempo import oggi
from valdera_housing.linea import Indicatore, LineaServizio
from valdera_housing.models import Trimestre, Utente
from valdera_housing.queries.indicatori import UN_ANNO, Definizione, RigaIndicatore

SOGLIA = 3
# The units of which there may be just one.
UNO = {
    "accessi": "accesso",
    "alloggi": "alloggio",
    "comuni": "comune",
    "contenuti": "contenuto",
    "contratti": "contratto",
    "domande": "domanda",
    "enti": "ente",
    "eventi": "evento",
    "giorni": "giorno",
    "nuclei": "nucleo",
    "ore": "ora",
    "ore a settimana": "ora a settimana",
    "percorsi": "percorso",
    "persone": "persona",
}


def mostra_indicatori(
    request: HttpRequest,
    servizio: LineaServizio,
    indicatori: Callable[[Trimestre, Sequence[Trimestre | None]], list[Indicatore]],
) -> HttpResponse:
    """The numbers of a quarter (``?trimestre=7``) beside those before; the Cabina reads them without small numbers."""
    trimestri = trimestri_cominciati()
    scelto = trimestre_chiesto(request, trimestri)
    righe: list[tuple[Indicatore, list]] = []
    vede_righe = request.user.ha_ruolo(*LEGGONO_LE_RIGHE)
    if scelto:
        per_numero = {trimestre.numero: trimestre for trimestre in trimestri}
        momenti = [scelto, per_numero.get(scelto.numero - 1), per_numero.get(scelto.numero - UN_ANNO)]
        righe = [(i, _valori(i, oscura=not vede_righe)) for i in indicatori(scelto, momenti)]
    contesto = _contesto(servizio, trimestri, scelto) | {"righe": righe, "vede_righe": vede_righe}
    return render(request, "valdera_housing/indicatore/elenco.html", contesto)


def mostra_indicatore(
    request: HttpRequest,
    servizio: LineaServizio,
    definizioni: Mapping[str, Definizione],
    archivio: Callable[[Sequence[Trimestre]], Any],
    codice: str,
) -> HttpResponse:
    """An indicator of a quarter: its definition, the number and what was counted. Households by their code."""
    definizione = definizioni.get(codice)
    if definizione is None:
        raise Http404("Questo indicatore non c’è.")
    trimestri = trimestri_cominciati()
    scelto = trimestre_chiesto(request, trimestri)
    misura = definizione.misura(archivio([scelto]), scelto) if scelto else None
    righe = [_aperta(riga, request.user) for riga in misura.righe] if misura else []
    uno = misura is not None and misura.valore == 1
    contesto = _contesto(servizio, trimestri, scelto) | {
        "definizione": definizione,
        "misura": misura,
        "righe": righe,
        "unita": UNO.get(definizione.unita, definizione.unita) if uno else definizione.unita,
    }
    return render(request, "valdera_housing/indicatore/scheda.html", contesto)


def _aperta(riga: RigaIndicatore, utente: Utente) -> RigaIndicatore:
    """Who reads the numbers does not always open what was counted: then its name is not a link."""
    return riga if not riga.url or puo_aprire(riga.url, utente) else replace(riga, url="")


def _contesto(servizio: LineaServizio, trimestri: list[Trimestre], scelto: Trimestre | None) -> dict[str, Any]:
    spazio = servizio.spazio
    return {
        "servizio": servizio,
        "url_elenco": f"{spazio}:indicatore_elenco",
        "url_scheda": f"{spazio}:indicatore_scheda",
        "trimestri": trimestri,
        "trimestre": scelto,
    }


def _valori(indicatore: Indicatore, *, oscura: bool) -> list:
    """Value, quarter before, year before; a mark where it speaks of one or two households."""
    misurati = (indicatore.valore, indicatore.precedente, indicatore.anno_prima)
    segno = f"<{SOGLIA}" if indicatore.unita == "nuclei" else "(*)"
    return [
        segno if oscura and valore is not None and nuclei and nuclei < SOGLIA else valore
        for valore, nuclei in zip(misurati, indicatore.nuclei, strict=True)
    ]


def trimestri_cominciati() -> list[Trimestre]:
    """Those of the last convention that have begun, the newest first."""
    trimestri = Trimestre.objects.filter(inizio__lte=oggi()).order_by("-convenzione__inizio", "-numero")
    tutti = list(trimestri)
    return [t for t in tutti if t.convenzione_id == tutti[0].convenzione_id]


def trimestre_chiesto(request: HttpRequest, trimestri: list[Trimestre]) -> Trimestre | None:
    """The one of the address, or the current one; None before the first convention, 404 when there is no such one."""
    chiesto = request.GET.get("trimestre")
    if not chiesto:
        return trimestri[0] if trimestri else None
    scelto = next((t for t in trimestri if str(t.numero) == chiesto), None)
    if scelto is None:
        raise Http404("Questo trimestre non c’è, o non è ancora cominciato.")
    return scelto
