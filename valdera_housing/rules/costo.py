"""What an expense of a line must be."""

from dataclasses import dataclass
from datetime import date

from valdera_housing.kit.esito import Esito, no


@dataclass(frozen=True)
class DatiCosto:
    """The days of an expense, and today."""

    documento_del: date
    pagato_il: date | None
    oggi: date


def valuta_costo(dati: DatiCosto) -> Esito:
    """A document already issued, a payment already made: what is to come is not an expense yet."""
    motivi = []
    if dati.documento_del > dati.oggi:
        motivi.append(no("La data del documento è nel futuro: registra la spesa quando il documento c’è."))
    if dati.pagato_il and dati.pagato_il > dati.oggi:
        motivi.append(no("Il pagamento è nel futuro: registralo quando è stato fatto."))
    return Esito(tuple(motivi))
