from datetime import date
from typing import Any

from formazione.choices import GenereDomanda, StatoQuestionario, TipoQuestionario
from formazione.models import Compilazione, Domanda, Evento, Questionario, Risposta
from tests.factories.formazione import EventoFactory, QuestionarioFactory

SCELTA, TESTO = GenereDomanda.SCELTA, GenereDomanda.TESTO
DOMANDE = (("Quanto ti è servito?", "SCALA", []), ("Chi paga la caldaia?", SCELTA, ["Chi affitta", "Chi abita"]),
           ("Che cosa cambieresti?", TESTO, []))  # fmt: skip
INIZIALE, FINALE, APERTO = TipoQuestionario.TEST_INIZIALE, TipoQuestionario.TEST_FINALE, StatoQuestionario.APERTO


def apri_test(evento: Evento, tipo: str) -> Questionario:
    """Three questions, one of each kind, to be answered."""
    questionario = Questionario.objects.create(
        evento=evento, tipo=tipo, codice=f"mondo-{tipo.lower().replace('_', '-')}", creato_da=evento.referente
    )
    Domanda.objects.bulk_create(
        Domanda(
            questionario=questionario, numero=n, testo=testo, genere=genere, opzioni=opzioni,
            giusta=1 if opzioni else None,
        )
        for n, (testo, genere, opzioni) in enumerate(DOMANDE, 1)
    )  # fmt: skip
    questionario.stato = APERTO
    questionario.save()
    return questionario


def compila(questionario: Questionario, quanti: int) -> None:
    """So many sheets with all the answers."""
    fogli = Compilazione.objects.bulk_create(
        Compilazione(questionario=questionario, compilata_il=date(2026, 11, 12)) for _ in range(quanti)
    )
    Risposta.objects.bulk_create(
        Risposta(
            compilazione=foglio, domanda=domanda, valore=None if domanda.genere == TESTO else 1,
            testo="Più tempo per le domande" if domanda.genere == TESTO else "",
        )
        for foglio in fogli
        for domanda in questionario.domande.all()
    )  # fmt: skip


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """Both tests of an event, open and answered; one still being written; as many more of liking, one each event."""
    evento = EventoFactory(numero="EV-2016-00000", codice="mondo-q", referente=mondo.ets)
    iniziale, finale = apri_test(evento, INIZIALE), apri_test(evento, FINALE)
    compila(iniziale, 3)
    compila(finale, quanti + 2)
    da_scrivere = QuestionarioFactory(evento=evento)
    altri = Evento.objects.bulk_create(
        Evento(
            numero=f"EV-2016-{n:05d}", codice=f"mondo-q-{n:06d}", titolo=f"Serata {n}", tipo=evento.tipo,
            destinatari=evento.destinatari, descrizione="Di che cosa si parla", referente=evento.referente,
            creato_da=evento.referente, creato_il=date(2026, 3, 1),
        )
        for n in range(1, quanti)
    )  # fmt: skip
    Questionario.objects.bulk_create(
        Questionario(evento=e, tipo=INIZIALE, codice=f"mondo-q-{e.pk}", creato_da=e.referente) for e in altri
    )
    return {
        "questionario": finale,
        "questionario_modifica": da_scrivere,
        "questionario_apri": da_scrivere,
        "formazione:pubblica_questionario/codice": iniziale.codice,
    }
