"""How much a service of a condominio sociale opened and whom it reached; what its shifts must be (domain.md 5)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from valdera_housing.kit.esito import Esito, avviso, no
from valdera_housing.kit.scrittura import con_giorno, in_data, in_ora, plurale
from valdera_housing.rules.orari import ROMA, istante

MASSIMO_TURNI = 100
ORA = 60
DECIMO = Decimal("0.1")


@dataclass(frozen=True)
class Numeri:
    """What the shifts that were held add up to.

    ``persone`` is the sum of first times: no names are kept, so only who opens knows who had never come.
    """

    aperture: int = 0
    minuti: int = 0
    abitanti: int = 0
    quartiere: int = 0
    persone: int = 0

    @property
    def presenze(self) -> int:
        return self.abitanti + self.quartiere

    @property
    def media(self) -> Decimal | None:
        """Attendances for each opening; None when it never opened."""
        if not self.aperture:
            return None
        return (Decimal(self.presenze) / self.aperture).quantize(DECIMO, ROUND_HALF_UP)


@dataclass(frozen=True)
class Turnazione:
    """Shifts to be planned: these weekdays (as ``date.weekday()``) and hours, between two days."""

    dal: date
    al: date
    giorni: Collection[int]
    dalle: time
    alle: time


@dataclass(frozen=True)
class Orario:
    """When a shift begins and ends."""

    inizio: datetime
    fine: datetime

    @property
    def giorno(self) -> date:
        return self.inizio.astimezone(ROMA).date()

    def tocca(self, altro: "Orario") -> bool:
        return self.inizio < altro.fine and altro.inizio < self.fine

    def __str__(self) -> str:
        return f"{con_giorno(self.inizio)}–{in_ora(self.fine)}"


@dataclass(frozen=True)
class Venuti:
    """Who came, in numbers: who lives there, who lives near, how many of them all for the first time."""

    abitanti: int
    quartiere: int
    prime_volte: int


def minuti_aperto(inizio: datetime, fine: datetime) -> int:
    """As they are lived: the night of October has one hour more, that of March one less."""
    return int((fine.astimezone(UTC) - inizio.astimezone(UTC)).total_seconds()) // ORA


def orari_di(turnazione: Turnazione) -> list[Orario]:
    """The shifts of those days, in order; one more than the office adds at once, when they are too many."""
    trovati: list[Orario] = []
    giorno = turnazione.dal
    while giorno <= turnazione.al and len(trovati) <= MASSIMO_TURNI:
        if giorno.weekday() in turnazione.giorni:
            trovati.append(Orario(istante(giorno, turnazione.dalle), istante(giorno, turnazione.alle)))
        giorno += timedelta(days=1)
    return trovati


def valuta_turnazione(orari: Sequence[Orario], dal: date, al: date | None) -> Esito:
    """At least a day, not more than the office can look at, all while the service is there."""
    if not orari:
        return Esito((no("Fra quei giorni non c’è nessuno dei giorni della settimana che hai scelto"),))
    if any(orario.fine <= orario.inizio for orario in orari):
        return Esito((no("L’ora in cui chiude viene dopo quella in cui apre"),))
    if len(orari) > MASSIMO_TURNI:
        return Esito((no(f"Sono più di {MASSIMO_TURNI} turni: accorcia il periodo e aggiungi gli altri dopo"),))
    return valuta_giorni((orari[0].giorno, orari[-1].giorno), dal, al)


def valuta_giorni(giorni: Iterable[date], dal: date, al: date | None) -> Esito:
    """Shifts are in the days in which the service is there."""
    if any(giorno < dal for giorno in giorni):
        return Esito((no(f"Il servizio comincia il {in_data(dal)}: i suoi turni vengono dopo"),))
    if al is not None and any(giorno > al for giorno in giorni):
        return Esito((no(f"Il servizio finisce il {in_data(al)}: i suoi turni vengono prima"),))
    return Esito()


def separa(proposti: Sequence[Orario], presenti: Sequence[Orario]) -> tuple[list[Orario], list[Orario]]:
    """Those that find their hours free, and those left out because a shift is already there."""
    liberi: list[Orario] = []
    occupati: list[Orario] = []
    for orario in proposti:
        (occupati if any(orario.tocca(altro) for altro in (*presenti, *liberi)) else liberi).append(orario)
    return liberi, occupati


def valuta_registrazione(orario: Orario, adesso: datetime, venuti: Venuti) -> Esito:
    """People are counted when the shift has begun; who came for the first time is among who came."""
    motivi = []
    if orario.inizio > adesso:
        motivi.append(no(f"Il turno comincia {con_giorno(orario.inizio)}: com’è andato si registra dopo"))
    totale = venuti.abitanti + venuti.quartiere
    if venuti.prime_volte > totale:
        vengono = plurale(venuti.prime_volte, "persona è venuta,persone sono venute")
        motivi.append(
            no(f"{venuti.prime_volte} {vengono} per la prima volta, ma in tutto ne sono venute {totale}: ricontrolla")
        )
    return Esito(tuple(motivi))


def valuta_inizio(dal: date, primo: date | None) -> Esito:
    """A service does not begin after its first shift."""
    if primo is not None and dal > primo:
        return Esito((no(f"Il primo turno è del {in_data(primo)}: il servizio non può cominciare dopo"),))
    return Esito()


@dataclass(frozen=True)
class DatiChiusura:
    """A service to be closed: its first day and the last one proposed, the shifts around it.

    ``ultimo_svolto`` is the day of the last shift held, ``previsti`` how many are planned after the last day.
    """

    dal: date
    al: date
    oggi: date
    ultimo_svolto: date | None
    previsti: int
    salta: bool


def valuta_chiusura(dati: DatiChiusura) -> Esito:
    """Nobody finds the door closed: planned shifts are skipped with the closing, or held before it."""
    motivi = []
    if dati.al > dati.oggi:
        motivi.append(no("L’ultimo giorno è nel futuro: chiudi il servizio quando sarà passato"))
    if dati.al < dati.dal:
        motivi.append(no(f"Il servizio è cominciato il {in_data(dati.dal)}: non può finire prima"))
    if dati.ultimo_svolto and dati.ultimo_svolto > dati.al:
        motivi.append(no(f"Il {in_data(dati.ultimo_svolto)} il servizio era aperto: non può finire prima"))
    if dati.previsti:
        rimasti = plurale(dati.previsti, "turno previsto,turni previsti")
        frase = f"Dopo il {in_data(dati.al)} c’è ancora {dati.previsti} {rimasti}"
        if dati.previsti > 1:
            frase = f"Dopo il {in_data(dati.al)} ci sono ancora {dati.previsti} {rimasti}"
        motivi.append(
            avviso(f"{frase}: chiudendo si saltano") if dati.salta
            else no(f"{frase}: scegli di saltarli, o registrali prima")
        )  # fmt: skip
    return Esito(tuple(motivi))


def nomi_doppi(nomi: Iterable[str]) -> list[str]:
    """Names written twice, whatever their capitals."""
    visti: set[str] = set()
    doppi = []
    for nome in nomi:
        if nome.casefold() in visti:
            doppi.append(nome)
        visti.add(nome.casefold())
    return doppi
