"""Acts on the rules not kept: written down with what follows, told to the household, annulled."""

from datetime import date
from typing import Any

from django.db import transaction

from cohousing.actions.blocco import blocca_permanenza
from cohousing.choices import EsitoPermanenza
from cohousing.models import Permanenza, Violazione
from cohousing.queries.violazione import presi
from cohousing.rules.violazione import (
    DatiViolazione,
    valuta_annullamento,
    valuta_comunicazione,
    valuta_violazione,
)
from cohousing.workflow import PERMANENZA, TENGONO
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente


@transaction.atomic
def annota_violazione_permanenza(permanenza: Permanenza, dati: dict[str, Any], *, utente: Utente) -> Violazione:
    """Write down a rule not kept and what follows. Of two who give the same warning together, one writes it."""
    bloccata = blocca_permanenza(permanenza.pk)
    PERMANENZA.pretende("annota_violazione", bloccata, utente)
    fatto = DatiViolazione(dati["giorno"], dati["gravita"], dati["provvedimento"], bloccata.inizio, oggi())
    pretendi(valuta_violazione(fatto, presi(bloccata.violazioni.all())))
    return Violazione.objects.create(permanenza=bloccata, annotata_da=utente, **dati)


@transaction.atomic
def comunica_violazione(violazione: Violazione, comunicato_il: date, *, utente: Utente) -> Violazione:
    """The day a warning or the proposal was told to the household."""
    _, attuale = _bloccata(violazione, utente)
    pretendi(valuta_comunicazione(attuale.provvedimento, attuale.giorno, attuale.comunicato_il, comunicato_il, oggi()))
    attuale.comunicato_il = comunicato_il
    attuale.save(update_fields=["comunicato_il"])
    return attuale


@transaction.atomic
def annulla_violazione(violazione: Violazione, motivo: str, *, utente: Utente) -> Violazione:
    """It was not so: it stays written, with the reason, and no longer counts in the ladder."""
    permanenza, attuale = _bloccata(violazione, utente)
    altri = presi(permanenza.violazioni.exclude(pk=attuale.pk))
    allontanato = permanenza.esito == EsitoPermanenza.ALLONTANAMENTO
    pretendi(valuta_annullamento(attuale.provvedimento, altri, allontanato=allontanato))
    attuale.annullata_il, attuale.motivo_annullamento = oggi(), motivo
    attuale.save(update_fields=["annullata_il", "motivo_annullamento"])
    return attuale


def _bloccata(violazione: Violazione, utente: Utente) -> tuple[Permanenza, Violazione]:
    if not utente.ha_ruolo(*TENGONO):
        raise AttoRifiutato("Le regole non rispettate le scrive chi segue la casa: spetta a un altro ruolo.")
    permanenza = blocca_permanenza(violazione.permanenza_id)
    attuale = Violazione.objects.select_for_update(no_key=True).get(pk=violazione.pk)
    if attuale.annullata_il:
        raise AttoRifiutato("Questa annotazione è già annullata: non cambia più.")
    return permanenza, attuale
