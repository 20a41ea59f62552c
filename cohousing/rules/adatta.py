"""For whom a building could be: for each category of people whether it suits them and why. Reasons, no score."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from valdera_housing.kit.esito import Esito, Motivo, avviso, no, si

PRIMI, METRI_PRIMI, METRI_ALTRI = 4, 14, 10
D_M_1975 = "D.M. 5 luglio 1975, art. 2"
SERVIZI_VICINI = 3
POSTI_DI_DUE_NUCLEI = 4


@dataclass(frozen=True)
class Edificio:
    """What of a building matters to who would live there. None is what nobody has seen yet."""

    visto: bool
    accessibile: bool
    vincoli: str
    superficie: Decimal | None
    posti_letto: int | None
    servizi_vicini: int | None


Regola = Callable[[Edificio], Motivo]


def superficie_minima(posti: int) -> int:
    """Square metres that a home for so many people must have."""
    return METRI_PRIMI * min(posti, PRIMI) + METRI_ALTRI * max(posti - PRIMI, 0)


def spazio(edificio: Edificio) -> Motivo:
    """Whether there is room enough for the beds."""
    if edificio.superficie is None or edificio.posti_letto is None:
        return avviso("Superficie e posti letto si sanno dopo il sopralluogo")
    minima = superficie_minima(edificio.posti_letto)
    posti = f"{edificio.posti_letto} posti letto"
    if edificio.superficie < minima:
        return no(f"Per {posti} servono almeno {minima} m²: togline qualcuno", D_M_1975)
    return si(f"Per {posti} bastano {minima} m²: ci sono", D_M_1975)


def senza_barriere(edificio: Edificio) -> Motivo:
    """Who walks badly must be able to come in, and to go up."""
    if not edificio.visto:
        return avviso("Se è accessibile si sa dopo il sopralluogo")
    if edificio.accessibile:
        return si("È accessibile")
    if edificio.vincoli:
        return no("Non è accessibile, e con i suoi vincoli i lavori vanno prima autorizzati")
    return avviso("Servono lavori per ascensore e bagni: mettili fra le fasi")


def stanze_per_famiglie(edificio: Edificio) -> Motivo:
    """A household with children needs its own rooms, and another household beside it."""
    if edificio.posti_letto is None:
        return avviso("Quante stanze può avere si sa dopo il sopralluogo")
    if edificio.posti_letto < POSTI_DI_DUE_NUCLEI:
        return no(f"Con meno di {POSTI_DI_DUE_NUCLEI} posti letto non ci stanno due nuclei con figli")
    return si(f"Con {edificio.posti_letto} posti letto ci stanno più nuclei con figli")


def _vicino(che_cosa: str) -> Regola:
    def regola(edificio: Edificio) -> Motivo:
        if edificio.servizi_vicini is None:
            return avviso(f"Se {che_cosa} sono vicini si sa dopo il sopralluogo")
        if edificio.servizi_vicini < SERVIZI_VICINI:
            return no(f"{che_cosa.capitalize()} sono lontani")
        return si(f"{che_cosa.capitalize()} sono vicini")

    return regola


trasporti = _vicino("i trasporti")
negozi_e_medico = _vicino("i negozi e il medico")
servizi_di_quartiere = _vicino("i servizi del quartiere")

REGOLE: dict[str, tuple[Regola, ...]] = {
    "DONNE_SOLE_CON_FIGLI": (spazio, stanze_per_famiglie, servizi_di_quartiere),
    "ANZIANI_SOLI": (spazio, senza_barriere, negozi_e_medico),
    "LAVORATORI": (spazio, trasporti),
    "STUDENTI": (spazio, trasporti),
    "PADRI_SEPARATI": (spazio, stanze_per_famiglie),
    "GIOVANI_CARE_LEAVER": (spazio, trasporti),
    "LIMITATA_AUTONOMIA": (spazio, senza_barriere, negozi_e_medico),
    "NUCLEI_STRANIERI": (spazio, stanze_per_famiglie, servizi_di_quartiere),
}


def adatta(edificio: Edificio) -> dict[str, Esito]:
    """The reasons for and against, category by category."""
    return {categoria: Esito(tuple(regola(edificio) for regola in regole)) for categoria, regole in REGOLE.items()}
