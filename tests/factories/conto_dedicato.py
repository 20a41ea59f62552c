"""The dedicated account of the tests: statements imported as the bank gives them, lines and funds beside them."""

from datetime import date
from decimal import Decimal
from typing import Any

from fondo_garanzia.actions.fondo import scrivi_movimento
from fondo_garanzia.choices import TipoMovimento
from fondo_garanzia.models import Fondo, MovimentoFondo
from tests.factories.casa import ContoBancarioFactory, EstrattoContoFactory, MovimentoBancarioFactory
from tests.factories.persone import UtenteFactory
from valdera_housing.actions.estratto_conto import carica_estratto_conto, importa_estratto_conto
from valdera_housing.choices import Ruolo
from valdera_housing.models import ContoBancario, EstrattoConto, MovimentoBancario, Utente

D = Decimal
IBAN = "IT66R0503471130000000123456"
OTTOBRE, NOVEMBRE = date(2026, 10, 1), date(2026, 11, 1)


def conto_del_fondo() -> ContoBancario:
    return ContoBancarioFactory(nome="Banca di Pisa, fondo", iban=IBAN, dedicato=True)


def contabile() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


def importa(contenuto: bytes, utente: Utente, nome: str = "estratto") -> EstrattoConto:
    """A file of the bank, through the registry's own import."""
    lavoro = carica_estratto_conto(conto_del_fondo(), nome, contenuto, utente=utente)
    return importa_estratto_conto(lavoro, utente=utente)


def estratto_di_ottobre(**altro: Any) -> EstrattoConto:
    """The whole of October 2026, from nothing."""
    dati = {"conto": conto_del_fondo(), "dal": OTTOBRE, "al": date(2026, 10, 31), "saldo_iniziale": D("0.00")}
    return EstrattoContoFactory(**dati | altro)


def riga(importo: str, giorno: date = date(2026, 10, 5), **altro: Any) -> MovimentoBancario:
    """A line of the dedicated account in October, of the statement already there or of a new one."""
    estratto = EstrattoConto.objects.filter(conto=conto_del_fondo()).first() or estratto_di_ottobre()
    dati = {"controparte": "Banca", "causale": "Movimento"} | altro
    return MovimentoBancarioFactory(estratto=estratto, importo=D(importo), data=giorno, **dati)


def movimento(
    fondo: Fondo, tipo: TipoMovimento, importo: str, giorno: date = date(2026, 10, 5), **altro: Any
) -> MovimentoFondo:
    """A movement of a fund, as the acts write it."""
    dati = {"causale": tipo.label, "utente": contabile()} | altro
    return scrivi_movimento(fondo, tipo, D(importo), giorno=giorno, **dati)
