"""``manage.py popola``: the invented office people can try the product on."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from rendicontazione.management.ufficio_di_prova.archivio import carica_archivio
from rendicontazione.management.ufficio_di_prova.relazioni import prepara_relazioni
from rendicontazione.management.ufficio_di_prova.ufficio import carica_ufficio
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Convenzione

SEME = 2025
SCALE = (1, 10, 100, 1000)


class Command(BaseCommand):
    help = "Carica l'ufficio dimostrativo: persone inventate, otto trimestri di conti che finiscono oggi."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--solo-se-vuoto", action="store_true", help="non fa nulla se ci sono già dati")
        parser.add_argument("--seme", type=int, default=SEME, help="un altro numero dà un altro ufficio")
        parser.add_argument("--piccolo", action="store_true", help="pochi nuclei e poche spese, per le prove")
        parser.add_argument(
            "--scala", type=int, choices=SCALE, default=1, help="anni di conti d'archivio da aggiungere, per misura"
        )
        parser.add_argument("--senza-pdf", action="store_true", help="lascia i PDF ai lavori in sottofondo")

    def handle(self, *args: Any, **opzioni: Any) -> None:
        if settings.PRODUZIONE:
            raise CommandError("In produzione non si caricano utenti di prova.")
        if Convenzione.objects.exists():
            if opzioni["solo_se_vuoto"]:
                return
            raise CommandError("Ci sono già dati: l'ufficio dimostrativo si carica su un database vuoto.")
        with transaction.atomic():
            carica_ufficio(oggi(), opzioni["seme"], piccolo=opzioni["piccolo"], di=self.stdout.write)
        if opzioni["scala"] > 1:
            with transaction.atomic():
                carica_archivio(opzioni["scala"], self.stdout.write)
        if not opzioni["senza_pdf"]:
            prepara_relazioni(self.stdout.write)
