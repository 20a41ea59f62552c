from datetime import date

import pghistory
import pgtrigger
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower

from valdera_housing.choices import LEGGONO_I_NOMI, Linea, Ruolo, TipoScadenza, Verso
from valdera_housing.models.anagrafe.nucleo import Nucleo
from valdera_housing.models.anagrafe.persona import SenzaAccenti
from valdera_housing.models.casa.contratto import Contratto
from valdera_housing.models.casa.proprietario import Proprietario
from valdera_housing.models.ente.utente import Utente

VEDONO_IL_PARTITARIO = (
    Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE,
)  # fmt: skip
IMPORTO_FERMO = """
    IF (NEW.importo, NEW.verso, NEW.chiave, NEW.contratto_id, NEW.nucleo_id, NEW.tipo, NEW.competenza) IS DISTINCT FROM
       (OLD.importo, OLD.verso, OLD.chiave, OLD.contratto_id, OLD.nucleo_id, OLD.tipo, OLD.competenza) THEN
        RAISE EXCEPTION 'Una scadenza non si riscrive: si annulla e se ne fa un''altra.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'scadenza_immutabile';
    END IF;
    RETURN NEW;
"""


class ScadenzaQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "ScadenzaQuerySet":
        """Who keeps or audits the accounts sees all; a social worker what her households owe."""
        if utente.ha_ruolo(*VEDONO_IL_PARTITARIO):
            return self
        if utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE):
            return self.filter(nucleo__comune__in=utente.comuni_seguiti)
        return self.none()

    def aperte(self) -> "ScadenzaQuerySet":
        """Not cancelled and not paid whole."""
        return self.filter(aperta=True)

    def scadute(self, giorno: date) -> "ScadenzaQuerySet":
        return self.aperte().filter(scade_il__lt=giorno)

    def da_incassare(self) -> "ScadenzaQuerySet":
        return self.filter(verso=Verso.ENTRATA)

    def da_pagare(self) -> "ScadenzaQuerySet":
        return self.filter(verso=Verso.USCITA)

    def cercate(self, testo: str) -> "ScadenzaQuerySet":
        trovate = self
        for parola in testo.replace("\x00", "").split():
            trovate = trovate.filter(cercabile__contains=SenzaAccenti(Lower(Value(parola))))
        return trovate


@pghistory.track(exclude=["cercabile", "residuo", "aperta", "imputato"])
class Scadenza(models.Model):
    """An amount due on a day, in euro: to be cashed by the ETS or paid by it. ``competenza`` is the first of a month.

    ``chiave`` says where it comes from (``canone/12/2026-11``): generated twice, it is one (idempotent).
    ``imputato`` is the sum of what pays it, kept by triggers on Imputazione.
    """

    chiave = models.CharField("chiave", max_length=80, unique=True, editable=False)
    verso = models.CharField("verso", max_length=7, choices=Verso)
    tipo = models.CharField("tipo", max_length=12, choices=TipoScadenza)
    linea = models.CharField("linea", max_length=3, choices=Linea)
    contratto = models.ForeignKey(
        Contratto, models.PROTECT, verbose_name="contratto", null=True, blank=True, related_name="scadenze"
    )
    nucleo = models.ForeignKey(
        Nucleo, models.PROTECT, verbose_name="nucleo", null=True, blank=True, related_name="scadenze"
    )
    proprietario = models.ForeignKey(
        Proprietario, models.PROTECT, verbose_name="proprietario", null=True, blank=True, related_name="scadenze"
    )
    intestazione = models.CharField("chi deve, o a chi si deve", max_length=200)
    competenza = models.DateField("competenza")
    descrizione = models.CharField("descrizione", max_length=200)
    importo = models.DecimalField("importo", max_digits=10, decimal_places=2)
    imputato = models.DecimalField("pagato", max_digits=10, decimal_places=2, default=0, editable=False)
    scade_il = models.DateField("scade il")
    annullata_il = models.DateField("annullata il", null=True, blank=True)
    motivo_annullamento = models.CharField("perché è annullata", max_length=200, blank=True)
    residuo = models.GeneratedField(
        expression=F("importo") - F("imputato"),
        output_field=models.DecimalField("residuo", max_digits=10, decimal_places=2),
        db_persist=True,
    )
    aperta = models.GeneratedField(
        expression=models.Case(
            models.When(Q(annullata_il__isnull=True) & Q(importo__gt=F("imputato")), then=Value(True)),
            default=Value(False),
        ),
        output_field=models.BooleanField("aperta"),
        db_persist=True,
    )
    cercabile = models.GeneratedField(
        expression=SenzaAccenti(Lower(Concat(F("intestazione"), Value(" "), F("descrizione")))),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = ScadenzaQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "scadenza", "scadenze"
        ordering = ["scade_il", "pk"]
        indexes = [
            models.Index(fields=["verso", "scade_il", "id"], name="scadenza_verso"),
            models.Index(fields=["verso", "scade_il", "id"], name="scadenza_aperta", condition=Q(aperta=True)),
            models.Index(fields=["contratto", "competenza"], name="scadenza_contratto"),
            models.Index(fields=["nucleo", "scade_il"], name="scadenza_nucleo"),
            models.Index(fields=["tipo", "competenza"], name="scadenza_tipo"),
            models.Index(fields=["linea", "verso", "competenza"], name="scadenza_linea"),
            GinIndex(OpClass(F("cercabile"), name="gin_trgm_ops"), name="scadenza_cercabile"),
        ]
        constraints = [
            models.CheckConstraint(
                name="scadenza_mai_pagata_due_volte",
                condition=Q(importo__gt=0, imputato__gte=0, imputato__lte=F("importo")),
                violation_error_message="Una scadenza non si paga più del suo importo.",
            ),
            models.CheckConstraint(
                name="scadenza_competenza_primo_del_mese",
                condition=Q(competenza__day=1),
                violation_error_message="La competenza è il primo giorno del mese.",
            ),
            models.CheckConstraint(
                name="scadenza_annullata_se_non_pagata",
                condition=Q(annullata_il=None) | (Q(imputato=0) & ~Q(motivo_annullamento="")),
                violation_error_message="Una scadenza pagata non si annulla, e chi annulla scrive perché.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="importo_fermo", when=pgtrigger.Before, operation=pgtrigger.Update, func=IMPORTO_FERMO
            ),
            pgtrigger.Protect(name="non_si_elimina", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.descrizione} ({self.intestazione})"

    def chi(self, utente: Utente) -> str:
        """The debtor or creditor as this person may read it: a household's code for who audits."""
        nascosto = self.nucleo is not None and not utente.ha_ruolo(*LEGGONO_I_NOMI)
        return self.nucleo.codice if nascosto else self.intestazione
