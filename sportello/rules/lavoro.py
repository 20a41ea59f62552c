"""What holds of the way to work: dates in order, internship, allowance, outcome (domain.md 2.10)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.esito import Esito, Motivo, avviso, no
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import aggiungi_mesi

NESSUNO, EXTRACURRICULARE, INCLUSIONE = "NESSUNO", "EXTRACURRICULARE", "INCLUSIONE"
PATTO = "D.Lgs. 150/2015, art. 20"
INDENNITA = "D.P.G.R. Toscana 47/R/2003"
MAGGIORENNI = "L.R. Toscana 32/2002, art. 17 quater"
DURATA = {
    EXTRACURRICULARE: "Linee guida Stato-Regioni 25/05/2017",
    INCLUSIONE: "Linee guida Stato-Regioni 22/01/2015",
}


@dataclass(frozen=True)
class SoglieTirocinio:
    """``indennita`` is euro a month; the others are months from the first to the last day of the internship."""

    indennita: Decimal = Decimal("500.00")
    extracurriculare: int = 12
    inclusione: int = 24

    def mesi(self, tirocinio: str) -> int:
        return self.inclusione if tirocinio == INCLUSIONE else self.extracurriculare


@dataclass(frozen=True)
class FattiPercorso:
    """What is known of a path; ``tirocinio`` is one of the three words above, ``indennita`` euro a month."""

    aperto_il: date
    nata_il: date | None = None
    did_il: date | None = None
    patto_il: date | None = None
    tirocinio: str = NESSUNO
    con_ospitante: bool = False
    tirocinio_dal: date | None = None
    tirocinio_al: date | None = None
    indennita: Decimal | None = None
    corso: str = ""


def valuta_percorso(fatti: FattiPercorso, soglie: SoglieTirocinio | None = None) -> Esito:
    """What cannot be, as refusals, and what is unusual, as warnings; no reasons when all is in order."""
    tirocinio = (
        _senza_tirocinio(fatti) if fatti.tirocinio == NESSUNO else _tirocinio(fatti, soglie or SoglieTirocinio())
    )
    return Esito((*_centro_impiego(fatti), *tirocinio))


def valuta_conclusione(fatti: FattiPercorso, esito: str, concluso_il: date) -> Esito:
    """Whether a path may end that day with that outcome (TIROCINIO and FORMATO want what they say was done)."""
    motivi = []
    if concluso_il < fatti.aperto_il:
        motivi.append(no(f"Non si conclude prima di iniziare, il {in_data(fatti.aperto_il)}"))
    if esito == "TIROCINIO" and fatti.tirocinio == NESSUNO:
        motivi.append(no("Il percorso non ha un tirocinio: scrivilo prima, oppure scegli un altro esito"))
    if esito == "FORMATO" and not fatti.corso:
        motivi.append(no("Il percorso non ha un corso: scrivilo prima, oppure scegli un altro esito"))
    if fatti.tirocinio_dal and concluso_il < fatti.tirocinio_dal:
        motivi.append(no(f"Il tirocinio comincia il {in_data(fatti.tirocinio_dal)}, dopo la fine del percorso"))
    return Esito(tuple(motivi))


def _centro_impiego(fatti: FattiPercorso) -> list[Motivo]:
    if fatti.patto_il and fatti.did_il and fatti.patto_il < fatti.did_il:
        return [no(f"Il patto di servizio viene dopo la DID, che è del {in_data(fatti.did_il)}", PATTO)]
    if fatti.patto_il and not fatti.did_il:
        return [avviso("C’è il patto di servizio ma non la DID: scrivi quando si è iscritta", PATTO)]
    return []


def _senza_tirocinio(fatti: FattiPercorso) -> list[Motivo]:
    if fatti.con_ospitante or fatti.tirocinio_dal or fatti.tirocinio_al or fatti.indennita is not None:
        return [no("Hai scritto i dati di un tirocinio: scegli di che tipo è")]
    return []


def _tirocinio(fatti: FattiPercorso, soglie: SoglieTirocinio) -> list[Motivo]:
    if fatti.tirocinio_dal is None:
        return [no("Scrivi quando comincia il tirocinio")]
    if fatti.tirocinio_al and fatti.tirocinio_al < fatti.tirocinio_dal:
        return [no(f"Il tirocinio finisce dopo l’inizio, che è il {in_data(fatti.tirocinio_dal)}")]
    motivi = []
    if fatti.nata_il and fatti.tirocinio_dal < aggiungi_mesi(fatti.nata_il, 18 * 12):
        motivi.append(no("Il tirocinio si fa dai 18 anni", MAGGIORENNI))
    if fatti.tirocinio_dal < fatti.aperto_il:
        motivi.append(avviso(f"Il tirocinio comincia prima del percorso, iniziato il {in_data(fatti.aperto_il)}"))
    if not fatti.con_ospitante:
        motivi.append(avviso("Manca dove si svolge il tirocinio"))
    return [*motivi, *_durata(fatti, soglie.mesi(fatti.tirocinio)), *_indennita(fatti.indennita, soglie.indennita)]


def _durata(fatti: FattiPercorso, mesi: int) -> list[Motivo]:
    """An internship of twelve months from 1 March ends on 28 or 29 February."""
    if fatti.tirocinio_dal is None or fatti.tirocinio_al is None:
        return []
    ultimo = aggiungi_mesi(fatti.tirocinio_dal, mesi) - timedelta(days=1)
    if fatti.tirocinio_al <= ultimo:
        return []
    return [avviso(f"Il tirocinio dura più di {mesi} mesi: finirebbe il {in_data(ultimo)}", DURATA[fatti.tirocinio])]


def _indennita(importo: Decimal | None, minima: Decimal) -> list[Motivo]:
    if importo is None:
        return [avviso(f"Manca l’indennità: il minimo è {in_euro(minima)} al mese", INDENNITA)]
    if importo < minima:
        return [avviso(f"L’indennità di {in_euro(importo)} è sotto il minimo di {in_euro(minima)} al mese", INDENNITA)]
    return []
