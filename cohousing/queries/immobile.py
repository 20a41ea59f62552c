"""What the line asks of the buildings of the survey."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, IntegerField, QuerySet, Sum, Value, When
from django.db.models.functions import Lower

from cohousing.choices import ASPETTI_IMMOBILE, Categoria, StatoImmobile
from cohousing.models import Costo, FaseImmobile, RicognizioneImmobile
from cohousing.rules.adatta import Edificio, adatta
from cohousing.rules.fattibilita import DatiImmobile, Parte, Soglie, costo_per_posto, parti
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Parametro, Utente
from valdera_housing.queries.storia import SISTEMA, tabella_eventi

SOGLIA_BASSA, SOGLIA_ALTA = "cohousing_costo_posto_basso", "cohousing_costo_posto_alto"
IN_CAMMINO = [stato for stato in StatoImmobile if stato != StatoImmobile.SCARTATO]
Chiave = tuple[int, str, str, str]


def soglie(giorno: date) -> Soglie:
    """The thresholds of that day, or those of the product."""
    valori = Parametro.objects.valori(giorno)
    predefinite = Soglie()
    return Soglie(valori.get(SOGLIA_BASSA, predefinite.basso), valori.get(SOGLIA_ALTA, predefinite.alto))


def dati_di(immobile: RicognizioneImmobile, giorno: date) -> DatiImmobile:
    """What the score reads of a building."""
    return DatiImmobile(
        giorno=giorno,
        visto=immobile.rilevato_il is not None,
        conservazione=immobile.stato_conservazione,
        disponibilita=immobile.disponibilita,
        disponibile_dal=immobile.disponibile_dal,
        costo=immobile.costo_adeguamento,
        posti_letto=immobile.posti_letto,
        servizi_vicini=immobile.servizi_vicini,
        titolo=immobile.titolo_possibile,
        accessibile=immobile.accessibile,
        vincoli=immobile.vincoli,
    )


class Punteggio(NamedTuple):
    """The parts of the score as they are on ``giorno``, and their sum; ``scritto`` is what the building has."""

    parti: list[Parte]
    totale: int
    scritto: int | None
    giorno: date

    @property
    def cambiato(self) -> bool:
        """Since it was written days went by, or thresholds moved."""
        return self.scritto is not None and self.scritto != self.totale


def punteggio_di(immobile: RicognizioneImmobile) -> Punteggio:
    """Of what the Cabina has in front, as it was on the day of the proposal; of the others, today: one query."""
    fermo = immobile.stato in {StatoImmobile.PROPOSTO, StatoImmobile.APPROVATO_CABINA}
    giorno = immobile.proposto_il if fermo and immobile.proposto_il else oggi()
    lette = parti(dati_di(immobile, giorno), soglie(giorno))
    return Punteggio(lette, sum(parte.punti for parte in lette), immobile.punteggio, giorno)


class Adatto(NamedTuple):
    """Whether a category could live there; ``scelta``: it is one of those written on the building."""

    categoria: str
    scelta: bool
    esito: Esito


def adatto_a(immobile: RicognizioneImmobile) -> list[Adatto]:
    """Every category with its reasons, those written on the building first."""
    edificio = Edificio(
        visto=immobile.rilevato_il is not None,
        accessibile=immobile.accessibile,
        vincoli=immobile.vincoli,
        superficie=immobile.superficie,
        posti_letto=immobile.posti_letto,
        servizi_vicini=immobile.servizi_vicini,
    )
    lette = [Adatto(Categoria(c).label, c in immobile.categorie, esito) for c, esito in adatta(edificio).items()]
    return sorted(lette, key=lambda adatto: not adatto.scelta)


@dataclass(frozen=True)
class Progetto:
    """The phases of a building with their sums."""

    fasi: list[FaseImmobile]
    mesi: int
    costo: Decimal
    stimato: Decimal | None
    a_posto: Decimal | None

    @property
    def diverso(self) -> bool:
        """The phases cost something else than the works are said to cost."""
        return bool(self.fasi) and self.stimato is not None and self.costo != self.stimato


def progetto_di(immobile: RicognizioneImmobile) -> Progetto:
    """Months and euro of all the phases, one after the other: one query."""
    fasi = list(immobile.fasi.all())
    costo = sum((fase.costo for fase in fasi), ZERO)
    a_posto = costo_per_posto(costo if fasi else immobile.costo_adeguamento, immobile.posti_letto)
    return Progetto(fasi, sum(fase.mesi for fase in fasi), costo, immobile.costo_adeguamento, a_posto)


class Speso(NamedTuple):
    quante: int
    totale: Decimal


def speso_per(immobile: RicognizioneImmobile) -> Speso:
    """The expenses registered on a building, without those taken away: one query."""
    conti = Costo.objects.filter(immobile=immobile, annullato_il=None).aggregate(n=Count("pk"), totale=Sum("importo"))
    return Speso(conti["n"], conti["totale"] or ZERO)


class Decisione(NamedTuple):
    """A step of the life of a building: when, who, into which state, with the words that were written."""

    quando: Any
    chi: str
    aspetto: Aspetto
    parole: str


def decisioni_di(immobile: RicognizioneImmobile) -> list[Decisione]:
    """Who moved the building from a state to another, the last first: two queries."""
    eventi = list(tabella_eventi(RicognizioneImmobile).filter(pgh_obj_id=immobile.pk))[::-1]
    passi = [
        (evento, prima.stato if prima else None)
        for prima, evento in zip([None, *eventi], eventi, strict=False)
        if prima is None or prima.stato != evento.stato
    ]
    chi = {evento.pgh_id: evento.pgh_context.metadata.get("user") for evento, _ in passi if evento.pgh_context}
    nomi: dict[int | None, str] = {u.pk: str(u) for u in Utente.objects.filter(pk__in=set(chi.values()) - {None})}
    return [
        Decisione(
            evento.pgh_created_at,
            nomi.get(chi.get(evento.pgh_id), SISTEMA),
            ASPETTI_IMMOBILE[evento.stato],
            _parole(evento, prima),
        )
        for evento, prima in passi[::-1]
    ]


def _parole(evento: Any, prima: str | None) -> str:
    """What was written with the step."""
    if evento.stato == StatoImmobile.VALUTATO and prima == StatoImmobile.PROPOSTO:
        return f"Rinviato dalla Cabina: {evento.osservazioni}"
    punti = f"{evento.punteggio} punti su 100" if evento.punteggio is not None else ""
    return {
        StatoImmobile.SCARTATO: evento.motivo,
        StatoImmobile.APPROVATO_CABINA: evento.seduta,
        StatoImmobile.VALUTATO: punti,
        StatoImmobile.PROPOSTO: punti,
    }.get(evento.stato, "")


class ConteggioStato(NamedTuple):
    stato: str
    aspetto: Aspetto
    quanti: int


def per_stato(immobili: QuerySet) -> list[ConteggioStato]:
    """How many in each state, zero included: one query."""
    conti = dict(immobili.order_by().values_list("stato").annotate(n=Count("pk")))
    return [ConteggioStato(s.value, ASPETTI_IMMOBILE[s.value], conti.get(s.value, 0)) for s in StatoImmobile]


class RigaComune(NamedTuple):
    """A comune with how many buildings in each state, in the order of the states, and in all."""

    comune: str
    conti: list[int]
    totale: int


def per_comune(immobili: QuerySet) -> list[RigaComune]:
    """Every comune that has buildings: one query."""
    conti: dict[str, dict[str, int]] = {}
    for comune, stato, quanti in immobili.order_by().values_list("comune__nome", "stato").annotate(n=Count("pk")):
        conti.setdefault(comune, {})[stato] = quanti
    return [
        RigaComune(comune, [suoi.get(stato, 0) for stato in StatoImmobile], sum(suoi.values()))
        for comune, suoi in sorted(conti.items())
    ]


def piu_avanti(immobili: QuerySet, quanti: int) -> list[RicognizioneImmobile]:
    """The buildings nearest to become a house, the best score first; those discarded last: one query."""
    posti = [When(stato=stato, then=Value(-n)) for n, stato in enumerate(IN_CAMMINO)]
    strada = Case(*posti, default=Value(1), output_field=IntegerField())
    ordine = (strada, F("punteggio").desc(nulls_last=True), "pk")
    return list(immobili.select_related("comune").order_by(*ordine)[:quanti])


def chiave_di(comune: int, indirizzo: str, civico: str, subalterno: str) -> Chiave:
    """What makes a building the same as another."""
    return comune, indirizzo.lower(), civico.lower(), subalterno


def gia_presenti(comuni: Iterable[int]) -> dict[Chiave, str]:
    """The number of every building of those comuni that is not discarded, by its key: one query."""
    vivi = RicognizioneImmobile.objects.exclude(stato=StatoImmobile.SCARTATO).filter(comune__in=comuni).order_by()
    righe = vivi.values_list("numero", "comune", Lower("indirizzo"), Lower("civico"), "catasto_subalterno")
    return {(comune, via, civico, sub): numero for numero, comune, via, civico, sub in righe}


def stesso_immobile(comune: int, indirizzo: str, civico: str, subalterno: str, *, tranne: int | None = None) -> str:
    """The number of another building at that address that is not discarded, or nothing."""
    vivi = RicognizioneImmobile.objects.exclude(stato=StatoImmobile.SCARTATO).exclude(
        pk__in=[tranne] if tranne else []
    )
    uguali = vivi.annotate(via=Lower("indirizzo"), porta=Lower("civico")).filter(
        comune=comune, via=indirizzo.lower(), porta=civico.lower(), catasto_subalterno=subalterno
    )
    return uguali.order_by("pk").values_list("numero", flat=True).first() or ""
