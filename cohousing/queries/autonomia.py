"""The path of a household as it is looked at: goals, scores over time, when the next review is due."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    CharField,
    DateField,
    DecimalField,
    F,
    Func,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from cohousing.choices import AreaAutonomia, StatoPermanenza
from cohousing.models import ObiettivoAutonomia, Permanenza, PunteggioAutonomia, VerificaAutonomia
from cohousing.rules.autonomia import (
    GIORNI_PRIMA_VERIFICA,
    MASSIMO,
    MESI_FRA_LE_VERIFICHE,
    andamento,
    prossima_verifica,
)
from valdera_housing.models import Parametro, Utente

CHIAVE_PRIMA, CHIAVE_FRA = "giorni_prima_verifica", "mesi_fra_le_verifiche"
PARAMETRO, TRAGUARDO, PUNTI = 0, 1, 2

# --- the drawing: x in percent, y in pixels ------------------------------------------------------------------
ALTEZZA, ALTO, BASSO = 150, 22, 24
SINISTRA, LARGHEZZA = 6, 88  # percent of the drawing, so that figures at the ends are not cut


@dataclass(frozen=True)
class PuntoAutonomia:
    """A review on the drawing; ``detto`` is the score, written when it differs from the one before."""

    x: str
    y: int
    punti: int
    detto: str


@dataclass(frozen=True)
class TracciaAutonomia:
    """An area over time: ``curva`` is the path of the line, in a box 1000 wide; ``frase`` says what it shows."""

    area: str
    nome: str
    frase: str
    punti: tuple[PuntoAutonomia, ...]
    curva: str
    traguardo: int | None
    y_traguardo: int | None


@dataclass(frozen=True)
class Percorso:
    """Goals by area, scores by day and area, and when the next review is due (None when no more are to come)."""

    inizio: date
    traguardi: dict[str, int]
    punteggi: dict[date, dict[str, int]]
    prossima: date | None
    giorno: date

    @property
    def in_ritardo(self) -> bool:
        return self.prossima is not None and self.prossima < self.giorno

    @property
    def vuoto(self) -> bool:
        return not self.traguardi and not self.punteggi

    @property
    def ultima(self) -> date | None:
        return max(self.punteggi, default=None)

    def storia(self, area: str) -> list[tuple[date, int]]:
        return [(giorno, punti[area]) for giorno, punti in sorted(self.punteggi.items()) if area in punti]

    def righe(self) -> list[tuple[date, list[int | None]]]:
        """The table beside the drawing: a row for each review, a column for each area."""
        return [(g, [punti.get(a.value) for a in AreaAutonomia]) for g, punti in sorted(self.punteggi.items())]

    def mete(self) -> list[int | None]:
        return [self.traguardi.get(area.value) for area in AreaAutonomia]

    def tracce(self) -> list[TracciaAutonomia]:
        return [self._traccia(area) for area in AreaAutonomia]

    def _traccia(self, area: AreaAutonomia) -> TracciaAutonomia:
        storia, meta = self.storia(area.value), self.traguardi.get(area.value)
        fine = max([self.giorno, *self.punteggi])
        posti = [(_centesimi(g, self.inizio, fine), _y(punti)) for g, punti in storia]
        prima = [None, *(punti for _, punti in storia)]
        return TracciaAutonomia(
            area=area.value,
            nome=area.label,
            frase=andamento(area.label, storia, meta),
            punti=tuple(
                PuntoAutonomia(f"{x // 100}.{x % 100:02d}%", y, punti, str(punti) if punti != precedente else "")
                for (x, y), (_, punti), precedente in zip(posti, storia, prima, strict=False)
            ),
            curva="M" + "L".join(f"{x // 10} {y}" for x, y in posti) if len(posti) > 1 else "",
            traguardo=meta,
            y_traguardo=None if meta is None else _y(meta),
        )


def _centesimi(giorno: date, inizio: date, fine: date) -> int:
    """Where a day falls, in hundredths of a percent of the width."""
    tutti = max((fine - inizio).days, 1)
    return SINISTRA * 100 + LARGHEZZA * 100 * (giorno - inizio).days // tutti


def _y(punti: int) -> int:
    base = ALTEZZA - BASSO
    return base - punti * (base - ALTO) // MASSIMO


GUIDE = [(punti, _y(punti)) for punti in range(MASSIMO + 1)]


def percorso(permanenza: Permanenza, giorno: date) -> Percorso:
    """Everything the drawing needs, in one query."""
    soglie: dict[str, int] = {}
    traguardi: dict[str, int] = {}
    punteggi: dict[date, dict[str, int]] = defaultdict(dict)
    for genere, parola, numero, quando in _tutto(permanenza, giorno):
        if genere == PARAMETRO:
            soglie[parola] = int(numero)
        elif genere == TRAGUARDO:
            traguardi[parola] = int(numero)
        else:
            punteggi[quando][parola] = int(numero)
    prossima = None
    if permanenza.stato == StatoPermanenza.IN_CORSO:
        prossima = prossima_verifica(
            permanenza.inizio,
            max(punteggi, default=None),
            soglie.get(CHIAVE_PRIMA, GIORNI_PRIMA_VERIFICA),
            soglie.get(CHIAVE_FRA, MESI_FRA_LE_VERIFICHE),
        )
    return Percorso(permanenza.inizio, traguardi, dict(punteggi), prossima, giorno)


def _tutto(permanenza: Permanenza, giorno: date) -> QuerySet:
    """Thresholds of the day, goals and scores, as (kind, word, number, day)."""

    def riga(righe: QuerySet, genere: int, parola: str, numero: str, quando: str | None = None) -> QuerySet:
        return righe.order_by().values_list(
            Value(genere, IntegerField()),
            Cast(parola, CharField()),
            Cast(numero, DecimalField(max_digits=14, decimal_places=4)),
            F(quando) if quando else Cast(Value(None), DateField()),
        )

    parametri = Parametro.objects.validi(giorno).filter(chiave__in=[CHIAVE_PRIMA, CHIAVE_FRA])
    obiettivi = ObiettivoAutonomia.objects.filter(permanenza=permanenza)
    punteggi = PunteggioAutonomia.objects.filter(verifica__permanenza=permanenza)
    return riga(parametri, PARAMETRO, "chiave", "valore").union(
        riga(obiettivi, TRAGUARDO, "area", "traguardo"),
        riga(punteggi, PUNTI, "area", "punti", "verifica__svolta_il"),
        all=True,
    )


def verifiche_seguite(utente: Utente) -> QuerySet[VerificaAutonomia]:
    """The reviews of the stays this person sees, with their stay."""
    viste = Permanenza.objects.visibili_a(utente)
    return VerificaAutonomia.objects.filter(permanenza__in=viste).select_related(
        "permanenza__nucleo", "permanenza__struttura", "autore"
    )


class _FraMesi(Func):
    """A day so many months later, the last one of a shorter month: as ``aggiungi_mesi``."""

    template = "(%(expressions)s)"
    arg_joiner = " + interval '1 month' * "
    output_field = DateField()


class _FraGiorni(Func):
    template = "(%(expressions)s)"
    arg_joiner = " + "
    output_field = DateField()


def con_prossima_verifica(permanenze: QuerySet[Permanenza], giorno: date) -> QuerySet[Permanenza]:
    """Stays in course with ``ultima_verifica`` and ``verifica_entro``, counted as ``rules/autonomia.py`` does."""
    ultima = VerificaAutonomia.objects.filter(permanenza=OuterRef("pk")).order_by("-svolta_il").values("svolta_il")[:1]
    return permanenze.filter(stato=StatoPermanenza.IN_CORSO).annotate(
        ultima_verifica=Subquery(ultima),
        verifica_entro=Cast(
            Coalesce(
                Cast(_FraMesi(Subquery(ultima), _soglia(CHIAVE_FRA, MESI_FRA_LE_VERIFICHE, giorno)), DateField()),
                _FraGiorni(F("inizio"), _soglia(CHIAVE_PRIMA, GIORNI_PRIMA_VERIFICA, giorno)),
            ),
            DateField(),
        ),
    )


def _soglia(chiave: str, predefinito: int, giorno: date) -> Coalesce:
    """A threshold of the day inside a query."""
    valore = Parametro.objects.validi(giorno).filter(chiave=chiave).values("valore")[:1]
    return Coalesce(Cast(Subquery(valore), IntegerField()), Value(predefinito))
