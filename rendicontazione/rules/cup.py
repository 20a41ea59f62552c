"""The project code on invoices (DL 13/2023, art. 5 c. 6-7; domain.md 6.1, scenario 17)."""

from dataclasses import dataclass

from valdera_housing.choices import PoliticaCup
from valdera_housing.kit.esito import Esito, Motivo, avviso, no, si

ARTICOLO = "DL 13/2023, art. 5 c. 6"
ESENZIONE = "DL 13/2023, art. 5 c. 7"
CONVENZIONE = "convenzione, art. 9"


@dataclass(frozen=True)
class DatiCup:
    """What is written on the invoice and what the convention asks (``politica``: a PoliticaCup slug)."""

    politica: str
    in_fattura: str
    della_convenzione: str
    integrato: bool = False
    fornitore_estero: bool = False


def controlla_cup(dati: DatiCup) -> Esito:
    """Yes, warning or no about the project code; empty when the convention does not ask for it."""
    if dati.politica == PoliticaCup.NON_PREVISTO or not dati.della_convenzione:
        return Esito()
    if dati.in_fattura.upper() == dati.della_convenzione.upper():
        return Esito((si(f"CUP {dati.in_fattura} in fattura"),))
    if dati.fornitore_estero:
        return Esito((si("Fornitore estero: il CUP in fattura non serve", ESENZIONE),))
    if dati.integrato:
        return Esito((si("Il CUP manca in fattura ma c'è il documento di integrazione", ARTICOLO),))
    return Esito((mancante(dati),))


def mancante(dati: DatiCup) -> Motivo:
    che_cosa = (
        f"Il CUP in fattura ({dati.in_fattura}) non è quello della convenzione ({dati.della_convenzione})"
        if dati.in_fattura
        else "Manca il CUP in fattura"
    )
    if dati.politica == PoliticaCup.OBBLIGATORIO:
        return no(f"{che_cosa}: serve il documento di integrazione", CONVENZIONE)
    return avviso(f"{che_cosa}. La convenzione lo consiglia: non impedisce l'ammissione", CONVENZIONE)


def estero(partita_iva: str) -> bool:
    """Whether a VAT number is of another country: ``DE123456789`` is, ``IT…`` and bare digits are not."""
    paese = partita_iva[:2].upper()
    return paese.isalpha() and paese != "IT"
