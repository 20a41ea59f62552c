"""Whether the fund of a comune can commit or pay an amount, in euro (domain.md 3.3; scenarios 2 and 3)."""

from dataclasses import dataclass
from decimal import Decimal

from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.esito import Esito, no, si

FONTE = "convenzione, fondo per comune"


@dataclass(frozen=True)
class SituazioneFondo:
    """What the fund of a comune has. ``dotato`` zero is a comune that has not joined."""

    comune: str
    dotato: Decimal
    cassa: Decimal
    impegnato: Decimal
    disponibile: Decimal

    @property
    def aderente(self) -> bool:
        return self.dotato > 0


def non_aderente(comune: str) -> SituazioneFondo:
    """A comune without a fund: nothing in it."""
    return SituazioneFondo(comune, ZERO, ZERO, ZERO, ZERO)


def valuta_adesione(fondo: SituazioneFondo) -> Esito:
    """Only the households of a comune that has endowed its fund can use it."""
    if fondo.aderente:
        return Esito((si(f"{fondo.comune} ha un fondo di {in_euro(fondo.dotato)}", FONTE),))
    return Esito(
        (
            no(
                f"Comune non aderente: {fondo.comune} non ha una dotazione nel fondo. Potrà chiedere quando il comune "
                "avrà messo le sue risorse, e quelle di un altro comune non si usano mai",
                FONTE,
            ),
        )
    )


def valuta_capienza(fondo: SituazioneFondo, importo: Decimal) -> Esito:
    """Whether ``importo`` can be committed: the answer says how much can, when it cannot."""
    adesione = valuta_adesione(fondo)
    if not adesione.positivo:
        return adesione
    if importo <= fondo.disponibile:
        resta = in_euro(fondo.disponibile - importo)
        return Esito((si(f"Disponibile {in_euro(fondo.disponibile)}: dopo restano {resta}", FONTE),))
    return Esito(
        (
            no(
                f"Nel fondo di {fondo.comune} sono disponibili {in_euro(fondo.disponibile)}, ne servono "
                f"{in_euro(importo)}: ne mancano {in_euro(importo - fondo.disponibile)}",
                FONTE,
            ),
        )
    )


def valuta_cassa(fondo: SituazioneFondo, importo: Decimal) -> Esito:
    """Whether ``importo`` can be paid with the money on the account: no waiver reaches here."""
    if importo <= fondo.cassa:
        return Esito((si(f"In cassa ci sono {in_euro(fondo.cassa)}", FONTE),))
    return Esito((no(f"In cassa ci sono {in_euro(fondo.cassa)}, da pagare sono {in_euro(importo)}", FONTE),))


def mancante(fondo: SituazioneFondo, importo: Decimal) -> Decimal:
    """What a waiver of the Unione must cover to commit ``importo``, over those already given."""
    return max(importo - max(fondo.disponibile, ZERO), ZERO)
