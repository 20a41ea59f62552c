"""What happens in the houses: visits, meetings, bills to divide, the services of the condominio."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from cohousing.choices import NaturaAddetto, StatoTurno, TipoSupervisione
from cohousing.management.cohousing_di_prova.copione import SERVIZI, VOLONTARI, Apertura, Casa
from cohousing.models import Addetto, Permanenza, Servizio, SpesaComune, Struttura, Supervisione, Turno
from valdera_housing.management.scena import Scena, alle
from valdera_housing.models import prossimo_numero

SETTIMANA = timedelta(weeks=1)
VISITE = ("La casa è in ordine.", "Tutto bene; manca una lampadina in corridoio.", "Si è parlato dei turni.")
RIUNIONE = "Presenti quasi tutti. Rivisti i turni delle pulizie e il calendario della lavanderia; nessuna spesa nuova."
AVANTI = 3


def carica_visite(scena: Scena, struttura: Struttura, permanenze: list[Permanenza], *, ferma: bool) -> None:
    """A visit a week and a meeting a month; in a house that stands still nobody has been for two weeks."""
    ultima = scena.oggi - timedelta(days=16 if ferma else 2)
    giorno = (struttura.attiva_dal or ultima) + timedelta(days=3)
    visite = []
    while giorno <= ultima:
        riunione = giorno.day <= SETTIMANA.days
        visite.append(_visita(scena, struttura, giorno, riunione=riunione))
        giorno += SETTIMANA
    visite += [_colloquio(scena, p, struttura) for p in permanenze if p.stato == "IN_CORSO"]
    with scena.momento(alle(scena.oggi, 8), scena.operatrice):
        Supervisione.objects.bulk_create(v for v in visite if v.giorno <= scena.oggi)


def _visita(scena: Scena, struttura: Struttura, giorno: date, *, riunione: bool) -> Supervisione:
    return Supervisione(
        struttura=struttura,
        tipo=TipoSupervisione.RIUNIONE_CASA if riunione else TipoSupervisione.VISITA,
        giorno=giorno,
        minuti=90 if riunione else scena.caso.choice((30, 45, 45, 60)),
        operatore=scena.operatrice,
        presenti=scena.caso.randint(2, 4),
        verbale=RIUNIONE if riunione else scena.caso.choice(VISITE),
        creata_da=scena.operatrice,
    )


def _colloquio(scena: Scena, permanenza: Permanenza, struttura: Struttura) -> Supervisione:
    return Supervisione(
        struttura=struttura,
        permanenza=permanenza,
        tipo=TipoSupervisione.COLLOQUIO,
        giorno=max(permanenza.inizio, scena.oggi - timedelta(days=scena.caso.randint(5, 30))),
        minuti=40,
        operatore=scena.operatrice,
        verbale="Si è parlato della ricerca di lavoro e dei conti di casa.",
        creata_da=scena.operatrice,
    )


def carica_bollette(scena: Scena, casa: Casa, struttura: Struttura) -> list[SpesaComune]:
    """The last two bimesters: the older bills to be divided and paid by who calls, the last just arrived."""
    spese = []
    for bimestre in (2, 1):
        al = scena.oggi.replace(day=1) - timedelta(days=1)
        for _ in range(2 * (bimestre - 1)):
            al = al.replace(day=1) - timedelta(days=1)
        dal = (al.replace(day=1) - timedelta(days=1)).replace(day=1)
        arrivata = al + timedelta(days=9)
        if dal < (struttura.attiva_dal or dal) or arrivata > scena.oggi:
            continue
        for n, (che_cosa, importo, a_carico, criterio) in enumerate(casa.bollette):
            with scena.momento(alle(arrivata, 10), scena.contabile):
                spese.append(
                    SpesaComune.objects.create(
                        numero=f"SC-{arrivata.year}-{prossimo_numero('spesa_comune', arrivata.year):04d}",
                        struttura=struttura, descrizione=che_cosa, fornitore=f"{che_cosa.split()[0]} Toscana",
                        documento_numero=f"{arrivata:%y%m}{struttura.pk:02d}{n}", documento_del=arrivata,
                        importo=Decimal(importo) + bimestre, a_carico_ente=Decimal(a_carico), dal=dal, al=al,
                        criterio=criterio, scade_il=arrivata + timedelta(days=30), creata_da=scena.contabile,
                    )
                )  # fmt: skip
    return spese


def carica_servizi(scena: Scena, struttura: Struttura) -> None:
    """The services of the condominio: every opening since it is there, and those of the next three weeks."""
    for apertura in SERVIZI:
        dal = (struttura.attiva_dal or scena.oggi) + timedelta(days=30)
        with scena.momento(alle(dal, 9), scena.operatrice):
            servizio = Servizio.objects.create(
                struttura=struttura, tipo=apertura.tipo, nome=apertura.nome, orario=apertura.orario,
                con_chi=apertura.con_chi, referente=scena.operatrice, dal=dal,
            )  # fmt: skip
        with scena.momento(alle(scena.oggi, 8), scena.operatrice):
            turni = Turno.objects.bulk_create(_turni(scena, apertura, servizio))
            Addetto.objects.bulk_create(a for n, turno in enumerate(turni) for a in _addetti(turno, n))


def _turni(scena: Scena, apertura: Apertura, servizio: Servizio) -> Iterator[Turno]:
    giorno, fatti = servizio.dal, 0
    while giorno <= scena.oggi + AVANTI * SETTIMANA:
        if giorno.weekday() in apertura.giorni and giorno.month != 8:
            turno = Turno(
                servizio=servizio, inizio=alle(giorno, apertura.dalle), fine=alle(giorno, apertura.alle),
                creato_da=scena.operatrice,
            )  # fmt: skip
            if giorno < scena.oggi - timedelta(days=2):
                turno.stato = StatoTurno.SVOLTO
                turno.abitanti = max(0, apertura.abitanti + scena.caso.randint(-2, 2))
                turno.quartiere = max(0, apertura.quartiere + scena.caso.randint(-3, 3))
                turno.prime_volte = min(turno.abitanti + turno.quartiere, 3 if fatti < 6 else fatti % 2)
                fatti += 1
            yield turno
        giorno += timedelta(days=1)


def _addetti(turno: Turno, n: int) -> Iterator[Addetto]:
    yield Addetto(turno=turno, nome=VOLONTARI[n % len(VOLONTARI)], natura=NaturaAddetto.VOLONTARIO)
    if n % 2:
        yield Addetto(turno=turno, nome="Chi abita l’alloggio 1", natura=NaturaAddetto.ABITANTE)
