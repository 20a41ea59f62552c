"""Acts on a questionnaire: prepared, written, opened, closed. Locks: the event, then the questionnaire."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction

from formazione.choices import StatoEvento, TipoQuestionario
from formazione.models import Domanda, Evento, Questionario
from formazione.queries.questionario import domande_scritte
from formazione.rules.questionario import CONSUETE, DomandaScritta, valuta_apertura, valuta_domande
from formazione.workflow import EVENTO, QUESTIONARIO
from valdera_housing.kit.codici import codice_segreto
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente, pretendi
from valdera_housing.models import Utente


@transaction.atomic
def prepara_questionario(evento: Evento, *, tipo: str, utente: Utente, copia: bool = False) -> Questionario:
    """A questionnaire to write: of liking it starts from the usual questions of the office.

    ``copia`` gives to a test the questions of the other test of the event. Raises AttoRifiutato when the event has
    one of this kind already, or there is nothing to copy.
    """
    bloccato = Evento.objects.select_for_update(no_key=True, of=("self",)).get(pk=evento.pk)
    EVENTO.pretende("prepara_questionario", bloccato, utente)
    tipo = TipoQuestionario(tipo)
    if bloccato.questionari.filter(tipo=tipo).exists():
        raise AttoRifiutato(f"Questo evento ha già il suo «{tipo.label}»: aprilo dalla scheda dell’evento.")
    domande = _di_partenza(bloccato, tipo, copia=copia)
    questionario = Questionario.objects.create(
        evento=bloccato, tipo=tipo, codice=codice_segreto(24), creato_da=utente
    )  # fmt: skip
    _scrivi_domande(questionario, domande)
    return questionario


def _di_partenza(evento: Evento, tipo: TipoQuestionario, *, copia: bool) -> Sequence[DomandaScritta]:
    if tipo == TipoQuestionario.GRADIMENTO:
        return CONSUETE
    if not copia:
        return ()
    altro = TipoQuestionario.TEST_INIZIALE if tipo == TipoQuestionario.TEST_FINALE else TipoQuestionario.TEST_FINALE
    domande = domande_scritte(Domanda.objects.filter(questionario__evento=evento, questionario__tipo=altro))
    if not domande:
        raise AttoRifiutato(f"Il «{altro.label}» di questo evento non ha domande da copiare.")
    return domande


@transaction.atomic
def modifica_questionario(
    questionario: Questionario, domande: Sequence[DomandaScritta], *, utente: Utente, versione: int
) -> Questionario:
    """Write the questions again, in this order; ModificaConcorrente when somebody saved meanwhile."""
    bloccato = _bloccato("modifica", questionario, utente)
    if bloccato.versione != versione:
        raise ModificaConcorrente
    pretendi(valuta_domande(bloccato.tipo, domande))
    _scrivi_domande(bloccato, domande)
    return _scrivi(bloccato)


def _scrivi_domande(questionario: Questionario, domande: Sequence[DomandaScritta]) -> None:
    """Number by number: in the history a question that stays as it was has not changed."""
    attuali = {d.numero: d for d in questionario.domande.all()}
    for numero, scritta in enumerate(domande, 1):
        domanda = attuali.pop(numero, None) or Domanda(questionario=questionario, numero=numero)
        nuovi = asdict(scritta) | {"opzioni": list(scritta.opzioni)}
        if domanda.pk and all(getattr(domanda, nome) == valore for nome, valore in nuovi.items()):
            continue
        for nome, valore in nuovi.items():
            setattr(domanda, nome, valore)
        domanda.save()
    for tolta in attuali.values():
        tolta.delete()


@transaction.atomic
def apri_questionario(questionario: Questionario, *, utente: Utente) -> Questionario:
    """From now on people answer, and the questions do not change any more."""
    bloccato = _bloccato("apri", questionario, utente)
    annullato = bloccato.evento.stato == StatoEvento.ANNULLATO
    pretendi(valuta_apertura(bloccato.tipo, domande_scritte(bloccato.domande.all()), annullato=annullato))
    return _scrivi(bloccato, stato=QUESTIONARIO["apri"].a)


@transaction.atomic
def chiudi_questionario(questionario: Questionario, *, utente: Utente) -> Questionario:
    """Nobody answers any more; it is not opened again."""
    return _scrivi(_bloccato("chiudi", questionario, utente), stato=QUESTIONARIO["chiudi"].a)


def _bloccato(atto: str, questionario: Questionario, utente: Utente) -> Questionario:
    righe = Questionario.objects.select_for_update(no_key=True, of=("self",)).select_related("evento")
    bloccato = righe.get(pk=questionario.pk)
    QUESTIONARIO.pretende(atto, bloccato, utente)
    return bloccato


def _scrivi(questionario: Questionario, **dati: Any) -> Questionario:
    for campo, valore in dati.items():
        setattr(questionario, campo, valore)
    questionario.versione += 1
    questionario.save(update_fields=[*dati, "versione"])
    return questionario
