"""Registering a contract: deadlines, late state and tax (DPR 131/1986; L. 431/1998 art. 13; domain.md 1.4)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from valdera_housing.kit.denaro import ZERO, centesimi, in_euro
from valdera_housing.kit.esito import Esito, Motivo, avviso, no, si
from valdera_housing.kit.scrittura import in_data, plurale

GIORNI_REGISTRAZIONE = 30
GIORNI_PROMEMORIA = 10
GIORNI_COMUNICAZIONE = 60
GIORNI_ESENTI = 30
ALIQUOTA = Decimal("0.02")
ALIQUOTA_DEPOSITO_DI_TERZI = Decimal("0.005")
QUOTA_CONCORDATO_ATA = Decimal("0.70")
MINIMO_PRIMA_ANNUALITA = Decimal("67.00")
TERMINE = "art. 17 DPR 131/1986"
OBBLIGO = "art. 13 c. 1 L. 431/1998"
TARIFFA = "art. 5 tariffa DPR 131/1986"
RAVVEDIMENTO = "art. 13 d.lgs. 472/1997"

Stato = Literal["DA_REGISTRARE", "IN_SCADENZA", "REGISTRATO", "REGISTRATO_TARDIVO", "OMESSO", "ESENTE"]


@dataclass(frozen=True)
class StatoRegistrazione:
    """The state of the registration on a day, with its reason; ``scadenza`` is None when none is due."""

    stato: Stato
    scadenza: date | None
    motivo: Motivo

    @property
    def esito(self) -> Esito:
        return Esito((self.motivo,))


def scadenza_registrazione(stipulato_il: date | None, inizio: date) -> date:
    """Thirty days from the signature, or from the start when that comes first (DPR 131/1986 art. 17).

    Scenario 24: signed 10/06/2025, from 01/07/2025, is due by 10/07/2025. Without a signature, from the start.
    """
    return min(stipulato_il or inizio, inizio) + timedelta(days=GIORNI_REGISTRAZIONE)


def promemoria(scadenza: date, giorni: int = GIORNI_PROMEMORIA) -> date:
    """The day from which the office is reminded of a deadline: ten days before."""
    return scadenza - timedelta(days=giorni)


def scadenza_comunicazione(registrato_il: date) -> date:
    """Sixty days after registering, to tell the tenant and the condominium (L. 431/1998 art. 13 c. 1)."""
    return registrato_il + timedelta(days=GIORNI_COMUNICAZIONE)


def scadenza_rli(evento_il: date) -> date:
    """Thirty days after a proroga or an early termination, to send the RLI form (DPR 131/1986 art. 17)."""
    return evento_il + timedelta(days=GIORNI_REGISTRAZIONE)


def esente(inizio: date, fine: date) -> bool:
    """A contract of thirty days at most, both ends included, need not be registered (DPR 131/1986 tariffa II)."""
    return (fine - inizio).days + 1 <= GIORNI_ESENTI


def stato_registrazione(
    *,
    stipulato_il: date | None,
    inizio: date,
    fine: date,
    registrato_il: date | None,
    oggi: date,
    giorni_promemoria: int = GIORNI_PROMEMORIA,
) -> StatoRegistrazione:
    """Scenario 24: due by 10/07/2025, reminded from 30/06, on 11/07 omitted and to be put right (ravvedimento)."""
    scadenza = scadenza_registrazione(stipulato_il, inizio)
    if registrato_il is not None:
        return _registrato(registrato_il, scadenza, tenuto=not esente(inizio, fine))
    if esente(inizio, fine):
        frase = f"Dura al massimo {GIORNI_ESENTI} giorni: non serve registrarlo"
        return StatoRegistrazione("ESENTE", None, si(frase, "art. 2-bis tariffa II DPR 131/1986"))
    if oggi > scadenza:
        return StatoRegistrazione("OMESSO", scadenza, no(_omesso(scadenza, oggi), RAVVEDIMENTO))
    frase = f"Da registrare entro il {in_data(scadenza)}"
    if oggi >= promemoria(scadenza, giorni_promemoria):
        return StatoRegistrazione("IN_SCADENZA", scadenza, avviso(frase, TERMINE))
    return StatoRegistrazione("DA_REGISTRARE", scadenza, si(frase, TERMINE))


def _registrato(registrato_il: date, scadenza: date, *, tenuto: bool) -> StatoRegistrazione:
    if tenuto and registrato_il > scadenza:
        giorni = (registrato_il - scadenza).days
        frase = (
            f"Registrato il {in_data(registrato_il)}, {giorni} {plurale(giorni, 'giorno,giorni')} dopo il termine del "
            f"{in_data(scadenza)}: conserva la ricevuta del ravvedimento"
        )
        return StatoRegistrazione("REGISTRATO_TARDIVO", scadenza, avviso(frase, RAVVEDIMENTO))
    frase = f"Registrato il {in_data(registrato_il)}"
    return StatoRegistrazione("REGISTRATO", scadenza if tenuto else None, si(frase, OBBLIGO))


def _omesso(scadenza: date, oggi: date) -> str:
    giorni = (oggi - scadenza).days
    quanti = f"{giorni} {plurale(giorni, 'giorno,giorni')}"
    return (
        f"Andava registrato entro il {in_data(scadenza)}: è in ritardo di {quanti}. "
        "Senza registrazione il contratto è nullo: registralo subito con il ravvedimento, che riduce la sanzione"
    )


@dataclass(frozen=True)
class VoceImposta:
    """One line of the computation, in euro, with the sentence that explains it."""

    descrizione: str
    importo: Decimal


@dataclass(frozen=True)
class ImpostaRegistro:
    """The tax due for one year of rent, in euro and cents, line by line; the RLI form has the last word."""

    importo: Decimal
    voci: tuple[VoceImposta, ...]
    esito: Esito


def imposta_registro(
    canone_annuo: Decimal,
    *,
    cedolare: bool = False,
    concordato_in_ata: bool = False,
    prima_annualita: bool = True,
    deposito_di_terzi: Decimal = ZERO,
) -> ImpostaRegistro:
    """2 % of the yearly rent, subleases too; at least 67,00 € the first year; nothing with the cedolare secca.

    A concordato in a comune ad alta tensione abitativa is taxed on 70 % of the rent (L. 431/1998 art. 8). A deposit
    paid by somebody else than the tenant (the fund) adds 0,5 % of it.
    """
    if cedolare:
        frase = "Con la cedolare secca l’imposta di registro non è dovuta"
        return ImpostaRegistro(ZERO, (), Esito((si(frase, "art. 3 c. 2 d.lgs. 23/2011"),)))
    voci = [VoceImposta("Canone di un anno", canone_annuo)]
    base = canone_annuo
    if concordato_in_ata:
        base = centesimi(canone_annuo * QUOTA_CONCORDATO_ATA)
        voci.append(VoceImposta("Base ridotta del 30 %: concordato in un comune ad alta tensione abitativa", base))
    sul_canone = centesimi(base * ALIQUOTA)
    voci.append(VoceImposta("Imposta del 2 %", sul_canone))
    if prima_annualita and sul_canone < MINIMO_PRIMA_ANNUALITA:
        sul_canone = MINIMO_PRIMA_ANNUALITA
        voci.append(VoceImposta("Il primo anno si paga almeno", sul_canone))
    sul_deposito = centesimi(deposito_di_terzi * ALIQUOTA_DEPOSITO_DI_TERZI)
    if sul_deposito:
        voci.append(VoceImposta("0,5 % del deposito versato da altri", sul_deposito))
    importo = sul_canone + sul_deposito
    return ImpostaRegistro(importo, tuple(voci), Esito((si(f"Imposta di registro: {in_euro(importo)}", TARIFFA),)))
