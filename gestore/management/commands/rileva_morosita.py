"""``manage.py rileva_morosita``: to be run every night."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from gestore.actions.morosita import rileva_morosita
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi


class Command(BaseCommand):
    help = "Apre le morosità di chi è in ritardo e chiude quelle pagate. Ripeterlo non cambia nulla."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--giorno", type=date.fromisoformat, help="AAAA-MM-GG (predefinito: oggi)")

    def handle(self, *args: Any, giorno: date | None, **options: Any) -> None:
        quando = giorno or oggi()
        esito = rileva_morosita(quando)
        self.stdout.write(
            f"{in_data(quando)}: morosità aperte {esito.aperte}, sanate {esito.sanate}, "
            f"piani di rientro conclusi {esito.conclusi}."
        )
