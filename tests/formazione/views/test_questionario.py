"""The pages of the questionnaires: who reads what, what the buttons do."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from formazione.choices import GenereDomanda, StatoEvento, StatoQuestionario, TipoQuestionario
from formazione.models import Compilazione, Evento, Questionario
from formazione.rules.questionario import CONSUETE
from tests.factories.formazione import PASSATO, QuestionarioFactory, evento_con, porta_a, rispondi
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
OPERATRICE, FUNZIONARIA, REVISORE = Ruolo.OPERATORE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE
APERTO, CHIUSO = StatoQuestionario.APERTO, StatoQuestionario.CHIUSO


def pagina(nome: str, *chiavi: object, **domanda: object) -> str:
    return reverse(f"formazione:{nome}", args=chiavi, query=domanda or None)


def modulo(**dati: Any) -> dict[str, Any]:
    return {"chiave": uuid4(), **dati}


def letto(risposta: Any) -> str:
    return " ".join(risposta.content.decode().replace("\xa0", " ").split())


def scaricato(risposta: Any) -> list[str]:
    return b"".join(risposta.streaming_content).decode("utf-8-sig").splitlines()


def risposto(*voti: int, stato: str = APERTO, testo: str = "La sala era fredda", **altro: Any) -> Questionario:
    questionario: Questionario = QuestionarioFactory(aperto=APERTO, **altro)
    for voto in voti:
        rispondi(questionario, voto, testo)
    questionario.stato = stato
    questionario.save()
    return questionario


@pytest.fixture
def entra(client: Any) -> Any:
    def come(*ruoli: str) -> Any:
        client.force_login(UtenteFactory(ruoli=list(ruoli)))
        return client

    return come


def test_the_list_shows_how_many_answered_and_no_mean_of_too_few(entra: Any) -> None:
    molti, pochi = risposto(5, 4, 4), risposto(5, 5)
    righe = entra(REVISORE).get(pagina("questionario_elenco")).context["righe"]
    assert {(q.pk, q.fogli, str(media)) for q, _, media in righe} == {(molti.pk, 3, "4.33"), (pochi.pk, 2, "None")}


@pytest.mark.parametrize(
    ("filtri", "quanti"),
    [
        ({}, 2),
        ({"tipo": "TEST_FINALE"}, 1),
        ({"stato": "APERTO"}, 1),
        ({"q": "caldaia"}, 1),
        ({"q": "EV-2018"}, 2),
        ({"q": "niente"}, 0),
    ],
)
def test_the_list_is_narrowed_and_downloaded_with_the_same_filters(
    entra: Any, filtri: dict[str, str], quanti: int
) -> None:
    risposto(evento=evento_con(titolo="Chi paga la caldaia"))
    QuestionarioFactory(tipo=TipoQuestionario.TEST_FINALE)
    client = entra(FUNZIONARIA)
    assert len(client.get(pagina("questionario_elenco", **filtri)).context["righe"]) == quanti
    assert len(scaricato(client.get(pagina("questionario_esporta", **filtri, formato="csv")))) == quanti + 1


def test_without_questionnaires_the_list_says_where_they_come_from(entra: Any) -> None:
    assert "Si prepara dalla scheda di un evento" in letto(entra(OPERATRICE).get(pagina("questionario_elenco")))


# --- prepared and written ------------------------------------------------------------------------------------


def test_a_questionnaire_is_prepared_from_its_event_and_its_questions_open_at_once(entra: Any) -> None:
    evento, client = evento_con(), entra(OPERATRICE)
    dove = pagina("evento_prepara_questionario", evento.pk)
    assert client.get(dove).status_code == 200
    dati = modulo(tipo="GRADIMENTO")
    risposte = [client.post(dove, dati), client.post(dove, dati)]
    questionario = Questionario.objects.get()
    assert {(r.status_code, r.url) for r in risposte} == {(302, pagina("questionario_modifica", questionario.pk))}
    assert questionario.domande.count() == len(CONSUETE)


def test_the_kinds_already_there_are_not_offered_again(entra: Any) -> None:
    evento, client = evento_con(), entra(OPERATRICE)
    QuestionarioFactory(evento=evento, tipo="TEST_INIZIALE")
    dove = pagina("evento_prepara_questionario", evento.pk)
    form = client.get(dove).context["form"]
    assert ([tipo for tipo, _ in form.fields["tipo"].choices], "copia" in form.fields) == (
        ["GRADIMENTO", "TEST_FINALE"], True
    )  # fmt: skip
    client.post(dove, modulo(tipo="TEST_FINALE", copia="on"))
    client.post(dove, modulo(tipo="GRADIMENTO", copia="on"))
    assert "ha già tutti i suoi questionari" in letto(client.get(dove))
    assert [q.domande.count() for q in evento.questionari.order_by("tipo")] == [len(CONSUETE), 2, 2]


def test_the_questionnaire_of_a_cancelled_event_is_refused_with_the_reason(entra: Any) -> None:
    evento = evento_con(stato=StatoEvento.ANNULLATO)
    risposta = entra(OPERATRICE).post(
        pagina("evento_prepara_questionario", evento.pk), modulo(tipo="GRADIMENTO")
    )  # fmt: skip
    assert (risposta.status_code, Questionario.objects.count()) == (422, 0)
    assert "quando lo stato è «Annullato»" in letto(risposta)


def domande(*testi: str) -> dict[str, str]:
    return {f"testo_{n}": t for n, t in enumerate(testi, 1)} | {
        f"genere_{n}": "SCALA" for n in range(1, len(testi) + 1)
    }  # fmt: skip


def test_the_buttons_move_what_is_typed_and_write_nothing(entra: Any) -> None:
    questionario, client = QuestionarioFactory(), entra(OPERATRICE)
    dove = pagina("questionario_modifica", questionario.pk)
    risposta = client.post(dove, modulo(versione="1", mossa="su-2", **domande("Prima", "Seconda appena scritta")))
    assert risposta.status_code == 200
    assert [d.testo.value() for d in risposta.context["form"].domande] == ["Seconda appena scritta", "Prima"]
    assert questionario.domande.filter(testo="Prima").count() == 0


def test_the_questions_are_saved_in_the_order_of_the_page(entra: Any) -> None:
    questionario, client = QuestionarioFactory(), entra(OPERATRICE)
    dove = pagina("questionario_modifica", questionario.pk)
    dati = modulo(versione="1", **domande("Prima", "", "Terza"))
    assert client.post(dove, dati).url == pagina("questionario_scheda", questionario.pk)
    assert list(questionario.domande.order_by("numero").values_list("numero", "testo")) == [(1, "Prima"), (2, "Terza")]


def test_a_mistake_comes_back_beside_its_field_with_all_that_was_typed(entra: Any) -> None:
    questionario = QuestionarioFactory()
    dati = modulo(versione="1", **domande("Quale?", "Seconda")) | {"genere_1": "SCELTA", "opzioni_1": "Una sola"}
    risposta = entra(OPERATRICE).post(pagina("questionario_modifica", questionario.pk), dati)
    assert risposta.status_code == 422
    testo = letto(risposta)
    assert all(
        parte in testo
        for parte in ("Scrivi da 2 a 10 risposte possibili, una per riga.", "Una sola", "Seconda", "<title>Errore:")
    )


def test_who_saves_second_loses_nothing(entra: Any) -> None:
    questionario, client = QuestionarioFactory(), entra(OPERATRICE)
    dove = pagina("questionario_modifica", questionario.pk)
    client.post(dove, modulo(versione="1", **domande("La prima che salva")))
    risposta = client.post(dove, modulo(versione="1", **domande("La seconda")))
    testo = letto(risposta)
    assert (risposta.status_code, "La seconda" in testo, "La prima che salva" in testo) == (409, True, True)
    assert questionario.domande.get().testo == "La prima che salva"
    ancora = modulo(versione=str(risposta.context["versione"]), **domande("La seconda"))
    assert client.post(dove, ancora).status_code == 302
    assert questionario.domande.get().testo == "La seconda"


def test_moving_a_question_does_not_forget_which_version_was_opened(entra: Any) -> None:
    questionario, client = QuestionarioFactory(), entra(OPERATRICE)
    dove = pagina("questionario_modifica", questionario.pk)
    client.post(dove, modulo(versione="1", **domande("La prima che salva")))
    mossa = client.post(dove, modulo(versione="1", mossa="aggiungi", **domande("La seconda")))
    assert mossa.context["versione"] == "1"


def test_an_open_questionnaire_says_that_its_questions_are_still(entra: Any) -> None:
    questionario, client = risposto(), entra(OPERATRICE)
    dove = pagina("questionario_modifica", questionario.pk)
    assert "Le domande non cambiano più" in letto(client.get(dove))
    assert client.post(dove, modulo(versione="1", **domande("Altra"))).status_code == 422


@pytest.mark.parametrize(
    ("stato", "domande", "primo"),
    [
        ("", False, "Scrivi le domande"),
        ("", True, "Apri alle risposte"),
        (APERTO, True, "Trascrivi un foglio…"),
        (CHIUSO, True, None),
    ],
)
def test_the_first_button_is_what_a_questionnaire_needs_now(
    entra: Any, stato: str, domande: bool, primo: str | None
) -> None:
    questionario = QuestionarioFactory(aperto=stato)
    if not domande:
        questionario.domande.all().delete()
    pulsanti = entra(OPERATRICE).get(pagina("questionario_scheda", questionario.pk)).context["pulsanti"]
    assert [p.etichetta for p in pulsanti if p.tipo == "primario"] == ([primo] if primo else [])
    assert primo in (None, pulsanti[0].etichetta)


def test_it_is_opened_and_closed_with_a_button(entra: Any) -> None:
    questionario, client = QuestionarioFactory(), entra(OPERATRICE)
    stati = []
    for atto in ("apri", "chiudi"):
        client.post(pagina(f"questionario_{atto}", questionario.pk), modulo())
        questionario.refresh_from_db()
        stati.append(questionario.stato)
    assert stati == [APERTO, CHIUSO]


def test_a_button_that_cannot_be_pressed_any_more_says_why(entra: Any) -> None:
    questionario = QuestionarioFactory()
    porta_a(Evento.objects.get(pk=questionario.evento_id), StatoEvento.ANNULLATO)
    risposta = entra(OPERATRICE).post(pagina("questionario_apri", questionario.pk), modulo())
    assert (risposta.status_code, "L’evento è annullato" in letto(risposta)) == (422, True)


# --- results -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ruolo", "parole"), [(OPERATRICE, True), (FUNZIONARIA, False), (REVISORE, False), (Ruolo.CONTABILE_ETS, False)]
)
def test_everybody_reads_the_figures_and_who_keeps_the_events_the_words(entra: Any, ruolo: str, parole: bool) -> None:
    questionario = risposto(5, 4, 4)
    testo = letto(entra(ruolo).get(pagina("questionario_scheda", questionario.pk)))
    assert ("4,33" in testo, "33,3 %" in testo, "La sala era fredda" in testo) == (True, True, parole)
    assert ("Le risposte foglio per foglio" in testo) is parole


def test_of_too_few_answers_nobody_reads_more_than_their_number(entra: Any) -> None:
    questionario = risposto(5, 1)
    client = entra(OPERATRICE)
    testo = letto(client.get(pagina("questionario_scheda", questionario.pk)))
    assert ["Hanno risposto" in testo, "da 3 fogli in su" in testo, "La sala era fredda" in testo] == [
        True, True, False
    ]  # fmt: skip
    assert client.get(pagina("questionario_esporta_risposte", questionario.pk)).status_code == 404
    assert scaricato(client.get(pagina("questionario_esporta_totali", questionario.pk, formato="csv")))[1:] == [
        "1;Quanto ti è servito?;Troppo poche per mostrarle;2;;;",
        "2;Che cosa cambieresti?;Troppo poche per mostrarle;2;;;",
    ]


def test_the_totals_and_the_sheets_are_downloaded(entra: Any) -> None:
    questionario = risposto(5, 4, 4, testo="=SOMMA(1)")
    client = entra(OPERATRICE)
    assert scaricato(client.get(pagina("questionario_esporta_totali", questionario.pk, formato="csv"))) == [
        "Domanda n.;Domanda;Risposta;Quante;Quota %;Media;Giuste %",
        "1;Quanto ti è servito?;Tutte;3;;4,33;",
        "1;Quanto ti è servito?;1 (per niente);0;0,00;;",
        "1;Quanto ti è servito?;2;0;0,00;;",
        "1;Quanto ti è servito?;3;0;0,00;;",
        "1;Quanto ti è servito?;4;2;66,70;;",
        "1;Quanto ti è servito?;5 (moltissimo);1;33,30;;",
        "2;Che cosa cambieresti?;Tutte;3;;;",
    ]
    assert scaricato(client.get(pagina("questionario_esporta_risposte", questionario.pk, formato="csv"))) == [
        "Foglio;Su carta;1. Quanto ti è servito?;2. Che cosa cambieresti?",
        "1;no;5;'=SOMMA(1)",
        "2;no;4;'=SOMMA(1)",
        "3;no;4;'=SOMMA(1)",
    ]


def test_while_it_is_open_the_record_shows_where_to_answer(entra: Any) -> None:
    aperto, chiuso, client = risposto(), risposto(stato=CHIUSO), entra(OPERATRICE)
    prima, dopo = (client.get(pagina("questionario_scheda", q.pk)) for q in (aperto, chiuso))
    assert (f"/formazione/questionari/{aperto.codice}/" in letto(prima), "Codice QR" in letto(dopo)) == (True, False)
    assert [b.etichetta for b in prima.context["pulsanti"]] == [
        "Trascrivi un foglio…", "Chiudi", "Foglio da stampare (PDF)", "Tutte le modifiche",
    ]  # fmt: skip
    assert [b.etichetta for b in dopo.context["pulsanti"]] == ["Tutte le modifiche"]


def test_a_test_says_which_answer_is_right_only_to_the_office(entra: Any, client: Any) -> None:
    questionario = Questionario.objects.create(
        evento=evento_con(PASSATO), tipo="TEST_FINALE", codice="un-test-finale",
        creato_da=UtenteFactory(ruoli=[OPERATRICE]),
    )  # fmt: skip
    domanda = questionario.domande.create(
        numero=1, testo="Chi paga?", genere=GenereDomanda.SCELTA, opzioni=["Chi affitta", "Chi abita"], giusta=2
    )
    questionario.stato = APERTO
    questionario.save()
    for scelta in (2, 2, 1):
        Compilazione.objects.create(questionario=questionario, compilata_il=PASSATO).risposte.create(
            domanda=domanda, valore=scelta
        )
    assert "giusta" not in letto(client.get(pagina("pubblica_questionario", questionario.codice)))
    testo = letto(entra(FUNZIONARIA).get(pagina("questionario_scheda", questionario.pk)))
    assert ("Risposte giuste 66,7 %" in testo, "Chi abita <strong>giusta</strong>" in testo) == (True, True)


def test_the_history_says_who_opened_it(entra: Any) -> None:
    questionario, client = QuestionarioFactory(), entra(OPERATRICE)
    client.post(pagina("questionario_apri", questionario.pk), modulo())
    modifiche = client.get(pagina("questionario_storia", questionario.pk)).context["modifiche"]
    cambiati = [(v.campo, v.prima, v.dopo) for m in modifiche for v in m.variazioni if m.atto == "Modifica"]
    assert cambiati == [("Stato", "In preparazione", "Aperto")]


def test_the_sheet_to_print_is_a_pdf_with_the_address_of_the_page(entra: Any) -> None:
    risposta = entra(OPERATRICE).get(pagina("questionario_foglio", QuestionarioFactory().pk))
    assert (risposta.status_code, risposta["Content-Type"], risposta.content[:5]) == (200, "application/pdf", b"%PDF-")
