"""Acts on the lines of the bank: matched to dues by a person, set aside with a reason, opened again."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from valdera_housing.actions.imputazione import Quote, scadenze_bloccate
from valdera_housing.actions.incasso import annulla_incasso, registra_incasso
from valdera_housing.actions.scadenza import pretende_conti
from valdera_housing.choices import Mezzo, Verso
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import EstrattoConto, Incasso, MovimentoBancario, Scadenza, Utente
from valdera_housing.queries.abbinamento import suggerimenti_sicuri


def movimento_bloccato(movimento: MovimentoBancario) -> MovimentoBancario:
    return MovimentoBancario.objects.select_for_update(no_key=True).get(pk=movimento.pk)


def pretende_da_abbinare(movimento: MovimentoBancario) -> None:
    if movimento.abbinato or movimento.ignorato_perche:
        raise AttoRifiutato("Di questa riga qualcuno si è già occupato: ricarica la pagina.")


@transaction.atomic
def abbina_movimento(movimento: MovimentoBancario, quote: Quote, *, utente: Utente, criterio: str = "") -> Incasso:
    """Confirm which dues a bank line pays, as (pk, euro): it becomes a payment that covers them."""
    pretende_conti(utente)
    movimento = movimento_bloccato(movimento)
    pretende_da_abbinare(movimento)
    if not quote:
        raise AttoRifiutato("Scegli almeno una scadenza.")
    scadenze = scadenze_bloccate(pk for pk, _ in quote)
    incasso = registra_incasso(
        dati_incasso(movimento, list(scadenze.values())), quote, utente=utente, movimento=movimento, criterio=criterio
    )
    movimento.abbinato = True
    movimento.save(update_fields=["abbinato"])
    return incasso


def dati_incasso(movimento: MovimentoBancario, scadenze: Sequence[Scadenza]) -> dict[str, Any]:
    """A bank line as a payment: who pays is who owes, when the dues are of one."""
    nuclei, proprietari = {s.nucleo_id for s in scadenze}, {s.proprietario_id for s in scadenze}
    return {
        "verso": Verso.ENTRATA if movimento.importo > 0 else Verso.USCITA,
        "data": movimento.data,
        "importo": abs(movimento.importo),
        "mezzo": Mezzo.BONIFICO,
        "riferimento": (movimento.riferimento or movimento.causale)[:120],
        "chi": movimento.controparte or (scadenze[0].intestazione if scadenze else ""),
        "nucleo_id": nuclei.pop() if len(nuclei) == 1 else None,
        "proprietario_id": proprietari.pop() if len(proprietari) == 1 else None,
    }


@transaction.atomic
def ignora_movimento(movimento: MovimentoBancario, perche: str, *, utente: Utente) -> None:
    """Say that a bank line is not of the ledger, and why: bank fees, transfers between accounts."""
    pretende_conti(utente)
    movimento = movimento_bloccato(movimento)
    pretende_da_abbinare(movimento)
    movimento.ignorato_perche = perche
    movimento.save(update_fields=["ignorato_perche"])


@transaction.atomic
def riapri_movimento(movimento: MovimentoBancario, *, utente: Utente) -> None:
    """Undo what was said of a bank line: its payment is cancelled, or it is no longer set aside."""
    pretende_conti(utente)
    movimento = movimento_bloccato(movimento)
    if movimento.abbinato:
        annulla_incasso(Incasso.objects.get(movimento=movimento), "Abbinamento della riga sciolto", utente=utente)
    elif movimento.ignorato_perche:
        movimento.ignorato_perche = ""
        movimento.save(update_fields=["ignorato_perche"])
    else:
        raise AttoRifiutato("Questa riga è già da abbinare.")


@transaction.atomic
def abbina_sicuri(
    estratto: EstrattoConto, visti: dict[int, tuple[tuple[int, Decimal], ...]], *, utente: Utente
) -> int:
    """Confirm the certain suggestions of a statement that the person has just seen; return how many lines.

    A suggestion that is no longer the one she saw (``visti``: line → dues and euro) is left for her to look at.
    """
    pretende_conti(utente)
    righe = MovimentoBancario.objects.select_for_update(no_key=True).filter(pk__in=list(visti), estratto=estratto)
    list(righe.order_by("pk"))
    scadenze_bloccate(pk for quote in visti.values() for pk, _ in quote)
    fatti = 0
    for movimento, proposta in suggerimenti_sicuri(estratto):
        if visti.get(movimento.pk) == proposta.imputazioni:
            criterio = f"Suggerito e confermato: {'; '.join(proposta.motivi)}"[:300]
            abbina_movimento(movimento, proposta.imputazioni, utente=utente, criterio=criterio)
            fatti += 1
    return fatti
