"""Whether the fund may guarantee a contract, and until when its owner may claim (domain.md 3.4 and 3.5).

A guarantee of future debts has a maximum amount (art. 1938 c.c.), is never more than the debt (art. 1941 c.c.) and
holds only with a valid contract (art. 1939 c.c.).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from fondo_garanzia.rules.capienza import SituazioneFondo, valuta_adesione, valuta_capienza
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.esito import Esito, Motivo, no, si
from valdera_housing.kit.scrittura import in_data, in_periodo

FONTE = "convenzione, fondo di garanzia"
SI_DECIDE_IN_DUE = "Chi ha chiesto la garanzia non può approvarla: la decide un’altra persona"


@dataclass(frozen=True)
class ContrattoGarantito:
    """The lease: its state in words, whether it is signed and not ended, its days (closed), its rent a month."""

    numero: str
    stato: str
    vivo: bool
    inizio: date
    fine: date
    canone: Decimal


@dataclass(frozen=True)
class Termini:
    """What the fund promises: days (closed), months of rent and own share in months, caps in euro."""

    inizio: date
    scade_il: date
    mensilita: int
    massimale_canoni: Decimal
    massimale_danni: Decimal = ZERO
    franchigia: int = 0

    @property
    def massimale(self) -> Decimal:
        return self.massimale_canoni + self.massimale_danni


@dataclass(frozen=True)
class Limiti:
    """What the parameters allow: months proposed, months at most, days to claim after the end."""

    mensilita: int = 3
    mensilita_massime: int = 12
    giorni_escussione: int = 60


def massimale_canoni(canone: Decimal, mensilita: int) -> Decimal:
    """The cap for the rents: so many rents, in euro."""
    return canone * mensilita


def ultimo_giorno_per_escutere(scade_il: date, giorni: int) -> date:
    """The last day on which the owner may claim after the end of a guarantee."""
    return scade_il + timedelta(days=giorni)


def valuta_garanzia(
    fondo: SituazioneFondo,
    contratto: ContrattoGarantito,
    termini: Termini,
    limiti: Limiti,
    *,
    oggi: date,
    altra: str = "",
    capienza: bool = True,
) -> Esito:
    """Whether this contract may be guaranteed so: ``altra`` is the number of another live guarantee on it.

    Without ``capienza`` it says all but whether the money is there, which who asks need not wait for.
    """
    esito = valuta_adesione(fondo) + Esito(
        (
            _contratto(contratto, oggi),
            _una_sola(altra),
            _mesi(termini, limiti),
            _massimali(contratto, termini),
            _giorni(contratto, termini, oggi),
        )
    )
    return esito + valuta_capienza(fondo, termini.massimale) if capienza and fondo.aderente else esito


def valuta_chi_decide(*, ha_chiesto: bool) -> Esito:
    """Who asks never approves."""
    motivo = (
        no(SI_DECIDE_IN_DUE, FONTE) if ha_chiesto else si("La decide una persona diversa da chi l’ha chiesta", FONTE)
    )
    return Esito((motivo,))


def _contratto(contratto: ContrattoGarantito, oggi: date) -> Motivo:
    if not contratto.vivo:
        return no(
            f"Il contratto {contratto.numero} è «{contratto.stato}»: si garantisce un contratto firmato e in corso",
            "art. 1939 c.c.",
        )
    if contratto.fine < oggi:
        return no(f"Il contratto {contratto.numero} è finito il {in_data(contratto.fine)}", "art. 1939 c.c.")
    return si(f"Il contratto {contratto.numero} è firmato e dura fino al {in_data(contratto.fine)}", "art. 1939 c.c.")


def _una_sola(altra: str) -> Motivo:
    if altra:
        return no(f"Su questo contratto c’è già la garanzia {altra}: una sola per contratto", FONTE)
    return si("Nessun’altra garanzia su questo contratto", FONTE)


def _mesi(termini: Termini, limiti: Limiti) -> Motivo:
    massime = limiti.mensilita_massime
    if not 1 <= termini.mensilita <= massime:
        return no(f"Si garantiscono da 1 a {massime} mensilità: ne sono chieste {termini.mensilita}", FONTE)
    if termini.franchigia > massime:
        return no(f"A carico del proprietario restano al massimo {massime} mensilità", FONTE)
    return si(f"{termini.mensilita} mensilità garantite, su {massime} possibili", FONTE)


def _massimali(contratto: ContrattoGarantito, termini: Termini) -> Motivo:
    tetto = massimale_canoni(contratto.canone, termini.mensilita)
    if min(termini.massimale_canoni, termini.massimale_danni) < 0 or not termini.massimale:
        return no("Scrivi un massimale per i canoni o per i danni", "art. 1938 c.c.")
    if termini.massimale_canoni > tetto:
        return no(
            f"Il massimale per i canoni è {in_euro(termini.massimale_canoni)}: {termini.mensilita} mensilità di "
            f"{in_euro(contratto.canone)} fanno {in_euro(tetto)}",
            "art. 1941 c.c.",
        )
    canoni, danni = in_euro(termini.massimale_canoni), in_euro(termini.massimale_danni)
    return si(f"Massimali: {canoni} per i canoni, {danni} per i danni", "art. 1938 c.c.")


def _giorni(contratto: ContrattoGarantito, termini: Termini, oggi: date) -> Motivo:
    dura = in_periodo(termini.inizio, termini.scade_il)
    if termini.scade_il < termini.inizio:
        return no("La garanzia non finisce prima di cominciare", FONTE)
    if termini.scade_il < oggi:
        return no(f"La garanzia finirebbe il {in_data(termini.scade_il)}, che è già passato", FONTE)
    if not contratto.inizio <= termini.inizio <= termini.scade_il <= contratto.fine:
        return no(
            f"La garanzia sta dentro il contratto, {in_periodo(contratto.inizio, contratto.fine)}: è chiesta {dura}",
            "art. 1941 c.c.",
        )
    return si(f"Vale {dura}, dentro il contratto", "art. 1941 c.c.")
