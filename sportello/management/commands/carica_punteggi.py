"""``manage.py carica_punteggi``: the lines of the ERP scale the product comes with."""

from typing import Any

from django.core.management.base import BaseCommand

from sportello.actions.punteggio import carica_voci_punteggio
from sportello.management.punteggi_di_partenza import VOCI


class Command(BaseCommand):
    help = "Aggiunge le voci di punteggio ERP che mancano; quelle scritte o chiuse dall'ufficio restano come sono."

    def handle(self, *args: Any, **opzioni: Any) -> None:
        nuove = carica_voci_punteggio(VOCI)
        self.stdout.write(f"Voci aggiunte: {len(nuove)}" if nuove else "Nessuna voce mancava.")
