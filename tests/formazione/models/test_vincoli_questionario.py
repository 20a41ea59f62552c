"""Direct writes on questionnaires and on answers, without the acts, that the database must refuse."""

from datetime import date
from typing import Any

import pytest

from formazione.choices import GenereDomanda
from formazione.models import Compilazione, Domanda, Questionario, Risposta
from tests.factories.formazione import QuestionarioFactory, rispondi
from tests.factories.recinto import (
    ACCETTATO,
    Atto,
    Detto,
    Tentativi,
    Tentativo,
    cambia,
    risposta,
    senza_recinto_passa,
    si_rifiuta,
)
from tests.factories.rifiuti import sql

pytestmark = pytest.mark.django_db

GIORNO = date(2026, 11, 12)
SCELTA, TESTO = GenereDomanda.SCELTA, GenereDomanda.TESTO
DOPPIA = "Il sistema non può salvare questi dati: qualcuno può averli cambiati nel frattempo. Ricarica la pagina."
CON_RISPOSTE = "Una domanda a scelta ha almeno due risposte possibili; le altre nessuna."
FRA_LE_RISPOSTE = "La risposta giusta è una di quelle possibili."
CON_DOMANDE = Detto("Un questionario si apre quando ha almeno una domanda.", "questionario_con_domande")
GIA_RISPOSTO = Detto("Un questionario con risposte non torna in preparazione.", "questionario_con_risposte")
FERME = Detto("Le domande di un questionario aperto non cambiano.", "domande_di_un_questionario_ferme")
NON_APERTO = Detto("Questo questionario non prende risposte.", "compilazione_a_questionario_aperto")
POSSIBILE = Detto("La risposta non è fra quelle possibili.", "risposta_possibile")

TENTATIVI = Tentativi()
su = TENTATIVI.su


def vuoto() -> Questionario:
    """Without questions."""
    questionario: Questionario = QuestionarioFactory()
    questionario.domande.all().delete()
    return questionario


def domanda(questionario: Questionario, **altro: Any) -> Domanda:
    return Domanda.objects.create(
        **{"questionario": questionario, "numero": 9, "testo": "Chi paga la caldaia?"} | altro
    )  # fmt: skip


def foglio(questionario: Questionario, **altro: Any) -> Compilazione:
    return Compilazione.objects.create(**{"questionario": questionario, "compilata_il": GIORNO} | altro)


def aperto_con(**domande: Any) -> tuple[Compilazione, Domanda]:
    """A sheet of an open questionnaire, and its question made like this."""
    questionario = QuestionarioFactory()
    chiesta = domanda(questionario, **domande)
    questionario.stato = "APERTO"
    questionario.save()
    return foglio(questionario), chiesta


def dai(compilazione: Compilazione, chiesta: Domanda, **altro: Any) -> Atto:
    return lambda: Risposta.objects.create(compilazione=compilazione, domanda=chiesta, **altro)


# --- the questionnaire ---------------------------------------------------------------------------------------


@su("questionario_uno_per_tipo", "Questo evento ha già un questionario di questo tipo.")
def due_questionari_dello_stesso_tipo() -> Atto:
    primo = QuestionarioFactory()
    return lambda: QuestionarioFactory(evento=primo.evento)


@su("Questionario.codice", DOPPIA)
def due_questionari_con_lo_stesso_codice() -> Atto:
    primo = QuestionarioFactory()
    return lambda: QuestionarioFactory(codice=primo.codice)


@su("Questionario.coerente", CON_DOMANDE)
def aperto_senza_domande() -> Atto:
    return cambia(vuoto(), stato="APERTO")


@su("Questionario.coerente", CON_DOMANDE)
def chiuso_senza_domande() -> Atto:
    return cambia(vuoto(), stato="CHIUSO")


@su("Questionario.coerente", CON_DOMANDE)
def nato_aperto() -> Atto:
    modello = QuestionarioFactory()
    return lambda: Questionario.objects.create(
        evento=modello.evento, tipo="TEST_FINALE", stato="APERTO", codice="nato-aperto", creato_da=modello.creato_da
    )


@su("Questionario.coerente", GIA_RISPOSTO)
def di_nuovo_in_preparazione_con_le_risposte() -> Atto:
    questionario = QuestionarioFactory(aperto="APERTO")
    rispondi(questionario, 4)
    return cambia(questionario, stato="BOZZA")


@su("Questionario.non_si_elimina", "pgtrigger: Cannot delete rows from formazione_questionario table")
def un_questionario_cancellato() -> Atto:
    questionario = vuoto()
    return lambda: sql("DELETE FROM formazione_questionario WHERE id = %s", questionario.pk)


# --- the questions -------------------------------------------------------------------------------------------


@su("domanda_numero_unico", "C'è già una domanda con questo numero.")
def due_domande_con_lo_stesso_numero() -> Atto:
    questionario = QuestionarioFactory()
    return lambda: domanda(questionario, numero=1)


@su("domanda_con_risposte", CON_RISPOSTE)
def una_scelta_fra_una() -> Atto:
    questionario = QuestionarioFactory()
    return lambda: domanda(questionario, genere=SCELTA, opzioni=["Chi affitta"])


@su("domanda_con_risposte", CON_RISPOSTE)
def una_scelta_fra_nessuna() -> Atto:
    questionario = QuestionarioFactory()
    return lambda: domanda(questionario, genere=SCELTA)


@su("domanda_con_risposte", CON_RISPOSTE)
def un_voto_con_le_risposte_possibili() -> Atto:
    questionario = QuestionarioFactory()
    return lambda: domanda(questionario, opzioni=["Sì", "No"])


@su("domanda_con_risposte", CON_RISPOSTE)
def parole_con_la_risposta_giusta() -> Atto:
    questionario = QuestionarioFactory()
    return lambda: domanda(questionario, genere=TESTO, giusta=1)


@su("domanda_giusta_fra_le_risposte", FRA_LE_RISPOSTE)
def giusta_la_terza_di_due() -> Atto:
    questionario = QuestionarioFactory()
    return lambda: domanda(questionario, genere=SCELTA, opzioni=["Sì", "No"], giusta=3)


@su("domanda_giusta_fra_le_risposte", FRA_LE_RISPOSTE)
def giusta_la_numero_zero() -> Atto:
    questionario = QuestionarioFactory()
    return lambda: domanda(questionario, genere=SCELTA, opzioni=["Sì", "No"], giusta=0)


@su("Domanda.ferma", FERME)
def una_domanda_in_piu_a_questionario_aperto() -> Atto:
    questionario = QuestionarioFactory(aperto="APERTO")
    return lambda: domanda(questionario)


@su("Domanda.ferma_cambiata", FERME)
def una_domanda_riscritta_a_questionario_aperto() -> Atto:
    return cambia(QuestionarioFactory(aperto="APERTO").domande.get(numero=1), testo="Quanto ti è piaciuto?")


@su("Domanda.ferma_cambiata", FERME)
def una_domanda_riscritta_a_questionario_chiuso() -> Atto:
    return cambia(QuestionarioFactory(aperto="CHIUSO").domande.get(numero=1), testo="Quanto ti è piaciuto?")


@su("Domanda.ferma_cambiata", FERME)
def una_domanda_portata_in_un_questionario_aperto() -> Atto:
    aperto = QuestionarioFactory(aperto="APERTO")
    return cambia(domanda(QuestionarioFactory()), questionario=aperto)


@su("Domanda.ferma_cambiata", FERME)
def una_domanda_portata_via_da_un_questionario_aperto() -> Atto:
    aperto = QuestionarioFactory(aperto="APERTO")
    return cambia(aperto.domande.get(numero=2), questionario=QuestionarioFactory(), numero=9)


@su("Domanda.ferma_tolta", FERME)
def una_domanda_tolta_a_questionario_aperto() -> Atto:
    return QuestionarioFactory(aperto="APERTO").domande.get(numero=2).delete


# --- the sheets ----------------------------------------------------------------------------------------------


@su("compilazione_una_sola", "Da questo indirizzo si è già risposto.")
def due_fogli_con_la_stessa_impronta() -> Atto:
    questionario = QuestionarioFactory(aperto="APERTO")
    foglio(questionario, impronta="a" * 64)
    return lambda: foglio(questionario, impronta="a" * 64)


@su("Compilazione.aperto", NON_APERTO)
def un_foglio_prima_che_si_apra() -> Atto:
    questionario = QuestionarioFactory()
    return lambda: foglio(questionario)


@su("Compilazione.aperto", NON_APERTO)
def un_foglio_dopo_che_si_chiude() -> Atto:
    questionario = QuestionarioFactory(aperto="CHIUSO")
    return lambda: foglio(questionario)


@su("Compilazione.solo_aggiunte", "pgtrigger: Cannot update or delete rows from formazione_compilazione table")
def un_foglio_riscritto() -> Atto:
    return cambia(foglio(QuestionarioFactory(aperto="APERTO")), compilata_il=date(2026, 11, 13))


@su("Compilazione.solo_aggiunte", "pgtrigger: Cannot update or delete rows from formazione_compilazione table")
def un_foglio_buttato() -> Atto:
    compilazione = foglio(QuestionarioFactory(aperto="APERTO"))
    return lambda: sql("DELETE FROM formazione_compilazione WHERE id = %s", compilazione.pk)


# --- the answers ---------------------------------------------------------------------------------------------


@su("risposta_una_per_domanda", "A questa domanda si è già risposto.")
def due_risposte_alla_stessa_domanda() -> Atto:
    compilazione, chiesta = aperto_con()
    dai(compilazione, chiesta, valore=4)()
    return dai(compilazione, chiesta, valore=5)


@su("Risposta.coerente", POSSIBILE)
def un_voto_di_sei() -> Atto:
    return dai(*aperto_con(), valore=6)


@su("Risposta.coerente", POSSIBILE)
def un_voto_di_zero() -> Atto:
    return dai(*aperto_con(), valore=0)


@su("Risposta.coerente", POSSIBILE)
def un_voto_a_parole() -> Atto:
    return dai(*aperto_con(), testo="Molto")


@su("Risposta.coerente", POSSIBILE)
def parole_con_un_voto() -> Atto:
    return dai(*aperto_con(genere=TESTO), valore=4)


@su("Risposta.coerente", POSSIBILE)
def una_risposta_a_parole_senza_parole() -> Atto:
    return dai(*aperto_con(genere=TESTO))


@su("Risposta.coerente", POSSIBILE)
def un_voto_con_delle_parole() -> Atto:
    return dai(*aperto_con(), valore=4, testo="Molto")


@su("Risposta.coerente", POSSIBILE)
def la_terza_scelta_di_due() -> Atto:
    return dai(*aperto_con(genere=SCELTA, opzioni=["Sì", "No"]), valore=3)


@su("Risposta.coerente", POSSIBILE)
def la_scelta_numero_zero() -> Atto:
    return dai(*aperto_con(genere=SCELTA, opzioni=["Sì", "No"]), valore=0)


@su("Risposta.coerente", POSSIBILE)
def la_domanda_di_un_altro_questionario() -> Atto:
    compilazione, _ = aperto_con()
    _, altrui = aperto_con()
    return dai(compilazione, altrui, valore=4)


@su("Risposta.solo_aggiunte", "pgtrigger: Cannot update or delete rows from formazione_risposta table")
def una_risposta_corretta() -> Atto:
    data = dai(*aperto_con(), valore=4)()
    assert isinstance(data, Risposta)
    return cambia(data, valore=5)


@su("Risposta.solo_aggiunte", "pgtrigger: Cannot update or delete rows from formazione_risposta table")
def una_risposta_tolta() -> Atto:
    data = dai(*aperto_con(), valore=4)()
    assert isinstance(data, Risposta)
    return lambda: sql("DELETE FROM formazione_risposta WHERE id = %s", data.pk)


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_the_database_refuses(tentativo: Tentativo) -> None:
    si_rifiuta(tentativo)


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_without_its_fence_the_same_write_passes(tentativo: Tentativo) -> None:
    senza_recinto_passa(tentativo)


def test_what_is_right_is_accepted() -> None:
    compilazione, scelta = aperto_con(genere=SCELTA, opzioni=["Sì", "No"], giusta=2)
    voto, parole = compilazione.questionario.domande.filter(numero__lt=9).order_by("numero")
    assert [
        risposta(dai(compilazione, scelta, valore=2)), risposta(dai(compilazione, voto, valore=1)),
        risposta(dai(compilazione, parole, testo="Più tempo")),
        risposta(lambda: foglio(compilazione.questionario)), risposta(lambda: foglio(compilazione.questionario)),
        risposta(cambia(compilazione.questionario, stato="CHIUSO")),
        risposta(QuestionarioFactory().domande.get(numero=1).delete),
    ] == [ACCETTATO] * 7  # fmt: skip
