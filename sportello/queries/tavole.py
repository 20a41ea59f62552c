"""Table T9 of the quarterly report (domain.md 6.10): accesses, cases, evictions, applications."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Count, Func, TextField

from sportello.choices import Canale, EsitoSfratto, FaseSfratto, MotivoAccesso, TipoMisura
from sportello.models import Accesso, EventoSfratto
from sportello.queries.archivio import Archivio, istanti
from sportello.queries.indicatori import per_comune
from sportello.rules.sfratto import Evento, fase_di
from valdera_housing.choices import EsitoCaso
from valdera_housing.kit.denaro import ZERO
from valdera_housing.linea import CifraTavola, Tavola
from valdera_housing.models import Caso, Trimestre


def tavole(trimestre: Trimestre) -> list[Tavola]:
    """The tables of the quarter, beside the one before; a fixed number of queries whatever the rows."""
    prima = Trimestre.objects.filter(convenzione=trimestre.convenzione_id, numero=trimestre.numero - 1).first()
    archivio = Archivio([trimestre, prima])
    trovate = [
        _conteggi("Accessi per comune di residenza", "accessi", *_due(per_comune, archivio, trimestre, prima)),
        _conteggi("Accessi per canale", "accessi", *_due(_per_canale, archivio, trimestre, prima)),
        _conteggi(
            "Accessi per motivo", "accessi", *_due(_per_motivo, archivio, trimestre, prima),
            nota="Un accesso può avere più motivi.", sommano=False,
        ),
        _conteggi("Casi", "casi", *_due(_casi, archivio, trimestre, prima), sommano=False),
        _conteggi("Sfratti seguiti a fine trimestre, per fase", "sfratti", *_due(_fasi, archivio, trimestre, prima)),
        _conteggi("Sfratti chiusi nel trimestre", "sfratti", *_due(_esiti, archivio, trimestre, prima)),
        _domande(archivio, trimestre, prima),
    ]  # fmt: skip
    return [tavola for tavola in trovate if any(riga.valore or riga.precedente for riga in tavola.righe)]


def _due(
    conta: Callable[[Archivio, Trimestre], Mapping[str, int]],
    archivio: Archivio,
    trimestre: Trimestre,
    prima: Trimestre | None,
) -> tuple[Mapping[str, int], Mapping[str, int] | None]:
    return conta(archivio, trimestre), conta(archivio, prima) if prima else None


def _conteggi(
    titolo: str,
    unita: str,
    adesso: Mapping[str, int],
    allora: Mapping[str, int] | None,
    nota: str = "",
    *,
    sommano: bool = True,
) -> Tavola:
    """Counts of people and households: the small ones are hidden, with their complement where the rows add up."""
    righe = []
    for nome in dict.fromkeys([*adesso, *(allora or {})]):
        quanti, prima = adesso.get(nome, 0), None if allora is None else allora.get(nome, 0)
        valori = (Decimal(quanti), None if prima is None else Decimal(prima))
        righe.append(CifraTavola(nome, unita, *valori, nuclei=(quanti or None, prima or None)))
    return Tavola(titolo, righe, nota, conteggi=sommano)


def _per_canale(archivio: Archivio, trimestre: Trimestre) -> dict[str, int]:
    conto: Counter[str] = Counter()
    for gruppo in archivio.accessi(trimestre):
        conto[gruppo.canale] += gruppo.quanti
    return {canale.label: conto[canale] for canale in Canale if conto[canale]}


def _per_motivo(_archivio: Archivio, trimestre: Trimestre) -> dict[str, int]:
    dalle, alle = istanti(trimestre)
    motivi = (
        Accesso.objects.filter(avvenuto_alle__gte=dalle, avvenuto_alle__lt=alle)
        .order_by()
        .annotate(motivo=Func("motivi", function="unnest", output_field=TextField()))
        .values_list("motivo")
        .annotate(quanti=Count("pk"))
    )
    conto = dict(motivi)
    return {motivo.label: conto[motivo] for motivo in MotivoAccesso if motivo in conto}


def _casi(_archivio: Archivio, trimestre: Trimestre) -> dict[str, int]:
    """Opened and closed in the quarter, open at its end."""
    periodo = (trimestre.inizio, trimestre.fine)
    chiusi = Counter(Caso.objects.filter(chiuso_il__range=periodo).order_by().values_list("esito", flat=True))
    fino = Caso.objects.filter(aperto_il__lte=trimestre.fine)
    conto = {
        "Aperti nel trimestre": fino.filter(aperto_il__gte=trimestre.inizio).count(),
        "Aperti a fine trimestre": fino.exclude(chiuso_il__lte=trimestre.fine).count(),
    }
    return conto | {f"Chiusi: {EsitoCaso(esito).label.lower()}": chiusi[esito] for esito in sorted(chiusi)}


def _fasi(archivio: Archivio, trimestre: Trimestre) -> dict[str, int]:
    """The stage each eviction followed had reached on the last day, from what had happened by then."""
    aperti = [s for s in archivio.sfratti if s.seguito(trimestre) and not s.chiuso_nel(trimestre)]
    eventi: dict[int, list[Evento]] = {s.pk: [] for s in aperti}
    righe = EventoSfratto.objects.filter(sfratto__in=eventi, giorno__lte=trimestre.fine).order_by("giorno", "pk")
    for sfratto, tipo, giorno, per_il, esito in righe.values_list("sfratto", "tipo", "giorno", "per_il", "esito"):
        eventi[sfratto].append(Evento(tipo, giorno, per_il, esito=esito))
    conto = Counter(fase_di(avvenuti) for avvenuti in eventi.values())
    return {fase.label: conto[fase] for fase in FaseSfratto if conto[fase]}


def _esiti(archivio: Archivio, trimestre: Trimestre) -> dict[str, int]:
    conto = Counter(s.esito for s in archivio.sfratti if s.chiuso_nel(trimestre))
    return {esito.label: conto[esito] for esito in EsitoSfratto if conto[esito]}


def _domande(archivio: Archivio, trimestre: Trimestre, prima: Trimestre | None) -> Tavola:
    """Presented in the quarter and paid in it, by kind of measure, with the households each number speaks of."""
    righe = []
    for tipo in TipoMisura:
        adesso, allora = (_della_misura(archivio, t, tipo) if t else None for t in (trimestre, prima))
        for nome, unita in (("presentate", "domande"), ("pagate", "euro")):
            valore, nuclei = adesso[nome] if adesso else (ZERO, None)
            precedente, nuclei_prima = allora[nome] if allora else (None, None)
            if valore or precedente:
                titolo = f"{tipo.label}, {nome}"
                righe.append(CifraTavola(titolo, unita, valore, precedente, (nuclei, nuclei_prima)))
    return Tavola("Domande seguite", righe)


def _della_misura(archivio: Archivio, trimestre: Trimestre, tipo: str) -> dict[str, tuple[Decimal, int | None]]:
    def dentro(giorno: date | None) -> bool:
        return giorno is not None and trimestre.inizio <= giorno <= trimestre.fine

    sue = [d for d in archivio.domande if d.tipo == tipo]
    presentate = [d for d in sue if dentro(d.presentata_il)]
    pagate = [d for d in sue if dentro(d.liquidata_il)]
    return {
        "presentate": (Decimal(len(presentate)), len({d.nucleo for d in presentate}) or None),
        "pagate": (sum((d.pagato for d in pagate), ZERO), len({d.nucleo for d in pagate}) or None),
    }
