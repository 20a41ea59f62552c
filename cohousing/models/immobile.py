import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower

from cohousing.choices import (
    Categoria,
    CodiceTappa,
    Disponibilita,
    FonteImmobile,
    StatoImmobile,
    TipoProprietario,
    TitoloPossibile,
)
from cohousing.models.struttura import IN_EURO
from cohousing.workflow import VEDONO
from valdera_housing.kit.trigger import non_si_elimina
from valdera_housing.models import Comune, Convenzione, Documento, SenzaAccenti, Utente

DECISO_DALLA_CABINA = """
    IF NEW.stato = 'APPROVATO_CABINA' AND (TG_OP = 'INSERT' OR OLD.stato <> 'APPROVATO_CABINA') AND NOT EXISTS (
        SELECT 1 FROM valdera_housing_utente WHERE id = NEW.deciso_da_id AND 'funzionario_unione' = ANY(ruoli)) THEN
        RAISE EXCEPTION 'L''approvazione della Cabina la registra l''Unione.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'immobile_approvato_dall_unione';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.stato = 'APPROVATO_CABINA' AND OLD.stato NOT IN ('PROPOSTO', 'APPROVATO_CABINA') THEN
        RAISE EXCEPTION 'La Cabina approva ciò che le è stato proposto.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'immobile_approvato_dopo_la_proposta';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.stato = 'APPROVATO_CABINA' AND (NEW.stato, NEW.approvato_il, NEW.seduta, NEW.proposta,
        NEW.punteggio) IS DISTINCT FROM (OLD.stato, OLD.approvato_il, OLD.seduta, OLD.proposta, OLD.punteggio) THEN
        RAISE EXCEPTION 'Ciò che la Cabina ha approvato non si riscrive.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'immobile_approvato_fermo';
    END IF;
    RETURN NEW;
"""
FASI_FERME = """
    IF EXISTS (SELECT 1 FROM cohousing_ricognizioneimmobile WHERE stato IN ('PROPOSTO', 'APPROVATO_CABINA')
               AND id = CASE WHEN TG_OP = 'DELETE' THEN OLD.immobile_id ELSE NEW.immobile_id END) THEN
        RAISE EXCEPTION 'Fasi e costi proposti alla Cabina non cambiano.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'fasi_proposte_ferme';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
"""
TAPPA_COERENTE = """
    IF NEW.raggiunta_il < (SELECT inizio FROM valdera_housing_convenzione WHERE id = NEW.convenzione_id) THEN
        RAISE EXCEPTION 'Una tappa si raggiunge dopo l''inizio della convenzione.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'tappa_dentro_la_convenzione';
    END IF;
    IF NEW.codice = 'M3' AND NEW.raggiunta_il IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM cohousing_struttura WHERE attiva_dal <= NEW.raggiunta_il) THEN
        RAISE EXCEPTION 'La prima struttura è attiva quando una casa è aperta.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'tappa_con_la_struttura';
    END IF;
    RETURN NEW;
"""


class RicognizioneImmobileQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "RicognizioneImmobileQuerySet":
        return self if utente.ha_ruolo(*VEDONO) else self.none()

    def cercati(self, parole: str) -> "RicognizioneImmobileQuerySet":
        trovati = self
        for parola in parole.replace("\x00", "").split():
            trovati = trovati.filter(cercabile__contains=SenzaAccenti(Lower(Value(parola))))
        return trovati


@pghistory.track(exclude=["cercabile"])
class RicognizioneImmobile(models.Model):
    """A building of the territory that could become a shared house, from its sighting to the Cabina (domain.md 5).

    Euro and m². ``stato_conservazione`` from 1 (ruin) to 5 (ready); ``servizi_vicini`` from 1 (isolated) to 5.
    ``punteggio`` 0–100 is the sum of the parts told by ``rules/fattibilita.py``, written when it is valued.
    """

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    comune = models.ForeignKey(Comune, models.PROTECT, verbose_name="comune", related_name="+")
    indirizzo = models.CharField("via o piazza", max_length=120)
    civico = models.CharField("numero civico", max_length=12, blank=True)
    denominazione = models.CharField("come si chiama", max_length=120, blank=True)
    catasto_foglio = models.CharField("foglio", max_length=4, blank=True)
    catasto_particella = models.CharField("particella", max_length=8, blank=True)
    catasto_subalterno = models.CharField("subalterno", max_length=4, blank=True)
    catasto_categoria = models.CharField("categoria catastale", max_length=5, blank=True)
    proprietario_tipo = models.CharField("di chi è", max_length=16, choices=TipoProprietario)
    proprietario = models.CharField("proprietario", max_length=160, blank=True)
    destinazione = models.CharField("a che cosa serve adesso", max_length=160, blank=True)
    disponibilita = models.CharField("disponibilità", max_length=10, choices=Disponibilita, default="LIBERO")
    disponibile_dal = models.DateField("disponibile dal", null=True, blank=True)
    titolo_possibile = models.CharField(
        "come si potrebbe avere", max_length=12, choices=TitoloPossibile, default=TitoloPossibile.DA_DEFINIRE
    )
    superficie = models.DecimalField("superficie, in m²", max_digits=8, decimal_places=2, null=True, blank=True)
    posti_letto = models.PositiveSmallIntegerField("posti letto possibili", null=True, blank=True)
    stato_conservazione = models.PositiveSmallIntegerField(
        "stato di conservazione, da 1 a 5", null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )  # fmt: skip
    servizi_vicini = models.PositiveSmallIntegerField(
        "servizi e trasporti vicini, da 1 a 5", null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )  # fmt: skip
    accessibile = models.BooleanField("accessibile a chi ha una disabilità motoria", default=False)
    vincoli = models.CharField("vincoli", max_length=300, blank=True)
    costo_adeguamento = models.DecimalField("costo stimato dei lavori, in euro", null=True, blank=True, **IN_EURO)
    categorie = ArrayField(
        models.CharField(max_length=24, choices=Categoria), verbose_name="per chi potrebbe essere", default=list,
        blank=True,
    )  # fmt: skip
    fonte = models.CharField("da dove viene", max_length=12, choices=FonteImmobile)
    segnalato_il = models.DateField("segnalato il")
    rilevato_il = models.DateField("sopralluogo del", null=True, blank=True)
    punteggio = models.PositiveSmallIntegerField("punteggio", null=True, blank=True, editable=False)
    proposta = models.TextField("proposta alla Cabina", max_length=4000, blank=True)
    proposto_il = models.DateField("proposto il", null=True, blank=True, editable=False)
    seduta = models.CharField("seduta della Cabina", max_length=160, blank=True)
    approvato_il = models.DateField("approvato il", null=True, blank=True)
    osservazioni = models.CharField("osservazioni della Cabina", max_length=1000, blank=True)
    deciso_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    motivo = models.CharField("perché è scartato", max_length=300, blank=True)
    note = models.TextField("note", max_length=2000, blank=True)
    stato = models.CharField("stato", max_length=16, choices=StatoImmobile, default=StatoImmobile.SEGNALATO)
    creato_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    versione = models.PositiveIntegerField(default=1, editable=False)
    cercabile = models.GeneratedField(
        expression=SenzaAccenti(
            Lower(
                Concat(
                    F("numero"), Value(" "), F("indirizzo"), Value(" "), F("civico"), Value(" "), F("denominazione")
                )
            )
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = RicognizioneImmobileQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "immobile", "immobili"
        ordering = ["-segnalato_il", "-pk"]
        indexes = [
            models.Index(fields=["-segnalato_il", "-id"], name="immobile_segnalato"),
            models.Index(fields=["stato", "-segnalato_il", "-id"], name="immobile_stato"),
            models.Index(fields=["comune", "-segnalato_il", "-id"], name="immobile_comune"),
            models.Index(fields=["-punteggio", "-id"], name="immobile_punteggio"),
            GinIndex(fields=["categorie"], name="immobile_categorie"),
            GinIndex(OpClass(F("cercabile"), name="gin_trgm_ops"), name="immobile_cercabile"),
        ]
        constraints = [
            models.UniqueConstraint(
                "comune",
                Lower("indirizzo"),
                Lower("civico"),
                "catasto_subalterno",
                name="immobile_una_volta",
                condition=~Q(stato="SCARTATO"),
                violation_error_message="Questo immobile è già nella ricognizione.",
            ),
            models.CheckConstraint(
                name="immobile_misure",
                condition=(Q(superficie=None) | Q(superficie__gt=0))
                & (Q(posti_letto=None) | Q(posti_letto__gt=0))
                & (Q(costo_adeguamento=None) | Q(costo_adeguamento__gte=0))
                & (Q(stato_conservazione=None) | Q(stato_conservazione__range=(1, 5)))
                & (Q(servizi_vicini=None) | Q(servizi_vicini__range=(1, 5)))
                & (Q(punteggio=None) | Q(punteggio__range=(0, 100))),
                violation_error_message="Misure e costi non sono negativi; conservazione e servizi vanno da 1 a 5.",
            ),
            models.CheckConstraint(
                name="immobile_categorie_conosciute",
                condition=Q(categorie__contained_by=Categoria.values),
                violation_error_message="Scegli le categorie dall'elenco.",
            ),
            models.CheckConstraint(
                name="immobile_rilevato",
                condition=Q(stato__in=["SEGNALATO", "SCARTATO"])
                | Q(
                    rilevato_il__isnull=False,
                    superficie__isnull=False,
                    posti_letto__isnull=False,
                    stato_conservazione__isnull=False,
                    servizi_vicini__isnull=False,
                ),
                violation_error_message="Un immobile rilevato ha superficie, posti letto, conservazione e servizi.",
            ),
            models.CheckConstraint(
                name="immobile_valutato",
                condition=Q(stato__in=["SEGNALATO", "RILEVATO", "SCARTATO"])
                | (
                    Q(punteggio__isnull=False, costo_adeguamento__isnull=False)
                    & ~Q(categorie=[])
                    & ~Q(titolo_possibile="DA_DEFINIRE")
                ),
                violation_error_message="Un immobile valutato ha costo, titolo, categorie e punteggio.",
            ),
            models.CheckConstraint(
                name="immobile_proposto",
                condition=~Q(stato__in=["PROPOSTO", "APPROVATO_CABINA"])
                | (Q(proposto_il__isnull=False) & ~Q(proposta="")),
                violation_error_message="Una proposta alla Cabina ha il suo testo e la sua data.",
            ),
            models.CheckConstraint(
                name="immobile_approvato",
                condition=(
                    Q(stato="APPROVATO_CABINA", approvato_il__isnull=False, deciso_da__isnull=False) & ~Q(seduta="")
                )
                | (~Q(stato="APPROVATO_CABINA") & Q(approvato_il=None)),
                violation_error_message="Un immobile approvato dice in quale seduta e quando.",
            ),
            models.CheckConstraint(
                name="immobile_scartato_con_motivo",
                condition=~Q(stato="SCARTATO") | ~Q(motivo=""),
                violation_error_message="Scrivi perché è scartato.",
            ),
            models.CheckConstraint(
                name="immobile_date_in_ordine",
                condition=(Q(rilevato_il=None) | Q(rilevato_il__gte=F("segnalato_il")))
                & (Q(approvato_il=None) | Q(approvato_il__gte=F("proposto_il"))),
                violation_error_message="Il sopralluogo segue la segnalazione, l'approvazione la proposta.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="deciso_dalla_cabina",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=DECISO_DALLA_CABINA,
            ),
            non_si_elimina(),
        ]

    def __str__(self) -> str:
        return self.denominazione or f"{self.indirizzo} {self.civico}".strip()


@pghistory.track()
class FaseImmobile(models.Model):
    """A step of the project on a building: what is done, in how many months, for how many euro."""

    immobile = models.ForeignKey(RicognizioneImmobile, models.PROTECT, verbose_name="immobile", related_name="fasi")
    numero = models.PositiveSmallIntegerField("fase", editable=False)
    descrizione = models.CharField("che cosa si fa", max_length=200)
    mesi = models.PositiveSmallIntegerField("mesi", validators=[MinValueValidator(1), MaxValueValidator(60)])
    costo = models.DecimalField("costo, in euro", **IN_EURO)
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "fase", "fasi"
        ordering = ["numero"]
        constraints = [
            models.UniqueConstraint(
                name="fase_numero_unico",
                fields=["immobile", "numero"],
                violation_error_message="Questa fase c'è già.",
            ),
            models.CheckConstraint(
                name="fase_misure",
                condition=Q(costo__gte=0, mesi__range=(1, 60)),
                violation_error_message="Il costo non è negativo, i mesi vanno da 1 a 60.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="ferme",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=FASI_FERME,
            )
        ]

    def __str__(self) -> str:
        return self.descrizione


@pghistory.track()
class FotoImmobile(models.Model):
    """A photo of a building."""

    immobile = models.ForeignKey(RicognizioneImmobile, models.PROTECT, verbose_name="immobile", related_name="foto")
    descrizione = models.CharField("che cosa si vede", max_length=160)
    documento = models.ForeignKey(Documento, models.PROTECT, verbose_name="fotografia", related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "fotografia", "fotografie"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.descrizione


@pghistory.track()
class Tappa(models.Model):
    """A milestone of line 5 in a convention: by when, and when it was reached, with what shows it."""

    convenzione = models.ForeignKey(Convenzione, models.PROTECT, verbose_name="convenzione", related_name="+")
    codice = models.CharField("tappa", max_length=2, choices=CodiceTappa)
    entro_il = models.DateField("entro il")
    motivo_spostamento = models.CharField("perché è spostata", max_length=500, blank=True)
    raggiunta_il = models.DateField("raggiunta il", null=True, blank=True)
    note = models.CharField("da che cosa si vede", max_length=500, blank=True)
    documento = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="documento", null=True, blank=True, editable=False, related_name="+"
    )
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "tappa", "tappe"
        ordering = ["convenzione", "codice"]
        constraints = [
            models.UniqueConstraint(
                name="tappa_una_per_convenzione",
                fields=["convenzione", "codice"],
                violation_error_message="Questa tappa c'è già.",
            ),
            models.CheckConstraint(
                name="tappa_raggiunta_con_prova",
                condition=Q(raggiunta_il=None) | ~Q(note=""),
                violation_error_message="Scrivi da che cosa si vede che la tappa è raggiunta.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="coerente",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=TAPPA_COERENTE,
            ),
            non_si_elimina(),
        ]

    def __str__(self) -> str:
        return f"{self.codice} – {self.get_codice_display()}"
