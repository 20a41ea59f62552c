"""Answers have no name: who is enrolled answers once, who is in the room when she likes, the office copies paper."""

from datetime import date

import pytest

from formazione.actions.risposta import rispondi_questionario, trascrivi_questionario
from formazione.choices import StatoQuestionario
from formazione.models import Compilazione, Questionario, Risposta
from formazione.queries.risposta import impronta_di
from tests.factories.formazione import QuestionarioFactory, operatrice
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato

pytestmark = pytest.mark.django_db


@pytest.fixture
def aperto() -> Questionario:
    return QuestionarioFactory(aperto=StatoQuestionario.APERTO)


def chiavi(questionario: Questionario) -> list[int]:
    return list(questionario.domande.order_by("numero").values_list("pk", flat=True))


def tenute() -> list[tuple[str, int | None, str]]:
    return list(Risposta.objects.order_by("pk").values_list("domanda__testo", "valore", "testo"))


def test_an_answer_keeps_the_day_and_what_was_said(aperto: Questionario) -> None:
    voto, parole = chiavi(aperto)
    assert rispondi_questionario(aperto, {voto: 4, parole: "Più tempo"}, impronta="a" * 64)
    assert list(Compilazione.objects.values_list("compilata_il", "impronta", "trascritta_da")) == [
        (date(2026, 11, 19), "a" * 64, None)
    ]
    assert tenute() == [("Quanto ti è servito?", 4, ""), ("Che cosa cambieresti?", None, "Più tempo")]


def test_the_same_print_answers_once(aperto: Questionario) -> None:
    voto, _ = chiavi(aperto)
    assert [rispondi_questionario(aperto, {voto: n}, impronta=i) for n, i in [(5, "a"), (1, "a"), (3, "b")]] == [
        True, False, True
    ]  # fmt: skip
    assert [valore for _, valore, _ in tenute()] == [5, 3]


@pytest.mark.parametrize("stato", [StatoQuestionario.BOZZA, StatoQuestionario.CHIUSO])
def test_nobody_answers_before_it_opens_or_after_it_closes(stato: str) -> None:
    questionario = QuestionarioFactory(aperto=stato)
    with pytest.raises(AttoRifiutato, match="Il questionario si è chiuso mentre rispondevi"):
        rispondi_questionario(questionario, {chiavi(questionario)[0]: 4}, impronta="a")
    assert Compilazione.objects.count() == 0


def test_a_blank_sheet_is_not_kept(aperto: Questionario) -> None:
    altrui = chiavi(QuestionarioFactory(aperto=True))[0]
    with pytest.raises(AttoRifiutato, match="Rispondi almeno a una domanda"):
        rispondi_questionario(aperto, {chiavi(aperto)[1]: "", altrui: 3}, impronta="a")
    assert Compilazione.objects.count() == 0


def test_a_sheet_of_paper_says_who_copied_it_and_may_be_followed_by_another(aperto: Questionario) -> None:
    chi, (voto, _) = operatrice(), chiavi(aperto)
    for n in (2, 2):
        trascrivi_questionario(aperto, {voto: n}, utente=chi)
    assert list(Compilazione.objects.values_list("impronta", "trascritta_da")) == [("", chi.pk)] * 2


@pytest.mark.parametrize(
    ("ruolo", "stato", "frase"),
    [
        (Ruolo.REVISORE, "APERTO", "«Trascrivi un foglio…» spetta a un altro ruolo."),
        (
            Ruolo.OPERATORE_ETS,
            "CHIUSO",
            "Non si può più: «Trascrivi un foglio…» non è possibile quando lo stato è «Chiuso».",
        ),
    ],
)
def test_paper_is_copied_by_who_keeps_the_events_while_it_is_open(ruolo: str, stato: str, frase: str) -> None:
    questionario = QuestionarioFactory(aperto=stato)
    with pytest.raises(AttoRifiutato) as rifiuto:
        trascrivi_questionario(questionario, {chiavi(questionario)[0]: 2}, utente=UtenteFactory(ruoli=[ruolo]))
    assert (str(rifiuto.value), Compilazione.objects.count()) == (frase, 0)


def test_the_print_is_of_one_questionnaire_only_and_does_not_show_the_code(aperto: Questionario) -> None:
    altro = QuestionarioFactory()
    prima, seconda, altrove = (
        impronta_di(aperto, "codice-di-amina"), impronta_di(aperto, "codice-di-carla"),
        impronta_di(altro, "codice-di-amina"),
    )  # fmt: skip
    assert impronta_di(aperto, "codice-di-amina") == prima
    assert len({prima, seconda, altrove}) == 3
    assert ["codice" in impronta or len(impronta) != 64 for impronta in (prima, seconda, altrove)] == [False] * 3
