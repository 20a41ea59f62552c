"""Acts on the expenses of a line: register, correct, pay, take away. Each line says of what they may be."""

from datetime import date
from typing import Any, TypeVar

from django.db import transaction

from valdera_housing.actions.versione import modifica
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente, pretendi
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import CostoDiLinea, Utente
from valdera_housing.rules.costo import DatiCosto, valuta_costo

C = TypeVar("C", bound=CostoDiLinea)
# Who keeps the accounts registers payments; the operators write expenses with them.
PAGANO_SPESE = (Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS)
SCRIVONO_SPESE = (Ruolo.OPERATORE_ETS, *PAGANO_SPESE)


@transaction.atomic
def registra_costo(modello: type[C], dati: dict[str, Any], *, utente: Utente) -> C:
    """An expense with its document; who calls has locked what it is of, and checked that it may have one."""
    _pretende_dati(dati, utente)
    return modello._default_manager.create(creato_da=utente, **dati)


@transaction.atomic
def modifica_costo(costo: C, dati: dict[str, Any], *, utente: Utente, versione: int) -> C:
    """Correct an expense; one already paid is corrected by who keeps the accounts."""
    attuale = _bloccato(costo, utente)
    if attuale.pagato_il and not utente.ha_ruolo(*PAGANO_SPESE):
        raise AttoRifiutato("Una spesa pagata la corregge chi tiene i conti.")
    _pretende_dati({"pagato_il": attuale.pagato_il} | dati, utente, prima=attuale.pagato_il)
    return modifica(attuale, dati, versione=versione)


@transaction.atomic
def paga_costo(costo: C, pagato_il: date, *, utente: Utente) -> C:
    """The payment was made: from now on the expense is offered to the accounts of its quarter."""
    if not utente.ha_ruolo(*PAGANO_SPESE):
        raise AttoRifiutato("I pagamenti li registra chi tiene i conti.")
    attuale = _bloccato(costo, utente)
    if attuale.pagato_il:
        raise AttoRifiutato("Il pagamento è già registrato: se la data è sbagliata, modifica la spesa.")
    _pretende_dati({"documento_del": attuale.documento_del, "pagato_il": pagato_il}, utente)
    return modifica(attuale, {"pagato_il": pagato_il}, versione=attuale.versione)


@transaction.atomic
def togli_costo(costo: C, *, utente: Utente, versione: int) -> C:
    """An expense registered by mistake no longer counts; it stays in the list of those taken away."""
    attuale = _bloccato(costo, utente)
    if attuale.versione != versione:
        raise ModificaConcorrente
    if attuale.pagato_il:
        raise AttoRifiutato("Una spesa pagata resta: se il pagamento non c’è stato, togline prima la data.")
    return modifica(attuale, {"annullato_il": oggi()}, versione=versione)


def _bloccato(costo: C, utente: Utente) -> C:
    if not utente.ha_ruolo(*SCRIVONO_SPESE):
        raise AttoRifiutato("Le spese le scrive l’ente partner: spetta a un altro ruolo.")
    attuale = type(costo)._default_manager.select_for_update(no_key=True).get(pk=costo.pk)
    if attuale.annullato_il:
        raise AttoRifiutato("Questa spesa è stata tolta: non cambia più.")
    return attuale


def _pretende_dati(dati: dict[str, Any], utente: Utente, *, prima: date | None = None) -> None:
    pagato_il = dati.get("pagato_il")
    if pagato_il != prima and not utente.ha_ruolo(*PAGANO_SPESE):
        raise AttoRifiutato("I pagamenti li registra chi tiene i conti.")
    pretendi(valuta_costo(DatiCosto(dati["documento_del"], pagato_il, oggi())))
