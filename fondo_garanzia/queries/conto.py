"""What the office asks of the dedicated account: its months, what is missing in each, what a line of the bank may be."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import accumulate

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Abs, Coalesce, TruncMonth

from fondo_garanzia.models import ChiusuraMese, MovimentoFondo, RiscontroBanca
from fondo_garanzia.rules.riconciliazione import (
    EstrattoCaricato,
    MovimentoDiCassa,
    Riconciliazione,
    RigaBanca,
    SituazioneMese,
    riconcilia,
)
from fondo_garanzia.rules.riscontro import MovimentoAperto, RigaDaRiscontrare, Suggerimento, suggerisci
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.tempo import aggiungi_mesi, oggi
from valdera_housing.models import ContoBancario, EstrattoConto, MovimentoBancario

DA_SCEGLIERE = 60  # open movements offered, the nearest to the line
VICINI = 500  # open movements looked at for suggestions, the nearest to the line
UN_GIORNO = timedelta(days=1)


def conto_dedicato() -> ContoBancario | None:
    """The account of the fund: the first one said to be dedicated."""
    return ContoBancario.objects.filter(dedicato=True).order_by("pk").first()


def fine_mese(mese: date) -> date:
    """The last day of the month that begins on ``mese``."""
    return aggiungi_mesi(mese, 1) - UN_GIORNO


def con_riscontrato(righe: QuerySet[MovimentoBancario]) -> QuerySet[MovimentoBancario]:
    """With ``riscontrato``, the euro of the movements of the funds joined to each line."""
    uniti = RiscontroBanca.objects.filter(riga=OuterRef("pk")).order_by().values("riga")
    somma = Subquery(uniti.annotate(somma=Sum("movimento__effetto")).values("somma"))
    return righe.annotate(riscontrato=Coalesce(somma, ZERO))


# --- the months ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Mese:
    """A month of the account: closed with its two equal balances, or compared today."""

    mese: date
    chiusura: ChiusuraMese | None
    conti: Riconciliazione

    @property
    def fine(self) -> date:
        return fine_mese(self.mese)

    @property
    def finito(self) -> bool:
        return oggi() > self.fine


class ContiDelConto:
    """All that is needed to compare bank and funds in any month: six queries, whatever the months and the rows."""

    def __init__(self, conto: ContoBancario) -> None:
        self.conto = conto

    @cached_property
    def chiusure(self) -> dict[date, ChiusuraMese]:
        """The closures in force, by month."""
        valide = ChiusuraMese.objects.valide().filter(conto=self.conto).select_related("chiuso_da").order_by("mese")
        return {chiusura.mese: chiusura for chiusura in valide}

    @cached_property
    def primo_mese(self) -> date | None:
        """Where the months begin: with the statements; with the money of the funds while there are none."""
        primo = self.estratti[0].dal if self.estratti else min(self._per_giorno_nei_fondi, default=None)
        return primo.replace(day=1) if primo else None

    @property
    def ultimo_chiuso(self) -> date | None:
        return max(self.chiusure, default=None)

    @property
    def da_chiudere(self) -> date | None:
        """The next month to close: months are closed in order."""
        ultimo = self.ultimo_chiuso
        return aggiungi_mesi(ultimo, 1) if ultimo else self.primo_mese

    @property
    def mesi(self) -> list[date]:
        """From the first month to this one, the last first."""
        corrente = self.primo_mese
        trovati: list[date] = []
        while corrente and corrente <= oggi():
            trovati.append(corrente)
            corrente = aggiungi_mesi(corrente, 1)
        return trovati[::-1]

    def nel_mese(self, mese: date, saldo_scritto: Decimal | None = None) -> Mese:
        return Mese(mese, self.chiusure.get(mese), riconcilia(self.situazione(mese), saldo_scritto))

    def situazione(self, mese: date) -> SituazioneMese:
        """What the rule needs for a month: it counts from the beginning of the account to the end of the month."""
        fine = fine_mese(mese)
        return SituazioneMese(
            fine=fine,
            somma_righe=fino_a(self._per_giorno_in_banca, fine),
            cassa=fino_a(self._per_giorno_nei_fondi, fine),
            righe=self._righe,
            movimenti=self._movimenti,
            estratti=[self._caricato(e) for e in self.estratti if e.dal <= fine],
            apertura=self.apertura,
        )

    @cached_property
    def estratti(self) -> list[EstrattoConto]:
        return list(EstrattoConto.objects.filter(conto=self.conto).order_by("dal", "pk"))

    @cached_property
    def apertura(self) -> Decimal | None:
        """The balance before the first line, as the first statement that has one tells it."""
        for estratto in self.estratti:
            if estratto.saldo_iniziale is not None:
                return estratto.saldo_iniziale - fino_a(self._per_giorno_in_banca, estratto.dal - UN_GIORNO)
        return None

    def _caricato(self, estratto: EstrattoConto) -> EstrattoCaricato:
        righe = fino_a(self._per_giorno_in_banca, estratto.al)
        return EstrattoCaricato(
            estratto.dal, estratto.al, estratto.saldo_iniziale, estratto.saldo_finale, (self.apertura or ZERO) + righe
        )

    @cached_property
    def _per_giorno_in_banca(self) -> dict[date, Decimal]:
        righe = MovimentoBancario.objects.filter(conto=self.conto).order_by("data").values_list("data")
        return cumulate(list(righe.annotate(somma=Sum("importo"))))

    @cached_property
    def _per_giorno_nei_fondi(self) -> dict[date, Decimal]:
        movimenti = MovimentoFondo.objects.order_by("giorno").values_list("giorno")
        return cumulate(list(movimenti.annotate(somma=Sum("effetto"))))

    @cached_property
    def _righe(self) -> list[RigaBanca]:
        righe = con_riscontrato(MovimentoBancario.objects.filter(conto=self.conto)).exclude(importo=F("riscontrato"))
        return [RigaBanca(r.pk, r.data, r.importo, r.riscontrato) for r in righe.order_by("data", "pk")]

    @cached_property
    def _movimenti(self) -> list[MovimentoDiCassa]:
        """Without a line, or with the line of another month."""
        a_cavallo = ~Q(del_mese=F("riga_del_mese"))
        movimenti = MovimentoFondo.objects.annotate(
            riga_il=F("riscontro__riga__data"),
            del_mese=TruncMonth("giorno"),
            riga_del_mese=TruncMonth("riscontro__riga__data"),
        ).filter(Q(riscontro=None) | a_cavallo)
        return [
            MovimentoDiCassa(
                m.pk, m.giorno, m.effetto, m.rettifica_di_id or m.pk, m.riga_il, m.get_tipo_display()
            )
            for m in movimenti.order_by("giorno", "pk")
        ]  # fmt: skip


def cumulate(somme: Sequence[tuple[date, Decimal]]) -> dict[date, Decimal]:
    """The running sum at the end of each day that has something, in order."""
    giorni = [giorno for giorno, _ in somme]
    return dict(zip(giorni, accumulate(somma for _, somma in somme), strict=True))


def fino_a(somme: dict[date, Decimal], giorno: date) -> Decimal:
    """The running sum at the end of a day."""
    ultimo = max((g for g in somme if g <= giorno), default=None)
    return somme[ultimo] if ultimo else ZERO


def chiusure_del_mese(conto: ContoBancario, mese: date) -> list[ChiusuraMese]:
    """All the times a month was closed, those opened again included; the last first."""
    chiusure = ChiusuraMese.objects.filter(conto=conto, mese=mese).select_related("chiuso_da", "riaperto_da")
    return list(chiusure.order_by("-chiuso_alle", "-pk"))


def mese_chiuso(giorno: date) -> bool:
    """Whether a day is in a closed month: every day up to the end of the last one is."""
    return ChiusuraMese.objects.valide().filter(mese__gte=giorno.replace(day=1)).exists()


# --- the lines and the movements of a month ------------------------------------------------


def righe_del_mese(conto: ContoBancario, mese: date) -> QuerySet[MovimentoBancario]:
    return con_riscontrato(MovimentoBancario.objects.filter(conto=conto, data__range=(mese, fine_mese(mese))))


def movimenti_del_mese(mese: date) -> QuerySet[MovimentoFondo]:
    """Those of all the funds in a month, with their line."""
    movimenti = MovimentoFondo.objects.filter(giorno__range=(mese, fine_mese(mese)))
    return movimenti.select_related("fondo__comune", "riscontro__riga", "rettifica_di").order_by("giorno", "pk")


def riscontri_di(righe: Sequence[MovimentoBancario]) -> dict[int, list[RiscontroBanca]]:
    """The movements joined to each line: one query."""
    trovati = RiscontroBanca.objects.filter(riga__in=[r.pk for r in righe]).select_related(
        "movimento__fondo__comune", "creato_da"
    )
    per_riga = defaultdict(list)
    for riscontro in trovati.order_by("movimento__giorno", "pk"):
        per_riga[riscontro.riga_id].append(riscontro)
    return per_riga


def aperti_vicini(riga: MovimentoBancario) -> list[MovimentoFondo]:
    """The movements without a line, the nearest to it in days first; those corrected away whole are left out."""
    aperti = MovimentoFondo.objects.filter(riscontro=None).select_related(
        "fondo__comune", "anticipo", "escussione__garanzia"
    )
    vicini = list(aperti.annotate(distanza=Abs(F("giorno") - riga.data)).order_by("distanza", "pk")[:VICINI])
    somme: dict[int, Decimal] = defaultdict(Decimal)
    for movimento in vicini:
        somme[movimento.rettifica_di_id or movimento.pk] += movimento.effetto
    return [m for m in vicini if somme[m.rettifica_di_id or m.pk]]


def suggerimenti(riga: MovimentoBancario, aperti: Sequence[MovimentoFondo]) -> tuple[Suggerimento, ...]:
    """What a line may be, with the reasons."""
    letta = RigaDaRiscontrare(
        riga.data, riga.importo, f"{riga.controparte} {riga.causale} {riga.riferimento}", riga.controparte_iban
    )
    return suggerisci(letta, [in_movimento_aperto(m) for m in aperti])


def in_movimento_aperto(movimento: MovimentoFondo) -> MovimentoAperto:
    """With who was paid: the creditor of an advance, the owner of a guarantee; the comune for its own money."""
    if movimento.anticipo:
        nomi, iban = (movimento.anticipo.creditore, movimento.anticipo.numero), movimento.anticipo.creditore_iban
    elif movimento.escussione:
        garanzia = movimento.escussione.garanzia
        nomi, iban = (garanzia.titolare, movimento.escussione.numero), garanzia.titolare_iban
    else:
        nomi, iban = (f"Comune di {movimento.fondo.comune}",), ""
    return MovimentoAperto(
        movimento.pk, movimento.giorno, movimento.effetto, movimento.rettifica_di_id or movimento.pk, nomi, iban
    )
