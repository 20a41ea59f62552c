"""The claims of the owners, each with its papers, taken as far as its story goes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from fondo_garanzia.actions.escussione import (
    Liquidazione,
    allega_escussione,
    approva_escussione,
    chiedi_integrazione_escussione,
    crea_lettera_escussione,
    liquida_escussione,
    presenta_escussione,
    rifiuta_escussione,
    ritira_escussione,
    valuta_escussione,
)
from fondo_garanzia.choices import StatoEscussione as E
from fondo_garanzia.choices import TipoFileEscussione as F
from fondo_garanzia.management.fondo_di_prova.copione import Copione
from fondo_garanzia.management.fondo_di_prova.pagamenti import PUNTUALE, Abitudine, Pagatori
from fondo_garanzia.models import CreditoRivalsa, Escussione, Garanzia
from fondo_garanzia.rules.escussione import MeseRichiesto
from valdera_housing.kit.tempo import aggiungi_mesi

CARTE = (F.MESSA_IN_MORA, F.ESTRATTO_CANONI)
CARTE_DEI_DANNI = (F.VERBALE_CONSEGNA, F.VERBALE_RILASCIO, F.PREVENTIVO_DANNI, F.FOTO)


@dataclass(frozen=True)
class Richiesta:
    """A claim of ``mesi`` months, presented ``mese`` months after the start (or ``giorni_fa``)."""

    fine: str
    mese: int = 0
    giorni_fa: int = 0
    mesi: int = 2
    danni: int = 0
    deposito: int = 0
    rate: int = 12
    abitudine: Abitudine = PUNTUALE


def scrivi_escussione(
    copione: Copione, garanzia: Callable[[], Garanzia], richiesta: Richiesta, pagatori: Pagatori
) -> None:
    _Escussione(copione, garanzia, richiesta).scrivi(pagatori)


class _Escussione:
    def __init__(self, copione: Copione, garanzia: Callable[[], Garanzia], richiesta: Richiesta) -> None:
        self.copione, self.garanzia, self.richiesta = copione, garanzia, richiesta
        giorni_fa = richiesta.giorni_fa
        self.presentata_il = copione.fa(giorni_fa) if giorni_fa else copione.dopo(richiesta.mese, 8)
        self.pk = 0

    def escussione(self) -> Escussione:
        return Escussione.objects.get(pk=self.pk)

    def credito(self) -> CreditoRivalsa:
        return CreditoRivalsa.objects.get(escussione=self.pk)

    def scrivi(self, pagatori: Pagatori) -> None:
        scena, fine = self.copione.scena, self.richiesta.fine
        self._passo(0, scena.operatore, self._presenta)
        if fine == E.RITIRATA:
            self._passo(
                9,
                scena.operatore,
                lambda: ritira_escussione(self.escussione(), motivo="L’inquilino ha pagato", utente=scena.operatore),
            )
        if fine == E.INTEGRAZIONE:
            self._passo(
                5,
                scena.coordinatore,
                lambda: chiedi_integrazione_escussione(
                    self.escussione(),
                    motivo="Manca la fattura del falegname: il preventivo non è firmato",
                    integrare_entro=scena.oggi + timedelta(days=12),
                    utente=scena.coordinatore,
                ),
            )
        if fine == E.RIFIUTATA:
            self._passo(
                12,
                scena.funzionario,
                lambda: rifiuta_escussione(
                    self.escussione(),
                    motivo="Il deposito trattenuto copre già il mese richiesto",
                    utente=scena.funzionario,
                ),
            )
        if fine in (E.VALUTATA, E.APPROVATA, E.LIQUIDATA):
            self._passo(8, scena.coordinatore, lambda: valuta_escussione(self.escussione(), utente=scena.coordinatore))
        if fine in (E.APPROVATA, E.LIQUIDATA):
            self._passo(
                14,
                scena.funzionario,
                lambda: approva_escussione(
                    self.escussione(), atto=f"Determinazione del {self._giorno(14):%d/%m/%Y}", utente=scena.funzionario
                ),
            )
            self._passo(
                15, scena.contabile, lambda: crea_lettera_escussione(self.escussione(), utente=scena.contabile)
            )
        if fine == E.LIQUIDATA:
            self._passo(19, scena.contabile, self._liquida)
            pagatori.aggiungi(self.credito, self.richiesta.abitudine)

    def _passo(self, giorni: int, chi: Any, fai: Callable[[], object]) -> None:
        self.copione.scrivi(self._giorno(giorni), chi, fai)

    def _giorno(self, giorni: int) -> date:
        return min(self.presentata_il + timedelta(days=giorni), self.copione.scena.oggi)

    def _presenta(self) -> None:
        operatore, garanzia, r = self.copione.scena.operatore, self.garanzia(), self.richiesta
        dati = {
            "evento_il": self.presentata_il - timedelta(days=10),
            "presentata_il": self.presentata_il,
            "danni": Decimal(r.danni),
            "deposito_trattenuto": Decimal(r.deposito),
        }
        mese = self.presentata_il.replace(day=1)
        mesi = [MeseRichiesto(aggiungi_mesi(mese, -n), garanzia.canone_mensile) for n in range(r.mesi, 0, -1)]
        self.pk = presenta_escussione(garanzia, dati, mesi, utente=operatore).pk
        for tipo in (*CARTE, *(CARTE_DEI_DANNI if r.danni else ())):
            carta = f"%PDF-1.7 {tipo.label} dell'escussione {self.escussione().numero}, inventata".encode()
            allega_escussione(
                self.escussione(), tipo=tipo, file=(f"{tipo.label.lower()}.pdf", carta), utente=operatore
            )

    def _liquida(self) -> None:
        giorno = self._giorno(19)
        dati = Liquidazione(giorno, self.richiesta.rate, aggiungi_mesi(giorno.replace(day=5), 2))
        liquida_escussione(self.escussione(), dati, utente=self.copione.scena.contabile)
