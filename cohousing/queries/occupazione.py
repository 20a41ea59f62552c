"""How full a house is: its months, its units day by day. No queries: it reads a house loaded with ``con_unita``."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from cohousing.choices import StatoPermanenza
from cohousing.models import Struttura
from cohousing.rules.capienza import (
    CasaNelTempo,
    Periodo,
    UnitaNelTempo,
    giorni_letto,
    giorni_letto_occupati,
    periodo_abitato,
    tasso_occupazione,
)
from valdera_housing.kit.giorni import MESI
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.rules.durata import UN_GIORNO

MESI_PRIMA, MESI_DOPO = 12, 6


def mesi_intorno(oggi: date, prima: int = MESI_PRIMA, dopo: int = MESI_DOPO) -> list[tuple[date, date]]:
    """Closed ranges of the last months, this one included, and of the next."""
    primo = aggiungi_mesi(oggi.replace(day=1), 1 - prima)
    inizi = [aggiungi_mesi(primo, n) for n in range(prima + dopo + 1)]
    return [(dal, fino - UN_GIORNO) for dal, fino in pairwise(inizi)]


def finestra(oggi: date) -> tuple[date, date]:
    """The first and the last day of which a house is read."""
    mesi = mesi_intorno(oggi)
    return mesi[0][0], mesi[-1][1]


@dataclass(frozen=True)
class Impegno:
    """Days of a unit that are taken: by a stay (``chi`` is empty for who does not follow it) or by works."""

    periodo: Periodo
    chi: str = ""
    permanenza: int | None = None
    stato: str = ""
    persone: int = 0
    fine: date | None = None
    fermo: int | None = None
    motivo: str = ""

    @property
    def oltre(self) -> bool:
        """Whether somebody is there past the end that was agreed."""
        return self.stato == StatoPermanenza.IN_CORSO and self.fine is not None and self.periodo[1] != self.fine


def soggiorni(unita: Any, oggi: date) -> list[Impegno]:
    """Who lives, lived or is expected in a unit read with ``nel_tempo``, by day."""
    letti = []
    for s in unita.abitata:
        inizio, fine = date.fromisoformat(s["inizio"]), date.fromisoformat(s["fine"])
        uscita = date.fromisoformat(s["uscita"]) if s["uscita"] else None
        if periodo := periodo_abitato(s["stato"], inizio, fine, uscita, oggi):
            pk = s["pk"] if s["chi"] else None
            letti.append(Impegno(periodo, s["chi"], pk, s["stato"], s["persone"], fine))
    return letti


def chiusure(unita: Any) -> list[Impegno]:
    return [
        Impegno(
            (date.fromisoformat(c["dal"]), date.fromisoformat(c["al"]) if c["al"] else None),
            fermo=c["pk"],
            motivo=c["motivo"],
        )
        for c in unita.chiusa
    ]


def casa_nel_tempo(struttura: Struttura, oggi: date) -> CasaNelTempo:
    """A house as the rules of its capacity read it."""
    aperta = (struttura.attiva_dal, struttura.chiusa_il) if struttura.attiva_dal else None
    unita = tuple(
        UnitaNelTempo(
            u.posti_letto,
            u.dal,
            u.al,
            tuple(c.periodo for c in chiusure(u)),
            tuple(s.periodo for s in soggiorni(u, oggi)),
        )
        for u in struttura.unita.all()
    )
    return CasaNelTempo(aperta, unita)


@dataclass(frozen=True)
class MeseOccupato:
    """Bed-days of a month; the bars are as long as the mean beds of a day. ``tasso`` is None when none was there."""

    nome: str
    quando: str
    disponibili: int
    occupati: int
    tasso: Decimal | None
    larghezza_disponibili: str
    larghezza_occupati: str


def mesi_occupati(casa: CasaNelTempo, mesi: list[tuple[date, date]], oggi: date) -> list[MeseOccupato]:
    conti = [(dal, al, giorni_letto(casa, dal, al), giorni_letto_occupati(casa, dal, al)) for dal, al in mesi]
    massimo = max((_al_giorno(max(d, o), dal, al) for dal, al, d, o in conti), default=Decimal(0))
    return [
        MeseOccupato(
            nome=nome_mese(dal),
            quando="previsto" if dal > oggi else "in corso" if al >= oggi else "",
            disponibili=disponibili,
            occupati=occupati,
            tasso=tasso_occupazione(occupati, disponibili),
            larghezza_disponibili=_larghezza(_al_giorno(disponibili, dal, al), massimo),
            larghezza_occupati=_larghezza(_al_giorno(occupati, dal, al), massimo),
        )
        for dal, al, disponibili, occupati in conti
    ]


def nome_mese(giorno: date) -> str:
    """``novembre 2026``."""
    return f"{MESI[giorno.month - 1]} {giorno.year}"


def _al_giorno(giorni_letto: int, dal: date, al: date) -> Decimal:
    return Decimal(giorni_letto) / ((al - dal).days + 1)


def _larghezza(valore: Decimal, massimo: Decimal) -> str:
    return f"{valore / massimo * 100 if massimo else 0:.1f}%"


@dataclass(frozen=True)
class Cella:
    """A unit in a month: what is written there, and the colour of the cell."""

    voci: tuple[str, ...]
    classe: str


CASA_NON_APERTA = Cella(("casa non aperta",), "futuro")


@dataclass(frozen=True)
class RigaCalendario:
    unita: Any
    celle: tuple[Cella, ...]


def calendario(struttura: Struttura, mesi: list[tuple[date, date]], oggi: date) -> list[RigaCalendario]:
    """Units by months: who is there, from when and until when; closures; when unit or house are not there."""
    return [
        RigaCalendario(
            u,
            tuple(
                _cella(u, soggiorni(u, oggi), chiusure(u), mese) if _aperta(struttura, mese) else CASA_NON_APERTA
                for mese in mesi
            ),
        )
        for u in struttura.unita.all()
    ]


def _aperta(struttura: Struttura, mese: tuple[date, date]) -> bool:
    """Whether the house was open for a day of the month at least."""
    dal, al = struttura.attiva_dal, struttura.chiusa_il
    return dal is not None and dal <= mese[1] and (al is None or al >= mese[0])


def _cella(unita: Any, abitanti: list[Impegno], ferma: list[Impegno], mese: tuple[date, date]) -> Cella:
    if unita.dal > mese[1] or (unita.al is not None and unita.al < mese[0]):
        return Cella(("non c’è",), "futuro")
    voci = tuple(_voci(abitanti, mese))
    chiusa = tuple(_voci(ferma, mese))
    classe = "c3" if voci else "futuro" if chiusa else "c0"
    return Cella(voci + chiusa or ("libera",), classe)


def _voci(impegni: list[Impegno], mese: tuple[date, date]) -> Iterator[str]:
    for impegno in impegni:
        dal, al = impegno.periodo
        if dal <= mese[1] and (al is None or al >= mese[0]):
            yield f"{detto(impegno)}{_confini(impegno, mese)}"


def detto(impegno: Impegno) -> str:
    """``Maria Rossi``, ``N-2026-0001``, ``abitata`` for who does not read who; ``chiusa: imbiancatura``."""
    if impegno.fermo is not None:
        return f"chiusa: {impegno.motivo}"
    chi = impegno.chi or "abitata"
    return f"{chi}, atteso" if impegno.stato == StatoPermanenza.PREPARAZIONE else chi


def _confini(impegno: Impegno, mese: tuple[date, date]) -> str:
    dal, al = impegno.periodo
    inizia = f", dal {in_data(dal)}" if dal >= mese[0] else ""
    if al is None or al > mese[1]:
        return inizia
    return f"{inizia}, oltre la fine" if impegno.oltre else f"{inizia}, fino al {in_data(al)}"
