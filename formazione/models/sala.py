import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from formazione.choices import StatoSala
from formazione.models.evento import Evento
from formazione.workflow import VEDONO
from valdera_housing.models import Prenotazione, Utente

VIVE = ["RICHIESTA", "AUTORIZZATA"]
# The convention leaves the permission to the Unione; the halls are given under their Disciplinare.
SALA_COERENTE = """
    IF NEW.decisa_da_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM valdera_housing_utente WHERE id = NEW.decisa_da_id AND 'funzionario_unione' = ANY(ruoli)) THEN
        RAISE EXCEPTION 'L''uso di una sala lo autorizza l''Unione.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'sala_decisa_dall_unione';
    END IF;
    IF NOT NEW.disciplinare_accettato AND EXISTS (
        SELECT 1 FROM valdera_housing_prenotazione p JOIN valdera_housing_stanza s ON s.id = p.stanza_id
        WHERE p.id = NEW.prenotazione_id AND s.uso = 'FORMAZIONE') THEN
        RAISE EXCEPTION 'Per le sale dei convegni si accetta il disciplinare.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'sala_con_disciplinare';
    END IF;
    RETURN NEW;
"""
# Checked at the end: the act writes the answer and gives the time back.
SALA_COME_LA_PRENOTAZIONE = """
    SELECT stato, prenotazione_id INTO vale FROM formazione_richiestasala WHERE id = NEW.id;
    IF (vale.stato IN ('RICHIESTA', 'AUTORIZZATA')) <> EXISTS (
        SELECT 1 FROM valdera_housing_prenotazione
        WHERE id = vale.prenotazione_id AND annullata_alle IS NULL AND stanza_id IS NOT NULL) THEN
        RAISE EXCEPTION 'Una sala rifiutata o ritirata torna libera; una richiesta viva la tiene occupata.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'sala_come_la_prenotazione';
    END IF;
    RETURN NULL;
"""


class RichiestaSalaQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "RichiestaSalaQuerySet":
        return self if utente.ha_ruolo(*VEDONO) else self.none()

    def da_decidere(self) -> "RichiestaSalaQuerySet":
        return self.filter(stato=StatoSala.RICHIESTA)


@pghistory.track()
class RichiestaSala(models.Model):
    """A room asked to the Unione, for a session of an event or for a meeting of the staff (domain.md 4, room rules).

    The booking is made with the request, so that nobody else takes the room while the Unione decides; it is given
    back when the request is refused or withdrawn: the session it was for may go elsewhere, the request stays of its
    ``evento``. ``rilevanza_esterna`` is a meeting with people from outside.
    """

    prenotazione = models.OneToOneField(Prenotazione, models.PROTECT, verbose_name="prenotazione", related_name="+")
    evento = models.ForeignKey(
        Evento, models.PROTECT, verbose_name="evento", null=True, blank=True, editable=False, related_name="+"
    )
    titolo = models.CharField("per che cosa", max_length=120)
    rilevanza_esterna = models.BooleanField("partecipano persone da fuori", default=False)
    disciplinare_accettato = models.BooleanField("disciplinare delle sale accettato", default=False)
    richiesta_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    richiesta_il = models.DateField("chiesta il", editable=False)
    stato = models.CharField("stato", max_length=12, choices=StatoSala, default=StatoSala.RICHIESTA)
    decisa_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    decisa_il = models.DateField("decisa il", null=True, blank=True, editable=False)
    motivo = models.CharField("motivo", max_length=300, blank=True)

    objects = RichiestaSalaQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "richiesta di sala", "richieste di sala"
        ordering = ["-richiesta_il", "-pk"]
        indexes = [
            models.Index(fields=["stato", "-richiesta_il", "-id"], name="sala_stato"),
            models.Index(fields=["-richiesta_il", "-id"], name="sala_richiesta"),
        ]
        constraints = [
            models.CheckConstraint(
                name="sala_decisa_con_chi_e_quando",
                condition=Q(stato__in=["AUTORIZZATA", "RIFIUTATA"], decisa_da__isnull=False, decisa_il__isnull=False)
                | Q(stato="RICHIESTA", decisa_da=None, decisa_il=None)
                | Q(stato="RITIRATA"),
                violation_error_message="Una richiesta decisa dice chi ha deciso e quando.",
            ),
            models.CheckConstraint(
                name="sala_rifiutata_con_motivo",
                condition=~Q(stato="RIFIUTATA") | ~Q(motivo=""),
                violation_error_message="Scrivi perché la sala non si può dare.",
            ),
            models.CheckConstraint(
                name="sala_decisa_dopo_la_richiesta",
                condition=Q(decisa_il=None) | Q(decisa_il__gte=F("richiesta_il")),
                violation_error_message="La decisione non precede la richiesta.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="coerente",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=SALA_COERENTE,
            ),
            pgtrigger.Trigger(
                name="come_la_prenotazione",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                declare=[("vale", "record")],
                func=SALA_COME_LA_PRENOTAZIONE,
            ),
            pgtrigger.Protect(name="non_si_elimina", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.titolo
