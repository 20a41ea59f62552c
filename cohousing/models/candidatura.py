import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower

from cohousing.choices import Categoria, Condizione, Dotazione, StatoCandidatura
from cohousing.models.struttura import Unita
from valdera_housing.kit.trigger import non_si_elimina
from valdera_housing.models import Caso, Comune, Invio, SenzaAccenti, Utente, dei_nuclei_seguiti

VIVE = ["APERTA", "PROPOSTA"]
CANDIDATURA_COERENTE = """
    IF NEW.invio_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM valdera_housing_invio WHERE id = NEW.invio_id AND caso_id = NEW.caso_id AND linea = 'COH') THEN
        RAISE EXCEPTION 'L''invio è dello stesso caso, e a questa linea.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'candidatura_del_suo_invio';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.caso_id <> OLD.caso_id THEN
        RAISE EXCEPTION 'Una candidatura resta del caso per cui è nata.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'candidatura_del_suo_caso';
    END IF;
    RETURN NEW;
"""


class CandidaturaQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "CandidaturaQuerySet":
        """A household that asks for a place is known by who follows it."""
        return self.filter(dei_nuclei_seguiti(utente, "caso__nucleo"))

    def vive(self) -> "CandidaturaQuerySet":
        return self.filter(stato__in=VIVE)

    def cercate(self, parole: str) -> "CandidaturaQuerySet":
        trovate = self
        for parola in parole.replace("\x00", "").split():
            trovate = trovate.filter(cercabile__contains=SenzaAccenti(Lower(Value(parola))))
        return trovate


@pghistory.track(exclude=["cercabile"])
class Candidatura(models.Model):
    """A household that could live in a shared house: what it needs, the unit proposed, what was decided and why.

    ``richiedente`` is kept for the search. Composition, ages and citizenships are those of the
    registry on the day one looks; ``condizioni`` is what the registry does not know.
    """

    dati_personali = True

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    caso = models.ForeignKey(Caso, models.PROTECT, verbose_name="caso", related_name="+")
    invio = models.OneToOneField(
        Invio, models.PROTECT, verbose_name="invio", null=True, blank=True, editable=False, related_name="+"
    )
    richiedente = models.CharField("chi chiede", max_length=200, editable=False)
    categoria = models.CharField("categoria", max_length=24, choices=Categoria)
    condizioni = ArrayField(
        models.CharField(max_length=20, choices=Condizione), verbose_name="condizioni", default=list, blank=True
    )
    accessibile = models.BooleanField("serve un’unità accessibile", default=False)
    esigenze = ArrayField(
        models.CharField(max_length=16, choices=Dotazione), verbose_name="che cosa serve", default=list, blank=True
    )
    comune = models.ForeignKey(
        Comune, models.PROTECT, verbose_name="comune preferito", null=True, blank=True, related_name="+"
    )
    solo_quel_comune = models.BooleanField("non può vivere altrove", default=False)
    entro_il = models.DateField("serve entro il", null=True, blank=True)
    mesi = models.PositiveSmallIntegerField("per quanti mesi", default=12)
    note = models.TextField("che cosa sapere", max_length=2000, blank=True)
    presentata_il = models.DateField("presentata il")
    unita = models.ForeignKey(
        Unita, models.PROTECT, verbose_name="unità proposta", null=True, blank=True, related_name="+"
    )
    ingresso_il = models.DateField("ingresso proposto il", null=True, blank=True)
    stato = models.CharField("stato", max_length=12, choices=StatoCandidatura, default=StatoCandidatura.APERTA)
    decisa_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    decisa_il = models.DateField("decisa il", null=True, blank=True, editable=False)
    motivazione = models.CharField("motivazione", max_length=1000, blank=True)
    creata_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    versione = models.PositiveIntegerField(default=1, editable=False)
    cercabile = models.GeneratedField(
        expression=SenzaAccenti(Lower(Concat(F("numero"), Value(" "), F("richiedente")))),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = CandidaturaQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "candidatura", "candidature"
        ordering = ["-presentata_il", "-pk"]
        indexes = [
            models.Index(fields=["-presentata_il", "-id"], name="coab_cand_data"),
            models.Index(fields=["stato", "-presentata_il", "-id"], name="coab_cand_stato"),
            models.Index(fields=["categoria", "stato"], name="coab_cand_categoria"),
            GinIndex(OpClass(F("cercabile"), name="gin_trgm_ops"), name="coab_cand_cercabile"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="coabitazione_candidatura_una_aperta",
                fields=["caso"],
                condition=Q(stato__in=VIVE),
                violation_error_message="Questo nucleo ha già una candidatura aperta.",
            ),
            models.UniqueConstraint(
                name="coabitazione_unita_a_uno_solo",
                fields=["unita"],
                condition=Q(stato="PROPOSTA"),
                violation_error_message="Questa unità è già proposta a un altro nucleo.",
            ),
            models.CheckConstraint(
                name="coabitazione_candidatura_coerente",
                condition=Q(stato="APERTA", unita=None, decisa_da=None)
                | Q(stato="PROPOSTA", unita__isnull=False, ingresso_il__isnull=False, decisa_da=None)
                | (
                    Q(stato="ACCOLTA", unita__isnull=False, decisa_da__isnull=False, decisa_il__isnull=False)
                    & ~Q(motivazione="")
                )
                | (Q(stato="NON_ACCOLTA", decisa_da__isnull=False, decisa_il__isnull=False) & ~Q(motivazione=""))
                | (Q(stato="RITIRATA", decisa_il__isnull=False) & ~Q(motivazione="")),
                violation_error_message="Una proposta ha l'unità e il giorno; una decisione quando e perché.",
            ),
            models.CheckConstraint(
                name="coabitazione_candidatura_in_ordine",
                condition=Q(decisa_il=None) | Q(decisa_il__gte=F("presentata_il")),
                violation_error_message="Una candidatura non si decide prima di essere presentata.",
            ),
            models.CheckConstraint(
                name="coabitazione_candidatura_valori",
                condition=Q(mesi__range=(1, 60))
                & Q(condizioni__contained_by=Condizione.values, esigenze__contained_by=Dotazione.values)
                & (Q(solo_quel_comune=False) | Q(comune__isnull=False)),
                violation_error_message="I mesi vanno da 1 a 60; condizioni ed esigenze si scelgono dall'elenco.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="coerente",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=CANDIDATURA_COERENTE,
            ),
            non_si_elimina(),
        ]

    def __str__(self) -> str:
        return f"Candidatura {self.numero}"
