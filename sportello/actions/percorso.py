"""Acts on the way of a person to work. Locks, always in this order: Caso, Persona, PercorsoLavoro."""

from datetime import date
from typing import Any

from django.db import transaction

from sportello.choices import StatoPercorso
from sportello.models import PercorsoLavoro
from sportello.queries.rete import adulti, fatti_di, soglie_tirocinio
from sportello.rules.lavoro import valuta_conclusione, valuta_percorso
from sportello.workflow import PERCORSO, SEGUONO
from valdera_housing.actions.caso import caso_aperto, segna_attivita
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso, Persona, Utente, prossimo_numero


@transaction.atomic
def inizia_percorso(caso: Caso, dati: dict[str, Any], *, utente: Utente) -> PercorsoLavoro:
    """Open the path of an adult of the household (``persona``, ``aperto_il``, ``obiettivo`` and the rest).

    AttoRifiutato when the case is closed, the person is not of the household or has a path already.
    """
    if not utente.ha_ruolo(*SEGUONO):
        raise AttoRifiutato("I percorsi di lavoro li inizia chi segue le famiglie: spetta a un altro ruolo.")
    bloccato = caso_aperto(caso)
    persona = Persona.objects.select_for_update(no_key=True).get(pk=dati["persona"].pk)
    if not adulti(bloccato, oggi()).filter(pk=persona.pk).exists():
        raise AttoRifiutato(f"{persona} non è una persona maggiorenne di questo nucleo.")
    if attivo := PercorsoLavoro.objects.filter(persona=persona, stato=StatoPercorso.ATTIVO).first():
        raise AttoRifiutato(f"{persona} ha già un percorso in corso, {attivo.numero}: concludi prima quello.")
    percorso = PercorsoLavoro(caso=bloccato, **dati)
    _pretende_regole(percorso)
    anno = percorso.aperto_il.year
    percorso.numero = f"PL-{anno}-{prossimo_numero('percorso_lavoro', anno):04d}"
    percorso.save()
    segna_attivita(bloccato, percorso.aperto_il)
    return percorso


@transaction.atomic
def modifica_percorso(
    percorso: PercorsoLavoro, dati: dict[str, Any], *, utente: Utente, versione: int
) -> PercorsoLavoro:
    """Write what happened on the way; ModificaConcorrente when somebody saved meanwhile."""
    bloccato = _bloccato(percorso)
    PERCORSO.pretende("modifica", bloccato, utente)
    for campo, valore in dati.items():
        setattr(bloccato, campo, valore)
    _pretende_regole(bloccato)
    return modifica(percorso, dati, versione=versione)


@transaction.atomic
def concludi_percorso(
    percorso: PercorsoLavoro, *, esito: str, concluso_il: date, nota: str, utente: Utente
) -> PercorsoLavoro:
    """How it ended and when. An internship that goes on past that day ends with the path."""
    caso = Caso.objects.select_for_update(no_key=True).get(pk=percorso.caso_id)
    bloccato = _bloccato(percorso)
    transizione = PERCORSO.pretende("concludi", bloccato, utente)
    giudizio = valuta_conclusione(fatti_di(bloccato), esito, concluso_il)
    if not giudizio.positivo:
        raise AttoRifiutato(giudizio)
    bloccato.stato, bloccato.esito, bloccato.concluso_il = str(transizione.a), esito, concluso_il
    bloccato.nota = nota or bloccato.nota
    if bloccato.tirocinio_al and bloccato.tirocinio_al > concluso_il:
        bloccato.tirocinio_al = concluso_il
    bloccato.versione += 1
    bloccato.save(update_fields=["stato", "esito", "concluso_il", "nota", "tirocinio_al", "versione"])
    segna_attivita(caso, concluso_il)
    return bloccato


def _pretende_regole(percorso: PercorsoLavoro) -> None:
    giudizio = valuta_percorso(fatti_di(percorso), soglie_tirocinio(percorso.tirocinio_dal or percorso.aperto_il))
    if not giudizio.positivo:
        raise AttoRifiutato(giudizio)


def _bloccato(percorso: PercorsoLavoro) -> PercorsoLavoro:
    bloccati = PercorsoLavoro.objects.select_for_update(no_key=True, of=("self",)).select_related("persona")
    return bloccati.get(pk=percorso.pk)
