"""Where a questionnaire is answered: in the room, from a personal link, from paper."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse

from formazione.choices import StatoQuestionario
from formazione.models import Compilazione, Questionario, Risposta
from tests.factories.formazione import IscrizioneFactory, QuestionarioFactory
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db


@pytest.fixture
def aperto() -> Questionario:
    cache.clear()
    return QuestionarioFactory(aperto=StatoQuestionario.APERTO)


def pagina(questionario: Questionario, **domanda: str) -> str:
    return reverse("formazione:pubblica_questionario", args=[questionario.codice], query=domanda or None)


def risposte(questionario: Questionario, voto: object = 4, testo: str = "") -> dict[str, Any]:
    prima, seconda = questionario.domande.order_by("numero")
    return {"chiave": uuid4(), f"domanda_{prima.pk}": voto, f"domanda_{seconda.pk}": testo}


def letto(risposta: Any) -> str:
    return " ".join(risposta.content.decode().replace("\xa0", " ").split())


def test_anyone_in_the_room_answers_without_a_login_and_is_thanked(aperto: Questionario, client: Any) -> None:
    assert "Quanto ti è servito?" in letto(client.get(pagina(aperto)))
    inviata = client.post(pagina(aperto), risposte(aperto, 5, "Niente"))
    assert (inviata.status_code, inviata.url) == (302, pagina(aperto, fatto="1"))
    assert "La tua risposta è arrivata, senza il tuo nome." in letto(client.get(inviata.url))
    assert list(Risposta.objects.order_by("pk").values_list("valore", "testo")) == [(5, ""), (None, "Niente")]


def test_many_answer_from_the_same_code_and_pressing_twice_counts_once(aperto: Questionario, client: Any) -> None:
    dati = risposte(aperto)
    stati = [client.post(pagina(aperto), d).status_code for d in (dati, dati, risposte(aperto), risposte(aperto))]
    assert (stati, Compilazione.objects.count()) == ([302] * 4, 3)


def test_from_a_personal_link_one_answers_once_and_nothing_says_who(aperto: Questionario, client: Any) -> None:
    iscrizione = IscrizioneFactory(evento=aperto.evento)
    sua = pagina(aperto, i=iscrizione.codice)
    client.post(sua, risposte(aperto, 5))
    dopo = [client.get(sua), client.post(sua, risposte(aperto, 1))]
    assert ["Hai già risposto" in letto(r) for r in dopo] == [True, True]
    impronta = Compilazione.objects.get().impronta
    assert (Risposta.objects.get().valore, re.fullmatch("[0-9a-f]{64}", impronta) is not None) == (5, True)
    assert iscrizione.codice not in impronta


def test_a_personal_link_of_somebody_else_counts_as_the_room(aperto: Questionario, client: Any) -> None:
    estranea = pagina(aperto, i=IscrizioneFactory().codice)
    for _ in range(2):
        assert client.post(estranea, risposte(aperto)).status_code == 302
    assert Compilazione.objects.count() == 2


@pytest.mark.parametrize(
    ("stato", "frase"),
    [("CHIUSO", "Non prende più risposte. Grazie lo stesso!"), ("BOZZA", "Questo questionario si apre più tardi")],
)
def test_a_questionnaire_that_is_not_open_says_so_and_shows_no_question(client: Any, stato: str, frase: str) -> None:
    questionario = QuestionarioFactory(aperto=stato)
    viste = [client.get(pagina(questionario)), client.post(pagina(questionario), risposte(questionario))]
    assert [r.status_code for r in viste] == [200, 422]
    assert [(frase in letto(r), "Quanto ti è servito" in letto(r)) for r in viste] == [(True, False)] * 2
    assert Compilazione.objects.count() == 0


def test_nothing_chosen_or_written_is_lost_on_a_mistake(aperto: Questionario, client: Any) -> None:
    risposta = client.post(pagina(aperto), risposte(aperto, 9, "Che bella serata"))
    testo = letto(risposta)
    assert (risposta.status_code, Compilazione.objects.count()) == (422, 0)
    assert ["Che bella serata" in testo, "Scegli una delle risposte." in testo] == [True, True]
    vuota = client.post(pagina(aperto), risposte(aperto, ""))
    assert (vuota.status_code, "Rispondi almeno a una domanda." in letto(vuota)) == (422, True)


def test_a_machine_is_stopped_and_a_person_keeps_what_she_wrote(
    aperto: Questionario, client: Any, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"pagina_pubblica": "2/m/ip"}
    inviate = [client.post(pagina(aperto), risposte(aperto, 3, "Grazie di tutto")) for _ in range(3)]
    assert [r.status_code for r in inviate] == [302, 302, 429]
    testo = letto(inviate[2])
    assert ["Grazie di tutto" in testo, "aspetta un minuto" in testo] == [True, True]


def test_a_code_that_does_not_exist_is_not_found(aperto: Questionario, client: Any) -> None:
    assert client.get(reverse("formazione:pubblica_questionario", args=["non-esiste"])).status_code == 404


def test_without_its_key_a_page_is_not_taken(aperto: Questionario, client: Any) -> None:
    dati = risposte(aperto) | {"chiave": "x"}
    assert (client.post(pagina(aperto), dati).status_code, Compilazione.objects.count()) == (400, 0)


# --- from paper ----------------------------------------------------------------------------------------------


def test_the_office_copies_a_pile_of_sheets_one_after_the_other(aperto: Questionario, client: Any) -> None:
    chi = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    client.force_login(chi)
    dove = reverse("formazione:questionario_trascrivi", args=[aperto.pk])
    dati = risposte(aperto, 2)
    inviate = [client.post(dove, d) for d in (dati, dati, risposte(aperto, 2))]
    assert [(r.status_code, r.url) for r in inviate] == [(302, dove)] * 3
    assert list(Compilazione.objects.values_list("trascritta_da", flat=True)) == [chi.pk] * 2
    assert "Foglio trascritto" in letto(client.get(dove))


def test_a_closed_questionnaire_takes_no_sheet(client: Any) -> None:
    questionario = QuestionarioFactory(aperto=StatoQuestionario.CHIUSO)
    client.force_login(UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]))
    dove = reverse("formazione:questionario_trascrivi", args=[questionario.pk])
    assert "Questo questionario non prende risposte" in letto(client.get(dove))
    assert (client.post(dove, risposte(questionario)).status_code, Compilazione.objects.count()) == (422, 0)
