"""What the office asks of the quarters: their figures from the summary rows, and what is not ready yet."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import NamedTuple, TypeVar

from django.db.models import QuerySet

from rendicontazione.choices import IN_VERIFICA, StatoRendiconto, StatoSpesa
from rendicontazione.models import LineaBudget, Rendiconto, Spesa, TotaleSpesa
from rendicontazione.queries.verifica import Fascicoli
from rendicontazione.rules.ammissione import Capienza, Parti, dividi
from rendicontazione.rules.scadenze import valuta_presentazione
from rendicontazione.workflow import ETS, IN_ESAME, UNIONE
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente

K = TypeVar("K", bound=Hashable)
DA_VERIFICARE = (StatoRendiconto.CHIUSO_ETS, *IN_ESAME)


@dataclass(frozen=True)
class Cifre:
    """Shares of a quarter, or of a part of it: how many and how many euro. Drafts stand apart."""

    quante: int = 0
    presentato: Decimal = ZERO
    ammesso: Decimal = ZERO
    in_verifica: Decimal = ZERO
    eccedenza: Decimal = ZERO
    non_ammesso: Decimal = ZERO
    da_guardare: int = 0
    da_integrare: int = 0
    bozze: int = 0
    in_bozza: Decimal = ZERO

    def __add__(self, altre: "Cifre") -> "Cifre":
        return Cifre(*(getattr(self, f.name) + getattr(altre, f.name) for f in fields(self)))

    @property
    def in_sospeso(self) -> int:
        """Shares without a decision."""
        return self.da_guardare + self.da_integrare


def cifre(totale: TotaleSpesa) -> Cifre:
    if totale.stato == StatoSpesa.BOZZA:
        return Cifre(bozze=totale.quante, in_bozza=totale.importo)
    return Cifre(
        quante=totale.quante,
        presentato=totale.importo,
        ammesso=totale.ammesso,
        in_verifica=totale.importo if totale.stato in IN_VERIFICA else ZERO,
        eccedenza=totale.eccedenza,
        non_ammesso=totale.non_ammesso,
        da_guardare=totale.quante if totale.stato == StatoSpesa.PRESENTATA else 0,
        da_integrare=totale.quante if totale.stato == StatoSpesa.DA_INTEGRARE else 0,
    )


def somma_per(totali: Iterable[TotaleSpesa], chiave: Callable[[TotaleSpesa], K]) -> dict[K, Cifre]:
    """The figures of each group of summary rows; a group that is not there is all zeros."""
    gruppi: dict[K, Cifre] = defaultdict(Cifre)
    for totale in totali:
        gruppi[chiave(totale)] += cifre(totale)
    return gruppi


def spese_in_attesa(utente: Utente) -> QuerySet[Spesa] | None:
    """The shares that wait for this person: the number beside the menu."""
    if utente.ha_ruolo(*UNIONE):
        return Spesa.objects.filter(stato=StatoSpesa.PRESENTATA, rendiconto__stato__in=DA_VERIFICARE)
    return Spesa.objects.filter(stato=StatoSpesa.DA_INTEGRARE) if utente.ha_ruolo(*ETS) else None


class SpesaIncompleta(NamedTuple):
    spesa: Spesa
    esito: Esito


def spese_incomplete(bozze: Sequence[Spesa]) -> list[SpesaIncompleta]:
    """The drafts that cannot be presented, each with all the reasons."""
    fascicoli = Fascicoli(bozze, con_bozze=True)
    esiti = [SpesaIncompleta(spesa, fascicoli.presentabile(spesa)) for spesa in bozze]
    return [SpesaIncompleta(spesa, Esito(esito.ostacoli)) for spesa, esito in esiti if not esito.positivo]


class LineaDaPresentare(NamedTuple):
    """What presenting would do to a line, in euro: left before, asked, within the budget and beyond it, left after."""

    linea: LineaBudget
    quante: int
    parti: Parti
    dopo: Decimal

    @property
    def chiesto(self) -> Decimal:
        return self.parti.ammesso + self.parti.eccedenza


def linee_da_presentare(rendiconto: Rendiconto) -> list[LineaDaPresentare]:
    """Every line with the drafts of the quarter: what exceeds is not lost, but can only be frozen."""
    totali = TotaleSpesa.objects.filter(rendiconto=rendiconto, stato=StatoSpesa.BOZZA)
    per_linea = somma_per(totali, lambda totale: totale.linea)
    linee = LineaBudget.objects.filter(convenzione=rendiconto.trimestre.convenzione_id).order_by("numero")
    return [_da_presentare(linea, per_linea[linea.linea]) for linea in linee]


def _da_presentare(linea: LineaBudget, conti: Cifre) -> LineaDaPresentare:
    parti = dividi(conti.in_bozza, Capienza(linea.budget_vigente, linea.ammesso + linea.in_verifica))
    return LineaDaPresentare(linea, conti.bozze, parti, linea.residuo - conti.in_bozza)


def quando_presentare(rendiconto: Rendiconto) -> Esito:
    """Whether today the quarter may be presented, with the warning when it is not over."""
    return valuta_presentazione(rendiconto.trimestre.inizio, rendiconto.trimestre.fine, oggi())


def impedimenti(rendiconto: Rendiconto, conti: Cifre, utente: Utente) -> dict[str, str]:
    """Why an act that the state allows is not possible now, by name of the act: written under its button."""
    motivi = {
        "presenta": str(Esito(quando_presentare(rendiconto).ostacoli)),
        "chiedi_integrazioni": "" if conti.da_integrare else "Nessuna spesa aspetta un'integrazione.",
        "rispondi_integrazioni": _restano(conti.da_integrare, "richiesta senza risposta,richieste senza risposta"),
        "chiudi_verifica": _restano(conti.in_sospeso, "spesa senza decisione,spese senza decisione"),
    }
    if rendiconto.presentato_da_id == utente.pk:
        motivi["prendi_in_verifica"] = motivi["chiudi_verifica"] = "L'hai presentato tu: lo verifica un'altra persona."
    if rendiconto.verificato_da_id == utente.pk:
        motivi["approva"] = "L'hai verificato tu: lo approva un'altra persona."
    return {atto: motivo for atto, motivo in motivi.items() if motivo}


def _restano(quante: int, forme: str) -> str:
    verbo = plurale(quante, "Resta,Restano")
    return f"{verbo} {quante} {plurale(quante, forme)}." if quante else ""
