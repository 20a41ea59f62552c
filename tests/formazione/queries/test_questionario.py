"""What was answered, counted by the database."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from formazione.choices import GenereDomanda, RegistroPresenze, StatoQuestionario, TipoQuestionario
from formazione.models import Compilazione, Domanda, Evento, Questionario, Risposta
from formazione.queries.pannelli_evento.questionari import pannello
from formazione.queries.questionario import (
    Foglio,
    Parole,
    con_conti,
    fogli_di,
    parole_di,
    presenti_a,
    risultati_di,
    tipi_liberi,
)
from formazione.queries.risposta import codice_valido, ha_risposto
from formazione.rules.questionario import Confronto
from tests.factories.formazione import (
    PASSATO,
    IscrizioneFactory,
    QuestionarioFactory,
    conta,
    evento_con,
    operatrice,
    presente,
    rispondi,
    sessione,
)
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.aspetto import Pannello

pytestmark = pytest.mark.django_db
INIZIALE, FINALE = TipoQuestionario.TEST_INIZIALE, TipoQuestionario.TEST_FINALE


def con_voti(*voti: int, testo: str = "Più tempo", **altro: Any) -> Questionario:
    questionario = QuestionarioFactory(aperto=StatoQuestionario.APERTO, **altro)
    for voto in voti:
        rispondi(questionario, voto, testo)
    return questionario


def test(evento: Evento, tipo: str, *scelte: int | None) -> Questionario:
    """A test of one question, whose second answer is right; None leaves it blank and writes elsewhere."""
    questionario = Questionario.objects.create(
        evento=evento, tipo=tipo, codice=f"{tipo}-{evento.pk}", creato_da=evento.referente
    )
    caldaia = Domanda.objects.create(
        questionario=questionario, numero=1, testo="Chi paga la caldaia?", genere=GenereDomanda.SCELTA,
        opzioni=["Chi affitta", "Chi abita"], giusta=2,
    )  # fmt: skip
    nota = Domanda.objects.create(questionario=questionario, numero=2, testo="Note", genere=GenereDomanda.TESTO)
    questionario.stato = StatoQuestionario.APERTO
    questionario.save()
    for scelta in scelte:
        foglio = Compilazione.objects.create(questionario=questionario, compilata_il=PASSATO)
        risposta: dict[str, Any] = {"domanda": nota, "testo": "Non so"}
        Risposta.objects.create(
            compilazione=foglio, **(risposta if scelta is None else {"domanda": caldaia, "valore": scelta})
        )
    return questionario


test.__test__ = False  # type: ignore[attr-defined]


def test_the_figures_of_liking_are_those_of_its_sheets() -> None:
    risultati = risultati_di(con_voti(5, 4, 4))
    prima, seconda = risultati.domande
    assert (risultati.fogli, risultati.trascritti, risultati.media, risultati.soppresso) == (3, 0, D("4.33"), False)
    assert ([f.quanti for f in prima.fette], prima.media) == ([0, 0, 0, 2, 1], D("4.33"))
    assert (seconda.risposte, seconda.fette, risultati.confronti) == (3, (), ())


def test_fewer_than_three_sheets_say_only_how_many_they_are() -> None:
    risultati = risultati_di(con_voti(5, 1))
    assert (risultati.fogli, risultati.soppresso, risultati.media) == (2, True, None)
    assert [(r.risposte, r.soppresso, r.fette) for r in risultati.domande] == [(2, True, ()), (2, True, ())]


def test_the_two_tests_of_an_event_are_read_side_by_side_from_either_of_them() -> None:
    evento = evento_con(PASSATO)
    iniziale = test(evento, INIZIALE, 1, 1, 2, None)
    finale = test(evento, FINALE, 2, 2, 2, 1)
    attesi = (Confronto("Chi paga la caldaia?", D("0.25"), D("0.75")),)
    assert [risultati_di(iniziale).confronti, risultati_di(finale).confronti] == [attesi, attesi]
    assert [risultati_di(q).domande[0].giuste for q in (iniziale, finale)] == [D("0.25"), D("0.75")]


def test_a_test_with_too_few_sheets_is_compared_with_nothing() -> None:
    evento = evento_con(PASSATO)
    test(evento, INIZIALE, 1, 2)
    assert risultati_di(test(evento, FINALE, 2, 2, 2)).confronti == ()


def test_a_test_alone_has_nothing_beside() -> None:
    assert risultati_di(test(evento_con(PASSATO), FINALE, 2, 2, 2)).confronti == ()


def test_the_results_cost_the_same_however_many_the_sheets(django_assert_max_num_queries: Any) -> None:
    evento = evento_con(PASSATO)
    test(evento, INIZIALE, *[1] * 10)
    finale = test(evento, FINALE, *[2] * 10)
    with django_assert_max_num_queries(5):
        risultati_di(finale)


def test_who_was_there_is_counted_by_name_or_at_the_fullest_session() -> None:
    per_nome = evento_con(PASSATO)
    incontro = per_nome.sessioni.get()
    presente(IscrizioneFactory(evento=per_nome), incontro)
    IscrizioneFactory(evento=per_nome)
    anonimo = evento_con(PASSATO, registro=RegistroPresenze.ANONIMO)
    conta(anonimo.sessioni.get(), CITTADINANZA=12, PROPRIETARI=3)
    conta(sessione(anonimo, date(2026, 11, 13)), CITTADINANZA=9)
    deserto = evento_con(PASSATO, registro=RegistroPresenze.ANONIMO)
    assert [presenti_a(evento) for evento in (per_nome, anonimo, deserto)] == [1, 15, 0]


def test_words_are_in_alphabetical_order_under_their_question() -> None:
    questionario = con_voti(5)
    for testo in ("Più tempo", "La sala era fredda"):
        rispondi(questionario, 4, testo)
    assert parole_di(questionario) == [
        Parole("Che cosa cambieresti?", ["La sala era fredda", "Più tempo", "Più tempo"])
    ]


def test_a_sheet_is_read_in_words() -> None:
    evento = evento_con(PASSATO)
    questionario = test(evento, FINALE, 1, None)
    domande = list(questionario.domande.order_by("numero"))
    assert fogli_di(questionario, domande) == [
        Foglio(1, False, {domande[0].pk: "Chi affitta"}),
        Foglio(2, False, {domande[1].pk: "Non so"}),
    ]


def test_the_list_counts_sheets_and_votes() -> None:
    con_voti(5, 4)
    QuestionarioFactory()
    contati = con_conti(Questionario.objects.order_by("pk")).values_list("fogli", "voti", "somma")
    assert list(contati) == [(2, 2, 9), (0, 0, 0)]


def test_an_event_has_one_questionnaire_of_each_kind() -> None:
    evento = evento_con()
    QuestionarioFactory(evento=evento)
    assert tipi_liberi(evento) == [INIZIALE, FINALE]


@pytest.mark.parametrize(
    ("codice", "stato", "vale"),
    [
        ("di-amina", "CONFERMATA", True),
        ("di-amina", "IN_ATTESA", False),
        ("di-amina", "ANNULLATA", False),
        ("di-un-altro-evento", "CONFERMATA", False),
        ("", "CONFERMATA", False),
        ("di-amina\x00", "CONFERMATA", False),
        ("di-amina" * 5000, "CONFERMATA", False),
    ],
)
def test_a_personal_link_is_of_somebody_enrolled_in_this_event(codice: str, stato: str, vale: bool) -> None:
    questionario = QuestionarioFactory()
    IscrizioneFactory(evento=questionario.evento, codice="di-amina", stato=stato)
    IscrizioneFactory(codice="di-un-altro-evento")
    assert codice_valido(questionario, codice) is vale


def test_who_answered_is_known_by_her_print_only() -> None:
    questionario = con_voti(5)
    Compilazione.objects.create(questionario=questionario, compilata_il=PASSATO, impronta="a")
    assert [ha_risposto(questionario, "a"), ha_risposto(questionario, "b")] == [True, False]


def test_the_record_of_the_event_shows_them_in_one_query(django_assert_num_queries: Any) -> None:
    questionario, chi = con_voti(5), operatrice()
    with django_assert_num_queries(1):
        mostrato = pannello(questionario.evento, chi)
    assert isinstance(mostrato, Pannello)
    assert [(q.pk, q.fogli, aspetto.etichetta) for q, aspetto in mostrato.contesto["righe"]] == [
        (questionario.pk, 1, "Aperto")
    ]
    assert pannello(questionario.evento, UtenteFactory(ruoli=[Ruolo.CABINA])) is None
