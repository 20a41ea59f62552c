import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from formazione.choices import GenereDomanda, StatoQuestionario, TipoQuestionario
from formazione.models.evento import Evento
from formazione.workflow import VEDONO
from valdera_housing.models import Utente

# The answers already given are to the questions as they were read.
DOMANDE_FERME = """
    IF EXISTS (SELECT 1 FROM formazione_questionario WHERE id IN ({questionari}) AND stato <> 'BOZZA') THEN
        RAISE EXCEPTION 'Le domande di un questionario aperto non cambiano.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'domande_di_un_questionario_ferme';
    END IF;
"""
QUESTIONARIO_COERENTE = """
    IF NEW.stato <> 'BOZZA' AND NOT EXISTS (
        SELECT 1 FROM formazione_domanda WHERE questionario_id = NEW.id) THEN
        RAISE EXCEPTION 'Un questionario si apre quando ha almeno una domanda.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'questionario_con_domande';
    END IF;
    IF NEW.stato = 'BOZZA' AND EXISTS (
        SELECT 1 FROM formazione_compilazione WHERE questionario_id = NEW.id) THEN
        RAISE EXCEPTION 'Un questionario con risposte non torna in preparazione.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'questionario_con_risposte';
    END IF;
    RETURN NEW;
"""
APERTO = """
    IF NOT EXISTS (SELECT 1 FROM formazione_questionario WHERE id = NEW.questionario_id AND stato = 'APERTO'
                   FOR SHARE) THEN
        RAISE EXCEPTION 'Questo questionario non prende risposte.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'compilazione_a_questionario_aperto';
    END IF;
    RETURN NEW;
"""
RISPOSTA_COERENTE = """
    SELECT genere, cardinality(opzioni) AS opzioni, questionario_id INTO chiesta FROM formazione_domanda
    WHERE id = NEW.domanda_id;
    IF chiesta.questionario_id <> (SELECT questionario_id FROM formazione_compilazione WHERE id = NEW.compilazione_id)
       OR (chiesta.genere = 'TESTO') <> (NEW.valore IS NULL) OR (chiesta.genere = 'TESTO') <> (NEW.testo <> '')
       OR (chiesta.genere = 'SCALA' AND NEW.valore NOT BETWEEN 1 AND 5)
       OR (chiesta.genere = 'SCELTA' AND NEW.valore NOT BETWEEN 1 AND chiesta.opzioni) THEN
        RAISE EXCEPTION 'La risposta non è fra quelle possibili.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'risposta_possibile';
    END IF;
    RETURN NEW;
"""


class QuestionarioQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "QuestionarioQuerySet":
        return self if utente.ha_ruolo(*VEDONO) else self.none()


@pghistory.track()
class Questionario(models.Model):
    """What people are asked at an event: if they liked it, what they knew before and after. Answers have no name."""

    evento = models.ForeignKey(Evento, models.PROTECT, verbose_name="evento", related_name="questionari")
    tipo = models.CharField("tipo", max_length=14, choices=TipoQuestionario)
    stato = models.CharField("stato", max_length=8, choices=StatoQuestionario, default=StatoQuestionario.BOZZA)
    codice = models.CharField("codice della pagina", max_length=24, unique=True, editable=False)
    creato_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = QuestionarioQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "questionario", "questionari"
        ordering = ["evento", "tipo"]
        constraints = [
            models.UniqueConstraint(
                name="questionario_uno_per_tipo",
                fields=["evento", "tipo"],
                violation_error_message="Questo evento ha già un questionario di questo tipo.",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="coerente",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("stato"),
                func=QUESTIONARIO_COERENTE,
            ),
            pgtrigger.Protect(name="non_si_elimina", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()}, {self.evento}"


@pghistory.track()
class Domanda(models.Model):
    """A question. ``opzioni`` are the answers to choose from, ``giusta`` the right one (from 1) in a test."""

    questionario = models.ForeignKey(Questionario, models.CASCADE, verbose_name="questionario", related_name="domande")
    numero = models.PositiveSmallIntegerField("numero")
    testo = models.CharField("domanda", max_length=300)
    genere = models.CharField("come si risponde", max_length=6, choices=GenereDomanda, default=GenereDomanda.SCALA)
    opzioni = ArrayField(models.CharField(max_length=160), verbose_name="risposte possibili", default=list, blank=True)
    giusta = models.PositiveSmallIntegerField("risposta giusta", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "domanda", "domande"
        ordering = ["questionario", "numero"]
        constraints = [
            models.UniqueConstraint(
                name="domanda_numero_unico",
                fields=["questionario", "numero"],
                violation_error_message="C'è già una domanda con questo numero.",
            ),
            models.CheckConstraint(
                name="domanda_con_risposte",
                condition=Q(genere="SCELTA", opzioni__len__gte=2)
                | (~Q(genere="SCELTA") & Q(opzioni__len=0, giusta=None)),
                violation_error_message="Una domanda a scelta ha almeno due risposte possibili; le altre nessuna.",
            ),
            models.CheckConstraint(
                name="domanda_giusta_fra_le_risposte",
                condition=Q(giusta=None) | Q(giusta__gte=1, giusta__lte=models.F("opzioni__len")),
                violation_error_message="La risposta giusta è una di quelle possibili.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="ferma",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=DOMANDE_FERME.replace("{questionari}", "NEW.questionario_id") + "RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="ferma_cambiata",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=DOMANDE_FERME.replace("{questionari}", "NEW.questionario_id, OLD.questionario_id")
                + "RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="ferma_tolta",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=DOMANDE_FERME.replace("{questionari}", "OLD.questionario_id") + "RETURN OLD;",
            ),
        ]

    def __str__(self) -> str:
        return self.testo


class Compilazione(models.Model):
    """A questionnaire filled in, on a day, by nobody in particular.

    ``impronta`` is a digest that lets each enrolled person answer once without saying who she is.
    """

    questionario = models.ForeignKey(
        Questionario, models.PROTECT, verbose_name="questionario", related_name="compilazioni"
    )
    compilata_il = models.DateField("compilata il")
    impronta = models.CharField(max_length=64, blank=True, editable=False)
    trascritta_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name, verbose_name_plural = "compilazione", "compilazioni"
        ordering = ["compilata_il", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="compilazione_una_sola",
                fields=["questionario", "impronta"],
                condition=~Q(impronta=""),
                violation_error_message="Da questo indirizzo si è già risposto.",
            )
        ]
        triggers = [
            pgtrigger.Trigger(name="aperto", when=pgtrigger.Before, operation=pgtrigger.Insert, func=APERTO),
            pgtrigger.Protect(name="solo_aggiunte", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.questionario}, {self.compilata_il:%d/%m/%Y}"


class Risposta(models.Model):
    """The answer to a question: 1–5, the number of the chosen answer, or words."""

    compilazione = models.ForeignKey(
        Compilazione, models.PROTECT, verbose_name="compilazione", related_name="risposte"
    )
    domanda = models.ForeignKey(Domanda, models.PROTECT, verbose_name="domanda", related_name="risposte")
    valore = models.PositiveSmallIntegerField("risposta", null=True, blank=True)
    testo = models.CharField("risposta libera", max_length=1000, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "risposta", "risposte"
        ordering = ["compilazione", "domanda"]
        indexes = [models.Index(fields=["domanda", "valore"], name="risposta_domanda")]
        constraints = [
            models.UniqueConstraint(
                name="risposta_una_per_domanda",
                fields=["compilazione", "domanda"],
                violation_error_message="A questa domanda si è già risposto.",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="coerente",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("chiesta", "record")],
                func=RISPOSTA_COERENTE,
            ),
            pgtrigger.Protect(name="solo_aggiunte", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.testo or str(self.valore)
