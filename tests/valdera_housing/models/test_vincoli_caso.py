"""Direct writes, without the acts, that the database must refuse on cases, referrals and ISEE."""

from datetime import date

import pytest

from tests.factories.casa import CasoFactory, InvioFactory, IseeFactory
from tests.factories.rifiuti import rifiutato

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
