"""Acts on a house, from the home it is in to the day it closes. Locks: the house, then its home."""

from datetime import date
from typing import Any

from django.db import transaction

from cohousing.actions.blocco import struttura_bloccata
from cohousing.models import Struttura
from cohousing.queries.struttura import dati_alloggio, dati_apertura, dati_chiusura, nuclei_insieme
from cohousing.rules.struttura import valuta_alloggio, valuta_apertura, valuta_chiusura, valuta_modifica
from cohousing.workflow import STRUTTURA, TENGONO
from valdera_housing.actions.versione import modifica
from valdera_housing.choices import DestinazioneAlloggio
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Alloggio, Utente, prossimo_numero


@transaction.atomic
def crea_struttura(alloggio: Alloggio, condiviso_dal: date, dati: dict[str, Any], *, utente: Utente) -> Struttura:
    """A house in preparation: from that day its home is for several households and no longer for one in sublease."""
    if not utente.ha_ruolo(*TENGONO):
        raise AttoRifiutato("Una casa condivisa la prepara l’ente partner: spetta a un altro ruolo.")
    bloccato = _blocca_alloggio(alloggio.pk)
    giorno = oggi()
    pretendi(valuta_alloggio(dati_alloggio(bloccato), condiviso_dal, giorno))
    _destina(bloccato, DestinazioneAlloggio.COABITAZIONE, condiviso_dal)
    numero = f"CC-{giorno.year}-{prossimo_numero('struttura', giorno.year):04d}"
    return Struttura.objects.create(numero=numero, alloggio=bloccato, **dati)


@transaction.atomic
def modifica_struttura(struttura: Struttura, dati: dict[str, Any], *, utente: Utente, versione: int) -> Struttura:
    """Correct a house. ModificaConcorrente when somebody saved first."""
    bloccata = struttura_bloccata("modifica", struttura, utente)
    vive, insieme = nuclei_insieme(bloccata)
    cambia = dati.get("categoria", bloccata.categoria) != bloccata.categoria
    capienza = dati.get("capienza_nuclei", bloccata.capienza_nuclei)
    cresce = bloccata.capienza_nuclei is not None and capienza is not None and capienza >= bloccata.capienza_nuclei
    pretendi(
        valuta_modifica(cambia_categoria=cambia, vive=vive, capienza=None if cresce else capienza, insieme=insieme)
    )
    salvata: Struttura = modifica(bloccata, dati, versione=versione)
    return salvata


@transaction.atomic
def attiva_struttura(struttura: Struttura, *, attiva_dal: date, utente: Utente) -> Struttura:
    """The house opens. AttoRifiutato without units, rules in force in Italian, somebody who answers for it."""
    bloccata = struttura_bloccata("attiva", struttura, utente)
    alloggio = _blocca_alloggio(bloccata.alloggio_id)
    if alloggio.condiviso_dal is None:
        raise AttoRifiutato("L’alloggio di questa casa non è più destinato a essere condiviso.")
    pretendi(valuta_apertura(dati_apertura(bloccata, attiva_dal), attiva_dal, alloggio.condiviso_dal, oggi()))
    return modifica_campi(bloccata, stato=STRUTTURA["attiva"].a, attiva_dal=attiva_dal)


@transaction.atomic
def chiudi_struttura(struttura: Struttura, *, chiusa_il: date, motivo: str, utente: Utente) -> Struttura:
    """The house closes, and why: its home is again for one household. AttoRifiutato while somebody lives there."""
    bloccata = struttura_bloccata("chiudi", struttura, utente)
    if not motivo.strip():
        raise AttoRifiutato("Scrivi perché la casa chiude.")
    pretendi(valuta_chiusura(dati_chiusura(bloccata), chiusa_il, oggi()))
    alloggio = _blocca_alloggio(bloccata.alloggio_id)
    chiusa = modifica_campi(bloccata, stato=STRUTTURA["chiudi"].a, chiusa_il=chiusa_il, motivo=motivo.strip())
    _destina(alloggio, DestinazioneAlloggio.LOCAZIONE, None)
    return chiusa


def modifica_campi(riga: Any, **dati: Any) -> Any:
    """Write these fields on a row already locked."""
    return modifica(riga, dati, versione=riga.versione)


def _blocca_alloggio(pk: int) -> Alloggio:
    return Alloggio.objects.select_for_update(no_key=True).get(pk=pk)


def _destina(alloggio: Alloggio, destinazione: str, condiviso_dal: date | None) -> None:
    modifica_campi(alloggio, destinazione=destinazione, condiviso_dal=condiviso_dal)
