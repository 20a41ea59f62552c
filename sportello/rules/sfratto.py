"""Where an eviction stands and which day comes next, from its type and its events (domain.md 2.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Literal

from sportello.choices import EsitoAccessoGiudiziario, FaseSfratto, Fragilita, TipoEventoSfratto, TipoSfratto
from valdera_housing.kit.esito import Motivo

E, F, A = TipoEventoSfratto, FaseSfratto, EsitoAccessoGiudiziario

MORA = "art. 5 L. 392/1978"
INTIMAZIONE = "art. 660 c.p.c."
GRAZIA = "art. 55 L. 392/1978"
ESECUZIONE = "art. 56 L. 392/1978"
PRECETTO = "artt. 480 e 605 c.p.c."
PRECETTO_SCADE = "art. 481 c.p.c."
PREAVVISO = "art. 608 c.p.c."
ACCESSI = "artt. 513 e 608 c.p.c."
PROROGA = "art. 6 L. 431/1998"
USO = "prassi degli ufficiali giudiziari"

TITOLI = (E.CONVALIDA, E.ORDINANZA)
RILASCIATA = (A.ESEGUITO, A.RILASCIO_SPONTANEO)
# Who may ask for the longer postponement of art. 6, as far as the file knows it.
PROTETTE = (
    Fragilita.OVER_65,
    Fragilita.OVER_70,
    Fragilita.INVALIDITA,
    Fragilita.NON_AUTOSUFFICIENZA,
    Fragilita.MALATTIA,
)
FASI = {
    E.DISDETTA_O_MORA: F.DISDETTA_O_MORA,
    E.INTIMAZIONE: F.INTIMAZIONE,
    E.UDIENZA: F.UDIENZA,
    E.TERMINE_DI_GRAZIA: F.TERMINE_DI_GRAZIA,
    E.CONVALIDA: F.CONVALIDA,
    E.ORDINANZA: F.CONVALIDA,
    E.PRECETTO: F.PRECETTO,
    E.PREAVVISO: F.PREAVVISO,
    E.ACCESSO: F.ACCESSO,
    E.ESECUZIONE: F.ACCESSO,
}
EVITANO = (E.SANATORIA, E.RINUNCIA, E.ACCORDO)
FINISCONO = (*EVITANO, E.RILASCIO, E.ESECUZIONE)
CHIUDI = "Chiudi lo sfratto con il suo esito"


@dataclass(frozen=True)
class Soglie:
    """Days, months and times of the procedure; each is changed by the parameter ``sfratto_`` and its name."""

    giorni_mora: int = 20
    giorni_comparizione: int = 20
    grazia_giorni: int = 90
    grazia_giorni_disagio: int = 120
    grazia_volte: int = 3
    grazia_volte_disagio: int = 4
    grazia_anni: int = 4
    grazia_giorni_verifica: int = 10
    esecuzione_mesi: int = 6
    esecuzione_mesi_massimo: int = 12
    esecuzione_giorni_dopo_grazia: int = 60
    precetto_giorni: int = 10
    precetto_efficacia: int = 90
    preavviso_giorni: int = 10
    accessi_minimi: int = 2
    proroga_mesi: int = 6
    proroga_mesi_protetti: int = 18


@dataclass(frozen=True)
class Evento:
    """What happened on ``giorno``; ``per_il`` (and ``ora``) is the day it fixes, ``esito`` how an access went."""

    tipo: str
    giorno: date
    per_il: date | None = None
    esito: str = ""
    ora: time | None = None
    nota: str = ""
    chiave: int | None = None

    @property
    def libera(self) -> bool:
        """Whether the home was given back with it."""
        return self.tipo in (E.RILASCIO, E.ESECUZIONE) or self.esito in RILASCIATA

    @property
    def nome(self) -> str:
        return E(self.tipo).label


@dataclass(frozen=True)
class DatiSfratto:
    """What the computation needs to know besides the events.

    ``grazie_prima`` are the days of the grace terms the household had in other evictions.
    """

    tipo: str
    fragilita: tuple[str, ...] = ()
    chiuso_il: date | None = None
    esito: str = ""
    grazie_prima: tuple[date, ...] = ()

    @property
    def protetto(self) -> bool:
        return any(f in PROTETTE for f in self.fragilita)


Quando = Literal["fatto", "prossimo", "possibile"]


@dataclass(frozen=True)
class PassoSfratto:
    """A moment of the procedure. Done on ``giorno``; to come between ``dal`` and ``al``, as far as they are known.

    ``testo`` says what the law sets, ``articolo`` where, ``avvisi`` what is wrong with what was done.
    """

    nome: str
    quando: Quando
    giorno: date | None = None
    dal: date | None = None
    al: date | None = None
    testo: str = ""
    articolo: str = ""
    ora: time | None = None
    nota: str = ""
    avvisi: tuple[Motivo, ...] = ()
    chiave: int | None = None


@dataclass(frozen=True)
class Situazione:
    """An eviction on a day. ``prossimo_passo`` is what is stored; ``da_fare`` what to read today."""

    dati: DatiSfratto
    eventi: tuple[Evento, ...]
    soglie: Soglie
    oggi: date
    fase: str
    prossima_data: date | None
    prossimo_passo: str
    sospeso: bool
    da_chiudere: bool
    passi: tuple[PassoSfratto, ...] = field(default=())

    @property
    def scaduta(self) -> bool:
        """Whether the next day has passed and nobody wrote how it went."""
        return self.prossima_data is not None and self.prossima_data < self.oggi

    @property
    def da_fare(self) -> str:
        return da_fare(self.prossimo_passo, self.prossima_data, self.oggi)

    def ultimo(self, *tipi: str) -> Evento | None:
        """The last event of these types."""
        return next((e for e in reversed(self.eventi) if e.tipo in tipi), None)

    @property
    def rilascio(self) -> Evento | None:
        """The event with which the home was given back."""
        return next((e for e in self.eventi if e.libera), None)


def da_fare(passo: str, giorno: date | None, oggi: date) -> str:
    """The sentence of a next step: once its day has passed, somebody must write how it went."""
    if giorno is None or giorno >= oggi or passo == CHIUDI:
        return passo
    if passo.startswith("Udienza"):
        return "Registra com’è andata l’udienza"
    if passo.startswith("Accesso"):
        return "Registra com’è andato l’accesso"
    return f"{passo}: registra che cosa è successo"


def numero_accesso(eventi: Sequence[Evento]) -> int:
    """The number of the next access: they are counted from the first, whatever their outcome."""
    return sum(e.tipo == E.ACCESSO for e in eventi) + 1


def fase_di(eventi: Sequence[Evento]) -> str:
    """The stage of the last event that has one."""
    return next((FASI[E(e.tipo)] for e in reversed(eventi) if e.tipo in FASI), F.DISDETTA_O_MORA)


def sospeso(eventi: Sequence[Evento]) -> bool:
    """Suspended until the procedure moves again."""
    ultimo = next((e for e in reversed(eventi) if e.tipo != E.COMUNICAZIONE_PREFETTURA), None)
    return ultimo is not None and ultimo.tipo == E.SOSPENSIONE


def prossima(dati: DatiSfratto, eventi: Sequence[Evento], soglie: Soglie) -> tuple[date | None, str, bool]:
    """Next day, what happens on it, and whether only the closing is left."""
    ultimo = next((e for e in reversed(eventi) if e.tipo != E.COMUNICAZIONE_PREFETTURA), None)
    if dati.chiuso_il:
        return None, "", False
    if ultimo is None:
        return None, "Registra che cosa è successo finora", False
    if ultimo.libera or (ultimo.tipo in FINISCONO and not ultimo.per_il):
        return ultimo.giorno, CHIUDI, True
    giorno, passo = _fissato(dati, ultimo, eventi, soglie)
    return giorno, passo, False


def _fissato(dati: DatiSfratto, ultimo: Evento, eventi: Sequence[Evento], soglie: Soglie) -> tuple[date | None, str]:
    """The day fixed by an event, or what to ask for when it fixes none."""
    if ultimo.tipo == E.PRECETTO:
        return rilascio_dal(ultimo, eventi, soglie), "Da qui può arrivare il preavviso di rilascio"
    accesso = f"Accesso n. {numero_accesso(eventi)} dell’ufficiale giudiziario"
    finisce = "Finisce il contratto" if dati.tipo == TipoSfratto.FINITA_LOCAZIONE else "Scade il termine della lettera"
    passi = {
        E.DISDETTA_O_MORA: (finisce, "Aspetta l’intimazione: registrala quando arriva"),
        E.INTIMAZIONE: ("Udienza", "Registra il giorno dell’udienza"),
        E.UDIENZA: ("Udienza", "Registra che cosa ha deciso il giudice"),
        E.TERMINE_DI_GRAZIA: ("Scade il termine di grazia", "Registra quando scade il termine di grazia"),
        E.CONVALIDA: ("Data di esecuzione fissata dal giudice", "Registra il giorno di esecuzione"),
        E.ORDINANZA: ("Data di esecuzione fissata dal giudice", "Registra il giorno di esecuzione"),
        E.PREAVVISO: (accesso, "Registra il giorno dell’accesso"),
        E.ACCESSO: (accesso, "Chiedi quando sarà il prossimo accesso"),
        E.PROROGA: ("Nuova data di rilascio dopo la proroga", "Registra fino a quando è la proroga"),
        E.SOSPENSIONE: ("Finisce la sospensione", "Sospeso, senza una data"),
        E.ACCORDO: ("Scade l’accordo", ""),
        E.SANATORIA: ("Scade il termine per sanare", ""),
        E.RINUNCIA: ("La rinuncia vale da questo giorno", ""),
    }
    con_data, senza = passi[E(ultimo.tipo)]
    return (ultimo.per_il, con_data) if ultimo.per_il else (None, senza)


def rilascio_dal(precetto: Evento, eventi: Sequence[Evento], soglie: Soglie) -> date:
    """The first day of a release: ten days after the precetto, not before the day the judge fixed."""
    minimo = precetto.per_il or precetto.giorno + timedelta(days=soglie.precetto_giorni)
    fissate = [e.per_il for e in eventi if e.tipo in (*TITOLI, E.PROROGA) and e.per_il]
    return max([minimo, *fissate[-1:]])
