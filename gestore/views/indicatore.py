"""The indicators of a quarter, and the rows behind each number."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gestore.queries.archivio import Archivio
from gestore.queries.indicatori import DEFINIZIONI, UN_ANNO, indicatori
from gestore.workflow import CONTI_ETS
from valdera_housing.choices import Ruolo
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.tempo import oggi
from valdera_housing.linea import Indicatore
from valdera_housing.models import Trimestre

CHI_LEGGE = (*CONTI_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE)
SOGLIA = 3


@riservata(*CHI_LEGGE, Ruolo.CABINA)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    """The numbers of a quarter (``?trimestre=7``) beside those before; the Cabina reads them without small numbers."""
    trimestri = trimestri_cominciati()
    scelto = trimestre_chiesto(request, trimestri)
    righe: list[tuple[Indicatore, list]] = []
    vede_righe = request.user.ha_ruolo(*CHI_LEGGE)
    if scelto:
        per_numero = {trimestre.numero: trimestre for trimestre in trimestri}
        momenti = [scelto, per_numero.get(scelto.numero - 1), per_numero.get(scelto.numero - UN_ANNO)]
        righe = [(i, _valori(i, oscura=not vede_righe)) for i in indicatori(scelto, momenti)]
    contesto = {"trimestri": trimestri, "trimestre": scelto, "righe": righe, "vede_righe": vede_righe}
    return render(request, "gestore/indicatore/elenco.html", contesto)


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


@riservata(*CHI_LEGGE)
@require_GET
def scheda(request: HttpRequest, codice: str) -> HttpResponse:
    """An indicator of a quarter: its definition, the number and what was counted. Households by their code."""
    definizione = DEFINIZIONI.get(codice)
    if definizione is None:
        raise Http404("Questo indicatore non c’è.")
    trimestri = trimestri_cominciati()
    scelto = trimestre_chiesto(request, trimestri)
    misura = definizione.misura(Archivio(), scelto) if scelto else None
    contesto = {"definizione": definizione, "trimestri": trimestri, "trimestre": scelto, "misura": misura}
    return render(request, "gestore/indicatore/scheda.html", contesto)
