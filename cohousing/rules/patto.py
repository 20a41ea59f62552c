"""When the rules of a house come into force (domain.md 5)."""

from datetime import date

from valdera_housing.kit.esito import Esito, no, si
from valdera_housing.kit.scrittura import in_data


def valuta_pubblicazione(*, italiano: bool, giorno: date, prima: date | None, oggi: date) -> Esito:
    """``prima`` is since when the rules they replace are in force, None when these are the first."""
    motivi = []
    if not italiano:
        motivi.append(no("Manca il testo in italiano, che è quello che conta"))
    if giorno > oggi:
        motivi.append(no("Le regole non entrano in vigore nel futuro: mettile in vigore quel giorno"))
    if prima is not None and giorno < prima:
        motivi.append(no(f"Quelle di prima sono in vigore dal {in_data(prima)}: le nuove non vengono prima"))
    return Esito(tuple(motivi) or (si("Il testo in italiano è scritto"),))
