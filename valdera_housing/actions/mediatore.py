"""Acts on who interprets, and when."""

from typing import Any

from django.db import transaction

from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import DisponibilitaMediatore, Mediatore


@transaction.atomic
def registra_mediatore(dati: dict[str, Any]) -> Mediatore:
    return Mediatore.objects.create(**dati)


@transaction.atomic
def modifica_mediatore(mediatore: Mediatore, dati: dict[str, Any], *, versione: int) -> Mediatore:
    """Raises ModificaConcorrente when somebody else saved first."""
    return modifica(mediatore, dati, versione=versione)


@transaction.atomic
def aggiungi_disponibilita(mediatore: Mediatore, dati: dict[str, Any]) -> DisponibilitaMediatore:
    """Hours of a day of the week; AttoRifiutato when some of them are already there."""
    bloccato = Mediatore.objects.select_for_update(no_key=True).get(pk=mediatore.pk)
    stesse_ore = {"giorno": dati["giorno"], "dalle__lt": dati["alle"], "alle__gt": dati["dalle"]}
    if (altra := bloccato.disponibilita.filter(**stesse_ore).first()) is not None:
        raise AttoRifiutato(f"C’è già una disponibilità in quelle ore: {altra}.")
    return bloccato.disponibilita.create(**dati)


@transaction.atomic
def togli_disponibilita(disponibilita: DisponibilitaMediatore) -> None:
    disponibilita.delete()
