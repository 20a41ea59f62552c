"""How much a measure gives for a use of its money, to whom and by when (domain.md 2.4, 2.5, 2.8; scenario 27)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sportello.choices import Beneficiario, ModalitaMisura
from valdera_housing.kit.denaro import ZERO, centesimi, in_euro
from valdera_housing.kit.scrittura import FISSO, in_data

MESI_DELL_ANNO = 12


@dataclass(frozen=True)
class Massimale:
    """What a measure pays for one use, in euro; see ``models.MassimaleMisura``."""

    modalita: str
    importo: Decimal
    beneficiario: str
    fascia: str = ""
    mensilita: int | None = None
    giorni: int | None = None
    percentuale: Decimal | None = None
    spese_legali_fino_a: Decimal | None = None


@dataclass(frozen=True)
class Spese:
    """What there is to pay, in euro; None is not known. ``esecuzione_il`` is the day set for the eviction.

    ``quota_a_carico`` (0–100) is the share of the ISE a household bears of its rent before a contribution.
    """

    domanda_il: date
    morosita: Decimal | None = None
    spese_legali: Decimal | None = None
    canone_annuo: Decimal | None = None
    nuovo_canone: Decimal | None = None
    deposito: Decimal | None = None
    agenzia: Decimal | None = None
    richiesto: Decimal | None = None
    ise: Decimal | None = None
    quota_a_carico: Decimal | None = None
    esecuzione_il: date | None = None


@dataclass(frozen=True)
class RigaCalcolo:
    etichetta: str
    importo: Decimal
    nota: str = ""


@dataclass(frozen=True)
class Calcolo:
    """What is given, how it was reached, what is left to pay, who is paid, by when; ``manca`` is not known yet."""

    importo: Decimal
    righe: tuple[RigaCalcolo, ...]
    resto: Decimal
    beneficiario: str
    entro: date | None = None
    manca: tuple[str, ...] = ()

    @property
    def spiegazione(self) -> str:
        """The computation in a sentence, kept with the application."""
        righe = "; ".join(f"{r.etichetta.lower()} {in_euro(r.importo)}" for r in self.righe)
        return f"{righe}; importo {in_euro(self.importo)}"[:1000].capitalize() if righe else ""


Voci = tuple[list[RigaCalcolo], list[str]]


def _voci(*chieste: tuple[str, Decimal | None, str, bool]) -> Voci:
    """The rows of what is known, and the names of what is needed and is not."""
    righe = [RigaCalcolo(nome, valore, nota) for nome, valore, nota, _ in chieste if valore is not None]
    return righe, [nome for nome, valore, _, serve in chieste if valore is None and serve]


def _arretrati(massimale: Massimale, spese: Spese) -> Voci:
    legali, nota = spese.spese_legali, ""
    tetto = massimale.spese_legali_fino_a
    if legali is not None and tetto is not None and legali > tetto:
        legali, nota = tetto, f"comprese fino a {in_euro(tetto)}"
    return _voci(("Canoni arretrati", spese.morosita, "", True), ("Spese legali", legali, nota, False))


def _mesi(canone: Decimal | None, mensilita: int | None) -> tuple[Decimal | None, str]:
    quante = MESI_DELL_ANNO if mensilita is None else mensilita
    return (None, "") if canone is None else (canone * quante, f"{quante} × {in_euro(canone)}")


def _casa_a_casa(massimale: Massimale, spese: Spese) -> Voci:
    canoni, nota = _mesi(spese.nuovo_canone, massimale.mensilita)
    return _voci(
        ("Deposito della nuova casa", spese.deposito, "", True),
        ("Prime mensilità", canoni, nota, True),
        ("Agenzia", spese.agenzia, "", False),
    )


def _differimento(massimale: Massimale, spese: Spese) -> Voci:
    """The rents of the months the owner waits; without a number of months, what is asked."""
    if massimale.mensilita is None:
        return _voci(("Importo chiesto", spese.richiesto, "per i mesi di rinvio", True))
    mese = None if spese.canone_annuo is None else centesimi(spese.canone_annuo / MESI_DELL_ANNO)
    canoni, nota = _mesi(mese, massimale.mensilita)
    return _voci(("Canoni dei mesi di rinvio", canoni, nota, True))


def _deposito(massimale: Massimale, spese: Spese) -> Voci:
    return _voci(("Deposito della nuova casa", spese.deposito, "", True))


def _canoni(massimale: Massimale, spese: Spese) -> Voci:
    canoni, nota = _mesi(spese.nuovo_canone, massimale.mensilita)
    return _voci(("Canoni della nuova casa", canoni, nota, True))


def _contributo(massimale: Massimale, spese: Spese) -> Voci:
    """A share of the yearly rent; without a share, the rent above what the household bears (DM 7/6/1999 art. 2)."""
    if massimale.percentuale is not None:
        parte = None if spese.canone_annuo is None else centesimi(spese.canone_annuo * massimale.percentuale / 100)
        return _voci(("Canone annuo", parte, f"{_cifra(massimale.percentuale)}{FISSO}% del canone", True))
    if spese.canone_annuo is None or spese.ise is None or spese.quota_a_carico is None:
        return _voci(("Canone annuo", spese.canone_annuo, "", True), ("ISE", spese.ise, "", True))
    a_carico = min(centesimi(spese.ise * spese.quota_a_carico / 100), spese.canone_annuo)
    return [
        RigaCalcolo("Canone annuo", spese.canone_annuo),
        RigaCalcolo("A carico della famiglia", -a_carico, f"{_cifra(spese.quota_a_carico)}{FISSO}% dell’ISE"),
    ], []


def _cifra(valore: Decimal) -> str:
    return f"{valore.normalize():f}".replace(".", ",")


VOCI = {
    ModalitaMisura.RINUNCIA: _arretrati,
    ModalitaMisura.NUOVO_CONTRATTO: _arretrati,
    ModalitaMisura.CASA_A_CASA: _casa_a_casa,
    ModalitaMisura.DIFFERIMENTO: _differimento,
    ModalitaMisura.DEPOSITO: _deposito,
    ModalitaMisura.CANONI: _canoni,
    ModalitaMisura.CONTRIBUTO: _contributo,
}


def calcola(massimale: Massimale, spese: Spese) -> Calcolo:
    """The amount of a measure for one use: what there is to pay, within the cap and within what was asked.

    ``resto`` is what is left to pay of the real costs, also of legal ones the measure does not count in full.
    """
    if massimale.modalita == ModalitaMisura.GRADUATORIA:
        return Calcolo(ZERO, (), ZERO, Beneficiario.NESSUNO)
    righe, manca = VOCI[ModalitaMisura(massimale.modalita)](massimale, spese)
    costo = sum((riga.importo for riga in righe), ZERO)
    importo = min(costo, massimale.importo)
    if costo > massimale.importo:
        righe.append(RigaCalcolo("Massimo della misura", massimale.importo))
    if spese.richiesto is not None and spese.richiesto < importo:
        importo = spese.richiesto
        righe.append(RigaCalcolo("Importo chiesto", spese.richiesto))
    return Calcolo(
        importo=centesimi(importo),
        righe=tuple(righe),
        resto=centesimi(_costo_vero(massimale, spese, costo) - importo),
        beneficiario=massimale.beneficiario,
        entro=_entro(massimale, spese),
        manca=tuple(manca),
    )


def _costo_vero(massimale: Massimale, spese: Spese, costo: Decimal) -> Decimal:
    if massimale.modalita in (ModalitaMisura.RINUNCIA, ModalitaMisura.NUOVO_CONTRATTO):
        return (spese.morosita or ZERO) + (spese.spese_legali or ZERO)
    return costo


def _entro(massimale: Massimale, spese: Spese) -> date | None:
    """Within the days of the measure from the application, and before the day set for the eviction."""
    if massimale.giorni is None:
        return None
    termine = spese.domanda_il + timedelta(days=massimale.giorni)
    return min(termine, spese.esecuzione_il - timedelta(days=1)) if spese.esecuzione_il else termine


def scegli_massimale(massimali: list[Massimale], modalita: str, fascia: str) -> Massimale | None:
    """The cap of a use: of the band the household is in, or the one without a band."""
    di_questa = [m for m in massimali if m.modalita == modalita]
    giusti = [m for m in di_questa if m.fascia == fascia] or [m for m in di_questa if not m.fascia]
    return giusti[0] if giusti else None


def controlla_importo(importo: Decimal, calcolo: Calcolo, motivo: str) -> str:
    """Why an amount may not be granted, or nothing: above the computed one it wants its reason."""
    if importo > calcolo.importo and not motivo:
        return f"L’importo calcolato è {in_euro(calcolo.importo)}: per ammettere {in_euro(importo)} scrivi il motivo."
    return ""


def controlla_termine(calcolo: Calcolo, giorno: date) -> str:
    """What to know of the deadline on a day, or nothing."""
    if calcolo.entro is None or giorno <= calcolo.entro:
        return ""
    return f"Il termine per il passaggio era il {in_data(calcolo.entro)}."
