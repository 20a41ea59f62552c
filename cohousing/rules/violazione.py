"""The ladder when a rule of the house is not kept: a talk, first and second warning, the proposal to leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cohousing.choices import Gravita, Provvedimento
from valdera_housing.kit.esito import Esito, avviso, no
from valdera_housing.kit.giorni import in_cifre

SCALA = (
    "Prima se ne parla; poi il primo richiamo, poi il secondo, poi la proposta di allontanamento. "
    "Un fatto gravissimo porta subito alla proposta."
)
# What a measure leans on: the second warning on the first, the proposal on the second.
SI_APPOGGIA_A = {
    Provvedimento.SECONDO_RICHIAMO: Provvedimento.PRIMO_RICHIAMO,
    Provvedimento.PROPOSTA_ALLONTANAMENTO: Provvedimento.SECONDO_RICHIAMO,
}
DOPO = {
    Provvedimento.PRIMO_RICHIAMO: (
        "Se una regola della casa non è rispettata di nuovo può seguire un secondo richiamo; dopo il secondo si può "
        "proporre che il nucleo lasci la casa."
    ),
    Provvedimento.SECONDO_RICHIAMO: (
        "È il secondo richiamo: se una regola della casa non è rispettata di nuovo, si può proporre che il nucleo "
        "lasci la casa."
    ),
    Provvedimento.PROPOSTA_ALLONTANAMENTO: (
        "Proponiamo che il nucleo lasci la casa. Prima che si decida puoi raccontare la tua versione, a voce o per "
        "iscritto, all’operatore di riferimento; la decisione ti sarà comunicata."
    ),
}


@dataclass(frozen=True)
class Preso:
    """A measure already taken and still standing."""

    provvedimento: str
    giorno: date
    gravita: str = Gravita.LIEVE
    comunicato: bool = True


@dataclass(frozen=True)
class DatiViolazione:
    """What is being written down, with the day the household came in."""

    giorno: date
    gravita: str
    provvedimento: str
    inizio: date
    oggi: date


def misure_possibili(presi: Sequence[Preso]) -> list[Provvedimento]:
    """The measures that may follow now, in the order of the ladder; each warning is given once.

    The proposal is there from the beginning, because a very grave fact asks for it: its gravity is not known yet.
    """
    gia = {preso.provvedimento for preso in presi}
    possibili = [Provvedimento.NESSUNO]
    if Provvedimento.PRIMO_RICHIAMO not in gia:
        possibili.append(Provvedimento.PRIMO_RICHIAMO)
    elif Provvedimento.SECONDO_RICHIAMO not in gia:
        possibili.append(Provvedimento.SECONDO_RICHIAMO)
    if Provvedimento.PROPOSTA_ALLONTANAMENTO not in gia:
        possibili.append(Provvedimento.PROPOSTA_ALLONTANAMENTO)
    return possibili


def solo_se_gravissimo(presi: Sequence[Preso]) -> bool:
    """Whether the proposal needs a very grave fact, because the second warning has not been given."""
    return all(preso.provvedimento != Provvedimento.SECONDO_RICHIAMO for preso in presi)


def valuta_violazione(dati: DatiViolazione, presi: Sequence[Preso]) -> Esito:
    """Rules hold for who lives in the house; one step of the ladder after the other, each once."""
    motivi = []
    if dati.giorno > dati.oggi:
        motivi.append(no("Il giorno è nel futuro: annotalo quando è successo."))
    if dati.giorno < dati.inizio:
        motivi.append(no(f"Le regole valgono da quando il nucleo è entrato, il {in_cifre(dati.inizio)}."))
    quale = Provvedimento(dati.provvedimento)
    if quale == Provvedimento.NESSUNO:
        return Esito(tuple(motivi))
    if uguale := next((p for p in presi if p.provvedimento == quale), None):
        motivi.append(no(f"«{quale.label}» c’è già stato, per un fatto del {in_cifre(uguale.giorno)}."))
    return Esito((*motivi, *_gradino(dati, quale, presi)))


def _gradino(dati: DatiViolazione, quale: Provvedimento, presi: Sequence[Preso]) -> list:
    """The step before is there, of a day not after this one, and was told."""
    sotto = SI_APPOGGIA_A.get(quale)
    if sotto is None or (quale == Provvedimento.PROPOSTA_ALLONTANAMENTO and dati.gravita == Gravita.GRAVISSIMA):
        return []
    prima = next((p for p in presi if p.provvedimento == sotto), None)
    if prima is None:
        salvo = ", salvo un fatto gravissimo" if quale == Provvedimento.PROPOSTA_ALLONTANAMENTO else ""
        return [no(f"«{quale.label}» segue «{sotto.label}», che non c’è ancora{salvo}.")]
    if prima.giorno > dati.giorno:
        return [no(f"«{sotto.label}» è per un fatto del {in_cifre(prima.giorno)}: questo è successo prima.")]
    if not prima.comunicato:
        return [avviso(f"«{sotto.label}» non risulta ancora comunicato: registra quando l’hai detto.")]
    return []


def valuta_comunicazione(
    provvedimento: str, giorno: date, gia_comunicato: date | None, quando: date, oggi: date
) -> Esito:
    """The day a measure was told: once, not before the fact and not tomorrow. A talk tells itself."""
    motivi = []
    if provvedimento == Provvedimento.NESSUNO:
        motivi.append(no("Se ne è già parlato: non c’è un richiamo da comunicare."))
    if gia_comunicato:
        motivi.append(no(f"È già stato comunicato il {in_cifre(gia_comunicato)}."))
    if quando < giorno:
        motivi.append(no(f"Il fatto è del {in_cifre(giorno)}: si comunica da quel giorno in poi."))
    if quando > oggi:
        motivi.append(no("Il giorno è nel futuro: registralo quando l’hai detto."))
    return Esito(tuple(motivi))


def valuta_annullamento(provvedimento: str, altri: Sequence[Preso], *, allontanato: bool) -> Esito:
    """What a later measure leans on stays; ``allontanato``: the stay ended because of the proposal."""
    if provvedimento == Provvedimento.PROPOSTA_ALLONTANAMENTO and allontanato:
        return Esito((no("La permanenza è finita con questo allontanamento: non si annulla più."),))
    return Esito(
        tuple(
            no(f"Su questo si appoggia «{Provvedimento(altro.provvedimento).label}»: annulla prima quello.")
            for altro in altri
            if SI_APPOGGIA_A.get(Provvedimento(altro.provvedimento)) == provvedimento
            and not (
                altro.provvedimento == Provvedimento.PROPOSTA_ALLONTANAMENTO and altro.gravita == Gravita.GRAVISSIMA
            )
        )
    )
