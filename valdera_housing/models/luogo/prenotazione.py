import uuid
from datetime import datetime, timedelta

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from valdera_housing.choices import Linea
from valdera_housing.models.luogo.sede import Mediatore, Sede, Stanza

LUNGO = timedelta(hours=12)
VIAGGIO = """
    IF NEW.operatore_id IS NOT NULL AND NEW.annullata_alle IS NULL THEN
        PERFORM 1 FROM valdera_housing_utente WHERE id = NEW.operatore_id FOR NO KEY UPDATE;
        IF EXISTS (
            SELECT 1 FROM valdera_housing_prenotazione p
             WHERE p.operatore_id = NEW.operatore_id AND p.id <> NEW.id AND p.annullata_alle IS NULL
               AND (p.sede_id IS DISTINCT FROM NEW.sede_id OR NEW.sede_id IS NULL)
               AND tstzrange(p.inizio, p.fine) && tstzrange(
                   NEW.inizio - make_interval(mins => greatest(p.viaggio, NEW.viaggio)::int),
                   NEW.fine + make_interval(mins => greatest(p.viaggio, NEW.viaggio)::int))
        ) THEN
            RAISE EXCEPTION 'L’operatore non fa in tempo a spostarsi: ha un altro impegno in un altro posto.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'prenotazione_tempo_di_viaggio';
        END IF;
    END IF;
    RETURN NEW;
"""


class IntervalloIstanti(Func):
    """Half-open instants: an appointment may start when another ends."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


def _una_alla_volta(nome: str, campo: str, messaggio: str) -> ExclusionConstraint:
    return ExclusionConstraint(
        name=nome,
        expressions=[
            (campo, RangeOperators.EQUAL),
            (IntervalloIstanti("inizio", "fine", RangeBoundary()), RangeOperators.OVERLAPS),
        ],
        condition=Q(annullata_alle=None, **{f"{campo}__isnull": False}),
        violation_error_message=messaggio,
    )


class PrenotazioneQuerySet(models.QuerySet):
    def attive(self) -> "PrenotazioneQuerySet":
        return self.filter(annullata_alle=None)

    def fra(self, dalle: datetime, alle: datetime) -> "PrenotazioneQuerySet":
        """Those that touch a half-open range of instants; none lasts more than ``LUNGO``, so the index bounds both."""
        return self.filter(inizio__lt=alle, inizio__gt=dalle - LUNGO, fine__gt=dalle)


@pghistory.track()
class Prenotazione(models.Model):
    """Time of an operator, a room and a mediator, taken once: appointments and events stand on it.

    ``titolo`` names no person: it goes out in calendars. ``viaggio`` is minutes to keep free on either side when the
    operator comes from, or goes to, another place. ``sequenza`` grows when it is moved or cancelled (RFC 5545).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    linea = models.CharField("linea", max_length=3, choices=Linea)
    titolo = models.CharField("titolo", max_length=120)
    inizio = models.DateTimeField("inizio")
    fine = models.DateTimeField("fine")
    operatore = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="operatore", null=True, blank=True, related_name="+"
    )
    sede = models.ForeignKey(Sede, models.PROTECT, verbose_name="sede", null=True, blank=True, related_name="+")
    stanza = models.ForeignKey(Stanza, models.PROTECT, verbose_name="stanza", null=True, blank=True, related_name="+")
    mediatore = models.ForeignKey(
        Mediatore, models.PROTECT, verbose_name="mediatore", null=True, blank=True, related_name="+"
    )
    viaggio = models.PositiveSmallIntegerField("minuti di viaggio", default=0)
    partecipanti = models.PositiveSmallIntegerField("persone previste", null=True, blank=True)
    aperta_al_pubblico = models.BooleanField("aperta al pubblico", default=False)
    annullata_alle = models.DateTimeField(null=True, blank=True, editable=False)
    aggiornata_alle = models.DateTimeField(auto_now=True)
    sequenza = models.PositiveIntegerField(default=0, editable=False)

    objects = PrenotazioneQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "prenotazione", "prenotazioni"
        ordering = ["inizio", "pk"]
        indexes = [
            models.Index(fields=["inizio", "fine"], name="prenotazione_quando"),
            models.Index(fields=["operatore", "inizio"], name="prenotazione_operatore"),
            models.Index(fields=["sede", "inizio"], name="prenotazione_sede"),
        ]
        constraints = [
            models.CheckConstraint(
                name="prenotazione_dura_il_giusto",
                condition=Q(fine__gt=F("inizio"), fine__lte=F("inizio") + LUNGO),
                violation_error_message="La fine segue l'inizio, e un impegno dura al massimo 12 ore.",
            ),
            models.CheckConstraint(
                name="prenotazione_viaggio_ragionevole",
                condition=Q(viaggio__lte=180),
                violation_error_message="Il viaggio dura al massimo 180 minuti.",
            ),
            models.CheckConstraint(
                name="prenotazione_stanza_nella_sede",
                condition=Q(stanza=None) | Q(sede__isnull=False),
                violation_error_message="Una stanza si prenota con la sua sede.",
            ),
            _una_alla_volta(
                "prenotazione_operatore_libero", "operatore", "In quell'orario l'operatore ha già un impegno."
            ),
            _una_alla_volta("prenotazione_stanza_libera", "stanza", "In quell'orario la stanza è già occupata."),
            _una_alla_volta(
                "prenotazione_mediatore_libero", "mediatore", "In quell'orario il mediatore ha già un impegno."
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="tempo_di_viaggio",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=VIAGGIO,
            )
        ]

    def __str__(self) -> str:
        return self.titolo


class Calendario(models.Model):
    """A private address from which an operator's calendar programme reads her bookings; kept as a digest only."""

    utente = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    impronta = models.CharField(max_length=64, unique=True)
    creato_alle = models.DateTimeField()

    class Meta:
        verbose_name, verbose_name_plural = "calendario", "calendari"

    def __str__(self) -> str:
        return f"Calendario di {self.utente}"
