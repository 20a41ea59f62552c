"""``manage.py genera_scadenze``: the dues of this month and of the next ones, for a timer that runs every night."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from gestore.actions.generazione import genera_scadenze
from valdera_housing.kit.scrittura import plurale
from valdera_housing.kit.tempo import aggiungi_mesi, oggi
from valdera_housing.queries.partitario import mesi_avanti


class Command(BaseCommand):
    help = "Scrive nel partitario canoni, oneri e depositi di questo mese e dei prossimi. Ripeterlo non fa danni."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mesi", type=int, help="quanti mesi avanti (se manca, il parametro dell'ufficio)")

    def handle(self, *args: Any, **opzioni: Any) -> None:
        giorno = oggi()
        avanti = opzioni["mesi"] if opzioni["mesi"] is not None else mesi_avanti(giorno)
        mese = giorno.replace(day=1)
        nuove = genera_scadenze(mese, aggiungi_mesi(mese, avanti), utente=None, oggi=giorno)
        self.stdout.write(f"{nuove} {plurale(nuove, 'scadenza nuova,scadenze nuove')}.")
