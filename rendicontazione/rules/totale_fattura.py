"""How much the document is worth: its total, and what the notes should say about it.

Base = Σ(imponibile + imposta) of the VAT summary, plus the rounding and the discount of the whole document.
Pension-fund contributions, accessory expenses and the roundings of the summary rows are already inside it.

Stamp duty (DPR 642/1972). DatiBollo says that the supplier pays the duty to the State; it does not say that
the customer is charged. Who charges it adds a line (Natura N1, or N2.2 for small businesses: AdE, risposta
428/2022), and then the summary already has it. So, when the total is not stated and must be computed:
  * a line carries the stamp: nothing is added;
  * the payments asked for say which of the two totals was meant: that one;
  * nothing says it: the amount written in ImportoBollo is added, with a note. Without ImportoBollo nothing is
    added: the two euros are not invented.
A stated total always wins over the computed one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rendicontazione.rules.fattura import (
    CassaPrevidenziale,
    LineaFattura,
    RigaIva,
    Ritenuta,
    ScadenzaPagamento,
)
from valdera_housing.kit.denaro import CENTESIMO, ZERO, centesimi, in_cifre, in_euro

TOLLERANZA_IMPONIBILE = Decimal(1)  # euro, the one SdI itself allows between lines and summary (check 00422)

_PAROLA_BOLLO = re.compile(r"\bboll[oi]\b", re.I)


@dataclass(frozen=True)
class VociTotale:
    """What the total is made of, every amount with the sign of the books."""

    riepilogo: Sequence[RigaIva]
    linee: Sequence[LineaFattura]
    ritenute: Sequence[Ritenuta]
    cassa: Sequence[CassaPrevidenziale]
    pagamenti: Sequence[ScadenzaPagamento]
    dichiarato: Decimal | None
    bollo: Decimal | None
    bollo_virtuale: bool
    arrotondamento: Decimal
    variazione: Decimal  # discount (negative) or surcharge (positive) on the whole document
    segno: int

    @property
    def lordo(self) -> Decimal:
        return sum((r.imponibile + r.imposta for r in self.riepilogo), ZERO)

    @property
    def base(self) -> Decimal:
        return self.lordo + self.arrotondamento + self.variazione

    @property
    def somma_linee(self) -> Decimal:
        """Lines, pension fund and accessory expenses: what the taxable amounts should add up to."""
        righe = sum((linea.prezzo_totale or ZERO for linea in self.linee), ZERO)
        spese = sum((r.spese_accessorie or ZERO for r in self.riepilogo), ZERO)
        return righe + spese + sum((c.importo for c in self.cassa), ZERO)

    @property
    def iva_in_split(self) -> Decimal:
        return sum((r.imposta for r in self.riepilogo if r.esigibilita == "S"), ZERO)

    @property
    def trattenute(self) -> Decimal:
        """What does not go to the supplier: withholdings and split-payment VAT (art. 17-ter DPR 633/72)."""
        return sum((r.importo for r in self.ritenute), ZERO) + self.iva_in_split


@dataclass(frozen=True)
class Totale:
    importo: Decimal
    calcolato: bool
    avvisi: tuple[str, ...]


def totale_documento(voci: VociTotale) -> Totale:
    """The stated total, checked, or the computed one, explained."""
    if voci.dichiarato is not None:
        return _dichiarato(voci, voci.dichiarato)
    aggiunto, motivo = _bollo_da_aggiungere(voci)
    avvisi = ["Il totale non è indicato nella fattura: è la somma di imponibile e IVA."]
    if motivo:
        avvisi.append(motivo)
    if voci.variazione:
        avvisi.append(f"Il totale calcolato comprende lo sconto o la maggiorazione di {in_euro(voci.variazione)}.")
    return Totale(voci.base + aggiunto, True, tuple(avvisi))


def avvisi_importi(voci: VociTotale) -> list[str]:
    """Notes when summary, lines and taxes of the invoice do not agree (SdI checks 00421 and 00422)."""
    avvisi = [avviso for riga in voci.riepilogo if (avviso := _avviso_imposta(riga))]
    imponibile = sum((r.imponibile for r in voci.riepilogo), ZERO)
    if voci.linee and abs(imponibile - voci.somma_linee) > TOLLERANZA_IMPONIBILE:
        avvisi.append(
            f"La somma delle righe ({in_euro(voci.somma_linee)}) è diversa dall'imponibile "
            f"del riepilogo ({in_euro(imponibile)})."
        )
    if voci.segno > 0 and voci.lordo < 0:
        avvisi.append("Gli importi sono negativi ma il documento non è una nota di credito.")
    return avvisi


def _dichiarato(voci: VociTotale, dichiarato: Decimal) -> Totale:
    avvisi = []
    if voci.segno < 0 < dichiarato:
        # Amounts written with mixed signs: the stated total of a credit note is a credit all the same.
        dichiarato = -dichiarato
        avvisi.append("Nella nota di credito gli importi hanno segni discordi: controllare.")
    if dichiarato not in _totali_plausibili(voci):
        avvisi.append(
            f"Il totale indicato nella fattura ({in_euro(dichiarato)}) è diverso da quello calcolato "
            f"dal riepilogo IVA ({in_euro(voci.base)}): vale quello indicato."
        )
    return Totale(dichiarato, False, tuple(avvisi))


def _totali_plausibili(voci: VociTotale) -> set[Decimal]:
    """Suppliers state the total before or after rounding, discount and stamp: all of these are ordinary."""
    basi = {voci.lordo, voci.lordo + voci.arrotondamento, voci.lordo + voci.variazione, voci.base}
    if voci.bollo and not bollo_in_fattura(voci):
        basi |= {base + voci.bollo for base in basi}
    return basi


def bollo_in_fattura(voci: VociTotale) -> bool:
    """True when the stamp duty is already a line, or a row N1, of the invoice."""
    for linea in voci.linee:
        esclusa = (linea.natura or "").startswith("N1")
        if linea.prezzo_totale == voci.bollo and (esclusa or _PAROLA_BOLLO.search(linea.descrizione or "")):
            return True
    return any((r.natura or "").startswith("N1") and r.imponibile == voci.bollo for r in voci.riepilogo)


def _bollo_da_aggiungere(voci: VociTotale) -> tuple[Decimal, str | None]:
    if not voci.bollo or bollo_in_fattura(voci):
        return ZERO, None
    richiesto = sum((p.importo for p in voci.pagamenti if p.importo is not None), ZERO)
    netto = voci.base - voci.trattenute
    if voci.pagamenti and richiesto == netto:
        return ZERO, None
    if voci.pagamenti and richiesto == netto + voci.bollo:
        return voci.bollo, f"Il totale calcolato comprende il bollo di {in_euro(voci.bollo)}."
    return voci.bollo, (
        f"Il totale calcolato comprende il bollo di {in_euro(voci.bollo)}: "
        "controllare che il fornitore lo abbia davvero addebitato."
    )


def _avviso_imposta(riga: RigaIva) -> str | None:
    """A note when the tax is more than a cent away from its rate."""
    if riga.aliquota is None:
        return None
    attesa = centesimi(riga.imponibile * riga.aliquota / 100)
    if abs(attesa - riga.imposta) <= CENTESIMO:
        return None
    aliquota = in_cifre(riga.aliquota)
    return f"L'IVA di {in_euro(riga.imposta)} non corrisponde al {aliquota} % di {in_euro(riga.imponibile)}."
