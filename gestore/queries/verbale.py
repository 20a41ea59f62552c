"""What a handover report proposes before it is written, and what two reports say of one home."""

from dataclasses import dataclass
from decimal import Decimal

from gestore.choices import StatoStanza, StatoVerbale, TipoVerbale
from gestore.models import StanzaVerbale, Sublocazione, VerbaleConsegna
from valdera_housing.choices import TipoFornitura
from valdera_housing.kit.denaro import ZERO
from valdera_housing.models import Alloggio

STANZE_SEMPRE = ("Ingresso", "Cucina", "Soggiorno")
CONTATORI = (TipoFornitura.LUCE, TipoFornitura.GAS, TipoFornitura.ACQUA)
PEGGIO = {
    StatoStanza.BUONO.value: 0,
    StatoStanza.USURATO.value: 1,
    StatoStanza.DA_RIPARARE.value: 2,
    StatoStanza.DANNEGGIATO.value: 3,
}


def verbali_di(sublocazione: Sublocazione) -> list[VerbaleConsegna]:
    """The reports of a sublease, the handover first."""
    return list(sublocazione.verbali.select_related("redatto_da").order_by("data", "pk"))


def consegna_firmata(sublocazione: Sublocazione) -> VerbaleConsegna | None:
    return sublocazione.verbali.filter(tipo=TipoVerbale.CONSEGNA, stato=StatoVerbale.FIRMATO).first()


def stanze_proposte(alloggio: Alloggio) -> list[str]:
    """The rooms a home of its size usually has: its bedrooms, by number when they are more than one."""
    quante = alloggio.camere or 1
    camere = ["Camera"] if quante == 1 else [f"Camera {n}" for n in range(1, quante + 1)]
    return [*STANZE_SEMPRE, *camere, "Bagno"]


@dataclass(frozen=True)
class Confronto:
    """A room as it was given and as it came back. ``danno`` in euro is what the household answers for."""

    stanza: str
    prima: StanzaVerbale | None
    dopo: StanzaVerbale | None

    @property
    def peggiorata(self) -> bool:
        """Worse than normal wear: it was given in a better state and now needs repair (art. 1590 c.c.)."""
        if self.dopo is None or PEGGIO[self.dopo.stato] < PEGGIO[StatoStanza.DA_RIPARARE]:
            return False
        return self.prima is None or PEGGIO[self.dopo.stato] > PEGGIO[self.prima.stato]


def confronta(prima: list[StanzaVerbale], dopo: list[StanzaVerbale]) -> list[Confronto]:
    """The rooms of two reports side by side, in the order of the first, then the new ones."""
    date, rese = {s.stanza: s for s in prima}, {s.stanza: s for s in dopo}
    nomi = [*date, *(nome for nome in rese if nome not in date)]
    return [Confronto(nome, date.get(nome), rese.get(nome)) for nome in nomi]


def danni(stanze: list[StanzaVerbale]) -> Decimal:
    return sum((s.danno for s in stanze if s.danno), ZERO)
