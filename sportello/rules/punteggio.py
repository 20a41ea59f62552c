"""The points of an application for public housing (L.R. 2/2019 all. B): the scale is data, the sum is here."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valdera_housing.kit.denaro import ZERO, in_cifre
from valdera_housing.kit.scrittura import in_data


@dataclass(frozen=True)
class VoceScala:
    """A line of the scale. ``insieme`` names lines that count together; without a cap only the best of them counts."""

    codice: str
    descrizione: str
    punti: Decimal
    valida_dal: date
    valida_al: date | None = None
    per_anno: bool = False
    insieme: str = ""
    massimo_insieme: Decimal | None = None
    perche_non_vale: str = ""

    def vale(self, giorno: date) -> bool:
        return self.valida_dal <= giorno and (self.valida_al is None or giorno <= self.valida_al)

    def perche(self, giorno: date) -> str:
        """Why the line does not count on a day; empty when it does."""
        if self.vale(giorno):
            return ""
        if giorno < self.valida_dal:
            return f"Vale dal {in_data(self.valida_dal)}"
        fine = f"Non vale più dopo il {in_data(self.valida_al or giorno)}"
        return f"{fine}: {self.perche_non_vale}" if self.perche_non_vale else fine


@dataclass(frozen=True)
class Richiesta:
    """A line an application claims; ``quantita`` is years for the lines counted by year."""

    voce: VoceScala
    quantita: int = 1

    @property
    def interi(self) -> Decimal:
        """The points before any cap."""
        return self.voce.punti * (self.quantita if self.voce.per_anno else 1)


@dataclass(frozen=True)
class RigaPunti:
    """What a line brings in the end, and why it is less than it says."""

    voce: VoceScala
    quantita: int
    punti: Decimal
    motivo: str = ""


@dataclass(frozen=True)
class Punteggio:
    righe: tuple[RigaPunti, ...] = ()

    @property
    def totale(self) -> Decimal:
        return sum((riga.punti for riga in self.righe), ZERO)


def calcola_punteggio(richieste: Iterable[Richiesta], giorno: date) -> Punteggio:
    """Line by line, as the scale was on the day of the notice: what does not hold on that day counts zero.

    Of the lines of an ``insieme`` at most ``massimo_insieme`` points count, the larger lines first; where the scale
    gives no maximum they exclude one another. A line alone is capped by its own maximum.
    """
    chieste = list(richieste)
    gruppi: dict[str, list[int]] = defaultdict(list)
    righe: dict[int, RigaPunti] = {}
    for indice, chiesta in enumerate(chieste):
        if perche := chiesta.voce.perche(giorno):
            righe[indice] = RigaPunti(chiesta.voce, chiesta.quantita, ZERO, perche)
        else:
            gruppi[chiesta.voce.insieme or f"\0{indice}"].append(indice)
    for indici in gruppi.values():
        righe |= _del_gruppo({indice: chieste[indice] for indice in indici})
    return Punteggio(tuple(righe[indice] for indice in range(len(chieste))))


def _del_gruppo(chieste: dict[int, Richiesta]) -> dict[int, RigaPunti]:
    massimi = [c.voce.massimo_insieme for c in chieste.values() if c.voce.massimo_insieme is not None]
    da_solo = not next(iter(chieste.values())).voce.insieme
    massimo = max(massimi, default=None)
    resto = massimo if massimo is not None else max(c.interi for c in chieste.values())
    righe = {}
    for indice, chiesta in sorted(chieste.items(), key=lambda coppia: -coppia[1].interi):
        punti = min(chiesta.interi, resto)
        resto -= punti
        motivo = "" if punti == chiesta.interi else _perche_meno(massimo, da_solo)
        righe[indice] = RigaPunti(chiesta.voce, chiesta.quantita, punti, motivo)
    return righe


def _perche_meno(massimo: Decimal | None, da_solo: bool) -> str:
    if massimo is None:
        return "Conta solo la voce più alta fra quelle che si escludono"
    dove = "Questa voce" if da_solo else "Insieme alle altre"
    return f"{dove} vale al massimo {in_cifre(massimo)} punti"


@dataclass(frozen=True)
class PersonaAllaData:
    """A member of a household on the day of the notice; ``nata_il`` is None when nobody wrote it."""

    nata_il: date | None


@dataclass(frozen=True)
class SituazioneErp:
    """What the data of a household say for sure on the day of the notice."""

    persone: tuple[PersonaAllaData, ...]
    sfratto_finita_locazione: bool = False


ANZIANO, MAGGIORENNE = 65, 18


def anni_compiuti(nata_il: date, giorno: date) -> int:
    return giorno.year - nata_il.year - ((giorno.month, giorno.day) < (nata_il.month, nata_il.day))


def fatti_certi(situazione: SituazioneErp, giorno: date) -> dict[str, str]:
    """What results from the data, by the word of the scale's starting codes: a hint to read, never an answer.

    Nothing is said of ages when the birth date of somebody is missing.
    """
    fatti = {}
    eta = [anni_compiuti(p.nata_il, giorno) for p in situazione.persone if p.nata_il]
    if any(anni >= ANZIANO for anni in eta):
        fatti["ANZIANI"] = "nel nucleo c’è chi ha compiuto 65 anni"
    if eta and len(eta) == len(situazione.persone):
        minori, adulti = sum(anni < MAGGIORENNE for anni in eta), sum(anni >= MAGGIORENNE for anni in eta)
        if minori and adulti == 1:
            fatti["SOLO-MIN"] = f"un solo adulto con {minori} {'minore' if minori == 1 else 'minori'}"
        elif minori and adulti == 2:
            fatti["DUE-MIN"] = f"due adulti con {minori} {'minore' if minori == 1 else 'minori'}"
    if situazione.sfratto_finita_locazione:
        fatti["SFRATTO-FL"] = "è aperto uno sfratto per finita locazione"
    return fatti
