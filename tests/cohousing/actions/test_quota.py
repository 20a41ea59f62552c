"""Quotas and deposits of the stays: written once, put right when the stay changes."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from cohousing.actions.quota import adegua_quote, genera_quote
from cohousing.models import Permanenza
from cohousing.queries.quota import da_guardare
from tests.factories.casa import IncassoFactory
from tests.factories.cohousing import casa_aperta, concludi, permanenza, proroga
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Imputazione, ProgettoIndividuale, Scadenza, Utente

pytestmark = pytest.mark.django_db
OGGI, NOVEMBRE, DICEMBRE, GENNAIO = date(2026, 11, 19), date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)


@pytest.fixture
def contabile() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


def vive(**filtri: Any) -> list[tuple]:
    righe = Scadenza.objects.filter(annullata_il=None, **filtri).order_by("verso", "competenza", "tipo")
    return [(s.tipo, s.descrizione, s.importo, s.scade_il) for s in righe]


def paga(scadenza: Scadenza, utente: Utente, importo: D | None = None) -> None:
    quanto = importo or scadenza.importo
    Imputazione.objects.create(
        incasso=IncassoFactory(importo=quanto), scadenza=scadenza, importo=quanto, creata_da=utente
    )


def da_novembre(**altro: Any) -> Permanenza:
    """A stay that came in on 14 November 2026, at 240 € a month."""
    return permanenza(
        **{"inizio": date(2026, 11, 14), "fine_prevista": date(2027, 1, 10), "quota_mensile": D("240.00")} | altro
    )


def test_a_stay_owes_its_months_by_days_and_its_deposit(contabile: Utente) -> None:
    stay = da_novembre()
    assert genera_quote(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI) == 4
    assert vive() == [
        ("DEPOSITO", f"Cauzione, {stay.struttura}", D("220.00"), date(2026, 11, 14)),
        ("QUOTA", "Quota di novembre 2026 (17 giorni su 30)", D("136.00"), date(2026, 11, 14)),
        ("QUOTA", "Quota di dicembre 2026", D("240.00"), date(2026, 12, 5)),
        ("QUOTA", "Quota di gennaio 2027 (10 giorni su 31)", D("77.42"), date(2027, 1, 5)),
    ]
    (novembre,) = Scadenza.objects.filter(chiave=f"quota/{stay.pk}/2026-11")
    assert (novembre.linea, novembre.verso, novembre.nucleo, novembre.intestazione, novembre.contratto) == (
        "COH", "ENTRATA", stay.nucleo, "Maria Rossi", None,
    )  # fmt: skip
    assert genera_quote(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI) == 0


@pytest.mark.parametrize("stato", ["PREPARAZIONE", "ANNULLATA"])
def test_who_has_not_come_in_owes_nothing(stato: str, contabile: Utente) -> None:
    da_novembre(stato=stato)
    assert genera_quote(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI) == 0


def test_who_lives_there_past_its_end_pays_the_month_of_today(contabile: Utente) -> None:
    stay = da_novembre(inizio=date(2026, 9, 1), fine_prevista=date(2026, 11, 10), cauzione=D(0))
    genera_quote(NOVEMBRE, GENNAIO, utente=contabile, oggi=date(2026, 11, 5))
    assert vive() == [("QUOTA", "Quota di novembre 2026 (10 giorni su 30)", D("80.00"), date(2026, 11, 5))]
    assert genera_quote(DICEMBRE, GENNAIO, utente=contabile, oggi=date(2026, 12, 2)) == 2
    assert vive() == [
        ("QUOTA", "Quota di novembre 2026", D("240.00"), date(2026, 11, 5)),
        ("QUOTA", "Quota di dicembre 2026", D("240.00"), date(2026, 12, 5)),
    ]
    (prima,) = Scadenza.objects.exclude(annullata_il=None)
    assert prima.motivo_annullamento == "Riscritta: la permanenza è cambiata"
    assert Scadenza.objects.filter(chiave=f"quota/{stay.pk}/2026-11/dopo-{prima.pk}").count() == 1


def test_at_the_entry_the_whole_account_is_written(contabile: Utente) -> None:
    stay = da_novembre(inizio=date(2026, 10, 31), fine_prevista=date(2027, 10, 30))
    esito = adegua_quote(stay, oggi=OGGI)
    assert (esito.annullate, esito.scritte, esito.gia_pagate, esito.restituzione) == (0, 5, [], None)
    assert [(s[0], s[2]) for s in vive()] == [
        ("DEPOSITO", D("220.00")), ("QUOTA", D("7.74")), ("QUOTA", D("240.00")), ("QUOTA", D("240.00")),
        ("QUOTA", D("240.00")),
    ]  # fmt: skip
    assert genera_quote(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI) == 0


def test_an_extension_makes_the_last_month_whole(contabile: Utente) -> None:
    stay = da_novembre()
    genera_quote(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI)
    proroga(stay, date(2027, 3, 31))
    esito = adegua_quote(stay, oggi=OGGI)
    assert (esito.annullate, esito.scritte) == (1, 1)
    assert vive(competenza=GENNAIO) == [("QUOTA", "Quota di gennaio 2027", D("240.00"), date(2027, 1, 5))]
    (annullata,) = Scadenza.objects.exclude(annullata_il=None)
    assert (annullata.annullata_il, annullata.motivo_annullamento) == (OGGI, "La permanenza va fino al 31/03/2027")


def test_at_the_exit_months_ahead_go_and_the_last_is_by_days(contabile: Utente) -> None:
    stay = da_novembre(cauzione=D(0))
    genera_quote(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI)
    concludi(stay, date(2026, 11, 18), "ERP")
    esito = adegua_quote(stay, oggi=OGGI)
    assert (esito.annullate, esito.scritte, esito.restituzione) == (3, 1, None)
    assert vive() == [
        ("QUOTA", "Quota di novembre 2026 (5 giorni su 30)", D("40.00"), date(2026, 11, 14)),
    ]
    assert genera_quote(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI) == 0
    assert set(Scadenza.objects.exclude(annullata_il=None).values_list("motivo_annullamento", flat=True)) == {
        "Uscita il 18/11/2026"
    }


def test_a_month_already_paid_is_left_and_told(contabile: Utente) -> None:
    stay = da_novembre(cauzione=D(0))
    genera_quote(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI)
    dicembre = Scadenza.objects.get(competenza=DICEMBRE)
    paga(dicembre, contabile, D("1.00"))
    concludi(stay, date(2026, 11, 18), "ERP")
    esito = adegua_quote(stay, oggi=OGGI)
    assert esito.gia_pagate == [dicembre]
    assert da_guardare(stay, OGGI) == (
        "Già pagate, da guardare nel partitario perché adesso si chiederebbe altro: «Quota di dicembre 2026»."
    )


def test_a_deposit_never_paid_is_not_asked_of_who_has_left(contabile: Utente) -> None:
    stay = da_novembre(quota_mensile=D(0))
    genera_quote(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI)
    concludi(stay, date(2026, 11, 18), "ERP")
    adegua_quote(stay, oggi=OGGI)
    assert vive() == []
    assert genera_quote(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI) == 0


def esce_con_la_cauzione_versata(contabile: Utente) -> Permanenza:
    stay = da_novembre(fine_prevista=date(2027, 10, 30))
    genera_quote(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI)
    paga(Scadenza.objects.get(tipo="DEPOSITO"), contabile)
    return concludi(stay, date(2026, 11, 18), "ERP")


def test_who_leaves_owing_nothing_has_the_whole_deposit_back(contabile: Utente) -> None:
    stay = da_novembre(quota_mensile=D(0))
    genera_quote(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI)
    paga(Scadenza.objects.get(), contabile)
    concludi(stay, date(2026, 11, 18), "ERP")
    r = adegua_quote(stay, oggi=OGGI).restituzione
    assert r is not None
    assert (r.chiave, r.verso, r.tipo, r.importo, r.scade_il) == (
        f"cauzione/{stay.pk}/restituzione", "USCITA", "DEPOSITO", D("220.00"), date(2026, 12, 19),
    )  # fmt: skip
    assert adegua_quote(stay, oggi=OGGI).restituzione is None
    assert Scadenza.objects.filter(verso="USCITA").count() == 1


def test_while_something_is_open_no_deposit_is_proposed_back(contabile: Utente) -> None:
    assert adegua_quote(esce_con_la_cauzione_versata(contabile), oggi=OGGI).restituzione is None


def test_what_a_person_cancelled_stays_cancelled(contabile: Utente) -> None:
    stay = da_novembre(cauzione=D(0))
    genera_quote(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI)
    Scadenza.objects.filter(competenza=DICEMBRE).update(annullata_il=OGGI, motivo_annullamento="Condonata")
    assert genera_quote(NOVEMBRE, GENNAIO, utente=contabile, oggi=OGGI) == 0
    assert adegua_quote(stay, oggi=OGGI).scritte == 0


def test_two_stays_of_one_household_are_two_accounts(contabile: Utente) -> None:
    casa = casa_aperta()
    prima = permanenza(
        casa.unita.first(), "CONCLUSA", inizio=date(2026, 10, 1), uscita_il=date(2026, 11, 10), cauzione=D(0)
    )
    ProgettoIndividuale.objects.update(stato="CONCLUSO", chiuso_il=date(2026, 11, 10), esito="Raggiunto")
    seconda = permanenza(casa.unita.last(), inizio=date(2026, 11, 11), caso=prima.caso, cauzione=D(0))
    genera_quote(NOVEMBRE, NOVEMBRE, utente=contabile, oggi=OGGI)
    assert [(s.chiave, s.importo) for s in Scadenza.objects.order_by("pk")] == [
        (f"quota/{prima.pk}/2026-11", D("73.33")), (f"quota/{seconda.pk}/2026-11", D("146.67")),
    ]  # fmt: skip


def test_only_who_keeps_the_accounts_generates() -> None:
    with pytest.raises(AttoRifiutato, match="chi fa i conti"):
        genera_quote(NOVEMBRE, NOVEMBRE, utente=UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]), oggi=OGGI)
    with pytest.raises(AttoRifiutato, match="L’ultimo mese non può venire prima del primo"):
        genera_quote(DICEMBRE, NOVEMBRE, utente=None, oggi=OGGI)
    assert Scadenza.objects.count() == 0
