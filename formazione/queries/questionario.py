"""Questionnaires and what was answered, counted by the database."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from formazione.choices import GenereDomanda, RegistroPresenze, TipoQuestionario
from formazione.models import Compilazione, Conteggio, Domanda, Evento, Iscrizione, Questionario, Risposta
from formazione.rules.questionario import (
    K_SOPPRESSIONE,
    TEST,
    Confronto,
    DomandaScritta,
    Risultato,
    confronti,
    media_dei,
    risultato,
)

PAROLE_MOSTRATE = 200


def con_conti(questionari: QuerySet[Questionario]) -> QuerySet[Questionario]:
    """Each with ``fogli`` answered, and ``voti`` from 1 to 5 with their ``somma``."""
    voti = Risposta.objects.filter(
        domanda__questionario=OuterRef("pk"), domanda__genere=GenereDomanda.SCALA
    ).values("domanda__questionario").order_by()  # fmt: skip
    fogli = Compilazione.objects.filter(questionario=OuterRef("pk")).values("questionario").order_by()
    return questionari.annotate(
        fogli=_conto(fogli.annotate(n=Count("pk")).values("n")),
        voti=_conto(voti.annotate(n=Count("pk")).values("n")),
        somma=_conto(voti.annotate(n=Sum("valore")).values("n")),
    )


def _conto(righe: QuerySet) -> Coalesce:
    return Coalesce(Subquery(righe, output_field=IntegerField()), Value(0))


def tipi_liberi(evento: Evento) -> list[TipoQuestionario]:
    """The kinds this event has no questionnaire of yet, in the order of the list."""
    fatti = set(evento.questionari.values_list("tipo", flat=True))
    return [tipo for tipo in TipoQuestionario if tipo not in fatti]


def domande_scritte(domande: Iterable[Domanda]) -> list[DomandaScritta]:
    return [DomandaScritta(d.testo, d.genere, tuple(d.opzioni), d.giusta) for d in domande]


# --- results -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Risultati:
    """What was answered to a questionnaire. ``soppresso``: too few sheets, only their number is told."""

    fogli: int
    trascritti: int
    presenti: int
    domande: tuple[Risultato, ...]
    media: Decimal | None
    confronti: tuple[Confronto, ...]

    @property
    def soppresso(self) -> bool:
        return self.fogli < K_SOPPRESSIONE


def risultati_di(questionario: Questionario) -> Risultati:
    """In at most five queries, whatever the number of sheets; of a test, with the other test of the same event."""
    chiavi = _da_leggere(questionario)
    fogli = _fogli(chiavi)
    conti = _conti(chiavi)
    per_questionario: dict[int, list[Risultato]] = defaultdict(list)
    for domanda in Domanda.objects.filter(questionario__in=chiavi).order_by("numero"):
        quanti = fogli.get(domanda.questionario_id, (0, 0))[0]
        per_questionario[domanda.questionario_id].append(risultato(domanda, conti[domanda.pk], quanti))
    domande = tuple(per_questionario[questionario.pk])
    fatti, trascritti = fogli.get(questionario.pk, (0, 0))
    return Risultati(
        fogli=fatti,
        trascritti=trascritti,
        presenti=presenti_a(questionario.evento),
        domande=domande,
        media=media_dei(domande),
        confronti=confronti(*(per_questionario[chiave] for chiave in chiavi)) if len(chiavi) > 1 else (),
    )


def _da_leggere(questionario: Questionario) -> list[int]:
    """The questionnaire alone or, when both tests were made, the initial and the final one."""
    if questionario.tipo not in TEST:
        return [questionario.pk]
    test = Questionario.objects.filter(evento=questionario.evento_id, tipo__in=TEST)
    # TEST_INIZIALE comes after TEST_FINALE in the alphabet.
    return list(test.order_by("-tipo").values_list("pk", flat=True))


def _fogli(chiavi: list[int]) -> dict[int, tuple[int, int]]:
    """How many sheets, and how many of them were copied from paper, for each questionnaire."""
    righe = Compilazione.objects.filter(questionario__in=chiavi).order_by().values("questionario")
    return {
        riga["questionario"]: (riga["fogli"], riga["trascritti"])
        for riga in righe.annotate(fogli=Count("pk"), trascritti=Count("trascritta_da"))
    }


def _conti(chiavi: list[int]) -> dict[int, dict[int | None, int]]:
    """For each question, how many gave each answer; words are counted under None."""
    conti: dict[int, dict[int | None, int]] = defaultdict(dict)
    righe = Risposta.objects.filter(domanda__questionario__in=chiavi).order_by().values("domanda", "valore")
    for riga in righe.annotate(quanti=Count("pk")):
        conti[riga["domanda"]][riga["valore"]] = riga["quanti"]
    return conti


def presenti_a(evento: Evento) -> int:
    """People who were there: by name, or counted at the fullest session."""
    if evento.registro == RegistroPresenze.NOMINATIVO:
        return Iscrizione.objects.filter(evento=evento, minuti__gt=0).count()
    contati = Conteggio.objects.filter(sessione__evento=evento).order_by().values("sessione")
    return contati.annotate(persone=Sum("quanti")).order_by("-persone").values_list("persone", flat=True).first() or 0


@dataclass(frozen=True)
class Parole:
    """What people wrote to a question, in alphabetical order: nothing says on which sheet."""

    domanda: str
    testi: list[str]


def parole_di(questionario: Questionario) -> list[Parole]:
    """At most ``PAROLE_MOSTRATE`` answers in words; none while the sheets are too few (see ``Risultati``)."""
    righe = (
        Risposta.objects.filter(domanda__questionario=questionario, domanda__genere=GenereDomanda.TESTO)
        .order_by("domanda__numero", "testo")
        .values_list("domanda__testo", "testo")[:PAROLE_MOSTRATE]
    )
    per_domanda: dict[str, list[str]] = {}
    for domanda, testo in righe:
        per_domanda.setdefault(domanda, []).append(testo)
    return [Parole(domanda, testi) for domanda, testi in per_domanda.items()]


@dataclass(frozen=True)
class Foglio:
    """A sheet for the spreadsheet: a number that says nothing, and its answers by question."""

    numero: int
    su_carta: bool
    risposte: dict[int, str]


def fogli_di(questionario: Questionario, domande: list[Domanda]) -> list[Foglio]:
    """Every sheet with its answers in words, in an order that does not tell who came first."""
    nomi = {d.pk: d for d in domande}
    compilazioni = questionario.compilazioni.order_by("impronta", "pk").prefetch_related("risposte")
    return [
        Foglio(
            numero,
            compilazione.trascritta_da_id is not None,
            {r.domanda_id: in_parole(nomi[r.domanda_id], r) for r in compilazione.risposte.all()},
        )
        for numero, compilazione in enumerate(compilazioni, 1)
    ]


def in_parole(domanda: Domanda, risposta: Risposta) -> str:
    if domanda.genere == GenereDomanda.SCELTA and risposta.valore is not None:
        return str(domanda.opzioni[risposta.valore - 1])
    return risposta.testo or str(risposta.valore)


def cercati(questionari: QuerySet[Questionario], parole: str) -> QuerySet[Questionario]:
    """By words of number and title of the event."""
    return questionari.filter(Q(evento__in=Evento.objects.cercati(parole).order_by().values("pk")))
