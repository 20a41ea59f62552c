"""The same person on two telephones, and an answer while the office closes: one sheet, none too late (quality R1)."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from formazione.actions.questionario import chiudi_questionario
from formazione.actions.risposta import rispondi_questionario
from formazione.choices import StatoQuestionario
from formazione.models import Compilazione, Questionario, Risposta
from tests.factories.formazione import QuestionarioFactory, operatrice
from valdera_housing.kit.esito import AttoRifiutato

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]
TELEFONI = 4


def insieme(atti: list[Callable[[], object]]) -> list[object]:
    """Start every act at the same instant, each on its own connection; a refusal is told as its sentence."""
    via = threading.Barrier(len(atti))

    def fai(atto: Callable[[], object]) -> object:
        via.wait()
        try:
            return atto()
        except AttoRifiutato as rifiuto:
            return str(rifiuto)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(atti)) as corsie:
        return list(corsie.map(fai, atti))


def aperto() -> tuple[Questionario, int]:
    questionario = QuestionarioFactory(aperto=StatoQuestionario.APERTO)
    return questionario, questionario.domande.get(numero=1).pk


def test_the_same_person_on_many_telephones_answers_once(giri: int) -> None:
    for _ in range(giri):
        questionario, voto = aperto()
        atti = [
            lambda n=n, q=questionario, v=voto: rispondi_questionario(q, {v: n}, impronta="a" * 64)
            for n in range(1, TELEFONI + 1)
        ]
        assert sorted(map(bool, insieme(atti))) == [False] * (TELEFONI - 1) + [True]
        assert Compilazione.objects.filter(questionario=questionario).count() == 1
        assert Risposta.objects.filter(domanda=voto).count() == 1


def test_an_answer_while_the_office_closes_is_kept_whole_or_not_at_all(giri: int) -> None:
    for _ in range(giri):
        questionario, voto = aperto()
        chi = operatrice()
        risposte = [
            lambda n=n, q=questionario, v=voto: rispondi_questionario(q, {v: 5}, impronta=str(n))
            for n in range(TELEFONI - 1)
        ]  # fmt: skip
        esiti = insieme([*risposte, lambda q=questionario, u=chi: chiudi_questionario(q, utente=u)])[:-1]
        tenute = Compilazione.objects.filter(questionario=questionario).count()
        assert (esiti.count(True), Risposta.objects.filter(domanda=voto).count()) == (tenute, tenute)
        assert Questionario.objects.get(pk=questionario.pk).stato == StatoQuestionario.CHIUSO
