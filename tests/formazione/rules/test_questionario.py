"""What may be asked, and how answers become figures."""

from decimal import Decimal as D

import pytest

from formazione.choices import GenereDomanda, TipoQuestionario
from formazione.rules.questionario import (
    CONSUETE,
    Confronto,
    DomandaScritta,
    Fetta,
    Risultato,
    confronti,
    difetti,
    media,
    media_dei,
    media_mostrabile,
    quota,
    risultato,
    valuta_apertura,
    valuta_domande,
)

SCALA, SCELTA, TESTO = GenereDomanda.SCALA, GenereDomanda.SCELTA, GenereDomanda.TESTO
GRADIMENTO, INIZIALE = TipoQuestionario.GRADIMENTO, TipoQuestionario.TEST_INIZIALE
SI_NO = ("Sì", "No")


class Chiesta:
    """A question already numbered."""

    def __init__(self, genere: str, opzioni: tuple[str, ...] = (), giusta: int | None = None) -> None:
        self.numero, self.testo, self.genere, self.opzioni, self.giusta = 1, "Chi paga?", genere, opzioni, giusta


@pytest.mark.parametrize(
    ("tipo", "domanda", "trovati"),
    [
        (GRADIMENTO, DomandaScritta("Ti è servito?"), []),
        (GRADIMENTO, DomandaScritta("Come ci hai trovati?", SCELTA, SI_NO), []),
        (GRADIMENTO, DomandaScritta(""), [("testo", "Scrivi la domanda.")]),
        (
            GRADIMENTO,
            DomandaScritta("Ti è servito?", SCALA, SI_NO),
            [("opzioni", "Le risposte possibili servono solo a «Una risposta fra più»: toglile.")],
        ),
        (
            GRADIMENTO,
            DomandaScritta("Che cosa cambieresti?", TESTO, giusta=1),
            [("giusta", "La risposta giusta si dice solo di «Una risposta fra più»: toglila.")],
        ),
        (
            GRADIMENTO,
            DomandaScritta("Quale?", SCELTA, ("Sì",)),
            [("opzioni", "Scrivi da 2 a 10 risposte possibili, una per riga.")],
        ),
        (
            GRADIMENTO,
            DomandaScritta("Quale?", SCELTA, ("Sì", "x" * 161)),
            [("opzioni", "Una risposta possibile è al massimo di 160 lettere: accorcia la più lunga.")],
        ),
        (
            GRADIMENTO,
            DomandaScritta("Quale?", SCELTA, ("Sì", "sì")),
            [("opzioni", "Due risposte possibili sono uguali.")],
        ),
        (
            GRADIMENTO,
            DomandaScritta("Quale?", SCELTA, SI_NO, 1),
            [("giusta", "La risposta giusta si dice solo nei test.")],
        ),
        (INIZIALE, DomandaScritta("Chi paga?", SCELTA, SI_NO, 2), []),
        (
            INIZIALE,
            DomandaScritta("Chi paga?", SCELTA, SI_NO),
            [("giusta", "Scrivi quale risposta è giusta: il numero della sua riga.")],
        ),
        (
            INIZIALE,
            DomandaScritta("Chi paga?", SCELTA, SI_NO, 3),
            [("giusta", "È il numero di una delle righe scritte sopra.")],
        ),
    ],
)
def test_a_question_is_told_what_is_wrong_with_it(
    tipo: str, domanda: DomandaScritta, trovati: list[tuple[str, str]]
) -> None:
    assert difetti(tipo, domanda) == trovati


def test_the_usual_questions_are_right_as_they_are() -> None:
    assert valuta_apertura(GRADIMENTO, CONSUETE, annullato=False).positivo


@pytest.mark.parametrize(
    ("domande", "annullato", "frase"),
    [
        (CONSUETE, True, "L’evento è annullato: non c’è niente da chiedere a chi ha partecipato."),
        ((), False, "Scrivi almeno una domanda, poi apri il questionario."),
        ((DomandaScritta("Uno"), DomandaScritta("")), False, "Domanda 2: scrivi la domanda."),
        ((DomandaScritta("Uno"),) * 31, False, "Le domande sono 31: al massimo 30."),
    ],
)
def test_a_questionnaire_opens_when_there_is_something_to_answer(
    domande: tuple[DomandaScritta, ...], annullato: bool, frase: str
) -> None:
    esito = valuta_apertura(GRADIMENTO, domande, annullato=annullato)
    assert [str(motivo) for motivo in esito.ostacoli] == [frase]


def test_no_question_at_all_may_be_kept_while_it_is_written() -> None:
    assert valuta_domande(GRADIMENTO, ()).positivo


@pytest.mark.parametrize(
    ("somma", "quanti", "attesa"),
    [(0, 0, None), (13, 3, D("4.33")), (14, 3, D("4.67")), (1, 8, D("0.13")), (5, 1, D("5.00"))],
)
def test_means_are_rounded_half_up_to_the_hundredth(somma: int, quanti: int, attesa: D | None) -> None:
    assert media(somma, quanti) == attesa


@pytest.mark.parametrize(
    ("quanti", "fogli", "attesa"), [(3, 3, D("4.00")), (2, 2, None), (4, 2, None), (2, 5, None), (0, 0, None)]
)
def test_a_mean_of_too_few_is_not_shown(quanti: int, fogli: int, attesa: D | None) -> None:
    assert media_mostrabile(4 * quanti, quanti, fogli) == attesa


def test_a_share_of_nothing_is_not_known() -> None:
    assert [quota(1, 4), quota(0, 4), quota(0, 0)] == [D("0.25"), D(0), None]


def test_a_question_from_one_to_five_has_its_mean_and_how_many_gave_each_vote() -> None:
    assert risultato(Chiesta(SCALA), {5: 2, 4: 1, 2: 1}, fogli=5) == Risultato(
        1, "Chi paga?", SCALA, 4, soppresso=False, media=D("4.00"),
        fette=(
            Fetta("1 (per niente)", 0, D(0)), Fetta("2", 1, D("0.25")), Fetta("3", 0, D(0)), Fetta("4", 1, D("0.25")),
            Fetta("5 (moltissimo)", 2, D("0.5")),
        ),
    )  # fmt: skip


def test_in_a_test_who_leaves_it_blank_did_not_know() -> None:
    assert risultato(Chiesta(SCELTA, SI_NO, 2), {1: 1, 2: 2}, fogli=4) == Risultato(
        1, "Chi paga?", SCELTA, 3, soppresso=False, giuste=D("0.5"), bianche=1,
        fette=(Fetta("Sì", 1, quota(1, 3)), Fetta("No", 2, quota(2, 3), giusta=True)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("conti", "fogli", "risposte"), [({5: 1, 1: 1}, 2, 2), ({5: 2}, 8, 2), ({}, 8, 0), ({None: 2}, 8, 2)]
)
def test_too_few_answers_say_only_how_many_they_are(conti: dict[int | None, int], fogli: int, risposte: int) -> None:
    genere = TESTO if None in conti else SCALA
    assert risultato(Chiesta(genere), conti, fogli) == Risultato(1, "Chi paga?", genere, risposte, soppresso=True)


def test_words_are_only_counted() -> None:
    assert risultato(Chiesta(TESTO), {None: 4}, fogli=4) == Risultato(1, "Chi paga?", TESTO, 4, soppresso=False)


def test_the_mean_of_all_counts_every_vote_once() -> None:
    prima, seconda = risultato(Chiesta(SCALA), {5: 3}, 9), risultato(Chiesta(SCALA), {1: 9}, 9)
    nascosta, scelta = risultato(Chiesta(SCALA), {1: 2}, 9), risultato(Chiesta(SCELTA, SI_NO), {1: 9}, 9)
    assert [media_dei([prima, seconda, nascosta, scelta]), media_dei([nascosta])] == [D("2.00"), None]


def test_before_and_after_are_compared_by_the_words_of_the_question() -> None:
    def giusta(testo: str, giuste: str | None) -> Risultato:
        parte = None if giuste is None else D(giuste)
        return Risultato(1, testo, SCELTA, 8, soppresso=parte is None, giuste=parte)

    prima = [giusta("Chi paga la caldaia?", "0.25"), giusta("Quanto dura?", "0.5"), giusta("Solo prima", "1")]
    dopo = [giusta("chi paga la caldaia?", "0.875"), giusta("Quanto dura?", None), giusta("Solo dopo", "1")]
    assert confronti(prima, dopo) == (Confronto("chi paga la caldaia?", D("0.25"), D("0.875")),)
    assert confronti(prima, dopo)[0].differenza == D("62.5")


def test_bars_are_as_long_as_what_they_say() -> None:
    confronto = Confronto("Chi paga?", D("0.25"), quota(2, 3) or D(0))
    medio = Risultato(1, "Chi paga?", SCALA, 8, soppresso=False, media=D("3.00"))
    assert [
        Fetta("No", 2, quota(2, 3)).larghezza, Fetta("No", 0, None).larghezza, confronto.larghezza_prima,
        confronto.larghezza_dopo, medio.larghezza, confronto.differenza,
    ] == ["66.7%", "0.0%", "25.0%", "66.7%", "50.0%", D("41.7")]  # fmt: skip
