import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from valdera_housing.choices import (
    AreaObiettivo,
    FirmatarioProgetto,
    Ruolo,
    StatoObiettivo,
    StatoProgetto,
    TipoVoceDiario,
)
from valdera_housing.models.archivio.documento import Documento
from valdera_housing.models.caso.caso import Caso, dei_nuclei_seguiti
from valdera_housing.models.ente.utente import Utente


class VoceDiarioQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "VoceDiarioQuerySet":
        """A reserved note is read by its author and by the social workers of the comune."""
        seguite = self.filter(dei_nuclei_seguiti(utente, "caso__nucleo"))
        aperte = Q(riservata=False) | Q(autore=utente)
        if utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE):
            aperte |= Q(caso__nucleo__comune__in=utente.comuni_seguiti)
        return seguite.filter(aperte)


@pghistory.track()
class VoceDiario(models.Model):
    """What happened in a case on a day, in the words of who was there; ``riservata`` is for social workers only."""

    dati_personali = True

    caso = models.ForeignKey(Caso, models.PROTECT, verbose_name="caso", related_name="diario")
    giorno = models.DateField("giorno")
    tipo = models.CharField("che cosa", max_length=12, choices=TipoVoceDiario)
    testo = models.CharField("testo", max_length=4000)
    riservata = models.BooleanField("riservata al servizio sociale", default=False)
    autore = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="scritta da", related_name="+")
    scritta_alle = models.DateTimeField("scritta alle")

    objects = VoceDiarioQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "voce del diario", "diario"
        ordering = ["-giorno", "-pk"]
        indexes = [models.Index(fields=["caso", "-giorno", "-id"], name="diario_del_caso")]
        constraints = [
            models.CheckConstraint(
                name="diario_con_testo",
                condition=~Q(testo=""),
                violation_error_message="Scrivi che cosa è successo.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} del {self.giorno:%d/%m/%Y}"


class ProgettoIndividualeQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "ProgettoIndividualeQuerySet":
        return self.filter(dei_nuclei_seguiti(utente, "caso__nucleo"))

    def aperti(self) -> "ProgettoIndividualeQuerySet":
        return self.filter(stato__in=[StatoProgetto.BOZZA, StatoProgetto.FIRMATO])


@pghistory.track()
class ProgettoIndividuale(models.Model):
    """What a household and the service agree to do: goals, who signs, when it is checked."""

    dati_personali = True

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    caso = models.ForeignKey(Caso, models.PROTECT, verbose_name="caso", related_name="progetti")
    situazione = models.CharField("da dove si parte", max_length=2000)
    redatto_il = models.DateField("redatto il")
    verifica_entro = models.DateField("prossima verifica entro il")
    stato = models.CharField("stato", max_length=12, choices=StatoProgetto, default=StatoProgetto.BOZZA)
    firmato_il = models.DateField("firmato il", null=True, blank=True)
    documento = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="copia firmata", null=True, blank=True, related_name="+"
    )
    chiuso_il = models.DateField("concluso il", null=True, blank=True)
    esito = models.CharField("com'è andata", max_length=1000, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = ProgettoIndividualeQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "progetto individuale", "progetti individuali"
        ordering = ["-redatto_il", "-pk"]
        indexes = [models.Index(fields=["stato", "verifica_entro"], name="progetto_da_verificare")]
        constraints = [
            models.UniqueConstraint(
                name="progetto_uno_aperto_per_caso",
                fields=["caso"],
                condition=Q(stato__in=["BOZZA", "FIRMATO"]),
                violation_error_message="Questo caso ha già un progetto aperto.",
            ),
            models.CheckConstraint(
                name="progetto_date_in_ordine",
                condition=Q(verifica_entro__gte=F("redatto_il"))
                & (Q(firmato_il=None) | Q(firmato_il__gte=F("redatto_il")))
                & (Q(chiuso_il=None) | Q(chiuso_il__gte=F("redatto_il"))),
                violation_error_message="Firma, verifica e conclusione vengono dopo la stesura del progetto.",
            ),
            models.CheckConstraint(
                name="progetto_firmato_con_data",
                condition=Q(stato="BOZZA") | Q(stato="INTERROTTO") | Q(firmato_il__isnull=False),
                violation_error_message="Un progetto firmato ha la data della firma.",
            ),
            models.CheckConstraint(
                name="progetto_chiuso_con_esito",
                condition=~Q(stato__in=["CONCLUSO", "INTERROTTO"]) | (Q(chiuso_il__isnull=False) & ~Q(esito="")),
                violation_error_message="Un progetto si conclude con la data e com'è andata.",
            ),
        ]

    def __str__(self) -> str:
        return f"Progetto {self.numero}"

    def get_absolute_url(self) -> str:
        return reverse("progetto_scheda", args=[self.pk])


@pghistory.track()
class Obiettivo(models.Model):
    """One goal of a project: its area, what shows that it is reached, by when."""

    dati_personali = True

    progetto = models.ForeignKey(
        ProgettoIndividuale, models.PROTECT, verbose_name="progetto", related_name="obiettivi"
    )
    area = models.CharField("area", max_length=10, choices=AreaObiettivo)
    descrizione = models.CharField("obiettivo", max_length=300)
    indicatore = models.CharField("da che cosa si vede", max_length=200, blank=True)
    chi = models.CharField("chi fa che cosa", max_length=300, blank=True)
    scade_il = models.DateField("entro il", null=True, blank=True)
    stato = models.CharField("stato", max_length=14, choices=StatoObiettivo, default=StatoObiettivo.DA_AVVIARE)
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "obiettivo", "obiettivi"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="obiettivo_con_descrizione",
                condition=~Q(descrizione=""),
                violation_error_message="Scrivi l'obiettivo.",
            )
        ]

    def __str__(self) -> str:
        return self.descrizione


@pghistory.track()
class FirmaProgetto(models.Model):
    """Who signed a project, as what and when."""

    dati_personali = True

    progetto = models.ForeignKey(ProgettoIndividuale, models.PROTECT, verbose_name="progetto", related_name="firme")
    ruolo = models.CharField("come", max_length=20, choices=FirmatarioProgetto)
    nome = models.CharField("nome", max_length=120)
    firmato_il = models.DateField("firmato il")

    class Meta:
        verbose_name, verbose_name_plural = "firma del progetto", "firme del progetto"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="firma_progetto_una_volta",
                fields=["progetto", "ruolo", "nome"],
                violation_error_message="Questa persona ha già firmato il progetto.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.nome}, {self.get_ruolo_display().lower()}"


@pghistory.track()
class VerificaProgetto(models.Model):
    """A check of a project: what was found, and when the next is due."""

    dati_personali = True

    progetto = models.ForeignKey(
        ProgettoIndividuale, models.PROTECT, verbose_name="progetto", related_name="verifiche"
    )
    svolta_il = models.DateField("svolta il")
    testo = models.CharField("che cosa si è visto", max_length=2000)
    prossima_entro = models.DateField("prossima verifica entro il", null=True, blank=True)
    autore = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="scritta da", related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "verifica del progetto", "verifiche del progetto"
        ordering = ["-svolta_il", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="verifica_progetto_in_ordine",
                condition=Q(prossima_entro=None) | Q(prossima_entro__gte=F("svolta_il")),
                violation_error_message="La prossima verifica viene dopo questa.",
            )
        ]

    def __str__(self) -> str:
        return f"Verifica del {self.svolta_il:%d/%m/%Y}"
