from django.db import connection, models


class Progressivo(models.Model):
    """The last number given in a year to a kind of record (``spesa`` 2026 → 612). No holes, no doubles."""

    nome = models.CharField(max_length=30)
    anno = models.PositiveSmallIntegerField()
    ultimo = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="progressivo_unico",
                fields=["nome", "anno"],
                violation_error_message="La numerazione di quest'anno esiste già.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.nome} {self.anno}/{self.ultimo}"


def prossimo_numero(nome: str, anno: int, quanti: int = 1) -> int:
    """Reserve ``quanti`` numbers and return the first; the row stays locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO valdera_housing_progressivo AS p (nome, anno, ultimo) VALUES (%s, %s, %s)"
            " ON CONFLICT (nome, anno) DO UPDATE SET ultimo = p.ultimo + EXCLUDED.ultimo RETURNING ultimo",
            [nome, anno, quanti],
        )
        return cursor.fetchone()[0] - quanti + 1
