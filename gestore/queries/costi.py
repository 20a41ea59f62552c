"""What the line offers to the accounts of a quarter: its net costs, each with its document.

By the cash principle a rent counts in the quarter in which it was paid or cashed. Rents (category D) and charges
(category E) paid to the owners are offered contract by contract, less what the households paid for the same home;
when a home brings in more than it costs, the excess reduces the others, so that the offer is never more than the net
of the line. Where the convention does not net the rents (``canoni_al_netto``), they are offered whole. Vacancy is
inside the rents paid. Repairs are offered when closed in the quarter at the expense of the ETS.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from gestore.choices import ACarico, StatoManutenzione
from gestore.models import Manutenzione
from gestore.rules.costi_offerti import Netto, Pagato, al_netto
from valdera_housing.choices import Linea, Mezzo, TipoScadenza, Verso
from valdera_housing.kit.denaro import ZERO
from valdera_housing.linea import CostoOfferto
from valdera_housing.models import Contratto, Imputazione, Trimestre

CANONI, ONERI = "D", "E"
CATEGORIE = {
    TipoScadenza.CANONE: CANONI,
    TipoScadenza.RATA_PIANO: CANONI,
    TipoScadenza.ONERI: ONERI,
    TipoScadenza.UTENZE: ONERI,
    TipoScadenza.CONGUAGLIO: ONERI,
}
NOMI = {CANONI: ("canoni", "Canoni", "Locazione degli alloggi"), ONERI: ("oneri", "Oneri", "Spese degli alloggi")}
SENZA_CODICE = "Manca il codice fiscale o la partita IVA: scrivilo prima di prendere il costo"
SENZA_FILE = "Allega la contabile al documento"
SENZA_FATTURA = "Manca il file della fattura"
DA_PAGARE = "Registra il pagamento sul documento"


@dataclass
class Movimento:
    """What was paid under a contract in a category, until which day, with the last receipt."""

    importo: Decimal = ZERO
    ultimo: date | None = None
    ricevuta: int | None = None


@dataclass
class Cassa:
    """Paid by contract and cashed by home, in each category, in the quarter."""

    pagati: dict[str, dict[int, Movimento]] = field(
        default_factory=lambda: {c: defaultdict(Movimento) for c in (CANONI, ONERI)}
    )
    incassati: dict[str, dict[int, Decimal]] = field(
        default_factory=lambda: {c: defaultdict(lambda: ZERO) for c in (CANONI, ONERI)}
    )


def costi_da_rendicontare(trimestre: Trimestre) -> list[CostoOfferto]:
    """The net costs of the quarter, in three queries whatever the homes."""
    cassa = cassa_del_trimestre(trimestre)
    contratti = {
        contratto.pk: contratto
        for contratto in Contratto.objects.filter(
            pk__in={pk for movimenti in cassa.pagati.values() for pk in movimenti}
        )
        .select_related("alloggio", "proprietario")
        .order_by("alloggio__codice", "inizio", "pk")
    }
    offerti = [
        _offerto(trimestre, categoria, contratti[netto.contratto], netto, cassa.pagati[categoria][netto.contratto])
        for categoria in (CANONI, ONERI)
        for netto in _netti(trimestre, categoria, cassa, contratti)
        if netto.importo > 0
    ]
    return [*offerti, *_manutenzioni(trimestre)]


def cassa_del_trimestre(trimestre: Trimestre) -> Cassa:
    """Every payment of the line matched in the quarter, in one query."""
    cassa = Cassa()
    righe = movimenti(trimestre.inizio, trimestre.fine).values_list(
        "scadenza__verso",
        "scadenza__tipo",
        "scadenza__contratto",
        "scadenza__contratto__alloggio",
        "importo",
        "incasso__data",
        "incasso__ricevuta",
    )
    for verso, tipo, contratto, alloggio, importo, giorno, ricevuta in righe:
        categoria = CATEGORIE[TipoScadenza(tipo)]
        if verso == Verso.ENTRATA:
            cassa.incassati[categoria][alloggio] += importo
            continue
        pagato = cassa.pagati[categoria][contratto]
        pagato.importo += importo
        pagato.ultimo, pagato.ricevuta = giorno, ricevuta or pagato.ricevuta
    return cassa


def movimenti(dal: date, al: date) -> QuerySet[Imputazione]:
    """What was paid or cashed between two days for the contracts of the homes, the oldest first.

    A plan of instalments closes the old rents by compensation: no money came in, it will with the instalments.
    """
    soldi = Imputazione.objects.exclude(scadenza__verso=Verso.ENTRATA, incasso__mezzo=Mezzo.COMPENSAZIONE)
    return soldi.filter(
        annullata_alle=None,
        incasso__annullato_alle=None,
        incasso__data__range=(dal, al),
        scadenza__linea=Linea.GIS,
        scadenza__tipo__in=list(CATEGORIE),
        scadenza__contratto__alloggio__isnull=False,
    ).order_by("incasso__data", "pk")


def _netti(trimestre: Trimestre, categoria: str, cassa: Cassa, contratti: dict[int, Contratto]) -> list[Netto]:
    movimenti = cassa.pagati[categoria]
    pagati = [
        Pagato(pk, contratto.alloggio_id or 0, movimenti[pk].importo)
        for pk, contratto in contratti.items()
        if pk in movimenti
    ]
    return al_netto(pagati, cassa.incassati[categoria] if trimestre.convenzione.canoni_al_netto else {})


def _offerto(
    trimestre: Trimestre, categoria: str, contratto: Contratto, netto: Netto, movimento: Movimento
) -> CostoOfferto:
    slug, nome, azione = NOMI[categoria]
    proprietario, alloggio = contratto.proprietario, contratto.alloggio
    codice = (proprietario.partita_iva or proprietario.codice_fiscale or "") if proprietario else ""
    note = [SENZA_CODICE] * (not codice) + [SENZA_FILE] * (movimento.ricevuta is None)
    return CostoOfferto(
        chiave=f"gis/{slug}/{trimestre.pk}/{contratto.pk}",
        fornitore=str(proprietario),
        numero=f"{contratto.numero} {trimestre.sigla} {slug}",
        data=movimento.ultimo or trimestre.fine,
        importo=netto.importo,
        macrovoce=categoria,
        azione=azione,
        descrizione=f"{nome} di {alloggio} ({contratto.numero}): {', '.join(netto.spiegazione)}"[:300],
        tipo="RICEVUTA",
        codice_fiscale=codice,
        pagato_il=movimento.ultimo,
        documento=movimento.ricevuta,
        note=tuple(note),
    )


def _manutenzioni(trimestre: Trimestre) -> Iterator[CostoOfferto]:
    chiuse = Manutenzione.objects.filter(
        stato=StatoManutenzione.CHIUSA,
        a_carico_di=ACarico.ETS,
        costo__gt=0,
        chiusa_il__range=(trimestre.inizio, trimestre.fine),
    )
    for m in chiuse.select_related("alloggio").order_by("chiusa_il", "pk"):
        note = [SENZA_CODICE] * (not m.fornitore_codice) + [SENZA_FATTURA] * (m.fattura_id is None) + [DA_PAGARE]
        yield CostoOfferto(
            chiave=f"gis/manutenzioni/{m.pk}",
            fornitore=m.fornitore or "Ditta da scrivere",
            numero=m.fattura_numero or m.numero,
            data=m.fattura_data or m.chiusa_il or trimestre.fine,
            importo=m.costo or ZERO,
            macrovoce=ONERI,
            azione="Manutenzione degli alloggi",
            descrizione=f"{m.descrizione}, {m.alloggio} ({m.numero})"[:300],
            tipo="FATTURA" if m.fattura_numero else "RICEVUTA",
            codice_fiscale=m.fornitore_codice,
            documento=m.fattura_id,
            note=tuple(note),
        )
