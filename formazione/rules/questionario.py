"""What may be asked, and how answers become figures: means and shares (half-up), before and after, none too few."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from formazione.choices import GenereDomanda, TipoQuestionario
from valdera_housing.kit.esito import Esito, no

# Fewer sheets than these, and a figure would say who wrote it.
K_SOPPRESSIONE = 3
VOTI = (1, 2, 3, 4, 5)
ESTREMI = {1: "1 (per niente)", 5: "5 (moltissimo)"}
MASSIMO_DOMANDE, MASSIMO_OPZIONI, MASSIMO_OPZIONE = 30, 10, 160
TEST = (TipoQuestionario.TEST_INIZIALE, TipoQuestionario.TEST_FINALE)


@dataclass(frozen=True)
class DomandaScritta:
    """A question as it is written: ``giusta`` is the number, from 1, of the right one of ``opzioni``."""

    testo: str
    genere: str = GenereDomanda.SCALA
    opzioni: tuple[str, ...] = ()
    giusta: int | None = None


CONSUETE = (
    DomandaScritta("Quanto ti è stato utile?"),
    DomandaScritta("Quanto è stato chiaro?"),
    DomandaScritta("Come hai trovato i docenti?"),
    DomandaScritta("Come hai trovato l’organizzazione: orari, luogo, materiali?"),
    DomandaScritta("Che cosa cambieresti?", GenereDomanda.TESTO),
)


def difetti(tipo: str, domanda: DomandaScritta) -> list[tuple[str, str]]:
    """What is wrong with a question: (part of the question, sentence)."""
    trovati = [] if domanda.testo else [("testo", "Scrivi la domanda.")]
    if domanda.genere != GenereDomanda.SCELTA:
        if domanda.opzioni:
            trovati.append(("opzioni", "Le risposte possibili servono solo a «Una risposta fra più»: toglile."))
        if domanda.giusta is not None:
            trovati.append(("giusta", "La risposta giusta si dice solo di «Una risposta fra più»: toglila."))
        return trovati
    return trovati + _difetti_opzioni(domanda.opzioni) + _difetti_giusta(tipo, domanda)


def _difetti_opzioni(opzioni: Sequence[str]) -> list[tuple[str, str]]:
    if not 2 <= len(opzioni) <= MASSIMO_OPZIONI:
        return [("opzioni", f"Scrivi da 2 a {MASSIMO_OPZIONI} risposte possibili, una per riga.")]
    if any(len(opzione) > MASSIMO_OPZIONE for opzione in opzioni):
        return [
            ("opzioni", f"Una risposta possibile è al massimo di {MASSIMO_OPZIONE} lettere: accorcia la più lunga.")
        ]
    if len({opzione.casefold() for opzione in opzioni}) < len(opzioni):
        return [("opzioni", "Due risposte possibili sono uguali.")]
    return []


def _difetti_giusta(tipo: str, domanda: DomandaScritta) -> list[tuple[str, str]]:
    if tipo not in TEST:
        return [] if domanda.giusta is None else [("giusta", "La risposta giusta si dice solo nei test.")]
    if domanda.giusta is None:
        return [("giusta", "Scrivi quale risposta è giusta: il numero della sua riga.")]
    if not 1 <= domanda.giusta <= len(domanda.opzioni):
        return [("giusta", "È il numero di una delle righe scritte sopra.")]
    return []


def valuta_domande(tipo: str, domande: Sequence[DomandaScritta]) -> Esito:
    """Whether these questions may be kept in a questionnaire of this kind."""
    if len(domande) > MASSIMO_DOMANDE:
        return Esito((no(f"Le domande sono {len(domande)}: al massimo {MASSIMO_DOMANDE}."),))
    return Esito(
        tuple(
            no(f"Domanda {numero}: {frase[:1].lower()}{frase[1:]}")
            for numero, domanda in enumerate(domande, 1)
            for _, frase in difetti(tipo, domanda)
        )
    )


def valuta_apertura(tipo: str, domande: Sequence[DomandaScritta], *, annullato: bool) -> Esito:
    """Whether people may begin to answer."""
    if annullato:
        return Esito((no("L’evento è annullato: non c’è niente da chiedere a chi ha partecipato."),))
    if not domande:
        return Esito((no("Scrivi almeno una domanda, poi apri il questionario."),))
    return valuta_domande(tipo, domande)


# --- figures -------------------------------------------------------------------------------------------------


class DomandaLetta(Protocol):
    numero: int
    testo: str
    genere: str
    giusta: int | None

    @property
    def opzioni(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Fetta:
    """One of the answers one could give: how many gave it, and which share of those who answered."""

    etichetta: str
    quanti: int
    quota: Decimal | None
    giusta: bool = False

    @property
    def larghezza(self) -> str:
        return larghezza(self.quota or Decimal(0))


@dataclass(frozen=True)
class Risultato:
    """The answers to a question; ``soppresso`` when they are too few to be told apart: then no figure is there.

    ``giuste`` is the share of right answers among all the sheets: who leaves it blank did not know.
    """

    numero: int
    testo: str
    genere: str
    risposte: int
    soppresso: bool
    media: Decimal | None = None
    fette: tuple[Fetta, ...] = ()
    giuste: Decimal | None = None
    bianche: int = 0

    @property
    def larghezza(self) -> str:
        """Of the bar of the mean: empty at 1, whole at 5."""
        return larghezza(((self.media or Decimal(1)) - 1) / 4)


@dataclass(frozen=True)
class Confronto:
    """The same question before and after: shares of right answers, and the difference in points of per cent."""

    testo: str
    prima: Decimal
    dopo: Decimal

    @property
    def differenza(self) -> Decimal:
        return arrotondata(self.dopo * 100, 1) - arrotondata(self.prima * 100, 1)

    @property
    def larghezza_prima(self) -> str:
        return larghezza(self.prima)

    @property
    def larghezza_dopo(self) -> str:
        return larghezza(self.dopo)


def larghezza(parte: Decimal) -> str:
    """A share as the width of a bar."""
    return f"{arrotondata(parte * 100, 1)}%"


def arrotondata(valore: Decimal, decimali: int = 2) -> Decimal:
    """Half-up, as the office rounds."""
    return valore.quantize(Decimal(1).scaleb(-decimali), ROUND_HALF_UP)


def quota(parte: int, tutto: int) -> Decimal | None:
    return Decimal(parte) / tutto if tutto else None


def media(somma: int, quanti: int) -> Decimal | None:
    """The mean of some votes, to the hundredth."""
    return arrotondata(Decimal(somma) / quanti) if quanti else None


def media_mostrabile(somma: int, quanti: int, fogli: int) -> Decimal | None:
    """The same, unless the sheets are so few that it would say who wrote them."""
    return media(somma, quanti) if min(quanti, fogli) >= K_SOPPRESSIONE else None


def risultato(domanda: DomandaLetta, conti: Mapping[int | None, int], fogli: int) -> Risultato:
    """``conti`` is how many chose each value (None for words), ``fogli`` how many sheets there are."""
    risposte = sum(conti.values())
    nota = (domanda.numero, domanda.testo, domanda.genere, risposte)
    if min(risposte, fogli) < K_SOPPRESSIONE:
        return Risultato(*nota, soppresso=True)
    if domanda.genere == GenereDomanda.TESTO:
        return Risultato(*nota, soppresso=False)
    nomi = domanda.opzioni if domanda.genere == GenereDomanda.SCELTA else [ESTREMI.get(v, str(v)) for v in VOTI]
    fette = tuple(
        Fetta(nome, conti.get(valore, 0), quota(conti.get(valore, 0), risposte), valore == domanda.giusta)
        for valore, nome in enumerate(nomi, 1)
    )
    if domanda.genere == GenereDomanda.SCALA:
        somma = sum(valore * quanti for valore, quanti in conti.items() if valore is not None)
        return Risultato(*nota, soppresso=False, fette=fette, media=media(somma, risposte))
    giuste = None if domanda.giusta is None else quota(conti.get(domanda.giusta, 0), fogli)
    return Risultato(*nota, soppresso=False, fette=fette, giuste=giuste, bianche=fogli - risposte)


def media_dei(risultati: Iterable[Risultato]) -> Decimal | None:
    """The mean of all the votes that are shown, each counting once."""
    conti: Counter[int] = Counter()
    for uno in risultati:
        if uno.media is not None:
            conti.update(dict(enumerate((fetta.quanti for fetta in uno.fette), 1)))
    return media(sum(voto * quanti for voto, quanti in conti.items()), conti.total())


def confronti(prima: Iterable[Risultato], dopo: Iterable[Risultato]) -> tuple[Confronto, ...]:
    """The questions with a right answer asked, with the same words, in both tests, and shown in both."""
    giuste = {uno.testo.casefold(): uno.giuste for uno in prima if uno.giuste is not None}
    return tuple(
        Confronto(uno.testo, giuste[uno.testo.casefold()], uno.giuste)
        for uno in dopo
        if uno.giuste is not None and uno.testo.casefold() in giuste
    )
