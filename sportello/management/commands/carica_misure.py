"""``manage.py carica_misure``: the measures the product comes with."""

from typing import Any

from django.core.management.base import BaseCommand

from sportello.actions.misura import carica_misure
from sportello.management.misure_di_partenza import MISURE


class Command(BaseCommand):
    help = "Aggiunge le misure di partenza che mancano; quelle dell'ufficio restano come sono."

    def handle(self, *args: Any, **opzioni: Any) -> None:
        nuove = carica_misure(MISURE)
        self.stdout.write(f"Misure aggiunte: {len(nuove)}" if nuove else "Nessuna misura mancava.")
