from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q

from valdera_housing.choices import TipoIsee
from valdera_housing.models.anagrafe.nucleo import Nucleo


class IseeQuerySet(models.QuerySet):
    def validi(self, giorno: date) -> "IseeQuerySet":
        return self.filter(presentata_il__lte=giorno, scade_il__gte=giorno)


@pghistory.track()
class Isee(models.Model):
    """An ISEE of a household, in euro, with the yearly net income the rent is measured on (domain.md 1.6)."""

    dati_personali = True

    nucleo = models.ForeignKey(Nucleo, models.PROTECT, verbose_name="nucleo", related_name="isee")
    tipo = models.CharField("tipo", max_length=16, choices=TipoIsee, default=TipoIsee.ORDINARIO)
    valore = models.DecimalField("ISEE", max_digits=12, decimal_places=2)
    ise = models.DecimalField("ISE", max_digits=12, decimal_places=2, null=True, blank=True)
    reddito_annuo = models.DecimalField(
        "reddito annuo netto del nucleo", max_digits=12, decimal_places=2, null=True, blank=True
    )
    protocollo_dsu = models.CharField("protocollo DSU", max_length=40, blank=True)
    presentata_il = models.DateField("DSU presentata il")
    scade_il = models.DateField("scade il")
    difformita = models.BooleanField("con omissioni o difformità", default=False)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = IseeQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "ISEE", "ISEE"
        ordering = ["-presentata_il", "-pk"]
        indexes = [models.Index(fields=["nucleo", "-presentata_il"], name="isee_del_nucleo")]
        constraints = [
            models.CheckConstraint(
                name="isee_date_in_ordine",
                condition=Q(scade_il__gte=F("presentata_il")),
                violation_error_message="L'ISEE non può scadere prima di essere presentato.",
            ),
            models.CheckConstraint(
                name="isee_importi_non_negativi",
                condition=Q(valore__gte=0)
                & (Q(ise=None) | Q(ise__gte=0))
                & (Q(reddito_annuo=None) | Q(reddito_annuo__gte=0)),
                violation_error_message="ISEE, ISE e reddito non possono essere negativi.",
            ),
        ]

    def __str__(self) -> str:
        return f"ISEE {self.get_tipo_display().lower()} del {self.presentata_il:%d/%m/%Y}"
