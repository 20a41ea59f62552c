from datetime import date

import pghistory
from django.db import models


class ModelloLetteraQuerySet(models.QuerySet):
    def in_vigore(self, chiave: str, giorno: date) -> "ModelloLettera | None":
        """The wording of a letter on that day: the last one valid from that day or before."""
        return self.filter(chiave=chiave, valido_dal__lte=giorno).order_by("-valido_dal").first()

    def in_vigore_oggi(self, giorno: date) -> "ModelloLetteraQuerySet":
        """For each letter the wording in force, by title."""
        ultimi = self.filter(valido_dal__lte=giorno).order_by("chiave", "-valido_dal").distinct("chiave")
        return self.filter(pk__in=ultimi.values("pk")).order_by("titolo")


@pghistory.track()
class ModelloLettera(models.Model):
    """The office's wording of a letter or contract, with ``{segnaposto}`` for the facts; old letters keep theirs."""

    chiave = models.SlugField("chiave", max_length=60)
    titolo = models.CharField("titolo", max_length=160)
    oggetto = models.CharField("oggetto", max_length=200)
    corpo = models.TextField("testo")
    valido_dal = models.DateField("vale dal")
    scritto_da = models.CharField("approvato con", max_length=160, blank=True)

    objects = ModelloLetteraQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "modello di lettera", "modelli di lettera"
        ordering = ["chiave", "-valido_dal"]
        constraints = [
            models.UniqueConstraint(
                name="modello_uno_al_giorno",
                fields=["chiave", "valido_dal"],
                violation_error_message="C'è già un testo che vale da quel giorno: scegline un altro.",
            )
        ]

    def __str__(self) -> str:
        return self.titolo
