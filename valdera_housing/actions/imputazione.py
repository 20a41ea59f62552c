"""Acts that join payments and dues. Locks are taken always in the same order: bank line, payment, dues by pk."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from valdera_housing.actions.scadenza import pretende_conti
from valdera_housing.choices import Mezzo
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.models import Imputazione, Incasso, Scadenza, Utente
from valdera_housing.queries.partitario import aperte_del_debitore, debitore_di, in_dovuto
from valdera_housing.rules.abbinamento import imputa_piu_vecchie
from valdera_housing.rules.partitario import DICHIARATA, PIU_VECCHIE, Quota, valuta_quote

Quote = Sequence[tuple[int, Decimal]]


def scadenze_bloccate(chiavi: Iterable[int]) -> dict[int, Scadenza]:
    """The dues locked in order of pk, so that two payments never wait for each other for ever."""
    scadenze = Scadenza.objects.select_for_update(no_key=True).filter(pk__in=list(chiavi)).order_by("pk")
    return {scadenza.pk: scadenza for scadenza in scadenze}


def scrivi_imputazioni(
    incasso: Incasso, quote: Quote | None, *, utente: Utente, criterio: str = ""
) -> list[Imputazione]:
    """Cover dues with a payment that this transaction has locked or made; None is the oldest dues of who pays first.

    Raises AttoRifiutato when the payment or a due has not that much left, or a due is cancelled or of the other side.
    """
    if quote is None:
        aperte = scadenze_bloccate(aperte_del_debitore(debitore_di(incasso)).values_list("pk", flat=True))
        quote = imputa_piu_vecchie(incasso.da_imputare, [in_dovuto(s) for s in aperte.values()])
        criterio = criterio or PIU_VECCHIE
    scadenze = scadenze_bloccate(pk for pk, _ in quote)
    if len(scadenze) < len({pk for pk, _ in quote}):
        raise AttoRifiutato("Una delle scadenze non c'è più: ricarica la pagina.")
    if any(s.verso != incasso.verso or s.annullata_il for s in scadenze.values()):
        raise AttoRifiutato("Una delle scadenze è annullata, o è dell'altro verso: scegline altre.")
    esito = valuta_quote(
        incasso.da_imputare, [Quota(pk, str(scadenze[pk]), scadenze[pk].residuo, importo) for pk, importo in quote]
    )
    pretendi(esito)
    return Imputazione.objects.bulk_create(
        Imputazione(
            incasso=incasso, scadenza_id=pk, importo=importo, criterio=criterio or DICHIARATA, creata_da=utente
        )
        for pk, importo in quote
    )


@transaction.atomic
def imputa_incasso(incasso: Incasso, quote: Quote | None, *, utente: Utente) -> list[Imputazione]:
    """Say which dues the rest of a payment covers, as (pk of the due, euro); None is oldest first (c.c. art. 1193)."""
    pretende_conti(utente)
    incasso = Incasso.objects.select_for_update(no_key=True).get(pk=incasso.pk)
    if incasso.annullato_alle:
        raise AttoRifiutato("È annullato: non copre più nessuna scadenza.")
    if not incasso.da_imputare:
        raise AttoRifiutato("Di questo pagamento non resta niente da abbinare.")
    scritte = scrivi_imputazioni(incasso, quote, utente=utente)
    if not scritte:
        raise AttoRifiutato("Non ci sono scadenze aperte da coprire.")
    return scritte


def rifiuta_compensazione(incasso: Incasso) -> None:
    """What a repayment plan settled is undone by the plan alone, or the debt would vanish or double."""
    if incasso.mezzo == Mezzo.COMPENSAZIONE:
        raise AttoRifiutato("È la compensazione di un piano di rientro: si scioglie dichiarando decaduto il piano.")


@transaction.atomic
def annulla_imputazione(imputazione: Imputazione, *, utente: Utente) -> None:
    """Undo one match: the due is open again by that amount, and the payment has it to match again."""
    pretende_conti(utente)
    rifiuta_compensazione(Incasso.objects.select_for_update(no_key=True).get(pk=imputazione.incasso_id))
    scadenze_bloccate([imputazione.scadenza_id])
    imputazione = Imputazione.objects.select_for_update(no_key=True).get(pk=imputazione.pk)
    if imputazione.annullata_alle:
        raise AttoRifiutato("Questo abbinamento è già stato tolto.")
    imputazione.annullata_alle = timezone.now()
    imputazione.save(update_fields=["annullata_alle"])
