import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from cohousing.choices import Lingua, StatoPatto
from cohousing.models.struttura import Struttura
from valdera_housing.kit.trigger import non_si_elimina

PATTO_FERMO = """
    IF (OLD.stato = 'SOSTITUITO' OR (OLD.stato = 'IN_VIGORE' AND NEW.stato = 'BOZZA')
        OR (NEW.struttura_id, NEW.edizione) IS DISTINCT FROM (OLD.struttura_id, OLD.edizione)
        OR (OLD.stato <> 'BOZZA' AND NEW.in_vigore_dal IS DISTINCT FROM OLD.in_vigore_dal)) THEN
        RAISE EXCEPTION 'Le regole già in vigore non si riscrivono: se ne prepara una nuova edizione.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'patto_fermo';
    END IF;
    IF NEW.stato = 'IN_VIGORE' AND NOT EXISTS (
        SELECT 1 FROM cohousing_testopatto WHERE patto_id = NEW.id AND lingua = 'it') THEN
        RAISE EXCEPTION 'Le regole entrano in vigore con il testo in italiano.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'patto_con_il_testo_italiano';
    END IF;
    RETURN NEW;
"""
# A language may be added to rules in force; what people signed is not rewritten.
TESTO_FERMO = """
    IF EXISTS (SELECT 1 FROM cohousing_pattoconvivenza p WHERE p.stato <> 'BOZZA'
               AND p.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.patto_id ELSE NEW.patto_id END) THEN
        RAISE EXCEPTION 'Il testo di regole in vigore non cambia: si prepara una nuova edizione.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'testo_patto_fermo';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
"""


@pghistory.track()
class PattoConvivenza(models.Model):
    """An edition of the rules of a house; one in force at a time, the older ones kept for who signed them."""

    struttura = models.ForeignKey(Struttura, models.PROTECT, verbose_name="struttura", related_name="patti")
    edizione = models.PositiveSmallIntegerField("edizione", editable=False)
    stato = models.CharField("stato", max_length=10, choices=StatoPatto, default=StatoPatto.BOZZA)
    in_vigore_dal = models.DateField("in vigore dal", null=True, blank=True)
    cambiamenti = models.CharField("che cosa cambia", max_length=300, blank=True)
    creato_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "patto di convivenza", "patti di convivenza"
        ordering = ["-edizione"]
        constraints = [
            models.UniqueConstraint(
                name="patto_edizione_unica",
                fields=["struttura", "edizione"],
                violation_error_message="Questa edizione c'è già.",
            ),
            models.UniqueConstraint(
                name="patto_uno_in_vigore",
                fields=["struttura"],
                condition=Q(stato="IN_VIGORE"),
                violation_error_message="In questa casa ci sono già regole in vigore.",
            ),
            models.UniqueConstraint(
                name="patto_una_bozza",
                fields=["struttura"],
                condition=Q(stato="BOZZA"),
                violation_error_message="C'è già un'edizione in scrittura: completa quella.",
            ),
            models.CheckConstraint(
                name="patto_in_vigore_con_data",
                condition=Q(stato="BOZZA", in_vigore_dal=None) | (~Q(stato="BOZZA") & Q(in_vigore_dal__isnull=False)),
                violation_error_message="Le regole in vigore dicono da quando.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(name="fermo", when=pgtrigger.Before, operation=pgtrigger.Update, func=PATTO_FERMO),
            non_si_elimina(),
        ]

    def __str__(self) -> str:
        return f"Regole della casa, edizione {self.edizione}"


@pghistory.track()
class TestoPatto(models.Model):
    """The rules in one language; the Italian text is the one that counts, the others help to understand it."""

    patto = models.ForeignKey(PattoConvivenza, models.PROTECT, verbose_name="patto", related_name="testi")
    lingua = models.CharField("lingua", max_length=2, choices=Lingua)
    testo = models.TextField("regole", max_length=20000)
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "testo del patto", "testi del patto"
        ordering = ["lingua"]
        constraints = [
            models.UniqueConstraint(
                name="testo_patto_una_lingua",
                fields=["patto", "lingua"],
                violation_error_message="In questa lingua c'è già: correggi quel testo.",
            ),
            models.CheckConstraint(
                name="testo_patto_scritto",
                condition=~Q(testo=""),
                violation_error_message="Scrivi le regole della casa.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="fermo",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=TESTO_FERMO,
            )
        ]

    def __str__(self) -> str:
        return self.get_lingua_display()
