"""The mean of liking, as the indicators ask it."""

from datetime import date
from decimal import Decimal

import pytest

from formazione.choices import Destinatario, StatoEvento, StatoQuestionario, TipoQuestionario
from formazione.models import Evento
from formazione.queries.gradimento import Gradimento, gradimento_di, media_gradimento
from tests.factories.formazione import PASSATO, QuestionarioFactory, evento_con, porta_a, rispondi

pytestmark = pytest.mark.django_db
ANNO = (date(2026, 1, 1), date(2026, 12, 31))


def votato(
    *voti: int, stato: str = StatoEvento.SVOLTO, tipo: str = TipoQuestionario.GRADIMENTO, **altro: object
) -> Evento:
    """An event of 12 November 2026 with these answers to its question from 1 to 5."""
    evento = evento_con(PASSATO, **altro)
    questionario = QuestionarioFactory(evento=evento, tipo=tipo, aperto=StatoQuestionario.APERTO)
    for voto in voti:
        rispondi(questionario, voto, "Più tempo")
    return porta_a(evento, stato)


def test_the_mean_is_of_the_answers_from_one_to_five_to_the_questionnaires_of_liking() -> None:
    votato(5, 4, 4)
    votato(2)
    votato(1, 1, tipo=TipoQuestionario.TEST_FINALE)
    assert media_gradimento(*ANNO) == Gradimento(Decimal("3.75"), voti=4, fogli=4)


def test_it_is_of_the_events_held_in_those_days() -> None:
    votato(5)
    votato(1, stato=StatoEvento.PROGRAMMATO)
    assert [
        media_gradimento(PASSATO, PASSATO),
        media_gradimento(date(2026, 11, 13), date(2026, 12, 31)),
        media_gradimento(date(2026, 1, 1), date(2026, 11, 11)),
    ] == [Gradimento(Decimal("5"), 1, 1), Gradimento(None, 0, 0), Gradimento(None, 0, 0)]


def test_it_may_be_of_the_events_for_a_group_only() -> None:
    votato(4, 5, destinatari=[Destinatario.PROPRIETARI, Destinatario.CITTADINANZA])
    votato(1, destinatari=[Destinatario.CONDUTTORI])
    assert media_gradimento(*ANNO, destinatario=Destinatario.PROPRIETARI) == Gradimento(Decimal("4.5"), 2, 2)


def test_it_may_be_of_some_events_only() -> None:
    scelto, _ = votato(3), votato(5)
    assert gradimento_di(Evento.objects.filter(pk=scelto.pk)) == Gradimento(Decimal("3"), 1, 1)


def test_it_costs_one_query(django_assert_num_queries: pytest.FixtureRequest) -> None:
    with django_assert_num_queries(1):
        media_gradimento(*ANNO)
