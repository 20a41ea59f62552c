"""The sheets people take home after an advice: the rent of an accord, the rent a household can bear."""

from datetime import date, datetime

from sportello.queries.consulenza import Consulenza, SchedaSostenibile
from valdera_housing.documents import foglio_pdf
from valdera_housing.kit.giorni import in_parole
from valdera_housing.queries.ente import nome_del_gestore


def canone_pdf(consulenza: Consulenza, *, giorno: date, quando: datetime) -> bytes:
    """For owner and tenant both: nothing of a household is printed."""
    contesto = {"consulenza": consulenza, "data": in_parole(giorno), "mittente": nome_del_gestore()}
    return foglio_pdf("documenti/sportello/canone.html", contesto, quando=quando)


def sostenibile_pdf(scheda: SchedaSostenibile, *, giorno: date, quando: datetime) -> bytes:
    contesto = {"scheda": scheda, "data": in_parole(giorno), "mittente": nome_del_gestore()}
    return foglio_pdf("documenti/sportello/sostenibile.html", contesto, quando=quando)
