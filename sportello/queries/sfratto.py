"""The evictions as pages, deadlines and numbers ask for them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now, TruncDate
from django.urls import reverse

from sportello.choices import EVITATI, EsitoSfratto, TipoEventoSfratto, TipoSfratto
from sportello.models import DomandaMisura, EventoSfratto, Sfratto
from sportello.rules.passi_sfratto import situazione
from sportello.rules.sfratto import RILASCIATA, TITOLI, DatiSfratto, Evento, Situazione, Soglie, da_fare
from valdera_housing.choices import Ruolo
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso, MembroNucleo, Parametro, Persona, Utente

E = TipoEventoSfratto
ESEGUITI = Q(tipo=E.ESECUZIONE) | Q(tipo=E.ACCESSO, esito__in=[e.value for e in RILASCIATA])


def soglie_di(giorno: date) -> Soglie:
    """Days, months and times of the procedure in force on a day."""
    valori = Parametro.objects.valori(giorno)
    cambiate = {f.name: valori.get(f"sfratto_{f.name}") for f in fields(Soglie)}
    return Soglie(**{nome: int(valore) for nome, valore in cambiate.items() if valore is not None})


@dataclass(frozen=True)
class Fascicolo:
    """An eviction with its events, in order of day, and where it stands today."""

    sfratto: Sfratto
    eventi: tuple[EventoSfratto, ...]
    situazione: Situazione

    @property
    def spese_eventi(self) -> Decimal:
        """What the single steps cost, in euro."""
        return sum((e.spese for e in self.eventi if e.spese), ZERO)


def fascicolo_di(sfratto: Sfratto, *, giorno: date | None = None) -> Fascicolo:
    """Two queries: the events (with the grace terms of the household elsewhere) and the parameters.

    Each event knows whether it was written today (``scritto_oggi``), by the clock of the database that wrote its
    history. ``sfratto.caso`` must be loaded.
    """
    del_nucleo = Q(tipo=E.TERMINE_DI_GRAZIA, sfratto__caso__nucleo=sfratto.caso.nucleo_id)
    scritture = EventoSfratto.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj_id=OuterRef("pk"), pgh_label="insert", pgh_created_at__date=TruncDate(Now())
    )
    righe = (
        EventoSfratto.objects.filter(Q(sfratto=sfratto) | del_nucleo)
        .annotate(scritto_oggi=Exists(scritture))
        .select_related("registrato_da")
        .order_by("giorno", "pk")
    )
    propri: list[EventoSfratto] = []
    altrui: list[EventoSfratto] = []
    for evento in righe:
        (propri if evento.sfratto_id == sfratto.pk else altrui).append(evento)
    quando = giorno or oggi()
    return Fascicolo(sfratto, tuple(propri), situazione_di(sfratto, propri, altrui, quando))


def situazione_di(
    sfratto: Sfratto, eventi: Iterable[EventoSfratto], grazie: Iterable[EventoSfratto], quando: date
) -> Situazione:
    dati = DatiSfratto(
        tipo=sfratto.tipo,
        fragilita=tuple(sfratto.fragilita),
        chiuso_il=sfratto.chiuso_il,
        esito=sfratto.esito,
        grazie_prima=tuple(e.giorno for e in grazie),
    )
    return situazione(dati, [in_evento(e) for e in eventi], oggi=quando, soglie=soglie_di(quando))


def in_evento(e: EventoSfratto) -> Evento:
    """The event as the rules read it."""
    return Evento(e.tipo, e.giorno, e.per_il, e.esito, e.ora, e.nota, e.pk)


def correggibile(evento: Any, utente: Utente, coordina: bool) -> bool:
    """Whether this person may still put right what was written: who wrote it, that day; then who coordinates."""
    return coordina or (evento.registrato_da_id == utente.pk and evento.scritto_oggi)


def casi_senza_sfratto(utente: Utente) -> QuerySet[Caso]:
    """The open cases this person follows where no eviction is open, by code of the household."""
    aperti = Sfratto.objects.aperti().values("caso")
    casi = Caso.objects.visibili_a(utente).filter(chiuso_il=None).exclude(pk__in=aperti)
    return casi.select_related("nucleo__comune").order_by("nucleo__codice")


def domande_di(sfratto: Sfratto) -> QuerySet[DomandaMisura]:
    """The applications made for an eviction, the last first."""
    return DomandaMisura.objects.filter(sfratto=sfratto).select_related("misura").order_by("-aperta_il", "-pk")


def con_protezione(sfratti: QuerySet[Sfratto]) -> QuerySet[Sfratto]:
    """Each eviction with ``protetto``: somebody of the household has an address to keep secret."""
    protette = MembroNucleo.objects.filter(nucleo=OuterRef("caso__nucleo"), al=None, persona__indirizzo_protetto=True)
    return sfratti.annotate(protetto=Exists(protette))


def legge_indirizzo(sfratto: Any, utente: Utente) -> bool:
    """As for the address of a person (quality S11); ``sfratto`` is read with ``con_protezione``."""
    return not sfratto.protetto or utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE_ETS)


def casi_cercati(utente: Utente, testo: str, *, quanti: int = 20) -> list[Caso]:
    """The first of these cases whose household matches a code, a case number or a name."""
    casi = casi_senza_sfratto(utente)
    if parole := testo.replace("\x00", "").strip():
        casi = casi.filter(del_nucleo(parole, "nucleo") | Q(numero__istartswith=parole))
    return list(casi[:quanti])


def del_nucleo(testo: str, nucleo: str) -> Q:
    """Rows whose household (by the path ``nucleo``) has this code, or somebody with this name in it."""
    if testo.upper().startswith("N-"):
        return Q(**{f"{nucleo}__codice__startswith": testo.upper()})
    presenti = MembroNucleo.objects.filter(al=None, persona__in=Persona.objects.cercate(testo))
    return Q(**{f"{nucleo}__in": presenti.values("nucleo")})


# --- what comes ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProssimaSfratto:
    """The next day of an open eviction. ``testo`` is what happens, or what to write down when the day has passed."""

    sfratto: int
    numero: str
    giorno: date
    ora: time | None
    testo: str
    nucleo: str
    comune: str
    case_manager: int | None
    assistente_sociale: int | None
    tipo: str
    fase: str
    url: str

    @property
    def scaduta(self) -> bool:
        return self.giorno < oggi()


def prossime(utente: Utente, dal: date | None, al: date | None, *, quante: int | None = None) -> list[ProssimaSfratto]:
    """The next days of the evictions this person follows, the nearest first: one query.

    Closed range; without ``dal`` those already passed, and not written down, come too.
    """
    con_ora = EventoSfratto.objects.filter(sfratto=OuterRef("pk"), per_il=OuterRef("prossima_data"))
    righe = Sfratto.objects.visibili_a(utente).aperti().exclude(prossima_data=None)
    righe = righe.filter(prossima_data__gte=dal) if dal else righe
    righe = righe.filter(prossima_data__lte=al) if al else righe
    righe = righe.select_related("caso__nucleo__comune").annotate(
        ora_fissata=Subquery(con_ora.order_by("-giorno", "-pk").values("ora")[:1])
    )
    return [_prossima(s, s.prossima_data) for s in righe.order_by("prossima_data", "pk")[:quante] if s.prossima_data]


def _prossima(s: Sfratto, giorno: date) -> ProssimaSfratto:
    return ProssimaSfratto(
        sfratto=s.pk,
        numero=s.numero,
        giorno=giorno,
        ora=s.ora_fissata,  # type: ignore[attr-defined]
        testo=da_fare(s.prossimo_passo, giorno, oggi()),
        nucleo=s.caso.nucleo.codice,
        comune=s.caso.nucleo.comune.nome,
        case_manager=s.caso.case_manager_id,
        assistente_sociale=s.caso.assistente_sociale_id,
        tipo=s.tipo,
        fase=s.stato,
        url=reverse("sportello:sfratto_scheda", args=[s.pk]),
    )


# --- numbers ------------------------------------------------------------------------------------------------------

ALTRI = "Altri motivi"
# The Ministry's three reasons, and what it leaves out.
COLONNE_MINISTERO = {
    TipoSfratto.NECESSITA: "Necessità del locatore",
    TipoSfratto.FINITA_LOCAZIONE: "Finita locazione",
    TipoSfratto.MOROSITA: "Morosità",
}


@dataclass(frozen=True)
class Provvedimenti:
    """The three columns of the Ministry for one reason: orders issued, requests of execution, executed."""

    emessi: int = 0
    richieste: int = 0
    eseguiti: int = 0


@dataclass(frozen=True)
class EsitiComune:
    """What became of the evictions of a comune: taken in charge and closed in the period, by outcome."""

    comune: int
    presi_in_carico: int = 0
    per_esito: dict[str, int] = field(default_factory=dict)

    @property
    def evitati(self) -> int:
        return sum(self.per_esito.get(e, 0) for e in EVITATI)

    @property
    def chiusi(self) -> int:
        return sum(self.per_esito.values())


@dataclass(frozen=True)
class ContoSfratti:
    """The evictions of a period: the Ministry's columns by reason, and the outcomes by comune."""

    dal: date
    al: date
    provvedimenti: dict[str, Provvedimenti]
    comuni: dict[str, EsitiComune]

    def con_esito(self, *esiti: str) -> int:
        """Closed in the period with these outcomes: the parts of I09 and I10."""
        return sum(c.per_esito.get(e, 0) for c in self.comuni.values() for e in esiti)

    @property
    def presi_in_carico(self) -> int:
        return sum(c.presi_in_carico for c in self.comuni.values())

    @property
    def evitati(self) -> int:
        return self.con_esito(*EVITATI)

    @property
    def eseguiti_con_soluzione(self) -> int:
        return self.con_esito(EsitoSfratto.ESEGUITO_CON_SOLUZIONE)

    @property
    def eseguiti(self) -> int:
        return self.con_esito(EsitoSfratto.ESEGUITO_CON_SOLUZIONE, EsitoSfratto.ESEGUITO)

    @property
    def totale(self) -> Provvedimenti:
        righe = self.provvedimenti.values()
        return Provvedimenti(*(sum(getattr(r, f.name) for r in righe) for f in fields(Provvedimenti)))


def conta_sfratti(dal: date, al: date, *, sfratti: QuerySet[Sfratto] | None = None) -> ContoSfratti:
    """Orders, requests and executions by reason, and outcomes by comune, in a closed period: three queries.

    An eviction counts once in a column whatever its events. ``sfratti`` narrows to those a person follows.
    """
    tutti = Sfratto.objects.all() if sfratti is None else sfratti
    return ContoSfratti(dal, al, _provvedimenti(dal, al, tutti), _comuni(dal, al, tutti))


def _provvedimenti(dal: date, al: date, sfratti: QuerySet[Sfratto]) -> dict[str, Provvedimenti]:
    eventi = EventoSfratto.objects.filter(giorno__range=(dal, al), sfratto__in=sfratti).order_by()
    conti: dict[str, list[int]] = {nome: [0, 0, 0] for nome in (*COLONNE_MINISTERO.values(), ALTRI)}
    for tipo, *numeri in (
        eventi.values("sfratto__tipo")
        .annotate(
            emessi=Count("sfratto", distinct=True, filter=Q(tipo__in=[t.value for t in TITOLI])),
            richieste=Count("sfratto", distinct=True, filter=Q(tipo=E.PREAVVISO)),
            eseguiti=Count("sfratto", distinct=True, filter=ESEGUITI),
        )
        .values_list("sfratto__tipo", "emessi", "richieste", "eseguiti")
    ):
        nome = COLONNE_MINISTERO.get(TipoSfratto(tipo), ALTRI)
        conti[nome] = [a + b for a, b in zip(conti[nome], numeri, strict=True)]
    return {nome: Provvedimenti(*numeri) for nome, numeri in conti.items()}


def _comuni(dal: date, al: date, sfratti: QuerySet[Sfratto]) -> dict[str, EsitiComune]:
    comune = ("caso__nucleo__comune__nome", "caso__nucleo__comune")
    aperti = sfratti.filter(aperto_il__range=(dal, al)).order_by().values_list(*comune).annotate(n=Count("pk"))
    chiusi = sfratti.filter(chiuso_il__range=(dal, al)).order_by().values_list(*comune, "esito")
    presi = {(nome, pk): quanti for nome, pk, quanti in aperti}
    esiti: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    for nome, pk, esito, quanti in chiusi.annotate(n=Count("pk")):
        esiti[nome, pk][esito] = quanti
    return {
        nome: EsitiComune(pk, presi.get((nome, pk), 0), esiti.get((nome, pk), {}))
        for nome, pk in sorted({*presi, *esiti})
    }
