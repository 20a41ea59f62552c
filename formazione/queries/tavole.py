"""Table T11 of the quarterly report (domain.md 6.10): events, people, hours, questionnaires, campaigns."""

from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal

from formazione.choices import Canale, Destinatario, TipoEvento
from formazione.queries.archivio import Archivio, Svolto
from formazione.queries.indicatori import ore
from valdera_housing.linea import CifraTavola, Tavola
from valdera_housing.models import Trimestre

TUTTA_UNIONE = "Tutta l’Unione"
NOTA_PERSONE = (
    "Chi partecipa a due eventi conta due volte. Chi è contato senza nome vale come nell’incontro più pieno."
)


def tavole(trimestre: Trimestre) -> list[Tavola]:
    """The tables of the quarter, beside the one before; a fixed number of queries whatever the rows."""
    prima = Trimestre.objects.filter(convenzione=trimestre.convenzione_id, numero=trimestre.numero - 1).first()
    archivio = Archivio([trimestre, prima])

    def due(conta: Callable[[list[Svolto]], dict[str, int]]) -> tuple[dict[str, int], dict[str, int] | None]:
        return conta(archivio.svolti(trimestre)), conta(archivio.svolti(prima)) if prima else None

    contenuti = (
        _contenuti(archivio, trimestre),
        _contenuti(archivio, prima) if prima else None,
    )
    trovate = [
        _numeri("Eventi svolti, per tipo", "eventi", *due(_per_tipo)),
        _numeri("Eventi svolti, per comune", "eventi", *due(_per_comune)),
        _persone("Partecipanti, per gruppo", *due(_per_gruppo), nota=NOTA_PERSONE),
        _persone("Partecipanti, per tipo di evento", *due(_persone_per_tipo)),
        _persone("Partecipanti, per comune", *due(_persone_per_comune)),
        _ore(archivio, trimestre, prima),
        _numeri("Contenuti pubblicati, per canale", "contenuti", *contenuti),
    ]
    return [tavola for tavola in trovate if any(riga.valore or riga.precedente for riga in tavola.righe)]


def _per_tipo(eventi: list[Svolto]) -> dict[str, int]:
    conto = Counter(e.tipo for e in eventi)
    return {tipo.label: conto[tipo] for tipo in TipoEvento if conto[tipo]}


def _per_comune(eventi: list[Svolto]) -> dict[str, int]:
    return dict(sorted(Counter(e.comune or TUTTA_UNIONE for e in eventi).items()))


def _per_gruppo(eventi: list[Svolto]) -> dict[str, int]:
    conto: Counter[str] = Counter()
    for evento in eventi:
        conto.update(evento.persone)
    return {gruppo.label: conto[gruppo] for gruppo in Destinatario if conto[gruppo]}


def _persone_per_tipo(eventi: list[Svolto]) -> dict[str, int]:
    conto: Counter[str] = Counter()
    for evento in eventi:
        conto[evento.tipo] += evento.partecipanti
    return {tipo.label: conto[tipo] for tipo in TipoEvento if conto[tipo]}


def _persone_per_comune(eventi: list[Svolto]) -> dict[str, int]:
    conto: Counter[str] = Counter()
    for evento in eventi:
        conto[evento.comune or TUTTA_UNIONE] += evento.partecipanti
    return {nome: quanti for nome, quanti in sorted(conto.items()) if quanti}


def _contenuti(archivio: Archivio, trimestre: Trimestre) -> dict[str, int]:
    conto = Counter(c.canale for c in archivio.contenuti(trimestre))
    return {canale.label: conto[canale] for canale in Canale if conto[canale]}


def _ore(archivio: Archivio, trimestre: Trimestre, prima: Trimestre | None) -> Tavola:
    """Hours by kind of event: of the sessions, and of all those who were there."""
    adesso, allora = archivio.svolti(trimestre), archivio.svolti(prima) if prima else None
    righe = []
    for tipo in TipoEvento:
        suoi, di_prima = _del_tipo(adesso, tipo), None if allora is None else _del_tipo(allora, tipo)
        if suoi or di_prima:
            righe.append(
                CifraTavola(
                    f"{tipo.label}, ore di incontri",
                    "ore",
                    ore(sum(e.minuti for e in suoi)),
                    None if di_prima is None else ore(sum(e.minuti for e in di_prima)),
                )
            )
            righe.append(
                CifraTavola(
                    f"{tipo.label}, ore frequentate",
                    "ore",
                    ore(sum(e.minuti_persona for e in suoi)),
                    None if di_prima is None else ore(sum(e.minuti_persona for e in di_prima)),
                    (_quante_persone(suoi), _quante_persone(di_prima or [])),
                )
            )
    return Tavola("Ore, per tipo di evento", righe)


def _del_tipo(eventi: list[Svolto], tipo: str) -> list[Svolto]:
    return [evento for evento in eventi if evento.tipo == tipo]


def _quante_persone(eventi: list[Svolto]) -> int | None:
    return sum(evento.partecipanti for evento in eventi) or None


def _persone(titolo: str, adesso: Mapping[str, int], allora: Mapping[str, int] | None, nota: str = "") -> Tavola:
    """Counts of people: the small ones are hidden with their complement."""
    return _conteggi(titolo, "persone", adesso, allora, nota, conteggi=True)


def _numeri(titolo: str, unita: str, adesso: Mapping[str, int], allora: Mapping[str, int] | None) -> Tavola:
    """Counts of events and contents, which hide nobody."""
    return _conteggi(titolo, unita, adesso, allora, "", conteggi=False)


def _conteggi(
    titolo: str,
    unita: str,
    adesso: Mapping[str, int],
    allora: Mapping[str, int] | None,
    nota: str,
    *,
    conteggi: bool,
) -> Tavola:
    righe = [
        CifraTavola(
            nome, unita, Decimal(adesso.get(nome, 0)), None if allora is None else Decimal(allora.get(nome, 0))
        )
        for nome in dict.fromkeys([*adesso, *(allora or {})])
    ]
    return Tavola(titolo, righe, nota, conteggi=conteggi)
