import pghistory
from django.db import models

from valdera_housing.choices import RuoloEnte


@pghistory.track()
class Ente(models.Model):
    """A body: the Unione, the third-sector partner, others."""

    nome = models.CharField("nome", max_length=200, unique=True)
    ruolo = models.CharField("ruolo", max_length=12, choices=RuoloEnte)
    codice_fiscale = models.CharField("codice fiscale", max_length=16, blank=True)
    partita_iva = models.CharField("partita IVA", max_length=11, blank=True)
    runts = models.CharField("iscrizione RUNTS", max_length=40, blank=True)
    pec = models.EmailField("PEC", blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "ente", "enti"
        ordering = ["nome"]

    def __str__(self) -> str:
        return self.nome
