import uuid

from django.conf import settings
from django.db import models


def percorso_casuale(documento: "Documento", nome: str) -> str:
    """Files are stored under a random name that says nothing (quality S3)."""
    casuale = uuid.uuid4().hex
    return f"{casuale[:2]}/{casuale}"


class Documento(models.Model):
    """A stored file. It is served only by the page of the thing it belongs to, to who may see that thing."""

    file = models.FileField("file", upload_to=percorso_casuale)
    nome = models.CharField("nome del file", max_length=200)
    tipo = models.CharField("tipo", max_length=80)
    dimensione = models.PositiveIntegerField("dimensione in byte")
    sha256 = models.CharField("impronta SHA-256", max_length=64, db_index=True)
    caricato_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="caricato da", null=True, related_name="+"
    )
    caricato_alle = models.DateTimeField("caricato alle", auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = "documento", "documenti"
        constraints = [
            models.CheckConstraint(
                name="documento_impronta_sha256",
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="Ogni documento ha la sua impronta SHA-256.",
            )
        ]

    def __str__(self) -> str:
        return self.nome
