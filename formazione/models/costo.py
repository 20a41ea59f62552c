from datetime import date

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from formazione.models.campagna import Campagna
from formazione.models.evento import IN_EURO, Evento
from formazione.workflow import VEDONO
from valdera_housing.models import Documento, Utente


class CostoQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "CostoQuerySet":
        return self if utente.ha_ruolo(*VEDONO) else self.none()

    def pagati_fra(self, dal: date, al: date) -> "CostoQuerySet":
        return self.filter(pagato_il__gte=dal, pagato_il__lte=al)


@pghistory.track()
class Costo(models.Model):
    """What an event or a campaign cost, with its invoice: offered to the accounts in the quarter it was paid, in euro.

    ``importo`` is VAT included: the ETS recovers none (product.md, defaults).
    """

    evento = models.ForeignKey(
        Evento, models.PROTECT, verbose_name="evento", null=True, blank=True, related_name="costi"
    )
    campagna = models.ForeignKey(
        Campagna, models.PROTECT, verbose_name="campagna", null=True, blank=True, related_name="costi"
    )
    descrizione = models.CharField("per che cosa", max_length=160)
    fornitore = models.CharField("fornitore", max_length=160)
    codice_fiscale = models.CharField("partita IVA o codice fiscale", max_length=16, blank=True)
    documento_numero = models.CharField("numero del documento", max_length=40)
    documento_del = models.DateField("data del documento")
    importo = models.DecimalField("importo, IVA compresa", **IN_EURO)
    pagato_il = models.DateField("pagato il", null=True, blank=True)
    documento = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="file", null=True, blank=True, editable=False, related_name="+"
    )
    creato_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    annullato_il = models.DateField("tolto il", null=True, blank=True, editable=False)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = CostoQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "spesa", "spese"
        ordering = ["-documento_del", "-pk"]
        indexes = [
            models.Index(fields=["-documento_del", "-id"], name="costo_documento"),
            models.Index(fields=["pagato_il"], name="costo_pagato", condition=Q(pagato_il__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="costo_di_una_cosa",
                condition=Q(evento__isnull=False, campagna=None) | Q(evento=None, campagna__isnull=False),
                violation_error_message="Una spesa è di un evento o di una campagna.",
            ),
            models.CheckConstraint(
                name="costo_positivo",
                condition=Q(importo__gt=0),
                violation_error_message="L'importo è maggiore di zero.",
            ),
            models.UniqueConstraint(
                name="costo_una_volta",
                fields=["fornitore", "documento_numero", "documento_del"],
                condition=Q(annullato_il=None),
                violation_error_message="Questo documento è già registrato.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fornitore}, {self.documento_numero}"
