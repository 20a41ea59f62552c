"""When a household may be given a sublease: inside the head lease, alone in the home (domain.md 1.2, 1.12)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from valdera_housing.kit.esito import Esito, Motivo, no, si
from valdera_housing.kit.scrittura import in_data, in_periodo, plurale
from valdera_housing.rules.durata import STUDENTI, TRANSITORIO, UN_GIORNO

CONSENSO = "art. 2 L. 392/1978"
REGISTRAZIONE = "art. 13 L. 431/1998"
DIPENDENZA = "art. 1595 c.c."
VIETANO = {
    TRANSITORIO: no("La locazione è transitoria: non si può sublocare", "art. 2 DM 16/1/2017"),
    STUDENTI: no("La locazione è per studenti: non si può sublocare", "art. 3 DM 16/1/2017"),
}
GIORNI_OPPOSIZIONE = 30

Periodo = tuple[date, date]


@dataclass(frozen=True)
class DatiTesta:
    """The head lease: dates both included, ``fine_effettiva`` after renewals, notices and early endings."""

    tipo: str
    inizio: date
    fine_effettiva: date
    sublocazione_autorizzata: bool
    consenso_documentato: bool


@dataclass(frozen=True)
class DatiSubconduttore:
    """The household on the day the sublease starts: how many, adults with a valid codice fiscale, its case."""

    componenti: int
    adulti_con_cf: int
    caso_aperto: bool
    con_assistente_sociale: bool


def valuta_sublocazione(
    testa: DatiTesta,
    inizio: date,
    fine: date,
    *,
    nucleo: DatiSubconduttore,
    posti_letto: int,
    occupati: Sequence[Periodo] = (),
) -> Esito:
    """Scenarios 21 and 22: every reason why a sublease of these days (both included) may not be given, or that it may.

    ``occupati`` are the days already taken by the other subleases of the same home or room.
    """
    ostacoli = [
        *_testa(testa),
        *_durata(testa, inizio, fine),
        *_sovrapposizioni(inizio, fine, occupati),
        *_nucleo(nucleo, posti_letto),
    ]
    if ostacoli:
        return Esito(tuple(ostacoli))
    return Esito((si(f"Sta dentro la locazione, che finisce il {in_data(testa.fine_effettiva)}", DIPENDENZA),))


def valuta_giorni(testa: DatiTesta, inizio: date, fine: date, occupati: Sequence[Periodo] = ()) -> Esito:
    """Whether a home is free in these days and the head lease covers them: enough to write a draft."""
    return Esito((*_durata(testa, inizio, fine), *_sovrapposizioni(inizio, fine, occupati)))


def valuta_nucleo(nucleo: DatiSubconduttore, posti_letto: int) -> Esito:
    """Whether the household may sign: an adult with codice fiscale, a case with its social worker, a bed for each."""
    return Esito(tuple(_nucleo(nucleo, posti_letto)))


def valuta_testa(testa: DatiTesta) -> Esito:
    """Whether a head lease may have subleases at all: its type and the owner's written consent."""
    return Esito(tuple(_testa(testa)) or (si("Il proprietario consente la sublocazione", CONSENSO),))


def _testa(testa: DatiTesta) -> Iterable[Motivo]:
    if vieta := VIETANO.get(testa.tipo):
        yield vieta
    elif not testa.sublocazione_autorizzata:
        yield no("Il proprietario non ha dato il consenso: senza non si può sublocare", CONSENSO)
    elif not testa.consenso_documentato:
        yield no("Manca il consenso scritto del proprietario: senza non si può sublocare", CONSENSO)


def _durata(testa: DatiTesta, inizio: date, fine: date) -> Iterable[Motivo]:
    if fine < inizio:
        yield no(f"La fine ({in_data(fine)}) viene prima dell’inizio ({in_data(inizio)})")
    if inizio < testa.inizio:
        yield no(f"Non può cominciare prima del {in_data(testa.inizio)}, quando comincia la locazione", DIPENDENZA)
    if fine > testa.fine_effettiva:
        yield no(f"Deve finire entro il {in_data(testa.fine_effettiva)}, quando finisce la locazione", DIPENDENZA)


def _sovrapposizioni(inizio: date, fine: date, occupati: Sequence[Periodo]) -> Iterable[Motivo]:
    for periodo in sorted(occupati):
        giorni = giorni_sovrapposti((inizio, fine), periodo)
        if giorni:
            quanti = f"{giorni} {plurale(giorni, 'giorno,giorni')}"
            libero = (
                f"fino al {in_data(periodo[0] - UN_GIORNO)}"
                if inizio < periodo[0]
                else f"dal {in_data(primo_giorno_libero(occupati, inizio))}"
            )
            yield no(f"Si sovrappone per {quanti} a un’altra sublocazione ({in_periodo(*periodo)}): libero {libero}")


def _nucleo(nucleo: DatiSubconduttore, posti_letto: int) -> Iterable[Motivo]:
    if nucleo.adulti_con_cf < 1:
        yield no(
            "Nessun adulto del nucleo ha un codice fiscale valido: codice fiscale necessario per la registrazione",
            REGISTRAZIONE,
        )
    if not nucleo.caso_aperto:
        yield no("Il nucleo non ha un caso aperto")
    elif not nucleo.con_assistente_sociale:
        yield no("Il caso del nucleo non ha un’assistente sociale di riferimento")
    if nucleo.componenti > posti_letto:
        letti = f"{posti_letto} {plurale(posti_letto, 'posto letto,posti letto')}"
        yield no(f"Il nucleo è di {nucleo.componenti} persone e nell’alloggio ci sono {letti}")


def giorni_sovrapposti(primo: Periodo, secondo: Periodo) -> int:
    """Days that two closed ranges share. 01/03/2025–29/02/2028 and a start on 01/02/2028 share 29 days."""
    return max((min(primo[1], secondo[1]) - max(primo[0], secondo[0])).days + 1, 0)


def primo_giorno_libero(occupati: Iterable[Periodo], dal: date) -> date:
    """The first day from ``dal`` on that no range takes: the day after the end of the last one touched."""
    libero = dal
    for inizio, fine in sorted(occupati):
        if inizio <= libero <= fine:
            libero = fine + UN_GIORNO
    return libero


def opposizione_entro(comunicata_il: date) -> date:
    """The owner may oppose a partial sublease for serious reasons within thirty days (L. 392/1978 art. 2)."""
    return comunicata_il + timedelta(days=GIORNI_OPPOSIZIONE)
