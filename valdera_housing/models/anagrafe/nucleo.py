from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from valdera_housing.choices import Parentela, Ruolo
from valdera_housing.models.anagrafe.persona import Persona
from valdera_housing.models.ente.comune import Comune
from valdera_housing.models.ente.convenzione import IntervalloDate
from valdera_housing.models.ente.utente import Utente


class NucleoQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "NucleoQuerySet":
        """As for people: the comuni of a social worker, what the service has in charge for the ETS."""
        condizione = Q(pk__in=[])
        if utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE):
            condizione |= Q(comune__in=utente.comuni_seguiti)
        if utente.ha_ruolo(Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS):
            condizione |= Q(in_carico=True)
        return self.filter(condizione)


@pghistory.track()
class Nucleo(models.Model):
    """A household. ``codice`` (``N-2026-0042``) stands for its names wherever accounts are read."""

    dati_personali = True

    codice = models.CharField("codice", max_length=12, unique=True, editable=False)
    comune = models.ForeignKey(Comune, models.PROTECT, verbose_name="comune", related_name="+")
    in_carico = models.BooleanField("preso in carico dal servizio", default=False)
    in_carico_dal = models.DateField("in carico dal", null=True, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = NucleoQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "nucleo", "nuclei"
        ordering = ["-codice"]
        indexes = [models.Index(fields=["comune", "-codice"], name="nucleo_per_comune")]
        constraints = [
            models.CheckConstraint(
                name="nucleo_in_carico_con_data",
                condition=Q(in_carico=False) | Q(in_carico_dal__isnull=False),
                violation_error_message="Scrivi da quando il nucleo è in carico al servizio.",
            )
        ]

    def __str__(self) -> str:
        return self.codice

    def get_absolute_url(self) -> str:
        return reverse("nucleo_scheda", args=[self.codice])


class MembroNucleoQuerySet(models.QuerySet):
    def alla_data(self, giorno: date) -> "MembroNucleoQuerySet":
        return self.dopo(giorno).filter(dal__lte=giorno)

    def dopo(self, giorno: date) -> "MembroNucleoQuerySet":
        """Who is in the household on that day or will be later."""
        return self.filter(Q(al=None) | Q(al__gte=giorno))

    def intestatari(self) -> "MembroNucleoQuerySet":
        return self.filter(parentela=Parentela.INTESTATARIO)


@pghistory.track()
class MembroNucleo(models.Model):
    """A person in a household between two dates, both included; a person is in one household at a time."""

    dati_personali = True

    nucleo = models.ForeignKey(Nucleo, models.PROTECT, verbose_name="nucleo", related_name="membri")
    persona = models.ForeignKey(Persona, models.PROTECT, verbose_name="persona", related_name="appartenenze")
    parentela = models.CharField("parentela", max_length=12, choices=Parentela)
    dal = models.DateField("dal")
    al = models.DateField("al", null=True, blank=True)

    objects = MembroNucleoQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "componente", "componenti"
        ordering = ["dal", "pk"]
        constraints = [
            models.CheckConstraint(
                name="membro_date_in_ordine",
                condition=Q(al=None) | Q(al__gte=F("dal")),
                violation_error_message="L'uscita dal nucleo non può precedere l'ingresso.",
            ),
            ExclusionConstraint(
                name="membro_un_nucleo_alla_volta",
                expressions=[
                    ("persona", RangeOperators.EQUAL),
                    (
                        IntervalloDate("dal", "al", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="In quei giorni questa persona fa già parte di un nucleo.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.persona} in {self.nucleo}"
