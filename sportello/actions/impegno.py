"""Acts on who does what on the path of a household."""

from datetime import date
from typing import Any

from django.db import transaction

from sportello.actions.risorsa import pretende_rete
from sportello.models import ImpegnoRisorsa, RisorsaTerritorio
from valdera_housing.actions.caso import caso_aperto, segna_attivita
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.scrittura import in_data
from valdera_housing.models import Caso, Utente


@transaction.atomic
def registra_impegno(caso: Caso, dati: dict[str, Any], *, utente: Utente) -> ImpegnoRisorsa:
    """A resource takes something on (``risorsa``, ``che_cosa``, ``dal``) for a household whose case is open."""
    pretende_rete(utente)
    bloccato = caso_aperto(caso)
    risorsa = RisorsaTerritorio.objects.select_for_update(no_key=True).get(pk=dati["risorsa"].pk)
    if not risorsa.attiva:
        raise AttoRifiutato(f"{risorsa} non è più attiva: scegli un’altra risorsa.")
    segna_attivita(bloccato, dati["dal"])
    return ImpegnoRisorsa.objects.create(caso=bloccato, **dati)


@transaction.atomic
def modifica_impegno(
    impegno: ImpegnoRisorsa, dati: dict[str, Any], *, utente: Utente, versione: int
) -> ImpegnoRisorsa:
    """Correct what it does and since when, while it lasts."""
    _in_corso(impegno, utente)
    return modifica(impegno, dati, versione=versione)


@transaction.atomic
def concludi_impegno(impegno: ImpegnoRisorsa, *, al: date, esito: str, utente: Utente) -> ImpegnoRisorsa:
    """It is over: until when, and how it went. AttoRifiutato when it was over already."""
    bloccato = _in_corso(impegno, utente)
    if al < bloccato.dal:
        raise AttoRifiutato(f"Non finisce prima di cominciare, il {in_data(bloccato.dal)}.")
    bloccato.al, bloccato.esito = al, esito
    bloccato.versione += 1
    bloccato.save(update_fields=["al", "esito", "versione"])
    segna_attivita(bloccato.caso, al)
    return bloccato


def _in_corso(impegno: ImpegnoRisorsa, utente: Utente) -> ImpegnoRisorsa:
    pretende_rete(utente)
    bloccato = ImpegnoRisorsa.objects.select_for_update(no_key=True).get(pk=impegno.pk)
    if bloccato.al:
        raise AttoRifiutato(f"Questo impegno è già concluso, il {in_data(bloccato.al)}.")
    return bloccato
