"""The rent a line proposes to a household, what it adds to it, and what the household can bear (domain.md 1.6)."""

from dataclasses import dataclass
from decimal import Decimal

from valdera_housing.kit.denaro import ZERO, centesimi, in_euro
from valdera_housing.kit.esito import Esito, avviso, si
from valdera_housing.kit.percento import il_percento, in_percento
from valdera_housing.rules.canone import SOGLIA_PCT, canone_sostenibile, incidenza

PARAMETRO = "parametro della quota di reddito per la casa"


@dataclass(frozen=True)
class Integrazione:
    """What the line adds to the rent of a household, in euro: negative when the household pays more."""

    mese: Decimal

    @property
    def anno(self) -> Decimal:
        return self.mese * 12


def integrazione(canone_testa: Decimal, canone_sublocazione: Decimal) -> Integrazione:
    """Head rent less sublease rent. Scenario 25: 550 − 360 is 190,00 a month, 2.280,00 a year."""
    return Integrazione(canone_testa - canone_sublocazione)


@dataclass(frozen=True)
class PropostaCanone:
    """The rent proposed to a household, in euro a month, with every figure it comes from."""

    reddito_mese: Decimal
    soglia_pct: Decimal
    sostenibile: Decimal
    canone_testa: Decimal
    proposto: Decimal

    @property
    def integrazione(self) -> Integrazione:
        return integrazione(self.canone_testa, self.proposto)

    @property
    def righe(self) -> tuple[tuple[str, str], ...]:
        """The computation to show."""
        return (
            ("Reddito del nucleo al mese", in_euro(self.reddito_mese)),
            ("Quota per la casa", in_percento(self.soglia_pct / 100, 0)),
            ("Canone sostenibile", in_euro(self.sostenibile)),
            ("Canone di testa, al proprietario", in_euro(self.canone_testa)),
            ("Canone proposto", in_euro(self.proposto)),
            ("Integrazione, a carico della linea", in_euro(self.integrazione.mese)),
        )


def proponi_canone(reddito_annuo: Decimal, canone_testa: Decimal, soglia_pct: Decimal = SOGLIA_PCT) -> PropostaCanone:
    """The sustainable rent of a household, never above what is paid to the owner (domain.md 1.6)."""
    sostenibile = canone_sostenibile(reddito_annuo, soglia_pct)
    return PropostaCanone(
        reddito_mese=centesimi(max(reddito_annuo, ZERO) / 12),
        soglia_pct=soglia_pct,
        sostenibile=sostenibile,
        canone_testa=canone_testa,
        proposto=min(sostenibile, canone_testa),
    )


def valuta_sostenibilita(canone: Decimal, reddito_annuo: Decimal, soglia_pct: Decimal = SOGLIA_PCT) -> Esito:
    """A warning when a monthly rent passes what the household can bear: it may be agreed, saying why."""
    sostenibile = canone_sostenibile(reddito_annuo, soglia_pct)
    quota = incidenza(canone, reddito_annuo)
    if quota is None:
        return Esito(
            (avviso("Il reddito del nucleo non è noto o è zero: il canone non si può confrontare", PARAMETRO),)
        )
    frase = f"{in_euro(canone)} al mese è {il_percento(quota)} del reddito"
    if canone <= sostenibile:
        return Esito((si(f"{frase}: entro il canone sostenibile di {in_euro(sostenibile)}", PARAMETRO),))
    oltre = f"{in_euro(canone - sostenibile)} sopra il canone sostenibile di {in_euro(sostenibile)}"
    return Esito((avviso(f"{frase}, {oltre}. Si può registrare, ma serve il motivo", PARAMETRO),))
