import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from rendicontazione.choices import ASPETTI_RELAZIONE, StatoRelazione
from rendicontazione.models.rendiconto import Rendiconto
from valdera_housing.choices import Ruolo
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.models import Documento, Utente


class RelazioneTrimestraleQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "RelazioneTrimestraleQuerySet":
        """Accounts and Cabina read every finished report; it carries no names."""
        if utente.ha_ruolo(
            Ruolo.FUNZIONARIO_UNIONE,
            Ruolo.CABINA,
            Ruolo.REVISORE,
            Ruolo.CONTABILE_ETS,
            Ruolo.COORDINATORE_ETS,
        ):
            return self
        return self.none()


class RelazioneTrimestrale(models.Model):
    """A version of the quarterly report: the frozen snapshot, its fingerprint, the PDF made from it."""

    rendiconto = models.ForeignKey(Rendiconto, models.PROTECT, verbose_name="rendiconto", related_name="relazioni")
    versione = models.PositiveSmallIntegerField("versione")
    stato = models.CharField("stato", max_length=16, choices=StatoRelazione, default=StatoRelazione.IN_PREPARAZIONE)
    istantanea = models.TextField("istantanea JSON")
    impronta = models.CharField("impronta dei dati", max_length=64, db_index=True)
    motivo_riapertura = models.CharField("motivo della riapertura", max_length=300, blank=True)
    pdf = models.ForeignKey(Documento, models.PROTECT, verbose_name="PDF", null=True, related_name="+")
    librerie = models.JSONField("versioni delle librerie", default=dict, blank=True)
    creata_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    creata_alle = models.DateTimeField("creata alle", auto_now_add=True)

    objects = RelazioneTrimestraleQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "relazione trimestrale", "relazioni trimestrali"
        ordering = ["-rendiconto__trimestre__numero", "-versione"]
        constraints = [
            models.UniqueConstraint(
                name="relazione_versione_unica",
                fields=["rendiconto", "versione"],
                violation_error_message="Questa versione della relazione esiste già.",
            ),
            models.CheckConstraint(
                name="relazione_pronta_con_pdf",
                condition=~Q(stato=StatoRelazione.PRONTA) | Q(pdf__isnull=False),
                violation_error_message="Una relazione pronta ha il suo PDF.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="non_si_elimina", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="istantanea_immutabile",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__istantanea__df=pgtrigger.F("new__istantanea"))
                | pgtrigger.Q(old__impronta__df=pgtrigger.F("new__impronta"))
                | pgtrigger.Q(old__stato=StatoRelazione.PRONTA),
            ),
        ]

    def __str__(self) -> str:
        return f"Relazione del {self.rendiconto.trimestre}, versione {self.versione}"

    @property
    def impronta_a_gruppi(self) -> str:
        """The fingerprint as the cover of the report prints it: four figures at a time, to be compared by eye."""
        return " ".join(self.impronta[i : i + 4] for i in range(0, 64, 4))

    @property
    def aspetto(self) -> Aspetto:
        return ASPETTI_RELAZIONE[self.stato]
