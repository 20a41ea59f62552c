"""The path of a household to living by itself: five areas from 0 to 4, a review every three months (domain.md 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from cohousing.choices import AreaAutonomia
from valdera_housing.kit.esito import Esito, no
from valdera_housing.kit.giorni import in_cifre
from valdera_housing.kit.tempo import aggiungi_mesi

MASSIMO = 4
GIORNI_PRIMA_VERIFICA, MESI_FRA_LE_VERIFICHE = 30, 3
# What each score means, in words: two operators who look at the same household write the same number.
PAROLE: dict[AreaAutonomia, tuple[str, str, str, str, str]] = {
    AreaAutonomia.REDDITO: (
        "Tutto da costruire: non c’è nessuna entrata",
        "Entrate saltuarie, o solo aiuti",
        "Un’entrata c’è, ma non basta per la quota e le spese",
        "Paga quota e spese, senza mettere da parte",
        "Fa da sé: paga tutto e mette qualcosa da parte",
    ),
    AreaAutonomia.CASA: (
        "Tutto da costruire: serve qualcuno accanto ogni giorno",
        "Pulizie, spesa e bollette solo insieme a qualcuno",
        "Fa una parte senza aiuto, con qualcuno che ricorda",
        "Tiene la casa, chiede aiuto nelle cose nuove",
        "Fa da sé: tiene casa, scadenze e rapporti con i vicini",
    ),
    AreaAutonomia.LAVORO: (
        "Tutto da costruire: non lavora e non sta cercando",
        "Cerca, con qualcuno che accompagna",
        "Tirocinio, corso o lavori brevi",
        "Lavora con un contratto a termine o a poche ore",
        "Fa da sé: lavora con continuità, o ha una pensione che basta",
    ),
    AreaAutonomia.RETE: (
        "Tutto da costruire: non ha nessuno a cui chiedere",
        "Conta solo sugli operatori",
        "Qualche persona, nelle emergenze",
        "Persone e servizi a cui chiede aiuto senza passare da noi",
        "Fa da sé: ha chi l’aiuta, e aiuta altri",
    ),
    AreaAutonomia.LINGUA: (
        "Tutto da costruire: serve sempre un interprete",
        "Capisce parole e frasi semplici",
        "Se la cava nelle cose di ogni giorno",
        "Parla con uffici, scuola e medico, con qualche aiuto",
        "Fa da sé: parla, legge e scrive quello che serve",
    ),
}


def prossima_verifica(
    inizio: date,
    ultima: date | None,
    giorni_prima: int = GIORNI_PRIMA_VERIFICA,
    mesi_fra: int = MESI_FRA_LE_VERIFICHE,
) -> date:
    """By when the next review is due: within so many days of the entry, then so many months after the last one.

    After a review of 30 November it is the last day of February: a short month is never skipped.
    """
    return inizio + timedelta(days=giorni_prima) if ultima is None else aggiungi_mesi(ultima, mesi_fra)


@dataclass(frozen=True)
class DatiVerifica:
    """A review being written, with the stay it belongs to. ``altre`` are the days of the other reviews."""

    svolta_il: date
    aree: frozenset[str]
    inizio: date
    uscita_il: date | None
    altre: frozenset[date]
    oggi: date


def valuta_verifica(dati: DatiVerifica) -> Esito:
    """While the household lives in the house, one a day, a score for each of the five areas."""
    motivi = []
    if dati.svolta_il > dati.oggi:
        motivi.append(no("La verifica è nel futuro: registrala quando è stata fatta."))
    if dati.svolta_il < dati.inizio:
        motivi.append(no(f"Il nucleo è entrato il {in_cifre(dati.inizio)}: il percorso si verifica da quel giorno."))
    if dati.uscita_il and dati.svolta_il > dati.uscita_il:
        motivi.append(no(f"Il nucleo è uscito il {in_cifre(dati.uscita_il)}: dopo non si verifica più il percorso."))
    if dati.svolta_il in dati.altre:
        motivi.append(no(f"C’è già una verifica del {in_cifre(dati.svolta_il)}: correggi quella."))
    if mancanti := [area.label for area in AreaAutonomia if area not in dati.aree]:
        motivi.append(no(f"Manca il punteggio di: {', '.join(mancanti)}."))
    return Esito(tuple(motivi))


class Traguardo(NamedTuple):
    """Where a household wants to arrive in an area, 1 to 4, and what will be done."""

    punti: int
    descrizione: str = ""


def valuta_obiettivi(traguardi: dict[str, int]) -> Esito:
    """A goal from 1 to 4 in each of the five areas: 0 is where nobody wants to arrive."""
    mancanti = [area.label for area in AreaAutonomia if area not in traguardi]
    fuori = [area.label for area in AreaAutonomia if area in traguardi and not 1 <= traguardi[area] <= MASSIMO]
    motivi = [no(f"Manca il traguardo di: {', '.join(mancanti)}.")] if mancanti else []
    return Esito((*motivi, *(no(f"{nome}: il traguardo va da 1 a 4.") for nome in fuori)))


NUMERI = (
    "zero", "un", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici",
    "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove", "venti",
)  # fmt: skip


def tempo_in_parole(dal: date, al: date) -> str:
    """``nove mesi``, ``un mese``; under a month the days, ``12 giorni``."""
    mesi = (al.year - dal.year) * 12 + al.month - dal.month
    if aggiungi_mesi(dal, mesi) > al:
        mesi -= 1
    if mesi < 1:
        giorni = (al - dal).days
        return "un giorno" if giorni == 1 else f"{giorni} giorni"
    return "un mese" if mesi == 1 else f"{NUMERI[mesi] if mesi < len(NUMERI) else mesi} mesi"


def andamento(area: str, punti: Sequence[tuple[date, int]], traguardo: int | None) -> str:
    """What moved in an area, as one says it: «Lavoro: da 1 a 3 in nove mesi; manca 1 al traguardo».

    ``punti`` are (day, score) in order of day.
    """
    if not punti:
        return f"{area}: ancora da valutare" + (f"; il traguardo è {traguardo}" if traguardo else "")
    (primo_giorno, primo), (ultimo_giorno, ultimo) = punti[0], punti[-1]
    if len(punti) == 1:
        mosso = f"{ultimo} su {MASSIMO}"
    else:
        mosso = f"da {primo} a {ultimo}" if primo != ultimo else f"{ultimo} come all’inizio,"
        mosso = f"{mosso} in {tempo_in_parole(primo_giorno, ultimo_giorno)}"
    return f"{area}: {mosso}{_quanto_manca(ultimo, traguardo)}"


def _quanto_manca(ultimo: int, traguardo: int | None) -> str:
    if traguardo is None:
        return ""
    manca = traguardo - ultimo
    if manca <= 0:
        return "; traguardo raggiunto"
    return f"; {'manca' if manca == 1 else 'mancano'} {manca} al traguardo"
