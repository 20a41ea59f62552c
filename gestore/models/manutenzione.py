import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from gestore.choices import ACarico, StatoManutenzione, Urgenza
from valdera_housing.models import Alloggio, Documento, Utente


class ManutenzioneQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "ManutenzioneQuerySet":
        return self.filter(alloggio__in=Alloggio.objects.visibili_a(utente))

    def aperte(self) -> "ManutenzioneQuerySet":
        return self.exclude(stato__in=[StatoManutenzione.CHIUSA, StatoManutenzione.ANNULLATA])


@pghistory.track()
class Manutenzione(models.Model):
    """A repair of a home: who pays, how urgent, what it cost in euro (art. 1576 and 1609 c.c.)."""

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    alloggio = models.ForeignKey(Alloggio, models.PROTECT, verbose_name="alloggio", related_name="+")
    aperta_il = models.DateField("aperta il")
    segnalata_da = models.CharField("chi ha segnalato", max_length=120)
    descrizione = models.CharField("che cosa c'è da riparare", max_length=500)
    urgenza = models.CharField("urgenza", max_length=10, choices=Urgenza)
    entro_il = models.DateField("da fare entro il")
    a_carico_di = models.CharField("a carico di", max_length=12, choices=ACarico)
    stato = models.CharField("stato", max_length=12, choices=StatoManutenzione, default=StatoManutenzione.APERTA)
    autorizzata_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    costo = models.DecimalField("costo", max_digits=10, decimal_places=2, null=True, blank=True)
    fornitore = models.CharField("ditta", max_length=160, blank=True)
    fornitore_codice = models.CharField("partita IVA o codice fiscale della ditta", max_length=16, blank=True)
    fattura = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="fattura", null=True, blank=True, related_name="+"
    )
    fattura_numero = models.CharField("numero della fattura", max_length=40, blank=True)
    fattura_data = models.DateField("data della fattura", null=True, blank=True)
    chiusa_il = models.DateField("chiusa il", null=True, blank=True)
    esito = models.CharField("com'è andata", max_length=300, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = ManutenzioneQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "manutenzione", "manutenzioni"
        ordering = ["entro_il", "pk"]
        indexes = [
            models.Index(fields=["stato", "entro_il", "id"], name="manutenzione_stato"),
            models.Index(fields=["entro_il", "id"], name="manutenzione_entro"),
            models.Index(fields=["alloggio", "-aperta_il"], name="manutenzione_alloggio"),
            models.Index(fields=["urgenza", "entro_il"], name="manutenzione_urgenza"),
            models.Index(fields=["a_carico_di", "entro_il"], name="manutenzione_a_carico"),
        ]
        constraints = [
            models.CheckConstraint(
                name="manutenzione_costo_non_negativo",
                condition=Q(costo=None) | Q(costo__gte=0),
                violation_error_message="Il costo di una manutenzione non è negativo.",
            ),
            models.CheckConstraint(
                name="manutenzione_chiusa_con_esito",
                condition=~Q(stato="CHIUSA")
                | (Q(chiusa_il__isnull=False, chiusa_il__gte=F("aperta_il"), costo__isnull=False) & ~Q(esito="")),
                violation_error_message="Una manutenzione si chiude con la data, il costo e com'è andata.",
            ),
        ]

    def __str__(self) -> str:
        return f"Manutenzione {self.numero}"


@pghistory.track()
class Preventivo(models.Model):
    """A quote for a repair, in euro; one at most is chosen."""

    manutenzione = models.ForeignKey(
        Manutenzione, models.PROTECT, verbose_name="manutenzione", related_name="preventivi"
    )
    fornitore = models.CharField("ditta", max_length=160)
    importo = models.DecimalField("importo", max_digits=10, decimal_places=2)
    ricevuto_il = models.DateField("ricevuto il")
    documento = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="preventivo", null=True, blank=True, related_name="+"
    )
    scelto = models.BooleanField("scelto", default=False)

    class Meta:
        verbose_name, verbose_name_plural = "preventivo", "preventivi"
        ordering = ["importo", "pk"]
        constraints = [
            models.CheckConstraint(
                name="preventivo_positivo",
                condition=Q(importo__gt=0),
                violation_error_message="Un preventivo è maggiore di zero.",
            ),
            models.UniqueConstraint(
                name="preventivo_uno_scelto",
                fields=["manutenzione"],
                condition=Q(scelto=True),
                violation_error_message="È già stato scelto un altro preventivo.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fornitore}: {self.importo}"
