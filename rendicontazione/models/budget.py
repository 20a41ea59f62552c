import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from valdera_housing.choices import Linea
from valdera_housing.models import Convenzione


class LineaBudgetQuerySet(models.QuerySet):
    def bloccate(self) -> "LineaBudgetQuerySet":
        """Locked for this transaction in the order of the lines, so that two acts cannot wait for each other."""
        return self.order_by("convenzione", "numero").select_for_update(of=("self",), no_key=True)


@pghistory.track(fields=["convenzione", "linea", "budget_iniziale", "budget_vigente"])
class LineaBudget(models.Model):
    """The money of one line, in euro. Every column but the budget is a sum kept by triggers on the shares."""

    convenzione = models.ForeignKey(Convenzione, models.PROTECT, verbose_name="convenzione", related_name="+")
    linea = models.CharField("linea", max_length=3, choices=Linea)
    numero = models.PositiveSmallIntegerField("numero")
    budget_iniziale = models.DecimalField("budget iniziale", max_digits=12, decimal_places=2)
    budget_vigente = models.DecimalField("budget vigente", max_digits=12, decimal_places=2)
    presentato = models.DecimalField("presentato", max_digits=12, decimal_places=2, default=0, editable=False)
    in_verifica = models.DecimalField("in verifica", max_digits=12, decimal_places=2, default=0, editable=False)
    ammesso = models.DecimalField("ammesso", max_digits=12, decimal_places=2, default=0, editable=False)
    eccedenza = models.DecimalField("eccedenza", max_digits=12, decimal_places=2, default=0, editable=False)
    residuo = models.GeneratedField(
        expression=F("budget_vigente") - F("ammesso") - F("in_verifica"),
        output_field=models.DecimalField("residuo", max_digits=12, decimal_places=2),
        db_persist=True,
    )

    objects = LineaBudgetQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "linea di budget", "linee di budget"
        ordering = ["convenzione", "numero"]
        constraints = [
            models.UniqueConstraint(
                name="budget_linea_unica",
                fields=["convenzione", "linea"],
                violation_error_message="Questa linea ha già il suo budget.",
            ),
            models.CheckConstraint(
                name="budget_mai_superato",
                condition=Q(ammesso__lte=F("budget_vigente")),
                violation_error_message="L'ammesso di una linea non può superare il suo budget vigente.",
            ),
            models.CheckConstraint(
                name="budget_non_negativo",
                condition=Q(budget_vigente__gte=0, budget_iniziale__gte=0),
                violation_error_message="Il budget di una linea non può essere negativo.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="somma_dei_budget",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("budget_vigente") | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                declare=[("quale", "bigint"), ("somma", "numeric"), ("dovuto", "numeric")],
                func="""
                quale := CASE WHEN TG_OP = 'DELETE' THEN OLD.convenzione_id ELSE NEW.convenzione_id END;
                SELECT sum(budget_vigente) INTO somma FROM rendicontazione_lineabudget WHERE convenzione_id = quale;
                SELECT importo INTO dovuto FROM valdera_housing_convenzione WHERE id = quale;
                IF somma IS DISTINCT FROM dovuto AND somma IS NOT NULL THEN
                    RAISE EXCEPTION 'I budget delle linee devono sommare all''importo della convenzione.'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'budget_somma_alla_convenzione';
                END IF;
                RETURN NULL;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.numero}. {self.get_linea_display()}"


class TotaleSpesa(models.Model):
    """Count and sums of the shares by quarter, line, category and state: a summary row kept by triggers.

    Lists take their totals from here, so that a page costs the same with ten shares or a million.
    """

    rendiconto = models.ForeignKey("rendicontazione.Rendiconto", models.CASCADE, related_name="totali")
    linea = models.CharField(max_length=3, choices=Linea)
    macrovoce = models.CharField(max_length=1)
    stato = models.CharField(max_length=16)
    quante = models.IntegerField()
    importo = models.DecimalField(max_digits=14, decimal_places=2)
    ammesso = models.DecimalField(max_digits=14, decimal_places=2)
    eccedenza = models.DecimalField(max_digits=14, decimal_places=2)
    non_ammesso = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        verbose_name, verbose_name_plural = "totale delle spese", "totali delle spese"
        constraints = [
            models.UniqueConstraint(
                name="totale_spesa_unico",
                fields=["rendiconto", "linea", "macrovoce", "stato"],
                violation_error_message="C'è già un totale per questa combinazione.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rendiconto_id} {self.linea} {self.macrovoce} {self.stato}"
