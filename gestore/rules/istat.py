"""Updating a rent to the ISTAT index, as a proposal that explains itself (L. 431/1998; domain.md 1.5)."""

from dataclasses import dataclass
from decimal import Decimal

from valdera_housing.kit.denaro import ZERO, centesimi, in_cifre, in_euro
from valdera_housing.kit.esito import Esito, avviso, no, si
from valdera_housing.kit.percento import in_percento
from valdera_housing.rules.durata import CONCORDATO, STUDENTI, TRANSITORIO

INTERA = Decimal(100)
TRE_QUARTI = Decimal(75)
PATTO = "art. 1 DM 16/1/2017"
CEDOLARE = "art. 3 c. 11 d.lgs. 23/2011"


@dataclass(frozen=True)
class Proposta:
    """Rent of a month before and after, in euro, with the reasons; ``righe`` is the computation to show."""

    attuale: Decimal
    nuovo: Decimal
    esito: Esito
    righe: tuple[tuple[str, str], ...] = ()

    @property
    def differenza(self) -> Decimal:
        return self.nuovo - self.attuale

    @property
    def cambia(self) -> bool:
        return self.nuovo != self.attuale


def quota_massima(tipo: str) -> Decimal:
    """The largest part of the variation that may be applied, in per cent: 75 for agreed rents, 100 for free ones."""
    return TRE_QUARTI if tipo in {CONCORDATO, TRANSITORIO, STUDENTI} else INTERA


def valuta_quota(tipo: str, quota_pct: Decimal) -> Esito:
    """Whether a contract of this type may apply ``quota_pct`` per cent of the variation."""
    massima = quota_massima(tipo)
    if not 0 <= quota_pct <= massima:
        return Esito((no(f"Si può applicare al massimo il {in_percento(massima / 100, 0)} della variazione", PATTO),))
    return Esito((si(f"Si applica il {in_percento(quota_pct / 100, 0)} della variazione", PATTO),))


def proponi_aggiornamento(
    canone: Decimal, variazione_pct: Decimal, quota_pct: Decimal, cedolare: bool, *, clausola: bool = True
) -> Proposta:
    """New monthly rent: canone × (1 + variazione × quota), to the cent; 1.3 is +1,3 % and 75 is 75 %.

    480,00 at +1,3 % is 484,68 with 75 % and 486,24 with 100 %. None with the cedolare secca, none without the
    clause in the contract, and a negative variation never lowers the rent by itself.
    """
    if cedolare:
        frase = "Nessun aggiornamento: il proprietario ha scelto la cedolare secca"
        return Proposta(canone, canone, Esito((no(frase, CEDOLARE),)))
    if not clausola:
        return Proposta(canone, canone, Esito((no("Nessun aggiornamento: il contratto non lo prevede"),)))
    righe: tuple[tuple[str, str], ...] = (
        ("Canone attuale", in_euro(canone)),
        ("Variazione dell’indice FOI in un anno", _in_punti(variazione_pct)),
        ("Quota che si applica", in_percento(quota_pct / 100, 0)),
    )
    if variazione_pct <= 0:
        frase = f"L’indice non è salito ({_in_punti(variazione_pct)}): il canone resta {in_euro(canone)}"
        return Proposta(canone, canone, Esito((avviso(frase),)), righe)
    nuovo = centesimi(canone * (1 + variazione_pct * quota_pct / 10_000))
    differenza = nuovo - canone
    if differenza == ZERO:
        return Proposta(canone, canone, Esito((avviso("L’aumento non arriva a un centesimo"),)), righe)
    frase = (
        f"Da {in_euro(canone)} a {in_euro(nuovo)}, {in_euro(differenza)} in più al mese: vale dopo averlo comunicato"
    )
    righe += (("Canone nuovo", in_euro(nuovo)), ("In più al mese", in_euro(differenza)))
    return Proposta(canone, nuovo, Esito((si(frase, "contratto, clausola ISTAT"),)), righe)


def _in_punti(variazione_pct: Decimal) -> str:
    """``+1,3 %``: as many decimals as ISTAT publishes."""
    segno = "+" if variazione_pct > 0 else ""
    return f"{segno}{in_cifre(variazione_pct, 1)}\N{NO-BREAK SPACE}%"
