"""Two people on one record: the second sees what changed and loses nothing typed (quality R6)."""

from typing import Any

from valdera_housing.kit.esito import ModificaConcorrente


def modifica(oggetto: Any, dati: dict[str, Any], *, versione: int) -> Any:
    """Write ``dati`` on a row if it is still the version the person opened; raise ModificaConcorrente if not.

    Call it inside a transaction. Returns the fresh, locked row.
    """
    attuale = type(oggetto)._default_manager.select_for_update(no_key=True, of=("self",)).get(pk=oggetto.pk)
    if attuale.versione != versione:
        raise ModificaConcorrente
    for campo, valore in dati.items():
        setattr(attuale, campo, valore)
    attuale.versione += 1
    attuale.save(update_fields=[*dati, "versione"])
    return attuale
