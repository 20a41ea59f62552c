"""What the line did in the quarters, read once for all their numbers: four queries whatever the rows.

An event counts in the quarter of its last day (``svolto_il``), with all its sessions, its people and its expenses, so
that hours, people and euro of a quarter speak of the same things.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import (
    CharField,
    Count,
    DecimalField,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Extract

from formazione.choices import GenereDomanda, StatoEvento, TipoQuestionario
from formazione.models import Conteggio, Contenuto, Costo, Evento, Iscrizione, PartnerEvento, Risposta
from valdera_housing.kit.denaro import ZERO
from valdera_housing.models import MembroNucleo, Trimestre

NOMI, SENZA_NOME, RETE, SPESE, VOTI = "nomi", "conteggi", "rete", "spese", "voti"
CIFRA = DecimalField(max_digits=14, decimal_places=2)


@dataclass
class Svolto:
    """An event held. ``persone`` by group; ``minuti_persona`` are the minutes of all of them together.

    ``somma_voti`` of ``voti`` answers from 1 to 5, on ``fogli`` sheets; ``spese`` are those paid, in euro.
    """

    pk: int
    numero: str
    titolo: str
    tipo: str
    comune: str | None
    destinatari: list[str]
    svolto_il: date
    minuti: int
    persone: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    minuti_persona: int = 0
    partner: list[str] = field(default_factory=list)
    spese: Decimal = ZERO
    somma_voti: int = 0
    voti: int = 0
    fogli: int = 0

    @property
    def partecipanti(self) -> int:
        return sum(self.persone.values())


@dataclass(frozen=True)
class Beneficiari:
    """People of the households followed in a quarter, and how many of them were at an event held in it."""

    tutti: int
    formati: int


@dataclass(frozen=True)
class Pubblicazione:
    """A content: when it was published and how many people it reached, when somebody counted them."""

    titolo: str
    canale: str
    campagna: str
    giorno: date
    raggiunti: int | None


def nel(giorno: date, trimestre: Trimestre) -> bool:
    return trimestre.inizio <= giorno <= trimestre.fine


class Archivio:
    """Of the quarters that are compared (None: there is none). Each noun is read when it is first asked for."""

    def __init__(self, momenti: Sequence[Trimestre | None]) -> None:
        self.momenti = [m for m in momenti if m]

    def svolti(self, trimestre: Trimestre) -> list[Svolto]:
        return [evento for evento in self._svolti if nel(evento.svolto_il, trimestre)]

    def contenuti(self, trimestre: Trimestre) -> list[Pubblicazione]:
        return [contenuto for contenuto in self._contenuti if nel(contenuto.giorno, trimestre)]

    def beneficiari(self, trimestre: Trimestre) -> Beneficiari:
        n = next(n for n, m in enumerate(self.momenti) if m.numero == trimestre.numero)
        return Beneficiari(self._beneficiari[f"tutti_{n}"], self._beneficiari[f"formati_{n}"])

    def _nei_momenti(self, colonna: str) -> Q:
        nei = Q(pk__in=[])
        for m in self.momenti:
            nei |= Q(**{f"{colonna}__gte": m.inizio, f"{colonna}__lte": m.fine})
        return nei

    @cached_property
    def _svolti(self) -> list[Svolto]:
        svolti = Evento.objects.filter(self._nei_momenti("svolto_il"), stato=StatoEvento.SVOLTO)
        righe: Iterable[Any] = svolti.order_by("svolto_il", "pk").values_list(
            "pk", "numero", "titolo", "tipo", "comune__nome", "destinatari", "svolto_il", "minuti"
        )
        eventi = {pk: Svolto(pk, *resto) for pk, *resto in righe}
        for genere, evento, *fatto in self._fatti(svolti.order_by().values("pk")) if eventi else []:
            _aggiungi(eventi[evento], genere, *fatto)
        return list(eventi.values())

    def _fatti(self, eventi: QuerySet) -> QuerySet:
        """What belongs to the events: kind, event, group, how many, their sum, how many sheets. One query."""
        minuti = Extract(F("sessione__prenotazione__fine") - F("sessione__prenotazione__inizio"), "epoch") / 60
        presenti = Iscrizione.objects.filter(evento__in=eventi, minuti__gt=0)
        contati = Conteggio.objects.filter(sessione__evento__in=eventi, sessione__prenotazione__annullata_alle=None)
        rete = PartnerEvento.objects.filter(evento__in=eventi)
        pagate = Costo.objects.filter(evento__in=eventi, annullato_il=None, pagato_il__isnull=False)
        voti = Risposta.objects.filter(
            domanda__genere=GenereDomanda.SCALA,
            domanda__questionario__tipo=TipoQuestionario.GRADIMENTO,
            domanda__questionario__evento__in=eventi,
        )
        fogli = Count("compilazione", distinct=True)
        parti = [
            _parte(NOMI, presenti, "evento", "destinatario", Count("pk"), Sum("minuti")),
            # The fullest session of each group: who came twice is not counted twice.
            _parte(SENZA_NOME, contati, "sessione__evento", "destinatario", Max("quanti"), Sum(F("quanti") * minuti)),
            _parte(RETE, rete, "evento", "partner__nome", Count("pk"), Count("pk")),
            _parte(SPESE, pagate, "evento", Value(""), Count("pk"), Sum("importo")),
            _parte(VOTI, voti, "domanda__questionario__evento", Value(""), Count("pk"), Sum("valore"), fogli),
        ]
        return parti[0].union(*parti[1:], all=True)

    @cached_property
    def _contenuti(self) -> list[Pubblicazione]:
        righe = Contenuto.objects.filter(self._nei_momenti("pubblicato_il")).order_by("pubblicato_il", "pk")
        return [
            Pubblicazione(*riga)
            for riga in righe.values_list("titolo", "canale", "campagna__numero", "pubblicato_il", "raggiunti")
        ]

    @cached_property
    def _beneficiari(self) -> dict[str, int]:
        """Of each quarter: people of a household while its case was open, and those of them who took part."""
        conti = {}
        for n, m in enumerate(self.momenti):
            seguita = (
                Q(dal__lte=m.fine, nucleo__casi__aperto_il__lte=m.fine)
                & (Q(al=None) | Q(al__gte=m.inizio))
                & (Q(nucleo__casi__chiuso_il=None) | Q(nucleo__casi__chiuso_il__gte=m.inizio))
            )
            presente = Iscrizione.objects.filter(
                persona=OuterRef("persona"), minuti__gt=0, evento__stato=StatoEvento.SVOLTO,
                evento__svolto_il__gte=m.inizio, evento__svolto_il__lte=m.fine,
            )  # fmt: skip
            conti[f"tutti_{n}"] = Count("persona", distinct=True, filter=seguita)
            conti[f"formati_{n}"] = Count("persona", distinct=True, filter=seguita & Q(Exists(presente)))
        return MembroNucleo.objects.aggregate(**conti) if conti else {}


def _parte(
    genere: str,
    righe: QuerySet,
    evento: str,
    gruppo: Combinable | str,
    quanti: Combinable,
    somma: Combinable,
    fogli: Combinable | None = None,
) -> QuerySet:
    """A kind of fact, event by event and group by group, in columns of the same types for all."""
    raccolte = righe.order_by().values(
        genere_=Value(genere, output_field=CharField()),
        evento_=F(evento),
        gruppo_=F(gruppo) if isinstance(gruppo, str) else Cast(gruppo, CharField()),
    )
    return raccolte.annotate(
        quanti_=quanti, somma_=Cast(somma, CIFRA), fogli_=fogli or Value(0, output_field=IntegerField())
    ).values_list("genere_", "evento_", "gruppo_", "quanti_", "somma_", "fogli_")


def _aggiungi(evento: Svolto, genere: str, gruppo: str, quanti: int, somma: Decimal, fogli: int) -> None:
    if genere in (NOMI, SENZA_NOME):
        evento.persone[gruppo] += quanti
        evento.minuti_persona += int(somma)
    elif genere == RETE:
        evento.partner.append(gruppo)
    elif genere == SPESE:
        evento.spese += somma
    else:
        evento.voti, evento.somma_voti, evento.fogli = quanti, int(somma), fogli
