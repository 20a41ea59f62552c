"""When a home may become a shared house, when the house opens, changes and closes (domain.md 5)."""

from dataclasses import dataclass
from datetime import date

from valdera_housing.kit.esito import Esito, Motivo, avviso, no, si
from valdera_housing.kit.scrittura import in_data, plurale


@dataclass(frozen=True)
class DatiAlloggio:
    """A home that could be shared. ``sublocazione`` and ``casa`` are what is in it now, empty when nothing is."""

    in_gestione: bool
    sublocazione: str = ""
    casa: str = ""
    abitato_fino_al: date | None = None


@dataclass(frozen=True)
class DatiApertura:
    """A house about to open: ``posti_letto`` of its units and, when known, of its home."""

    unita: int
    posti_letto: int
    posti_alloggio: int | None
    regole_in_italiano: bool
    agibile: bool
    responsabile_attivo: bool


@dataclass(frozen=True)
class DatiChiusura:
    """Who is in a house about to close, or is expected or proposed; the days before which it did not close."""

    abitano: int
    attesi: int
    proposte: int
    attiva_dal: date | None
    ultima_uscita: date | None = None


def valuta_alloggio(alloggio: DatiAlloggio, condiviso_dal: date, oggi: date) -> Esito:
    """A home is shared when the ETS holds it and nobody rents it whole."""
    motivi = []
    if not alloggio.in_gestione:
        motivi.append(no("L’ente partner non ha in mano questo alloggio: prima serve il contratto col proprietario"))
    if alloggio.sublocazione:
        motivi.append(no(f"È dato a un nucleo con la sublocazione {alloggio.sublocazione}: prima si chiude quella"))
    if alloggio.casa:
        motivi.append(no(f"C’è già una casa condivisa: {alloggio.casa}"))
    if condiviso_dal > oggi:
        motivi.append(no("Il giorno da cui è condiviso non è nel futuro"))
    if alloggio.abitato_fino_al and condiviso_dal <= alloggio.abitato_fino_al:
        motivi.append(no(f"Fino al {in_data(alloggio.abitato_fino_al)} era di un nucleo in sublocazione"))
    return Esito(tuple(motivi))


def valuta_apertura(casa: DatiApertura, giorno: date, condiviso_dal: date, oggi: date) -> Esito:
    """A house opens with units, with rules people can read, and with somebody who answers for it."""
    motivi = [
        si(f"Unità della casa: {casa.unita}")
        if casa.unita
        else no("Manca un’unità: aggiungi almeno una camera, un posto letto o un mini alloggio"),
        si("Le regole della casa sono in vigore, in italiano")
        if casa.regole_in_italiano
        else no("Mancano le regole della casa in vigore, con il testo in italiano: si entra firmandole"),
        *_letti(casa.posti_letto, casa.posti_alloggio),
    ]
    if not casa.responsabile_attivo:
        motivi.append(no("Il responsabile non lavora più qui: scegline un altro"))
    if not casa.agibile:
        motivi.append(avviso("Nella scheda dell’alloggio non risulta che sia agibile: controlla prima di aprire"))
    if giorno > oggi:
        motivi.append(no("Il giorno dell’apertura non è nel futuro: registrala quando la casa apre"))
    if giorno < condiviso_dal:
        motivi.append(no(f"L’alloggio è destinato a essere condiviso solo dal {in_data(condiviso_dal)}"))
    return Esito(tuple(motivi))


def _letti(unita: int, alloggio: int | None) -> list[Motivo]:
    if alloggio is None:
        return [avviso("Nella scheda dell’alloggio non è scritto quanti posti letto può avere")]
    if unita > alloggio:
        return [no(f"Le unità hanno {unita} posti letto, l’alloggio {alloggio}")]
    return [si(f"Posti letto delle unità: {unita} su {alloggio}")]


def valuta_modifica(*, cambia_categoria: bool, vive: int, capienza: int | None, insieme: int) -> Esito:
    """``vive`` are the stays in course or expected, ``insieme`` how many of them at most on the same day."""
    motivi = []
    if cambia_categoria and vive:
        motivi.append(no("Qualcuno abita la casa, o vi è atteso: è entrato per quella categoria, che non cambia"))
    if capienza is not None and capienza < insieme:
        quanti = f"{insieme} {plurale(insieme, 'nucleo,nuclei')}"
        motivi.append(
            no(f"Nella casa ci sono, o ci saranno, {quanti} insieme: non possono essere al massimo {capienza}")
        )
    return Esito(tuple(motivi))


def valuta_chiusura(casa: DatiChiusura, giorno: date, oggi: date) -> Esito:
    """A house closes when nobody lives there nor is expected, and not before the last one left."""
    motivi = []
    if casa.abitano:
        motivi.append(no(f"Nuclei che ci abitano ancora: {casa.abitano}. Prima si registra la loro uscita"))
    if casa.attesi:
        motivi.append(no(f"Permanenze in preparazione: {casa.attesi}. Prima si annullano"))
    if casa.proposte:
        motivi.append(no(f"Unità proposte a un candidato: {casa.proposte}. Prima si decidono quelle candidature"))
    if giorno > oggi:
        motivi.append(no("Il giorno della chiusura non è nel futuro: registrala quando la casa chiude"))
    if casa.attiva_dal and giorno < casa.attiva_dal:
        motivi.append(no(f"La casa ha aperto il {in_data(casa.attiva_dal)}: non si chiude prima"))
    if casa.ultima_uscita and giorno < casa.ultima_uscita:
        motivi.append(no(f"L’ultimo nucleo è uscito il {in_data(casa.ultima_uscita)}: non si chiude prima"))
    return Esito(tuple(motivi) or (si("Non ci abita né ci è atteso nessuno"),))
