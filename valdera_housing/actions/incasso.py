"""Acts on the money that came in or went out: written, and cancelled with a reason. Never changed."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from valdera_housing.actions.imputazione import Quote, rifiuta_compensazione, scadenze_bloccate, scrivi_imputazioni
from valdera_housing.actions.lettera import crea_lettera
from valdera_housing.actions.scadenza import pretende_conti
from valdera_housing.choices import Verso
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.giorni import in_parole
from valdera_housing.models import Convenzione, Incasso, MovimentoBancario, Utente, prossimo_numero

SERIE = {Verso.ENTRATA: ("incasso", "I"), Verso.USCITA: ("pagamento", "P")}


@transaction.atomic
def registra_incasso(
    dati: dict[str, Any], quote: Quote | None, *, utente: Utente, movimento: MovimentoBancario | None = None,
    criterio: str = "",
) -> Incasso:  # fmt: skip
    """Write a payment and what it covers, as (pk of the due, euro); None is the oldest dues of who pays first.

    ``dati``: verso, data, importo (euro), mezzo, riferimento, chi, nucleo or proprietario. What covers no due stays to
    be matched. Raises AttoRifiutato when a due has not that much left.
    """
    pretende_conti(utente)
    if quote:
        scadenze_bloccate(pk for pk, _ in quote)
    nome, sigla = SERIE[dati["verso"]]
    anno = dati["data"].year
    incasso = Incasso.objects.create(
        numero=f"{sigla}-{anno}-{prossimo_numero(nome, anno):04d}",
        registrato_da=utente,
        movimento=movimento,
        **dati,
    )
    scrivi_imputazioni(incasso, quote, utente=utente, criterio=criterio)
    return incasso


@transaction.atomic
def annulla_incasso(incasso: Incasso, motivo: str, *, utente: Utente) -> Incasso:
    """Cancel a payment written by mistake: its matches are undone, its bank line is to be matched again."""
    pretende_conti(utente)
    if incasso.movimento_id:
        MovimentoBancario.objects.select_for_update(no_key=True).get(pk=incasso.movimento_id)
    incasso = Incasso.objects.select_for_update(no_key=True).get(pk=incasso.pk)
    if incasso.annullato_alle:
        raise AttoRifiutato("È già annullato.")
    rifiuta_compensazione(incasso)
    adesso = timezone.now()
    vive = incasso.imputazioni.filter(annullata_alle=None)
    scadenze_bloccate(vive.values_list("scadenza", flat=True))
    vive.update(annullata_alle=adesso)
    if incasso.movimento_id:
        MovimentoBancario.objects.filter(pk=incasso.movimento_id).update(abbinato=False)
    incasso.annullato_alle, incasso.motivo_annullamento, incasso.movimento = adesso, motivo, None
    incasso.save(update_fields=["annullato_alle", "motivo_annullamento", "movimento"])
    return incasso


@transaction.atomic
def crea_ricevuta(incasso: Incasso, *, utente: Utente, oggi: date) -> Incasso:
    """The receipt of money that came in, as PDF in the office's wording; made once, it stays as it was made."""
    pretende_conti(utente)
    incasso = Incasso.objects.select_for_update(no_key=True, of=("self",)).select_related("nucleo").get(pk=incasso.pk)
    if incasso.verso != Verso.ENTRATA or incasso.annullato_alle:
        raise AttoRifiutato("La ricevuta si fa di un incasso, non annullato.")
    if incasso.ricevuta_id:
        raise AttoRifiutato("La ricevuta c'è già.")
    ente = _ente_partner()
    copre = [
        f"- {riga.scadenza.descrizione}: {in_euro(riga.importo)}"
        for riga in incasso.imputazioni.filter(annullata_alle=None).select_related("scadenza")
    ]
    fatti = {
        "numero": incasso.numero,
        "ente": ente,
        "chi": incasso.chi,
        "importo": in_euro(incasso.importo),
        "data": in_parole(incasso.data),
        "mezzo": incasso.get_mezzo_display().lower(),
        "copre": "\n".join(copre) or "La somma resta a credito.",
    }
    lettera = crea_lettera(
        "ricevuta", fatti, mittente=ente, destinatario=incasso.chi, utente=utente, oggi=oggi, nucleo=incasso.nucleo
    )
    incasso.ricevuta = lettera.documento
    incasso.save(update_fields=["ricevuta"])
    return incasso


def _ente_partner() -> str:
    """Who signs the receipts. AttoRifiutato when nobody has written the convention yet."""
    try:
        return Convenzione.objects.attuale().attuatore.nome
    except Convenzione.DoesNotExist as errore:
        raise AttoRifiutato("Manca la convenzione, che dice chi firma la ricevuta: prima aggiungila.") from errore
