"""What a campaign published: registered, corrected."""

from typing import Any

from django.db import transaction

from formazione.choices import StatoCampagna
from formazione.models import Campagna, Contenuto
from formazione.workflow import CAMPAGNA, TENGONO
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente
from valdera_housing.rules.file_ammessi import IMMAGINI, PDF

AMMESSI = (PDF, *IMMAGINI)
File = tuple[str, bytes] | None


@transaction.atomic
def pubblica_contenuto(campagna: Campagna, dati: dict[str, Any], *, utente: Utente, file: File = None) -> Contenuto:
    """Register something published in a campaign in progress; ``file`` is a copy of it (name, bytes)."""
    bloccata = Campagna.objects.select_for_update(no_key=True).get(pk=campagna.pk)
    CAMPAGNA.pretende("pubblica_contenuto", bloccata, utente)
    _pretende_gia_pubblicato(dati)
    return Contenuto.objects.create(campagna=bloccata, **dati, **_documento(file, utente))


@transaction.atomic
def modifica_contenuto(
    contenuto: Contenuto, dati: dict[str, Any], *, utente: Utente, versione: int, file: File = None
) -> Contenuto:
    """Correct it, also after the campaign ended: people reached are often known later. A new file replaces the old.

    Raises ModificaConcorrente when somebody saved meanwhile.
    """
    if not utente.ha_ruolo(*TENGONO):
        raise AttoRifiutato("I contenuti li registra chi tiene le campagne: spetta a un altro ruolo.")
    campagna = Campagna.objects.select_for_update(no_key=True).get(pk=contenuto.campagna_id)
    if campagna.stato == StatoCampagna.ANNULLATA:
        raise AttoRifiutato("La campagna è annullata: i suoi contenuti restano come sono.")
    _pretende_gia_pubblicato(dati)
    salvato: Contenuto = modifica(contenuto, dati | _documento(file, utente), versione=versione)
    return salvato


def _pretende_gia_pubblicato(dati: dict[str, Any]) -> None:
    if dati["pubblicato_il"] > oggi():
        raise AttoRifiutato("Si registra quello che è già pubblicato: la data è nel futuro.")


def _documento(file: File, utente: Utente) -> dict[str, Any]:
    if file is None:
        return {}
    nome, contenuto = file
    return {"documento": archivia_documento(contenuto, nome, utente=utente, ammessi=AMMESSI)}
