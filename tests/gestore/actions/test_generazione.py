"""Dues written from the contracts: the right ones, and never twice."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gestore.actions.generazione import adegua_scadenze, genera_scadenze
from gestore.actions.sublocazione import annulla_sublocazione
from gestore.actions.verbale import riconsegna_sublocazione
from gestore.models import Disdetta, VerbaleConsegna
from gestore.rules.verbale import Firme
from tests.factories.casa import (
    AlloggioFactory,
    ContrattoFactory,
    IncassoFactory,
    ProprietarioFactory,
    ScadenzaFactory,
)
from tests.factories.gestore import LocazioneFactory, SublocazioneFactory, firma, riconsegna, sublocazione_in_corso
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Alloggio, Contratto, Imputazione, Scadenza, Utente

pytestmark = pytest.mark.django_db
OGGI, NOVEMBRE, GENNAIO = date(2026, 11, 19), date(2026, 11, 1), date(2027, 1, 1)


@pytest.fixture
def contabile() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


def scritte(**filtri) -> list[tuple]:
    righe = Scadenza.objects.filter(**filtri).order_by("verso", "scade_il", "tipo")
    return [(s.verso, s.tipo, s.descrizione, s.importo, s.scade_il, s.intestazione) for s in righe]


def test_a_home_asks_its_household_and_owes_its_owner(contabile: Utente) -> None:
    sublocazione = sublocazione_in_corso()
    proprietario = str(sublocazione.locazione.contratto.proprietario)
    assert genera_scadenze(NOVEMBRE, NOVEMBRE, utente=contabile, oggi=OGGI) == 2
    euro = Decimal
    assert scritte() == [
        ("ENTRATA", "CANONE", "Canone di novembre 2026", euro("360.00"), date(2026, 11, 5), "Maria Rossi"),
        ("USCITA", "CANONE", "Canone di novembre 2026", euro("550.00"), date(2026, 11, 5), proprietario),
    ]


def test_the_month_it_starts_is_by_days_with_the_deposit(contabile: Utente) -> None:
    sublocazione_in_corso(inizio=date(2026, 11, 14))
    genera_scadenze(NOVEMBRE, NOVEMBRE, utente=contabile, oggi=OGGI)
    euro, giorno = Decimal, date(2026, 11, 14)
    assert scritte(verso="ENTRATA") == [
        ("ENTRATA", "CANONE", "Canone di novembre 2026 (17 giorni su 30)", euro("204.00"), giorno, "Maria Rossi"),
        ("ENTRATA", "DEPOSITO", "Deposito cauzionale", euro("720.00"), giorno, "Maria Rossi"),
    ]


def test_after_a_notice_rents_stop_on_its_day(contabile: Utente) -> None:
    contratto = sublocazione_in_corso().contratto
    Disdetta.objects.create(
        contratto=contratto, parte="CONDUTTORE", mezzo="PEC", inviata_il=date(2026, 6, 1), spiegazione="Valida",
        ricevuta_il=date(2026, 6, 1), valida=True, efficace_dal=date(2026, 12, 10),
    )  # fmt: skip
    genera_scadenze(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI)
    importi = Scadenza.objects.filter(contratto=contratto).order_by("competenza").values_list("importo", flat=True)
    assert list(importi) == [Decimal("360.00"), Decimal("116.13")]


def test_a_draft_or_a_contract_not_begun_asks_nothing(contabile: Utente) -> None:
    ContrattoFactory()
    ContrattoFactory(inizio=date(2027, 1, 1), fine=date(2029, 12, 31), stato="FIRMATO", stipulato_il=OGGI)
    assert genera_scadenze(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI) == 0


def duecento_contratti() -> None:
    comune, proprietario = AlloggioFactory().comune, ProprietarioFactory()
    alloggi = Alloggio.objects.bulk_create(
        Alloggio(codice=f"B-{n}", comune=comune, indirizzo="via Roma", segnalato_il=OGGI, stato_dal=OGGI)
        for n in range(200)
    )
    Contratto.objects.bulk_create(
        Contratto(
            numero=f"B-{n}", natura="TESTA", tipo="CONCORDATO_3_2", alloggio=alloggio, proprietario=proprietario,
            inizio=date(2026, 4, 1), fine=date(2029, 3, 31), fine_effettiva=date(2029, 3, 31), stato="IN_CORSO",
            stipulato_il=date(2026, 3, 20), canone_mensile=Decimal("550.00"), oneri_mensili=Decimal("40.00"),
        )
        for n, alloggio in enumerate(alloggi)
    )  # fmt: skip


def test_two_hundred_contracts_generated_twice_have_no_double(contabile: Utente) -> None:
    LocazioneFactory(firmata=True)
    with CaptureQueriesContext(connection) as uno:
        genera_scadenze(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI)
    duecento_contratti()
    with CaptureQueriesContext(connection) as tanti:
        assert genera_scadenze(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI) == 1200
    assert genera_scadenze(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI) == 0
    assert (Scadenza.objects.count(), Scadenza.objects.values("chiave").distinct().count()) == (1203, 1203)
    assert len(tanti) == len(uno) + 1  # the second thousand of rows


def test_the_command_writes_two_months_ahead() -> None:
    LocazioneFactory(firmata=True)
    call_command("genera_scadenze")
    call_command("genera_scadenze")
    mesi = Scadenza.objects.order_by("competenza").values_list("competenza", flat=True)
    assert list(mesi) == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]


def test_only_who_keeps_the_accounts_generates() -> None:
    with pytest.raises(AttoRifiutato, match="chi fa i conti"):
        genera_scadenze(NOVEMBRE, NOVEMBRE, utente=UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]), oggi=OGGI)


def test_when_the_keys_come_back_what_was_written_ahead_is_put_right(contabile: Utente) -> None:
    sublocazione = sublocazione_in_corso()
    contratto = sublocazione.contratto
    genera_scadenze(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI)
    riconsegna(sublocazione, date(2026, 12, 10))
    esito = adegua_scadenze(contratto, date(2026, 12, 10), "Riconsegnato il 10/12/2026", oggi=OGGI)
    assert (len(esito.da_annullare), len(esito.da_scrivere), esito.gia_pagate) == (2, 1, [])
    vive = Scadenza.objects.filter(contratto=contratto, annullata_il=None).order_by("competenza")
    assert list(vive.values_list("importo", "descrizione")) == [
        (Decimal("360.00"), "Canone di novembre 2026"),
        (Decimal("116.13"), "Canone di dicembre 2026 (10 giorni su 31)"),
    ]
    ancora = adegua_scadenze(contratto, date(2026, 12, 1), "Ancora", oggi=OGGI)
    assert (ancora.da_annullare, ancora.da_scrivere) == ([], [])
    assert genera_scadenze(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI) == 0


def test_a_rent_already_paid_is_left_and_told(contabile: Utente) -> None:
    sublocazione = sublocazione_in_corso()
    genera_scadenze(GENNAIO, GENNAIO, utente=contabile, oggi=OGGI)
    gennaio = Scadenza.objects.get(contratto=sublocazione.contratto)
    Imputazione.objects.create(incasso=IncassoFactory(), scadenza=gennaio, importo=1, creata_da=contabile)
    riconsegna(sublocazione, date(2026, 12, 10))
    esito = adegua_scadenze(sublocazione.contratto, date(2026, 12, 10), "Riconsegnato", oggi=OGGI)
    assert (esito.da_annullare, esito.da_scrivere, esito.gia_pagate) == ([], [], [gennaio])


def test_a_contract_cancelled_before_it_starts_asks_nothing_more(contabile: Utente) -> None:
    sublocazione = SublocazioneFactory(inizio=date(2026, 12, 1))
    firma(sublocazione.contratto)
    ScadenzaFactory(contratto=sublocazione.contratto, tipo="DEPOSITO", competenza=date(2026, 12, 1))
    annulla_sublocazione(sublocazione, utente=contabile, motivo="Ha trovato un’altra casa")
    (deposito,) = Scadenza.objects.filter(contratto=sublocazione.contratto)
    assert (deposito.annullata_il, deposito.motivo_annullamento) == (OGGI, "Contratto annullato")


def test_keys_given_back_cancel_the_rents_written_ahead(contabile: Utente) -> None:
    sublocazione = sublocazione_in_corso()
    genera_scadenze(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI)
    operatore = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    VerbaleConsegna.objects.create(
        sublocazione=sublocazione, tipo="RICONSEGNA", data=date(2026, 11, 15), chiavi="2 chiavi", redatto_da=operatore
    ).stanze.create(stanza="Cucina", stato="BUONO")
    riconsegna_sublocazione(sublocazione, Firme("Paolo Neri", "Maria Rossi"), utente=operatore)
    aperte = Scadenza.objects.filter(contratto=sublocazione.contratto, annullata_il=None)
    assert [(s.competenza, s.importo) for s in aperte] == [(NOVEMBRE, Decimal("180.00"))]
