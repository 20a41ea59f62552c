from datetime import date

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from valdera_housing.kit.giorni import MESI


class ComuneQuerySet(models.QuerySet):
    def aderenti(self, al: date) -> "ComuneQuerySet":
        """Members of the Unione on that day."""
        return self.filter(Q(aderente_al=None) | Q(aderente_al__gte=al), aderente_dal__lte=al)


@pghistory.track()
class Comune(models.Model):
    """A comune and its dates of membership; population is loaded yearly from ISTAT (domain.md 8.1)."""

    nome = models.CharField("nome", max_length=60, unique=True)
    istat = models.CharField("codice ISTAT", max_length=6, unique=True)
    belfiore = models.CharField("codice catastale", max_length=4, unique=True)
    cap = ArrayField(models.CharField(max_length=5), verbose_name="CAP")
    popolazione = models.PositiveIntegerField("popolazione", null=True, blank=True)
    popolazione_al = models.DateField("popolazione al", null=True, blank=True)
    alta_tensione_abitativa = models.BooleanField("alta tensione abitativa", default=False)
    patrono_giorno = models.PositiveSmallIntegerField("giorno del patrono", null=True, blank=True)
    patrono_mese = models.PositiveSmallIntegerField("mese del patrono", null=True, blank=True)
    aderente_dal = models.DateField("aderente dal")
    aderente_al = models.DateField("aderente al", null=True, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = ComuneQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "comune", "comuni"
        ordering = ["nome"]
        constraints = [
            models.CheckConstraint(
                name="comune_date_in_ordine",
                condition=Q(aderente_al=None) | Q(aderente_al__gte=F("aderente_dal")),
                violation_error_message="L'uscita dall'Unione non può precedere l'adesione.",
            ),
            models.CheckConstraint(
                name="comune_patrono_intero",
                condition=Q(patrono_giorno=None, patrono_mese=None)
                | Q(
                    patrono_giorno__isnull=False,
                    patrono_mese__isnull=False,
                    patrono_giorno__range=(1, 31),
                    patrono_mese__range=(1, 12),
                ),
                violation_error_message="Il giorno del patrono ha giorno e mese.",
            ),
        ]

    def __str__(self) -> str:
        return self.nome

    @property
    def patrono(self) -> str:
        """``13 novembre``, or nothing when the day of the patron is not known."""
        if self.patrono_giorno is None or self.patrono_mese is None:
            return ""
        return f"{self.patrono_giorno} {MESI[self.patrono_mese - 1]}"
