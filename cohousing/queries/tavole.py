"""Table T12 of the quarterly report (domain.md 6.10): houses, stays, exits, supervision, services, buildings, cost."""

from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal

from cohousing.choices import EsitoPermanenza, TipoServizio, TipoSupervisione, VoceCosto
from cohousing.queries.archivio import SPESE_COMUNI, Archivio
from cohousing.queries.indicatori import nuclei
from cohousing.rules.supervisione import in_ore
from valdera_housing.linea import CifraTavola, Tavola
from valdera_housing.models import Trimestre

# Name, unit, figure, of how many households it tells (None: of none).
Voce = tuple[str, str, Decimal | int, int | None]
NOTA_LETTI = "Un’unità è di un nucleo: finché qualcuno ci abita, tutti i suoi posti letto sono occupati."
NOTA_SERVIZI = "Chi viene più volte conta a ogni apertura; le persone raggiunte contano una volta sola."
NOTA_IMMOBILI = "Dall’inizio: ogni immobile conta in tutti i passi che ha fatto."
PASSI = {
    "segnalato": "Segnalati",
    "visto": "Visti in un sopralluogo",
    "proposto": "Proposti alla Cabina",
    "approvato": "Approvati dalla Cabina",
}
NOMI_SPESA = {**{voce.value: voce.label for voce in VoceCosto}, SPESE_COMUNI: "Spese comuni a carico dell’ente"}


def tavole(trimestre: Trimestre) -> list[Tavola]:
    """The tables of the quarter, beside the one before; a fixed number of queries whatever the rows."""
    prima = Trimestre.objects.filter(convenzione=trimestre.convenzione_id, numero=trimestre.numero - 1).first()
    archivio = Archivio([trimestre, prima])

    def tavola(
        titolo: str, voci: Callable[[Archivio, Trimestre], Iterable[Voce]], nota: str = "", *, conteggi: bool = False
    ) -> Tavola:
        return _tavola(
            titolo, list(voci(archivio, trimestre)), list(voci(archivio, prima)) if prima else None, nota, conteggi
        )

    trovate = [
        tavola("Case e posti letto", _case, NOTA_LETTI),
        tavola("Permanenze", _permanenze),
        tavola("Permanenze finite, per come sono finite", _uscite, conteggi=True),
        tavola("Come sono seguite le case", _seguite),
        tavola("Servizi dei condomini sociali", _servizi, NOTA_SERVIZI),
        tavola("Ricognizione degli immobili, a fine trimestre", _immobili, NOTA_IMMOBILI),
        tavola("Spese della linea pagate nel trimestre", _spese),
    ]
    return [tavola for tavola in trovate if any(riga.valore or riga.precedente for riga in tavola.righe)]


def _tavola(titolo: str, adesso: list[Voce], allora: list[Voce] | None, nota: str, conteggi: bool) -> Tavola:
    """Rows of both quarters by name; what a quarter does not have is zero."""
    di_adesso, di_prima = ({v[0]: v for v in voci} for voci in (adesso, allora or []))
    righe = []
    for nome in dict.fromkeys([*di_adesso, *di_prima]):
        unita = (di_adesso.get(nome) or di_prima[nome])[1]
        _, _, valore, di_quanti = di_adesso.get(nome, (nome, unita, 0, None))
        _, _, precedente, di_quanti_prima = di_prima.get(nome, (nome, unita, 0, None))
        righe.append(
            CifraTavola(
                nome, unita, Decimal(valore), None if allora is None else Decimal(precedente),
                (di_quanti, di_quanti_prima),
            )
        )  # fmt: skip
    return Tavola(titolo, righe, nota, conteggi=conteggi)


def _case(archivio: Archivio, trimestre: Trimestre) -> Iterable[Voce]:
    unita = archivio.unita(trimestre)
    letti = [archivio.letti(casa, trimestre) for casa in archivio.giorni_apertura(trimestre)]
    yield "Case aperte, a fine trimestre", "case", len(archivio.aperte(trimestre)), None
    yield "Unità, a fine trimestre", "unità", len(unita), None
    yield "Posti letto, a fine trimestre", "posti", sum(u.letti for u in unita), None
    yield "Giornate di posto letto disponibili", "giorni", sum(conto.disponibili for conto in letti), None
    yield "Giornate di posto letto occupate", "giorni", sum(conto.occupati for conto in letti), None


def _permanenze(archivio: Archivio, trimestre: Trimestre) -> Iterable[Voce]:
    ospitati = archivio.ospitati(trimestre)
    voci = {
        "Permanenze cominciate": archivio.entrati(trimestre),
        "Permanenze finite": archivio.usciti(trimestre),
    }
    for nome, soggiorni in voci.items():
        yield nome, "permanenze", len(soggiorni), nuclei(soggiorni) or None
    yield "Nuclei ospitati", "nuclei", nuclei(ospitati), nuclei(ospitati) or None
    persone = {s.nucleo: s.persone for s in ospitati}
    yield "Persone ospitate", "persone", sum(persone.values()), nuclei(ospitati) or None


def _uscite(archivio: Archivio, trimestre: Trimestre) -> Iterable[Voce]:
    conto = Counter(s.esito for s in archivio.usciti(trimestre))
    for esito in EsitoPermanenza:
        if conto[esito]:
            yield esito.label, "nuclei", conto[esito], None


def _seguite(archivio: Archivio, trimestre: Trimestre) -> Iterable[Voce]:
    seguite = archivio.seguite(trimestre)
    if not seguite:
        return
    yield "Ore in tutto", "ore", in_ore(sum(s.minuti for s in seguite)), None
    for tipo in TipoSupervisione:
        yield tipo.label, "volte", sum(s.volte for s in seguite if s.tipo == tipo), None


def _servizi(archivio: Archivio, trimestre: Trimestre) -> Iterable[Voce]:
    aperture = archivio.aperture(trimestre)
    for tipo in TipoServizio:
        sue = [a for a in aperture if a.tipo == tipo]
        if sue:
            presenze, nuove = sum(a.presenze for a in sue), sum(a.prime_volte for a in sue)
            yield f"{tipo.label}, ore di apertura", "ore", in_ore(sum(a.minuti for a in sue)), None
            yield f"{tipo.label}, presenze", "persone", presenze, presenze or None
            yield f"{tipo.label}, persone raggiunte", "persone", nuove, nuove or None


def _immobili(archivio: Archivio, trimestre: Trimestre) -> Iterable[Voce]:
    conto = archivio.immobili(trimestre)
    for passo, nome in PASSI.items():
        yield nome, "immobili", conto[passo], None


def _spese(archivio: Archivio, trimestre: Trimestre) -> Iterable[Voce]:
    somme = archivio.spese(trimestre)
    for voce, nome in NOMI_SPESA.items():
        if somme.get(voce):
            yield nome, "euro", somme[voce], None
