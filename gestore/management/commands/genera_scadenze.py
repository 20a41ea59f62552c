"""``manage.py genera_scadenze``: the dues of the contracts, this month and the next ones, for every night."""

from datetime import date

from gestore.actions.generazione import genera_scadenze
from valdera_housing.management.generazione import ComandoGenera


class Command(ComandoGenera):
    help = "Scrive nel partitario canoni, oneri e depositi di questo mese e dei prossimi. Ripeterlo non fa danni."

    def genera(self, dal_mese: date, al_mese: date, giorno: date) -> int:
        return genera_scadenze(dal_mese, al_mese, utente=None, oggi=giorno)
