"""How much of a share can be admitted now (convenzione, art. 7 c. 2; domain.md 6.8)."""

from dataclasses import dataclass
from decimal import Decimal

from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.esito import Esito, avviso, no, si

ARTICOLO = "convenzione, art. 7 c. 2"


@dataclass(frozen=True)
class Capienza:
    """The money of a line, in euro: current budget and what has been admitted so far."""

    budget_vigente: Decimal
    ammesso: Decimal

    @property
    def residuo(self) -> Decimal:
        return max(self.budget_vigente - self.ammesso, ZERO)


@dataclass(frozen=True)
class Parti:
    """A share divided: admitted now, frozen until a rimodulazione, refused. They sum to the share."""

    ammesso: Decimal
    eccedenza: Decimal = ZERO
    non_ammesso: Decimal = ZERO


def dividi(importo: Decimal, capienza: Capienza, *, riconosciuto: Decimal | None = None) -> Parti:
    """The parts of a share of which ``riconosciuto`` (all of it, when not given) is regular.

    Scenario 9: budget 15.000, admitted 13.900, share 1.600 gives 1.100 admitted and 500 frozen.
    A negative row gives money back to the line: it is always admitted whole.
    """
    riconosciuto = importo if riconosciuto is None else riconosciuto
    ammesso = riconosciuto if importo < 0 else min(riconosciuto, capienza.residuo)
    return Parti(ammesso, riconosciuto - ammesso, importo - riconosciuto)


def valuta_parte(importo: Decimal, riconosciuto: Decimal) -> Esito:
    """Whether an amount is a part of the share: more than nothing, less than everything."""
    if importo < 0:
        return Esito((no("Una riga in diminuzione si ammette intera o non si ammette"),))
    if not ZERO < riconosciuto < importo:
        return Esito((no(f"Scrivi un importo maggiore di zero e minore di {in_euro(importo)}"),))
    return Esito((si(f"{in_euro(riconosciuto)} su {in_euro(importo)}"),))


def avvisa_eccedenza(parti: Parti, numero_linea: int) -> Esito:
    """What the official reads before admitting, when the line has not enough left."""
    if not parti.eccedenza:
        return Esito()
    frase = (
        f"{in_euro(parti.eccedenza)} oltre il budget della linea {numero_linea}: restano congelati in eccedenza "
        "e si ammettono se la Cabina approva una rimodulazione"
    )
    return Esito((avviso(frase, ARTICOLO),))


def valuta_rettifica(ancora_ammesso: Decimal, importo: Decimal) -> Esito:
    """Whether ``importo`` (positive) can be taken away from what is still admitted of a share."""
    if importo <= 0:
        return Esito((no("Scrivi quanto togliere: un importo maggiore di zero"),))
    if importo > ancora_ammesso:
        return Esito((no(f"Si possono togliere al massimo {in_euro(ancora_ammesso)}, quanto è ancora ammesso"),))
    return Esito((si(f"Restano ammessi {in_euro(ancora_ammesso - importo)}"),))
