"""Guarantees in every state, with the claims of their owners and what households then give back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from fondo_garanzia.actions.garanzia import (
    approva_garanzia,
    attiva_garanzia,
    istruisci_garanzia,
    revoca_garanzia,
    richiedi_garanzia,
    rifiuta_garanzia,
    ritira_garanzia,
    sospendi_garanzia,
    svincola_garanzia,
)
from fondo_garanzia.choices import StatoEscussione as E
from fondo_garanzia.choices import StatoGaranzia as S
from fondo_garanzia.management.fondo_di_prova.copione import CASCIANA, PONTEDERA, Copione
from fondo_garanzia.management.fondo_di_prova.escussioni import Richiesta, scrivi_escussione
from fondo_garanzia.management.fondo_di_prova.pagamenti import Abitudine, Pagatori
from fondo_garanzia.models import Garanzia
from valdera_housing.actions.contratto import registra_contratto_privato
from valdera_housing.choices import TipoContratto
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.models import Contratto, Nucleo

FIRMATA = ("lettera firmata.pdf", b"%PDF-1.7 lettera di garanzia firmata, inventata")
PROPRIETARI = (
    ("Gino Baldi", "BLDGNI50A01G843X"), ("Lia Corsi", "CRSLIA61B41G843K"), ("Ugo Nencini", "NNCGUO48C12M327T"),
    ("Rita Fabbri", "FBBRTI55D52G843Q"), ("Immobiliare Era srl", "01993440500"),
)  # fmt: skip


@dataclass(frozen=True)
class Storia:
    """A guarantee asked for ``mese`` months after the start (or ``giorni_fa``), and the claims made on it."""

    comune: str
    canone: int
    fine: str
    mese: int = 0
    giorni_fa: int = 0
    danni: int = 0
    anni: int = 3
    richieste: tuple[Richiesta, ...] = ()


# fmt: off
GARANZIE = (
    Storia(PONTEDERA, 480, S.ESCUSSA_PARZIALE, mese=3, danni=500, richieste=(
        Richiesta(E.LIQUIDATA, mese=9, mesi=4, danni=900, deposito=960),)),
    Storia(PONTEDERA, 500, S.ESCUSSA_TOTALE, mese=2, richieste=(
        Richiesta(E.LIQUIDATA, mese=12, mesi=4, abitudine=Abitudine(prime=2)),)),
    Storia(CASCIANA, 420, S.CHIUSA, mese=2, richieste=(
        Richiesta(E.LIQUIDATA, mese=7, mesi=3, rate=6),)),
    Storia(PONTEDERA, 460, S.ATTIVA, mese=10, richieste=(Richiesta(E.RIFIUTATA, mese=15, mesi=1, deposito=460),)),
    Storia(PONTEDERA, 450, S.ATTIVA, mese=14, richieste=(Richiesta(E.RITIRATA, mese=18, mesi=1),)),
    Storia(CASCIANA, 430, S.ATTIVA, mese=17),
    Storia(PONTEDERA, 470, S.SOSPESA, mese=13),
    Storia(PONTEDERA, 440, S.IN_ESCUSSIONE, mese=11, richieste=(Richiesta(E.VALUTATA, giorni_fa=24, mesi=2),)),
    Storia(PONTEDERA, 490, S.IN_ESCUSSIONE, mese=9, danni=500, richieste=(
        Richiesta(E.INTEGRAZIONE, giorni_fa=16, mesi=2, danni=350),)),
    Storia(CASCIANA, 410, S.IN_ESCUSSIONE, mese=12, richieste=(Richiesta(E.APPROVATA, giorni_fa=30, mesi=2),)),
    Storia(PONTEDERA, 455, S.IN_ESCUSSIONE, mese=8, richieste=(Richiesta(E.PRESENTATA, giorni_fa=4, mesi=2),)),
    Storia(PONTEDERA, 430, S.SCADUTA, mese=2, anni=1),
    Storia(PONTEDERA, 520, S.REVOCATA, mese=6),
    Storia(PONTEDERA, 465, S.SVINCOLATA, mese=5),
    Storia(PONTEDERA, 480, S.APPROVATA, giorni_fa=18),
    Storia(PONTEDERA, 450, S.ISTRUTTORIA, giorni_fa=10),
    Storia(CASCIANA, 400, S.RICHIESTA, giorni_fa=4),
    Storia(PONTEDERA, 600, S.RIFIUTATA, mese=11),
    Storia(PONTEDERA, 470, S.RITIRATA, mese=16),
)
# fmt: on
MAI_DECISE = (S.RICHIESTA, S.ISTRUTTORIA, S.RIFIUTATA, S.RITIRATA)


def scrivi_garanzia(copione: Copione, storia: Storia, posto: int, pagatori: Pagatori) -> None:
    if nucleo := copione.nucleo_di(storia.comune):
        _Garanzia(copione, storia, posto, nucleo).scrivi(pagatori)


class _Garanzia:
    """One guarantee: its steps are written in the script, each finds it again by its key."""

    def __init__(self, copione: Copione, storia: Storia, posto: int, nucleo: Nucleo) -> None:
        self.copione, self.storia, self.posto, self.nucleo = copione, storia, posto, nucleo
        self.richiesta_il = copione.fa(storia.giorni_fa) if storia.giorni_fa else copione.dopo(storia.mese, 6)
        self.pk = 0

    def garanzia(self) -> Garanzia:
        return Garanzia.objects.get(pk=self.pk)

    def scrivi(self, pagatori: Pagatori) -> None:
        scena, fine = self.copione.scena, self.storia.fine
        self._passo(0, scena.operatore, self._richiedi)
        if fine == S.RITIRATA:
            self._passo(
                4,
                scena.operatore,
                lambda: ritira_garanzia(
                    self.garanzia(), motivo="Il proprietario ha scelto un altro inquilino", utente=scena.operatore
                ),
            )
            return
        if fine != S.RICHIESTA:
            self._passo(
                3,
                scena.coordinatore,
                lambda: istruisci_garanzia(
                    self.garanzia(),
                    istruttoria="Reddito stabile, canone nelle fasce dell’accordo, colloquio fatto.",
                    utente=scena.coordinatore,
                ),
            )
        if fine == S.RIFIUTATA:
            dati = {"motivo_decisione": "Il canone supera metà del reddito: la casa non è sostenibile"}
            self._passo(
                8, scena.funzionario, lambda: rifiuta_garanzia(self.garanzia(), dati, utente=scena.funzionario)
            )
        if fine in MAI_DECISE:
            return
        self._passo(
            7,
            scena.funzionario,
            lambda: approva_garanzia(self.garanzia(), {"atto": self._atto()}, utente=scena.funzionario),
        )
        if fine != S.APPROVATA:
            self._passo(
                12,
                scena.coordinatore,
                lambda: attiva_garanzia(
                    self.garanzia(), attiva_dal=self._giorno(12), utente=scena.coordinatore, accettazione=FIRMATA
                ),
            )
        for richiesta in self.storia.richieste:
            scrivi_escussione(self.copione, self.garanzia, richiesta, pagatori)
        self._finisce()

    def _passo(self, giorni: int, chi: Any, fai: Callable[[], object]) -> None:
        self.copione.scrivi(self._giorno(giorni), chi, fai)

    def _giorno(self, giorni: int) -> date:
        return min(self.richiesta_il + timedelta(days=giorni), self.copione.scena.oggi)

    def _atto(self) -> str:
        return f"Determinazione n. {300 + 9 * self.posto} del {self._giorno(7):%d/%m/%Y}"

    def _richiedi(self) -> None:
        operatore = self.copione.scena.operatore
        dati = {
            "motivo": "Il proprietario affitta a una famiglia seguita solo se qualcuno garantisce i primi mesi",
            "massimale_danni": Decimal(self.storia.danni),
        }
        self.pk = richiedi_garanzia(self._contratto(), dati, utente=operatore).pk

    def _contratto(self) -> Contratto:
        canone = Decimal(self.storia.canone)
        inizio = aggiungi_mesi(self.richiesta_il.replace(day=1), 1)
        fine = aggiungi_mesi(inizio, 12 * self.storia.anni) - timedelta(days=1)
        dati = {
            "tipo": TipoContratto.TRANSITORIO if self.storia.anni == 1 else TipoContratto.CONCORDATO_3_2,
            "inizio": inizio, "fine": fine, "canone_mensile": canone, "deposito": canone * 2,
            "stipulato_il": self.richiesta_il,
        }  # fmt: skip
        nome, codice = PROPRIETARI[self.posto % len(PROPRIETARI)]
        proprietario = {
            "denominazione": nome, "codice_fiscale": codice, "persona_giuridica": codice.isdigit(),
            "iban": "IT60X0542811101000000123456",
        }  # fmt: skip
        return registra_contratto_privato(
            self.nucleo, dati, utente=self.copione.scena.operatore, proprietario=proprietario
        )

    def _finisce(self) -> None:
        scena, fine = self.copione.scena, self.storia.fine
        if fine == S.SOSPESA:
            self.copione.scrivi(
                self.copione.fa(40),
                scena.coordinatore,
                lambda: sospendi_garanzia(
                    self.garanzia(),
                    motivo="La famiglia ha lasciato la casa senza avvisare: si verifica",
                    utente=scena.coordinatore,
                ),
            )
        if fine == S.REVOCATA:
            giorno = self.copione.dopo(15, 12)
            self.copione.scrivi(
                giorno,
                scena.funzionario,
                lambda: revoca_garanzia(
                    self.garanzia(), motivo="La casa è stata subaffittata", finita_il=giorno, utente=scena.funzionario
                ),
            )
        if fine == S.SVINCOLATA:
            svincolo = self.copione.dopo(17, 20)
            self.copione.scrivi(
                svincolo,
                scena.coordinatore,
                lambda: svincola_garanzia(
                    self.garanzia(),
                    motivo="Il proprietario rinuncia: l’inquilino paga da un anno",
                    finita_il=svincolo,
                    utente=scena.coordinatore,
                ),
            )
