from datetime import date
from decimal import Decimal

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from valdera_housing.kit.denaro import in_cifre
from valdera_housing.models.ente.convenzione import IntervalloDate


class ParametroQuerySet(models.QuerySet):
    def validi(self, giorno: date) -> "ParametroQuerySet":
        return self.filter(Q(valido_al=None) | Q(valido_al__gte=giorno), valido_dal__lte=giorno)

    def valori(self, giorno: date) -> dict[str, Decimal]:
        """Every threshold in force on that day, by key: one query for a whole page."""
        return dict(self.validi(giorno).values_list("chiave", "valore"))


@pghistory.track()
class Parametro(models.Model):
    """A threshold that an act can change. Old files keep the value in force on their day."""

    chiave = models.SlugField("chiave", max_length=60)
    descrizione = models.CharField("descrizione", max_length=200)
    valore = models.DecimalField("valore", max_digits=14, decimal_places=4)
    unita = models.CharField("unità", max_length=20, blank=True)
    valido_dal = models.DateField("valido dal")
    valido_al = models.DateField("valido al", null=True, blank=True)
    atto = models.CharField("atto", max_length=160)

    objects = ParametroQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "parametro", "parametri"
        ordering = ["chiave", "-valido_dal"]
        constraints = [
            models.CheckConstraint(
                name="parametro_date_in_ordine",
                condition=Q(valido_al=None) | Q(valido_al__gte=F("valido_dal")),
                violation_error_message="La fine della validità non può precedere l'inizio.",
            ),
            ExclusionConstraint(
                name="parametro_un_valore_alla_volta",
                expressions=[
                    ("chiave", RangeOperators.EQUAL),
                    (
                        IntervalloDate(
                            "valido_dal",
                            "valido_al",
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="In quei giorni c'è già un valore per questo parametro: chiudi prima quello.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.descrizione}: {self.quanto}"

    @property
    def quanto(self) -> str:
        """The value with its unit, without useless decimals: ``30 %``, ``0,5``, ``1.000 euro``."""
        decimali = max(0, -int(self.valore.normalize().as_tuple().exponent))
        return f"{in_cifre(self.valore, decimali)} {self.unita}".strip()
