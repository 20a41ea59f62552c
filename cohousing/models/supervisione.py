import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from cohousing.choices import TipoSupervisione
from cohousing.models.permanenza import Permanenza
from cohousing.models.struttura import Struttura
from cohousing.workflow import TENGONO, VEDONO
from valdera_housing.choices import Ruolo
from valdera_housing.kit.trigger import non_si_elimina
from valdera_housing.models import Utente

MINUTI_DI_UN_GIORNO = 1440
SUPERVISIONE_COERENTE = """
    IF (SELECT coalesce(attiva_dal > NEW.giorno, true) OR chiusa_il < NEW.giorno FROM cohousing_struttura
        WHERE id = NEW.struttura_id) THEN
        RAISE EXCEPTION 'Si segue una casa nei giorni in cui è aperta.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'supervisione_di_casa_aperta';
    END IF;
    IF NEW.permanenza_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM cohousing_permanenza WHERE id = NEW.permanenza_id AND struttura_id = NEW.struttura_id) THEN
        RAISE EXCEPTION 'Il colloquio è con chi abita questa casa.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'supervisione_della_sua_casa';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.annullata_il IS NOT NULL THEN
        RAISE EXCEPTION 'Ciò che è annullato non cambia.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'supervisione_annullata_ferma';
    END IF;
    RETURN NEW;
"""


class SupervisioneQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "SupervisioneQuerySet":
        """That a house was seen, and for how long, is for who reads houses; a talk, for who follows the household.

        The words of the minutes are shown to SEGUONO only.
        """
        if utente.ha_ruolo(*TENGONO):
            return self
        if utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE):
            sue = Permanenza.objects.visibili_a(utente).values("pk")
            return self.filter(Q(permanenza=None) | Q(permanenza__in=sue))
        return self if utente.ha_ruolo(*VEDONO) else self.none()

    def valide(self) -> "SupervisioneQuerySet":
        return self.filter(annullata_il=None)


@pghistory.track()
class Supervisione(models.Model):
    """A visit, a house meeting, a talk, an emergency: when, for how many minutes, who was there, what was said."""

    dati_personali = True

    struttura = models.ForeignKey(Struttura, models.PROTECT, verbose_name="casa", related_name="supervisioni")
    permanenza = models.ForeignKey(
        Permanenza, models.PROTECT, verbose_name="con chi", null=True, blank=True, related_name="supervisioni"
    )
    tipo = models.CharField("che cosa", max_length=16, choices=TipoSupervisione, default=TipoSupervisione.VISITA)
    giorno = models.DateField("giorno")
    minuti = models.PositiveSmallIntegerField(
        "durata, in minuti", validators=[MinValueValidator(1), MaxValueValidator(MINUTI_DI_UN_GIORNO)]
    )
    operatore = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="operatore", related_name="+")
    presenti = models.PositiveSmallIntegerField("abitanti presenti", null=True, blank=True)
    verbale = models.TextField("che cosa si è visto e detto", max_length=4000, blank=True)
    creata_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    annullata_il = models.DateField("annullata il", null=True, blank=True, editable=False)
    motivo = models.CharField("perché è annullata", max_length=300, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = SupervisioneQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "supervisione", "supervisioni"
        ordering = ["-giorno", "-pk"]
        indexes = [
            models.Index(fields=["-giorno", "-id"], name="supervisione_giorno"),
            models.Index(fields=["struttura", "-giorno", "-id"], name="supervisione_struttura"),
            models.Index(fields=["permanenza", "-giorno"], name="supervisione_permanenza"),
        ]
        constraints = [
            models.CheckConstraint(
                name="supervisione_durata",
                condition=Q(minuti__range=(1, MINUTI_DI_UN_GIORNO)),
                violation_error_message="La durata va da un minuto a un giorno.",
            ),
            models.CheckConstraint(
                name="supervisione_riunione_con_verbale",
                condition=~Q(tipo__in=["RIUNIONE_CASA", "EMERGENZA"]) | ~Q(verbale=""),
                violation_error_message="Di una riunione e di un'emergenza resta scritto che cosa si è detto.",
            ),
            models.CheckConstraint(
                name="supervisione_colloquio_con_qualcuno",
                condition=~Q(tipo="COLLOQUIO") | Q(permanenza__isnull=False),
                violation_error_message="Un colloquio dice con chi.",
            ),
            models.CheckConstraint(
                name="supervisione_annullata_con_motivo",
                condition=Q(annullata_il=None) | ~Q(motivo=""),
                violation_error_message="Scrivi perché è annullata.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="coerente",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=SUPERVISIONE_COERENTE,
            ),
            non_si_elimina(),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} del {self.giorno:%d/%m/%Y}"
