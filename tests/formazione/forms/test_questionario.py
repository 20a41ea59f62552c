"""The page where the questions are written, and the one where they are answered."""

import pytest

from formazione.choices import GenereDomanda, TipoQuestionario
from formazione.forms.questionario import DomandeForm, Riga, righe_inviate, sposta
from formazione.forms.risposta import RisposteForm
from formazione.models import Domanda
from formazione.rules.questionario import DomandaScritta

GRADIMENTO, FINALE = TipoQuestionario.GRADIMENTO, TipoQuestionario.TEST_FINALE


def riga(testo: str, genere: str = "SCALA", opzioni: str = "", giusta: str = "") -> Riga:
    return {"testo": testo, "genere": genere, "opzioni": opzioni, "giusta": giusta}


A, B, C = riga("A"), riga("B"), riga("C")
VUOTA = riga("", "SCELTA")


@pytest.mark.parametrize(
    ("mossa", "dopo"),
    [
        ("su-2", [B, A, C]),
        ("giu-2", [A, C, B]),
        ("togli-2", [A, C]),
        ("aggiungi", [A, B, C, VUOTA]),
        ("su-1", [A, B, C]),
        ("giu-3", [A, B, C]),
        ("togli-9", [A, B, C]),
        ("togli-0", [A, B, C]),
        ("su-²", [A, B, C]),
        ("su--1", [A, B, C]),
        ("vola-2", [A, B, C]),
        ("", [A, B, C]),
    ],
)
def test_a_button_moves_the_questions_and_nothing_else_does(mossa: str, dopo: list[Riga]) -> None:
    assert sposta([A, B, C], mossa, FINALE) == dopo


def test_there_are_never_more_questions_than_the_page_bears() -> None:
    assert len(sposta([A] * 30, "aggiungi", GRADIMENTO)) == 30


def test_what_was_typed_is_read_in_the_order_of_the_page() -> None:
    dati = {"testo_10": "B", "genere_10": "SCALA", "testo_2": "A", "giusta_2": "1", "testo_0": "no", "testo_x": "no"}
    assert righe_inviate(dati) == [riga("A", "", "", "1"), riga("B")]


def test_blank_questions_are_let_go_and_the_others_are_kept_in_order() -> None:
    righe = [riga(" Ti è servito? "), riga(" "), riga("Chi paga?", "SCELTA", " Sì \n\nNo\n", "2")]
    form = DomandeForm(righe, tipo=FINALE, inviate=True)
    assert form.is_valid(), form.errors
    assert form.scritte() == [
        DomandaScritta("Ti è servito?"),
        DomandaScritta("Chi paga?", GenereDomanda.SCELTA, ("Sì", "No"), 2),
    ]


def test_each_mistake_is_beside_its_field() -> None:
    righe = [
        riga("", opzioni="Sì\nNo"), riga("Chi paga?", "SCELTA", "Sì\nNo", "x"), riga("Quando?", "MAI"),
        riga("Quale?", "SCELTA", "Sì", "1"),
    ]  # fmt: skip
    form = DomandeForm(righe, tipo=FINALE, inviate=True)
    assert not form.is_valid()
    assert {campo: list(frasi) for campo, frasi in form.errors.items()} == {
        "testo_1": ["Scrivi la domanda."],
        "opzioni_1": ["Le risposte possibili servono solo a «Una risposta fra più»: toglile."],
        "giusta_2": ["Scrivi il numero della riga, per esempio 2."],
        "genere_3": ["Scegli un'opzione valida. MAI non è tra quelle disponibili."],
        "opzioni_4": ["Scrivi da 2 a 10 risposte possibili, una per riga."],
    }


def test_too_many_questions_are_refused_whole() -> None:
    form = DomandeForm([A] * 31, tipo=GRADIMENTO, inviate=True)
    assert (form.is_valid(), list(form.non_field_errors())) == (False, ["Le domande sono 31: al massimo 30."])


def test_only_in_a_test_there_is_a_right_answer() -> None:
    scritta = riga("Chi paga?", "SCELTA", "Sì\nNo", "2")
    form = DomandeForm([scritta], tipo=GRADIMENTO, inviate=True)
    assert form.is_valid()
    assert form.scritte() == [DomandaScritta("Chi paga?", GenereDomanda.SCELTA, ("Sì", "No"))]


# --- answering -----------------------------------------------------------------------------------------------

DOMANDE = [
    Domanda(pk=1, numero=1, testo="Ti è servito?"),
    Domanda(pk=2, numero=2, testo="Chi paga?", genere=GenereDomanda.SCELTA, opzioni=["Sì", "No"]),
    Domanda(pk=3, numero=3, testo="Che cosa cambieresti?", genere=GenereDomanda.TESTO),
]


@pytest.mark.parametrize(
    ("dati", "risposte"),
    [
        ({"domanda_1": "5", "domanda_2": "2", "domanda_3": " Niente "}, {1: 5, 2: 2, 3: "Niente"}),
        ({"domanda_2": "1"}, {2: 1}),
        ({"domanda_3": "Tutto"}, {3: "Tutto"}),
    ],
)
def test_what_is_left_blank_is_not_an_answer(dati: dict[str, str], risposte: dict[int, int | str]) -> None:
    form = RisposteForm(dati, domande=DOMANDE)
    assert form.is_valid()
    assert form.risposte() == risposte


@pytest.mark.parametrize(
    ("dati", "errori"),
    [
        ({}, {"__all__": ["Rispondi almeno a una domanda."]}),
        ({"domanda_3": "  "}, {"__all__": ["Rispondi almeno a una domanda."]}),
        ({"domanda_1": "6"}, {"domanda_1": ["Scegli una delle risposte."]}),
        ({"domanda_2": "NaN"}, {"domanda_2": ["Scegli una delle risposte."]}),
    ],
)
def test_what_is_not_an_answer_is_refused(dati: dict[str, str], errori: dict[str, list[str]]) -> None:
    assert RisposteForm(dati, domande=DOMANDE).errors == errori
