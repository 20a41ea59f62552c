import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from sportello.choices import (
    EsitoAccessoGiudiziario,
    EsitoSfratto,
    FaseSfratto,
    Fragilita,
    TipoEventoSfratto,
    TipoSfratto,
)
from valdera_housing.models import Caso, Documento, Utente, dei_nuclei_seguiti


class SfrattoQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "SfrattoQuerySet":
        return self.filter(dei_nuclei_seguiti(utente, "caso__nucleo"))

    def aperti(self) -> "SfrattoQuerySet":
        return self.exclude(stato=FaseSfratto.CHIUSO)


@pghistory.track()
class Sfratto(models.Model):
    """The eviction of a household, from the first letter to its outcome (domain.md 2.3). Amounts in euro.

    ``stato`` is the stage of the last event; ``prossima_data`` is the next day that matters, worked out from them.
    """

    dati_personali = True

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    caso = models.ForeignKey(Caso, models.PROTECT, verbose_name="caso", related_name="+")
    tipo = models.CharField("tipo", max_length=20, choices=TipoSfratto)
    aperto_il = models.DateField("conosciuto il")
    indirizzo = models.CharField("alloggio", max_length=160)
    locatore = models.CharField("proprietario", max_length=160)
    legale = models.CharField("avvocato del proprietario", max_length=160, blank=True)
    tribunale = models.CharField("tribunale", max_length=60, default="Pisa")
    rg_numero = models.CharField("numero di ruolo", max_length=20, blank=True)
    rg_anno = models.PositiveSmallIntegerField("anno di ruolo", null=True, blank=True)
    canone_mensile = models.DecimalField("canone al mese", max_digits=10, decimal_places=2, null=True, blank=True)
    importo_morosita = models.DecimalField("canoni arretrati", max_digits=12, decimal_places=2, null=True, blank=True)
    spese_legali = models.DecimalField("spese legali", max_digits=10, decimal_places=2, null=True, blank=True)
    fragilita = ArrayField(
        models.CharField(max_length=20, choices=Fragilita), verbose_name="chi ci vive", default=list, blank=True
    )
    forza_pubblica = models.BooleanField("chiesta la forza pubblica", default=False)
    stato = models.CharField("fase", max_length=20, choices=FaseSfratto, default=FaseSfratto.DISDETTA_O_MORA)
    sospeso = models.BooleanField("sospeso", default=False)
    prossima_data = models.DateField("prossima data", null=True, blank=True, editable=False)
    prossimo_passo = models.CharField("che cosa succede", max_length=120, blank=True, editable=False)
    esito = models.CharField("esito", max_length=24, choices=EsitoSfratto, blank=True)
    chiuso_il = models.DateField("chiuso il", null=True, blank=True)
    nota_esito = models.CharField("com'è finito", max_length=500, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = SfrattoQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "sfratto", "sfratti"
        ordering = ["prossima_data", "pk"]
        indexes = [
            models.Index(fields=["stato", "prossima_data", "id"], name="sfratto_stato"),
            models.Index(fields=["prossima_data", "id"], name="sfratto_prossima_data"),
            models.Index(fields=["tipo", "prossima_data"], name="sfratto_tipo"),
            models.Index(fields=["-aperto_il", "-id"], name="sfratto_aperto"),
            models.Index(fields=["esito", "chiuso_il"], name="sfratto_esito"),
            models.Index(fields=["caso", "-aperto_il"], name="sfratto_caso"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="sfratto_uno_aperto_per_caso",
                fields=["caso"],
                condition=~Q(stato="CHIUSO"),
                violation_error_message="Questo caso ha già uno sfratto aperto.",
            ),
            models.CheckConstraint(
                name="sfratto_chiuso_con_esito",
                condition=(~Q(stato="CHIUSO") & Q(esito="", chiuso_il=None))
                | (Q(stato="CHIUSO", chiuso_il__isnull=False, chiuso_il__gte=F("aperto_il")) & ~Q(esito="")),
                violation_error_message="Uno sfratto si chiude una volta, con il suo esito e il giorno.",
            ),
            models.CheckConstraint(
                name="sfratto_importi_non_negativi",
                condition=(Q(canone_mensile=None) | Q(canone_mensile__gte=0))
                & (Q(importo_morosita=None) | Q(importo_morosita__gte=0))
                & (Q(spese_legali=None) | Q(spese_legali__gte=0)),
                violation_error_message="Canone, arretrati e spese legali non sono negativi.",
            ),
            models.CheckConstraint(
                name="sfratto_fragilita_conosciute",
                condition=Q(fragilita__contained_by=Fragilita.values),
                violation_error_message="Scegli le condizioni dall'elenco.",
            ),
            models.CheckConstraint(
                name="sfratto_chiuso_senza_prossima_data",
                condition=~Q(stato="CHIUSO") | Q(prossima_data=None),
                violation_error_message="Uno sfratto chiuso non ha una prossima data.",
            ),
        ]

    def __str__(self) -> str:
        return f"Sfratto {self.numero}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class EventoSfratto(models.Model):
    """Something that happened, or is set, in an eviction. ``giorno`` is when; ``per_il`` the day it fixes, if any.

    An intimazione fixes the hearing, a grace term and a convalida the day of execution, a preavviso the access,
    an access put off the next one, a proroga the new day. ``spese`` in euro.
    """

    dati_personali = True

    sfratto = models.ForeignKey(Sfratto, models.PROTECT, verbose_name="sfratto", related_name="eventi")
    tipo = models.CharField("che cosa", max_length=26, choices=TipoEventoSfratto)
    giorno = models.DateField("quando")
    per_il = models.DateField("giorno fissato", null=True, blank=True)
    ora = models.TimeField("ora fissata", null=True, blank=True)
    esito = models.CharField("esito dell'accesso", max_length=20, choices=EsitoAccessoGiudiziario, blank=True)
    spese = models.DecimalField("spese", max_digits=10, decimal_places=2, null=True, blank=True)
    nota = models.CharField("nota", max_length=500, blank=True)
    registrato_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrato da", related_name="+"
    )

    class Meta:
        verbose_name, verbose_name_plural = "evento dello sfratto", "eventi dello sfratto"
        ordering = ["giorno", "pk"]
        indexes = [models.Index(fields=["sfratto", "giorno"], name="evento_sfratto_giorno")]
        constraints = [
            models.CheckConstraint(
                name="evento_sfratto_esito_solo_degli_accessi",
                condition=Q(esito="") | Q(tipo="ACCESSO"),
                violation_error_message="Solo un accesso dell'ufficiale giudiziario ha questo esito.",
            ),
            models.CheckConstraint(
                name="evento_sfratto_fissa_dopo",
                condition=Q(per_il=None) | Q(per_il__gte=F("giorno")),
                violation_error_message="Il giorno fissato non può precedere quello in cui è stato fissato.",
            ),
            models.CheckConstraint(
                name="evento_sfratto_spese_non_negative",
                condition=Q(spese=None) | Q(spese__gte=0),
                violation_error_message="Le spese non sono negative.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} del {self.giorno:%d/%m/%Y}"


@pghistory.track()
class FileSfratto(models.Model):
    """A document of an eviction: the intimazione, the order, the bailiff's notice."""

    dati_personali = True

    sfratto = models.ForeignKey(Sfratto, models.PROTECT, verbose_name="sfratto", related_name="file")
    nome = models.CharField("che cos'è", max_length=120)
    documento = models.ForeignKey(Documento, models.PROTECT, verbose_name="file", related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "documento dello sfratto", "documenti dello sfratto"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.nome
