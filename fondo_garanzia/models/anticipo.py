import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Concat, Lower

from fondo_garanzia.choices import MotivoAnticipo, StatoAnticipo
from fondo_garanzia.models.fondo import IN_EURO, Fondo
from fondo_garanzia.models.garanzia import PraticaQuerySet, impegni
from fondo_garanzia.models.somme import CONTI_DELL_ANTICIPO, DICHIARA_CONTI, DICHIARA_RATE, PER_L_ANTICIPO, alla_fine
from valdera_housing.models import Contratto, Invio, Lettera, Nucleo, SenzaAccenti

DA_DECIDERE = ["RICHIESTO", "ISTRUTTORIA", "RIFIUTATO", "RITIRATO"]
NON_PAGATI = [*DA_DECIDERE, "APPROVATO"]
CHIUSI = ["RIFIUTATO", "RITIRATO", "RIMBORSATO", "RECUPERATO", "PERDITA"]
PAGATO_FERMO = """
    IF OLD.stato NOT IN ('RICHIESTO', 'ISTRUTTORIA') AND (NEW.importo, NEW.fondo_id, NEW.nucleo_id)
       IS DISTINCT FROM (OLD.importo, OLD.fondo_id, OLD.nucleo_id) THEN
        RAISE EXCEPTION 'Un anticipo deciso non cambia importo.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'anticipo_deciso_fermo';
    END IF;
    RETURN NEW;
"""


class AnticipoQuerySet(PraticaQuerySet):
    def aperti(self) -> "AnticipoQuerySet":
        return self.exclude(stato__in=CHIUSI)


@pghistory.track(exclude=["cercabile", "impegno", "residuo"])
class Anticipo(models.Model):
    """Emergency support paid to a creditor and given back by the household in instalments, without interest. Euro.

    Committed from the approval to the payment. ``restituito`` is the sum of what came back (triggers of the ledger).
    """

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    fondo = models.ForeignKey(Fondo, models.PROTECT, verbose_name="fondo", related_name="anticipi")
    nucleo = models.ForeignKey(Nucleo, models.PROTECT, verbose_name="nucleo", related_name="+")
    contratto = models.ForeignKey(
        Contratto, models.PROTECT, verbose_name="contratto", null=True, blank=True, related_name="+"
    )
    invio = models.ForeignKey(Invio, models.PROTECT, verbose_name="invio", null=True, blank=True, related_name="+")
    motivo = models.CharField("per che cosa", max_length=20, choices=MotivoAnticipo)
    bisogno = models.CharField("perché serve", max_length=1000)
    richiesto_il = models.DateField("richiesto il")
    richiesto_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="richiesto da", editable=False, related_name="+"
    )
    importo = models.DecimalField("importo", **IN_EURO)
    reddito_mensile = models.DecimalField("reddito netto al mese", null=True, blank=True, **IN_EURO)
    creditore = models.CharField("chi viene pagato", max_length=200)
    creditore_codice = models.CharField("codice fiscale o partita IVA", max_length=16, blank=True)
    creditore_iban = models.CharField("IBAN", max_length=34, blank=True)
    n_rate = models.PositiveSmallIntegerField("numero di rate", default=12)
    giorno_rata = models.PositiveSmallIntegerField("giorno del mese", default=5)
    prima_rata = models.DateField("prima rata")
    istruttoria = models.CharField("istruttoria", max_length=2000, blank=True)
    istruito_il = models.DateField("istruito il", null=True, blank=True)
    atto = models.CharField("atto", max_length=160, blank=True)
    deciso_il = models.DateField("deciso il", null=True, blank=True)
    deciso_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="deciso da", null=True, blank=True, editable=False,
        related_name="+",
    )  # fmt: skip
    motivo_decisione = models.CharField("perché", max_length=500, blank=True)
    erogato_il = models.DateField("pagato il", null=True, blank=True)
    lettera = models.ForeignKey(
        Lettera, models.PROTECT, verbose_name="accordo", null=True, blank=True, related_name="+"
    )
    restituito = models.DecimalField("restituito", default=0, editable=False, **IN_EURO)
    chiuso_il = models.DateField("chiuso il", null=True, blank=True)
    atto_stralcio = models.CharField("atto di stralcio", max_length=160, blank=True)
    stralciato_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="stralciato da", null=True, blank=True,
        editable=False, related_name="+",
    )  # fmt: skip
    stato = models.CharField("stato", max_length=11, choices=StatoAnticipo, default=StatoAnticipo.RICHIESTO)
    impegno = models.GeneratedField(
        expression=Case(
            When(stato="APPROVATO", then=F("importo")),
            default=Value(0),
            output_field=models.DecimalField(**IN_EURO),
        ),
        output_field=models.DecimalField("impegno", **IN_EURO),
        db_persist=True,
    )
    residuo = models.GeneratedField(
        expression=F("importo") - F("restituito"),
        output_field=models.DecimalField("resta", **IN_EURO),
        db_persist=True,
    )
    cercabile = models.GeneratedField(
        expression=SenzaAccenti(Lower(Concat(F("numero"), Value(" "), F("creditore")))),
        output_field=models.TextField(),
        db_persist=True,
    )
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = AnticipoQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "anticipo", "anticipi"
        ordering = ["-richiesto_il", "-pk"]
        indexes = [
            models.Index(fields=["stato", "-richiesto_il", "-id"], name="anticipo_stato"),
            models.Index(fields=["-richiesto_il", "-id"], name="anticipo_richiesto"),
            models.Index(fields=["fondo", "-richiesto_il", "-id"], name="anticipo_fondo"),
            models.Index(fields=["motivo", "-richiesto_il", "-id"], name="anticipo_motivo"),
            GinIndex(OpClass(F("cercabile"), name="gin_trgm_ops"), name="anticipo_cercabile"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="anticipo_uno_aperto_per_nucleo",
                fields=["nucleo"],
                condition=~Q(stato__in=CHIUSI),
                violation_error_message="Questo nucleo ha già un anticipo aperto: se ne fa uno alla volta.",
            ),
            models.CheckConstraint(
                name="anticipo_importo_e_rate",
                condition=Q(importo__gt=0, n_rate__gte=1, giorno_rata__gte=1, giorno_rata__lte=28),
                violation_error_message="Un anticipo è maggiore di zero, con almeno una rata e un giorno fra 1 e 28.",
            ),
            models.CheckConstraint(
                name="anticipo_restituito_entro_l_importo",
                condition=Q(restituito__gte=0, restituito__lte=F("importo")),
                violation_error_message="Non si restituisce più di quanto è stato anticipato.",
            ),
            models.CheckConstraint(
                name="anticipo_deciso_con_atto",
                condition=Q(stato__in=DA_DECIDERE)
                | (Q(deciso_il__isnull=False, deciso_da__isnull=False) & ~Q(atto="")),
                violation_error_message="Un anticipo approvato dice chi l'ha deciso, quando e con quale atto.",
            ),
            models.CheckConstraint(
                name="anticipo_deciso_da_altri",
                condition=Q(deciso_da=None) | ~Q(deciso_da=F("richiesto_da")),
                violation_error_message="Chi chiede un anticipo non può approvarlo.",
            ),
            models.CheckConstraint(
                name="anticipo_rifiutato_con_motivo",
                condition=~Q(stato="RIFIUTATO") | ~Q(motivo_decisione=""),
                violation_error_message="Scrivi perché l'anticipo è rifiutato.",
            ),
            models.CheckConstraint(
                name="anticipo_pagato_con_data",
                condition=Q(stato__in=NON_PAGATI, erogato_il=None)
                | (~Q(stato__in=NON_PAGATI) & Q(erogato_il__isnull=False, erogato_il__gte=F("deciso_il"))),
                violation_error_message="Un anticipo pagato dice quando, non prima di essere approvato.",
            ),
            models.CheckConstraint(
                name="anticipo_rimborsato_per_intero",
                condition=Q(stato__in=["RIMBORSATO", "RECUPERATO"], restituito=F("importo"))
                | (~Q(stato__in=["RIMBORSATO", "RECUPERATO"]) & Q(restituito__lt=F("importo"))),
                violation_error_message="Un anticipo è rimborsato quando è restituito per intero, e solo allora.",
            ),
            models.CheckConstraint(
                name="anticipo_stralciato_con_atto",
                condition=~Q(stato="PERDITA")
                | (Q(stralciato_da__isnull=False, chiuso_il__isnull=False) & ~Q(atto_stralcio="")),
                violation_error_message="Lo stralcio dice chi lo decide, quando e con quale atto.",
            ),
        ]
        triggers = [
            *impegni(),
            alla_fine(
                "come_i_suoi_movimenti",
                pgtrigger.Insert | pgtrigger.UpdateOf("stato", "restituito", "importo"),
                DICHIARA_CONTI,
                CONTI_DELL_ANTICIPO.replace("{chiave}", "NEW.id"),
            ),
            alla_fine(
                "rate_sommano",
                pgtrigger.Insert | pgtrigger.UpdateOf("stato", "importo"),
                DICHIARA_RATE,
                PER_L_ANTICIPO.replace("{riga}", "NEW.id"),
            ),
            pgtrigger.Trigger(
                name="deciso_fermo", when=pgtrigger.Before, operation=pgtrigger.Update, func=PAGATO_FERMO
            ),
        ]

    def __str__(self) -> str:
        return f"Anticipo {self.numero}"
