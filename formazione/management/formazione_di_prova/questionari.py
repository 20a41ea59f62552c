"""What people thought of the events."""

from datetime import timedelta

from formazione.choices import GenereDomanda, StatoQuestionario, TipoQuestionario
from formazione.models import Compilazione, Domanda, Evento, Questionario, Risposta

PAROLE = ("Più esempi pratici", "", "Tutto chiaro, grazie", "", "Orario migliore dopo cena", "", "", "Da rifare")
SFUMATURE = (0, 0, -1, 0, 1, -1, 0)
DOMANDE = ("Quanto ti è servito?", "Era chiaro?", "Come erano i docenti?", "Com’era organizzato?")


def carica_gradimento(evento: Evento, voti: tuple[int, ...]) -> None:
    """The office's usual questions, answered on paper by some of those present, then closed."""
    questionario = Questionario.objects.create(
        evento=evento, tipo=TipoQuestionario.GRADIMENTO, codice=f"gradimento-{evento.codice}",
        creato_da=evento.referente,
    )  # fmt: skip
    domande = Domanda.objects.bulk_create(
        Domanda(questionario=questionario, numero=n, testo=testo) for n, testo in enumerate(DOMANDE, start=1)
    )
    libera = Domanda.objects.create(
        questionario=questionario, numero=5, testo="Che cosa cambieresti?", genere=GenereDomanda.TESTO
    )
    _porta(questionario, StatoQuestionario.APERTO)
    for n, voto in enumerate(voti):
        compilazione = Compilazione.objects.create(
            questionario=questionario, compilata_il=evento.finisce_il + timedelta(days=1),
            trascritta_da=evento.referente,
        )  # fmt: skip
        Risposta.objects.bulk_create(
            Risposta(compilazione=compilazione, domanda=domanda, valore=_voto(voto, n, p))
            for p, domanda in enumerate(domande)
        )
        if PAROLE[n % len(PAROLE)]:
            Risposta.objects.create(compilazione=compilazione, domanda=libera, testo=PAROLE[n % len(PAROLE)])
    _porta(questionario, StatoQuestionario.CHIUSO)


def _voto(voto: int, persona: int, domanda: int) -> int:
    """Nobody answers the same to everything."""
    return min(max(voto + SFUMATURE[(persona + 3 * domanda) % len(SFUMATURE)], 1), 5)


def _porta(questionario: Questionario, stato: StatoQuestionario) -> None:
    questionario.stato = stato
    questionario.save(update_fields=["stato"])
