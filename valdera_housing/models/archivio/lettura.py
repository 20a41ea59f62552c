import pgtrigger
from django.conf import settings
from django.db import models

from valdera_housing.choices import Lettura
from valdera_housing.models.anagrafe.nucleo import Nucleo
from valdera_housing.models.anagrafe.persona import Persona


class LetturaFascicolo(models.Model):
    """Who read whose file, when and why. Rows are only added (quality S9)."""

    utente = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="utente", related_name="+")
    persona = models.ForeignKey(Persona, models.PROTECT, verbose_name="persona", null=True, related_name="letture")
    nucleo = models.ForeignKey(Nucleo, models.PROTECT, verbose_name="nucleo", null=True, related_name="letture")
    azione = models.CharField("azione", max_length=12, choices=Lettura)
    motivo = models.CharField("motivo", max_length=300, blank=True)
    alle = models.DateTimeField("alle", auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = "lettura", "letture"
        ordering = ["-alle"]
        indexes = [models.Index(fields=["persona", "-alle"]), models.Index(fields=["nucleo", "-alle"])]
        constraints = [
            models.CheckConstraint(
                name="lettura_di_persona_o_nucleo",
                condition=models.Q(persona__isnull=False) | models.Q(nucleo__isnull=False),
                violation_error_message="Una lettura riguarda una persona o un nucleo.",
            ),
            models.CheckConstraint(
                name="lettura_smascherata_con_motivo",
                condition=~models.Q(azione=Lettura.SMASCHERATA) | ~models.Q(motivo=""),
                violation_error_message="Per vedere il nome serve un motivo.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="solo_aggiunte", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.utente} {self.alle:%d/%m/%Y %H:%M}"
