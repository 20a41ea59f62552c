"""How feasible a shared house in a building is: parts that sum to 100, each with its reason in words (domain.md 5).

What is not known yet is worth nothing, and says what to write. Better on one side never makes the total worse.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from valdera_housing.kit.denaro import centesimi, in_euro
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import aggiungi_mesi

MASSIMO = 100
CONSERVAZIONE = {1: (0, "rovina"), 2: (6, "cattivo"), 3: (12, "mediocre"), 4: (19, "buono"), 5: (25, "pronto")}
SERVIZI = {1: (0, "isolato"), 2: (4, "lontani"), 3: (8, "raggiungibili"), 4: (11, "vicini"), 5: (15, "sotto casa")}
TITOLO = {
    "CONCESSIONE": (10, "una concessione"), "COMODATO": (8, "un comodato"), "LOCAZIONE": (6, "una locazione"),
    "ACQUISTO": (4, "un acquisto"),
}  # fmt: skip
# Points when it is free now, within six months, within a year, later; occupied without a day is not free at all.
DISPONIBILITA = {
    "LIBERO": ("libero", (20, 16, 12, 8)),
    "PARZIALE": ("libero in parte", (12, 9, 7, 5)),
    "OCCUPATO": ("occupato", (6, 6, 4, 2)),
}
COSTO_MASSIMO = 20
ACCESSIBILE, SENZA_VINCOLI, CON_VINCOLI = 5, 5, 2


@dataclass(frozen=True)
class Soglie:
    """Cost of the works for each bed, in euro: at most ``basso`` is worth everything, ``alto`` or more nothing."""

    basso: Decimal = Decimal(10_000)
    alto: Decimal = Decimal(60_000)


@dataclass(frozen=True)
class DatiImmobile:
    """What the office knows of a building on a day. ``visto``: somebody went there."""

    giorno: date
    visto: bool
    conservazione: int | None
    disponibilita: str
    disponibile_dal: date | None
    costo: Decimal | None
    posti_letto: int | None
    servizi_vicini: int | None
    titolo: str
    accessibile: bool
    vincoli: str


@dataclass(frozen=True)
class Parte:
    """A part of the score. ``manca``: it is zero because something is still to be written."""

    nome: str
    punti: int
    massimo: int
    perche: str
    manca: bool = False


def parti(dati: DatiImmobile, soglie: Soglie) -> list[Parte]:
    """The six parts, in the order in which they are read."""
    regole: tuple[Callable[[DatiImmobile, Soglie], Parte], ...] = (
        _conservazione, _disponibilita, _costo, _servizi, _titolo, _vincoli,
    )  # fmt: skip
    return [regola(dati, soglie) for regola in regole]


def punteggio(dati: DatiImmobile, soglie: Soglie) -> int:
    """From 0 to 100."""
    return sum(parte.punti for parte in parti(dati, soglie))


def costo_per_posto(costo: Decimal | None, posti_letto: int | None) -> Decimal | None:
    """Euro of works for each bed; None while one of the two is missing."""
    return None if costo is None or not posti_letto else centesimi(costo / posti_letto)


def _conservazione(dati: DatiImmobile, _: Soglie) -> Parte:
    nome, massimo = "Stato di conservazione", CONSERVAZIONE[5][0]
    if dati.conservazione is None:
        return Parte(nome, 0, massimo, "Fai il sopralluogo e scrivi lo stato di conservazione", manca=True)
    punti, parola = CONSERVAZIONE[dati.conservazione]
    return Parte(nome, punti, massimo, f"{dati.conservazione} su 5: {parola}")


def _disponibilita(dati: DatiImmobile, _: Soglie) -> Parte:
    nome, massimo = "Disponibilità", DISPONIBILITA["LIBERO"][1][0]
    parola, punti = DISPONIBILITA[dati.disponibilita]
    dal = dati.disponibile_dal
    if dati.disponibilita == "OCCUPATO" and dal is None:
        return Parte(nome, 0, massimo, "Occupato: scrivi da quando si libera", manca=True)
    if dal is None or dal <= dati.giorno:
        return Parte(nome, punti[0], massimo, f"{parola.capitalize()}, da subito")
    fascia = 1 if dal <= aggiungi_mesi(dati.giorno, 6) else 2 if dal <= aggiungi_mesi(dati.giorno, 12) else 3
    entro = ("", "entro sei mesi", "entro un anno", "fra più di un anno")[fascia]
    return Parte(nome, punti[fascia], massimo, f"{parola.capitalize()}, disponibile {entro}: dal {in_data(dal)}")


def _costo(dati: DatiImmobile, soglie: Soglie) -> Parte:
    nome = "Costo dei lavori per posto letto"
    a_posto = costo_per_posto(dati.costo, dati.posti_letto)
    if a_posto is None:
        manca = "quanti posti letto può avere" if dati.costo is not None else "il costo stimato dei lavori"
        return Parte(nome, 0, COSTO_MASSIMO, f"Scrivi {manca}", manca=True)
    perche = f"{in_euro(a_posto)} a posto; il massimo fino a {in_euro(soglie.basso)}, zero da {in_euro(soglie.alto)}"
    if a_posto <= soglie.basso:
        return Parte(nome, COSTO_MASSIMO, COSTO_MASSIMO, perche)
    if a_posto >= soglie.alto:
        return Parte(nome, 0, COSTO_MASSIMO, perche)
    quota = COSTO_MASSIMO * (soglie.alto - a_posto) / (soglie.alto - soglie.basso)
    return Parte(nome, int(quota.quantize(Decimal(1), ROUND_HALF_UP)), COSTO_MASSIMO, perche)


def _servizi(dati: DatiImmobile, _: Soglie) -> Parte:
    nome, massimo = "Servizi e trasporti vicini", SERVIZI[5][0]
    if dati.servizi_vicini is None:
        return Parte(nome, 0, massimo, "Fai il sopralluogo e scrivi quali servizi ci sono vicino", manca=True)
    punti, parola = SERVIZI[dati.servizi_vicini]
    return Parte(nome, punti, massimo, f"{dati.servizi_vicini} su 5: {parola}")


def _titolo(dati: DatiImmobile, _: Soglie) -> Parte:
    nome, massimo = "Come si potrebbe avere", TITOLO["CONCESSIONE"][0]
    if dati.titolo not in TITOLO:
        return Parte(nome, 0, massimo, "Scrivi come si potrebbe avere: concessione, comodato, locazione…", manca=True)
    punti, parola = TITOLO[dati.titolo]
    return Parte(nome, punti, massimo, f"Con {parola}")


def _vincoli(dati: DatiImmobile, _: Soglie) -> Parte:
    nome, massimo = "Vincoli e accessibilità", ACCESSIBILE + SENZA_VINCOLI
    if not dati.visto:
        return Parte(nome, 0, massimo, "Fai il sopralluogo e scrivi vincoli e accessibilità", manca=True)
    liberi = CON_VINCOLI if dati.vincoli else SENZA_VINCOLI
    entra = ACCESSIBILE if dati.accessibile else 0
    vincoli = "con vincoli" if dati.vincoli else "senza vincoli"
    perche = f"{'Accessibile' if entra else 'Da rendere accessibile'}, {vincoli}"
    return Parte(nome, liberi + entra, massimo, perche)
