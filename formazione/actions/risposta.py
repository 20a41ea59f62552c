"""A sheet of answers: given on the public page by who was there, or copied by the office from paper."""

from collections.abc import Mapping

from django.db import transaction

from formazione.choices import GenereDomanda, StatoQuestionario
from formazione.models import Compilazione, Questionario, Risposta
from formazione.workflow import QUESTIONARIO
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente

CHIUSO = "Il questionario si è chiuso mentre rispondevi: grazie lo stesso."
# Primary key of a question → 1–5, the number of the answer chosen, or words.
Risposte = Mapping[int, int | str]


@transaction.atomic
def rispondi_questionario(questionario: Questionario, risposte: Risposte, *, impronta: str) -> bool:
    """Keep the answers of somebody, without her name; False when this ``impronta`` has already answered.

    Raises AttoRifiutato when the questionnaire takes no answers any more. Answers queue for a moment on its row: who
    closes it waits for those already begun.
    """
    attuale = Questionario.objects.select_for_update(no_key=True).get(pk=questionario.pk)
    if attuale.stato != StatoQuestionario.APERTO:
        raise AttoRifiutato(CHIUSO)
    compilazione, nuova = Compilazione.objects.get_or_create(
        questionario=attuale, impronta=impronta, defaults={"compilata_il": oggi()}
    )
    if nuova:
        _scrivi_risposte(compilazione, risposte)
    return nuova


@transaction.atomic
def trascrivi_questionario(questionario: Questionario, risposte: Risposte, *, utente: Utente) -> Compilazione:
    """A sheet filled in on paper, copied by the office."""
    bloccato = Questionario.objects.select_for_update(no_key=True).get(pk=questionario.pk)
    QUESTIONARIO.pretende("trascrivi", bloccato, utente)
    compilazione = Compilazione.objects.create(questionario=bloccato, compilata_il=oggi(), trascritta_da=utente)
    _scrivi_risposte(compilazione, risposte)
    return compilazione


def _scrivi_risposte(compilazione: Compilazione, risposte: Risposte) -> None:
    """Blank answers are not kept: a sheet says only what was said."""
    domande = {d.pk: d for d in compilazione.questionario.domande.all()}
    date = [(domande[chiave], valore) for chiave, valore in risposte.items() if chiave in domande and valore != ""]
    if not date:
        raise AttoRifiutato("Rispondi almeno a una domanda.")
    Risposta.objects.bulk_create(
        Risposta(compilazione=compilazione, domanda=domanda, testo=str(valore))
        if domanda.genere == GenereDomanda.TESTO
        else Risposta(compilazione=compilazione, domanda=domanda, valore=int(valore))
        for domanda, valore in date
    )
