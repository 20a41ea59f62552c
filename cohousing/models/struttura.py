from datetime import date

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower

from cohousing.choices import Categoria, Dotazione, StatoStruttura, TipoStruttura, TipoUnita
from cohousing.workflow import VEDONO
from valdera_housing.kit.periodo import Periodo
from valdera_housing.kit.trigger import non_si_elimina
from valdera_housing.models import Alloggio, Ente, IntervalloDate, SenzaAccenti, Utente

IN_EURO = {"max_digits": 9, "decimal_places": 2}
APERTA_CON_IL_NECESSARIO = """
    IF NEW.stato = 'ATTIVA' AND (
        SELECT destinazione FROM valdera_housing_alloggio WHERE id = NEW.alloggio_id FOR SHARE) <> 'COABITAZIONE' THEN
        RAISE EXCEPTION 'Una casa aperta sta in un alloggio destinato a essere condiviso.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'struttura_in_alloggio_condiviso';
    END IF;
    IF NEW.stato = 'ATTIVA' AND OLD.stato = 'PROGETTO' AND NOT (
        EXISTS (SELECT 1 FROM cohousing_unita u WHERE u.struttura_id = NEW.id
                AND (u.al IS NULL OR u.al >= NEW.attiva_dal))
        AND EXISTS (SELECT 1 FROM cohousing_pattoconvivenza p JOIN cohousing_testopatto t ON t.patto_id = p.id
                    WHERE p.struttura_id = NEW.id AND p.stato = 'IN_VIGORE' AND t.lingua = 'it')) THEN
        RAISE EXCEPTION 'Una casa si apre con almeno un''unità e con le regole in vigore, scritte in italiano.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'struttura_aperta_con_il_necessario';
    END IF;
    IF NEW.stato = 'CHIUSA' AND EXISTS (
        SELECT 1 FROM cohousing_permanenza WHERE struttura_id = NEW.id AND stato IN ('PREPARAZIONE', 'IN_CORSO')) THEN
        RAISE EXCEPTION 'Una casa si chiude quando non ci abita né ci aspetta più nessuno.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'struttura_chiusa_vuota';
    END IF;
    IF NEW.categoria <> OLD.categoria AND EXISTS (
        SELECT 1 FROM cohousing_permanenza WHERE struttura_id = NEW.id AND stato IN ('PREPARAZIONE', 'IN_CORSO')) THEN
        RAISE EXCEPTION 'La categoria non cambia finché qualcuno abita la casa: vi è entrato per quella.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'struttura_categoria_ferma';
    END IF;
    IF NEW.alloggio_id <> OLD.alloggio_id AND OLD.stato <> 'PROGETTO' THEN
        RAISE EXCEPTION 'Una casa aperta resta dov''è.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'struttura_resta_dov_e';
    END IF;
    IF NEW.capienza_nuclei IS NOT NULL AND NEW.capienza_nuclei < coalesce(OLD.capienza_nuclei, 32767) AND EXISTS (
        SELECT 1 FROM cohousing_permanenza p
        WHERE p.struttura_id = NEW.id AND p.stato IN ('PREPARAZIONE', 'IN_CORSO') AND (
            SELECT count(*) FROM cohousing_permanenza q
            WHERE q.struttura_id = NEW.id AND q.stato IN ('PREPARAZIONE', 'IN_CORSO')
            AND q.inizio <= p.inizio AND q.fine_effettiva >= p.inizio) > NEW.capienza_nuclei) THEN
        RAISE EXCEPTION 'Nella casa ci sono, o ci saranno, più nuclei di così.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'struttura_capienza_rispettata';
    END IF;
    RETURN NEW;
"""
# A home stays shared while a house is in it.
ANCORA_CONDIVISO = """
    IF NEW.destinazione <> 'COABITAZIONE' AND EXISTS (
        SELECT 1 FROM cohousing_struttura WHERE alloggio_id = NEW.id AND stato = 'ATTIVA') THEN
        RAISE EXCEPTION 'In questo alloggio c''è una casa condivisa aperta: prima si chiude quella.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'alloggio_ancora_condiviso';
    END IF;
    RETURN NEW;
"""
# The house's row is locked: units and stays of one house are written one at a time.
UNITA_COERENTE = """
    PERFORM 1 FROM cohousing_struttura WHERE id = NEW.struttura_id FOR NO KEY UPDATE;
    IF TG_OP = 'UPDATE' AND NEW.struttura_id <> OLD.struttura_id THEN
        RAISE EXCEPTION 'Un''unità resta della sua casa.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'unita_della_sua_casa';
    END IF;
    IF (SELECT stato FROM cohousing_struttura WHERE id = NEW.struttura_id) = 'CHIUSA' AND TG_OP = 'INSERT' THEN
        RAISE EXCEPTION 'Questa casa è chiusa.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'unita_di_una_casa_aperta';
    END IF;
    SELECT a.posti_letto INTO massimo FROM cohousing_struttura s
    JOIN valdera_housing_alloggio a ON a.id = s.alloggio_id WHERE s.id = NEW.struttura_id;
    IF massimo IS NOT NULL AND EXISTS (
        SELECT 1 FROM (SELECT NEW.dal AS giorno UNION SELECT u.dal FROM cohousing_unita u
                       WHERE u.struttura_id = NEW.struttura_id AND u.id <> NEW.id AND u.dal >= NEW.dal
                         AND (NEW.al IS NULL OR u.dal <= NEW.al)) g
        WHERE NEW.posti_letto + coalesce((
            SELECT sum(u.posti_letto) FROM cohousing_unita u WHERE u.struttura_id = NEW.struttura_id
            AND u.id <> NEW.id AND u.dal <= g.giorno AND (u.al IS NULL OR u.al >= g.giorno)), 0) > massimo) THEN
        RAISE EXCEPTION 'Le unità hanno più posti letto dell''alloggio.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'unita_entro_i_posti_letto';
    END IF;
    IF TG_OP = 'UPDATE' AND EXISTS (
        SELECT 1 FROM cohousing_permanenza p WHERE p.unita_id = NEW.id AND p.stato <> 'ANNULLATA'
        AND (p.inizio < NEW.dal OR coalesce(p.uscita_il, p.fine_effettiva) > NEW.al
             OR (p.persone > NEW.posti_letto AND p.stato <> 'CONCLUSA'))) THEN
        RAISE EXCEPTION 'Qualcuno abita, o ha abitato, questa unità: i suoi giorni e i suoi posti non si tolgono.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'unita_con_chi_la_abita';
    END IF;
    RETURN NEW;
"""
FERMO_SENZA_ABITANTI = """
    PERFORM 1 FROM cohousing_unita WHERE id = NEW.unita_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM cohousing_permanenza p WHERE p.unita_id = NEW.unita_id AND p.stato <> 'ANNULLATA'
        AND p.inizio <= coalesce(NEW.al, 'infinity') AND coalesce(p.uscita_il, p.fine_effettiva) >= NEW.dal) THEN
        RAISE EXCEPTION 'In quei giorni l''unità è abitata: non si può chiudere.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'fermo_senza_abitanti';
    END IF;
    RETURN NEW;
"""


class StrutturaQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "StrutturaQuerySet":
        """Houses are of the whole Unione; who lives there is another matter (Permanenza)."""
        return self if utente.ha_ruolo(*VEDONO) else self.none()

    def cercate(self, parole: str) -> "StrutturaQuerySet":
        trovate = self
        for parola in parole.replace("\x00", "").split():
            trovate = trovate.filter(cercabile__contains=SenzaAccenti(Lower(Value(parola))))
        return trovate

    def attive(self) -> "StrutturaQuerySet":
        return self.filter(stato=StatoStruttura.ATTIVA)


@pghistory.track(exclude=["cercabile"])
class Struttura(models.Model):
    """A shared house or a condominio sociale in a home of the registry, for one category of people (domain.md 5).

    ``capienza_nuclei`` is how many households at most, when fewer than its units. What it can take on a day is the
    sum of its units of that day, see ``rules/capienza.py``.
    """

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    nome = models.CharField("nome", max_length=80, unique=True)
    tipo = models.CharField("che cos’è", max_length=20, choices=TipoStruttura, default=TipoStruttura.COABITAZIONE)
    alloggio = models.ForeignKey(Alloggio, models.PROTECT, verbose_name="alloggio", related_name="+")
    categoria = models.CharField("per chi è", max_length=24, choices=Categoria)
    descrizione = models.TextField("come ci si vive", max_length=3000, blank=True)
    capienza_nuclei = models.PositiveSmallIntegerField(
        "nuclei al massimo", null=True, blank=True, validators=[MinValueValidator(1)],
        help_text="Vuoto se sono quante le unità",
    )  # fmt: skip
    ente_supervisore = models.ForeignKey(Ente, models.PROTECT, verbose_name="ente che la segue", related_name="+")
    responsabile = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="responsabile", related_name="+"
    )
    stato = models.CharField("stato", max_length=8, choices=StatoStruttura, default=StatoStruttura.PROGETTO)
    attiva_dal = models.DateField("aperta dal", null=True, blank=True)
    chiusa_il = models.DateField("chiusa il", null=True, blank=True)
    motivo = models.CharField("perché è chiusa", max_length=300, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)
    cercabile = models.GeneratedField(
        expression=SenzaAccenti(Lower(Concat(F("numero"), Value(" "), F("nome")))),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = StrutturaQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "struttura", "strutture"
        ordering = ["nome"]
        indexes = [
            models.Index(fields=["stato", "nome"], name="struttura_stato"),
            models.Index(fields=["categoria", "nome"], name="struttura_categoria"),
            GinIndex(OpClass(F("cercabile"), name="gin_trgm_ops"), name="struttura_cercabile"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="struttura_una_per_alloggio",
                fields=["alloggio"],
                condition=~Q(stato="CHIUSA"),
                violation_error_message="In questo alloggio c'è già una casa condivisa.",
            ),
            models.CheckConstraint(
                name="struttura_con_le_sue_date",
                condition=Q(stato="PROGETTO", attiva_dal=None, chiusa_il=None)
                | Q(stato="ATTIVA", attiva_dal__isnull=False, chiusa_il=None)
                | (
                    Q(stato="CHIUSA", chiusa_il__isnull=False)
                    & (Q(attiva_dal=None) | Q(chiusa_il__gte=F("attiva_dal")))
                    & ~Q(motivo="")
                ),
                violation_error_message="Una casa aperta dice da quando; una chiusa quando e perché.",
            ),
            models.CheckConstraint(
                name="struttura_capienza_positiva",
                condition=Q(capienza_nuclei=None) | Q(capienza_nuclei__gte=1),
                violation_error_message="I nuclei al massimo sono almeno uno; lascia vuoto se sono quante le unità.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="con_il_necessario",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=APERTA_CON_IL_NECESSARIO,
            ),
            non_si_elimina(),
        ]

    def __str__(self) -> str:
        return self.nome

    @property
    def aperta(self) -> Periodo | None:
        """From the day it opened; None when it never did."""
        return Periodo(self.attiva_dal, self.chiusa_il) if self.attiva_dal else None


class AlloggioCondiviso(Alloggio):
    """The registry's home as cohousing guards it."""

    class Meta:
        proxy = True
        verbose_name, verbose_name_plural = "alloggio condiviso", "alloggi condivisi"
        triggers = [
            pgtrigger.Trigger(
                name="ancora_condiviso",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("destinazione"),
                func=ANCORA_CONDIVISO,
            )
        ]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Spazio(models.Model):
    """A room that everybody in the house uses: kitchen, living room, laundry, courtyard."""

    struttura = models.ForeignKey(Struttura, models.PROTECT, verbose_name="struttura", related_name="spazi")
    nome = models.CharField("spazio", max_length=80)
    mq = models.DecimalField("m²", max_digits=6, decimal_places=2, null=True, blank=True)
    accessibile = models.BooleanField("accessibile a chi ha una disabilità motoria", default=False)
    note = models.CharField("come si usa", max_length=300, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "spazio comune", "spazi comuni"
        ordering = ["nome"]
        constraints = [
            models.UniqueConstraint(
                name="spazio_una_volta",
                fields=["struttura", "nome"],
                violation_error_message="Questo spazio c'è già.",
            ),
            models.CheckConstraint(
                name="spazio_misure_positive",
                condition=Q(mq=None) | Q(mq__gt=0),
                violation_error_message="I metri quadri sono più di zero.",
            ),
        ]

    def __str__(self) -> str:
        return self.nome


class UnitaQuerySet(models.QuerySet):
    def del_giorno(self, giorno: date) -> "UnitaQuerySet":
        """Those that exist on a day, closed for works or not."""
        return self.filter(Q(al=None) | Q(al__gte=giorno), dal__lte=giorno)


@pghistory.track()
class Unita(models.Model):
    """What one household occupies in a house: a room, a bed, a small flat; from a day on, or between two (closed).

    ``quota_mensile`` and ``cauzione`` are what a stay is offered with, in euro; each stay keeps its own.
    """

    struttura = models.ForeignKey(Struttura, models.PROTECT, verbose_name="struttura", related_name="unita")
    nome = models.CharField("nome", max_length=60)
    tipo = models.CharField("che cos’è", max_length=12, choices=TipoUnita, default=TipoUnita.CAMERA)
    posti_letto = models.PositiveSmallIntegerField("posti letto", validators=[MinValueValidator(1)])
    mq = models.DecimalField("m²", max_digits=6, decimal_places=2, null=True, blank=True)
    accessibile = models.BooleanField("accessibile a chi ha una disabilità motoria", default=False)
    dotazioni = ArrayField(
        models.CharField(max_length=16, choices=Dotazione), verbose_name="che cosa ha", default=list, blank=True
    )
    quota_mensile = models.DecimalField("quota al mese, in euro", **IN_EURO)
    cauzione = models.DecimalField("cauzione, in euro", default=0, **IN_EURO)
    dal = models.DateField("c’è dal")
    al = models.DateField("fino al", null=True, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = UnitaQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "unità", "unità"
        ordering = ["struttura", "nome"]
        constraints = [
            models.UniqueConstraint(
                name="unita_nome_unico",
                fields=["struttura", "nome"],
                violation_error_message="In questa casa c'è già un'unità con questo nome.",
            ),
            models.CheckConstraint(
                name="unita_misure_positive",
                condition=Q(posti_letto__gte=1, quota_mensile__gte=0, cauzione__gte=0) & (Q(mq=None) | Q(mq__gt=0)),
                violation_error_message="Posti letto e metri quadri sono più di zero, gli importi non sono negativi.",
            ),
            models.CheckConstraint(
                name="unita_date_in_ordine",
                condition=Q(al=None) | Q(al__gte=F("dal")),
                violation_error_message="L'ultimo giorno non viene prima del primo.",
            ),
            models.CheckConstraint(
                name="unita_dotazioni_conosciute",
                condition=Q(dotazioni__contained_by=Dotazione.values),
                violation_error_message="Scegli le dotazioni dall'elenco.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="coerente",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("massimo", "integer")],
                func=UNITA_COERENTE,
            ),
            non_si_elimina(),
        ]

    def __str__(self) -> str:
        return self.nome

    @property
    def giorni(self) -> Periodo:
        return Periodo(self.dal, self.al)


@pghistory.track()
class Fermo(models.Model):
    """Days (closed; open without ``al``) in which a unit takes nobody: works, repairs, cleaning after a stay."""

    unita = models.ForeignKey(Unita, models.PROTECT, verbose_name="unità", related_name="fermi")
    dal = models.DateField("chiusa dal")
    al = models.DateField("fino al", null=True, blank=True)
    motivo = models.CharField("perché", max_length=160)

    class Meta:
        verbose_name, verbose_name_plural = "chiusura di un’unità", "chiusure di un’unità"
        ordering = ["-dal"]
        constraints = [
            models.CheckConstraint(
                name="fermo_date_in_ordine",
                condition=Q(al=None) | Q(al__gte=F("dal")),
                violation_error_message="L'ultimo giorno non viene prima del primo.",
            ),
            models.CheckConstraint(
                name="fermo_con_motivo",
                condition=~Q(motivo=""),
                violation_error_message="Scrivi perché l'unità è chiusa.",
            ),
            ExclusionConstraint(
                name="fermo_senza_sovrapposizioni",
                expressions=[
                    ("unita", RangeOperators.EQUAL),
                    (
                        IntervalloDate("dal", "al", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="In quei giorni l'unità è già chiusa.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="senza_abitanti",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=FERMO_SENZA_ABITANTI,
            )
        ]

    def __str__(self) -> str:
        return f"{self.unita}, dal {self.dal:%d/%m/%Y}"

    @property
    def giorni(self) -> Periodo:
        return Periodo(self.dal, self.al)
