"""What the line may claim for a quarter: costs less the rents cashed (domain.md 1.6, scenario 25)."""

from dataclasses import dataclass
from decimal import Decimal

from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.esito import Esito, avviso, no, si

DOPPIO_FINANZIAMENTO = "convenzione, doppio finanziamento"


@dataclass(frozen=True)
class CostiPeriodo:
    """Euro of a period. ``sfitto`` is the part of ``canoni_testa`` paid for empty days: shown, never added again.

    ``oneri`` are charges and utilities that stay with the ETS; ``altri_contributi`` are other funds for the same
    costs.
    """

    canoni_testa: Decimal
    canoni_incassati: Decimal
    oneri: Decimal = ZERO
    manutenzioni: Decimal = ZERO
    altri_contributi: Decimal = ZERO
    sfitto: Decimal = ZERO

    @property
    def lordo(self) -> Decimal:
        return self.canoni_testa + self.oneri + self.manutenzioni

    @property
    def ricavi(self) -> Decimal:
        return self.canoni_incassati + self.altri_contributi


@dataclass(frozen=True)
class VoceCosto:
    """A line of the computation in euro, negative when it is taken away; ``compresa``: already in another line."""

    descrizione: str
    importo: Decimal
    compresa: bool = False


@dataclass(frozen=True)
class CostoNetto:
    """What may be claimed (never less than nothing), its lines and the reasons."""

    importo: Decimal
    voci: tuple[VoceCosto, ...]
    esito: Esito


def costo_netto(costi: CostiPeriodo) -> CostoNetto:
    """Rents, charges and repairs paid, less sublease rents cashed and other funds. 4.890 − 3.240 is 1.650,00.

    Rents of empty days are inside the rents paid: they are shown and not counted twice.
    """
    voci = [VoceCosto("Canoni pagati ai proprietari", costi.canoni_testa)]
    if costi.sfitto:
        voci.append(VoceCosto("di cui per giorni di sfitto", costi.sfitto, compresa=True))
    voci += [
        VoceCosto("Spese condominiali e utenze a carico dell’ente", costi.oneri),
        VoceCosto("Manutenzioni", costi.manutenzioni),
        VoceCosto("Meno i canoni incassati dai nuclei", -costi.canoni_incassati),
        VoceCosto("Meno gli altri contributi", -costi.altri_contributi),
    ]
    netto = costi.lordo - costi.ricavi
    if netto < 0:
        frase = f"I ricavi superano i costi di {in_euro(-netto)}: non c’è nulla da rendicontare"
        return CostoNetto(ZERO, tuple(voci), Esito((avviso(frase, DOPPIO_FINANZIAMENTO),)))
    frase = f"{in_euro(costi.lordo)} di costi meno {in_euro(costi.ricavi)} di ricavi: si rendicontano {in_euro(netto)}"
    return CostoNetto(netto, tuple(voci), Esito((si(frase, DOPPIO_FINANZIAMENTO),)))


def valuta_richiesta(costi: CostiPeriodo, chiesto: Decimal) -> Esito:
    """A warning when more than the net cost is claimed: the rents cashed would be paid twice."""
    netto = costo_netto(costi).importo
    if chiesto < 0:
        return Esito((no("Non si può rendicontare un importo negativo"),))
    if chiesto <= netto:
        return Esito((si(f"{in_euro(chiesto)} su {in_euro(netto)} di costo netto", DOPPIO_FINANZIAMENTO),))
    if chiesto > costi.lordo:
        return Esito((no(f"I costi sono in tutto {in_euro(costi.lordo)}: non se ne possono chiedere di più"),))
    frase = f"Ricavi non dedotti: il costo netto è {in_euro(netto)} e ne sono chiesti {in_euro(chiesto)}"
    return Esito((avviso(frase, DOPPIO_FINANZIAMENTO),))
