import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cohousing.choices import Criterio, StatoSpesaComune
from cohousing.models.permanenza import Permanenza
from cohousing.models.struttura import IN_EURO, Struttura
from cohousing.workflow import VEDONO
from valdera_housing.kit.periodo import Periodo
from valdera_housing.kit.trigger import non_cambia, non_si_elimina
from valdera_housing.models import Documento, Scadenza, Utente

SPESA_FERMA = """
    IF OLD.stato = 'ANNULLATA' OR (OLD.stato = 'RIPARTITA' AND (NEW.stato = 'BOZZA'
        OR (NEW.struttura_id, NEW.importo, NEW.a_carico_ente, NEW.dal, NEW.al, NEW.criterio) IS DISTINCT FROM
           (OLD.struttura_id, OLD.importo, OLD.a_carico_ente, OLD.dal, OLD.al, OLD.criterio))) THEN
        RAISE EXCEPTION 'Una spesa ripartita non si riscrive: si annulla e se ne registra un''altra.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'spesa_comune_ferma';
    END IF;
    IF NEW.stato = 'ANNULLATA' AND EXISTS (
        SELECT 1 FROM cohousing_quotaspesa q JOIN valdera_housing_scadenza s ON s.id = q.scadenza_id
        WHERE q.spesa_id = NEW.id AND s.annullata_il IS NULL) THEN
        RAISE EXCEPTION 'Prima si annullano le quote nel partitario.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'spesa_comune_annullata_con_le_quote';
    END IF;
    RETURN NEW;
"""
# Checked at the end: the act writes the shares one by one.
SOMMA_ESATTA = """
    SELECT * INTO quale FROM cohousing_spesacomune WHERE id = {spesa};
    IF quale.stato = 'RIPARTITA' AND quale.importo <> quale.a_carico_ente + coalesce(
        (SELECT sum(importo) FROM cohousing_quotaspesa WHERE spesa_id = quale.id), 0) THEN
        RAISE EXCEPTION 'Le quote e la parte dell''ente sommano alla spesa, al centesimo.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'spesa_comune_somma_esatta';
    END IF;
    RETURN NULL;
"""
QUOTA_COERENTE = """
    IF (SELECT stato FROM cohousing_spesacomune WHERE id = NEW.spesa_id FOR NO KEY UPDATE) = 'ANNULLATA'
       OR NOT EXISTS (
        SELECT 1 FROM cohousing_permanenza p JOIN cohousing_spesacomune c ON c.id = NEW.spesa_id
        WHERE p.id = NEW.permanenza_id AND p.struttura_id = c.struttura_id AND p.stato IN ('IN_CORSO', 'CONCLUSA')
        AND p.inizio <= c.al AND (p.uscita_il IS NULL OR p.uscita_il >= c.dal)) THEN
        RAISE EXCEPTION 'Divide la spesa chi ha abitato la casa in quei giorni.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'quota_di_chi_abitava';
    END IF;
    IF NEW.scadenza_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM valdera_housing_scadenza s JOIN cohousing_permanenza p ON p.id = NEW.permanenza_id
        WHERE s.id = NEW.scadenza_id AND s.linea = 'COH'
        AND s.importo = NEW.importo AND s.nucleo_id = p.nucleo_id) THEN
        RAISE EXCEPTION 'La quota è quella scritta nel partitario, dello stesso nucleo.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'quota_come_nel_partitario';
    END IF;
    RETURN NEW;
"""


class SpesaComuneQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "SpesaComuneQuerySet":
        return self if utente.ha_ruolo(*VEDONO) else self.none()


@pghistory.track()
class SpesaComune(models.Model):
    """A bill of a house (energy, water, waste, cleaning) for a period, divided among who lived there. Euro.

    ``a_carico_ente`` is what the ETS takes on itself, for empty units or by choice: it is what can be claimed.
    """

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    struttura = models.ForeignKey(Struttura, models.PROTECT, verbose_name="casa", related_name="spese_comuni")
    descrizione = models.CharField("per che cosa", max_length=160)
    fornitore = models.CharField("fornitore", max_length=160)
    codice_fiscale = models.CharField("partita IVA o codice fiscale", max_length=16, blank=True)
    documento_numero = models.CharField("numero del documento", max_length=40)
    documento_del = models.DateField("data del documento")
    importo = models.DecimalField("importo, IVA compresa", **IN_EURO)
    a_carico_ente = models.DecimalField("a carico dell’ente", default=0, **IN_EURO)
    dal = models.DateField("periodo dal")
    al = models.DateField("al")
    criterio = models.CharField("come si divide", max_length=10, choices=Criterio, default=Criterio.UGUALE)
    scade_il = models.DateField("le quote si pagano entro il")
    documento = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="file", null=True, blank=True, editable=False, related_name="+"
    )
    pagata_il = models.DateField("pagata al fornitore il", null=True, blank=True)
    stato = models.CharField("stato", max_length=10, choices=StatoSpesaComune, default=StatoSpesaComune.BOZZA)
    ripartita_il = models.DateField("ripartita il", null=True, blank=True, editable=False)
    motivo = models.CharField("perché è annullata", max_length=300, blank=True)
    creata_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = SpesaComuneQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "spesa comune", "spese comuni"
        ordering = ["-documento_del", "-pk"]
        indexes = [
            models.Index(fields=["-documento_del", "-id"], name="spesa_comune_documento"),
            models.Index(fields=["struttura", "-documento_del", "-id"], name="spesa_comune_struttura"),
            models.Index(fields=["pagata_il"], name="spesa_comune_pagata", condition=Q(pagata_il__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="spesa_comune_importi",
                condition=Q(importo__gt=0, a_carico_ente__gte=0, a_carico_ente__lte=F("importo")),
                violation_error_message="L'importo è più di zero, e la parte dell'ente non lo supera.",
            ),
            models.CheckConstraint(
                name="spesa_comune_periodo_in_ordine",
                condition=Q(al__gte=F("dal")),
                violation_error_message="L'ultimo giorno non viene prima del primo.",
            ),
            models.CheckConstraint(
                name="spesa_comune_ripartita_con_data",
                condition=~Q(stato="RIPARTITA") | Q(ripartita_il__isnull=False),
                violation_error_message="Una spesa ripartita dice quando.",
            ),
            models.CheckConstraint(
                name="spesa_comune_annullata_con_motivo",
                condition=~Q(stato="ANNULLATA") | ~Q(motivo=""),
                violation_error_message="Scrivi perché è annullata.",
            ),
            models.CheckConstraint(
                name="spesa_comune_pagata_non_si_annulla",
                condition=~Q(stato="ANNULLATA") | Q(pagata_il=None),
                violation_error_message="Una spesa pagata al fornitore non si annulla.",
            ),
            models.UniqueConstraint(
                name="spesa_comune_una_volta",
                fields=["fornitore", "documento_numero", "documento_del"],
                condition=~Q(stato="ANNULLATA"),
                violation_error_message="Questo documento è già registrato.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(name="ferma", when=pgtrigger.Before, operation=pgtrigger.Update, func=SPESA_FERMA),
            pgtrigger.Trigger(
                name="somma_esatta",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                declare=[("quale", "cohousing_spesacomune%ROWTYPE")],
                func=SOMMA_ESATTA.replace("{spesa}", "NEW.id"),
            ),
            non_si_elimina(),
        ]

    def __str__(self) -> str:
        return f"{self.fornitore}, {self.documento_numero}"

    @property
    def giorni(self) -> Periodo:
        return Periodo(self.dal, self.al)


@pghistory.track()
class QuotaSpesa(models.Model):
    """What a stay owes of a common expense, in euro; ``peso`` is what it was weighed by (days × persons or m²)."""

    dati_personali = True

    spesa = models.ForeignKey(SpesaComune, models.PROTECT, verbose_name="spesa", related_name="quote")
    permanenza = models.ForeignKey(Permanenza, models.PROTECT, verbose_name="permanenza", related_name="quote_spesa")
    peso = models.DecimalField("peso", max_digits=12, decimal_places=2)
    importo = models.DecimalField("importo", **IN_EURO)
    scadenza = models.OneToOneField(
        Scadenza, models.PROTECT, verbose_name="scadenza", null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name, verbose_name_plural = "quota di una spesa", "quote di una spesa"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="quota_spesa_una_per_permanenza",
                fields=["spesa", "permanenza"],
                violation_error_message="Questo nucleo ha già la sua quota.",
            ),
            models.CheckConstraint(
                name="quota_spesa_con_scadenza",
                condition=Q(importo=0, scadenza=None) | Q(importo__gt=0, scadenza__isnull=False),
                violation_error_message="Una quota si paga: ha la sua scadenza, se non è zero.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(name="coerente", when=pgtrigger.Before, operation=pgtrigger.Insert, func=QUOTA_COERENTE),
            pgtrigger.Trigger(
                name="somma_esatta",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                declare=[("quale", "cohousing_spesacomune%ROWTYPE")],
                func=SOMMA_ESATTA.replace("{spesa}", "NEW.spesa_id"),
            ),
            non_cambia(),
        ]

    def __str__(self) -> str:
        return f"{self.permanenza}: {self.importo}"
