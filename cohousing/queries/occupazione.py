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
    UnitaNelTempo,
    giorni_letto,
    giorni_letto_occupati,
    periodo_abitato,
    tasso_occupazione,
)
from valdera_housing.kit.giorni import MESI
from valdera_housing.kit.periodo import Periodo
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.rules.durata import UN_GIORNO

MESI_PRIMA, MESI_DOPO = 12, 6


def mesi_intorno(oggi: date, prima: int = MESI_PRIMA, dopo: int = MESI_DOPO) -> list[Periodo]:
    """The last months, this one included, and of the next."""
    primo = aggiungi_mesi(oggi.replace(day=1), 1 - prima)
    inizi = [aggiungi_mesi(primo, n) for n in range(prima + dopo + 1)]
    return [Periodo(dal, fino - UN_GIORNO) for dal, fino in pairwise(inizi)]


def finestra(oggi: date) -> tuple[date, date]:
    """The first and the last day of which a house is read."""
    mesi = mesi_intorno(oggi)
    return mesi[0].dal, mesi[-1].ultimo


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
        return self.stato == StatoPermanenza.IN_CORSO and self.fine is not None and self.periodo.al != self.fine


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
    return [Impegno(Periodo.letto(c), fermo=c["pk"], motivo=c["motivo"]) for c in unita.chiusa]


def casa_nel_tempo(struttura: Struttura, oggi: date) -> CasaNelTempo:
    """A house as the rules of its capacity read it."""
    unita = tuple(
        UnitaNelTempo(
            u.posti_letto,
            u.giorni,
            tuple(c.periodo for c in chiusure(u)),
            tuple(s.periodo for s in soggiorni(u, oggi)),
        )
        for u in struttura.unita.all()
    )
    return CasaNelTempo(struttura.aperta, unita)


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


def mesi_occupati(casa: CasaNelTempo, mesi: list[Periodo], oggi: date) -> list[MeseOccupato]:
    conti = [(mese, giorni_letto(casa, mese), giorni_letto_occupati(casa, mese)) for mese in mesi]
    massimo = max((_al_giorno(max(d, o), mese) for mese, d, o in conti), default=Decimal(0))
    return [
        MeseOccupato(
            nome=nome_mese(mese.dal),
            quando="previsto" if mese.dal > oggi else "in corso" if mese.comprende(oggi) else "",
            disponibili=disponibili,
            occupati=occupati,
            tasso=tasso_occupazione(occupati, disponibili),
            larghezza_disponibili=_larghezza(_al_giorno(disponibili, mese), massimo),
            larghezza_occupati=_larghezza(_al_giorno(occupati, mese), massimo),
        )
        for mese, disponibili, occupati in conti
    ]


def nome_mese(giorno: date) -> str:
    """``novembre 2026``."""
    return f"{MESI[giorno.month - 1]} {giorno.year}"


def _al_giorno(giorni_letto: int, mese: Periodo) -> Decimal:
    return Decimal(giorni_letto) / mese.giorni


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


def calendario(struttura: Struttura, mesi: list[Periodo], oggi: date) -> list[RigaCalendario]:
    """Units by months: who is there, from when and until when; closures; when unit or house are not there."""
    aperta = struttura.aperta
    return [
        RigaCalendario(
            u,
            tuple(
                _cella(u, soggiorni(u, oggi), chiusure(u), mese) if aperta and aperta.tocca(mese) else CASA_NON_APERTA
                for mese in mesi
            ),
        )
        for u in struttura.unita.all()
    ]


def _cella(unita: Any, abitanti: list[Impegno], ferma: list[Impegno], mese: Periodo) -> Cella:
    if not unita.giorni.tocca(mese):
        return Cella(("non c’è",), "futuro")
    voci = tuple(_voci(abitanti, mese))
    chiusa = tuple(_voci(ferma, mese))
    classe = "c3" if voci else "futuro" if chiusa else "c0"
    return Cella(voci + chiusa or ("libera",), classe)


def _voci(impegni: list[Impegno], mese: Periodo) -> Iterator[str]:
    for impegno in impegni:
        if impegno.periodo.tocca(mese):
            yield f"{detto(impegno)}{_confini(impegno, mese)}"


def detto(impegno: Impegno) -> str:
    """``Maria Rossi``, ``N-2026-0001``, ``abitata`` for who does not read who; ``chiusa: imbiancatura``."""
    if impegno.fermo is not None:
        return f"chiusa: {impegno.motivo}"
    chi = impegno.chi or "abitata"
    return f"{chi}, atteso" if impegno.stato == StatoPermanenza.PREPARAZIONE else chi


def _confini(impegno: Impegno, mese: Periodo) -> str:
    dal, al = impegno.periodo.dal, impegno.periodo.al
    inizia = f", dal {in_data(dal)}" if dal >= mese.dal else ""
    if al is None or al > mese.ultimo:
        return inizia
    return f"{inizia}, oltre la fine" if impegno.oltre else f"{inizia}, fino al {in_data(al)}"
