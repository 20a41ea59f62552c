from datetime import date

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from valdera_housing.choices import BisognoCaso, EsitoCaso, Linea, Ruolo, ServizioCoinvolto
from valdera_housing.models.anagrafe.nucleo import Nucleo
from valdera_housing.models.ente.utente import Utente
from valdera_housing.rules.caso import fermo_da_prima_di


def dei_nuclei_seguiti(utente: Utente, nucleo: str) -> Q:
    """Rows whose household (by the path ``nucleo``) this user follows by name: as ``Nucleo.visibili_a``."""
    condizione = Q(pk__in=[])
    if utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE):
        condizione |= Q(**{f"{nucleo}__comune__in": utente.comuni_seguiti})
    if utente.ha_ruolo(Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS):
        condizione |= Q(**{f"{nucleo}__in_carico": True})
    return condizione


def senza_attivita(giorno: date, giorni: int) -> Q:
    """Cases where nothing happened for more than ``giorni`` days; without any activity, since they opened."""
    soglia = fermo_da_prima_di(giorno, giorni)
    return Q(ultima_attivita_il__lt=soglia) | Q(ultima_attivita_il=None, aperto_il__lt=soglia)


class CasoQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "CasoQuerySet":
        return self.filter(dei_nuclei_seguiti(utente, "nucleo"))

    def aperti(self) -> "CasoQuerySet":
        return self.filter(chiuso_il=None)

    def fermi(self, giorno: date, giorni: int) -> "CasoQuerySet":
        """Open cases idle on a day: what ``senza_attivita`` says."""
        return self.aperti().filter(senza_attivita(giorno, giorni))


# The last activity moves with every note and would tell of the reserved ones: history keeps what people decide.
@pghistory.track(exclude=["ultima_attivita_il"])
class Caso(models.Model):
    """A household followed by the service, with its case manager and its social worker of reference."""

    dati_personali = True

    numero = models.CharField("numero", max_length=12, unique=True, editable=False)
    nucleo = models.ForeignKey(Nucleo, models.PROTECT, verbose_name="nucleo", related_name="casi")
    case_manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="operatore di riferimento",
        null=True, blank=True, related_name="+",
    )  # fmt: skip
    assistente_sociale = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="assistente sociale di riferimento",
        null=True, blank=True, related_name="+",
    )  # fmt: skip
    bisogno_prevalente = models.CharField("bisogno principale", max_length=24, choices=BisognoCaso, blank=True)
    bisogni = ArrayField(
        models.CharField(max_length=24, choices=BisognoCaso), verbose_name="altri bisogni", default=list, blank=True
    )
    gravita = models.PositiveSmallIntegerField("gravità, da 1 a 5", null=True, blank=True)
    servizi = ArrayField(
        models.CharField(max_length=24, choices=ServizioCoinvolto),
        verbose_name="servizi coinvolti", default=list, blank=True,
    )  # fmt: skip
    informativa_il = models.DateField("informativa consegnata il", null=True, blank=True)
    aperto_il = models.DateField("aperto il")
    preso_in_carico_il = models.DateField("preso in carico dal servizio sociale il", null=True, blank=True)
    ultima_attivita_il = models.DateField("ultima attività il", null=True, blank=True, editable=False)
    chiuso_il = models.DateField("chiuso il", null=True, blank=True)
    esito = models.CharField("esito", max_length=24, choices=EsitoCaso, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = CasoQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "caso", "casi"
        ordering = ["-aperto_il", "-pk"]
        indexes = [
            models.Index(fields=["-aperto_il", "-id"], name="caso_per_data"),
            models.Index(fields=["ultima_attivita_il", "id"], name="caso_fermo", condition=Q(chiuso_il=None)),
            models.Index(fields=["case_manager", "ultima_attivita_il"], name="caso_del_case_manager"),
            models.Index(fields=["assistente_sociale", "ultima_attivita_il"], name="caso_dell_assistente"),
            models.Index(fields=["bisogno_prevalente", "-aperto_il"], name="caso_per_bisogno"),
        ]
        constraints = [
            models.CheckConstraint(
                name="caso_gravita_da_1_a_5",
                condition=Q(gravita=None) | Q(gravita__range=(1, 5)),
                violation_error_message="La gravità va da 1 a 5.",
            ),
            models.CheckConstraint(
                name="caso_bisogni_conosciuti",
                condition=Q(bisogni__contained_by=BisognoCaso.values, servizi__contained_by=ServizioCoinvolto.values),
                violation_error_message="Scegli bisogni e servizi dall'elenco.",
            ),
            models.UniqueConstraint(
                name="caso_uno_aperto_per_nucleo",
                fields=["nucleo"],
                condition=Q(chiuso_il=None),
                violation_error_message="Questo nucleo ha già un caso aperto.",
            ),
            models.CheckConstraint(
                name="caso_chiuso_con_esito",
                condition=Q(chiuso_il=None, esito="")
                | (Q(chiuso_il__isnull=False, chiuso_il__gte=F("aperto_il")) & ~Q(esito="")),
                violation_error_message="Un caso si chiude con il suo esito, non prima di essere aperto.",
            ),
        ]

    def __str__(self) -> str:
        return f"Caso {self.numero}"

    def get_absolute_url(self) -> str:
        return reverse("caso_scheda", args=[self.pk])


class InvioQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "InvioQuerySet":
        return self.filter(dei_nuclei_seguiti(utente, "caso__nucleo"))

    def da_prendere(self, linea: str) -> "InvioQuerySet":
        """What waits in the inbox of a line."""
        return self.filter(linea=linea, preso_in_carico_il=None, concluso_il=None)


@pghistory.track()
class Invio(models.Model):
    """A household referred to a line: the reason travels with it, the line says when it took it and how it ended."""

    dati_personali = True

    caso = models.ForeignKey(Caso, models.PROTECT, verbose_name="caso", related_name="invii")
    linea = models.CharField("linea", max_length=3, choices=Linea)
    motivo = models.CharField("motivo", max_length=500)
    inviato_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="inviato da", related_name="+"
    )
    inviato_il = models.DateField("inviato il")
    preso_in_carico_il = models.DateField("preso in carico il", null=True, blank=True)
    preso_in_carico_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="preso in carico da",
        null=True, blank=True, related_name="+",
    )  # fmt: skip
    concluso_il = models.DateField("concluso il", null=True, blank=True)
    esito = models.CharField("che cosa ne è stato", max_length=300, blank=True)

    objects = InvioQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "invio", "invii"
        ordering = ["-inviato_il", "-pk"]
        indexes = [
            models.Index(
                fields=["linea", "-inviato_il"],
                name="invio_da_prendere",
                condition=Q(preso_in_carico_il=None, concluso_il=None),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="invio_uno_aperto_per_linea",
                fields=["caso", "linea"],
                condition=Q(concluso_il=None),
                violation_error_message="Questo nucleo è già stato inviato a questa linea, e aspetta una risposta.",
            ),
            models.CheckConstraint(
                name="invio_date_in_ordine",
                condition=(Q(preso_in_carico_il=None) | Q(preso_in_carico_il__gte=F("inviato_il")))
                & (Q(concluso_il=None) | Q(concluso_il__gte=F("inviato_il"))),
                violation_error_message="Un invio non si prende in carico né si conclude prima di essere inviato.",
            ),
        ]

    def __str__(self) -> str:
        return f"Invio a {self.get_linea_display()} del {self.inviato_il:%d/%m/%Y}"
