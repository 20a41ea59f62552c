"""Triggers that several nouns need.

Statement-level ones keep a summary equal to the rows it sums, one update a statement.

With transition tables: a thousand rows written together move each summary row once.
"""

import pgtrigger

MOVIMENTI = {
    "INSERT": "SELECT 1 AS segno, n.* FROM nuove n",
    "UPDATE": "SELECT 1 AS segno, n.* FROM nuove n UNION ALL SELECT -1, v.* FROM vecchie v",
    "DELETE": "SELECT -1 AS segno, v.* FROM vecchie v",
}
OPERAZIONI = {
    "INSERT": (pgtrigger.Insert, pgtrigger.Referencing(new="nuove")),
    "UPDATE": (pgtrigger.Update, pgtrigger.Referencing(old="vecchie", new="nuove")),
    "DELETE": (pgtrigger.Delete, pgtrigger.Referencing(old="vecchie")),
}


def a_ogni_scrittura(nome: str, sql: str) -> list[pgtrigger.Trigger]:
    """Three triggers (insert, update, delete) that run ``sql`` with ``{movimenti}``: rows with ``segno`` ±1."""
    return [
        pgtrigger.Trigger(
            name=f"{nome}_{operazione.lower()}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=evento,
            referencing=tabelle,
            func=sql.replace("{movimenti}", MOVIMENTI[operazione]) + " RETURN NULL;",
        )
        for operazione, (evento, tabelle) in OPERAZIONI.items()
    ]


def non_si_elimina() -> pgtrigger.Trigger:
    """What was written stays: it is cancelled or closed by its acts."""
    return _protetta("non_si_elimina", pgtrigger.Delete, "Ciò che è registrato non si elimina: si annulla.")


def non_cambia() -> pgtrigger.Trigger:
    """Written once: neither changed nor deleted."""
    return _protetta("non_cambia", pgtrigger.Update | pgtrigger.Delete, "Ciò che è registrato qui non cambia più.")


def _protetta(nome: str, operazione: pgtrigger.Operation, frase: str) -> pgtrigger.Trigger:
    rifiuto = f"RAISE EXCEPTION '{frase}' USING ERRCODE = 'check_violation', CONSTRAINT = '{nome}';"
    return pgtrigger.Trigger(name=nome, when=pgtrigger.Before, operation=operazione, func=rifiuto)
