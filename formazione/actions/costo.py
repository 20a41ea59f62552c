"""Acts on the expenses of events and campaigns: register, correct, pay, take away."""

from datetime import date
from typing import Any

from django.db import transaction

from formazione.models import Campagna, Costo, Evento
from formazione.rules.costo import DatiCosto, valuta_costo
from formazione.workflow import CAMPAGNA, CONTI, EVENTO, TENGONO
from valdera_housing.actions.versione import modifica
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente, pretendi
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente

# Who writes expenses; payments are of who keeps the accounts.
SCRIVONO_SPESE = (*TENGONO, Ruolo.CONTABILE_ETS)


@transaction.atomic
def aggiungi_costo(cosa: Evento | Campagna, dati: dict[str, Any], *, utente: Utente) -> Costo:
    """An expense of an event or of a campaign, with its document."""
    bloccata: Any = type(cosa)._default_manager.select_for_update(no_key=True).get(pk=cosa.pk)
    evento = bloccata if isinstance(bloccata, Evento) else None
    tabella = EVENTO if evento else CAMPAGNA
    tabella.pretende("aggiungi_costo", bloccata, utente)
    _pretende_dati(dati, utente)
    return Costo.objects.create(evento=evento, campagna=None if evento else bloccata, creato_da=utente, **dati)


@transaction.atomic
def modifica_costo(costo: Costo, dati: dict[str, Any], *, utente: Utente, versione: int) -> Costo:
    """Correct an expense; one already paid is corrected by who keeps the accounts."""
    attuale = _bloccato(costo, utente)
    if attuale.pagato_il and not utente.ha_ruolo(*CONTI):
        raise AttoRifiutato("Una spesa pagata la corregge chi tiene i conti.")
    _pretende_dati({"pagato_il": attuale.pagato_il} | dati, utente, prima=attuale.pagato_il)
    return modifica(attuale, dati, versione=versione)


@transaction.atomic
def paga_costo(costo: Costo, pagato_il: date, *, utente: Utente) -> Costo:
    """The payment was made: from now on the expense is offered to the accounts of its quarter."""
    if not utente.ha_ruolo(*CONTI):
        raise AttoRifiutato("I pagamenti li registra chi tiene i conti.")
    attuale = _bloccato(costo, utente)
    if attuale.pagato_il:
        raise AttoRifiutato("Il pagamento è già registrato: se la data è sbagliata, modifica la spesa.")
    _pretende_dati({"documento_del": attuale.documento_del, "pagato_il": pagato_il}, utente)
    return modifica(attuale, {"pagato_il": pagato_il}, versione=attuale.versione)


@transaction.atomic
def togli_costo(costo: Costo, *, utente: Utente, versione: int) -> Costo:
    """An expense registered by mistake no longer counts; it stays in the list of those taken away."""
    attuale = _bloccato(costo, utente)
    if attuale.versione != versione:
        raise ModificaConcorrente
    if attuale.pagato_il:
        raise AttoRifiutato("Una spesa pagata resta: se il pagamento non c’è stato, togline prima la data.")
    return modifica(attuale, {"annullato_il": oggi()}, versione=versione)


def _bloccato(costo: Costo, utente: Utente) -> Costo:
    if not utente.ha_ruolo(*SCRIVONO_SPESE):
        raise AttoRifiutato("Le spese le scrive l’ente partner: spetta a un altro ruolo.")
    attuale = Costo.objects.select_for_update(no_key=True).get(pk=costo.pk)
    if attuale.annullato_il:
        raise AttoRifiutato("Questa spesa è stata tolta: non cambia più.")
    return attuale


def _pretende_dati(dati: dict[str, Any], utente: Utente, *, prima: date | None = None) -> None:
    pagato_il = dati.get("pagato_il")
    if pagato_il != prima and not utente.ha_ruolo(*CONTI):
        raise AttoRifiutato("I pagamenti li registra chi tiene i conti.")
    esito = valuta_costo(DatiCosto(dati["documento_del"], pagato_il, oggi()))
    pretendi(esito)
