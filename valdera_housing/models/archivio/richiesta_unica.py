from django.conf import settings
from django.db import models


class RichiestaUnica(models.Model):
    """A button already pressed: its key and where the person was sent, so that twice does it once (quality R5)."""

    chiave = models.UUIDField(unique=True)
    utente = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    percorso = models.CharField(max_length=300)
    destinazione = models.CharField(max_length=300, blank=True)
    creata_alle = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.percorso} {self.chiave}"
