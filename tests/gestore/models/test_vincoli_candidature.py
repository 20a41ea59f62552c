"""Direct writes, without the acts, that the database must refuse on candidates and requirements."""

from datetime import date

import pytest

from gestore.choices import TipoCriterio
from gestore.models import EsitoRequisito
from tests.factories.gestore import CandidaturaFactory, CriterioFactory
from tests.factories.rifiuti import rifiutato

pytestmark = pytest.mark.django_db


def cambia(oggetto, **colonne) -> str | None:
    return rifiutato(lambda: type(oggetto).objects.filter(pk=oggetto.pk).update(**colonne))


def test_a_requirement_ends_after_it_starts() -> None:
    assert cambia(CriterioFactory(), valido_al=date(2024, 12, 31)) == "criterio_date_in_ordine"


def test_a_requirement_on_an_amount_has_its_threshold() -> None:
    criterio = CriterioFactory()
    assert cambia(criterio, soglia=-1) == "criterio_con_soglia"
    for tipo in (TipoCriterio.ISEE_MINIMO, TipoCriterio.REDDITO):
        assert rifiutato(lambda t=tipo: CriterioFactory(tipo=t, soglia=-1)) == "criterio_con_soglia"


def test_a_requirement_on_an_amount_cannot_lack_its_threshold() -> None:
    assert cambia(CriterioFactory(), soglia=None) == "criterio_con_soglia"


def test_a_requirement_is_one_at_a_time() -> None:
    CriterioFactory(valido_al=date(2026, 6, 30))
    assert rifiutato(lambda: CriterioFactory(valido_dal=date(2026, 6, 30))) == "criterio_uno_alla_volta"
    CriterioFactory(valido_dal=date(2026, 7, 1))


def test_a_household_has_one_open_candidature() -> None:
    candidatura = CandidaturaFactory()
    assert rifiutato(lambda: CandidaturaFactory(caso=candidatura.caso, stato="APERTA")) == "candidatura_una_aperta"
    CandidaturaFactory(caso=candidatura.caso, stato="RITIRATA")


def test_a_decision_has_its_reason() -> None:
    assert cambia(CandidaturaFactory(), stato="NON_ACCOLTA") == "candidatura_decisa_con_motivazione"
    quando = {"motivazione": "Sì", "decisa_il": date(2026, 11, 19)}
    assert cambia(CandidaturaFactory(), stato="NON_ACCOLTA", **quando) == "candidatura_decisa_con_motivazione"


def test_a_proposal_has_its_home() -> None:
    assert cambia(CandidaturaFactory(), stato="PROPOSTA") == "candidatura_accolta_con_alloggio"


def test_a_requirement_answers_once_a_decision_and_only_three_ways() -> None:
    dati = {"candidatura": CandidaturaFactory(), "criterio": CriterioFactory(), "testo": "ISEE"}
    EsitoRequisito.objects.create(livello="si", **dati)
    assert rifiutato(lambda: EsitoRequisito.objects.create(livello="no", **dati)) == "esito_requisito_una_volta"
    altra = dati | {"candidatura": CandidaturaFactory()}
    assert rifiutato(lambda: EsitoRequisito.objects.create(livello="forse", **altra)) == "esito_requisito_livello"
