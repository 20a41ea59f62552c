import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from valdera_housing.choices import Ruolo
from valdera_housing.models.anagrafe.nucleo import Nucleo
from valdera_housing.models.archivio.documento import Documento
from valdera_housing.models.archivio.modello_lettera import ModelloLettera
from valdera_housing.models.casa.contratto import Contratto
from valdera_housing.models.casa.proprietario import Proprietario
from valdera_housing.models.ente.utente import Utente


class LetteraQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "LetteraQuerySet":
        """Letters carry names: the ETS that wrote them, and the social worker of the household or of the home."""
        if utente.ha_ruolo(Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS):
            return self
        if utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE):
            return self.filter(
                Q(nucleo__comune__in=utente.comuni_seguiti)
                | Q(nucleo=None, contratto__in=Contratto.objects.visibili_a(utente))
            )
        return self.none()


@pghistory.track()
class Lettera(models.Model):
    """A letter, a contract or a report made as PDF, as it was made: to whom, on which contract, with which wording."""

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    modello = models.ForeignKey(ModelloLettera, models.PROTECT, verbose_name="modello", related_name="+")
    contratto = models.ForeignKey(
        Contratto, models.PROTECT, verbose_name="contratto", null=True, blank=True, related_name="lettere"
    )
    nucleo = models.ForeignKey(
        Nucleo, models.PROTECT, verbose_name="nucleo", null=True, blank=True, related_name="lettere"
    )
    proprietario = models.ForeignKey(
        Proprietario, models.PROTECT, verbose_name="proprietario", null=True, blank=True, related_name="lettere"
    )
    destinatario = models.CharField("destinatario", max_length=200)
    oggetto = models.CharField("oggetto", max_length=200)
    data = models.DateField("data")
    documento = models.ForeignKey(Documento, models.PROTECT, verbose_name="PDF", related_name="+")
    creata_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    creata_alle = models.DateTimeField("creata alle", auto_now_add=True)

    objects = LetteraQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "lettera", "lettere"
        ordering = ["-data", "-pk"]
        indexes = [models.Index(fields=["contratto", "-data"], name="lettera_contratto")]

    def __str__(self) -> str:
        return f"{self.oggetto} ({self.numero})"
