"""Direct writes on the months of the dedicated account that the database must refuse."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from fondo_garanzia.models import Anticipo, ChiusuraMese, Fondo, MovimentoFondo, RiscontroBanca
from tests.factories.casa import ContoBancarioFactory, EstrattoContoFactory, MovimentoBancarioFactory
from tests.factories.fondo import FondoFactory, anticipo_erogato, dota, funzionario, paga_rata
from tests.factories.persone import UtenteFactory
from tests.factories.recinto import (
    ACCETTATO,
    Atto,
    Detto,
    Tentativi,
    Tentativo,
    cambia,
    conferma,
    risposta,
    senza_recinto_passa,
    si_rifiuta,
)
from tests.factories.rifiuti import sql
from tests.fondo_garanzia.models.test_vincoli_fondo import DOPPIA
from valdera_housing.choices import Ruolo
from valdera_housing.models import Imputazione, MovimentoBancario, Scadenza

pytestmark = pytest.mark.django_db

GENNAIO, FEBBRAIO = date(2026, 1, 1), date(2026, 2, 1)
NON_QUADRA = Detto("Il mese non quadra: il saldo della banca e la cassa dei fondi non sono uguali.", "mese_quadra")
NON_REGISTRATA = Detto(
    "Il mese non quadra: una riga della banca non è registrata nel fondo per il suo importo.",
    "mese_con_righe_registrate",
)
RIAPRIRE = Detto("Un mese chiuso si può solo riaprire, dicendo perché, a partire dall'ultimo.", "chiusura_immutabile")
MESE_CHIUSO = Detto(
    "Il mese di questo movimento è già chiuso: usa una data di un mese ancora aperto.", "movimento_in_mese_aperto"
)

TENTATIVI = Tentativi()
su = TENTATIVI.su


def riga(importo: str = "1000.00", il: date = date(2026, 1, 10)) -> MovimentoBancario:
    conto = ContoBancarioFactory(iban="IT60X0542811101000000999999", nome="Conto del fondo", dedicato=True)
    estratto = EstrattoContoFactory(conto=conto, dal=GENNAIO, al=date(2026, 1, 31))
    return MovimentoBancarioFactory(estratto=estratto, data=il, importo=D(importo))


def fondo_in_banca() -> Fondo:
    """A fund of a thousand euro, all found in the bank statement of January."""
    fondo = FondoFactory(dotato=D("1000.00"))
    RiscontroBanca.objects.create(movimento=fondo.movimenti.get(), riga=riga(), creato_da=funzionario())
    return fondo


def chiudi(mese: date = GENNAIO, banca: str = "1000.00", fondo: str = "", **altro: Any) -> Atto:
    conto = ContoBancarioFactory(iban="IT60X0542811101000000999999", nome="Conto del fondo", dedicato=True)
    chi = UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])
    dati = {"conto": conto, "mese": mese, "saldo_banca": D(banca), "saldo_fondo": D(fondo or banca), "chiuso_da": chi}
    return lambda: ChiusuraMese.objects.create(**dati | altro)


def chiuso() -> ChiusuraMese:
    fondo_in_banca()
    return chiudi()()


@su("chiusura_una_per_mese", "Questo mese è già chiuso.")
def un_mese_chiuso_due_volte() -> Atto:
    chiuso()
    return chiudi()


@su("chiusura_quadra", "Un mese si chiude quando quadra al centesimo.")
def un_mese_riaperto_con_due_saldi_diversi() -> Atto:
    """Written already reopened, to go round the trigger."""
    fondo_in_banca()
    altro = {"riaperto_alle": timezone.now(), "riaperto_da": funzionario(), "motivo_riapertura": "Prova"}
    return chiudi(banca="999.99", fondo="1000.00", **altro)


@su("chiusura_primo_del_mese", "Il mese si scrive con il suo primo giorno.")
def un_mese_che_comincia_il_due() -> Atto:
    fondo_in_banca()
    return chiudi(date(2026, 1, 2))


@su("ChiusuraMese.mese_quadra", NON_QUADRA)
def un_mese_con_un_centesimo_di_meno() -> Atto:
    fondo_in_banca()
    return chiudi(banca="999.99")


@su("ChiusuraMese.mese_quadra", NON_REGISTRATA)
def un_mese_con_una_riga_non_registrata() -> Atto:
    FondoFactory(dotato=D("1000.00"))
    riga()
    return chiudi()


@su("ChiusuraMese.mese_quadra", NON_REGISTRATA)
def un_mese_con_due_righe_che_si_compensano() -> Atto:
    fondo_in_banca()
    riga("-0.10"), riga("0.10")
    return chiudi()


@su("ChiusuraMese.solo_riaprire", RIAPRIRE)
def il_saldo_di_un_mese_chiuso_cambia() -> Atto:
    return cambia(chiuso(), saldo_banca=D("900.00"), saldo_fondo=D("900.00"))


@su("ChiusuraMese.solo_riaprire", RIAPRIRE)
def un_mese_riaperto_senza_dire_perche() -> Atto:
    return cambia(chiuso(), riaperto_alle=timezone.now(), riaperto_da=funzionario())


@su("ChiusuraMese.solo_riaprire", RIAPRIRE)
def un_mese_riaperto_che_non_e_l_ultimo() -> Atto:
    gennaio = chiuso()
    chiudi(FEBBRAIO)()
    return cambia(gennaio, riaperto_alle=timezone.now(), riaperto_da=funzionario(), motivo_riapertura="Prova")


@su("ChiusuraMese.non_si_elimina", "pgtrigger: Cannot delete rows from fondo_garanzia_chiusuramese table")
def un_mese_cancellato() -> Atto:
    chiuso()
    return lambda: sql("DELETE FROM fondo_garanzia_chiusuramese")


@su("MovimentoFondo.coerente", MESE_CHIUSO)
def un_movimento_in_un_mese_chiuso() -> Atto:
    fondo = chiuso() and Fondo.objects.get()
    return lambda: dota(fondo, D("1.00"), giorno=date(2026, 1, 31))


@su("MovimentoFondo.coerente", MESE_CHIUSO)
def un_movimento_prima_di_un_mese_chiuso() -> Atto:
    fondo = chiuso() and Fondo.objects.get()
    return lambda: dota(fondo, D("1.00"), giorno=date(2025, 12, 31))


@su("RiscontroBanca.movimento", DOPPIA)
def lo_stesso_movimento_trovato_due_volte() -> Atto:
    movimento, altra, chi = fondo_in_banca().movimenti.get(), riga(), funzionario()
    return lambda: RiscontroBanca.objects.create(movimento=movimento, riga=altra, creato_da=chi)


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_the_database_refuses(tentativo: Tentativo) -> None:
    si_rifiuta(tentativo)


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_without_its_fence_the_same_write_passes(tentativo: Tentativo) -> None:
    senza_recinto_passa(tentativo)


def test_the_month_after_a_closed_one_is_open_and_a_month_reopened_takes_movements_again() -> None:
    mese = chiuso()
    fondo = Fondo.objects.get()
    assert risposta(lambda: dota(fondo, D("1.00"), giorno=FEBBRAIO)) == ACCETTATO
    riapri = {"riaperto_alle": timezone.now(), "riaperto_da": funzionario(), "motivo_riapertura": "Prova"}
    assert risposta(cambia(mese, **riapri)) == ACCETTATO
    assert risposta(lambda: dota(fondo, D("1.00"), giorno=date(2026, 1, 31))) == ACCETTATO


def in_cassa(fino_a: date) -> D:
    return sum((m.effetto for m in MovimentoFondo.objects.filter(giorno__lt=fino_a)), D(0))


def test_a_payment_moved_to_another_instalment_leaves_its_month_as_it_was() -> None:
    """Paid in April, matched again in November: April is still as the bank says."""
    anticipo = anticipo_erogato()
    pagata = paga_rata(anticipo.rate.first(), il=date(2026, 4, 15))
    prima = in_cassa(date(2026, 5, 1))
    sposta(pagata, anticipo.rate.last().scadenza)
    assert (in_cassa(date(2026, 5, 1)), restituito(anticipo)) == (prima, D("150.00"))


def test_a_payment_of_a_closed_month_is_moved_today_and_the_month_stays_closed() -> None:
    anticipo = anticipo_erogato()
    pagata = paga_rata(anticipo.rate.first(), il=date(2026, 4, 15))
    prima = in_cassa(date(2026, 5, 1))
    chiudi(date(2026, 4, 1), str(prima))()
    sposta(pagata, anticipo.rate.last().scadenza)
    conferma()
    assert (in_cassa(date(2026, 5, 1)), restituito(anticipo)) == (prima, D("150.00"))
    righe = MovimentoFondo.objects.filter(voce="RIENTRATO").order_by("pk").values_list("giorno", "effetto")
    with connection.cursor() as cursore:
        cursore.execute("SELECT (now() AT TIME ZONE 'Europe/Rome')::date")
        oggi = cursore.fetchone()[0]
    assert list(righe) == [(date(2026, 4, 15), D("150.00")), (oggi, D("-150.00")), (oggi, D("150.00"))]


def sposta(pagata: Imputazione, scadenza: Scadenza) -> None:
    pagata.annullata_alle = timezone.now()
    pagata.save()
    Imputazione.objects.create(
        incasso=pagata.incasso, scadenza=scadenza, importo=pagata.importo, creata_da=pagata.creata_da
    )


def restituito(anticipo: Anticipo) -> D:
    anticipo.refresh_from_db()
    return anticipo.restituito
