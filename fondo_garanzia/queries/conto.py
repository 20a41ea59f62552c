"""What the office asks of the dedicated account: its months, what is missing in each, what a bank line may be."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest, TruncMonth

from fondo_garanzia.models import ChiusuraMese, MovimentoFondo, RiscontroBanca
from fondo_garanzia.rules.riconciliazione import (
    EstrattoCaricato,
    Mancanza,
    MovimentoDiCassa,
    Riconciliazione,
    RigaBanca,
    SituazioneMese,
    in_mese,
    riconcilia,
)
from fondo_garanzia.rules.riscontro import MovimentoAperto, RigaDaRiscontrare, Suggerimento, suggerisci
from valdera_housing.choices import LEGGONO_I_NOMI
from valdera_housing.kit.aspetto import Aspetto, Modifica
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.scrittura import plurale
from valdera_housing.kit.tempo import aggiungi_mesi, oggi
from valdera_housing.models import ContoBancario, EstrattoConto, MovimentoBancario, Utente
from valdera_housing.queries.storia import racconta, tabella_eventi

DA_SCEGLIERE = 60  # open movements offered, the nearest to the line
VICINI = 500  # open movements looked at for suggestions, the nearest to the line
ULTIMI = 50
UN_GIORNO = timedelta(days=1)


def si_legge(riga: MovimentoBancario, utente: Utente) -> bool:
    """What comes in may carry the name of a household: who reads codes does not read it."""
    return riga.importo < 0 or utente.ha_ruolo(*LEGGONO_I_NOMI)


def fine_mese(mese: date) -> date:
    """The last day of the month that begins on ``mese``."""
    return aggiungi_mesi(mese, 1) - UN_GIORNO


def con_riscontrato(righe: QuerySet[MovimentoBancario]) -> QuerySet[Any]:
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

    @property
    def nome(self) -> str:
        return in_mese(self.mese)

    @property
    def da_sistemare(self) -> list[Mancanza]:
        """What to put right today: the days still to come of a month are not missing."""
        return [m for m in self.conti.mancanze if m.giorno <= oggi()]

    @property
    def aspetto(self) -> Aspetto:
        if self.chiusura:
            return Aspetto("spunta", "positivo", "Chiuso")
        if not self.finito:
            return Aspetto("mezzo", "corso", "In corso")
        if self.conti.quadra:
            return Aspetto("spunta-aperta", "positivo", "Quadra")
        if self.conti.senza_estratto:
            return Aspetto("orologio", "attesa", "Manca l’estratto")
        quante = len(self.conti.mancanze)
        return Aspetto(
            "triangolo", "attesa", f"{plurale(quante, 'Manca,Mancano')} {quante} {plurale(quante, 'cosa,cose')}"
        )


class ContiDelConto:
    """All that is needed to compare bank and funds in any month: six queries, whatever the months and the rows."""

    def __init__(self, conto: ContoBancario, estratti: list[EstrattoConto] | None = None) -> None:
        self.conto = conto
        if estratti is not None:
            self.estratti = estratti

    @cached_property
    def tutte_le_chiusure(self) -> list[ChiusuraMese]:
        """Each time a month was closed, those opened again included; the last first."""
        chiusure = ChiusuraMese.objects.filter(conto=self.conto).select_related("chiuso_da", "riaperto_da")
        return list(chiusure.order_by("-mese", "-chiuso_alle", "-pk"))

    @cached_property
    def chiusure(self) -> dict[date, ChiusuraMese]:
        """The closures in force, by month."""
        return {chiusura.mese: chiusura for chiusura in self.tutte_le_chiusure if chiusura.riaperto_alle is None}

    @cached_property
    def primo_mese(self) -> date | None:
        """Where the months begin: with the statements; with the money of the funds while there are none."""
        primo = self.estratti[0].dal if self.estratti else next(iter(self._somme["fondi"].giorni), None)
        return primo.replace(day=1) if primo else None

    @property
    def ultimo_chiuso(self) -> date | None:
        return max(self.chiusure, default=None)

    @property
    def da_chiudere(self) -> date | None:
        """The next month to close: months are closed in order."""
        ultimo = self.ultimo_chiuso
        return aggiungi_mesi(ultimo, 1) if ultimo else self.primo_mese

    def impedimento(self, mese: date) -> str:
        """Why a month cannot be closed today whatever its accounts; empty when it is its turn."""
        if mese in self.chiusure:
            return "Questo mese è già chiuso."
        if oggi() <= fine_mese(mese):
            return "Questo mese non è ancora finito."
        if self.da_chiudere is None or mese < self.da_chiudere:
            return "Di questo mese il conto non ha niente da chiudere."
        return "" if mese == self.da_chiudere else f"I mesi si chiudono in ordine: prima {in_mese(self.da_chiudere)}."

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
            somma_righe=self._somme["banca"].fino_a(fine),
            cassa=self._somme["fondi"].fino_a(fine),
            righe=self._righe,
            movimenti=self._movimenti,
            estratti=[e for e in self._caricati if e.dal <= fine],
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
                return estratto.saldo_iniziale - self._somme["banca"].fino_a(estratto.dal - UN_GIORNO)
        return None

    @cached_property
    def _caricati(self) -> list[EstrattoCaricato]:
        apertura = self.apertura or ZERO
        return [
            EstrattoCaricato(
                e.dal, e.al, e.saldo_iniziale, e.saldo_finale, apertura + self._somme["banca"].fino_a(e.al)
            )
            for e in self.estratti
        ]

    @cached_property
    def _somme(self) -> dict[str, "SommaNelTempo"]:
        """The days of the bank and of the funds, in one query."""
        banca = MovimentoBancario.objects.filter(conto=self.conto).order_by().annotate(dove=Value("banca"))
        fondi = MovimentoFondo.objects.order_by().annotate(dove=Value("fondi"))
        in_banca = banca.values_list("dove", "data").annotate(somma=Sum("importo"))
        nei_fondi = fondi.values_list("dove", "giorno").annotate(somma=Sum("effetto"))
        somme: dict[str, list[tuple[date, Decimal]]] = {"banca": [], "fondi": []}
        for dove, giorno, somma in sorted(in_banca.union(nei_fondi, all=True)):
            somme[dove].append((giorno, somma))
        return {dove: SommaNelTempo(giorni) for dove, giorni in somme.items()}

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
            riga_pk=F("riscontro__riga"),
            del_mese=TruncMonth("giorno"),
            riga_del_mese=TruncMonth("riscontro__riga__data"),
        ).filter(Q(riscontro=None) | a_cavallo)
        return [
            MovimentoDiCassa(
                m.pk, m.giorno, m.effetto, m.rettifica_di_id or m.pk, m.riga_il, m.get_tipo_display(), m.riga_pk
            )
            for m in movimenti.order_by("giorno", "pk")
        ]  # fmt: skip


def conti_del_fondo() -> ContiDelConto | None:
    """The dedicated account with its statements: one query, two while there are none.

    Were more accounts said to be dedicated, it is the first that has statements.
    """
    estratti = list(
        EstrattoConto.objects.filter(conto__dedicato=True).select_related("conto").order_by("conto_id", "dal", "pk")
    )
    if estratti:
        conto = estratti[0].conto
        return ContiDelConto(conto, [e for e in estratti if e.conto_id == conto.pk])
    primo = ContoBancario.objects.filter(dedicato=True).order_by("pk").first()
    return ContiDelConto(primo, []) if primo else None


class SommaNelTempo:
    """Euro added up day by day, given in order."""

    def __init__(self, somme: Sequence[tuple[date, Decimal]]) -> None:
        self.giorni = [giorno for giorno, _ in somme]
        self.cumulate = [ZERO, *accumulate(somma for _, somma in somme)]

    def fino_a(self, giorno: date) -> Decimal:
        """The sum at the end of a day."""
        return self.cumulate[bisect_right(self.giorni, giorno)]


def mese_chiuso(giorno: date) -> bool:
    """Whether a day is in a closed month: every day up to the end of the last one is."""
    return ChiusuraMese.objects.valide().filter(mese__gte=giorno.replace(day=1)).exists()


# --- the lines and the movements of a month ------------------------------------------------


def righe_del_mese(conto: ContoBancario, mese: date) -> QuerySet[Any]:
    return con_riscontrato(MovimentoBancario.objects.filter(conto=conto, data__range=(mese, fine_mese(mese))))


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
    giorno = Value(riga.data)
    distanza = Greatest(F("giorno") - giorno, giorno - F("giorno"))
    vicini = list(aperti.annotate(distanza=distanza).order_by("distanza", "pk")[:VICINI])
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
    nomi: tuple[str, ...]
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


@dataclass(frozen=True)
class CoppiaDelMese:
    """A line of the bank beside a movement joined to it; or one of the two alone. A line is counted once.

    ``riga`` comes from ``righe_del_mese``, with what is joined to it.
    """

    riga: Any
    movimento: MovimentoFondo | None
    prima: bool = True

    @property
    def importo_banca(self) -> Decimal | None:
        return self.riga.importo if self.riga and self.prima else None

    @property
    def come(self) -> str:
        if self.riga is None:
            return "Senza riga della banca"
        if self.movimento is None:
            return "Da registrare nei fondi"
        return "Registrata" if self.riga.riscontrato == self.riga.importo else "Registrata in parte"


def coppie_del_mese(conto: ContoBancario, mese: date) -> list[CoppiaDelMese]:
    """Bank and funds of a month side by side: the lines with their movements, then the movements without one."""
    righe = list(righe_del_mese(conto, mese).order_by("data", "pk"))
    uniti = riscontri_di(righe)
    coppie = []
    for riga in righe:
        movimenti: Sequence[MovimentoFondo | None] = [r.movimento for r in uniti[riga.pk]] or [None]
        coppie += [CoppiaDelMese(riga, m, n == 0) for n, m in enumerate(movimenti)]
    soli = MovimentoFondo.objects.filter(giorno__range=(mese, fine_mese(mese)), riscontro=None)
    soli = soli.select_related("fondo__comune").order_by("giorno", "pk")
    return coppie + [CoppiaDelMese(None, movimento) for movimento in soli]


def storia_riga(riga: MovimentoBancario) -> list[Modifica]:
    """When the line was joined to movements and when it was let go, the last first."""
    eventi = tabella_eventi(RiscontroBanca).filter(riga=riga)[:ULTIMI]
    return racconta([(evento, None) for evento in eventi], di=RiscontroBanca)
