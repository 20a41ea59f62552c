"""``manage.py carica_modelli``: the wordings of the letters the product comes with."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from valdera_housing.actions.lettera import carica_modelli
from valdera_housing.kit.tempo import oggi


class Command(BaseCommand):
    help = "Aggiunge i modelli di lettera che mancano; quelli scritti dall'ufficio restano come sono."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dal", type=date.fromisoformat, default=None, help="da quale giorno valgono (AAAA-MM-GG)"
        )

    def handle(self, *args: Any, **opzioni: Any) -> None:
        nuovi = carica_modelli(opzioni["dal"] or oggi())
        self.stdout.write(f"Modelli aggiunti: {len(nuovi)}" if nuovi else "Nessun modello mancava.")
