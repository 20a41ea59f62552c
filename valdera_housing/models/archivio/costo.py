from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from valdera_housing.models.archivio.documento import Documento


class CostoQuerySet(models.QuerySet):
    def pagati_fra(self, dal: date, al: date) -> "CostoQuerySet":
        return self.filter(pagato_il__gte=dal, pagato_il__lte=al)


class CostoDiLinea(models.Model):
    """What a line paid, with its document: offered to the accounts in the quarter of its payment, in euro.

    ``importo`` is VAT included: the ETS recovers none (product.md, defaults). Each line says of what it is.
    """

    descrizione = models.CharField("per che cosa", max_length=160)
    fornitore = models.CharField("fornitore", max_length=160)
    codice_fiscale = models.CharField("partita IVA o codice fiscale", max_length=16, blank=True)
    documento_numero = models.CharField("numero del documento", max_length=40)
    documento_del = models.DateField("data del documento")
    importo = models.DecimalField("importo, IVA compresa", max_digits=9, decimal_places=2)
    pagato_il = models.DateField("pagato il", null=True, blank=True)
    documento = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="file", null=True, blank=True, editable=False, related_name="+"
    )
    creato_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    annullato_il = models.DateField("tolto il", null=True, blank=True, editable=False)
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
        verbose_name, verbose_name_plural = "spesa", "spese"
        ordering = ["-documento_del", "-pk"]

    def __str__(self) -> str:
        return f"{self.fornitore}, {self.documento_numero}"


def indici_costo(nome: str) -> list[models.Index]:
    """The indexes of a line's expenses, whose names begin with ``nome``."""
    return [
        models.Index(fields=["-documento_del", "-id"], name=f"{nome}_documento"),
        models.Index(fields=["pagato_il"], name=f"{nome}_pagato", condition=Q(pagato_il__isnull=False)),
    ]


def vincoli_costo(nome: str) -> list[models.BaseConstraint]:
    """The constraints of a line's expenses, whose names begin with ``nome``."""
    return [
        models.CheckConstraint(
            name=f"{nome}_positivo",
            condition=Q(importo__gt=0),
            violation_error_message="L'importo è maggiore di zero.",
        ),
        models.UniqueConstraint(
            name=f"{nome}_una_volta",
            fields=["fornitore", "documento_numero", "documento_del"],
            condition=Q(annullato_il=None),
            violation_error_message="Questo documento è già registrato.",
        ),
    ]
