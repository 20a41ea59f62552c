"""How closely a house is followed: when nobody has been there for too long, hours a week (domain.md 5, I21)."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from cohousing.choices import TipoSupervisione
from valdera_housing.kit.denaro import CENTESIMO
from valdera_housing.kit.esito import Esito, no
from valdera_housing.kit.giorni import in_cifre

GIORNI_FRA_LE_VISITE = 7
MINUTI_ORA, GIORNI_SETTIMANA = 60, 7
MINUTI_DI_UN_GIORNO = 1440
CON_VERBALE = (TipoSupervisione.RIUNIONE_CASA, TipoSupervisione.EMERGENZA)
# In a visit and in a house meeting an operator is in the house and sees how it is lived in. A talk is about one
# household and may be held at the desk; an emergency is about one fact, often by telephone, and calls for a visit.
PRESENZE = (TipoSupervisione.VISITA, TipoSupervisione.RIUNIONE_CASA)


def senza_visite(ultima: date | None, giorno: date, soglia: int = GIORNI_FRA_LE_VISITE, *, aperta_dal: date) -> bool:
    """Whether a house has been without a visit for more than ``soglia`` days; without any, since it opened.

    Visits and house meetings count; talks and emergencies do not (see ``PRESENZE``). Seven days are still in time:
    the same weekday of the week after is the rhythm of the office.
    """
    return (giorno - max(ultima or aperta_dal, aperta_dal)).days > soglia


def ore_a_settimana(minuti: int, giorni: int) -> Decimal:
    """Hours of supervision a week over so many days, to the hundredth: 480 minutes in 28 days are 2,00."""
    if giorni <= 0:
        return Decimal("0.00")
    return (Decimal(minuti) * GIORNI_SETTIMANA / (MINUTI_ORA * giorni)).quantize(CENTESIMO, ROUND_HALF_UP)


def in_ore(minuti: int) -> Decimal:
    """Minutes as hours, to the hundredth."""
    return (Decimal(minuti) / MINUTI_ORA).quantize(CENTESIMO, ROUND_HALF_UP)


@dataclass(frozen=True)
class DatiSupervisione:
    """What is being written, with the days of the house. ``con_chi``: a stay is chosen, ``sua_casa`` of this house."""

    tipo: str
    giorno: date
    minuti: int
    verbale: str
    con_chi: bool
    sua_casa: bool
    aperta_dal: date | None
    chiusa_il: date | None
    oggi: date


def valuta_supervisione(dati: DatiSupervisione) -> Esito:
    """In the days in which the house is open; of meetings and emergencies the minutes, of talks with whom."""
    motivi = []
    if dati.giorno > dati.oggi:
        motivi.append(no("Il giorno è nel futuro: registrala quando c’è stata."))
    if dati.aperta_dal is None or dati.giorno < dati.aperta_dal:
        quando = f": è aperta dal {in_cifre(dati.aperta_dal)}" if dati.aperta_dal else ""
        motivi.append(no(f"In quel giorno la casa non era ancora aperta{quando}."))
    if dati.chiusa_il and dati.giorno > dati.chiusa_il:
        motivi.append(no(f"La casa è chiusa dal {in_cifre(dati.chiusa_il)}."))
    if not 1 <= dati.minuti <= MINUTI_DI_UN_GIORNO:
        motivi.append(no("La durata va da un minuto a un giorno."))
    if dati.tipo in CON_VERBALE and not dati.verbale:
        motivi.append(no("Di una riunione e di un’emergenza resta scritto che cosa si è visto e detto."))
    if dati.tipo == TipoSupervisione.COLLOQUIO and not dati.con_chi:
        motivi.append(no("Scegli con chi è stato il colloquio."))
    if dati.con_chi and not dati.sua_casa:
        motivi.append(no("Il colloquio è con chi abita questa casa."))
    return Esito(tuple(motivi))
