from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from formazione.models import Domanda
from formazione.queries.questionario import Foglio, Risultati
from formazione.rules.questionario import arrotondata, media_mostrabile
from valdera_housing.kit.foglio import Colonne

QUESTIONARI: Colonne = (
    ("Numero dell’evento", lambda q: q.evento.numero),
    ("Evento", lambda q: q.evento.titolo),
    ("Comincia il", lambda q: q.evento.inizia_il),
    ("Questionario", lambda q: q.get_tipo_display()),
    ("Stato", lambda q: q.get_stato_display()),
    ("Fogli", lambda q: q.fogli),
    ("Media da 1 a 5", lambda q: media_mostrabile(q.somma, q.voti, q.fogli)),
)


class RigaTotale(NamedTuple):
    numero: int
    domanda: str
    risposta: str
    quante: int
    quota: Decimal | None
    media: Decimal | None
    giuste: Decimal | None


TOTALI: Colonne = (
    ("Domanda n.", lambda r: r.numero),
    ("Domanda", lambda r: r.domanda),
    ("Risposta", lambda r: r.risposta),
    ("Quante", lambda r: r.quante),
    ("Quota %", lambda r: r.quota),
    ("Media", lambda r: r.media),
    ("Giuste %", lambda r: r.giuste),
)


def righe_totali(risultati: Risultati) -> Iterator[RigaTotale]:
    """A row for each question, then one for each of its answers; too few, and only how many they are."""
    for uno in risultati.domande:
        detta = "Troppo poche per mostrarle" if uno.soppresso else "Tutte"
        yield RigaTotale(uno.numero, uno.testo, detta, uno.risposte, None, uno.media, _percento(uno.giuste))
        for fetta in uno.fette:
            nome = f"{fetta.etichetta}, giusta" if fetta.giusta else fetta.etichetta
            yield RigaTotale(uno.numero, uno.testo, nome, fetta.quanti, _percento(fetta.quota), None, None)


def _percento(quota: Decimal | None) -> Decimal | None:
    return None if quota is None else arrotondata(quota * 100, 1)


def colonne_risposte(domande: Sequence[Domanda]) -> Colonne:
    """A column for each question."""
    prime: list = [("Foglio", lambda f: f.numero), ("Su carta", lambda f: "sì" if f.su_carta else "no")]
    return [*prime, *((f"{d.numero}. {d.testo}", _risposta_a(d.pk)) for d in domande)]


def _risposta_a(chiave: int) -> Callable[[Foglio], str]:
    def leggi(foglio: Foglio) -> str:
        return foglio.risposte.get(chiave, "")

    return leggi
