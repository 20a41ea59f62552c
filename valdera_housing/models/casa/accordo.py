from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from valdera_housing.models.archivio.documento import Documento
from valdera_housing.models.ente.comune import Comune
from valdera_housing.models.ente.convenzione import IntervalloDate


class AccordoTerritorialeQuerySet(models.QuerySet):
    def validi(self, giorno: date) -> "AccordoTerritorialeQuerySet":
        return self.filter(Q(valido_al=None) | Q(valido_al__gte=giorno), valido_dal__lte=giorno)


@pghistory.track()
class AccordoTerritoriale(models.Model):
    """The local accord on agreed rents of a comune (L. 431/1998 art. 2 c. 3), with its bands as data."""

    comune = models.ForeignKey(Comune, models.PROTECT, verbose_name="comune", related_name="+")
    depositato_il = models.DateField("depositato il")
    valido_dal = models.DateField("valido dal")
    valido_al = models.DateField("valido al", null=True, blank=True)
    documento = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="testo dell'accordo", null=True, blank=True, related_name="+"
    )
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = AccordoTerritorialeQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "accordo territoriale", "accordi territoriali"
        ordering = ["comune__nome", "-valido_dal"]
        constraints = [
            models.CheckConstraint(
                name="accordo_date_in_ordine",
                condition=Q(valido_al=None) | Q(valido_al__gte=F("valido_dal")),
                violation_error_message="La fine della validità non può precedere l'inizio.",
            ),
            ExclusionConstraint(
                name="accordo_uno_alla_volta",
                expressions=[
                    ("comune", RangeOperators.EQUAL),
                    (
                        IntervalloDate(
                            "valido_dal", "valido_al", RangeBoundary(inclusive_lower=True, inclusive_upper=True)
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="In quei giorni questo comune ha già un accordo: chiudi prima quello.",
            ),
        ]

    def __str__(self) -> str:
        return f"Accordo di {self.comune} del {self.depositato_il:%d/%m/%Y}"


@pghistory.track()
class FasciaAccordo(models.Model):
    """A band of an accord: zone, sub-band and the yearly rent per m², in euro, between which a rent must stay."""

    accordo = models.ForeignKey(AccordoTerritoriale, models.PROTECT, verbose_name="accordo", related_name="fasce")
    zona = models.CharField("zona omogenea", max_length=60)
    subfascia = models.CharField("sottofascia", max_length=40)
    minimo_mq_anno = models.DecimalField("minimo €/m² in un anno", max_digits=7, decimal_places=2)
    massimo_mq_anno = models.DecimalField("massimo €/m² in un anno", max_digits=7, decimal_places=2)

    class Meta:
        verbose_name, verbose_name_plural = "fascia dell'accordo", "fasce dell'accordo"
        ordering = ["zona", "subfascia"]
        constraints = [
            models.UniqueConstraint(
                name="fascia_una_per_zona",
                fields=["accordo", "zona", "subfascia"],
                violation_error_message="Questa zona ha già questa sottofascia.",
            ),
            models.CheckConstraint(
                name="fascia_minimo_sotto_il_massimo",
                condition=Q(minimo_mq_anno__gt=0, massimo_mq_anno__gte=F("minimo_mq_anno")),
                violation_error_message="Il minimo è maggiore di zero e non supera il massimo.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zona}, {self.subfascia}"
