from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from sportello.choices import Beneficiario, GruppoErp, ModalitaMisura, TipoMisura, TipoRequisito
from valdera_housing.models import IntervalloDate

CON_SOGLIA = [
    "RESIDENZA_MESI", "ISEE_MASSIMO", "ISE_MASSIMO", "ISEE_O_ISE_MASSIMO", "INCIDENZA_MINIMA", "CALO_REDDITO",
    "EVENTO_MESI", "QUOTA_PROPRIETA", "PATRIMONIO_IMMOBILIARE", "PATRIMONIO_MOBILIARE", "PATRIMONIO_TOTALE",
]  # fmt: skip


class MisuraQuerySet(models.QuerySet):
    def valide(self, giorno: date) -> "MisuraQuerySet":
        """In force on that day."""
        return self.filter(Q(valida_al=None) | Q(valida_al__gte=giorno), valida_dal__lte=giorno)


@pghistory.track()
class Misura(models.Model):
    """A support a household can apply for, with its act and its dates: a new year's notice is a new row, not code."""

    tipo = models.CharField("tipo", max_length=24, choices=TipoMisura)
    nome = models.CharField("nome", max_length=160)
    ente = models.CharField("chi la dà", max_length=120)
    atto = models.CharField("atto", max_length=160)
    descrizione = models.CharField("a che cosa serve", max_length=1000, blank=True)
    valida_dal = models.DateField("valida dal")
    valida_al = models.DateField("valida al", null=True, blank=True)
    domande_dal = models.DateField("domande dal", null=True, blank=True)
    domande_al = models.DateField("domande al", null=True, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = MisuraQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "misura", "misure"
        ordering = ["tipo", "-valida_dal"]
        constraints = [
            models.CheckConstraint(
                name="misura_date_in_ordine",
                condition=(Q(valida_al=None) | Q(valida_al__gte=F("valida_dal")))
                & (Q(domande_al=None) | Q(domande_dal=None) | Q(domande_al__gte=F("domande_dal"))),
                violation_error_message="La fine non può precedere l'inizio.",
            ),
            models.UniqueConstraint(
                name="misura_nome_unico",
                fields=["nome", "valida_dal"],
                violation_error_message="Questa misura c'è già.",
            ),
        ]

    def __str__(self) -> str:
        return self.nome


@pghistory.track()
class RequisitoMisura(models.Model):
    """One requirement of a measure: what it looks at, its thresholds and its source.

    ``fascia`` groups alternatives: a household is eligible when every requirement without a band, and every one of
    at least one band, says yes. ``soglia_ise`` is the second threshold of ISEE_O_ISE_MASSIMO.
    """

    misura = models.ForeignKey(Misura, models.PROTECT, verbose_name="misura", related_name="requisiti")
    ordine = models.PositiveSmallIntegerField("ordine", default=0)
    tipo = models.CharField("che cosa guarda", max_length=24, choices=TipoRequisito)
    fascia = models.CharField("fascia", max_length=10, blank=True)
    testo = models.CharField("requisito", max_length=300)
    soglia = models.DecimalField("soglia", max_digits=12, decimal_places=2, null=True, blank=True)
    soglia_ise = models.DecimalField("soglia ISE", max_digits=12, decimal_places=2, null=True, blank=True)
    fonte = models.CharField("fonte", max_length=160, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "requisito della misura", "requisiti della misura"
        ordering = ["misura", "ordine", "pk"]
        constraints = [
            models.CheckConstraint(
                name="requisito_misura_con_soglia",
                condition=~Q(tipo__in=CON_SOGLIA) | Q(soglia__isnull=False, soglia__gte=0),
                violation_error_message="Questo requisito ha bisogno di una soglia.",
            ),
            models.CheckConstraint(
                name="requisito_misura_due_soglie",
                condition=~Q(tipo="ISEE_O_ISE_MASSIMO") | Q(soglia_ise__isnull=False, soglia_ise__gte=0),
                violation_error_message="Scrivi anche la soglia ISE.",
            ),
        ]

    def __str__(self) -> str:
        return self.testo


@pghistory.track()
class MassimaleMisura(models.Model):
    """What a measure pays for a use of its money, and to whom. Amounts in euro.

    ``importo`` is the most that can be paid in all; ``mensilita`` limits rents counted, ``giorni`` is by when a
    casa-a-casa must be done from the application; ``percentuale`` is the share of the yearly rent of a contribution.
    """

    misura = models.ForeignKey(Misura, models.PROTECT, verbose_name="misura", related_name="massimali")
    modalita = models.CharField("per che cosa", max_length=20, choices=ModalitaMisura)
    fascia = models.CharField("fascia", max_length=10, blank=True)
    importo = models.DecimalField("importo massimo", max_digits=12, decimal_places=2)
    mensilita = models.PositiveSmallIntegerField("mensilità", null=True, blank=True)
    giorni = models.PositiveSmallIntegerField("entro quanti giorni dalla domanda", null=True, blank=True)
    percentuale = models.DecimalField(
        "percentuale del canone annuo", max_digits=5, decimal_places=2, null=True, blank=True
    )
    spese_legali_fino_a = models.DecimalField(
        "spese legali comprese fino a", max_digits=10, decimal_places=2, null=True, blank=True
    )
    beneficiario = models.CharField("a chi si paga", max_length=20, choices=Beneficiario)

    class Meta:
        verbose_name, verbose_name_plural = "massimale della misura", "massimali della misura"
        ordering = ["misura", "modalita", "fascia"]
        constraints = [
            models.UniqueConstraint(
                name="massimale_uno_per_modalita",
                fields=["misura", "modalita", "fascia"],
                violation_error_message="Questa modalità ha già il suo massimale.",
            ),
            models.CheckConstraint(
                name="massimale_misure_positive",
                condition=Q(importo__gte=0)
                & (Q(percentuale=None) | Q(percentuale__range=(0, 100)))
                & (Q(spese_legali_fino_a=None) | Q(spese_legali_fino_a__gte=0)),
                violation_error_message="Importi e percentuali non sono negativi.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_modalita_display()


@pghistory.track()
class DocumentoMisura(models.Model):
    """A paper an application must carry."""

    misura = models.ForeignKey(Misura, models.PROTECT, verbose_name="misura", related_name="documenti")
    nome = models.CharField("documento", max_length=160)
    obbligatorio = models.BooleanField("senza non si può presentare", default=True)

    class Meta:
        verbose_name, verbose_name_plural = "documento della misura", "documenti della misura"
        ordering = ["misura", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="documento_misura_una_volta",
                fields=["misura", "nome"],
                violation_error_message="Questo documento è già nell'elenco.",
            )
        ]

    def __str__(self) -> str:
        return self.nome


class VocePunteggioQuerySet(models.QuerySet):
    def valide(self, giorno: date) -> "VocePunteggioQuerySet":
        return self.filter(Q(valida_al=None) | Q(valida_al__gte=giorno), valida_dal__lte=giorno)


@pghistory.track()
class VocePunteggio(models.Model):
    """A line of the scale of points for public housing (L.R. 2/2019 all. B), as data with dates.

    A line struck down by a court gets its ``valida_al`` and says why; old rankings keep it. ``insieme`` names lines
    that exclude or cap one another: of an ``insieme`` at most ``massimo_insieme`` points count.
    """

    codice = models.CharField("codice", max_length=12)
    gruppo = models.CharField("gruppo", max_length=12, choices=GruppoErp)
    descrizione = models.CharField("condizione", max_length=300)
    punti = models.DecimalField("punti", max_digits=5, decimal_places=2)
    per_anno = models.BooleanField("punti per ogni anno", default=False)
    insieme = models.CharField("insieme", max_length=20, blank=True)
    massimo_insieme = models.DecimalField(
        "massimo dell'insieme", max_digits=5, decimal_places=2, null=True, blank=True
    )
    valida_dal = models.DateField("valida dal")
    valida_al = models.DateField("valida al", null=True, blank=True)
    perche_non_vale = models.CharField("perché non vale più", max_length=200, blank=True)
    fonte = models.CharField("fonte", max_length=160)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = VocePunteggioQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "voce di punteggio", "voci di punteggio"
        ordering = ["gruppo", "codice"]
        constraints = [
            models.CheckConstraint(
                name="voce_punteggio_positiva",
                condition=Q(punti__gt=0) & (Q(massimo_insieme=None) | Q(massimo_insieme__gt=0)),
                violation_error_message="I punti sono maggiori di zero.",
            ),
            models.CheckConstraint(
                name="voce_punteggio_date_in_ordine",
                condition=Q(valida_al=None) | Q(valida_al__gte=F("valida_dal")),
                violation_error_message="La fine della validità non può precedere l'inizio.",
            ),
            ExclusionConstraint(
                name="voce_punteggio_una_alla_volta",
                expressions=[
                    ("codice", RangeOperators.EQUAL),
                    (
                        IntervalloDate(
                            "valida_dal", "valida_al", RangeBoundary(inclusive_lower=True, inclusive_upper=True)
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="In quei giorni questa voce c'è già: chiudi prima quella.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.codice}: {self.descrizione}"
