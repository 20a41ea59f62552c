import pghistory
from django.conf import settings
from django.db import models

from valdera_housing.models.anagrafe.nucleo import Nucleo
from valdera_housing.models.archivio.documento import Documento
from valdera_housing.models.archivio.modello_lettera import ModelloLettera
from valdera_housing.models.casa.contratto import Contratto
from valdera_housing.models.casa.proprietario import Proprietario


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

    class Meta:
        verbose_name, verbose_name_plural = "lettera", "lettere"
        ordering = ["-data", "-pk"]
        indexes = [models.Index(fields=["contratto", "-data"], name="lettera_contratto")]

    def __str__(self) -> str:
        return f"{self.oggetto} ({self.numero})"
