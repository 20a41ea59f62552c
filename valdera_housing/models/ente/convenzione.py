from datetime import date
from decimal import Decimal

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.functional import cached_property

from valdera_housing.choices import PoliticaCup
from valdera_housing.models.ente.ente import Ente


class IntervalloDate(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class ConvenzioneQuerySet(models.QuerySet):
    def attuale(self) -> "Convenzione":
        """The convention in force, or the last one; raises DoesNotExist before the first is entered."""
        return self.select_related("procedente", "attuatore").latest("inizio")


@pghistory.track()
class Convenzione(models.Model):
    """The three-year agreement (art. 55 d.lgs. 117/2017), with the choices it leaves open (product.md)."""

    numero = models.CharField("numero", max_length=40, unique=True)
    oggetto = models.CharField("oggetto", max_length=200)
    stipulata_il = models.DateField("stipulata il")
    inizio = models.DateField("inizio")
    fine = models.DateField("fine")
    importo = models.DecimalField("importo", max_digits=12, decimal_places=2)
    cup = models.CharField("CUP", max_length=15, blank=True)
    politica_cup = models.CharField(
        "CUP in fattura", max_length=12, choices=PoliticaCup, default=PoliticaCup.CONSIGLIATO
    )
    iva_recuperabile_pct = models.DecimalField(
        "IVA recuperata dall'ente partner, %", max_digits=5, decimal_places=2, default=Decimal("0")
    )
    fondo_rotativo = models.BooleanField("fondo rotativo", default=True)
    canoni_al_netto = models.BooleanField("canoni di testa al netto dei canoni incassati", default=True)
    conto_dedicato = models.CharField("IBAN del conto dedicato", max_length=34, blank=True)
    procedente = models.ForeignKey(Ente, models.PROTECT, verbose_name="amministrazione procedente", related_name="+")
    attuatore = models.ForeignKey(Ente, models.PROTECT, verbose_name="ente partner", related_name="+")
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = ConvenzioneQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "convenzione", "convenzioni"
        constraints = [
            models.CheckConstraint(
                name="convenzione_date_in_ordine",
                condition=Q(fine__gt=F("inizio")),
                violation_error_message="La fine della convenzione deve seguire l'inizio.",
            ),
            models.CheckConstraint(
                name="convenzione_iva_percentuale",
                condition=Q(iva_recuperabile_pct__range=(0, 100)),
                violation_error_message="La quota di IVA recuperata va da 0 a 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"Convenzione n. {self.numero}"

    @cached_property
    def elenco_trimestri(self) -> list["Trimestre"]:
        return list(self.trimestri.order_by("numero"))


class TrimestreQuerySet(models.QuerySet):
    def del_giorno(self, giorno: date) -> "TrimestreQuerySet":
        return self.filter(inizio__lte=giorno, fine__gte=giorno)


class Trimestre(models.Model):
    """A reporting quarter, counted from the start of the convention. Dates are closed."""

    convenzione = models.ForeignKey(Convenzione, models.PROTECT, verbose_name="convenzione", related_name="trimestri")
    numero = models.PositiveSmallIntegerField("numero")
    inizio = models.DateField("inizio")
    fine = models.DateField("fine")

    objects = TrimestreQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "trimestre", "trimestri"
        ordering = ["convenzione", "numero"]
        constraints = [
            models.UniqueConstraint(
                name="trimestre_numero_unico",
                fields=["convenzione", "numero"],
                violation_error_message="Questo trimestre esiste già.",
            ),
            ExclusionConstraint(
                name="trimestre_senza_sovrapposizioni",
                expressions=[
                    ("convenzione", RangeOperators.EQUAL),
                    (
                        IntervalloDate("inizio", "fine", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="I trimestri di una convenzione non si sovrappongono.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero}° trimestre"

    @property
    def sigla(self) -> str:
        return f"T{self.numero}"
