"""The agenda of the desk: who is where, day by day, and what is still free.

The queries are the same for one engagement and for a thousand.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse

from sportello.choices import ModoAppuntamento
from sportello.models import Appuntamento
from sportello.workflow import SEGUONO, SPORTELLO_ETS
from valdera_housing.choices import Linea, TipoSede
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Prenotazione, Sede, Stanza, Utente
from valdera_housing.queries.prenotazione import (
    Disponibili,
    Misure,
    calendari,
    inizio_del,
    liberi_del_giorno,
    misure,
    presi,
)
from valdera_housing.rules.orari import ROMA, Calendario, Posto, aperture, perche_chiuso

PER = {"operatore": "Operatori", "stanza": "Stanze", "comune": "Comuni"}
VISTE = {"settimana": "Settimana", "giorno": "Giorno"}
# The strip of a day goes from 8:30 to 18:30, in minutes after midnight; a notch marks 13.
STRISCIA_DA, STRISCIA_A, TACCA = 510, 1110, 780
OCCUPATO = "Occupato"
FERIALI = 5


@dataclass(frozen=True)
class Scelta:
    """What the agenda is asked to show; ``operatore`` and ``sede`` are primary keys."""

    giorno: date
    vista: str = "settimana"
    per: str = "operatore"
    operatore: int | None = None
    sede: int | None = None

    @property
    def dal(self) -> date:
        return self.giorno if self.vista == "giorno" else self.giorno - timedelta(days=self.giorno.weekday())

    @property
    def al(self) -> date:
        return self.giorno if self.vista == "giorno" else self.dal + timedelta(days=6)


@dataclass(frozen=True)
class Voce:
    """An engagement as this person may read it. ``classe`` is its colour, said also in words (``luogo``)."""

    pk: int
    giorno: date
    inizio: datetime
    testo: str
    luogo: str
    chi: str
    classe: str = ""
    url: str = ""
    annullata: bool = False


@dataclass(frozen=True)
class Tratto:
    """A piece of the strip of a day, in percent of its width."""

    classe: str
    x: str
    largo: str


@dataclass
class Cella:
    giorno: date
    voci: list[Voce] = field(default_factory=list)
    striscia: list[Tratto] = field(default_factory=list)


@dataclass(frozen=True)
class Riga:
    nome: str
    nota: str
    celle: list[Cella]


@dataclass(frozen=True)
class Liberi:
    """The free slots of a day at the desk, or why there is nobody."""

    giorno: date
    posti: Sequence[Posto] = ()
    chiuso: str = ""


@dataclass(frozen=True)
class Agenda:
    giorni: list[date]
    righe: list[Riga]
    voci: list[Voce]
    liberi: list[Liberi]
    sede: Sede | None
    misure: Misure
    sedi: list[Sede]
    operatori: list[Utente]

    @property
    def impegni(self) -> int:
        return sum(not voce.annullata for voce in self.voci)

    @property
    def annullati(self) -> int:
        return sum(voce.annullata for voce in self.voci)

    @property
    def posti(self) -> int:
        return sum(len(giorno.posti) for giorno in self.liberi)

    def del_giorno(self, giorno: date) -> list[Voce]:
        return [voce for voce in self.voci if voce.giorno == giorno]


def operatori() -> QuerySet[Utente]:
    """Who can hold an appointment."""
    return Utente.objects.filter(is_active=True, ruoli__overlap=list(SEGUONO))


def sedi_attive() -> QuerySet[Sede]:
    return Sede.objects.attive().select_related("comune")


def tavolo(persone: Iterable[Utente]) -> tuple[int, ...]:
    """Among some people, those of the desk."""
    return tuple(persona.pk for persona in persone if persona.ha_ruolo(*SPORTELLO_ETS))


def agenda(scelta: Scelta, utente: Utente) -> Agenda:
    """The days asked for, with every engagement and what is free at one desk."""
    persone, sedi, soglie = list(operatori()), list(sedi_attive()), misure(oggi())
    calendario = calendari(sedi, scelta.dal, scelta.al)
    righe = list(
        Prenotazione.objects.fra(inizio_del(scelta.dal), inizio_del(scelta.al + timedelta(days=1))).select_related(
            "operatore", "sede__comune", "stanza", "mediatore"
        )
    )
    lette = Lettura(righe, utente)
    mostrate = [riga for riga in righe if _chiesta(riga, scelta) and lette.mostra(riga)]
    voci = [lette.voce(riga) for riga in mostrate]
    giorni = giorni_da_mostrare(scelta, voci, calendario.values())
    chiesta = next((s for s in sedi if s.pk == scelta.sede), None)
    sede = chiesta or next((s for s in sedi if s.tipo == TipoSede.CENTRALE), sedi[0] if sedi else None)
    chi = (scelta.operatore,) if scelta.operatore else tavolo(persone)
    return Agenda(
        giorni=giorni,
        righe=_righe(scelta, giorni, mostrate, voci, persone, sedi, lette),
        voci=voci,
        liberi=_liberi(giorni, sede, calendario, soglie, chi, righe),
        sede=sede,
        misure=soglie,
        sedi=sedi,
        operatori=persone,
    )


class Lettura:
    """What this person may read of some bookings: names of those she sees, «Occupato» for the others."""

    def __init__(self, righe: Sequence[Prenotazione], utente: Utente) -> None:
        visti = Appuntamento.objects.visibili_a(utente).filter(prenotazione__in=[riga.pk for riga in righe])
        self.appuntamenti = {a.prenotazione_id: a for a in visti.select_related("persona", "comune")}
        self.utente = utente

    def mostra(self, riga: Prenotazione) -> bool:
        """A cancelled booking is shown only as the appointment that was called off."""
        return riga.annullata_alle is None or riga.pk in self.appuntamenti

    def voce(self, riga: Prenotazione) -> Voce:
        appuntamento = self.appuntamenti.get(riga.pk)
        annullata = riga.annullata_alle is not None
        luogo = [self.luogo(riga, appuntamento), "con mediatore" if riga.mediatore_id else "", "annullato" * annullata]
        return Voce(
            pk=riga.pk,
            giorno=riga.inizio.astimezone(ROMA).date(),
            inizio=riga.inizio,
            testo=self.testo(riga, appuntamento),
            luogo=", ".join(filter(None, luogo)),
            chi=str(riga.operatore or ""),
            classe=_classe(riga, appuntamento),
            url=reverse("sportello:appuntamento_scheda", args=[appuntamento.pk]) if appuntamento else "",
            annullata=annullata,
        )

    def testo(self, riga: Prenotazione, appuntamento: Appuntamento | None) -> str:
        if appuntamento is not None:
            return nome_breve(appuntamento)
        return OCCUPATO if riga.linea == Linea.SPO else riga.titolo

    def luogo(self, riga: Prenotazione, appuntamento: Appuntamento | None) -> str:
        if appuntamento is not None and appuntamento.modo == ModoAppuntamento.VISITA:
            return luogo_per(appuntamento, self.utente)
        if appuntamento is not None and appuntamento.modo == ModoAppuntamento.TELEFONO:
            return "Per telefono"
        if riga.stanza is not None and riga.sede is not None and riga.sede.tipo == TipoSede.CENTRALE:
            return str(riga.stanza)
        parti = (riga.sede, riga.stanza)
        return ", ".join(str(parte) for parte in parti if parte is not None) or "Fuori sede"

    def comune(self, riga: Prenotazione) -> int | None:
        appuntamento = self.appuntamenti.get(riga.pk)
        return riga.sede.comune_id if riga.sede else appuntamento.comune_id if appuntamento else None


def nome_breve(appuntamento: Appuntamento) -> str:
    """``A. Diop``, or the name somebody gave at the counter."""
    persona = appuntamento.persona
    return f"{persona.nome[:1]}. {persona.cognome}" if persona else appuntamento.nome_riferito


def luogo_per(appuntamento: Appuntamento, utente: Utente) -> str:
    """Where the visit is, unless the address is protected and this person does not need it."""
    persona = appuntamento.persona
    if persona is not None and not persona.indirizzo_visibile_a(utente):
        return "indirizzo protetto"
    return appuntamento.luogo


def _chiesta(riga: Prenotazione, scelta: Scelta) -> bool:
    operatore = scelta.operatore is None or riga.operatore_id == scelta.operatore
    return operatore and (scelta.sede is None or riga.sede_id == scelta.sede)


def _classe(riga: Prenotazione, appuntamento: Appuntamento | None) -> str:
    if riga.annullata_alle is not None:
        return "impegno-annullato"
    if riga.sede is None:
        telefono = appuntamento is not None and appuntamento.modo == ModoAppuntamento.TELEFONO
        return "" if telefono else "impegno-visita"
    return "" if riga.sede.tipo == TipoSede.CENTRALE else "impegno-comune"


def giorni_da_mostrare(scelta: Scelta, voci: Sequence[Voce], calendario: Iterable[Calendario]) -> list[date]:
    """The working days of the week, and a Saturday or Sunday with something in it."""
    if scelta.vista == "giorno":
        return [scelta.giorno]
    pieni, aperti = {voce.giorno for voce in voci}, list(calendario)
    settimana = [scelta.dal + timedelta(days=n) for n in range(7)]
    return [
        g
        for g in settimana
        if g.weekday() < FERIALI or g in pieni or g == scelta.giorno or any(aperture(g, c) for c in aperti)
    ]


def _righe(
    scelta: Scelta,
    giorni: list[date],
    prenotazioni: Sequence[Prenotazione],
    voci: Sequence[Voce],
    persone: Sequence[Utente],
    sedi: Sequence[Sede],
    lette: Lettura,
) -> list[Riga]:
    """A row for each operator, room or comune, and one for what has none."""
    chiave = {
        "operatore": lambda riga: riga.operatore_id,
        "stanza": lambda riga: riga.stanza_id,
        "comune": lette.comune,
    }[scelta.per]
    gruppi: dict[int | None, list[tuple[Prenotazione, Voce]]] = defaultdict(list)
    for riga, voce in zip(prenotazioni, voci, strict=True):
        gruppi[chiave(riga)].append((riga, voce))
    testate = _testate(scelta, persone, sedi, gruppi)
    conosciute = {pk for pk, _, _ in testate}
    altre = [coppia for pk, gruppo in gruppi.items() if pk not in conosciute for coppia in gruppo]
    righe = [Riga(nome, nota, _celle(giorni, gruppi[pk])) for pk, nome, nota in testate]
    return [*righe, Riga(ALTRE[scelta.per], "", _celle(giorni, altre))] if altre else righe


ALTRE = {"operatore": "Senza operatore", "stanza": "Senza stanza", "comune": "Altrove"}
Testata = tuple[int | None, str, str]


def _testate(
    scelta: Scelta, persone: Sequence[Utente], sedi: Sequence[Sede], gruppi: dict[int | None, list]
) -> list[Testata]:
    if scelta.per == "operatore":
        scelte = [p for p in persone if scelta.operatore is None or p.pk == scelta.operatore]
        mostrate = [p for p in scelte if p.pk in gruppi or p.ha_ruolo(*SPORTELLO_ETS) or scelta.operatore]
        return [(p.pk, str(p), _mestiere(p)) for p in mostrate]
    luoghi = [s for s in sedi if scelta.sede is None or s.pk == scelta.sede]
    if scelta.per == "stanza":
        stanze = Stanza.objects.filter(attiva=True, sede__in=luoghi)
        nomi = {s.pk: s.nome for s in luoghi}
        return [(s.pk, s.nome, nomi[s.sede_id]) for s in stanze]
    comuni = {s.comune_id: (s.comune.nome, [x.nome for x in luoghi if x.comune_id == s.comune_id]) for s in luoghi}
    return [(pk, nome, ", ".join(nomi)) for pk, (nome, nomi) in sorted(comuni.items(), key=lambda c: c[1][0])]


def _mestiere(persona: Utente) -> str:
    return "Sportello" if persona.ha_ruolo(*SPORTELLO_ETS) else "Servizio sociale"


def _celle(giorni: list[date], coppie: Sequence[tuple[Prenotazione, Voce]]) -> list[Cella]:
    celle = {giorno: Cella(giorno) for giorno in giorni}
    for riga, voce in coppie:
        if cella := celle.get(voce.giorno):
            cella.voci.append(voce)
            if not voce.annullata:
                cella.striscia += _tratti(riga)
    for cella in celle.values():
        # Engagements are drawn over journeys.
        cella.striscia.sort(key=lambda tratto: tratto.classe == "v-occupato")
    return list(celle.values())


def _tratti(riga: Prenotazione) -> list[Tratto]:
    da, a = _minuti(riga.inizio), _minuti(riga.fine)
    viaggio = [_tratto("v-viaggio", da - riga.viaggio, a + riga.viaggio)] if riga.viaggio else []
    return [t for t in (*viaggio, _tratto("v-occupato", da, a)) if t is not None]


def _tratto(classe: str, da: int, a: int) -> Tratto | None:
    da, a = max(da, STRISCIA_DA), min(a, STRISCIA_A)
    lungo = STRISCIA_A - STRISCIA_DA
    if a <= da:
        return None
    return Tratto(classe, f"{(da - STRISCIA_DA) * 100 / lungo:.1f}%", f"{(a - da) * 100 / lungo:.1f}%")


def _minuti(momento: datetime) -> int:
    qui = momento.astimezone(ROMA)
    return qui.hour * 60 + qui.minute


def _liberi(
    giorni: list[date],
    sede: Sede | None,
    calendario: dict[int, Calendario],
    soglie: Misure,
    chi: tuple[int, ...],
    righe: Sequence[Prenotazione],
) -> list[Liberi]:
    """Free slots of each day, no further than the office books ahead."""
    if sede is None:
        return [Liberi(giorno) for giorno in giorni]
    per_giorno: dict[date, list[Prenotazione]] = defaultdict(list)
    for riga in righe:
        per_giorno[riga.inizio.astimezone(ROMA).date()].append(riga)
    cerca = Disponibili(sede, calendario[sede.pk], soglie.appuntamento, soglie.verso(sede), chi)
    ultimo = oggi() + timedelta(days=soglie.giorni)
    return [
        Liberi(
            giorno,
            liberi_del_giorno(giorno, cerca, presi(per_giorno[giorno])) if giorno <= ultimo else (),
            perche_chiuso(giorno, cerca.calendario),
        )
        for giorno in giorni
    ]
