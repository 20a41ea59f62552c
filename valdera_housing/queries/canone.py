"""The share of income for the home in force, and the rent that a band of an accord allows to a home."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valdera_housing.kit.aspetto import Riga
from valdera_housing.kit.denaro import in_cifre, in_euro
from valdera_housing.kit.percento import in_percento
from valdera_housing.kit.scrittura import in_periodo
from valdera_housing.models import FasciaAccordo, Parametro
from valdera_housing.rules.canone import SOGLIA_PCT, Limiti, limiti_fascia

CHIAVE_SOGLIA = "incidenza_canone"
DA_CONVENZIONE = "Quota di norma, 30 %: nessun atto la cambia"


@dataclass(frozen=True)
class Soglia:
    """The share of income for the home in force on a day, in per cent, and where it comes from."""

    pct: Decimal
    fonte: str


def soglia_in_vigore(giorno: date) -> Soglia:
    """From the parameter ``incidenza_canone``, a share: 0.30 is 30 %."""
    parametro = Parametro.objects.validi(giorno).filter(chiave=CHIAVE_SOGLIA).first()
    if parametro is None:
        return Soglia(SOGLIA_PCT, DA_CONVENZIONE)
    validita = in_periodo(parametro.valido_dal, parametro.valido_al)
    quota = in_percento(parametro.valore, 0)
    return Soglia(parametro.valore * 100, f"Quota di reddito per la casa: {quota}, {validita}. {parametro.atto}")


@dataclass(frozen=True)
class CalcoloFascia:
    """The rent a band allows to a home: zone, square metres, increase, and the two limits of a month."""

    fascia: FasciaAccordo
    mq: Decimal
    maggiorazione_pct: Decimal
    limiti: Limiti

    @property
    def righe(self) -> list[Riga]:
        """The computation as a receipt: €/m² in a year × m² / 12."""
        fascia = self.fascia
        al_metro = f"{in_cifre(fascia.minimo_mq_anno)}–{in_cifre(fascia.massimo_mq_anno)}"
        righe = [
            Riga(str(fascia), al_metro, nota="€ al m² in un anno"),
            Riga("Superficie", f"{in_cifre(self.mq)} m²"),
        ]
        if self.maggiorazione_pct:
            righe.append(Riga("Maggiorazione", f"{in_cifre(self.maggiorazione_pct)} %"))
        return [
            *righe,
            Riga("Canone minimo al mese", in_euro(self.limiti.minimo), nota="minimo × m² / 12", esito=True),
            Riga("Canone massimo al mese", in_euro(self.limiti.massimo), nota="massimo × m² / 12", esito=True),
        ]


def calcolo_fascia(fascia: FasciaAccordo, mq: Decimal, maggiorazione_pct: Decimal) -> CalcoloFascia:
    """The limits of a band for a home of ``mq`` conventional square metres."""
    limiti = limiti_fascia(fascia.minimo_mq_anno, fascia.massimo_mq_anno, mq, maggiorazione_pct)
    return CalcoloFascia(fascia, mq, maggiorazione_pct, limiti)
