from datetime import date
from typing import Any

from django.db import connection, transaction

from valdera_housing.actions.nucleo import aggiungi_componente, apri_nucleo
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Nucleo, Persona, Utente


@transaction.atomic
def registra_persona(
    dati: dict[str, Any],
    *,
    utente: Utente,
    dal: date,
    nucleo: Nucleo | None = None,
    parentela: str = "",
    altra_persona: bool = False,
) -> Persona:
    """Enter a person seen for the first time, into a household or as the head of her own.

    Raises AttoRifiutato when somebody with the same name and no different birth date is already known, unless
    ``altra_persona`` says that it was checked.
    """
    _uno_alla_volta(dati["cognome"], dati["nome"])
    doppioni = Persona.objects.simili_a(dati["cognome"], dati["nome"], dati.get("nato_il"))
    if not altra_persona and doppioni.exists():
        raise AttoRifiutato("C’è già una persona con questo nome: controlla, poi segna «È un’altra persona».")
    persona = Persona.objects.create(**dati)
    if nucleo is None:
        apri_nucleo(persona, utente=utente, dal=dal)
    else:
        aggiungi_componente(nucleo, persona, parentela=parentela, dal=dal)
    return persona


def _uno_alla_volta(cognome: str, nome: str) -> None:
    """Two people entering the same name at the same moment wait for each other, so the second is warned."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(senza_accenti(%s), 0))",
            [" ".join(sorted([cognome.lower(), nome.lower()]))],
        )


@transaction.atomic
def modifica_persona(persona: Persona, dati: dict[str, Any], *, versione: int) -> Persona:
    """Write what changed of a person; raises ModificaConcorrente when somebody else saved first."""
    return modifica(persona, dati, versione=versione)
