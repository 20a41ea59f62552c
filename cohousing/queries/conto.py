"""The account of each stay: what was asked until today, paid, left, late."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, DecimalField, Func, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from cohousing.models import Permanenza
from cohousing.queries.quota import della_permanenza
from valdera_housing.choices import TipoScadenza, Verso
from valdera_housing.kit.denaro import ZERO
from valdera_housing.models import Scadenza, Utente

EURO = DecimalField(max_digits=12, decimal_places=2)


def con_conto(permanenze: Any, giorno: date) -> Any:
    """Each stay with ``dovuto`` (fallen due until that day), ``pagato``, ``resta`` (open, due or not), ``scaduto``.

    Euro; quotas, deposit and shares of the common expenses, cancelled ones aside.
    """
    vive = Scadenza.objects.filter(nucleo=OuterRef("nucleo"), verso=Verso.ENTRATA, annullata_il=None)
    sue = della_permanenza(vive, OuterRef("pk")).order_by()

    def somma(campo: str, **quali: Any) -> Subquery:
        # SUM as a plain function: one row without grouping, also where there are no dues.
        totale = Coalesce(Func(campo, function="SUM", output_field=EURO), Value(ZERO))
        return Subquery(sue.filter(**quali).values(somma=totale), output_field=EURO)

    return permanenze.annotate(
        dovuto=somma("importo", scade_il__lte=giorno),
        pagato=somma("imputato"),
        resta=somma("residuo"),
        scaduto=somma("residuo", scade_il__lt=giorno),
    )


class Totali(NamedTuple):
    quante: int
    dovuto: Decimal
    pagato: Decimal
    resta: Decimal
    scaduto: Decimal


def totali(permanenze: Any) -> Totali:
    """Of all the stays of a list, in one query."""
    voci = Totali._fields[1:]
    chieste = {f"totale_{voce}": Coalesce(Sum(voce), Value(ZERO), output_field=EURO) for voce in voci}
    somme = permanenze.order_by().aggregate(quante=Count("pk"), **chieste)
    return Totali(somme["quante"], *(somme[f"totale_{voce}"] for voce in voci))


def scadenze_di(permanenza: Permanenza, utente: Utente) -> list[Scadenza]:
    """The live dues of a stay that this person may read, to pay and to be paid back, the newest first: one query."""
    vive = Scadenza.objects.visibili_a(utente).filter(nucleo=permanenza.nucleo_id, annullata_il=None)
    return list(della_permanenza(vive, permanenza.pk).order_by("-scade_il", "-pk"))


class Cauzione(NamedTuple):
    """The deposit of a stay: euro paid, what is written to be paid back, what is open on the stay."""

    versata: Decimal
    restituzione: Scadenza | None
    aperto: Decimal


def cauzione_di(scadenze: list[Scadenza]) -> Cauzione:
    """Read from the live dues of a stay."""
    depositi = [s for s in scadenze if s.tipo == TipoScadenza.DEPOSITO]
    indietro = [s for s in depositi if s.verso == Verso.USCITA]
    return Cauzione(
        sum((s.imputato for s in depositi if s.verso == Verso.ENTRATA), ZERO),
        indietro[0] if indietro else None,
        sum((s.residuo for s in scadenze if s.verso == Verso.ENTRATA), ZERO),
    )
