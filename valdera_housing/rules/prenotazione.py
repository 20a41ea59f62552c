"""Whether a booking stands: what each room may be used for (domain.md 4, room rules) and who is already taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from valdera_housing.choices import UsoStanza
from valdera_housing.kit.esito import Esito, Motivo, avviso, no
from valdera_housing.kit.giorni import in_cifre
from valdera_housing.rules.orari import ROMA, dopo

ARTICOLO = "Convenzione, uso dei locali"
PERSONE_RIUNIONE, MINUTI_RIUNIONE = 8, 120
LUNGO = timedelta(hours=12)


@dataclass(frozen=True)
class RegoleStanza:
    """A room: ``posti`` people, ``minuti`` at most. Brief meetings have a limit also where none is written."""

    nome: str
    uso: str
    posti: int | None = None
    minuti: int | None = None

    @property
    def breve(self) -> bool:
        return self.uso == UsoStanza.RIUNIONI_BREVI

    @property
    def persone_ammesse(self) -> int | None:
        return self.posti or (PERSONE_RIUNIONE if self.breve else None)

    @property
    def minuti_ammessi(self) -> int | None:
        return self.minuti or (MINUTI_RIUNIONE if self.breve else None)


@dataclass(frozen=True)
class Preso:
    """Somebody or something taken between two instants. ``viaggio``: minutes to keep free on either side, zero when
    it is in the same place.
    """

    chi: str
    inizio: datetime
    fine: datetime
    viaggio: int = 0

    def __post_init__(self) -> None:
        _in_istanti(self)


@dataclass(frozen=True)
class Richiesta:
    """What is asked for; ``stanza`` is None when it is held elsewhere."""

    inizio: datetime
    fine: datetime
    stanza: RegoleStanza | None = None
    partecipanti: int | None = None
    aperta_al_pubblico: bool = False

    def __post_init__(self) -> None:
        _in_istanti(self)

    @property
    def minuti(self) -> int:
        return int((self.fine - self.inizio).total_seconds() // 60)


def _in_istanti(intervallo: Preso | Richiesta) -> None:
    """Two hours of one zone compare as they read on the clock, also when it comes twice: instants do not."""
    for nome in ("inizio", "fine"):
        object.__setattr__(intervallo, nome, getattr(intervallo, nome).astimezone(UTC))


def valuta_prenotazione(richiesta: Richiesta, presi: Sequence[Preso] = ()) -> Esito:
    """The rules of the room, then who and what is taken at that time, each until when."""
    motivi = [*_durata(richiesta), *(_stanza(richiesta, richiesta.stanza) if richiesta.stanza else ())]
    return Esito((*motivi, *(motivo for preso in presi if (motivo := _occupato(richiesta, preso)))))


def _durata(richiesta: Richiesta) -> list[Motivo]:
    if richiesta.fine <= richiesta.inizio:
        return [no("La fine viene prima dell’inizio.")]
    return [no("Un impegno dura al massimo 12 ore.")] if richiesta.fine - richiesta.inizio > LUNGO else []


def _stanza(richiesta: Richiesta, stanza: RegoleStanza) -> list[Motivo]:
    motivi = []
    if stanza.breve and richiesta.aperta_al_pubblico:
        motivi.append(no(f"{stanza.nome} serve a riunioni brevi interne, non a incontri aperti al pubblico", ARTICOLO))
    posti, minuti = stanza.persone_ammesse, stanza.minuti_ammessi
    if posti is not None and richiesta.partecipanti is not None and richiesta.partecipanti > posti:
        motivi.append(no(f"{stanza.nome} tiene {posti} persone, ne sono previste {richiesta.partecipanti}", ARTICOLO))
    if minuti is not None and richiesta.minuti > minuti:
        motivi.append(
            no(f"{stanza.nome} si usa per {minuti} minuti al massimo: qui sono {richiesta.minuti}", ARTICOLO)
        )
    if stanza.uso == UsoStanza.FORMAZIONE:
        motivi.append(avviso(f"Per {stanza.nome} si accetta il disciplinare delle sale", ARTICOLO))
    return motivi


def _occupato(richiesta: Richiesta, preso: Preso) -> Motivo | None:
    quando = f"dalle {_ora(preso.inizio)} alle {_ora(preso.fine)} del {in_cifre(preso.inizio.astimezone(ROMA).date())}"
    if preso.inizio < richiesta.fine and richiesta.inizio < preso.fine:
        return no(f"{preso.chi}: impegno {quando}")
    prima, poi = dopo(preso.inizio, -preso.viaggio), dopo(preso.fine, preso.viaggio)
    if preso.viaggio and prima < richiesta.fine and richiesta.inizio < poi:
        return no(
            f"{preso.chi} non fa in tempo: impegno in un altro posto {quando}, e {preso.viaggio} minuti di viaggio"
        )
    return None


def _ora(momento: datetime) -> str:
    qui = momento.astimezone(ROMA)
    return f"{qui.hour}:{qui.minute:02d}"
