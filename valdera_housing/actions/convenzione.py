from datetime import date, timedelta
from typing import Any

from django.db import transaction

from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.tempo import aggiungi_mesi, trimestri
from valdera_housing.models import Convenzione, Trimestre


@transaction.atomic
def registra_convenzione(dati: dict[str, Any]) -> Convenzione:
    """Enter a convention with its quarters, counted from its start (domain.md 6.9).

    Raises AttoRifiutato when it does not last a whole number of quarters: the last one would have no end.
    """
    quanti = trimestri_interi(dati["inizio"], dati["fine"])
    if not quanti:
        raise AttoRifiutato("La convenzione deve durare un numero intero di trimestri: controlla inizio e fine.")
    convenzione = Convenzione.objects.create(**dati)
    Trimestre.objects.bulk_create(
        Trimestre(convenzione=convenzione, numero=numero, inizio=dal, fine=al)
        for numero, (dal, al) in enumerate(trimestri(convenzione.inizio, quanti), start=1)
    )
    return convenzione


def trimestri_interi(inizio: date, fine: date) -> int:
    """How many quarters fill exactly the days from ``inizio`` to ``fine``, both included; 0 when none do."""
    mesi = (fine.year - inizio.year) * 12 + fine.month - inizio.month
    vicini = range(max(1, mesi // 3), mesi // 3 + 2)
    return next((n for n in vicini if aggiungi_mesi(inizio, 3 * n) - timedelta(days=1) == fine), 0)


@transaction.atomic
def modifica_convenzione(convenzione: Convenzione, dati: dict[str, Any], *, versione: int) -> Convenzione:
    """Change what an agreement leaves open; dates and amount are fixed with its quarters and budgets.

    Raises ModificaConcorrente when somebody else saved first.
    """
    return modifica(convenzione, dati, versione=versione)
