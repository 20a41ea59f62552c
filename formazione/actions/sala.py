"""Rooms asked to the Unione: the time is taken with the request, and given back when it is refused or withdrawn."""

from django.db import transaction

from formazione.models import RichiestaSala
from formazione.rules.sala import valuta_richiesta
from formazione.workflow import CHIEDONO_SALE
from valdera_housing.actions.prenotazione import DatiPrenotazione, prenota
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente


@transaction.atomic
def chiedi_sala(
    dati: DatiPrenotazione,
    *,
    titolo: str,
    rilevanza_esterna: bool,
    disciplinare_accettato: bool,
    utente: Utente,
) -> RichiestaSala:
    """Book a room and ask the Unione to allow it. ``dati.stanza`` is the room; ``titolo`` names no person.

    Raises AttoRifiutato with the rule of the room that is broken, who holds it and until when, or the role.
    """
    if not utente.ha_ruolo(*CHIEDONO_SALE):
        raise AttoRifiutato("Una sala la chiede chi tiene gli eventi.")
    esito = valuta_richiesta(
        uso=dati.stanza.uso if dati.stanza else "",
        stanza=str(dati.stanza or ""),
        rilevanza_esterna=rilevanza_esterna,
        disciplinare_accettato=disciplinare_accettato,
    )
    if not esito.positivo:
        raise AttoRifiutato(esito)
    return RichiestaSala.objects.create(
        prenotazione=prenota(dati),
        titolo=titolo,
        rilevanza_esterna=rilevanza_esterna,
        disciplinare_accettato=disciplinare_accettato,
        richiesta_da=utente,
        richiesta_il=oggi(),
    )
