"""The documents of a sublease, made as PDF with the office's wording and kept on the contract."""

from django.db import transaction

from gestore.choices import StatoVerbale
from gestore.documents.sublocazione import (
    ente_partner,
    fatti_comunicazione,
    fatti_lettera,
    fatti_sublocazione,
    indirizzo_nucleo,
    indirizzo_proprietario,
    mittente,
)
from gestore.documents.verbale import fatti_verbale, inserto_verbale
from gestore.models import Sublocazione, VerbaleConsegna
from gestore.workflow import SUBLOCAZIONE
from valdera_housing.actions.lettera import crea_lettera
from valdera_housing.documents import Firma
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Lettera, Utente


@transaction.atomic
def crea_lettera_sublocazione(
    sublocazione: Sublocazione,
    documento: str,
    *,
    utente: Utente,
    stanze: str = "",
    argomento: str = "",
    testo: str = "",
) -> Lettera:
    """The contract to sign, the notice to the owner or a letter to the household, by its key.

    Raises AttoRifiutato when the office has no wording for it, or one that asks for what is not known.
    """
    SUBLOCAZIONE.pretende("crea_lettera", sublocazione.contratto, utente)
    contratto, ente = sublocazione.contratto, ente_partner()
    chi = mittente(ente)
    if documento == "comunicazione_proprietario":
        return crea_lettera(
            documento,
            fatti_comunicazione(sublocazione, ente, stanze),
            mittente=chi,
            destinatario=indirizzo_proprietario(sublocazione.locazione),
            utente=utente,
            oggi=oggi(),
            firme=(Firma("Per l’ente", chi),),
            contratto=contratto,
            proprietario=sublocazione.locazione.contratto.proprietario,
        )
    firme: tuple[Firma, ...] = (Firma("Per l’ente", chi),)
    fatti = fatti_lettera(sublocazione, ente, argomento, testo)
    if documento == "contratto_sublocazione":
        firme, fatti = (
            (*firme, Firma("Il subconduttore", contratto.conduttore)),
            fatti_sublocazione(sublocazione, ente),
        )
    return crea_lettera(
        documento,
        fatti,
        mittente=chi,
        destinatario=indirizzo_nucleo(sublocazione),
        utente=utente,
        oggi=oggi(),
        firme=firme,
        contratto=contratto,
        nucleo=contratto.nucleo,
    )


@transaction.atomic
def stampa_verbale(verbale: VerbaleConsegna, *, utente: Utente) -> Lettera:
    """The report on paper, to be signed by hand: while it is a draft, as it is written now."""
    if verbale.stato == StatoVerbale.FIRMATO:
        raise AttoRifiutato("Il verbale è già firmato: scarica la copia con le firme.")
    sublocazione = verbale.sublocazione
    SUBLOCAZIONE.pretende("crea_lettera", sublocazione.contratto, utente)
    ente = ente_partner()
    return crea_lettera(
        "verbale_consegna",
        fatti_verbale(verbale, ente),
        mittente=mittente(ente),
        destinatario=indirizzo_nucleo(sublocazione),
        utente=utente,
        oggi=oggi(),
        firme=(Firma("Per l’ente", verbale.per_l_ente), Firma("Per il nucleo", sublocazione.contratto.conduttore)),
        inserto=inserto_verbale(verbale),
        contratto=sublocazione.contratto,
        nucleo=sublocazione.contratto.nucleo,
    )
