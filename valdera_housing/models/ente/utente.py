import pghistory
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.functional import cached_property

from valdera_housing.choices import Ruolo
from valdera_housing.models.ente.comune import Comune
from valdera_housing.models.ente.ente import Ente


@pghistory.track(exclude=["password", "last_login"])
class Utente(AbstractUser):
    """A person who works with the product. Roles add up; comuni limit what a social worker sees."""

    ruoli = ArrayField(models.CharField(max_length=20, choices=Ruolo), verbose_name="ruoli", default=list, blank=True)
    comuni = models.ManyToManyField(Comune, verbose_name="comuni", blank=True, related_name="+")
    ente = models.ForeignKey(Ente, models.PROTECT, verbose_name="ente", null=True, blank=True, related_name="+")
    di_prova = models.BooleanField("accesso di prova", default=False, editable=False)
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "utente", "utenti"
        ordering = ["last_name", "first_name", "username"]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def ha_ruolo(self, *ruoli: str) -> bool:
        return bool(set(ruoli) & set(self.ruoli))

    @property
    def nomi_ruoli(self) -> list[str]:
        return [Ruolo(ruolo).label for ruolo in self.ruoli]

    @cached_property
    def comuni_seguiti(self) -> list[int]:
        """Primary keys of the comuni this person works for."""
        return list(self.comuni.values_list("pk", flat=True))


@pghistory.track(
    pghistory.InsertEvent("comune_aggiunto"),
    pghistory.DeleteEvent("comune_tolto"),
    obj_field=None,
    model_name="UtenteComuneEvent",
    app_label="valdera_housing",
)
class UtenteComune(Utente.comuni.through):
    """The comuni of a person decide what she sees: giving and taking one is history too."""

    class Meta:
        proxy = True
        verbose_name, verbose_name_plural = "comune seguito", "comuni seguiti"
