from datetime import date

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from gestore.choices import StatoCandidatura, TipoCriterio
from valdera_housing.models import Alloggio, Caso, IntervalloDate, Invio, Nucleo, Utente, dei_nuclei_seguiti


class CriterioQuerySet(models.QuerySet):
    def validi(self, giorno: date) -> "CriterioQuerySet":
        return self.filter(Q(valido_al=None) | Q(valido_al__gte=giorno), valido_dal__lte=giorno)


@pghistory.track()
class Criterio(models.Model):
    """A requirement of the Regolamento, as data: what it looks at, its threshold, since when, by which act."""

    tipo = models.CharField("che cosa guarda", max_length=20, choices=TipoCriterio)
    descrizione = models.CharField("requisito", max_length=200)
    soglia = models.DecimalField("soglia", max_digits=12, decimal_places=2, null=True, blank=True)
    obbligatorio = models.BooleanField("chi non ce l'ha non può essere accolto", default=True)
    valido_dal = models.DateField("valido dal")
    valido_al = models.DateField("valido al", null=True, blank=True)
    atto = models.CharField("atto", max_length=160)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = CriterioQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "requisito del regolamento", "requisiti del regolamento"
        ordering = ["tipo", "-valido_dal"]
        constraints = [
            models.CheckConstraint(
                name="criterio_date_in_ordine",
                condition=Q(valido_al=None) | Q(valido_al__gte=F("valido_dal")),
                violation_error_message="La fine della validità non può precedere l'inizio.",
            ),
            models.CheckConstraint(
                name="criterio_con_soglia",
                condition=~Q(tipo__in=["ISEE_MASSIMO", "ISEE_MINIMO", "REDDITO"])
                | Q(soglia__isnull=False, soglia__gte=0),
                violation_error_message="Questo requisito ha bisogno di una soglia.",
            ),
            ExclusionConstraint(
                name="criterio_uno_alla_volta",
                expressions=[
                    ("tipo", RangeOperators.EQUAL),
                    (
                        IntervalloDate(
                            "valido_dal", "valido_al", RangeBoundary(inclusive_lower=True, inclusive_upper=True)
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="In quei giorni questo requisito c'è già: chiudi prima quello.",
            ),
        ]

    def __str__(self) -> str:
        return self.descrizione


class CandidaturaQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "CandidaturaQuerySet":
        return self.filter(dei_nuclei_seguiti(utente, "nucleo"))

    def aperte(self) -> "CandidaturaQuerySet":
        return self.filter(stato__in=[StatoCandidatura.APERTA, StatoCandidatura.PROPOSTA])


@pghistory.track()
class Candidatura(models.Model):
    """A household that asks the gestore for a home: what it needs, what was checked, what was decided and why."""

    dati_personali = True

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    nucleo = models.ForeignKey(Nucleo, models.PROTECT, verbose_name="nucleo", related_name="+")
    caso = models.ForeignKey(Caso, models.PROTECT, verbose_name="caso", related_name="+")
    invio = models.OneToOneField(Invio, models.PROTECT, verbose_name="invio", null=True, blank=True, related_name="+")
    presentata_il = models.DateField("presentata il")
    bisogno = models.CharField("di che cosa ha bisogno", max_length=500, blank=True)
    serve_accessibile = models.BooleanField("serve un alloggio accessibile", default=False)
    soggiorno_valido = models.BooleanField("titolo di soggiorno valido", null=True, blank=True)
    possiede_alloggio = models.BooleanField("possiede un alloggio adeguato", null=True, blank=True)
    reddito_annuo = models.DecimalField("reddito annuo netto", max_digits=12, decimal_places=2, null=True, blank=True)
    stato = models.CharField("stato", max_length=12, choices=StatoCandidatura, default=StatoCandidatura.APERTA)
    alloggio = models.ForeignKey(
        Alloggio, models.PROTECT, verbose_name="alloggio proposto", null=True, blank=True, related_name="+"
    )
    canone_proposto = models.DecimalField("canone proposto", max_digits=10, decimal_places=2, null=True, blank=True)
    motivazione = models.CharField("motivazione", max_length=1000, blank=True)
    decisa_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="decisa da", null=True, blank=True, related_name="+"
    )
    decisa_il = models.DateField("decisa il", null=True, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = CandidaturaQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "candidatura", "candidature"
        ordering = ["-presentata_il", "-pk"]
        indexes = [
            models.Index(fields=["stato", "-presentata_il", "-id"], name="candidatura_stato"),
            models.Index(fields=["-presentata_il", "-id"], name="candidatura_data"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="candidatura_una_aperta",
                fields=["nucleo"],
                condition=Q(stato__in=["APERTA", "PROPOSTA"]),
                violation_error_message="Questo nucleo ha già una candidatura aperta.",
            ),
            models.CheckConstraint(
                name="candidatura_decisa_con_motivazione",
                condition=~Q(stato__in=["ACCOLTA", "NON_ACCOLTA"])
                | (~Q(motivazione="") & Q(decisa_il__isnull=False, decisa_da__isnull=False)),
                violation_error_message="Una decisione ha la sua motivazione, chi l'ha presa e quando.",
            ),
            models.CheckConstraint(
                name="candidatura_accolta_con_alloggio",
                condition=~Q(stato__in=["PROPOSTA", "ACCOLTA"]) | Q(alloggio__isnull=False),
                violation_error_message="Scegli l'alloggio che si propone.",
            ),
        ]

    def __str__(self) -> str:
        return f"Candidatura {self.numero}"


class EsitoRequisito(models.Model):
    """What a requirement said of a candidate when it was decided: old decisions keep the criteria of their day."""

    dati_personali = True

    candidatura = models.ForeignKey(Candidatura, models.PROTECT, related_name="esiti")
    criterio = models.ForeignKey(Criterio, models.PROTECT, verbose_name="requisito", related_name="+")
    livello = models.CharField("esito", max_length=6)
    testo = models.CharField("motivo", max_length=300)

    class Meta:
        verbose_name, verbose_name_plural = "esito di un requisito", "esiti dei requisiti"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="esito_requisito_una_volta",
                fields=["candidatura", "criterio"],
                violation_error_message="Questo requisito è già stato verificato.",
            ),
            models.CheckConstraint(
                name="esito_requisito_livello",
                condition=Q(livello__in=["si", "avviso", "no"]),
                violation_error_message="L'esito è sì, avviso o no.",
            ),
        ]

    def __str__(self) -> str:
        return self.testo
