"""The milestones of the line, for the pages and the reports of all lines."""

from datetime import date

from cohousing.queries.tappa import TappaLetta, tappe_di
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.kit.tempo import oggi
from valdera_housing.linea import TappaLinea
from valdera_housing.models import Convenzione, Trimestre

ASPETTI = {
    "raggiunta": Aspetto("spunta", "positivo", "Raggiunta"),
    "in_ritardo": Aspetto("triangolo", "negativo", "In ritardo"),
    "attesa": Aspetto("orologio", "attesa", "Da raggiungere"),
}


def tappe(trimestre: Trimestre) -> list[TappaLinea]:
    """M1, M2 and M3 as they stood on the last day of the quarter, or stand today while it is open. One query."""
    return [_tappa(tappa) for tappa in tappe_di(trimestre.convenzione, min(trimestre.fine, oggi()))]


def tappe_di_oggi(giorno: date) -> list[TappaLinea]:
    """Those of the convention in force; none before the first. Two queries."""
    convenzione = Convenzione.objects.filter(inizio__lte=giorno).order_by("-inizio").first()
    return [_tappa(tappa) for tappa in tappe_di(convenzione, giorno)] if convenzione else []


def _tappa(tappa: TappaLetta) -> TappaLinea:
    return TappaLinea(
        tappa.codice, tappa.nome, tappa.entro_il, tappa.raggiunta_il, tappa.stato.testo, ASPETTI[tappa.stato.chiave]
    )
