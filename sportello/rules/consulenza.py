"""Advice on a private lease: what the accord allows, what the law asks of owner and tenant (domain.md 1.2-1.5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.esito import Esito, Motivo, avviso, si
from valdera_housing.kit.scrittura import in_data
from valdera_housing.rules.canone import MENSILITA_DEPOSITO, Limiti, valuta_canone_concordato, valuta_deposito
from valdera_housing.rules.durata import CONCORDATO, LIBERO, STUDENTI, TRANSITORIO, fine_dopo_mesi, valuta_durata
from valdera_housing.rules.registrazione import scadenza_registrazione

TIPI = (CONCORDATO, TRANSITORIO, STUDENTI, LIBERO)
ABITANTI_CON_FASCIA = 10_000
ATTESTAZIONI = {
    CONCORDATO: "art. 1 c. 8 DM 16/1/2017",
    TRANSITORIO: "art. 2 c. 8 DM 16/1/2017",
    STUDENTI: "art. 3 c. 5 DM 16/1/2017",
}
REGISTRARE = "art. 17 DPR 131/1986, art. 13 c. 1 L. 431/1998"
COMUNICARE = "art. 13 c. 1 L. 431/1998"
NULLO = "art. 1 c. 346 L. 311/2004"
DEPOSITO = "art. 11 L. 392/1978"
CEDOLARE = "art. 3 c. 2 d.lgs. 23/2011"
SENZA_AGGIORNAMENTI = "art. 3 c. 11 d.lgs. 23/2011"
TRANSITORIO_DM = "art. 2 DM 16/1/2017"
FASCE_TRANSITORIE = "art. 2 DM 16/1/2017: nei comuni oltre i 10.000 abitanti"


@dataclass(frozen=True)
class Proposta:
    """A lease two people have in mind. Euro a month; ``limiti`` is None when the accord or the metres are unknown."""

    tipo: str
    inizio: date
    mesi: int
    limiti: Limiti | None
    abitanti: int | None
    alta_tensione: bool
    canone: Decimal | None = None
    deposito: Decimal | None = None

    @property
    def fine(self) -> date:
        return fine_dopo_mesi(self.inizio, self.mesi)


@dataclass(frozen=True)
class Consiglio:
    """What one of the two has to do or may expect, with its article."""

    testo: str
    articolo: str = ""


def ha_fascia(tipo: str, abitanti: int | None) -> bool:
    """Whether the accord binds the rent: agreed and student leases always, transitory ones over 10.000 people."""
    if tipo == TRANSITORIO:
        return abitanti is None or abitanti > ABITANTI_CON_FASCIA
    return tipo in (CONCORDATO, STUDENTI)


def valuta_proposta(proposta: Proposta) -> Esito:
    """The verdict on duration, rent and deposit, each reason with its article."""
    esito = valuta_durata(proposta.tipo, proposta.inizio, proposta.fine) + Esito(tuple(_del_canone(proposta)))
    if proposta.canone is not None and proposta.deposito is not None:
        esito += valuta_deposito(proposta.deposito, proposta.canone)
    return esito


def _del_canone(proposta: Proposta) -> Iterator[Motivo]:
    if not ha_fascia(proposta.tipo, proposta.abitanti):
        perche = "le parti lo decidono" if proposta.tipo == LIBERO else "il comune non supera i 10.000 abitanti"
        yield si(f"Il canone è libero: {perche}", "art. 2 c. 1 L. 431/1998" if proposta.tipo == LIBERO else "")
    elif proposta.limiti is None:
        yield avviso("Per questo comune non c’è un accordo registrato: il canone non si può confrontare")
    elif proposta.canone is not None:
        yield from valuta_canone_concordato(proposta.canone, proposta.limiti).motivi
    if proposta.tipo == TRANSITORIO and proposta.abitanti is None:
        yield avviso("La popolazione del comune non è scritta: sotto i 10.000 abitanti il canone sarebbe libero")


def per_il_proprietario(proposta: Proposta) -> list[Consiglio]:
    """What the owner has to do, in the order in which it happens."""
    return [*_prima_di_firmare(proposta), *_dopo_la_firma(proposta), *_tasse(proposta)]


def _prima_di_firmare(proposta: Proposta) -> Iterator[Consiglio]:
    if proposta.tipo in ATTESTAZIONI:
        yield Consiglio(
            "Se non ti assiste un’organizzazione, fai attestare da una che ha firmato l’accordo che il contratto lo "
            "rispetta: senza attestazione non hai le agevolazioni fiscali",
            ATTESTAZIONI[proposta.tipo],
        )
    if proposta.tipo == TRANSITORIO:
        yield Consiglio(
            "Scrivi nel contratto l’esigenza transitoria e allega la prova: senza, vale come un 4+4", TRANSITORIO_DM
        )
    massimo = f": al massimo {in_euro(proposta.canone * MENSILITA_DEPOSITO)}" if proposta.canone else ""
    yield Consiglio(f"Non chiedere più di tre mensilità di deposito{massimo}", DEPOSITO)


def _dopo_la_firma(proposta: Proposta) -> Iterator[Consiglio]:
    entro = in_data(scadenza_registrazione(None, proposta.inizio))
    yield Consiglio(
        f"Registra il contratto entro 30 giorni dalla firma, o dall’inizio se viene prima: entro il {entro} al più "
        "tardi",
        REGISTRARE,
    )
    yield Consiglio(
        "Nei 60 giorni dopo la registrazione comunicala all’inquilino e all’amministratore del condominio", COMUNICARE
    )


def _tasse(proposta: Proposta) -> Iterator[Consiglio]:
    yield Consiglio("Imposta di registro: il 2 % del canone di un anno, se non scegli la cedolare secca")
    if proposta.tipo == CONCORDATO and proposta.alta_tensione:
        yield Consiglio("Cedolare secca, se affitti come persona privata: 10 % invece del 21 %", CEDOLARE)
    elif proposta.tipo == CONCORDATO:
        yield Consiglio(
            "Cedolare secca, se affitti come persona privata: il 10 % vale solo nei comuni ad alta tensione abitativa "
            "o dell’elenco del DL 551/1988, e questo comune non risulta fra i primi",
            CEDOLARE,
        )
    elif proposta.tipo == LIBERO:
        yield Consiglio("Cedolare secca, se affitti come persona privata: 21 %", CEDOLARE)
    yield Consiglio("Con la cedolare il canone non si aggiorna finché dura il contratto", SENZA_AGGIORNAMENTI)


def per_l_inquilino(proposta: Proposta) -> list[Consiglio]:
    """What the tenant may expect and should ask for."""
    return [*_quanto_paghi(proposta), *_quanto_dura(proposta)]


def _quanto_paghi(proposta: Proposta) -> Iterator[Consiglio]:
    if proposta.limiti and ha_fascia(proposta.tipo, proposta.abitanti):
        massimo = in_euro(proposta.limiti.massimo)
        yield Consiglio(f"Non paghi più di {massimo} al mese: il di più è nullo", "art. 13 c. 4 L. 431/1998")
    yield Consiglio("Chiedi la copia del contratto registrato: un contratto non registrato è nullo", NULLO)
    yield Consiglio("Il deposito non supera tre mensilità: fatti dare la ricevuta", DEPOSITO)
    quota = "per intero" if proposta.tipo == LIBERO else "per il 75 %"
    yield Consiglio(
        f"Il canone si aggiorna all’indice ISTAT solo se c’è scritto nel contratto, al massimo {quota}, e quando il "
        "proprietario te lo comunica"
    )


def _quanto_dura(proposta: Proposta) -> Iterator[Consiglio]:
    if proposta.tipo == CONCORDATO:
        yield Consiglio(
            "Alla prima scadenza hai diritto ad altri due anni, se il proprietario non disdice sei mesi prima per uno "
            "dei motivi di legge",
            "art. 2 c. 5 e art. 3 L. 431/1998",
        )
    elif proposta.tipo == LIBERO:
        yield Consiglio(
            "Dopo quattro anni hai diritto ad altri quattro, se il proprietario non disdice sei mesi prima per uno "
            "dei motivi di legge",
            "art. 2 c. 1 e art. 3 L. 431/1998",
        )
    else:
        fine = in_data(proposta.fine)
        yield Consiglio(f"Il contratto finisce il {fine} e vieta di subaffittare", TRANSITORIO_DM)
