"""What can be advanced to a household, in euro, and how it is given back (domain.md 3.2 and 3.6; scenarios 1 and 2).

An advance is no loan: no interest and no fee, paid to the creditor and never in cash (artt. 106 and 111 TUB).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fondo_garanzia.rules.capienza import SituazioneFondo, valuta_adesione, valuta_capienza
from valdera_housing.kit.denaro import ZERO, in_euro, rate
from valdera_housing.kit.esito import Esito, Motivo, avviso, no, si
from valdera_housing.kit.scrittura import in_data

REGOLAMENTO = "regolamento del fondo, anticipi"
SENZA_INTERESSI = "artt. 106 e 111 TUB"
ULTIMO_GIORNO = 28


@dataclass(frozen=True)
class LimitiAnticipo:
    """Amounts in euro, instalments by number, ``rata_su_reddito`` as a percentage of the net monthly income."""

    minimo: Decimal = Decimal("100")
    massimo: Decimal = Decimal("5000")
    rate_minime: int = 12
    rate_massime: int = 48
    rata_su_reddito: Decimal = Decimal("10")


def limiti_anticipo(valori: Mapping[str, Decimal]) -> LimitiAnticipo:
    """The limits among the parameters in force; those nobody wrote keep the ones of the convention."""
    base = LimitiAnticipo()
    return LimitiAnticipo(
        minimo=valori.get("anticipo_minimo", base.minimo),
        massimo=valori.get("anticipo_massimo", base.massimo),
        rate_minime=int(valori.get("anticipo_rate_minime", base.rate_minime)),
        rate_massime=int(valori.get("anticipo_rate_massime", base.rate_massime)),
        rata_su_reddito=valori.get("rata_su_reddito", base.rata_su_reddito),
    )


@dataclass(frozen=True)
class PropostaAnticipo:
    """What is asked for. ``altro_aperto`` is the number of another open advance of the household, if any."""

    importo: Decimal
    n_rate: int
    prima_rata: date
    reddito_mensile: Decimal | None = None
    creditore_codice: str = ""
    creditore_iban: str = ""
    altro_aperto: str = ""


def valuta_richiesta(proposta: PropostaAnticipo, fondo: SituazioneFondo, limiti: LimitiAnticipo, oggi: date) -> Esito:
    """Whether a household may ask: its comune has a fund, no other advance is open, amounts and instalments fit."""
    tardi = no("La prima rata viene dopo il pagamento: scrivi una data dopo oggi", REGOLAMENTO)
    return _in_generale(proposta, fondo, limiti) + Esito((tardi,) if proposta.prima_rata <= oggi else ())


def valuta_anticipo(
    proposta: PropostaAnticipo, fondo: SituazioneFondo, limiti: LimitiAnticipo, oggi: date, *, in_deroga: bool = False
) -> Esito:
    """Whether an advance can be approved: as above, and the fund has the money (or the Unione lets it go beyond).

    A first instalment whose day has gone by meanwhile is no obstacle: who pays writes another.
    """
    passata = avviso(f"La prima rata era per il {in_data(proposta.prima_rata)}: chi paga ne scrive un’altra")
    capienza = Esito() if in_deroga else valuta_disponibile(fondo, proposta.importo, limiti)
    return _in_generale(proposta, fondo, limiti) + capienza + Esito((passata,) if proposta.prima_rata <= oggi else ())


def _in_generale(proposta: PropostaAnticipo, fondo: SituazioneFondo, limiti: LimitiAnticipo) -> Esito:
    return valuta_adesione(fondo) + Esito(
        (
            _uno_alla_volta(proposta),
            _importo(proposta.importo, limiti),
            valuta_quante_rate(proposta.n_rate, limiti),
            *_giorno_delle_rate(proposta),
            *_sul_reddito(proposta, limiti),
            _creditore(proposta),
            si("Senza interessi e senza spese, pagato al creditore con bonifico, mai in contanti", SENZA_INTERESSI),
        )
    )


def valuta_disponibile(fondo: SituazioneFondo, importo: Decimal, limiti: LimitiAnticipo) -> Esito:
    """Whether the fund can commit it; when it cannot, how much could be approved (scenario 2)."""
    if not fondo.aderente:
        return Esito()
    esito = valuta_capienza(fondo, importo)
    if esito.positivo:
        return esito
    libero = approvabile(fondo, limiti)
    quanto = f"approvabile {in_euro(libero)}" if libero else "per ora non si può approvare niente"
    return Esito(tuple(no(f"{motivo.testo}; {quanto}", motivo.articolo) for motivo in esito.ostacoli))


def approvabile(fondo: SituazioneFondo, limiti: LimitiAnticipo) -> Decimal:
    """The largest advance the fund can commit today, in euro; zero when it would be under the least."""
    libero = min(fondo.disponibile, limiti.massimo)
    return libero if libero >= limiti.minimo else ZERO


def valuta_pagamento(proposta: PropostaAnticipo, erogato_il: date, *, deciso_il: date, oggi: date) -> Esito:
    """Whether it can be paid on that day: a creditor with code and IBAN, the first instalment afterwards."""
    ostacoli: list[Motivo] = []
    if not (proposta.creditore_codice and proposta.creditore_iban):
        ostacoli.append(no("Mancano il codice fiscale o l’IBAN del creditore: senza non si paga", REGOLAMENTO))
    if not deciso_il <= erogato_il <= oggi:
        ostacoli.append(no(f"Il pagamento sta fra il {in_data(deciso_il)}, quando è stato approvato, e oggi"))
    if proposta.prima_rata <= erogato_il:
        ostacoli.append(no(f"La prima rata viene dopo il pagamento: scrivi una data dopo il {in_data(erogato_il)}"))
    return Esito(tuple(ostacoli) or (si("Si può pagare"),))


def valuta_quante_rate(quante: int, limiti: LimitiAnticipo, *, minime: int | None = None) -> Motivo:
    """``minime`` replaces the least number where what is left is less than the whole: a plan made again."""
    minime = limiti.rate_minime if minime is None else minime
    if minime <= quante <= limiti.rate_massime:
        return si(f"{quante} rate, fra {minime} e {limiti.rate_massime}", REGOLAMENTO)
    return no(f"Le rate vanno da {minime} a {limiti.rate_massime}, qui sono {quante}", REGOLAMENTO)


def _uno_alla_volta(proposta: PropostaAnticipo) -> Motivo:
    if proposta.altro_aperto:
        return no(f"Questo nucleo ha già un anticipo aperto, {proposta.altro_aperto}: se ne fa uno alla volta")
    return si("Il nucleo non ha altri anticipi aperti", REGOLAMENTO)


def _importo(importo: Decimal, limiti: LimitiAnticipo) -> Motivo:
    confini = f"{in_euro(limiti.minimo)} e {in_euro(limiti.massimo)}"
    if limiti.minimo <= importo <= limiti.massimo:
        return si(f"{in_euro(importo)}, fra {confini}", REGOLAMENTO)
    return no(f"Un anticipo sta fra {confini}, qui si chiedono {in_euro(importo)}", REGOLAMENTO)


def _giorno_delle_rate(proposta: PropostaAnticipo) -> list[Motivo]:
    if proposta.prima_rata.day <= ULTIMO_GIORNO:
        return []
    return [no(f"Le rate scadono in un giorno fra 1 e {ULTIMO_GIORNO}, che c’è in ogni mese", REGOLAMENTO)]


def _sul_reddito(proposta: PropostaAnticipo, limiti: LimitiAnticipo) -> list[Motivo]:
    """A warning only: the office knows the household."""
    if not proposta.reddito_mensile:
        return [avviso("Manca il reddito netto al mese: non si può dire quanto pesa la rata", REGOLAMENTO)]
    rata = rate(proposta.importo, max(proposta.n_rate, 1))[-1]
    soglia = proposta.reddito_mensile * limiti.rata_su_reddito / 100
    percento = f"{limiti.rata_su_reddito.normalize():f} % del reddito netto".replace(".", ",")
    if rata <= soglia:
        return [si(f"La rata di {in_euro(rata)} sta entro il {percento}, {in_euro(soglia)}", REGOLAMENTO)]
    return [avviso(f"La rata di {in_euro(rata)} supera il {percento}, {in_euro(soglia)}", REGOLAMENTO)]


def _creditore(proposta: PropostaAnticipo) -> Motivo:
    if proposta.creditore_codice and proposta.creditore_iban:
        return si("Il creditore ha codice fiscale e IBAN", REGOLAMENTO)
    return avviso("Servono il codice fiscale e l’IBAN del creditore prima di pagare", REGOLAMENTO)
