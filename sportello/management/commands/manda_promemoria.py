"""``manage.py manda_promemoria``: the reminders of the day before, for a timer that runs every hour of the day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from sportello.actions.promemoria import manda_promemoria
from sportello.choices import StatoPromemoria as S


class Command(BaseCommand):
    help = "Manda i promemoria degli appuntamenti di domani. Ripeterlo non li manda due volte."

    def handle(self, *args: Any, **opzioni: Any) -> None:
        esito = manda_promemoria(timezone.now())
        self.stdout.write(
            f"Promemoria mandati {esito[S.INVIATO]}, non riusciti {esito[S.FALLITO]}, "
            f"senza e-mail {esito[S.SENZA_INDIRIZZO]}, non voluti {esito[S.SILENZIATO]}."
        )
