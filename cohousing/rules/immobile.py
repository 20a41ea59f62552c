"""What an act on a building asks before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valdera_housing.kit.esito import Esito, Motivo, no
from valdera_housing.kit.scrittura import in_data

FASI_MASSIME, FOTO_MASSIME = 30, 20
DA_DEFINIRE = "DA_DEFINIRE"


@dataclass(frozen=True)
class Rilievo:
    """What was seen on the spot, as it is written."""

    superficie: Decimal | None
    posti_letto: int | None
    conservazione: int | None
    servizi_vicini: int | None


@dataclass(frozen=True)
class Valutazione:
    """What a building that is valued must say."""

    costo: Decimal | None
    titolo: str
    categorie: Sequence[str]


def valuta_segnalazione(segnalato_il: date, rilevato_il: date | None, oggi: date) -> Esito:
    """A building is told of before it is seen, and not in the future."""
    motivi = []
    if segnalato_il > oggi:
        motivi.append(no("La segnalazione è nel futuro: scrivila quando sarà successo"))
    if rilevato_il and rilevato_il < segnalato_il:
        motivi.append(no(f"Il sopralluogo del {in_data(rilevato_il)} viene prima della segnalazione"))
    return Esito(tuple(motivi))


def valuta_sopralluogo(il: date | None, segnalato_il: date, rilievo: Rilievo, oggi: date) -> Esito:
    """A visit is after the sighting, not in the future, and says the four things that are seen."""
    return _giorno_del_sopralluogo(il, segnalato_il, oggi) + valuta_rilievo(rilievo)


def _giorno_del_sopralluogo(il: date | None, segnalato_il: date, oggi: date) -> Esito:
    if il is None:
        return Esito((no("Scrivi il giorno del sopralluogo"),))
    if il > oggi:
        return Esito((no("Il sopralluogo è nel futuro: scrivilo quando sarà fatto"),))
    if il < segnalato_il:
        return Esito((no(f"Il sopralluogo viene dopo la segnalazione, del {in_data(segnalato_il)}"),))
    return Esito()


def valuta_rilievo(rilievo: Rilievo) -> Esito:
    """What a visit has found may be corrected, never taken away."""
    scritti = {
        "la superficie": rilievo.superficie,
        "i posti letto possibili": rilievo.posti_letto,
        "lo stato di conservazione": rilievo.conservazione,
        "i servizi vicini": rilievo.servizi_vicini,
    }
    return _scrivi([nome for nome, valore in scritti.items() if valore is None])


def valuta_valutazione(valutazione: Valutazione) -> Esito:
    """Cost, title and for whom: without them there is no score."""
    mancanti = ["il costo stimato dei lavori"] if valutazione.costo is None else []
    mancanti += ["come si potrebbe avere"] if valutazione.titolo == DA_DEFINIRE else []
    mancanti += [] if valutazione.categorie else ["per chi potrebbe essere"]
    return _scrivi(mancanti)


def valuta_proposta(testo: str, fasi: int) -> Esito:
    """The Cabina reads what is done, in how long, at which cost."""
    motivi: list[Motivo] = (
        [] if fasi else [no("Aggiungi almeno una fase: che cosa si fa, in quanti mesi, a che costo")]
    )
    return Esito((*motivi, *_scrivi([] if testo.strip() else ["il testo della proposta"]).motivi))


def valuta_approvazione(il: date, proposto_il: date, oggi: date) -> Esito:
    """The Cabina decides after the proposal, not in the future."""
    if il > oggi:
        return Esito((no("La seduta è nel futuro: scrivila quando avrà deciso"),))
    if il < proposto_il:
        return Esito((no(f"La Cabina decide dopo la proposta, del {in_data(proposto_il)}"),))
    return Esito()


def _scrivi(mancanti: Sequence[str]) -> Esito:
    return Esito(tuple(no(f"Scrivi {nome}") for nome in mancanti))
