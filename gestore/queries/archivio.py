"""The contracts of the line and what was due under them, read once for all the numbers of a quarter."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import DecimalField, F, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from gestore.models import Locazione, Sublocazione
from gestore.rules.sfitto import giorni_da_affittare
from gestore.rules.sublocazione import Periodo
from valdera_housing.choices import Linea, Mezzo, NaturaContratto, StatoContratto, TipoScadenza
from valdera_housing.kit.denaro import ZERO
from valdera_housing.models import Contratto, Imputazione, Scadenza, Trimestre, Utente

VISSUTI = (StatoContratto.IN_CORSO, StatoContratto.DISDETTATO, StatoContratto.CESSATO, StatoContratto.RISOLTO)
EURO = DecimalField(max_digits=12, decimal_places=2)


@dataclass(frozen=True)
class Testa:
    """A contract with an owner, ``pk`` of its Locazione. Dates are closed; rent in euro a month."""

    pk: int
    numero: str
    stato: str
    alloggio: int
    codice: str
    firmato_il: date | None
    inizio: date
    fine: date
    canone: Decimal
    condiviso_dal: date | None = None

    def attiva(self, giorno: date) -> bool:
        return self.inizio <= giorno <= self.fine

    @property
    def da_affittare(self) -> list[Periodo]:
        """The days in which the home was for one household: none or one range."""
        return giorni_da_affittare((self.inizio, self.fine), self.condiviso_dal)


@dataclass(frozen=True)
class Sotto:
    """A sublease that was lived in, with the household by its code and the day its case was opened."""

    pk: int
    numero: str
    alloggio: int
    codice: str
    comune: str
    nucleo: int
    nucleo_codice: str
    inizio: date
    fine: date
    canone: Decimal
    canone_testa: Decimal
    caso_aperto_il: date

    def attiva(self, giorno: date) -> bool:
        return self.inizio <= giorno <= self.fine


@dataclass(frozen=True)
class Dovuto:
    """The dues of a sublease as they stood on the last day of a quarter, in euro.

    ``canoni`` and ``incassati`` are the rents of the quarter's months; ``scaduto`` and ``arretrato`` are everything
    past due since the start, what a plan replaced excluded; ``in_ritardo_dal`` the oldest day still unpaid.
    """

    numero: str
    nucleo: int
    nucleo_codice: str
    canoni: Decimal
    incassati: Decimal
    scaduto: Decimal
    arretrato: Decimal
    in_ritardo_dal: date | None


class Archivio:
    """Two queries for the contracts, one for the dues of each quarter asked for.

    Everything of the line, or what ``utente`` may see of its contracts.
    """

    def __init__(self, utente: Utente | None = None) -> None:
        self.utente = utente
        self._dovuti: dict[int, list[Dovuto]] = {}

    @cached_property
    def teste(self) -> list[Testa]:
        visibili = Contratto.objects.visibili_a(self.utente) if self.utente else Contratto.objects.all()
        contratti = visibili.filter(natura=NaturaContratto.TESTA).exclude(
            stato__in=[StatoContratto.BOZZA, StatoContratto.ANNULLATO]
        )
        scheda = Subquery(Locazione.objects.filter(contratto=OuterRef("pk")).values("pk")[:1])
        colonne = (
            scheda, "numero", "stato", "alloggio", "alloggio__codice", "stipulato_il", "inizio",
            Coalesce("cessato_il", "fine_effettiva"), "canone_mensile", "alloggio__condiviso_dal",
        )  # fmt: skip
        return [Testa(*riga) for riga in contratti.order_by("numero").values_list(*colonne)]

    @cached_property
    def sotto(self) -> list[Sotto]:
        visibili = Sublocazione.objects.visibili_a(self.utente) if self.utente else Sublocazione.objects.all()
        vissute = visibili.filter(contratto__stato__in=VISSUTI).order_by("contratto__inizio", "pk")
        colonne = (
            "pk", "contratto__numero", "contratto__alloggio", "contratto__alloggio__codice",
            "contratto__alloggio__comune__nome", "contratto__nucleo", "contratto__nucleo__codice", "contratto__inizio",
            Coalesce("contratto__cessato_il", "contratto__fine_effettiva"), "contratto__canone_mensile",
            "locazione__contratto__canone_mensile", "caso__aperto_il",
        )  # fmt: skip
        return [Sotto(*riga) for riga in vissute.values_list(*colonne)]

    @cached_property
    def sotto_per_alloggio(self) -> dict[int, list[Sotto]]:
        per_alloggio: dict[int, list[Sotto]] = defaultdict(list)
        for sotto in self.sotto:
            per_alloggio[sotto.alloggio].append(sotto)
        return per_alloggio

    def dovuti(self, trimestre: Trimestre) -> list[Dovuto]:
        if trimestre.pk not in self._dovuti:
            self._dovuti[trimestre.pk] = [Dovuto(*riga) for riga in _dovuti(trimestre)]
        return self._dovuti[trimestre.pk]


def _pagato(al: date, **come: object) -> Coalesce:
    """What was matched to a due until a day."""
    vive = Imputazione.objects.filter(
        scadenza=OuterRef("pk"), annullata_alle=None, incasso__annullato_alle=None, incasso__data__lte=al, **come
    )
    somma = vive.order_by().values("scadenza").annotate(somma=Sum("importo")).values("somma")
    return Coalesce(Subquery(somma, output_field=EURO), ZERO, output_field=EURO)


def _dovuti(trimestre: Trimestre) -> QuerySet:
    inizio, fine = trimestre.inizio, trimestre.fine
    compensato = _pagato(fine, incasso__mezzo=Mezzo.COMPENSAZIONE)
    dei_mesi = Q(tipo=TipoScadenza.CANONE, competenza__range=(inizio, fine))
    scaduta = Q(scade_il__lte=fine)
    righe = (
        Scadenza.objects.da_incassare()
        .filter(linea=Linea.GIS, contratto__natura=NaturaContratto.SUBLOCAZIONE, annullata_il=None)
        .exclude(tipo=TipoScadenza.DEPOSITO)
        .filter(dei_mesi | scaduta)
        .annotate(compensato=compensato, avuto=_pagato(fine))
        .annotate(soldi=F("avuto") - F("compensato"))
    )
    zero = {"output_field": EURO}
    return (
        righe.order_by()
        .values("contratto")
        .annotate(
            canoni=Coalesce(Sum("importo", filter=dei_mesi), ZERO, **zero),
            incassati=Coalesce(Sum("soldi", filter=dei_mesi), ZERO, **zero),
            scaduto=Coalesce(Sum(F("importo") - F("compensato"), filter=scaduta), ZERO, **zero),
            arretrato=Coalesce(Sum(F("importo") - F("avuto"), filter=scaduta), ZERO, **zero),
            in_ritardo_dal=Min("scade_il", filter=scaduta & Q(importo__gt=F("avuto"))),
        )
        .order_by("contratto__numero")
        .values_list(
            "contratto__numero", "contratto__nucleo", "contratto__nucleo__codice", "canoni", "incassati", "scaduto",
            "arretrato", "in_ritardo_dal",
        )
    )  # fmt: skip
