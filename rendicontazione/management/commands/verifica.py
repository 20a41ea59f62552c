"""``manage.py verifica``: recompute every summary and invariant from the rows."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rendicontazione.queries.integrita import scostamenti
from valdera_housing.kit.scrittura import plurale


class Command(BaseCommand):
    help = (
        "Ricalcola dalle righe ogni somma, impronta e vincolo dei conti e dice che cosa non torna. "
        "Non cambia nulla. Esce con 0 se tutto torna, con 1 se qualcosa non torna."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        quanti = 0
        for scostamento in scostamenti():
            quanti += 1
            self.stdout.write(str(scostamento))
        if quanti:
            raise CommandError(f"{quanti} {plurale(quanti, 'cosa non torna,cose non tornano')}.")
        self.stdout.write("Tutto torna: somme, budget, documenti, relazioni e file.")
