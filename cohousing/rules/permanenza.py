"""When a household may come into a unit, stay longer, leave; and how long a stay lasts.

No national law is about shared houses: a stay is temporary hospitality inside a personal project (domain.md 5), never
a lease, so none of the terms of law 431/1998 applies. Every range of days is closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cohousing.choices import EsitoPermanenza
from valdera_housing.kit.esito import Esito, Motivo, avviso, no, si
from valdera_housing.kit.giorni import in_cifre
from valdera_housing.rules.durata import fine_dopo_mesi

MESI_PERMANENZA, MESI_PROROGA = 18, 6
REGOLA = "patto di ospitalità, durata"
MESI_PROVATI = 60


@dataclass(frozen=True)
class Limiti:
    """Months a stay lasts at most, and months extensions may add."""

    mesi: int = MESI_PERMANENZA
    mesi_proroga: int = MESI_PROROGA

    @property
    def mesi_in_tutto(self) -> int:
        return self.mesi + self.mesi_proroga


def limiti(valori: Mapping[str, Decimal]) -> Limiti:
    """The thresholds in force: ``mesi_permanenza`` and ``mesi_proroga``, 18 and 6 until an act says otherwise."""
    return Limiti(int(valori.get("mesi_permanenza", MESI_PERMANENZA)), int(valori.get("mesi_proroga", MESI_PROROGA)))


def sposta_fine(inizio: date, fine: date, entrata: date) -> date:
    """The end of a stay that begins on another day and lasts as long: whole months when it was of whole months."""
    for mesi in range(1, MESI_PROVATI + 1):
        if fine_dopo_mesi(inizio, mesi) == fine:
            return fine_dopo_mesi(entrata, mesi)
    return entrata + (fine - inizio)


def valuta_durata(inizio: date, fine: date, limiti: Limiti) -> Esito:
    """A stay is agreed for so many months at most; longer needs an extension, that says why."""
    ultimo = fine_dopo_mesi(inizio, limiti.mesi)
    if fine <= ultimo:
        return Esito()
    return Esito(
        (
            no(
                f"Una permanenza dura al massimo {limiti.mesi} mesi: da quel giorno finisce entro il "
                f"{in_cifre(ultimo)}; se serve di più, poi si proroga",
                REGOLA,
            ),
        )
    )


@dataclass(frozen=True)
class Firme:
    """What was signed before coming in. ``progetto_il`` is of the signed personal project of the case."""

    patto_il: date | None = None
    patto_edizione: int | None = None
    edizione_in_vigore: int | None = None
    progetto_il: date | None = None


def valuta_firme(firme: Firme, entrata: date) -> Esito:
    """Nobody comes in without the rules of the house and a personal project, both signed (domain.md 5)."""
    motivi = [_firmato("Le regole della casa", firme.patto_il, entrata, "firmate", "prima si leggono e si firmano")]
    motivi.append(
        _firmato("Il progetto individuale", firme.progetto_il, entrata, "firmato", "prima si scrive e si firma")
    )
    nuova = firme.edizione_in_vigore
    if firme.patto_il and nuova and firme.patto_edizione != nuova:
        motivi.append(
            avviso(f"È firmata l’edizione {firme.patto_edizione} delle regole, ora vale la {nuova}: rileggetela")
        )
    return Esito(tuple(motivi))


def _firmato(che: str, firmato_il: date | None, entrata: date, participio: str, prima: str) -> Motivo:
    verbo = "sono" if participio.endswith("e") else "è"
    if firmato_il is None:
        return no(f"{che} non {verbo} {participio}: {prima}", "regole della coabitazione")
    if firmato_il > entrata:
        return no(
            f"{che} {verbo} {participio} il {in_cifre(firmato_il)}, dopo l’ingresso del {in_cifre(entrata)}",
            "regole della coabitazione",
        )
    return si(f"{che} {verbo} {participio} dal {in_cifre(firmato_il)}")


def valuta_casa_aperta(aperta_dal: date | None, entrata: date) -> Esito:
    if aperta_dal is None:
        return Esito((no("La casa non è ancora aperta"),))
    if aperta_dal > entrata:
        return Esito((no(f"La casa è aperta dal {in_cifre(aperta_dal)}, l’ingresso è prima"),))
    return Esito((si(f"La casa è aperta dal {in_cifre(aperta_dal)}"),))


def valuta_entrata(entrata: date, oggi: date) -> Esito:
    """An entry is registered the day it happens, or after."""
    if entrata > oggi:
        return Esito((no("L’ingresso è nel futuro: si registra quando il nucleo entra"),))
    return Esito()


def valuta_lasciata(ancora_dentro: str) -> Esito:
    """``ancora_dentro`` is the stay still lived in the unit, however late; empty when who was there has left."""
    if ancora_dentro:
        return Esito((no(f"Nell’unità abita ancora chi c’era prima: registra l’uscita di {ancora_dentro}"),))
    return Esito()


@dataclass(frozen=True)
class Richiesta:
    """An extension asked: until when, decided when, and why it goes past the months allowed, if it does."""

    nuova_fine: date
    decisa_il: date
    deroga: str = ""


def valuta_proroga(inizio: date, fine: date, richiesta: Richiesta, limiti: Limiti, oggi: date) -> Esito:
    """A stay is extended to a day after its end, within the months allowed unless it is said why not."""
    motivi = []
    if richiesta.nuova_fine <= fine:
        motivi.append(no(f"La permanenza finisce già il {in_cifre(fine)}: la nuova fine viene dopo"))
    if richiesta.decisa_il > oggi:
        motivi.append(no("La decisione è nel futuro: registrala quando è presa"))
    if richiesta.decisa_il < inizio:
        motivi.append(no(f"Il nucleo è entrato il {in_cifre(inizio)}: non si proroga prima"))
    ultimo = fine_dopo_mesi(inizio, limiti.mesi_in_tutto)
    if richiesta.nuova_fine > ultimo:
        oltre = (
            f"Con le proroghe una permanenza arriva a {limiti.mesi_in_tutto} mesi "
            f"({limiti.mesi} più {limiti.mesi_proroga}), qui al {in_cifre(ultimo)}"
        )
        motivi.append(
            avviso(f"{oltre}; si va oltre in deroga", REGOLA)
            if richiesta.deroga
            else no(f"{oltre}: per andare oltre scrivi perché si fa in deroga", REGOLA)
        )
    return Esito(tuple(motivi))


@dataclass(frozen=True)
class Uscita:
    """How a stay ends. ``proposto`` is whether leaving was proposed, after the warnings or a very grave fact;
    ``ultimo_fatto`` the day of the last review, or of the last rule not kept.
    """

    uscita_il: date
    esito: str
    motivo: str = ""
    proposto: bool = False
    ultimo_fatto: date | None = None


def valuta_uscita(inizio: date, uscita: Uscita, oggi: date) -> Esito:
    """A household leaves on a day of its stay; it is sent away only when that was proposed before."""
    motivi = []
    if uscita.uscita_il > oggi:
        motivi.append(no("L’uscita è nel futuro: si registra quando il nucleo lascia la casa"))
    if uscita.uscita_il < inizio:
        motivi.append(no(f"Il nucleo è entrato il {in_cifre(inizio)}: non può uscire prima"))
    if uscita.ultimo_fatto and uscita.uscita_il < uscita.ultimo_fatto:
        quando = in_cifre(uscita.ultimo_fatto)
        motivi.append(no(f"Il {quando} è scritta una verifica, o una regola non rispettata: l’uscita viene dopo"))
    if uscita.esito == EsitoPermanenza.ALLONTANAMENTO:
        if not uscita.proposto:
            motivi.append(
                no(
                    "Un allontanamento si propone prima: dopo il secondo richiamo, o per un fatto gravissimo, "
                    "annota la regola non rispettata con la proposta",
                    "regole della coabitazione",
                )
            )
        if not uscita.motivo:
            motivi.append(no("Scrivi perché il nucleo è allontanato"))
    return Esito(tuple(motivi))
