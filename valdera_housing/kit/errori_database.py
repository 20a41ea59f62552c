"""What the database refuses, told with the Italian sentence of its constraint or trigger."""

from django.apps import apps
from django.db import IntegrityError, InternalError

GENERICA = "Il sistema non può salvare questi dati: qualcuno può averli cambiati nel frattempo. Ricarica la pagina."


def frase(errore: IntegrityError | InternalError) -> str:
    """The ``violation_error_message`` of the constraint broken, or the message raised by our trigger."""
    diagnosi = getattr(errore.__cause__, "diag", None)
    nome = getattr(diagnosi, "constraint_name", None)
    for modello in apps.get_models():
        for vincolo in modello._meta.constraints:
            if vincolo.name == nome:
                return str(vincolo.violation_error_message)
    messaggio = getattr(diagnosi, "message_primary", None) or ""
    # PL/pgSQL RAISE comes from our triggers, which speak Italian; the server's own words do not.
    return messaggio if getattr(diagnosi, "source_function", "") == "exec_stmt_raise" else GENERICA
