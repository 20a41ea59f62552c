"""What a candidature may say, before the database is asked to remember it."""

from datetime import date

from valdera_housing.kit.esito import Esito, Motivo, no

MESI_MASSIMI = 60
IN_FUTURO = "Una candidatura si presenta oggi o si è già presentata: la data è nel futuro"
SOLO_DOVE = "Scrivi in quale comune deve vivere"
MESI_SBAGLIATI = f"I mesi vanno da 1 a {MESI_MASSIMI}"


def valuta_candidatura(
    *, presentata_il: date, oggi: date, mesi: int, con_comune: bool, solo_quel_comune: bool
) -> Esito:
    """Dates, months and comune that make sense together."""
    motivi: list[Motivo] = []
    if presentata_il > oggi:
        motivi.append(no(IN_FUTURO))
    if not 1 <= mesi <= MESI_MASSIMI:
        motivi.append(no(MESI_SBAGLIATI))
    if solo_quel_comune and not con_comune:
        motivi.append(no(SOLO_DOVE))
    return Esito(tuple(motivi))
