"""What the line did in the quarters, read once for all their numbers: a query for each noun, whatever the rows.

A quarter still open is told up to today, and what comes after its last day is as if it were not there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, DateField, DecimalField, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Extract, JSONObject, TruncDate

from cohousing.choices import SituazioneDopo, StatoSpesaComune
from cohousing.models import (
    Costo,
    Fermo,
    Permanenza,
    RicognizioneImmobile,
    Ricontatto,
    SpesaComune,
    Struttura,
    Supervisione,
    Turno,
    Unita,
)
from cohousing.rules.capienza import CasaNelTempo, UnitaNelTempo, giorni_letto, giorni_letto_occupati
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.periodo import Periodo
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Trimestre

CASA_TROVATA = (SituazioneDopo.ANCORA_IN_CASA, SituazioneDopo.ALTRA_CASA)
CIFRA = DecimalField(max_digits=14, decimal_places=2)
SPESE_COMUNI = "SPESE_COMUNI"


@dataclass(frozen=True)
class Soggiorno:
    """A stay as the numbers read it. ``uscita`` is None while the household lives there."""

    pk: int
    numero: str
    casa: int
    unita: int
    nucleo: int
    codice: str
    persone: int
    inizio: date
    uscita: date | None
    esito: str
    categoria: str
    nome_casa: str

    @property
    def periodo(self) -> Periodo:
        return Periodo(self.inizio, self.uscita)


@dataclass(frozen=True)
class Casa:
    """A house that opened: where, since when, its units with their closures."""

    pk: int
    numero: str
    nome: str
    comune: str
    aperta: Periodo
    unita: tuple[tuple[int, UnitaNelTempo], ...] = ()


@dataclass(frozen=True)
class Sentito:
    """A household heard after it left."""

    permanenza: int
    numero: str
    codice: str
    mesi: int
    giorno: date
    situazione: str

    @property
    def ha_casa(self) -> bool:
        return self.situazione in CASA_TROVATA


@dataclass(frozen=True)
class Seguita:
    """What was done in a house on a day: kind, how many times, minutes."""

    casa: int
    tipo: str
    giorno: date
    volte: int
    minuti: int


@dataclass(frozen=True)
class Apertura:
    """The openings of a kind of service on a day: minutes, who came and how many of them for the first time."""

    tipo: str
    giorno: date
    turni: int
    minuti: int
    presenze: int
    prime_volte: int


@dataclass(frozen=True)
class Letti:
    """Bed-days of a quarter: those there were, those of units where somebody lived."""

    disponibili: int = 0
    occupati: int = 0


@dataclass(frozen=True)
class _Immobile:
    segnalato: date
    visto: date | None
    proposto: date | None
    approvato: date | None


def nel(giorno: date | None, trimestre: Trimestre) -> bool:
    return giorno is not None and trimestre.inizio <= giorno <= trimestre.fine


class Archivio:
    """Of the quarters that are compared (None: there is none). Each noun is read when it is first asked for."""

    def __init__(self, momenti: Sequence[Trimestre | None], giorno: date | None = None) -> None:
        self.momenti = [m for m in momenti if m]
        self.oggi = giorno or oggi()

    def fino_al(self, trimestre: Trimestre) -> date:
        return min(trimestre.fine, self.oggi)

    def giorni(self, trimestre: Trimestre) -> Periodo:
        return Periodo(trimestre.inizio, self.fino_al(trimestre))

    # --- houses and beds ------------------------------------------------------------------------------------------

    def aperte(self, trimestre: Trimestre) -> list[Casa]:
        """Those open on the last day."""
        al = self.fino_al(trimestre)
        return [casa for casa in self._case if casa.aperta.comprende(al)]

    def giorni_apertura(self, trimestre: Trimestre) -> dict[Casa, int]:
        """The houses open for at least a day of the quarter, with how many."""
        quando = self.giorni(trimestre)
        return {casa: giorni for casa in self._case if (giorni := casa.aperta.giorni_comuni(quando))}

    def letti(self, casa: Casa, trimestre: Trimestre) -> Letti:
        quando = self.giorni(trimestre)
        letta = CasaNelTempo(casa.aperta, tuple(self._con_abitanti(pk, unita) for pk, unita in casa.unita))
        return Letti(giorni_letto(letta, quando), giorni_letto_occupati(letta, quando))

    def _con_abitanti(self, pk: int, unita: UnitaNelTempo) -> UnitaNelTempo:
        return replace(unita, soggiorni=tuple(s.periodo for s in self._soggiorni if s.unita == pk))

    def unita(self, trimestre: Trimestre) -> list[UnitaNelTempo]:
        """Those of the open houses, on the last day."""
        al = self.fino_al(trimestre)
        return [u for casa in self.aperte(trimestre) for _, u in casa.unita if u.giorni.comprende(al)]

    @cached_property
    def _case(self) -> list[Casa]:
        fermi = Fermo.objects.filter(unita=OuterRef("pk")).order_by("dal").values(riga=JSONObject(dal="dal", al="al"))
        unita = Unita.objects.annotate(chiusa=ArraySubquery(fermi)).order_by("pk")
        per_casa: dict[int, list[tuple[int, UnitaNelTempo]]] = {}
        for casa, pk, letti, dal, al, chiusa in unita.values_list(
            "struttura", "pk", "posti_letto", "dal", "al", "chiusa"
        ):
            chiusure = tuple(Periodo.letto(c) for c in chiusa)
            per_casa.setdefault(casa, []).append((pk, UnitaNelTempo(letti, Periodo(dal, al), chiusure)))
        aperte = Struttura.objects.filter(attiva_dal__isnull=False).order_by("nome")
        righe: Any = aperte.values_list("pk", "numero", "nome", "alloggio__comune__nome", "attiva_dal", "chiusa_il")
        return [
            Casa(pk, numero, nome, comune, Periodo(dal, al), tuple(per_casa.get(pk, [])))
            for pk, numero, nome, comune, dal, al in righe
        ]

    # --- stays ----------------------------------------------------------------------------------------------------

    def entrati(self, trimestre: Trimestre) -> list[Soggiorno]:
        return [s for s in self._soggiorni if nel(s.inizio, trimestre)]

    def usciti(self, trimestre: Trimestre) -> list[Soggiorno]:
        return [s for s in self._soggiorni if nel(s.uscita, trimestre)]

    def ospitati(self, trimestre: Trimestre) -> list[Soggiorno]:
        return [s for s in self._soggiorni if s.periodo.tocca(self.giorni(trimestre))]

    @cached_property
    def _soggiorni(self) -> list[Soggiorno]:
        nei_giorni = Q(pk__in=[])
        for m in self.momenti:
            nei_giorni |= Q(Q(uscita_il=None) | Q(uscita_il__gte=m.inizio), inizio__lte=m.fine)
        vissute = Permanenza.objects.vissute().filter(nei_giorni).order_by("inizio", "pk")
        righe = vissute.values_list(
            "pk", "numero", "struttura", "unita", "nucleo", "nucleo__codice", "persone", "inizio", "uscita_il",
            "esito", "struttura__categoria", "struttura__nome",
        )  # fmt: skip
        return [Soggiorno(*riga) for riga in righe]

    def sentiti(self, trimestre: Trimestre, mesi: int) -> list[Sentito]:
        return [s for s in self._sentiti if s.mesi == mesi and nel(s.giorno, trimestre)]

    @cached_property
    def _sentiti(self) -> list[Sentito]:
        righe = Ricontatto.objects.filter(self._nei_momenti("svolto_il")).order_by("svolto_il", "pk")
        return [
            Sentito(*riga)
            for riga in righe.values_list(
                "permanenza", "permanenza__numero", "permanenza__nucleo__codice", "mesi", "svolto_il", "situazione"
            )
        ]

    # --- what was done --------------------------------------------------------------------------------------------

    def seguite(self, trimestre: Trimestre) -> list[Seguita]:
        return [s for s in self._seguite if nel(s.giorno, trimestre)]

    @cached_property
    def _seguite(self) -> list[Seguita]:
        valide = Supervisione.objects.valide().filter(self._nei_momenti("giorno")).order_by()
        righe = valide.values("struttura", "tipo", "giorno").annotate(volte=Count("pk"), minuti_=Sum("minuti"))
        return [Seguita(*riga) for riga in righe.values_list("struttura", "tipo", "giorno", "volte", "minuti_")]

    def aperture(self, trimestre: Trimestre) -> list[Apertura]:
        return [a for a in self._aperture if nel(a.giorno, trimestre)]

    @cached_property
    def _aperture(self) -> list[Apertura]:
        svolti = Turno.objects.svolti().annotate(giorno=TruncDate("inizio")).filter(self._nei_momenti("giorno"))
        minuti = Cast(Extract(F("fine") - F("inizio"), "epoch") / 60, CIFRA)
        righe = (
            svolti.order_by()
            .values("servizio__tipo", "giorno")
            .annotate(
                turni=Count("pk"),
                minuti=Sum(minuti),
                presenze=Sum(F("abitanti") + F("quartiere")),
                nuove=Sum("prime_volte"),
            )
        )
        return [
            Apertura(tipo, giorno, turni, int(minuti), presenze, nuove)
            for tipo, giorno, turni, minuti, presenze, nuove in righe.values_list(
                "servizio__tipo", "giorno", "turni", "minuti", "presenze", "nuove"
            )
        ]

    # --- buildings and money --------------------------------------------------------------------------------------

    def immobili(self, trimestre: Trimestre) -> dict[str, int]:
        """How many buildings had come so far by the last day; each is counted in all the steps it took."""
        al = self.fino_al(trimestre)
        passi = ("segnalato", "visto", "proposto", "approvato")
        return {p: sum(1 for i in self._immobili if (quando := getattr(i, p)) and quando <= al) for p in passi}

    @cached_property
    def _immobili(self) -> list[_Immobile]:
        passi = ("segnalato_il", "rilevato_il", "proposto_il", "approvato_il")
        return [_Immobile(*riga) for riga in RicognizioneImmobile.objects.order_by("pk").values_list(*passi)]

    def spese(self, trimestre: Trimestre) -> dict[str, Decimal]:
        """Euro paid in the quarter, by what they were for; of the common bills, what the ETS took on itself."""
        somme: dict[str, Decimal] = {}
        for voce, giorno, importo in self._spese:
            if nel(giorno, trimestre):
                somme[voce] = somme.get(voce, ZERO) + importo
        return somme

    @cached_property
    def _spese(self) -> list[tuple[str, date, Decimal]]:
        costi = Costo.objects.filter(self._nei_momenti("pagato_il"), annullato_il=None)
        comuni = SpesaComune.objects.filter(
            self._nei_momenti("pagata_il"), stato=StatoSpesaComune.RIPARTITA, a_carico_ente__gt=0
        )
        parti = [
            _somme(costi, F("voce"), "pagato_il", "importo"),
            _somme(comuni, Value(SPESE_COMUNI), "pagata_il", "a_carico_ente"),
        ]
        return list(parti[0].union(parti[1], all=True))

    def _nei_momenti(self, colonna: str) -> Q:
        nei = Q(pk__in=[])
        for m in self.momenti:
            nei |= Q(**{f"{colonna}__gte": m.inizio, f"{colonna}__lte": m.fine})
        return nei


def _somme(righe: QuerySet, voce: Any, giorno: str, importo: str) -> QuerySet:
    """What, on which day, how many euro: in columns of the same types for both."""
    return (
        righe.order_by()
        .values(voce_=Cast(voce, CharField()), giorno_=Cast(giorno, DateField()))
        .annotate(somma=Cast(Sum(importo), CIFRA))
        .values_list("voce_", "giorno_", "somma")
    )
