import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from cohousing.choices import NaturaAddetto, StatoServizio, StatoTurno, TipoServizio
from cohousing.models.struttura import Struttura
from cohousing.workflow import VEDONO
from valdera_housing.kit.trigger import non_si_elimina
from valdera_housing.models import IntervalloIstanti, Utente

DI_UN_CONDOMINIO = """
    IF (SELECT tipo FROM cohousing_struttura WHERE id = NEW.struttura_id) <> 'CONDOMINIO_SOCIALE' THEN
        RAISE EXCEPTION 'I servizi aperti al quartiere sono dei condomini sociali.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'servizio_di_un_condominio';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.struttura_id <> OLD.struttura_id THEN
        RAISE EXCEPTION 'Un servizio resta del suo condominio.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'servizio_del_suo_condominio';
    END IF;
    IF NEW.stato = 'CHIUSO' AND EXISTS (
        SELECT 1 FROM cohousing_turno WHERE servizio_id = NEW.id AND stato = 'PREVISTO'
        AND (inizio AT TIME ZONE 'Europe/Rome')::date > NEW.al) THEN
        RAISE EXCEPTION 'Ci sono ancora turni previsti dopo quel giorno.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'servizio_chiuso_senza_turni';
    END IF;
    RETURN NEW;
"""
TURNO_COERENTE = """
    IF NOT EXISTS (
        SELECT 1 FROM cohousing_servizio WHERE id = NEW.servizio_id
        AND (NEW.inizio AT TIME ZONE 'Europe/Rome')::date >= dal
        AND (al IS NULL OR (NEW.inizio AT TIME ZONE 'Europe/Rome')::date <= al)) THEN
        RAISE EXCEPTION 'I turni stanno nei giorni in cui il servizio c''è.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'turno_di_un_servizio_attivo';
    END IF;
    RETURN NEW;
"""


class ServizioQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "ServizioQuerySet":
        return self if utente.ha_ruolo(*VEDONO) else self.none()

    def attivi(self) -> "ServizioQuerySet":
        return self.filter(stato=StatoServizio.ATTIVO)


@pghistory.track()
class Servizio(models.Model):
    """What a condominio sociale offers to who lives there and to the neighbourhood, managed together (domain.md 5)."""

    struttura = models.ForeignKey(Struttura, models.PROTECT, verbose_name="condominio", related_name="servizi")
    tipo = models.CharField("che cos’è", max_length=12, choices=TipoServizio)
    nome = models.CharField("nome", max_length=80)
    orario = models.CharField("quando è aperto", max_length=160, blank=True)
    con_chi = models.CharField("gestito insieme a", max_length=200, blank=True)
    referente = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="referente", related_name="+")
    stato = models.CharField("stato", max_length=8, choices=StatoServizio, default=StatoServizio.ATTIVO)
    dal = models.DateField("attivo dal")
    al = models.DateField("fino al", null=True, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = ServizioQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "servizio", "servizi"
        ordering = ["struttura__nome", "nome"]
        indexes = [models.Index(fields=["stato", "tipo"], name="servizio_stato")]
        constraints = [
            models.UniqueConstraint(
                name="servizio_nome_unico",
                fields=["struttura", "nome"],
                violation_error_message="In questo condominio c'è già un servizio con questo nome.",
            ),
            models.CheckConstraint(
                name="servizio_con_le_sue_date",
                condition=Q(stato="ATTIVO", al=None) | Q(stato="CHIUSO", al__isnull=False, al__gte=F("dal")),
                violation_error_message="Un servizio chiuso dice da quando, non prima di cominciare.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="di_un_condominio",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=DI_UN_CONDOMINIO,
            ),
            non_si_elimina(),
        ]

    def __str__(self) -> str:
        return self.nome


class TurnoQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "TurnoQuerySet":
        return self if utente.ha_ruolo(*VEDONO) else self.none()

    def svolti(self) -> "TurnoQuerySet":
        return self.filter(stato=StatoTurno.SVOLTO)


@pghistory.track()
class Turno(models.Model):
    """An opening of a service: its hours, who opens it, how many people came, without their names.

    ``abitanti`` and ``quartiere`` count who came; ``prime_volte`` how many of them for the first time: their sum is
    how many different people a service reached.
    """

    servizio = models.ForeignKey(Servizio, models.PROTECT, verbose_name="servizio", related_name="turni")
    inizio = models.DateTimeField("dalle")
    fine = models.DateTimeField("alle")
    stato = models.CharField("stato", max_length=8, choices=StatoTurno, default=StatoTurno.PREVISTO)
    abitanti = models.PositiveSmallIntegerField("persone che abitano lì", default=0)
    quartiere = models.PositiveSmallIntegerField("persone del quartiere", default=0)
    prime_volte = models.PositiveSmallIntegerField("di tutte, venute per la prima volta", default=0)
    note = models.CharField("com’è andata", max_length=500, blank=True)
    motivo = models.CharField("perché non si è fatto", max_length=200, blank=True)
    creato_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = TurnoQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "turno", "turni"
        ordering = ["-inizio", "-pk"]
        indexes = [
            models.Index(fields=["-inizio", "-id"], name="turno_inizio"),
            models.Index(fields=["stato", "-inizio", "-id"], name="turno_stato"),
        ]
        constraints = [
            models.CheckConstraint(
                name="turno_in_ordine",
                condition=Q(fine__gt=F("inizio")),
                violation_error_message="La fine viene dopo l'inizio.",
            ),
            models.CheckConstraint(
                name="turno_prime_volte_fra_i_presenti",
                condition=Q(prime_volte__lte=F("abitanti") + F("quartiere")),
                violation_error_message="Chi è venuto per la prima volta è fra chi è venuto.",
            ),
            models.CheckConstraint(
                name="turno_contato_se_svolto",
                condition=Q(stato="SVOLTO") | Q(abitanti=0, quartiere=0, prime_volte=0),
                violation_error_message="Le persone si contano quando il turno si è svolto.",
            ),
            models.CheckConstraint(
                name="turno_saltato_con_motivo",
                condition=~Q(stato="SALTATO") | ~Q(motivo=""),
                violation_error_message="Scrivi perché non si è fatto.",
            ),
            ExclusionConstraint(
                name="turno_senza_sovrapposizioni",
                expressions=[
                    ("servizio", RangeOperators.EQUAL),
                    (IntervalloIstanti("inizio", "fine", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=~Q(stato="SALTATO"),
                violation_error_message="In quelle ore questo servizio ha già un turno.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="coerente",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("inizio", "servizio_id"),
                func=TURNO_COERENTE,
            ),
            non_si_elimina(),
        ]

    def __str__(self) -> str:
        return f"{self.servizio}, {self.inizio:%d/%m/%Y}"


@pghistory.track()
class Addetto(models.Model):
    """Somebody who opens a service in a turn."""

    dati_personali = True

    turno = models.ForeignKey(Turno, models.PROTECT, verbose_name="turno", related_name="addetti")
    nome = models.CharField("nome e cognome", max_length=120)
    natura = models.CharField("chi è", max_length=10, choices=NaturaAddetto, default=NaturaAddetto.VOLONTARIO)

    class Meta:
        verbose_name, verbose_name_plural = "addetto", "addetti"
        ordering = ["nome"]
        constraints = [
            models.UniqueConstraint(
                name="addetto_una_volta",
                fields=["turno", "nome"],
                violation_error_message="Questa persona è già nel turno.",
            ),
            models.CheckConstraint(
                name="addetto_con_nome",
                condition=~Q(nome=""),
                violation_error_message="Scrivi chi apre il servizio.",
            ),
        ]

    def __str__(self) -> str:
        return self.nome
