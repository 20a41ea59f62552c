"""Table T8 of the quarterly report (domain.md 6.10): homes, contracts, money, vacancy, repairs, households."""

from collections import Counter
from decimal import Decimal

from django.db.models import Count, Q, Sum

from gestore.choices import ACarico, StatoManutenzione
from gestore.models import Manutenzione
from gestore.queries.archivio import Archivio
from gestore.queries.costi import CANONI, cassa_del_trimestre
from gestore.queries.indicatori import in_corso, sfitto_per_alloggio
from gestore.rules.sfitto import costo_sfitto, giorni_sfitto
from valdera_housing.choices import StatoAlloggio
from valdera_housing.kit.denaro import ZERO
from valdera_housing.linea import CifraTavola, Tavola
from valdera_housing.models import Alloggio, Trimestre

Cifra = tuple[Decimal, int | None]


def tavole(trimestre: Trimestre) -> list[Tavola]:
    """The tables of the quarter, beside the one before; a fixed number of queries whatever the homes."""
    archivio = Archivio()
    if not archivio.teste:
        return []
    prima = Trimestre.objects.filter(convenzione=trimestre.convenzione_id, numero=trimestre.numero - 1).first()
    adesso = _cifre(archivio, trimestre)
    allora = _cifre(archivio, prima) if prima else {}
    righe = []
    for (nome, unita), (valore, nuclei) in adesso.items():
        precedente, allora_nuclei = allora.get((nome, unita), (None, None))
        righe.append(CifraTavola(nome, unita, valore, precedente, (nuclei, allora_nuclei)))
    conti = Tavola("Contratti, canoni, sfitto e manutenzioni", righe)
    return [tavola for tavola in (_stati(), conti, _per_comune(archivio, trimestre, prima)) if tavola.righe]


def _stati() -> Tavola:
    quanti = dict(Alloggio.objects.order_by().values_list("stato").annotate(Count("pk")))
    righe = [
        CifraTavola(stato.label, "alloggi", Decimal(quanti[stato])) for stato in StatoAlloggio if quanti.get(stato)
    ]
    return Tavola("Alloggi per stato", righe, "Com’erano quando la relazione è stata composta.")


def _cifre(archivio: Archivio, trimestre: Trimestre) -> dict[tuple[str, str], Cifra]:
    """Name and unit → value, with the households it speaks of."""
    teste = [t for t in archivio.teste if t.attiva(trimestre.fine)]
    sotto = in_corso(archivio, trimestre)
    dovuti = archivio.dovuti(trimestre)
    con_canoni = len({d.nucleo for d in dovuti if d.canoni})
    cassa, case = cassa_del_trimestre(trimestre), sfitto_per_alloggio(archivio, trimestre)
    pagati = sum((m.importo for m in cassa.pagati[CANONI].values()), ZERO)
    riparazioni = _manutenzioni(trimestre)
    return {
        ("Contratti con i proprietari in corso a fine trimestre", "contratti"): (Decimal(len(teste)), None),
        ("Sublocazioni in corso a fine trimestre", "contratti"): (Decimal(len(sotto)), len(sotto) or None),
        ("Canoni dovuti dai nuclei", "euro"): (sum((d.canoni for d in dovuti), ZERO), con_canoni or None),
        ("Di questi, incassati entro fine trimestre", "euro"): (
            sum((d.incassati for d in dovuti), ZERO),
            con_canoni or None,
        ),
        ("Arretrato a fine trimestre", "euro"): (
            sum((d.arretrato for d in dovuti), ZERO),
            len({d.nucleo for d in dovuti if d.arretrato}) or None,
        ),
        ("Canoni pagati ai proprietari", "euro"): (pagati, None),
        ("Giorni disponibili", "giorni"): (Decimal(sum(c.disponibili for c in case)), None),
        ("Giorni sfitti", "giorni"): (Decimal(sum(c.sfitti for c in case)), None),
        ("Costo dello sfitto", "euro"): (_costo_sfitto(archivio, trimestre), None),
        ("Manutenzioni aperte nel trimestre", "interventi"): (Decimal(riparazioni["aperte"]), None),
        ("Manutenzioni chiuse nel trimestre", "interventi"): (Decimal(riparazioni["chiuse"]), None),
        ("Manutenzioni pagate dall’ente partner", "euro"): (riparazioni["costo"] or ZERO, None),
    }


def _costo_sfitto(archivio: Archivio, trimestre: Trimestre) -> Decimal:
    """Head rent of the empty days, contract by contract: rent × 12/365 × days."""
    somma = ZERO
    for testa in archivio.teste:
        sotto = [(s.inizio, s.fine) for s in archivio.sotto_per_alloggio.get(testa.alloggio, [])]
        giorni = giorni_sfitto(testa.da_affittare, sotto, trimestre.inizio, trimestre.fine)
        somma += costo_sfitto(testa.canone, giorni)
    return somma


def _manutenzioni(trimestre: Trimestre) -> dict:
    periodo = (trimestre.inizio, trimestre.fine)
    chiusa = Q(stato=StatoManutenzione.CHIUSA, chiusa_il__range=periodo)
    return Manutenzione.objects.aggregate(
        aperte=Count("pk", filter=Q(aperta_il__range=periodo)),
        chiuse=Count("pk", filter=chiusa),
        costo=Sum("costo", filter=chiusa & Q(a_carico_di=ACarico.ETS)),
    )


def _per_comune(archivio: Archivio, trimestre: Trimestre, prima: Trimestre | None) -> Tavola:
    """Households in a sublease on the last day, by the comune of the home."""
    adesso = Counter({s.comune: 0 for s in archivio.sotto})
    adesso.update(s.comune for s in in_corso(archivio, trimestre))
    allora = Counter(s.comune for s in in_corso(archivio, prima)) if prima else Counter()
    righe = [
        CifraTavola(comune, "nuclei", Decimal(adesso[comune]), Decimal(allora[comune]) if prima else None)
        for comune in sorted(adesso)
    ]
    return Tavola("Nuclei alloggiati per comune, a fine trimestre", righe, conteggi=True)
