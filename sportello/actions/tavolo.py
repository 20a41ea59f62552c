"""Acts on the meetings of the SdS table with companies and agencies."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from sportello.actions.risorsa import pretende_rete
from sportello.models import IncontroTavolo, RisorsaTerritorio
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.actions.versione import modifica
from valdera_housing.models import Utente
from valdera_housing.rules.file_ammessi import IMMAGINI, P7M, PDF

FIRMATI = (PDF, P7M, *IMMAGINI)


@transaction.atomic
def registra_tavolo(dati: dict[str, Any], presenti: Iterable[RisorsaTerritorio], *, utente: Utente) -> IncontroTavolo:
    """A meeting, with who was there."""
    pretende_rete(utente)
    tavolo = IncontroTavolo.objects.create(scritto_da=utente, **dati)
    tavolo.presenti.set(presenti)
    return tavolo


@transaction.atomic
def modifica_tavolo(
    tavolo: IncontroTavolo,
    dati: dict[str, Any],
    presenti: Iterable[RisorsaTerritorio],
    *,
    utente: Utente,
    versione: int,
) -> IncontroTavolo:
    """Correct a meeting; ModificaConcorrente when somebody saved meanwhile."""
    pretende_rete(utente)
    fresco: IncontroTavolo = modifica(tavolo, dati, versione=versione)
    fresco.presenti.set(presenti)
    return fresco


@transaction.atomic
def allega_verbale_tavolo(tavolo: IncontroTavolo, contenuto: bytes, nome: str, *, utente: Utente) -> IncontroTavolo:
    """The signed minutes; another file takes the place of the one before, which stays in the archive."""
    pretende_rete(utente)
    bloccato = IncontroTavolo.objects.select_for_update(no_key=True).get(pk=tavolo.pk)
    bloccato.verbale = archivia_documento(contenuto, nome, utente=utente, ammessi=FIRMATI)
    bloccato.versione += 1
    bloccato.save(update_fields=["verbale", "versione"])
    return bloccato
