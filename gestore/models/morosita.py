import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from gestore.choices import PassoMorosita, StatoMorosita, StatoPiano
from valdera_housing.models import Contratto, Invio, Lettera, Scadenza, Utente


class MorositaQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "MorositaQuerySet":
        return self.filter(contratto__in=Contratto.objects.visibili_a(utente))

    def aperte(self) -> "MorositaQuerySet":
        return self.exclude(stato=StatoMorosita.SANATA)


@pghistory.track()
class Morosita(models.Model):
    """The file of a household behind with its rent, from the first late day to the debt paid (domain.md 1.10)."""

    contratto = models.ForeignKey(Contratto, models.PROTECT, verbose_name="contratto", related_name="+")
    aperta_il = models.DateField("aperta il")
    in_ritardo_dal = models.DateField("in ritardo dal")
    stato = models.CharField("stato", max_length=14, choices=StatoMorosita, default=StatoMorosita.IN_RITARDO)
    chiusa_il = models.DateField("chiusa il", null=True, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = MorositaQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "morosità", "morosità"
        ordering = ["in_ritardo_dal", "pk"]
        indexes = [models.Index(fields=["stato", "in_ritardo_dal", "id"], name="morosita_stato")]
        constraints = [
            models.UniqueConstraint(
                name="morosita_una_aperta",
                fields=["contratto"],
                condition=~Q(stato="SANATA"),
                violation_error_message="Su questo contratto c'è già una morosità aperta.",
            ),
            models.CheckConstraint(
                name="morosita_sanata_con_data",
                condition=Q(stato="SANATA", chiusa_il__isnull=False) | (~Q(stato="SANATA") & Q(chiusa_il=None)),
                violation_error_message="Una morosità sanata dice quando.",
            ),
        ]

    def __str__(self) -> str:
        return f"Morosità {self.contratto.numero}"


@pghistory.track()
class AttoMorosita(models.Model):
    """A step done on an arrears file: a letter, a talk, a referral. Steps are only added."""

    morosita = models.ForeignKey(Morosita, models.PROTECT, verbose_name="morosità", related_name="atti")
    passo = models.CharField("passo", max_length=14, choices=PassoMorosita)
    fatto_il = models.DateField("fatto il")
    fatto_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    nota = models.CharField("nota", max_length=500, blank=True)
    importo = models.DecimalField("debito quel giorno", max_digits=10, decimal_places=2)
    lettera = models.ForeignKey(
        Lettera, models.PROTECT, verbose_name="lettera", null=True, blank=True, related_name="+"
    )
    invio = models.ForeignKey(Invio, models.PROTECT, verbose_name="invio", null=True, blank=True, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "passo della morosità", "passi della morosità"
        ordering = ["-fatto_il", "-pk"]
        triggers = [pgtrigger.Protect(name="solo_aggiunte", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_passo_display()} del {self.fatto_il:%d/%m/%Y}"


SOMMA_DICHIARA = [("dovuto", "numeric"), ("somma", "numeric")]


def somma_delle_rate(piano: str) -> str:
    """Body of the deferred trigger: ``piano`` is the column that holds the key of the plan."""
    return f"""
        SELECT importo INTO dovuto FROM gestore_pianorientro WHERE id = NEW.{piano};
        SELECT coalesce(sum(importo), 0) INTO somma FROM gestore_ratapiano WHERE piano_id = NEW.{piano};
        IF somma <> dovuto THEN
            RAISE EXCEPTION 'Le rate del piano devono sommare all''importo del piano.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rate_sommano_al_piano';
        END IF;
        RETURN NULL;
    """


class PianoRientroQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "PianoRientroQuerySet":
        return self.filter(morosita__in=Morosita.objects.visibili_a(utente))


@pghistory.track()
class PianoRientro(models.Model):
    """An agreement to pay a debt of rents by instalments: they sum exactly to ``importo`` (deferred trigger)."""

    morosita = models.ForeignKey(Morosita, models.PROTECT, verbose_name="morosità", related_name="piani")
    importo = models.DecimalField("debito a rate", max_digits=10, decimal_places=2)
    proposto_il = models.DateField("proposto il")
    firmato_il = models.DateField("firmato il", null=True, blank=True)
    lettera = models.ForeignKey(
        Lettera, models.PROTECT, verbose_name="accordo", null=True, blank=True, related_name="+"
    )
    stato = models.CharField("stato", max_length=10, choices=StatoPiano, default=StatoPiano.PROPOSTO)
    deciso_perche = models.CharField("perché", max_length=300, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = PianoRientroQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "piano di rientro", "piani di rientro"
        ordering = ["-proposto_il", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="piano_uno_vivo",
                fields=["morosita"],
                condition=Q(stato__in=["PROPOSTO", "ATTIVO"]),
                violation_error_message="C'è già un piano di rientro proposto o attivo.",
            ),
            models.CheckConstraint(
                name="piano_importo_positivo",
                condition=Q(importo__gt=0),
                violation_error_message="Un piano di rientro ha un importo maggiore di zero.",
            ),
            models.CheckConstraint(
                name="piano_attivo_se_firmato",
                condition=Q(stato__in=["PROPOSTO", "RITIRATO"])
                | Q(firmato_il__isnull=False, firmato_il__gte=F("proposto_il")),
                violation_error_message="Un piano vale quando è firmato, non prima di essere proposto.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="somma_delle_rate",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("importo", "stato"),
                timing=pgtrigger.Deferred,
                declare=SOMMA_DICHIARA,
                func=somma_delle_rate("id"),
            )
        ]

    def __str__(self) -> str:
        return f"Piano di rientro del {self.proposto_il:%d/%m/%Y}"


@pghistory.track()
class RataPiano(models.Model):
    """An instalment; when the plan is signed it becomes a due of the ledger."""

    piano = models.ForeignKey(PianoRientro, models.PROTECT, verbose_name="piano", related_name="rate")
    numero = models.PositiveSmallIntegerField("rata")
    importo = models.DecimalField("importo", max_digits=10, decimal_places=2)
    scade_il = models.DateField("scade il")
    scadenza = models.OneToOneField(
        Scadenza, models.PROTECT, verbose_name="scadenza", null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name, verbose_name_plural = "rata del piano", "rate del piano"
        ordering = ["numero"]
        constraints = [
            models.UniqueConstraint(
                name="rata_numero_unico",
                fields=["piano", "numero"],
                violation_error_message="Questa rata c'è già.",
            ),
            models.CheckConstraint(
                name="rata_importo_positivo",
                condition=Q(importo__gt=0),
                violation_error_message="Una rata è maggiore di zero.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="somma_delle_rate",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("importo"),
                timing=pgtrigger.Deferred,
                declare=SOMMA_DICHIARA,
                func=somma_delle_rate("piano_id"),
            ),
            pgtrigger.Protect(name="non_si_elimina", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Rata {self.numero}"
