import pghistory
from django.db import models
from django.db.models import Q

from cohousing.choices import VoceCosto
from cohousing.models.immobile import RicognizioneImmobile
from cohousing.models.struttura import Struttura
from cohousing.workflow import VEDONO
from valdera_housing.models import CostoDiLinea, CostoQuerySet, Utente, indici_costo, vincoli_costo


class CostoDellaCoabitazioneQuerySet(CostoQuerySet):
    def visibili_a(self, utente: Utente) -> "CostoDellaCoabitazioneQuerySet":
        return self if utente.ha_ruolo(*VEDONO) else self.none()


@pghistory.track()
class Costo(CostoDiLinea):
    """What a house, a condominio sociale or a building of the survey cost; common bills are ``SpesaComune``."""

    struttura = models.ForeignKey(
        Struttura, models.PROTECT, verbose_name="casa", null=True, blank=True, related_name="costi"
    )
    immobile = models.ForeignKey(
        RicognizioneImmobile, models.PROTECT, verbose_name="immobile", null=True, blank=True, related_name="costi"
    )
    voce = models.CharField("che tipo di spesa è", max_length=16, choices=VoceCosto)

    objects = CostoDellaCoabitazioneQuerySet.as_manager()

    class Meta(CostoDiLinea.Meta):
        indexes = indici_costo("costo_coab")
        constraints = [
            models.CheckConstraint(
                name="costo_coab_di_una_cosa",
                condition=Q(struttura__isnull=False, immobile=None) | Q(struttura=None, immobile__isnull=False),
                violation_error_message="Una spesa è di una casa o di un immobile.",
            ),
            *vincoli_costo("costo_coab"),
        ]
