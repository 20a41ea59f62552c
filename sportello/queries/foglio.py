"""The day of a desk, as it is printed for who works at it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sportello.models import Appuntamento
from sportello.queries.agenda import Lettura
from valdera_housing.models import Prenotazione, Sede, Utente
from valdera_housing.queries.prenotazione import inizio_del


@dataclass(frozen=True)
class RigaFoglio:
    """An engagement on paper: names are whole here, since the sheet is for who receives."""

    inizio: datetime
    fine: datetime
    chi: str
    perche: str
    dove: str
    con_chi: str
    telefono: str
    lingua: str
    nota: str


def righe_foglio(giorno: date, sede: Sede | None, utente: Utente) -> list[RigaFoglio]:
    """Active engagements of a day, at a place or everywhere, in order of hour."""
    prenotazioni = Prenotazione.objects.attive().fra(inizio_del(giorno), inizio_del(giorno + timedelta(days=1)))
    if sede is not None:
        prenotazioni = prenotazioni.filter(sede=sede)
    righe = list(prenotazioni.select_related("operatore", "sede", "stanza", "mediatore"))
    lette = Lettura(righe, utente)
    return [_riga(riga, lette) for riga in righe]


def _riga(riga: Prenotazione, lette: Lettura) -> RigaFoglio:
    a = lette.appuntamenti.get(riga.pk)
    return RigaFoglio(
        inizio=riga.inizio,
        fine=riga.fine,
        chi=a.chi if a else lette.testo(riga, None),
        perche=", ".join(a.nomi_motivi) if a else "",
        dove=lette.luogo(riga, a),
        con_chi=str(riga.operatore or ""),
        telefono=a.telefono if a else "",
        lingua=_lingua(riga, a),
        nota=a.nota if a else "",
    )


def _lingua(riga: Prenotazione, appuntamento: Appuntamento | None) -> str:
    lingua = appuntamento.lingua if appuntamento else ""
    return ", ".join(filter(None, [lingua, str(riga.mediatore or "")]))
