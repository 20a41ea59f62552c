"""``manage.py scade_iscrizioni``: to be run every night."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from formazione.actions.iscrizione_pubblica import scadi_iscrizioni
from valdera_housing.kit.scrittura import in_momento


class Command(BaseCommand):
    help = "Fa scadere le iscrizioni chieste e non confermate in tempo. Ripeterlo non cambia nulla."

    def handle(self, *args: Any, **options: Any) -> None:
        adesso = timezone.now()
        self.stdout.write(f"{in_momento(adesso)}: iscrizioni scadute {scadi_iscrizioni(adesso)}.")
