"""Statement-level triggers that keep a summary equal to the rows it sums, one update a statement.

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
