import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from sportello.choices import Canale, ChiChiede, EsitoAccesso, MotivoAccesso
from sportello.models.appuntamento import Appuntamento
from sportello.workflow import SPORTELLO_ETS
from valdera_housing.choices import Ruolo
from valdera_housing.kit.scrittura import in_data
from valdera_housing.models import Comune, Nucleo, Persona, Sede, Utente


class AccessoQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "AccessoQuerySet":
        """The desk sees every access; a social worker those of her comuni and those she registered."""
        if utente.ha_ruolo(*SPORTELLO_ETS):
            return self
        if utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE):
            return self.filter(Q(comune__in=utente.comuni_seguiti) | Q(operatore=utente))
        return self.none()


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.ManualEvent("delete"))
class Accesso(models.Model):
    """A contact with the desk. The person may be unknown (L. 241/1990 does not ask for a name) and attached later.

    ``comune`` is where the person lives, empty outside the Unione. ``primo_accesso`` is the first of that person: of
    a known one it is worked out by the act, of an unknown one it is what was said at the desk.
    """

    dati_personali = True

    avvenuto_alle = models.DateTimeField("quando")
    canale = models.CharField("come", max_length=12, choices=Canale)
    sede = models.ForeignKey(Sede, models.PROTECT, verbose_name="dove", null=True, blank=True, related_name="+")
    comune = models.ForeignKey(
        Comune, models.PROTECT, verbose_name="comune di residenza", null=True, blank=True, related_name="+"
    )
    chi_chiede = models.CharField("chi chiede", max_length=12, choices=ChiChiede, default=ChiChiede.INQUILINO)
    motivi = ArrayField(models.CharField(max_length=24, choices=MotivoAccesso), verbose_name="perché")
    esiti = ArrayField(models.CharField(max_length=24, choices=EsitoAccesso), verbose_name="che cosa si è fatto")
    inviato_a = models.CharField("inviato a", max_length=120, blank=True)
    minuti = models.PositiveSmallIntegerField("durata, in minuti", null=True, blank=True)
    persona = models.ForeignKey(
        Persona, models.PROTECT, verbose_name="persona", null=True, blank=True, related_name="+"
    )
    nucleo = models.ForeignKey(Nucleo, models.PROTECT, verbose_name="nucleo", null=True, blank=True, related_name="+")
    primo_accesso = models.BooleanField("primo accesso", default=False)
    nota = models.CharField("nota", max_length=1000, blank=True)
    appuntamento = models.OneToOneField(
        Appuntamento, models.PROTECT, verbose_name="appuntamento", null=True, blank=True, related_name="+"
    )
    operatore = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrato da", related_name="+"
    )
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = AccessoQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "accesso", "accessi"
        ordering = ["-avvenuto_alle", "-pk"]
        indexes = [
            models.Index(fields=["-avvenuto_alle", "-id"], name="accesso_quando"),
            models.Index(fields=["comune", "-avvenuto_alle"], name="accesso_comune"),
            models.Index(fields=["canale", "-avvenuto_alle"], name="accesso_canale"),
            models.Index(fields=["operatore", "-avvenuto_alle"], name="accesso_operatore"),
            models.Index(fields=["persona", "avvenuto_alle"], name="accesso_persona"),
            models.Index(fields=["nucleo", "-avvenuto_alle"], name="accesso_nucleo"),
            GinIndex(fields=["motivi"], name="accesso_motivi"),
            GinIndex(fields=["esiti"], name="accesso_esiti"),
        ]
        constraints = [
            models.CheckConstraint(
                name="accesso_con_motivo",
                condition=Q(motivi__len__gte=1, motivi__contained_by=MotivoAccesso.values),
                violation_error_message="Scegli almeno un motivo.",
            ),
            models.CheckConstraint(
                name="accesso_con_esito",
                condition=Q(esiti__len__gte=1, esiti__contained_by=EsitoAccesso.values),
                violation_error_message="Scegli che cosa si è fatto.",
            ),
            models.CheckConstraint(
                name="accesso_durata_ragionevole",
                condition=Q(minuti=None) | Q(minuti__range=(1, 480)),
                violation_error_message="La durata va da 1 a 480 minuti.",
            ),
            models.UniqueConstraint(
                name="accesso_primo_una_volta",
                fields=["persona"],
                condition=Q(primo_accesso=True, persona__isnull=False),
                violation_error_message="Il primo accesso di questa persona è già registrato.",
            ),
        ]

    def __str__(self) -> str:
        return f"Accesso del {in_data(self.avvenuto_alle)}"
