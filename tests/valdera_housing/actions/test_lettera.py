"""A letter is made from the wording of its day, and kept as it was made."""

from datetime import date

import page
import pytest
from django.db import IntegrityError, transaction

from tests.factories.persone import NucleoFactory, UtenteFactory
from valdera_housing.actions.lettera import cambia_modello, carica_modelli, crea_lettera
from valdera_housing.choices import Ruolo
from valdera_housing.documents import Firma
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Lettera, ModelloLettera

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)
COMUNI = {"mittente": "Il Portone APS", "destinatario": "Maria Rossi\nvia Roma, 1", "oggi": OGGI}


def modello(dal: date = date(2026, 1, 1), corpo: str = "Gentile {chi},\n\nmancano {quanto}.") -> ModelloLettera:
    return ModelloLettera.objects.create(
        chiave="sollecito", titolo="Sollecito", oggetto="Canone di {chi}", corpo=corpo, valido_dal=dal
    )


def test_a_letter_is_a_pdf_for_archive_and_for_screen_readers() -> None:
    modello()
    utente = UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])
    firme = (Firma("Per l’ente partner", "Paolo Neri"), Firma("Per ricevuta"))
    lettera = crea_lettera(
        "sollecito", {"chi": "Maria Rossi", "quanto": "360,00 €"}, utente=utente, firme=firme, **COMUNI
    )
    with lettera.documento.file.open() as file:
        pdf = file.read()
    assert (lettera.numero, lettera.oggetto, lettera.destinatario) == (
        "LT-2026-0001", "Canone di Maria Rossi", "Maria Rossi",
    )  # fmt: skip
    assert [page.is_pdf_compliant_bytes(pdf, profile=profilo) for profilo in ("3a", "ua1")] == [True, True]


def test_without_a_wording_or_with_a_fact_missing_nothing_is_written() -> None:
    utente = UtenteFactory()
    with pytest.raises(AttoRifiutato, match="Manca il modello"):
        crea_lettera("sollecito", {}, utente=utente, **COMUNI)
    modello()
    with pytest.raises(AttoRifiutato, match="quanto"):
        crea_lettera("sollecito", {"chi": "Maria"}, utente=utente, **COMUNI)
    assert Lettera.objects.count() == 0


def test_a_new_wording_holds_from_its_day_and_old_letters_keep_theirs() -> None:
    vecchio = modello()
    nuovo = cambia_modello(
        vecchio, {"oggetto": "Canone", "corpo": "Ciao {chi}", "valido_dal": date(2026, 12, 1), "scritto_da": ""}
    )
    assert ModelloLettera.objects.in_vigore("sollecito", OGGI) == vecchio
    assert ModelloLettera.objects.in_vigore("sollecito", date(2026, 12, 1)) == nuovo


def test_two_wordings_from_the_same_day_are_refused_by_the_database() -> None:
    modello()
    with pytest.raises(IntegrityError, match="modello_uno_al_giorno"), transaction.atomic():
        modello()


def test_the_wordings_the_product_comes_with_are_added_once() -> None:
    primi = carica_modelli(date(2026, 1, 1))
    assert carica_modelli(date(2026, 2, 1)) == []
    assert ModelloLettera.objects.count() == len(primi)


def test_a_letter_is_seen_by_the_ets_and_by_the_social_worker_of_the_household() -> None:
    modello()
    nucleo = NucleoFactory()
    scrive = UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])
    lettera = crea_lettera("sollecito", {"chi": "M", "quanto": "1"}, utente=scrive, nucleo=nucleo, **COMUNI)
    sua = UtenteFactory(ruoli=[Ruolo.ASSISTENTE_SOCIALE], comuni=[nucleo.comune])
    altra = UtenteFactory(ruoli=[Ruolo.ASSISTENTE_SOCIALE])
    unione = UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])
    vedono = [list(Lettera.objects.visibili_a(u)) == [lettera] for u in (scrive, sua, altra, unione)]
    assert vedono == [True, True, False, False]
