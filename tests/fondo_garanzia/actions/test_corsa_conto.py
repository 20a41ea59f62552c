"""Two people close a month at once; one closes it while another writes in the fund."""

import threading
import time
from datetime import date
from decimal import Decimal as D

import pytest
from django.db import IntegrityError, connection, transaction

from fondo_garanzia.actions.conto import chiudi_mese, riscontra_riga, sciogli_riscontro
from fondo_garanzia.actions.fondo import registra_movimento
from fondo_garanzia.choices import TipoMovimento
from fondo_garanzia.models import ChiusuraMese, Fondo, MovimentoFondo, RiscontroBanca
from tests.factories.conto_dedicato import OTTOBRE, contabile, conto_del_fondo, riga
from tests.factories.corsa import insieme
from tests.factories.fondo import FondoFactory, dota
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import MovimentoBancario, Utente

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]
IN_GARA = 8
PRESTO = 0.3  # seconds given to an act to get stuck on a lock


@pytest.fixture
def quadra() -> tuple[Fondo, MovimentoBancario, Utente]:
    """October balances: one endowment, its line, joined."""
    fondo, chi = FondoFactory(), contabile()
    dotazione = dota(fondo, D("1000.00"), giorno=date(2026, 10, 2))
    bonifico = riga("1000.00")
    riscontra_riga(bonifico, [dotazione.pk], utente=chi)
    return fondo, bonifico, chi


def test_a_month_is_closed_once_by_many_at_once(quadra) -> None:
    _, _, chi = quadra
    conto = conto_del_fondo()
    risposte = insieme([lambda: chiudi_mese(conto, OTTOBRE, D("1000.00"), utente=chi) for _ in range(IN_GARA)])
    assert sorted(str(r) for r in risposte if isinstance(r, AttoRifiutato)) == ["Questo mese è già chiuso."] * 7
    assert [type(r) for r in risposte if not isinstance(r, AttoRifiutato)] == [ChiusuraMese]
    assert ChiusuraMese.objects.count() == 1


def test_a_movement_written_while_the_month_is_being_closed_is_refused(quadra) -> None:
    """The closure waits uncommitted: who writes in that month waits for it, then is told."""
    fondo, _, chi = quadra
    risposte: list[object] = []

    def scrivi() -> None:
        dati = {"importo": D("1.00"), "giorno": date(2026, 10, 20), "causale": "Tardi"}
        try:
            risposte.append(registra_movimento(fondo, TipoMovimento.INTERESSE, dati, utente=chi))
        except Exception as errore:
            risposte.append(errore)
        finally:
            connection.close()

    altro = threading.Thread(target=scrivi)
    with transaction.atomic():
        chiudi_mese(conto_del_fondo(), OTTOBRE, D("1000.00"), utente=chi)
        altro.start()
        time.sleep(PRESTO)
        assert risposte == []
    altro.join()
    assert [type(r) for r in risposte] == [IntegrityError]
    assert MovimentoFondo.objects.count() == 1


def test_a_month_is_not_closed_on_a_movement_being_written(quadra) -> None:
    """The movement waits uncommitted: who closes waits for it, then sees it."""
    fondo, _, chi = quadra
    risposte: list[object] = []

    def chiudi() -> None:
        try:
            risposte.append(chiudi_mese(conto_del_fondo(), OTTOBRE, D("1000.00"), utente=chi))
        except Exception as errore:
            risposte.append(errore)
        finally:
            connection.close()

    altro = threading.Thread(target=chiudi)
    with transaction.atomic():
        dati = {"importo": D("1.00"), "giorno": date(2026, 10, 20), "causale": "Interessi"}
        registra_movimento(fondo, TipoMovimento.INTERESSE, dati, utente=chi)
        altro.start()
        time.sleep(PRESTO)
        assert risposte == []
    altro.join()
    assert [str(r) for r in risposte] == [
        "Interessi della banca del 20/10/2026, 1,00\xa0€, senza riga della banca. "
        "Collegalo alla sua riga; se la banca non l’ha mai avuto, rettificalo nello stesso mese."
    ]
    assert ChiusuraMese.objects.count() == 0


def test_closing_and_letting_a_line_go_at_once_never_leave_a_closed_month_without_it(quadra) -> None:
    _, bonifico, chi = quadra
    conto = conto_del_fondo()
    risposte = insieme(
        [
            lambda: chiudi_mese(conto, OTTOBRE, D("1000.00"), utente=chi),
            lambda: sciogli_riscontro(bonifico, utente=chi),
        ]
    )
    assert len([r for r in risposte if isinstance(r, AttoRifiutato)]) == 1
    assert ChiusuraMese.objects.count() == RiscontroBanca.objects.count()


def test_a_line_and_a_movement_are_joined_once_by_many_at_once() -> None:
    fondo, chi = FondoFactory(), contabile()
    dotazione = dota(fondo, D("1000.00"), giorno=date(2026, 10, 2))
    righe = [riga("1000.00", date(2026, 10, n + 1)) for n in range(IN_GARA)]
    risposte = insieme([lambda r=r: riscontra_riga(r, [dotazione.pk], utente=chi) for r in righe])
    assert [str(r) for r in risposte if isinstance(r, Exception)] == ["Scegli almeno un movimento."] * 7
    assert RiscontroBanca.objects.count() == 1
    assert MovimentoBancario.objects.da_abbinare().count() == IN_GARA - 1
