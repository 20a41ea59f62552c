"""``manage.py genera_quote``: the quotas of the stays, this month and the next ones, for every night."""

from datetime import date

from cohousing.actions.quota import genera_quote
from valdera_housing.management.generazione import ComandoGenera


class Command(ComandoGenera):
    help = "Scrive nel partitario quote e cauzioni di questo mese e dei prossimi. Ripeterlo non fa danni."

    def genera(self, dal_mese: date, al_mese: date, giorno: date) -> int:
        return genera_quote(dal_mese, al_mese, utente=None, oggi=giorno)
