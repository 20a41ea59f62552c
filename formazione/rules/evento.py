"""When an event may be opened, held, opened again, cancelled; what its sessions ask for (domain.md 4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from formazione.choices import Destinatario
from valdera_housing.kit.esito import Esito, Motivo, avviso, no, si
from valdera_housing.kit.scrittura import con_giorno, in_data, plurale

INTERNI = frozenset({Destinatario.OPERATORI_ETS, Destinatario.PERSONALE_COMUNI, Destinatario.PERSONALE_UNIONE})
MINUTI_MINIMI, MINUTI_MASSIMI = 15, 720


@dataclass(frozen=True)
class Incontro:
    """A session that was not cancelled: when it is, and how many people were recorded there, by name or by group."""

    numero: int
    inizio: datetime
    fine: datetime
    presenze: int = 0


@dataclass(frozen=True)
class Posto:
    """Where a session is held: a room (its name) or an address, a link besides or alone."""

    stanza: str = ""
    luogo: str = ""
    collegamento: str = ""


def aperto_a_esterni(destinatari: Iterable[str]) -> bool:
    """Whether people from outside the offices are invited: rooms for brief internal meetings do not receive them."""
    return bool(set(destinatari) - INTERNI)


def valuta_posti(posti: int | None, iscritti: int) -> Esito:
    """Seats are never fewer than who is already enrolled."""
    if posti is not None and posti < iscritti:
        hanno = plurale(iscritti, "persona ha,persone hanno")
        return Esito((no(f"{iscritti} {hanno} già il posto: i posti non possono essere {posti}"),))
    return Esito()


def valuta_registro(*, cambia: bool, iscritti: int, presenze: int) -> Esito:
    """How people are recorded is decided before somebody is: names do not become numbers, nor the other way."""
    if cambia and presenze:
        return Esito((no("Ci sono già presenze segnate: il modo di contarle non cambia più"),))
    if cambia and iscritti:
        return Esito((no("Ci sono già persone iscritte per nome: il registro resta per nome"),))
    return Esito()


def valuta_apertura(incontri: Sequence[Incontro], adesso: datetime, iscrizioni_al: date | None, oggi: date) -> Esito:
    """Names are taken when there is still a meeting to come to."""
    futuri = [i for i in incontri if i.inizio > adesso]
    if not incontri:
        return Esito((no("Manca un incontro: aggiungine almeno uno, con giorno e ora"),))
    if not futuri:
        return Esito((no("Tutti gli incontri sono passati: aggiungine uno che deve ancora venire"),))
    motivi = [si(f"Il prossimo incontro è {con_giorno(min(i.inizio for i in futuri))}")]
    if iscrizioni_al is not None and iscrizioni_al < oggi:
        motivi.append(
            avviso(f"La pagina pubblica non prende iscrizioni dopo il {in_data(iscrizioni_al)}: cambia la data")
        )
    return Esito(tuple(motivi))


def valuta_svolgimento(incontri: Sequence[Incontro], adesso: datetime) -> Esito:
    """An event is held when all its meetings are over; nobody recorded is told, not refused."""
    if not incontri:
        return Esito((no("Non c’è nessun incontro: un evento senza incontri non si chiude come svolto"),))
    manca = [
        no(f"L’incontro {i.numero} finisce {con_giorno(i.fine)}: l’evento si chiude dopo")
        for i in incontri
        if i.fine > adesso
    ]
    return Esito(tuple(manca or _con_presenze(incontri)))


def _con_presenze(incontri: Sequence[Incontro]) -> list[Motivo]:
    quanti = len(incontri)
    fatti = si(f"{quanti} {plurale(quanti, 'incontro svolto,incontri svolti')}")
    vuoti = [str(i.numero) for i in incontri if not i.presenze]
    if not vuoti:
        return [fatti]
    dove = "nell’incontro" if len(vuoti) == 1 else "negli incontri"
    return [fatti, avviso(f"Nessuno risulta presente {dove} {', '.join(vuoti)}: si può segnare anche dopo")]


def valuta_riapertura(attestati: int) -> Esito:
    """Certificates carry the hours of the event: while they are in force the hours do not change."""
    if attestati == 1:
        return Esito((no("C’è già 1 attestato valido: prima si annulla, perché porta le ore dell’evento"),))
    if attestati:
        return Esito(
            (no(f"Ci sono già {attestati} attestati validi: prima si annullano, perché portano le ore dell’evento"),)
        )
    return Esito((si("Nessun attestato rilasciato"),))


def valuta_annullamento(presenze: int) -> Esito:
    """What was held in part counts: it is closed as held, without the meetings that are missing."""
    if presenze:
        return Esito(
            (no("Qualcuno ha già partecipato: annulla gli incontri che mancano e chiudi l’evento come svolto"),)
        )
    return Esito()


def valuta_incontro(posto: Posto, minuti: int, *, chiede_nel_passato: bool = False) -> Esito:
    """Where and how long. A meeting already held may be written afterwards; a room is asked for before."""
    motivi = []
    if not (posto.stanza or posto.luogo or posto.collegamento):
        motivi.append(no("Scegli la sala, o scrivi l’indirizzo o il collegamento a distanza"))
    if posto.stanza and posto.luogo:
        motivi.append(no(f"Scegli {posto.stanza} oppure l’indirizzo: un incontro si tiene in un posto solo"))
    if not MINUTI_MINIMI <= minuti <= MINUTI_MASSIMI:
        motivi.append(no(f"Un incontro dura da {MINUTI_MINIMI} minuti a {MINUTI_MASSIMI // 60} ore"))
    if posto.stanza and chiede_nel_passato:
        motivi.append(no(f"{posto.stanza} non si può chiedere per un giorno passato"))
    return Esito(tuple(motivi))


def valuta_spostamento(numero: int, presenze: int) -> Esito:
    """Hours on which people were recorded do not move, nor are they cancelled."""
    if presenze:
        quante = plurale(presenze, "presenza segnata,presenze segnate")
        return Esito((no(f"L’incontro {numero} ha {presenze} {quante}: l’orario resta quello"),))
    return Esito()
