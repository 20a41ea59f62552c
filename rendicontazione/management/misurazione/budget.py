"""The budget situation three ways (quality P3): from the summary rows, by raw SQL, by summing the shares."""

import statistics
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Count, Sum

from rendicontazione.models import Spesa, TotaleSpesa
from valdera_housing.models import Convenzione

CHIAVI = ("rendiconto_id", "linea", "macrovoce", "stato")
SOMME = ("quante", "importo", "ammesso", "eccedenza", "non_ammesso")
SQL = """
    SELECT t.rendiconto_id, t.linea, t.macrovoce, t.stato, t.quante, t.importo, t.ammesso, t.eccedenza, t.non_ammesso
    FROM rendicontazione_totalespesa t
    JOIN rendicontazione_rendiconto r ON r.id = t.rendiconto_id
    JOIN valdera_housing_trimestre q ON q.id = r.trimestre_id
    WHERE q.convenzione_id = %s AND t.quante > 0
    ORDER BY t.rendiconto_id, t.linea, t.macrovoce, t.stato
"""


def la_piu_grande() -> Convenzione | None:
    """The convention with the most shares: where summing hurts."""
    righe = TotaleSpesa.objects.values("rendiconto__trimestre__convenzione").annotate(n=Sum("quante")).order_by("-n")
    prima = righe.first()
    return Convenzione.objects.get(pk=prima["rendiconto__trimestre__convenzione"]) if prima else None


def dalle_righe_di_somma(convenzione: Convenzione) -> list[tuple]:
    righe = TotaleSpesa.objects.filter(rendiconto__trimestre__convenzione=convenzione, quante__gt=0)
    return list(righe.order_by(*CHIAVI).values_list(*CHIAVI, *SOMME))


def da_sql(convenzione: Convenzione) -> list[tuple]:
    with connection.cursor() as cursore:
        cursore.execute(SQL, [convenzione.pk])
        return cursore.fetchall()


def dalle_spese(convenzione: Convenzione) -> list[tuple]:
    righe = Spesa.objects.filter(rendiconto__trimestre__convenzione=convenzione).values(*CHIAVI)
    somme = righe.annotate(quante=Count("pk"), **{f"s_{nome}": Sum(nome) for nome in SOMME[1:]})
    return list(somme.order_by(*CHIAVI).values_list(*CHIAVI, "quante", *(f"s_{nome}" for nome in SOMME[1:])))


def misura_budget(volte: int) -> dict[str, Any]:
    """Milliseconds of the three, how they compare, and whether they say the same."""
    convenzione = la_piu_grande()
    if convenzione is None:
        return {}
    modi = {"righe_di_somma": dalle_righe_di_somma, "sql": da_sql, "spese": dalle_spese}
    tempi = {nome: _mediana(modo, convenzione, volte) for nome, modo in modi.items()}
    risultati = [modo(convenzione) for modo in modi.values()]
    return {
        "convenzione": str(convenzione),
        "spese": sum(riga[4] for riga in risultati[0]),
        "millisecondi": tempi,
        "volte_piu_veloce_delle_spese": round(tempi["spese"] / tempi["righe_di_somma"], 1),
        "volte_il_sql": round(tempi["righe_di_somma"] / tempi["sql"], 2),
        "uguali": risultati[0] == risultati[1] == risultati[2],
    }


def _mediana(modo: Callable[[Convenzione], object], convenzione: Convenzione, volte: int) -> float:
    durate = []
    for _ in range(volte):
        inizio = time.perf_counter()
        modo(convenzione)
        durate.append((time.perf_counter() - inizio) * 1000)
    return round(statistics.median(durate), 2)
