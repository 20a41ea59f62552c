"""Where a milestone of the line stands on a day, and which days it may have (domain.md 5: all within a year)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from valdera_housing.kit.esito import Esito, no
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.rules.durata import fine_dopo_mesi

MESI_PER_LE_TAPPE = 12


@dataclass(frozen=True)
class StatoTappa:
    """``giorni`` are those left, or those of delay; 0 for a milestone reached in time."""

    chiave: Literal["raggiunta", "in_ritardo", "attesa"]
    giorni: int
    testo: str


def entro_predefinito(inizio: date) -> date:
    """The last day of the first year of a convention that began on ``inizio``."""
    return fine_dopo_mesi(inizio, MESI_PER_LE_TAPPE)


def stato_tappa(entro: date, raggiunta: date | None, oggi: date) -> StatoTappa:
    """Reached (in time or late), late, or still to come. The day it is due by is still in time."""
    ritardo = ((raggiunta or oggi) - entro).days
    giorni = f"{abs(ritardo)} {plurale(ritardo, 'giorno,giorni')}"
    if raggiunta:
        dopo = f", con {giorni} di ritardo" if ritardo > 0 else ""
        return StatoTappa("raggiunta", max(ritardo, 0), f"Raggiunta il {in_data(raggiunta)}{dopo}")
    if ritardo > 0:
        return StatoTappa("in_ritardo", ritardo, f"In ritardo di {giorni}")
    if ritardo == 0:
        return StatoTappa("attesa", 0, "Scade oggi")
    return StatoTappa("attesa", -ritardo, f"{plurale(ritardo, 'Manca,Mancano')} {giorni}")


def valuta_raggiungimento(codice: str, il: date, *, inizio: date, oggi: date, prima_casa: date | None) -> Esito:
    """Whether a milestone may be reached on that day; M3 asks for a house open by then."""
    if il > oggi:
        return Esito((no("La data è nel futuro: scrivila quando sarà successo"),))
    if il < inizio:
        return Esito((no(f"Una tappa si raggiunge dopo l’inizio della convenzione, il {in_data(inizio)}"),))
    if codice == "M3" and (prima_casa is None or prima_casa > il):
        quando = f"la prima è aperta dal {in_data(prima_casa)}" if prima_casa else "non ce n’è ancora nessuna"
        return Esito((no(f"Per questa tappa serve una casa aperta in quel giorno: {quando}"),))
    return Esito()


def valuta_spostamento(entro: date, *, prima: date, raggiunta: date | None, inizio: date, fine: date) -> Esito:
    """Whether a milestone may be due by another day: inside the convention, and not reached yet."""
    if raggiunta:
        return Esito((no(f"La tappa è stata raggiunta il {in_data(raggiunta)}: la sua scadenza non cambia più"),))
    if not inizio <= entro <= fine:
        return Esito((no(f"La scadenza sta dentro la convenzione, fra il {in_data(inizio)} e il {in_data(fine)}"),))
    if entro == prima:
        return Esito((no(f"La scadenza è già il {in_data(prima)}: scrivine un’altra"),))
    return Esito()
