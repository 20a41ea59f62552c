from datetime import datetime

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from sportello.choices import ModoAppuntamento, MotivoAccesso, StatoAppuntamento, StatoPromemoria
from sportello.workflow import SPORTELLO_ETS
from valdera_housing.choices import Ruolo
from valdera_housing.models import Caso, Comune, Nucleo, Persona, Prenotazione, Sede, Utente

CON_ORA = ["CONFERMATO", "EFFETTUATO", "ASSENTE"]


class AppuntamentoQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "AppuntamentoQuerySet":
        """The desk sees every appointment; a social worker those of her comuni, and those she asked for or holds."""
        if utente.ha_ruolo(*SPORTELLO_ETS):
            return self
        if utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE):
            suoi = Q(richiesto_da=utente) | Q(prenotazione__operatore=utente)
            return self.filter(Q(comune__in=utente.comuni_seguiti) | suoi)
        return self.none()

    def da_chiudere(self, adesso: datetime) -> "AppuntamentoQuerySet":
        """Their time is past and nobody wrote how it went."""
        return self.filter(stato=StatoAppuntamento.CONFERMATO, prenotazione__fine__lt=adesso)

    def da_fissare(self) -> "AppuntamentoQuerySet":
        return self.filter(stato__in=[StatoAppuntamento.RICHIESTO, StatoAppuntamento.RINVIATO])


@pghistory.track()
class Appuntamento(models.Model):
    """A person and an operator, some day at some hour. Its time is a Prenotazione, so that nobody is booked twice.

    ``comune`` is the person's. Who is not in the registry yet is known by ``nome_riferito``. A requested one, or one
    put off, has no time; ``sede`` and ``lingua`` say what is wanted.
    """

    dati_personali = True

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    stato = models.CharField("stato", max_length=16, choices=StatoAppuntamento)
    modo = models.CharField("come", max_length=10, choices=ModoAppuntamento, default=ModoAppuntamento.PRESENZA)
    persona = models.ForeignKey(
        Persona, models.PROTECT, verbose_name="persona", null=True, blank=True, related_name="+"
    )
    nucleo = models.ForeignKey(Nucleo, models.PROTECT, verbose_name="nucleo", null=True, blank=True, related_name="+")
    caso = models.ForeignKey(Caso, models.PROTECT, verbose_name="caso", null=True, blank=True, related_name="+")
    nome_riferito = models.CharField("nome, se non è in archivio", max_length=120, blank=True)
    telefono = models.CharField("telefono", max_length=30, blank=True)
    email = models.EmailField("e-mail per il promemoria", blank=True)
    comune = models.ForeignKey(
        Comune, models.PROTECT, verbose_name="comune di residenza", null=True, blank=True, related_name="+"
    )
    motivi = ArrayField(models.CharField(max_length=24, choices=MotivoAccesso), verbose_name="perché")
    lingua = models.CharField("lingua, se serve un mediatore", max_length=30, blank=True)
    luogo = models.CharField("indirizzo della visita", max_length=160, blank=True)
    sede = models.ForeignKey(Sede, models.PROTECT, verbose_name="sede", null=True, blank=True, related_name="+")
    richiesto_il = models.DateField("richiesto il")
    richiesto_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="preso da", related_name="+"
    )
    prenotazione = models.OneToOneField(
        Prenotazione, models.PROTECT, verbose_name="prenotazione", null=True, blank=True, related_name="+"
    )
    nota = models.CharField("nota per chi riceve", max_length=500, blank=True)
    esito = models.CharField("com'è andato, o perché no", max_length=500, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = AppuntamentoQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "appuntamento", "appuntamenti"
        ordering = ["-richiesto_il", "-pk"]
        indexes = [
            models.Index(fields=["stato", "-richiesto_il", "-id"], name="appuntamento_stato"),
            models.Index(fields=["-richiesto_il", "-id"], name="appuntamento_richiesto"),
            models.Index(fields=["comune", "-richiesto_il"], name="appuntamento_comune"),
            models.Index(fields=["sede", "-richiesto_il"], name="appuntamento_sede"),
            models.Index(fields=["persona", "-richiesto_il"], name="appuntamento_persona"),
            models.Index(fields=["nucleo", "-richiesto_il"], name="appuntamento_nucleo"),
        ]
        constraints = [
            models.CheckConstraint(
                name="appuntamento_con_motivo",
                condition=Q(motivi__len__gte=1, motivi__contained_by=MotivoAccesso.values),
                violation_error_message="Scegli almeno un motivo.",
            ),
            models.CheckConstraint(
                name="appuntamento_con_qualcuno",
                condition=Q(persona__isnull=False) | ~Q(nome_riferito=""),
                violation_error_message="Scegli la persona, o scrivi il nome con cui si presenta.",
            ),
            models.CheckConstraint(
                name="appuntamento_confermato_con_ora",
                condition=~Q(stato__in=CON_ORA) | Q(prenotazione__isnull=False),
                violation_error_message="Un appuntamento confermato ha il suo giorno e la sua ora.",
            ),
            models.CheckConstraint(
                name="appuntamento_senza_ora_da_fissare",
                condition=~Q(stato__in=["RICHIESTO", "RINVIATO"]) | Q(prenotazione=None),
                violation_error_message="Un appuntamento da fissare non occupa ancora un orario.",
            ),
            models.CheckConstraint(
                name="appuntamento_visita_con_indirizzo",
                condition=~Q(modo="VISITA") | ~Q(luogo=""),
                violation_error_message="Scrivi l'indirizzo della visita.",
            ),
        ]

    def __str__(self) -> str:
        return f"Appuntamento {self.numero}"

    @property
    def chi(self) -> str:
        return str(self.persona) if self.persona else self.nome_riferito

    @property
    def nomi_motivi(self) -> list[str]:
        return [MotivoAccesso(motivo).label for motivo in self.motivi]

    @property
    def giorni_di_attesa(self) -> int | None:
        """From the day it was asked for to the day set (domain.md 2.2: ``tempo_attesa``)."""
        if self.prenotazione is None:
            return None
        return (timezone.localdate(self.prenotazione.inizio) - self.richiesto_il).days


class PromemoriaQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "PromemoriaQuerySet":
        """Those of the appointments this person may see."""
        if utente.ha_ruolo(*SPORTELLO_ETS):
            return self
        return self.filter(appuntamento__in=Appuntamento.objects.visibili_a(utente).order_by())


class Promemoria(models.Model):
    """The e-mail of the day before, and whether the mail server took it. One a booking and day."""

    appuntamento = models.ForeignKey(
        Appuntamento, models.PROTECT, verbose_name="appuntamento", related_name="promemoria"
    )
    per_il = models.DateTimeField("per l'appuntamento delle")
    stato = models.CharField("stato", max_length=16, choices=StatoPromemoria, default=StatoPromemoria.DA_INVIARE)
    destinatario = models.EmailField("a chi", blank=True)
    mandato_alle = models.DateTimeField("mandato alle", null=True, blank=True)
    tentativi = models.PositiveSmallIntegerField("tentativi", default=0)
    errore = models.CharField("perché no", max_length=300, blank=True)

    objects = PromemoriaQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "promemoria", "promemoria"
        ordering = ["-per_il", "-pk"]
        indexes = [
            models.Index(fields=["-per_il", "-id"], name="promemoria_quando"),
            models.Index(fields=["stato", "-per_il", "-id"], name="promemoria_stato"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="promemoria_uno_per_orario",
                fields=["appuntamento", "per_il"],
                violation_error_message="Questo promemoria c'è già.",
            ),
            models.CheckConstraint(
                name="promemoria_mandato_con_ora",
                condition=~Q(stato="INVIATO") | (Q(mandato_alle__isnull=False) & ~Q(destinatario="")),
                violation_error_message="Un promemoria mandato ha l'ora e l'indirizzo.",
            ),
        ]

    def __str__(self) -> str:
        return f"Promemoria di {self.appuntamento}"


@pghistory.track()
class SilenzioPromemoria(models.Model):
    """A person who must not get reminders, and why: violence at home, a shared mailbox, or her wish."""

    dati_personali = True

    persona = models.ForeignKey(Persona, models.PROTECT, verbose_name="persona", related_name="+")
    motivo = models.CharField("perché", max_length=200)
    dal = models.DateField("dal")
    al = models.DateField("al", null=True, blank=True)
    deciso_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="deciso da", related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "silenzio dei promemoria", "silenzi dei promemoria"
        ordering = ["-dal", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="silenzio_uno_aperto",
                fields=["persona"],
                condition=Q(al=None),
                violation_error_message="Per questa persona i promemoria sono già spenti.",
            ),
            models.CheckConstraint(
                name="silenzio_con_motivo",
                condition=~Q(motivo="") & (Q(al=None) | Q(al__gte=F("dal"))),
                violation_error_message="Scrivi perché non si mandano promemoria.",
            ),
        ]

    def __str__(self) -> str:
        return f"Senza promemoria: {self.persona}"
