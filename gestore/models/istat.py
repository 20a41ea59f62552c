from django.db import models
from django.db.models import Q


class IndiceFoi(models.Model):
    """ISTAT FOI without tobacco: the year-on-year change of a month, in per cent (domain.md 1.5)."""

    mese = models.DateField("mese", unique=True)
    variazione_pct = models.DecimalField("variazione annua, %", max_digits=5, decimal_places=2)
    fonte = models.CharField("fonte", max_length=160, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "indice FOI", "indici FOI"
        ordering = ["-mese"]
        constraints = [
            models.CheckConstraint(
                name="foi_primo_del_mese",
                condition=Q(mese__day=1),
                violation_error_message="Il mese dell'indice è scritto al suo primo giorno.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.mese:%m/%Y}: {self.variazione_pct} %"
