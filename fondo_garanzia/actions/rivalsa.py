"""Acts on what a household owes the fund: another plan, the write-off, the letters.

Locks: dues by pk first, then the credit. The fund moves only when money comes back, by the triggers of the ledger.
"""

from datetime import date
from decimal import Decimal

from django.db import transaction

from fondo_garanzia.actions.rate import riprogramma_rate, scadenze_bloccate_di, stralcia_rate
from fondo_garanzia.choices import StatoRivalsa
from fondo_garanzia.documents.rivalsa import destinatario_di, fatti_rivalsa
from fondo_garanzia.models import CreditoRivalsa
from fondo_garanzia.queries.fondo import conto_dedicato
from fondo_garanzia.queries.rivalsa import (
    MASSIME_RATE,
    SOLLECITO,
    da_dividere,
    in_ritardo,
    mesi_pagati,
    rate_del_credito,
)
from fondo_garanzia.workflow import RIVALSA
from valdera_housing.actions.lettera import crea_lettera, mittente
from valdera_housing.documents import Firma
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Lettera, Utente

COLLEGATI = ("nucleo", "escussione__garanzia__contratto__alloggio__comune", "escussione__garanzia__fondo__comune")


def _bloccata(atto: str, credito: CreditoRivalsa, utente: Utente, versione: int) -> CreditoRivalsa:
    """The credit locked after its dues. Raises AttoRifiutato by the table, ModificaConcorrente when it has changed."""
    scadenze_bloccate_di(credito)
    attuale = CreditoRivalsa.objects.select_for_update(no_key=True, of=("self",)).select_related("nucleo")
    credito = attuale.get(pk=credito.pk)
    RIVALSA.pretende(atto, credito, utente)
    if credito.versione != versione:
        raise ModificaConcorrente
    return credito


def _salva(credito: CreditoRivalsa, *campi: str) -> CreditoRivalsa:
    credito.versione += 1
    credito.save(update_fields=["stato", "motivo", "versione", *campi])
    return credito


@transaction.atomic
def riprogramma_rivalsa(
    credito: CreditoRivalsa,
    *,
    quante: int,
    prima: date,
    motivo: str,
    importo: Decimal,
    versione: int,
    utente: Utente,
) -> CreditoRivalsa:
    """Another plan for what nobody has paid yet, ``importo`` euro, same total to the cent.

    ``importo`` is what the person was shown: AttoRifiutato when a payment has changed it meanwhile.
    """
    if not 1 <= quante <= MASSIME_RATE:
        raise AttoRifiutato(f"Le rate vanno da 1 a {MASSIME_RATE}.")
    credito = _bloccata("riprogramma", credito, utente, versione)
    adesso = da_dividere(rate_del_credito(credito))
    if adesso and adesso != importo:
        raise AttoRifiutato(
            f"Intanto è stato registrato un pagamento: ora da dividere ci sono {in_euro(adesso)}. Guarda le rate e "
            "conferma di nuovo."
        )
    riprogramma_rate(credito, quante, prima, giorno=oggi())
    credito.stato, credito.motivo = StatoRivalsa.SOSPESO, motivo
    return _salva(credito)


@transaction.atomic
def stralcia_rivalsa(
    credito: CreditoRivalsa, *, atto: str, motivo: str, versione: int, utente: Utente
) -> CreditoRivalsa:
    """Give up what is left of an insolvent credit, by an act of the Unione: nothing comes back to the fund."""
    credito = _bloccata("stralcia", credito, utente, versione)
    stralcia_rate(credito, atto, utente=utente, giorno=oggi())
    credito.stato, credito.motivo = StatoRivalsa.PERDITA, motivo
    credito.atto_stralcio, credito.stralciato_da, credito.chiuso_il = atto, utente, oggi()
    return _salva(credito, "atto_stralcio", "stralciato_da", "chiuso_il")


@transaction.atomic
def crea_lettera_rivalsa(credito: CreditoRivalsa, documento: str, *, utente: Utente) -> Lettera:
    """The letter to the household, by the key of its wording: what was paid for it, or a reminder of what is late.

    Raises AttoRifiutato when nothing is late to remind of, or it is not known who writes and where to pay.
    """
    credito = CreditoRivalsa.objects.select_related(*COLLEGATI).get(pk=credito.pk)
    RIVALSA.pretende("crea_lettera", credito, utente)
    rate, giorno = rate_del_credito(credito), oggi()
    if documento == SOLLECITO and not in_ritardo(rate, giorno):
        raise AttoRifiutato("Oggi non c’è nessuna rata scaduta: il promemoria non serve.")
    ente, conto = mittente(), conto_dedicato()
    if conto is None:
        raise AttoRifiutato("Manca il conto dedicato del fondo: aggiungilo fra i conti, perché la lettera lo scriva.")
    return crea_lettera(
        documento,
        fatti_rivalsa(credito, rate, mesi_pagati(credito), ente=ente, conto=conto, giorno=giorno),
        mittente=ente,
        destinatario=destinatario_di(credito),
        utente=utente,
        oggi=giorno,
        firme=(Firma("Per l’ente", ente),),
        inserto=("documenti/fondo_garanzia/rivalsa.html", {"rate": [r for r in rate if r.scadenza.aperta]}),
        contratto=credito.escussione.garanzia.contratto,
        nucleo=credito.nucleo,
    )
