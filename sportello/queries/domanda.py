"""Applications as the pages ask for them: requirements, papers, amount, and how many there were in a period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from sportello.choices import Beneficiario, StatoDomanda, TipoMisura, TipoRequisito
from sportello.models import DocumentoMisura, DomandaMisura, FileDomanda, Sfratto
from sportello.queries.misura import (
    esecuzione_fissata,
    fatti_di,
    in_massimali,
    in_requisiti,
    isee_di,
)
from sportello.rules.importo_misura import Calcolo, Massimale, Spese, calcola, scegli_massimale
from sportello.rules.misura import Requisito, Valutazione, Verdetto, riassumi, valuta
from valdera_housing.kit.denaro import ZERO
from valdera_housing.models import Isee

COLLEGATE = (
    "misura", "caso__nucleo__comune", "richiedente", "isee", "sfratto", "accettazione",
)  # fmt: skip
NON_AMMESSE = (StatoDomanda.ESCLUSA, StatoDomanda.RITIRATA)


def con_collegati(domande: QuerySet[DomandaMisura]) -> QuerySet[DomandaMisura]:
    """Applications with what they point to."""
    return domande.select_related(*COLLEGATE)


def con_fatti(domande: QuerySet[DomandaMisura]) -> QuerySet[DomandaMisura]:
    """Applications with all that their requirements look at."""
    return con_collegati(domande).prefetch_related("sfratto__eventi")


class Istruttoria:
    """What is checked of an application on a day: each question is answered once, with the fewest queries.

    An application without an ISEE of its own reads the one of its household, which is fixed when it is presented. Once
    admitted or excluded the answers are those kept then.
    """

    def __init__(self, domanda: DomandaMisura, oggi: date) -> None:
        self.domanda = domanda
        self.giorno = domanda.presentata_il or oggi

    @cached_property
    def isee(self) -> Isee | None:
        return self.domanda.isee or isee_di(self.domanda.caso.nucleo_id, self.giorno)

    @property
    def sfratto(self) -> Sfratto | None:
        return self.domanda.sfratto

    @cached_property
    def requisiti(self) -> list[Requisito]:
        return in_requisiti(self.domanda.misura.requisiti.all(), self.domanda.misura.atto)

    @cached_property
    def massimali(self) -> list[Massimale]:
        return in_massimali(self.domanda.misura.massimali.all())

    @cached_property
    def congelata(self) -> bool:
        return self.domanda.stato not in DA_VERIFICARE and bool(self._esiti)

    @cached_property
    def _esiti(self) -> list[Any]:
        return list(self.domanda.esiti.select_related("requisito").order_by("requisito__ordine", "requisito__pk"))

    @cached_property
    def valutazione(self) -> Valutazione:
        if self.congelata:
            atto = self.domanda.misura.atto
            verdetti = [(e, in_requisiti([e.requisito], atto)[0]) for e in self._esiti]
            return riassumi(tuple((r, Verdetto(e.risposta, e.testo, r.fonte)) for e, r in verdetti))
        return valuta(self.requisiti, fatti_di(self.domanda, self.isee, self.sfratto, self.giorno))

    @cached_property
    def massimale(self) -> Massimale | None:
        return scegli_massimale(self.massimali, self.domanda.modalita, self.valutazione.fascia)

    @cached_property
    def calcolo(self) -> Calcolo | None:
        """None until it is known what the money is for, or in which band the household is."""
        return calcola(self.massimale, self._spese()) if self.massimale else None

    def _spese(self) -> Spese:
        d = self.domanda
        return Spese(
            domanda_il=self.giorno,
            morosita=d.importo_morosita,
            spese_legali=d.spese_legali,
            canone_annuo=d.canone_annuo,
            nuovo_canone=d.nuovo_canone,
            deposito=d.deposito,
            agenzia=d.agenzia,
            richiesto=d.importo_richiesto,
            ise=self.isee.ise if self.isee else None,
            quota_a_carico=self._quota_a_carico(),
            esecuzione_il=esecuzione_fissata(self.sfratto),
        )

    def _quota_a_carico(self) -> Decimal | None:
        """What the household bears of its rent: the incidence its band starts from."""
        quote = {r.fascia: r.soglia for r in self.requisiti if r.tipo == TipoRequisito.INCIDENZA_MINIMA}
        return quote.get(self.valutazione.fascia, quote.get(""))

    @cached_property
    def documenti(self) -> "list[tuple[DocumentoMisura, list[FileDomanda]]]":
        """Each paper the measure wants with the files that answer it."""
        return [
            (chiesto, [f for f in self.file if f.richiesto_id == chiesto.pk])
            for chiesto in self.domanda.misura.documenti.all()
        ]

    @cached_property
    def file(self) -> list[FileDomanda]:
        return list(self.domanda.file.select_related("documento"))

    @property
    def altri_file(self) -> list[FileDomanda]:
        return [file for file in self.file if file.richiesto_id is None]

    @property
    def documenti_mancanti(self) -> list[str]:
        return [chiesto.nome for chiesto, file in self.documenti if chiesto.obbligatorio and not file]

    @property
    def beneficiario(self) -> str:
        return self.massimale.beneficiario if self.massimale else Beneficiario.INQUILINO


DA_VERIFICARE = (
    StatoDomanda.BOZZA,
    StatoDomanda.PRESENTATA,
    StatoDomanda.IN_ISTRUTTORIA,
    StatoDomanda.INTEGRAZIONE,
)


# --- numbers ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ContoDomande:
    """Applications of a type of measure in a period. ``euro`` is what was paid in it."""

    tipo: str
    presentate: int = 0
    ammesse: int = 0
    pagate: int = 0
    euro: Decimal = ZERO

    @property
    def nome(self) -> str:
        return str(dict(TipoMisura.choices).get(self.tipo, "Tutte"))


@dataclass(frozen=True)
class ContiDomande:
    """Each type of measure in the order of the choices, those without applications too, and all together (I15, T9)."""

    per_tipo: tuple[ContoDomande, ...]

    @property
    def totale(self) -> ContoDomande:
        return ContoDomande(
            "",
            sum(c.presentate for c in self.per_tipo),
            sum(c.ammesse for c in self.per_tipo),
            sum(c.pagate for c in self.per_tipo),
            sum((c.euro for c in self.per_tipo), ZERO),
        )


def conta_domande(dal: date, al: date) -> ContiDomande:
    """Presented in the period and, of these, admitted; paid in the period, with the euro. One query.

    An application closed after it was admitted still counts as admitted.
    """
    presentate = Q(presentata_il__range=(dal, al))
    pagate = Q(liquidata_il__range=(dal, al))
    ammesse = presentate & Q(importo_ammesso__isnull=False) & ~Q(stato__in=NON_AMMESSE)
    righe = (
        DomandaMisura.objects.filter(presentate | pagate)
        .order_by()
        .values("misura__tipo")
        .annotate(
            presentate=Count("pk", filter=presentate),
            ammesse=Count("pk", filter=ammesse),
            pagate=Count("pk", filter=pagate),
            euro=Sum("importo_liquidato", filter=pagate),
        )
    )
    trovate = {
        r["misura__tipo"]: ContoDomande(
            r["misura__tipo"], r["presentate"], r["ammesse"], r["pagate"], r["euro"] or ZERO
        )
        for r in righe
    }
    return ContiDomande(tuple(trovate.get(tipo, ContoDomande(tipo)) for tipo in TipoMisura.values))


@dataclass(frozen=True)
class RigaRiepilogo:
    """How many applications are in a state and their euro: paid, or else admitted, or else asked."""

    stato: str
    quante: int
    ammesso: Decimal
    pagato: Decimal


def riepilogo_per_stato(domande: QuerySet[DomandaMisura]) -> Sequence[RigaRiepilogo]:
    """The summary above a list, with its filters: one query, which also counts the rows."""
    righe = (
        domande.order_by()
        .values("stato")
        .annotate(quante=Count("pk"), ammesso=Sum("importo_ammesso"), pagato=Sum("importo_liquidato"))
    )
    per_stato = {r["stato"]: r for r in righe}
    return [
        RigaRiepilogo(s, per_stato[s]["quante"], per_stato[s]["ammesso"] or ZERO, per_stato[s]["pagato"] or ZERO)
        for s in StatoDomanda.values
        if s in per_stato
    ]
