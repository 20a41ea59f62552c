import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from cohousing.choices import AreaAutonomia
from cohousing.models.permanenza import Permanenza

PUNTI = [(n, str(n)) for n in range(5)]
DURANTE = """
    IF NOT EXISTS (SELECT 1 FROM cohousing_permanenza WHERE id = NEW.permanenza_id AND NEW.svolta_il >= inizio
                   AND stato IN ('IN_CORSO', 'CONCLUSA') AND (uscita_il IS NULL OR NEW.svolta_il <= uscita_il)) THEN
        RAISE EXCEPTION 'Il percorso si verifica mentre il nucleo abita la casa.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'verifica_autonomia_durante';
    END IF;
    RETURN NEW;
"""


@pghistory.track()
class ObiettivoAutonomia(models.Model):
    """Where a household wants to arrive in an area, from 0 (all to be built) to 4 (by itself)."""

    dati_personali = True

    permanenza = models.ForeignKey(Permanenza, models.PROTECT, verbose_name="permanenza", related_name="obiettivi")
    area = models.CharField("area", max_length=8, choices=AreaAutonomia)
    traguardo = models.PositiveSmallIntegerField("dove si vuole arrivare", choices=PUNTI, default=4)
    descrizione = models.CharField("che cosa si farà", max_length=300, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "obiettivo di autonomia", "obiettivi di autonomia"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="obiettivo_autonomia_uno_per_area",
                fields=["permanenza", "area"],
                violation_error_message="In quest'area l'obiettivo c'è già.",
            ),
            models.CheckConstraint(
                name="obiettivo_autonomia_da_1_a_4",
                condition=Q(traguardo__range=(1, 4)),
                violation_error_message="Il traguardo va da 1 a 4.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_area_display()}: {self.traguardo}"


@pghistory.track()
class VerificaAutonomia(models.Model):
    """A review of the path, every three months: a score for each area, and what was said."""

    dati_personali = True

    permanenza = models.ForeignKey(Permanenza, models.PROTECT, verbose_name="permanenza", related_name="verifiche")
    svolta_il = models.DateField("svolta il")
    note = models.TextField("che cosa si è visto", max_length=2000, blank=True)
    autore = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "verifica del percorso", "verifiche del percorso"
        ordering = ["svolta_il"]
        constraints = [
            models.UniqueConstraint(
                name="verifica_autonomia_una_al_giorno",
                fields=["permanenza", "svolta_il"],
                violation_error_message="In quel giorno c'è già una verifica: correggi quella.",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="durante",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=DURANTE,
            )
        ]

    def __str__(self) -> str:
        return f"Verifica del {self.svolta_il:%d/%m/%Y}"


@pghistory.track()
class PunteggioAutonomia(models.Model):
    """The score of an area in a review, 0–4."""

    dati_personali = True

    verifica = models.ForeignKey(VerificaAutonomia, models.CASCADE, verbose_name="verifica", related_name="punteggi")
    area = models.CharField("area", max_length=8, choices=AreaAutonomia)
    punti = models.PositiveSmallIntegerField("punti", choices=PUNTI)

    class Meta:
        verbose_name, verbose_name_plural = "punteggio", "punteggi"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="punteggio_autonomia_uno_per_area",
                fields=["verifica", "area"],
                violation_error_message="Quest'area ha già il suo punteggio.",
            ),
            models.CheckConstraint(
                name="punteggio_autonomia_da_0_a_4",
                condition=Q(punti__range=(0, 4)),
                violation_error_message="Il punteggio va da 0 a 4.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_area_display()}: {self.punti}"
