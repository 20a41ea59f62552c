"""A questionnaire is prepared, written, opened and closed; what the rules refuse writes nothing."""

import pytest

from formazione.actions.questionario import (
    apri_questionario,
    chiudi_questionario,
    modifica_questionario,
    prepara_questionario,
)
from formazione.choices import GenereDomanda, StatoEvento, StatoQuestionario, TipoQuestionario
from formazione.models import Domanda, Evento, Questionario
from formazione.queries.questionario import domande_scritte
from formazione.rules.questionario import CONSUETE, DomandaScritta
from tests.factories.formazione import PASSATO, QuestionarioFactory, evento_con, operatrice, porta_a
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente

pytestmark = pytest.mark.django_db
GRADIMENTO = TipoQuestionario.GRADIMENTO
INIZIALE, FINALE = TipoQuestionario.TEST_INIZIALE, TipoQuestionario.TEST_FINALE
CALDAIA = DomandaScritta("Chi paga la caldaia?", GenereDomanda.SCELTA, ("Chi affitta", "Chi abita"), 2)


def scritte(questionario: Questionario) -> list[DomandaScritta]:
    return domande_scritte(Domanda.objects.filter(questionario=questionario))


def test_liking_starts_from_the_usual_questions_of_the_office() -> None:
    chi = operatrice()
    questionario = prepara_questionario(evento_con(), tipo=GRADIMENTO, utente=chi)
    assert (questionario.stato, questionario.creato_da, len(questionario.codice)) == ("BOZZA", chi, 24)
    assert scritte(questionario) == list(CONSUETE)


def test_a_test_starts_blank_or_from_the_questions_of_the_other_one() -> None:
    evento, chi = evento_con(), operatrice()
    iniziale = prepara_questionario(evento, tipo=INIZIALE, utente=chi)
    modifica_questionario(iniziale, [CALDAIA], utente=chi, versione=1)
    finale = prepara_questionario(evento, tipo=FINALE, utente=chi, copia=True)
    assert [q.domande.count() for q in (iniziale, finale)] == [1, 1]
    assert scritte(finale) == [CALDAIA]


@pytest.mark.parametrize("stato", [StatoEvento.PROGRAMMATO, StatoEvento.ISCRIZIONI_APERTE, StatoEvento.SVOLTO])
def test_it_may_be_prepared_before_the_event_and_after(stato: str) -> None:
    prepara_questionario(evento_con(PASSATO, stato=stato), tipo=GRADIMENTO, utente=operatrice())
    assert Questionario.objects.count() == 1


def test_nothing_is_prepared_when_it_may_not_be() -> None:
    evento, chi = evento_con(), operatrice()
    annullato = evento_con(stato=StatoEvento.ANNULLATO)
    prepara_questionario(evento, tipo=GRADIMENTO, utente=chi)
    rifiuti = []
    for quale, tipo, utente in [
        (evento, GRADIMENTO, chi),
        (evento, FINALE, chi),
        (evento, INIZIALE, UtenteFactory(ruoli=[Ruolo.ASSISTENTE_SOCIALE])),
        (annullato, GRADIMENTO, chi),
    ]:
        with pytest.raises(AttoRifiutato) as rifiuto:
            prepara_questionario(quale, tipo=tipo, utente=utente, copia=True)
        rifiuti.append(str(rifiuto.value))
    assert rifiuti == [
        "Questo evento ha già il suo «Gradimento»: aprilo dalla scheda dell’evento.",
        "Il «Test iniziale» di questo evento non ha domande da copiare.",
        "«Prepara un questionario…» spetta a un altro ruolo.",
        "Non si può più: «Prepara un questionario…» non è possibile quando lo stato è «Annullato».",
    ]
    assert Questionario.objects.count() == 1


def test_the_questions_are_written_again_and_only_what_changed_is_in_the_history() -> None:
    chi = operatrice()
    questionario = prepara_questionario(evento_con(), tipo=GRADIMENTO, utente=chi)
    nuove = [*CONSUETE[:2], DomandaScritta("Verresti ancora?", GenereDomanda.SCELTA, ("Sì", "No"))]
    salvato = modifica_questionario(questionario, nuove, utente=chi, versione=1)
    assert (salvato.versione, scritte(salvato)) == (2, nuove)
    eventi = Domanda.pgh_event_model.objects.filter(questionario=questionario).exclude(pgh_label="insert")
    assert list(eventi.values_list("pgh_label", "numero")) == [("update", 3)]


def test_who_saves_second_is_told() -> None:
    questionario, chi = QuestionarioFactory(), operatrice()
    modifica_questionario(questionario, CONSUETE, utente=chi, versione=1)
    with pytest.raises(ModificaConcorrente):
        modifica_questionario(questionario, [], utente=chi, versione=1)
    assert scritte(questionario) == list(CONSUETE)


def test_wrong_questions_are_not_written() -> None:
    questionario = QuestionarioFactory()
    prima = scritte(questionario)
    with pytest.raises(AttoRifiutato, match=r"Domanda 2: scrivi la domanda\."):
        modifica_questionario(
            questionario, [CONSUETE[0], DomandaScritta("")], utente=operatrice(), versione=1
        )  # fmt: skip
    assert scritte(questionario) == prima


def test_it_opens_and_then_closes() -> None:
    questionario, chi = QuestionarioFactory(), operatrice()
    stati = [apri_questionario(questionario, utente=chi).stato, chiudi_questionario(questionario, utente=chi).stato]
    assert stati == [StatoQuestionario.APERTO, StatoQuestionario.CHIUSO]


@pytest.mark.parametrize(
    ("stato", "frase"),
    [
        (
            StatoQuestionario.APERTO,
            "Non si può più: «Scrivi le domande» non è possibile quando lo stato è «Aperto».",
        ),
        (
            StatoQuestionario.CHIUSO,
            "Non si può più: «Scrivi le domande» non è possibile quando lo stato è «Chiuso».",
        ),
    ],
)
def test_the_questions_of_an_open_questionnaire_are_not_touched(stato: str, frase: str) -> None:
    questionario = QuestionarioFactory(aperto=stato)
    with pytest.raises(AttoRifiutato) as rifiuto:
        modifica_questionario(questionario, [], utente=operatrice(), versione=1)
    assert (str(rifiuto.value), questionario.domande.count()) == (frase, 2)


def test_it_does_not_open_without_questions_or_for_a_cancelled_event() -> None:
    vuoto, di_annullato, chi = QuestionarioFactory(), QuestionarioFactory(), operatrice()
    modifica_questionario(vuoto, [], utente=chi, versione=1)
    porta_a(Evento.objects.get(pk=di_annullato.evento_id), StatoEvento.ANNULLATO)
    rifiuti = []
    for questionario in (vuoto, di_annullato):
        with pytest.raises(AttoRifiutato) as rifiuto:
            apri_questionario(questionario, utente=chi)
        rifiuti.append(str(rifiuto.value))
    assert rifiuti == [
        "Scrivi almeno una domanda, poi apri il questionario.",
        "L’evento è annullato: non c’è niente da chiedere a chi ha partecipato.",
    ]
    assert set(Questionario.objects.values_list("stato", flat=True)) == {"BOZZA"}


@pytest.mark.parametrize("ruolo", [Ruolo.FUNZIONARIO_UNIONE, Ruolo.CONTABILE_ETS, Ruolo.ASSISTENTE_SOCIALE])
def test_only_who_keeps_the_events_opens_and_closes(ruolo: str) -> None:
    altro = UtenteFactory(ruoli=[ruolo])
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        apri_questionario(QuestionarioFactory(), utente=altro)
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        chiudi_questionario(QuestionarioFactory(aperto=True), utente=altro)
    assert sorted(Questionario.objects.values_list("stato", flat=True)) == ["APERTO", "BOZZA"]
