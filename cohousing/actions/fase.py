"""Acts on the phases of the project of a building: still, while the Cabina has them in front."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from cohousing.actions.immobile import bloccato
from cohousing.models import FaseImmobile, RicognizioneImmobile
from cohousing.rules.immobile import FASI_MASSIME
from cohousing.workflow import IMMOBILE
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Utente


@transaction.atomic
def aggiungi_fase_immobile(immobile: RicognizioneImmobile, dati: dict[str, Any], *, utente: Utente) -> FaseImmobile:
    """A step more: ``descrizione``, ``mesi``, ``costo``."""
    attuale = bloccato(immobile)
    IMMOBILE.pretende("aggiungi_fase", attuale, utente)
    if attuale.fasi.count() >= FASI_MASSIME:
        raise AttoRifiutato(f"Le fasi sono già {FASI_MASSIME}: mettine insieme qualcuna.")
    ultimo = attuale.fasi.aggregate(ultimo=Max("numero"))["ultimo"] or 0
    return FaseImmobile.objects.create(immobile=attuale, numero=ultimo + 1, **dati)


@transaction.atomic
def modifica_fase(fase: FaseImmobile, dati: dict[str, Any], *, utente: Utente, versione: int) -> FaseImmobile:
    """Correct a step. ModificaConcorrente when somebody saved first."""
    salvata: FaseImmobile = modifica(_bloccata(fase, utente), dati, versione=versione)
    return salvata


@transaction.atomic
def togli_fase(fase: FaseImmobile, *, utente: Utente) -> None:
    """A step less."""
    _bloccata(fase, utente).delete()


def _bloccata(fase: FaseImmobile, utente: Utente) -> FaseImmobile:
    IMMOBILE.pretende("aggiungi_fase", bloccato(fase.immobile), utente)
    attuale = FaseImmobile.objects.filter(pk=fase.pk).first()
    if attuale is None:
        raise AttoRifiutato("Questa fase è già stata tolta.")
    return attuale
