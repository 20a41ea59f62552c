from datetime import date

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Concat, Lower

from cohousing.choices import (
    ESITI_POSITIVI,
    EsitoPermanenza,
    Gravita,
    Lingua,
    Provvedimento,
    SituazioneDopo,
    StatoPermanenza,
    TemaRegola,
)
from cohousing.models.candidatura import Candidatura
from cohousing.models.patto import PattoConvivenza
from cohousing.models.struttura import IN_EURO, Struttura, Unita
from valdera_housing.choices import LEGGONO_I_NOMI, Ruolo
from valdera_housing.kit.trigger import non_cambia, non_si_elimina
from valdera_housing.models import (
    Caso,
    Documento,
    IntervalloDate,
    Nucleo,
    ProgettoIndividuale,
    SenzaAccenti,
    Utente,
    dei_nuclei_seguiti,
)

VIVE = ["PREPARAZIONE", "IN_CORSO"]
# Who keeps or audits the accounts reads every stay, by its code; who follows people reads those of her households.
LEGGONO_TUTTE = (Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE)
# The house's row is locked: two stays of one house are never weighed against the same free place.
PERMANENZA_COERENTE = """
    SELECT s.* INTO casa FROM cohousing_struttura s WHERE s.id = NEW.struttura_id FOR NO KEY UPDATE;
    SELECT u.* INTO stanza FROM cohousing_unita u WHERE u.id = NEW.unita_id FOR NO KEY UPDATE;
    ultimo := coalesce(NEW.uscita_il, NEW.fine_effettiva);
    IF stanza.struttura_id <> NEW.struttura_id
       OR NEW.nucleo_id <> (SELECT nucleo_id FROM valdera_housing_caso WHERE id = NEW.caso_id) THEN
        RAISE EXCEPTION 'L''unità è della sua casa, il nucleo è quello del suo caso.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'permanenza_al_suo_posto';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.fine_effettiva <> NEW.fine_prevista THEN
        RAISE EXCEPTION 'La fine di una permanenza si sposta con una proroga, che dice perché.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'permanenza_prorogata_con_atto';
    END IF;
    IF NEW.candidatura_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM cohousing_candidatura c WHERE c.id = NEW.candidatura_id AND c.stato = 'ACCOLTA'
        AND c.caso_id = NEW.caso_id) THEN
        RAISE EXCEPTION 'Una permanenza nasce da una candidatura accolta dello stesso caso.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'permanenza_da_candidatura_accolta';
    END IF;
    IF NEW.stato = 'ANNULLATA' THEN
        RETURN NEW;
    END IF;
    IF casa.stato = 'CHIUSA' AND TG_OP = 'INSERT' THEN
        RAISE EXCEPTION 'Questa casa è chiusa.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'permanenza_in_una_casa_aperta';
    END IF;
    IF NEW.inizio < stanza.dal OR ultimo > stanza.al OR EXISTS (
        SELECT 1 FROM cohousing_fermo f WHERE f.unita_id = NEW.unita_id AND f.dal <= ultimo
        AND coalesce(f.al, 'infinity') >= NEW.inizio) THEN
        RAISE EXCEPTION 'In quei giorni l''unità non c''è o è chiusa.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'permanenza_in_unita_disponibile';
    END IF;
    IF NEW.persone > stanza.posti_letto THEN
        RAISE EXCEPTION 'Le persone sono più dei posti letto dell''unità.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'permanenza_entro_i_posti_letto';
    END IF;
    IF casa.capienza_nuclei IS NOT NULL AND EXISTS (
        SELECT 1 FROM (SELECT NEW.inizio AS giorno UNION SELECT p.inizio FROM cohousing_permanenza p
                       WHERE p.struttura_id = NEW.struttura_id AND p.inizio BETWEEN NEW.inizio AND ultimo) g
        WHERE (SELECT count(*) FROM cohousing_permanenza p WHERE p.struttura_id = NEW.struttura_id
               AND p.id <> NEW.id AND p.stato <> 'ANNULLATA' AND p.inizio <= g.giorno
               AND coalesce(p.uscita_il, p.fine_effettiva) >= g.giorno) >= casa.capienza_nuclei) THEN
        RAISE EXCEPTION 'In quei giorni la casa ha già tutti i nuclei che può accogliere.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'permanenza_entro_la_capienza';
    END IF;
    RETURN NEW;
"""
# A stay begins with rules of the house and a personal project, both signed (domain.md 5).
COMINCIA_CON_LE_FIRME = """
    IF NEW.stato IN ('IN_CORSO', 'CONCLUSA') AND (TG_OP = 'INSERT' OR OLD.stato = 'PREPARAZIONE') THEN
        IF NEW.patto_firmato_il IS NULL OR NEW.patto_firmato_il > NEW.inizio OR NOT EXISTS (
            SELECT 1 FROM cohousing_pattoconvivenza WHERE id = NEW.patto_id AND struttura_id = NEW.struttura_id
            AND stato <> 'BOZZA') THEN
            RAISE EXCEPTION 'Si entra con le regole della casa firmate.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'permanenza_con_il_patto';
        END IF;
        IF NOT EXISTS (
            SELECT 1 FROM valdera_housing_progettoindividuale WHERE id = NEW.progetto_id AND caso_id = NEW.caso_id
            AND firmato_il <= NEW.inizio AND stato <> 'BOZZA') THEN
            RAISE EXCEPTION 'Si entra con il progetto individuale firmato.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'permanenza_con_il_progetto';
        END IF;
        IF (SELECT coalesce(attiva_dal > NEW.inizio, true) FROM cohousing_struttura WHERE id = NEW.struttura_id) THEN
            RAISE EXCEPTION 'Si entra in una casa aperta.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'permanenza_in_una_casa_aperta';
        END IF;
    END IF;
    RETURN NEW;
"""
PERMANENZA_FERMA = """
    IF OLD.stato IN ('CONCLUSA', 'ANNULLATA') OR (NEW.stato = 'PREPARAZIONE' AND OLD.stato <> 'PREPARAZIONE')
       OR (NEW.nucleo_id, NEW.caso_id) IS DISTINCT FROM (OLD.nucleo_id, OLD.caso_id)
       OR (OLD.stato = 'IN_CORSO' AND (NEW.unita_id, NEW.inizio, NEW.fine_prevista, NEW.quota_mensile, NEW.cauzione,
           NEW.patto_id, NEW.patto_firmato_il, NEW.progetto_id) IS DISTINCT FROM (OLD.unita_id, OLD.inizio,
           OLD.fine_prevista, OLD.quota_mensile, OLD.cauzione, OLD.patto_id, OLD.patto_firmato_il, OLD.progetto_id))
    THEN
        RAISE EXCEPTION 'Una permanenza cominciata non si riscrive: si proroga o si conclude.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'permanenza_ferma';
    END IF;
    IF NEW.fine_effettiva <> coalesce(
        (SELECT max(nuova_fine) FROM cohousing_proroga WHERE permanenza_id = NEW.id), NEW.fine_prevista) THEN
        RAISE EXCEPTION 'La fine di una permanenza si sposta con una proroga, che dice perché.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'permanenza_prorogata_con_atto';
    END IF;
    IF NEW.esito = 'ALLONTANAMENTO' AND NOT EXISTS (
        SELECT 1 FROM cohousing_violazione WHERE permanenza_id = NEW.id AND annullata_il IS NULL
        AND provvedimento = 'PROPOSTA_ALLONTANAMENTO') THEN
        RAISE EXCEPTION 'Un allontanamento segue i richiami, o un fatto gravissimo, ed è proposto prima.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'permanenza_allontanata_con_i_richiami';
    END IF;
    IF NEW.uscita_il IS NOT NULL AND (
        EXISTS (SELECT 1 FROM cohousing_verificaautonomia WHERE permanenza_id = NEW.id AND svolta_il > NEW.uscita_il)
        OR EXISTS (SELECT 1 FROM cohousing_violazione
                   WHERE permanenza_id = NEW.id AND annullata_il IS NULL AND giorno > NEW.uscita_il)) THEN
        RAISE EXCEPTION 'Dopo quel giorno sono scritte verifiche o regole non rispettate: l''uscita viene dopo.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'permanenza_uscita_dopo_i_fatti';
    END IF;
    RETURN NEW;
"""
PROROGA_COERENTE = """
    SELECT * INTO quale FROM cohousing_permanenza WHERE id = NEW.permanenza_id FOR NO KEY UPDATE;
    IF quale.stato <> 'IN_CORSO' OR NEW.nuova_fine <= quale.fine_effettiva THEN
        RAISE EXCEPTION 'Si proroga una permanenza in corso, a un giorno dopo la sua fine.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'proroga_in_avanti';
    END IF;
    RETURN NEW;
"""
SPOSTA_LA_FINE = """
    UPDATE cohousing_permanenza SET fine_effettiva = NEW.nuova_fine WHERE id = NEW.permanenza_id;
    RETURN NULL;
"""
# First, second warning, then the proposal: a very grave fact goes straight to the proposal.
RICHIAMI_IN_ORDINE = """
    SELECT * INTO quale FROM cohousing_permanenza WHERE id = NEW.permanenza_id FOR NO KEY UPDATE;
    IF TG_OP = 'INSERT' AND (quale.stato <> 'IN_CORSO' OR NEW.giorno < quale.inizio) THEN
        RAISE EXCEPTION 'Le regole valgono per chi abita la casa, dal giorno in cui è entrato.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'violazione_di_chi_abita';
    END IF;
    IF NEW.annullata_il IS NULL AND (
        (NEW.provvedimento = 'SECONDO_RICHIAMO' AND NOT EXISTS (
            SELECT 1 FROM cohousing_violazione v WHERE v.permanenza_id = NEW.permanenza_id AND v.annullata_il IS NULL
            AND v.id <> NEW.id AND v.provvedimento = 'PRIMO_RICHIAMO' AND v.giorno <= NEW.giorno))
        OR (NEW.provvedimento = 'PROPOSTA_ALLONTANAMENTO' AND NEW.gravita <> 'GRAVISSIMA' AND NOT EXISTS (
            SELECT 1 FROM cohousing_violazione v WHERE v.permanenza_id = NEW.permanenza_id AND v.annullata_il IS NULL
            AND v.id <> NEW.id AND v.provvedimento = 'SECONDO_RICHIAMO' AND v.giorno <= NEW.giorno))) THEN
        RAISE EXCEPTION 'Prima il primo richiamo, poi il secondo, poi la proposta; un fatto gravissimo fa da sé.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'richiami_in_ordine';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.annullata_il IS NULL AND NEW.annullata_il IS NOT NULL AND (
        (NEW.provvedimento = 'PROPOSTA_ALLONTANAMENTO' AND quale.esito = 'ALLONTANAMENTO')
        OR EXISTS (
            SELECT 1 FROM cohousing_violazione v WHERE v.permanenza_id = NEW.permanenza_id AND v.annullata_il IS NULL
            AND ((NEW.provvedimento = 'PRIMO_RICHIAMO' AND v.provvedimento = 'SECONDO_RICHIAMO')
                 OR (NEW.provvedimento = 'SECONDO_RICHIAMO' AND v.provvedimento = 'PROPOSTA_ALLONTANAMENTO'
                     AND v.gravita <> 'GRAVISSIMA')))) THEN
        RAISE EXCEPTION 'Su questo passo ne poggia un altro: prima si annulla quello.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'richiamo_che_ne_regge_un_altro';
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.annullata_il IS NOT NULL
        OR (NEW.permanenza_id, NEW.giorno, NEW.tema, NEW.gravita, NEW.fatto, NEW.provvedimento) IS DISTINCT FROM
           (OLD.permanenza_id, OLD.giorno, OLD.tema, OLD.gravita, OLD.fatto, OLD.provvedimento)) THEN
        RAISE EXCEPTION 'Ciò che è annotato non si riscrive: si annulla e si annota di nuovo.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'violazione_ferma';
    END IF;
    RETURN NEW;
"""
RICONTATTO_COERENTE = """
    IF NOT EXISTS (SELECT 1 FROM cohousing_permanenza WHERE id = NEW.permanenza_id AND stato = 'CONCLUSA'
                   AND uscita_il < NEW.svolto_il) THEN
        RAISE EXCEPTION 'Si ricontatta chi è già uscito, dopo che è uscito.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ricontatto_dopo_l_uscita';
    END IF;
    RETURN NEW;
"""


class PermanenzaQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "PermanenzaQuerySet":
        """Who keeps or audits the accounts reads all, by code; who follows people those of her households."""
        if utente.ha_ruolo(*LEGGONO_TUTTE):
            return self
        return self.filter(dei_nuclei_seguiti(utente, "nucleo"))

    def vive(self) -> "PermanenzaQuerySet":
        return self.filter(stato__in=VIVE)

    def in_corso(self) -> "PermanenzaQuerySet":
        return self.filter(stato=StatoPermanenza.IN_CORSO)

    def vissute(self) -> "PermanenzaQuerySet":
        """In course or ended: those that took days of a unit."""
        return self.filter(stato__in=[StatoPermanenza.IN_CORSO, StatoPermanenza.CONCLUSA])

    def fra(self, dal: date, al: date) -> "PermanenzaQuerySet":
        """Those with at least a day in a closed range; one that goes on past its end is still there."""
        ancora = Q(uscita_il__gte=dal) | Q(uscita_il=None, stato=StatoPermanenza.IN_CORSO)
        return self.filter(ancora | Q(uscita_il=None, fine_effettiva__gte=dal), inizio__lte=al)

    def cercate(self, parole: str) -> "PermanenzaQuerySet":
        trovate = self
        for parola in parole.replace("\x00", "").split():
            trovate = trovate.filter(cercabile__contains=SenzaAccenti(Lower(Value(parola))))
        return trovate


@pghistory.track(exclude=["cercabile"])
class Permanenza(models.Model):
    """A household in a unit of a house: temporary hospitality inside a path, never a lease (domain.md 5).

    ``inizio`` is the day agreed, then the day it came in; ``fine_prevista`` as signed, ``fine_effettiva`` after the
    extensions, ``uscita_il`` the day it left (dates closed). Euro a month in ``quota_mensile``; ``ospite`` is the name
    as it was signed, and for the search.
    """

    dati_personali = True

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    struttura = models.ForeignKey(Struttura, models.PROTECT, verbose_name="casa", related_name="permanenze")
    unita = models.ForeignKey(Unita, models.PROTECT, verbose_name="unità", related_name="permanenze")
    nucleo = models.ForeignKey(Nucleo, models.PROTECT, verbose_name="nucleo", related_name="+")
    caso = models.ForeignKey(Caso, models.PROTECT, verbose_name="caso", related_name="+")
    candidatura = models.OneToOneField(
        Candidatura, models.PROTECT, verbose_name="candidatura", null=True, blank=True, editable=False,
        related_name="permanenza",
    )  # fmt: skip
    ospite = models.CharField("ospite", max_length=200, editable=False)
    persone = models.PositiveSmallIntegerField("persone", validators=[MinValueValidator(1)])
    referente = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="operatore di riferimento", related_name="+"
    )
    inizio = models.DateField("ingresso")
    fine_prevista = models.DateField("fine prevista")
    fine_effettiva = models.DateField("fine", editable=False)
    quota_mensile = models.DecimalField("quota al mese, in euro", **IN_EURO)
    giorno_scadenza = models.PositiveSmallIntegerField(
        "giorno del mese in cui si paga", default=5, validators=[MinValueValidator(1), MaxValueValidator(28)]
    )
    cauzione = models.DecimalField("cauzione, in euro", default=0, **IN_EURO)
    patto = models.ForeignKey(
        PattoConvivenza, models.PROTECT, verbose_name="regole firmate", null=True, blank=True, related_name="+"
    )
    patto_lingua = models.CharField("lette in", max_length=2, choices=Lingua, default=Lingua.IT)
    patto_firmato_il = models.DateField("firmate il", null=True, blank=True)
    patto_documento = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="copia firmata", null=True, blank=True, related_name="+"
    )
    progetto = models.ForeignKey(
        ProgettoIndividuale, models.PROTECT, verbose_name="progetto individuale", null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    stato = models.CharField("stato", max_length=12, choices=StatoPermanenza, default=StatoPermanenza.PREPARAZIONE)
    uscita_il = models.DateField("uscita", null=True, blank=True)
    esito = models.CharField("come è finita", max_length=16, choices=EsitoPermanenza, blank=True)
    motivo = models.CharField("perché", max_length=500, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)
    cercabile = models.GeneratedField(
        expression=SenzaAccenti(Lower(Concat(F("numero"), Value(" "), F("ospite")))),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = PermanenzaQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "permanenza", "permanenze"
        ordering = ["-inizio", "-pk"]
        indexes = [
            models.Index(fields=["-inizio", "-id"], name="permanenza_inizio"),
            models.Index(fields=["stato", "-inizio", "-id"], name="permanenza_stato"),
            models.Index(fields=["struttura", "-inizio", "-id"], name="permanenza_struttura"),
            models.Index(fields=["fine_effettiva"], name="permanenza_fine", condition=Q(stato="IN_CORSO")),
            models.Index(fields=["uscita_il"], name="permanenza_uscita", condition=Q(stato="CONCLUSA")),
            models.Index(fields=["nucleo", "-inizio"], name="permanenza_nucleo"),
            GinIndex(OpClass(F("cercabile"), name="gin_trgm_ops"), name="permanenza_cercabile"),
        ]
        constraints = [
            ExclusionConstraint(
                name=nome,
                expressions=[
                    (campo, RangeOperators.EQUAL),
                    (
                        IntervalloDate(
                            "inizio",
                            Coalesce("uscita_il", "fine_effettiva"),
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=~Q(stato="ANNULLATA"),
                violation_error_message=frase,
            )
            for nome, campo, frase in (
                ("permanenza_una_per_unita", "unita", "In quei giorni l'unità è già di un altro nucleo."),
                ("permanenza_una_per_nucleo", "nucleo", "In quei giorni il nucleo è già in un'altra unità."),
            )
        ] + [
            models.UniqueConstraint(
                name="permanenza_in_corso_una_per_unita",
                fields=["unita"],
                condition=Q(stato="IN_CORSO"),
                violation_error_message="Nell'unità abita ancora chi c'era prima: registra la sua uscita.",
            ),
            models.UniqueConstraint(
                name="permanenza_in_corso_una_per_nucleo",
                fields=["nucleo"],
                condition=Q(stato="IN_CORSO"),
                violation_error_message="Questo nucleo abita già in una casa condivisa.",
            ),
            models.CheckConstraint(
                name="permanenza_date_in_ordine",
                condition=Q(fine_prevista__gt=F("inizio"), fine_effettiva__gte=F("fine_prevista")),
                violation_error_message="La fine viene dopo l'ingresso, e una proroga non la accorcia.",
            ),
            models.CheckConstraint(
                name="permanenza_conclusa_con_esito",
                condition=(Q(stato="CONCLUSA", uscita_il__isnull=False, uscita_il__gte=F("inizio")) & ~Q(esito=""))
                | (~Q(stato="CONCLUSA") & Q(uscita_il=None, esito="")),
                violation_error_message="Chi è uscito ha il giorno, non prima dell'ingresso, e come è finita.",
            ),
            models.CheckConstraint(
                name="permanenza_annullata_con_motivo",
                condition=(~Q(stato="ANNULLATA") & ~Q(esito="ALLONTANAMENTO")) | ~Q(motivo=""),
                violation_error_message="Scrivi perché.",
            ),
            models.CheckConstraint(
                name="permanenza_importi_e_giorno",
                condition=Q(quota_mensile__gte=0, cauzione__gte=0, giorno_scadenza__range=(1, 28), persone__gte=1),
                violation_error_message="Importi non negativi, giorno da 1 a 28, almeno una persona.",
            ),
            models.CheckConstraint(
                name="permanenza_patto_firmato_intero",
                condition=Q(patto=None, patto_firmato_il=None)
                | Q(patto__isnull=False, patto_firmato_il__isnull=False),
                violation_error_message="Le regole firmate dicono quali e quando.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="coerente",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[
                    ("casa", "cohousing_struttura%ROWTYPE"),
                    ("stanza", "cohousing_unita%ROWTYPE"),
                    ("ultimo", "date"),
                ],
                func=PERMANENZA_COERENTE,
            ),
            pgtrigger.Trigger(
                name="con_le_firme",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=COMINCIA_CON_LE_FIRME,
            ),
            pgtrigger.Trigger(name="ferma", when=pgtrigger.Before, operation=pgtrigger.Update, func=PERMANENZA_FERMA),
            non_si_elimina(),
        ]

    def __str__(self) -> str:
        return f"Permanenza {self.numero}"

    @property
    def fino_al(self) -> date:
        """The last day of the stay, as known now."""
        return self.uscita_il or self.fine_effettiva

    def oltre_la_fine(self, oggi: date) -> bool:
        """Whether the household is still there past the end that was agreed."""
        return self.stato == StatoPermanenza.IN_CORSO and self.fine_effettiva < oggi

    @property
    def positiva(self) -> bool:
        return self.esito in ESITI_POSITIVI

    def chi(self, utente: Utente) -> str:
        """The guest as this person may read it: the household's code for who audits."""
        return self.ospite if utente.ha_ruolo(*LEGGONO_I_NOMI) else self.nucleo.codice


@pghistory.track()
class Proroga(models.Model):
    """An extension of a stay, with its minutes. Written once, it moves the end (trigger)."""

    dati_personali = True

    permanenza = models.ForeignKey(Permanenza, models.PROTECT, verbose_name="permanenza", related_name="proroghe")
    nuova_fine = models.DateField("nuova fine")
    motivo = models.CharField("perché", max_length=500)
    verbale = models.TextField("verbale", max_length=4000)
    decisa_il = models.DateField("decisa il")
    decisa_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "proroga", "proroghe"
        ordering = ["nuova_fine"]
        constraints = [
            models.CheckConstraint(
                name="proroga_con_verbale",
                condition=~Q(motivo="") & ~Q(verbale=""),
                violation_error_message="Una proroga dice perché e ha il suo verbale.",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="coerente",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("quale", "cohousing_permanenza%ROWTYPE")],
                func=PROROGA_COERENTE,
            ),
            pgtrigger.Trigger(
                name="sposta_la_fine", when=pgtrigger.After, operation=pgtrigger.Insert, func=SPOSTA_LA_FINE
            ),
            non_cambia(),
        ]

    def __str__(self) -> str:
        return f"Proroga al {self.nuova_fine:%d/%m/%Y}"


@pghistory.track()
class Violazione(models.Model):
    """A rule of the house that was not kept, and what followed: talk, first and second warning, proposal to leave."""

    dati_personali = True

    permanenza = models.ForeignKey(Permanenza, models.PROTECT, verbose_name="permanenza", related_name="violazioni")
    giorno = models.DateField("giorno")
    tema = models.CharField("quale regola", max_length=12, choices=TemaRegola)
    gravita = models.CharField("gravità", max_length=10, choices=Gravita)
    fatto = models.TextField("che cosa è successo", max_length=2000)
    provvedimento = models.CharField(
        "che cosa ne è seguito", max_length=24, choices=Provvedimento, default=Provvedimento.NESSUNO
    )
    comunicato_il = models.DateField("comunicato il", null=True, blank=True)
    annotata_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    annullata_il = models.DateField("annullata il", null=True, blank=True, editable=False)
    motivo_annullamento = models.CharField("perché è annullata", max_length=300, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "regola non rispettata", "regole non rispettate"
        ordering = ["-giorno", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="violazione_richiami_una_volta",
                fields=["permanenza", "provvedimento"],
                condition=Q(annullata_il=None) & ~Q(provvedimento="NESSUNO"),
                violation_error_message="Questo richiamo c'è già stato.",
            ),
            models.CheckConstraint(
                name="violazione_raccontata",
                condition=~Q(fatto=""),
                violation_error_message="Scrivi che cosa è successo.",
            ),
            models.CheckConstraint(
                name="violazione_annullata_con_motivo",
                condition=Q(annullata_il=None) | ~Q(motivo_annullamento=""),
                violation_error_message="Scrivi perché è annullata.",
            ),
            models.CheckConstraint(
                name="violazione_comunicata_dopo",
                condition=Q(comunicato_il=None) | Q(comunicato_il__gte=F("giorno")),
                violation_error_message="Si comunica dopo che è successo.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="in_ordine",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("quale", "cohousing_permanenza%ROWTYPE")],
                func=RICHIAMI_IN_ORDINE,
            ),
            non_si_elimina(),
        ]

    def __str__(self) -> str:
        return f"{self.get_tema_display()}, {self.giorno:%d/%m/%Y}"


@pghistory.track()
class Ricontatto(models.Model):
    """How a household is six and twelve months after it left (I19)."""

    dati_personali = True

    permanenza = models.ForeignKey(Permanenza, models.PROTECT, verbose_name="permanenza", related_name="ricontatti")
    mesi = models.PositiveSmallIntegerField("mesi dopo l’uscita", choices=[(6, "Sei mesi"), (12, "Un anno")])
    svolto_il = models.DateField("sentito il")
    situazione = models.CharField("dov’è adesso", max_length=16, choices=SituazioneDopo)
    note = models.CharField("com’è andata", max_length=1000, blank=True)
    autore = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "ricontatto", "ricontatti"
        ordering = ["mesi"]
        constraints = [
            models.UniqueConstraint(
                name="ricontatto_una_volta",
                fields=["permanenza", "mesi"],
                violation_error_message="È già scritto com'è andata dopo questi mesi.",
            ),
            models.CheckConstraint(
                name="ricontatto_a_sei_e_dodici_mesi",
                condition=Q(mesi__in=[6, 12]),
                violation_error_message="Si sente dopo sei mesi e dopo un anno.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="dopo_l_uscita",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=RICONTATTO_COERENTE,
            )
        ]

    def __str__(self) -> str:
        return f"Dopo {self.mesi} mesi"
