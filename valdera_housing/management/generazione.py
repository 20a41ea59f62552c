"""The command that writes the dues of a line, for a timer that runs every night."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from valdera_housing.kit.scrittura import plurale
from valdera_housing.kit.tempo import aggiungi_mesi, oggi
from valdera_housing.queries.partitario import mesi_avanti


class ComandoGenera(BaseCommand):
    """Of this month and of the next ones; a line says how in ``genera``."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mesi", type=int, help="quanti mesi avanti (se manca, il parametro dell'ufficio)")

    def handle(self, *args: Any, **opzioni: Any) -> None:
        giorno = oggi()
        avanti = opzioni["mesi"] if opzioni["mesi"] is not None else mesi_avanti(giorno)
        mese = giorno.replace(day=1)
        nuove = self.genera(mese, aggiungi_mesi(mese, avanti), giorno)
        self.stdout.write(f"{nuove} {plurale(nuove, 'scadenza nuova,scadenze nuove')}.")

    def genera(self, dal_mese: date, al_mese: date, giorno: date) -> int:
        raise NotImplementedError
