"""``manage.py rileva_ritardi``: to be run every night."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from fondo_garanzia.actions.ritardo import rileva_ritardi
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi


class Command(BaseCommand):
    help = "Segna anticipi e rivalse in ritardo, insolventi o di nuovo in rimborso. Ripeterlo non cambia nulla."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--giorno", type=date.fromisoformat, help="AAAA-MM-GG (predefinito: oggi)")

    def handle(self, *args: Any, giorno: date | None, **options: Any) -> None:
        quando = giorno or oggi()
        esito = rileva_ritardi(quando)
        self.stdout.write(
            f"{in_data(quando)}: in ritardo {esito.in_ritardo}, insolventi {esito.insolventi}, "
            f"di nuovo in rimborso {esito.in_rimborso}."
        )
