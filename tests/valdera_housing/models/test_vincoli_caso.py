"""Direct writes, without the acts, that the database must refuse on cases, diary, projects, referrals and ISEE."""

from datetime import date

import pytest

from tests.factories.casa import CasoFactory, InvioFactory, IseeFactory
from tests.factories.caso import (
    FirmaProgettoFactory,
    ObiettivoFactory,
    ProgettoFactory,
    VerificaProgettoFactory,
    VoceDiarioFactory,
)
from tests.factories.rifiuti import rifiutato
from valdera_housing.models import Caso

pytestmark = pytest.mark.django_db


def cambia(oggetto, **colonne) -> str | None:
    return rifiutato(lambda: type(oggetto).objects.filter(pk=oggetto.pk).update(**colonne))


def test_a_household_has_one_open_case() -> None:
    caso = CasoFactory(chiuso_il=date(2026, 3, 1), esito="ABBANDONO")
    CasoFactory(nucleo=caso.nucleo)
    assert rifiutato(lambda: CasoFactory(nucleo=caso.nucleo)) == "caso_uno_aperto_per_nucleo"


def test_a_case_closes_with_its_outcome_after_it_opened() -> None:
    for colonne in (
        {"chiuso_il": date(2026, 3, 1)},
        {"esito": "ABBANDONO"},
        {"chiuso_il": date(2026, 1, 31), "esito": "ABBANDONO"},
    ):
        assert cambia(CasoFactory(), **colonne) == "caso_chiuso_con_esito"


def test_a_line_has_one_open_referral_of_a_case() -> None:
    invio = InvioFactory(concluso_il=date(2026, 11, 3), esito="Fatto")
    InvioFactory(caso=invio.caso)
    assert rifiutato(lambda: InvioFactory(caso=invio.caso)) == "invio_uno_aperto_per_linea"


def test_a_referral_is_not_taken_or_ended_before_it_is_sent() -> None:
    assert cambia(InvioFactory(), preso_in_carico_il=date(2026, 11, 1)) == "invio_date_in_ordine"
    assert cambia(InvioFactory(), concluso_il=date(2026, 11, 1)) == "invio_date_in_ordine"


def test_an_isee_ends_after_it_starts_and_is_not_negative() -> None:
    assert cambia(IseeFactory(), scade_il=date(2026, 2, 9)) == "isee_date_in_ordine"
    for campo in ("valore", "ise", "reddito_annuo"):
        assert cambia(IseeFactory(), **{campo: -1}) == "isee_importi_non_negativi"


@pytest.mark.parametrize("gravita", [0, 6])
def test_the_gravity_of_a_case_goes_from_one_to_five(gravita: int) -> None:
    assert cambia(CasoFactory(), gravita=gravita) == "caso_gravita_da_1_a_5"
    assert [CasoFactory(gravita=g).gravita for g in (None, 1, 5)] == [None, 1, 5]


@pytest.mark.parametrize("campo", ["bisogni", "servizi"])
def test_needs_and_services_of_a_case_are_words_of_the_list(campo: str) -> None:
    assert cambia(CasoFactory(), **{campo: ["ALTRO", "FORTUNA"]}) == "caso_bisogni_conosciuti"


def test_a_note_says_something() -> None:
    assert rifiutato(lambda: VoceDiarioFactory(testo="")) == "diario_con_testo"


def test_a_case_has_one_open_project() -> None:
    progetto = ProgettoFactory(stato="INTERROTTO", chiuso_il=date(2026, 10, 12), esito="Trasferiti")
    ProgettoFactory(caso=progetto.caso, firmato=True)
    assert rifiutato(lambda: ProgettoFactory(caso=progetto.caso)) == "progetto_uno_aperto_per_caso"


@pytest.mark.parametrize("campo", ["verifica_entro", "firmato_il", "chiuso_il"])
def test_a_project_is_signed_checked_and_ended_after_it_is_written(campo: str) -> None:
    assert cambia(ProgettoFactory(firmato=True), **{campo: date(2026, 10, 9)}) == "progetto_date_in_ordine"


@pytest.mark.parametrize("stato", ["FIRMATO", "CONCLUSO"])
def test_a_project_that_holds_has_the_day_of_its_signature(stato: str) -> None:
    fine = {"chiuso_il": date(2026, 11, 1), "esito": "Bene"} if stato == "CONCLUSO" else {}
    assert cambia(ProgettoFactory(), stato=stato, **fine) == "progetto_firmato_con_data"


@pytest.mark.parametrize("stato", ["CONCLUSO", "INTERROTTO"])
@pytest.mark.parametrize("colonne", [{}, {"esito": "Bene"}, {"chiuso_il": date(2026, 11, 1)}], ids=str)
def test_a_project_ends_with_its_day_and_how_it_went(stato: str, colonne: dict) -> None:
    assert cambia(ProgettoFactory(firmato=True), stato=stato, **colonne) == "progetto_chiuso_con_esito"


def test_a_goal_is_written() -> None:
    assert cambia(ObiettivoFactory(), descrizione="") == "obiettivo_con_descrizione"


def test_a_person_signs_a_project_once_in_a_role() -> None:
    firma = FirmaProgettoFactory()
    FirmaProgettoFactory(progetto=firma.progetto, ruolo="ALTRO")
    assert rifiutato(lambda: FirmaProgettoFactory(progetto=firma.progetto)) == "firma_progetto_una_volta"


def test_the_next_check_comes_after_this_one() -> None:
    verifica = VerificaProgettoFactory(prossima_entro=None)
    assert cambia(verifica, prossima_entro=date(2026, 11, 9)) == "verifica_progetto_in_ordine"


@pytest.mark.parametrize(
    ("ultima", "aperto", "fermo"),
    [
        (date(2026, 10, 4), date(2026, 2, 1), True),
        (date(2026, 10, 5), date(2026, 2, 1), False),
        (None, date(2026, 10, 4), True),
        (None, date(2026, 10, 5), False),
    ],
)
def test_a_case_without_activity_for_too_long_is_idle(ultima: date, aperto: date, fermo: bool) -> None:
    caso = CasoFactory(aperto_il=aperto, ultima_attivita_il=ultima)
    CasoFactory(ultima_attivita_il=date(2026, 2, 1), chiuso_il=date(2026, 3, 1), esito="ABBANDONO")
    assert list(Caso.objects.fermi(date(2026, 11, 19), 45)) == ([caso] if fermo else [])
