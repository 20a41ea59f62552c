"""``manage.py scade_garanzie``: to be run every night."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from fondo_garanzia.actions.garanzia import scadi_garanzie
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi


class Command(BaseCommand):
    help = "Fa scadere le garanzie finite che il proprietario non può più escutere. Ripeterlo non cambia nulla."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--giorno", type=date.fromisoformat, help="AAAA-MM-GG (predefinito: oggi)")

    def handle(self, *args: Any, giorno: date | None, **options: Any) -> None:
        quando = giorno or oggi()
        self.stdout.write(f"{in_data(quando)}: garanzie scadute {scadi_garanzie(quando)}.")
