"""How late the files of the fund are, looked at every night. Locks: dues by pk, then the file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.db import transaction
from django.db.models import QuerySet

from fondo_garanzia.actions.rate import Pratica, rate_di, scadenze_bloccate_di
from fondo_garanzia.choices import StatoAnticipo
from fondo_garanzia.models import Anticipo, CreditoRivalsa, RataFondo
from fondo_garanzia.queries.fondo import soglie_rimborso
from fondo_garanzia.rules.rimborso import RataViva, Soglie
from fondo_garanzia.rules.ritardo import stato_dopo_la_notte
from fondo_garanzia.workflow import DA_RIMBORSARE, RIVALSE_VIVE


@dataclass(frozen=True)
class Rilevazione:
    """What a night changed: how many files got late, insolvent, or are paid back as agreed again."""

    in_ritardo: int = 0
    insolventi: int = 0
    in_rimborso: int = 0


def rileva_ritardi(giorno: date) -> Rilevazione:
    """Write how every advance and credit stands on a day, each in a transaction of its own.

    Done twice, it is done once; a file that goes wrong does not take the others with it.
    """
    soglie = soglie_rimborso(giorno)
    anticipi = _da_cambiare(Anticipo.objects.filter(stato__in=DA_RIMBORSARE), "anticipo", giorno, soglie)
    crediti = _da_cambiare(CreditoRivalsa.objects.filter(stato__in=RIVALSE_VIVE), "credito", giorno, soglie)
    nuovi = [_aggiorna(Anticipo, pk, DA_RIMBORSARE, giorno, soglie) for pk in anticipi]
    nuovi += [_aggiorna(CreditoRivalsa, pk, RIVALSE_VIVE, giorno, soglie) for pk in crediti]
    return Rilevazione(
        nuovi.count(StatoAnticipo.IN_RITARDO),
        nuovi.count(StatoAnticipo.INSOLVENTE),
        nuovi.count(StatoAnticipo.IN_RIMBORSO),
    )


def _da_cambiare(pratiche: QuerySet, colonna: str, giorno: date, soglie: Soglie) -> list[int]:
    """Who stands otherwise than what is written, read in two queries however many they are."""
    stati = dict(pratiche.order_by("pk").values_list("pk", "stato"))
    chiave = f"{colonna}_id"
    rate = RataFondo.objects.filter(sostituita_il=None, **{f"{colonna}__in": pratiche.values("pk")})
    per_pratica = groupby(rate.select_related("scadenza").order_by(chiave, "numero"), key=attrgetter(chiave))
    return [
        pk for pk, sue in per_pratica if stati.get(pk) != stato_dopo_la_notte(stati[pk], _vive(sue), giorno, soglie)
    ]


def _vive(rate: Iterable[RataFondo]) -> list[RataViva]:
    return [RataViva(rata.scadenza.scade_il, rata.scadenza.residuo) for rata in rate]


@transaction.atomic
def _aggiorna(modello: type[Pratica], pk: int, vive: Iterable[str], giorno: date, soglie: Soglie) -> str:
    """Look again at a file, locked, and write its state; empty when a payment came in the meantime."""
    scadenze_bloccate_di(modello.objects.get(pk=pk))
    pratica = modello.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)
    stato = stato_dopo_la_notte(pratica.stato, _vive(rate_di(pratica)), giorno, soglie)
    if pratica.stato not in vive or stato == pratica.stato:
        return ""
    pratica.stato, pratica.versione = stato, pratica.versione + 1
    pratica.save(update_fields=["stato", "versione"])
    return stato
