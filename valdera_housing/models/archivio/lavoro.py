import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from valdera_housing.choices import StatoLavoro
from valdera_housing.models.ente.utente import Utente


class LavoroQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "LavoroQuerySet":
        """Each person sees the work she asked for."""
        return self.filter(utente=utente)


class Lavoro(models.Model):
    """Work done by the worker while the person waits: the page polls this row for its progress."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    titolo = models.CharField("titolo", max_length=160)
    utente = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    stato = models.CharField("stato", max_length=8, choices=StatoLavoro, default=StatoLavoro.IN_CODA)
    fatti = models.PositiveIntegerField(default=0)
    totale = models.PositiveIntegerField(default=0)
    esito = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    ritorno = models.CharField("pagina del risultato", max_length=200, blank=True)
    creato_alle = models.DateTimeField(auto_now_add=True)
    finito_alle = models.DateTimeField(null=True, blank=True)

    objects = LavoroQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "lavoro", "lavori"
        ordering = ["-creato_alle"]

    def __str__(self) -> str:
        return self.titolo

    @property
    def concluso(self) -> bool:
        return self.stato in {StatoLavoro.FINITO, StatoLavoro.FALLITO}
