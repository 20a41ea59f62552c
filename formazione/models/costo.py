import pghistory
from django.db import models
from django.db.models import Q

from formazione.models.campagna import Campagna
from formazione.models.evento import Evento
from formazione.workflow import VEDONO
from valdera_housing.models import CostoDiLinea, CostoQuerySet, Utente, indici_costo, vincoli_costo


class CostoDellaFormazioneQuerySet(CostoQuerySet):
    def visibili_a(self, utente: Utente) -> "CostoDellaFormazioneQuerySet":
        return self if utente.ha_ruolo(*VEDONO) else self.none()


@pghistory.track()
class Costo(CostoDiLinea):
    """What an event or a campaign cost."""

    evento = models.ForeignKey(
        Evento, models.PROTECT, verbose_name="evento", null=True, blank=True, related_name="costi"
    )
    campagna = models.ForeignKey(
        Campagna, models.PROTECT, verbose_name="campagna", null=True, blank=True, related_name="costi"
    )

    objects = CostoDellaFormazioneQuerySet.as_manager()

    class Meta(CostoDiLinea.Meta):
        indexes = indici_costo("costo")
        constraints = [
            models.CheckConstraint(
                name="costo_di_una_cosa",
                condition=Q(evento__isnull=False, campagna=None) | Q(evento=None, campagna__isnull=False),
                violation_error_message="Una spesa è di un evento o di una campagna.",
            ),
            *vincoli_costo("costo"),
        ]
