"""Table T10 of the quarterly report (domain.md 3.7 and 6.10): the fund of each comune, the households it helped."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from fondo_garanzia.queries.archivio import RIVALSA, Archivio, ContoFondo, Piano, al_giorno
from fondo_garanzia.queries.situazione import situazione
from fondo_garanzia.rules.rientri import FASCE, RataDovuta, fascia, inadempiuto, somma_dovuta
from valdera_housing.kit.denaro import CENTESIMO, ZERO
from valdera_housing.linea import CifraTavola, Tavola
from valdera_housing.models import Trimestre
from valdera_housing.queries.indicatori import quota

Cifra = tuple[Decimal | None, int | None]
NOTA = (
    "Impegni, rientri e rate sono quelli dell’ultimo giorno del trimestre. Una rata non pagata da più di 90 giorni "
    "conta come inadempienza anche quando è stralciata."
)


def tavole(trimestre: Trimestre) -> list[Tavola]:
    """The tables of the quarter beside the one before; a fixed number of queries whatever the files."""
    archivio = Archivio()
    prima = Trimestre.objects.filter(convenzione=trimestre.convenzione_id, numero=trimestre.numero - 1).first()
    fondi = [f for f in archivio.fondi if f.aperto(trimestre.fine)]
    aiutati = _aiutati(archivio, fondi, trimestre, prima)
    per_comune = [_del_comune(archivio, f, trimestre, prima) for f in fondi]
    if not per_comune:
        return []
    return [*per_comune[:-1], replace(per_comune[-1], nota=NOTA), aiutati]


def _del_comune(archivio: Archivio, fondo: ContoFondo, trimestre: Trimestre, prima: Trimestre | None) -> Tavola:
    adesso = _cifre(archivio, fondo, trimestre.fine)
    allora = _cifre(archivio, fondo, prima.fine) if prima and fondo.aperto(prima.fine) else {}
    righe = []
    for (nome, unita), (valore, nuclei) in adesso.items():
        precedente, nuclei_prima = allora.get((nome, unita), (None, None))
        righe.append(CifraTavola(nome, unita, valore, precedente, (nuclei, nuclei_prima)))
    return Tavola(f"Fondo di {fondo.comune} a fine trimestre", righe)


def _cifre(archivio: Archivio, fondo: ContoFondo, giorno: date) -> dict[tuple[str, str], Cifra]:
    """Name and unit → value, with the households it speaks of where it would tell something of them."""
    conto = situazione(archivio, fondo, giorno)
    piani = [p for p in archivio.piani if p.fondo == fondo.pk]
    return {
        ("Dotato dall’avvio", "euro"): (conto.dotato, None),
        ("Pagato dall’avvio", "euro"): (conto.erogato, None),
        ("Rientrato dall’avvio", "euro"): (conto.rientrato, None),
        ("Interessi, spese e trasferimenti", "euro"): (conto.altri, None),
        ("Impegnato", "euro"): (conto.impegnato, None),
        ("Disponibile", "euro"): (conto.disponibile, None),
        ("Pagamento medio", "euro"): _pagamento_medio(archivio, fondo, giorno),
        ("Rate non pagate da oltre 90 giorni, su quelle scadute", "%"): _inadempienza(piani, giorno),
        ("Recuperato dalle rivalse", "%"): _recupero(piani, giorno),
        **_fasce(piani, giorno),
    }


def _pagamento_medio(archivio: Archivio, fondo: ContoFondo, giorno: date) -> Cifra:
    pagati = [(n, p) for n, p in _pagamenti(archivio, fondo, giorno) if p > 0]
    if not pagati:
        return None, None
    medio = sum((p for _, p in pagati), ZERO) / len(pagati)
    return medio.quantize(CENTESIMO, ROUND_HALF_UP), len({nucleo for nucleo, _ in pagati})


def _pagamenti(archivio: Archivio, fondo: ContoFondo, giorno: date) -> list[tuple[int, Decimal]]:
    """Household and amount of each payment made by a day; what bounced is zero."""
    return [
        (pratica.nucleo, al_giorno(soldi, giorno))
        for pratica in archivio.promesse(fondo)
        for soldi in pratica.pagamenti
    ]


@dataclass(frozen=True)
class _Dovuta:
    rata: RataDovuta
    nucleo: int
    attesa: bool


def _dovute(piani: list[Piano], giorno: date) -> list[_Dovuta]:
    return [_Dovuta(rata, p.nucleo, p.attesa(giorno)) for p in piani for rata in p.dovute(giorno)]


def _inadempienza(piani: list[Piano], giorno: date) -> Cifra:
    dovute = _dovute(piani, giorno)
    rate = [d.rata for d in dovute]
    return quota(inadempiuto(rate), somma_dovuta(rate)), len({d.nucleo for d in dovute}) or None


def _recupero(piani: list[Piano], giorno: date) -> Cifra:
    rivalse = [p for p in piani if p.genere == RIVALSA and p.aperto_il <= giorno]
    tornati, dovuti = (sum(v, ZERO) for v in ((p.tornati(giorno) for p in rivalse), (p.importo for p in rivalse)))
    return quota(tornati, dovuti), len({p.nucleo for p in rivalse}) or None


def _fasce(piani: list[Piano], giorno: date) -> dict[tuple[str, str], Cifra]:
    """The ageing of what is due, unpaid and still expected."""
    non_pagate = [d for d in _dovute(piani, giorno) if d.attesa and d.rata.manca > 0]
    fasce: dict[tuple[str, str], Cifra] = {}
    for n, (dal, al) in enumerate(FASCE):
        sue = [d for d in non_pagate if fascia(d.rata) == n]
        nome = f"Non pagato da {dal} a {al} giorni" if al else f"Non pagato da oltre {dal - 1} giorni"
        fasce[nome, "euro"] = sum((d.rata.manca for d in sue), ZERO), len({d.nucleo for d in sue}) or None
    return fasce


def _aiutati(archivio: Archivio, fondi: list[ContoFondo], trimestre: Trimestre, prima: Trimestre | None) -> Tavola:
    """Households with a guarantee delivered or a payment made, by comune: the small ones hidden, with the total."""
    righe = [
        CifraTavola(
            fondo.comune,
            "nuclei",
            Decimal(len(_nuclei_aiutati(archivio, fondo, trimestre.fine))),
            Decimal(len(_nuclei_aiutati(archivio, fondo, prima.fine))) if prima else None,
        )
        for fondo in fondi
    ]
    return Tavola("Nuclei aiutati dal fondo dall’avvio, per comune", righe, conteggi=True)


def _nuclei_aiutati(archivio: Archivio, fondo: ContoFondo, giorno: date) -> set[int]:
    garantiti = {
        g.nucleo
        for g in archivio.garanzie
        if g.fondo == fondo.pk and g.attiva_dal is not None and g.attiva_dal <= giorno
    }
    return garantiti | {nucleo for nucleo, pagato in _pagamenti(archivio, fondo, giorno) if pagato > 0}
