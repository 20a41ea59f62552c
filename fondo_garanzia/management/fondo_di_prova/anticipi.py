"""Advances in every state, each from its request to where its story stops."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from fondo_garanzia.actions.anticipo import (
    approva_anticipo,
    crea_lettera_anticipo,
    eroga_anticipo,
    istruisci_anticipo,
    richiedi_anticipo,
    rifiuta_anticipo,
    riprogramma_anticipo,
    ritira_anticipo,
    stralcia_anticipo,
)
from fondo_garanzia.choices import MotivoAnticipo as M
from fondo_garanzia.choices import StatoAnticipo as S
from fondo_garanzia.management.fondo_di_prova.copione import CASCIANA, PONTEDERA, Copione
from fondo_garanzia.management.fondo_di_prova.pagamenti import PUNTUALE, Abitudine, Pagatori
from fondo_garanzia.models import Anticipo
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.models import Nucleo

ACCORDO = "accordo_anticipo"
CREDITORI = (
    ("Gino Baldi", "BLDGNI50A01G843X", "IT60X0542811101000000123456"),
    ("Immobiliare Era srl", "01993440500", "IT60X0542811101000000123456"),
    ("Acque e luce Valdera spa", "02229140500", "IT60X0542811101000000123456"),
)


@dataclass(frozen=True)
class Storia:
    """``mese`` after the start (or ``giorni_fa``) of the request, how it is paid back, where it ends."""

    comune: str
    importo: int
    rate: int
    motivo: str
    fine: str
    mese: int = 0
    giorni_fa: int = 0
    abitudine: Abitudine = PUNTUALE
    bisogno: str = "Ha trovato una casa, il proprietario chiede il deposito prima delle chiavi"


# fmt: off
ANTICIPI = (
    Storia(PONTEDERA, 1800, 12, M.CAUZIONE, S.RIMBORSATO, mese=4),
    Storia(PONTEDERA, 1500, 18, M.CAUZIONE, S.IN_RIMBORSO, mese=7),
    Storia(CASCIANA, 1200, 12, M.MOROSITA, S.RECUPERATO, mese=6, abitudine=Abitudine(prime=3, salda_dopo=14),
           bisogno="Due canoni arretrati dopo la cassa integrazione: il proprietario aspetta"),
    Storia(PONTEDERA, 1650, 24, M.PRIMA_MENSILITA, S.IN_RITARDO, mese=11, abitudine=Abitudine(ultime_saltate=1)),
    Storia(PONTEDERA, 900, 12, M.UTENZE, S.PERDITA, mese=8, abitudine=Abitudine(prime=2),
           bisogno="Bollette del gas arretrate, minacciano il distacco"),
    Storia(CASCIANA, 1600, 24, M.CAUZIONE, S.SOSPESO, mese=14, abitudine=Abitudine(ultime_saltate=2)),
    Storia(PONTEDERA, 1000, 12, M.TRASLOCO, S.INSOLVENTE, mese=14, abitudine=Abitudine(prime=2),
           bisogno="Trasloco e allacci nella nuova casa"),
    Storia(PONTEDERA, 700, 12, M.SPESE_AGENZIA, S.IN_RIMBORSO, mese=18),
    Storia(PONTEDERA, 1450, 24, M.CAUZIONE, S.EROGATO, giorni_fa=20),
    Storia(PONTEDERA, 800, 12, M.ALLACCIO, S.APPROVATO, giorni_fa=14, bisogno="Allaccio di luce e gas"),
    Storia(CASCIANA, 600, 12, M.UTENZE, S.ISTRUTTORIA, giorni_fa=8, bisogno="Bolletta dell’acqua di due anni"),
    Storia(PONTEDERA, 2000, 24, M.CAUZIONE, S.RICHIESTO, giorni_fa=3),
    Storia(PONTEDERA, 3000, 24, M.MOROSITA, S.RIFIUTATO, mese=12, bisogno="Sei canoni arretrati"),
    Storia(PONTEDERA, 500, 12, M.OSPITALITA_EMERGENZA, S.RITIRATO, mese=13, bisogno="Tre notti in albergo"),
)
# fmt: on
MAI_DECISI = (S.RICHIESTO, S.ISTRUTTORIA, S.RIFIUTATO, S.RITIRATO)


def scrivi_anticipo(copione: Copione, storia: Storia, posto: int, pagatori: Pagatori) -> None:
    if nucleo := copione.nucleo_di(storia.comune):
        _Anticipo(copione, storia, posto, nucleo).scrivi(pagatori)


class _Anticipo:
    """One advance: its steps are written in the script, each finds it again by its key."""

    def __init__(self, copione: Copione, storia: Storia, posto: int, nucleo: Nucleo) -> None:
        self.copione, self.storia, self.posto, self.nucleo = copione, storia, posto, nucleo
        self.richiesto_il = copione.fa(storia.giorni_fa) if storia.giorni_fa else copione.dopo(storia.mese, 3)
        self.pk = 0

    def anticipo(self) -> Anticipo:
        return Anticipo.objects.get(pk=self.pk)

    def scrivi(self, pagatori: Pagatori) -> None:
        scena, fine = self.copione.scena, self.storia.fine
        self._passo(0, scena.operatore, self._richiedi)
        if fine == S.RITIRATO:
            self._passo(
                3,
                scena.operatore,
                lambda: ritira_anticipo(
                    self.anticipo(), {"motivo_decisione": "Ha trovato ospitalità da parenti"}, utente=scena.operatore
                ),
            )
            return
        if fine != S.RICHIESTO:
            self._passo(
                3,
                scena.coordinatore,
                lambda: istruisci_anticipo(
                    self.anticipo(),
                    {"istruttoria": "Colloquio fatto, reddito verificato, spesa documentata."},
                    utente=scena.coordinatore,
                ),
            )
        if fine == S.RIFIUTATO:
            dati = {"motivo_decisione": "La somma non risolve lo sfratto: serve la misura regionale", "atto": ""}
            self._passo(
                7, scena.funzionario, lambda: rifiuta_anticipo(self.anticipo(), dati, utente=scena.funzionario)
            )
        if fine in MAI_DECISI:
            return
        self._passo(
            6,
            scena.funzionario,
            lambda: approva_anticipo(
                self.anticipo(),
                {"atto": self._atto("Determinazione"), "motivo_decisione": ""},
                utente=scena.funzionario,
            ),
        )
        self._passo(
            8, scena.contabile, lambda: crea_lettera_anticipo(self.anticipo(), ACCORDO, utente=scena.contabile)
        )
        if fine != S.APPROVATO:
            self._passo(10, scena.contabile, self._eroga)
            pagatori.aggiungi(self.anticipo, self.storia.abitudine, fino_a=self._smette_il())
        self._dopo()

    def _passo(self, giorni: int, chi: Any, fai: Callable[[], object]) -> None:
        self.copione.scrivi(self.richiesto_il + timedelta(days=giorni), chi, fai)

    def _smette_il(self) -> date | None:
        return self.copione.fa(25) if self.storia.fine == S.SOSPESO else None

    def _atto(self, genere: str) -> str:
        return f"{genere} n. {120 + 7 * self.posto} del {self.richiesto_il + timedelta(days=6):%d/%m/%Y}"

    def _richiedi(self) -> None:
        creditore, codice, iban = CREDITORI[self.posto % len(CREDITORI)]
        dati = {
            "motivo": self.storia.motivo,
            "bisogno": self.storia.bisogno,
            "importo": Decimal(self.storia.importo),
            "reddito_mensile": Decimal(1150 + 50 * self.posto),
            "creditore": creditore,
            "creditore_codice": codice,
            "creditore_iban": iban,
            "n_rate": self.storia.rate,
            "prima_rata": aggiungi_mesi(self.richiesto_il.replace(day=5), 1 if self.richiesto_il.day < 15 else 2),
        }
        self.pk = richiedi_anticipo(self.nucleo, dati, utente=self.copione.scena.operatore).pk

    def _eroga(self) -> None:
        giorno = min(self.richiesto_il + timedelta(days=10), self.copione.scena.oggi)
        eroga_anticipo(
            self.anticipo(), {"erogato_il": giorno, "riferimento": f"CRO {31000 + self.posto}"},
            utente=self.copione.scena.contabile,
        )  # fmt: skip

    def _dopo(self) -> None:
        scena = self.copione.scena
        if self.storia.fine == S.SOSPESO:
            dati = {"n_rate": 24, "prima_rata": aggiungi_mesi(scena.oggi.replace(day=5), 2)}
            self.copione.scrivi(
                self.copione.fa(6), scena.contabile,
                lambda: riprogramma_anticipo(self.anticipo(), dati, utente=scena.contabile),
            )  # fmt: skip
        if self.storia.fine == S.PERDITA:
            self.copione.scrivi(
                self.copione.dopo(19, 20), scena.funzionario,
                lambda: stralcia_anticipo(
                    self.anticipo(), {"atto_stralcio": self._atto("Deliberazione")}, utente=scena.funzionario
                ),
            )  # fmt: skip
