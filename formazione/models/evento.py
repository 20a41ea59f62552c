from datetime import date

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower

from formazione.choices import (
    Destinatario,
    RegistroPresenze,
    StatoEvento,
    TipoEvento,
    TipoFileEvento,
    TipoPartner,
)
from formazione.workflow import VEDONO
from valdera_housing.models import Comune, Documento, Prenotazione, SenzaAccenti, Utente

IN_EURO = {"max_digits": 9, "decimal_places": 2}
SOGLIA_ATTESTATO = 75
DELLA_LINEA = """
    IF NOT EXISTS (SELECT 1 FROM valdera_housing_prenotazione WHERE id = NEW.prenotazione_id AND linea = 'FOR') THEN
        RAISE EXCEPTION 'L''orario di un incontro è una prenotazione della formazione.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'prenotazione_della_formazione';
    END IF;
    RETURN NEW;
"""
# What was done is not moved afterwards: hours and certificates stand on it.
INCONTRO_FERMO = """
    IF EXISTS (SELECT 1 FROM formazione_evento WHERE id = {evento} AND stato IN ('SVOLTO', 'ANNULLATO')) THEN
        RAISE EXCEPTION 'Gli incontri di un evento concluso non cambiano: prima si riapre.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'incontri_di_un_evento_fermi';
    END IF;
"""
ORARIO_FERMO = """
    IF (NEW.inizio, NEW.fine) IS DISTINCT FROM (OLD.inizio, OLD.fine) AND EXISTS (
        SELECT 1 FROM formazione_sessione s WHERE s.prenotazione_id = NEW.id
           AND (EXISTS (SELECT 1 FROM formazione_presenza p WHERE p.sessione_id = s.id)
                OR EXISTS (SELECT 1 FROM formazione_evento e WHERE e.id = s.evento_id AND e.stato = 'SVOLTO'))) THEN
        RAISE EXCEPTION 'L''orario di un incontro con le presenze segnate non cambia.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'orario_con_presenze_fermo';
    END IF;
    RETURN NEW;
"""
# Days and length of an event are those of its sessions; of a cancelled event, those it would have had.
DURATA = """
    UPDATE formazione_evento e SET inizia_il = d.inizia, finisce_il = d.finisce, minuti = coalesce(d.minuti, 0)
    FROM (SELECT s.evento_id, min((p.inizio AT TIME ZONE 'Europe/Rome')::date) AS inizia,
                 max((p.fine AT TIME ZONE 'Europe/Rome')::date) AS finisce,
                 sum(extract(epoch FROM p.fine - p.inizio) / 60)::int AS minuti
          FROM formazione_sessione s
          JOIN formazione_evento v ON v.id = s.evento_id
          LEFT JOIN valdera_housing_prenotazione p ON p.id = s.prenotazione_id
               AND (p.annullata_alle IS NULL OR v.stato = 'ANNULLATO')
          WHERE s.evento_id IN ({eventi}) GROUP BY s.evento_id) d
    WHERE e.id = d.evento_id;
    RETURN NULL;
"""


class EventoQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "EventoQuerySet":
        """Events are of the whole Unione: who works with them reads them all; who takes part is another matter."""
        return self if utente.ha_ruolo(*VEDONO) else self.none()

    def cercati(self, parole: str) -> "EventoQuerySet":
        """By words of number and title, accents and case apart."""
        trovati = self
        for parola in parole.replace("\x00", "").split():
            trovati = trovati.filter(cercabile__contains=SenzaAccenti(Lower(Value(parola))))
        return trovati

    def aperti_al_pubblico(self, giorno: date) -> "EventoQuerySet":
        """Those whose public page takes names on a day."""
        return self.filter(
            Q(iscrizioni_dal=None) | Q(iscrizioni_dal__lte=giorno),
            Q(iscrizioni_al=None) | Q(iscrizioni_al__gte=giorno),
            stato=StatoEvento.ISCRIZIONI_APERTE,
            iscrizioni_pubbliche=True,
        )


@pghistory.track(exclude=["cercabile", "iscritti", "in_attesa", "inizia_il", "finisce_il", "minuti"])
class Evento(models.Model):
    """A course, a meeting, a public initiative: one or more sessions under one title.

    ``codice`` is its name on the public page. ``posti`` empty means without limit. Kept by triggers: ``iscritti`` and
    ``in_attesa`` from the enrolments; ``inizia_il``, ``finisce_il`` and ``minuti`` from its sessions that were not
    cancelled. ``soglia`` is the per cent of the hours that gives a certificate (default 75, domain.md 4).
    """

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    codice = models.CharField("codice della pagina pubblica", max_length=16, unique=True, editable=False)
    titolo = models.CharField("titolo", max_length=160)
    tipo = models.CharField("tipo", max_length=24, choices=TipoEvento)
    destinatari = ArrayField(models.CharField(max_length=20, choices=Destinatario), verbose_name="a chi si rivolge")
    descrizione = models.TextField("di che cosa si parla", max_length=3000)
    programma = models.TextField("programma", max_length=5000, blank=True)
    comune = models.ForeignKey(
        Comune, models.PROTECT, verbose_name="comune", null=True, blank=True, related_name="+",
        help_text="Vuoto se riguarda tutta l’Unione",
    )  # fmt: skip
    referente = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="referente", related_name="+")
    registro = models.CharField(
        "come si contano le presenze", max_length=12, choices=RegistroPresenze, default=RegistroPresenze.NOMINATIVO
    )
    posti = models.PositiveSmallIntegerField("posti", null=True, blank=True, validators=[MinValueValidator(1)])
    iscritti = models.PositiveIntegerField(default=0, editable=False)
    in_attesa = models.PositiveIntegerField(default=0, editable=False)
    iscrizioni_pubbliche = models.BooleanField("ci si iscrive dalla pagina pubblica", default=True)
    iscrizioni_dal = models.DateField("iscrizioni dal", null=True, blank=True)
    iscrizioni_al = models.DateField("iscrizioni fino al", null=True, blank=True)
    con_attestato = models.BooleanField("dà un attestato", default=False)
    soglia = models.PositiveSmallIntegerField(
        "ore da frequentare per l’attestato, in percentuale", default=SOGLIA_ATTESTATO,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )  # fmt: skip
    accreditamento = models.CharField("codice di accreditamento (CNOAS)", max_length=60, blank=True)
    preventivo = models.DecimalField("preventivo di spesa, in euro", null=True, blank=True, **IN_EURO)
    stato = models.CharField("stato", max_length=20, choices=StatoEvento, default=StatoEvento.PROGRAMMATO)
    svolto_il = models.DateField("svolto il", null=True, blank=True)
    motivo = models.CharField("perché è annullato", max_length=300, blank=True)
    creato_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    creato_il = models.DateField("registrato il", editable=False)
    inizia_il = models.DateField("comincia il", null=True, blank=True, editable=False)
    finisce_il = models.DateField("finisce il", null=True, blank=True, editable=False)
    minuti = models.PositiveIntegerField("durata, in minuti", default=0, editable=False)
    versione = models.PositiveIntegerField(default=1, editable=False)
    cercabile = models.GeneratedField(
        expression=SenzaAccenti(Lower(Concat(F("numero"), Value(" "), F("titolo")))),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = EventoQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "evento", "eventi"
        ordering = ["-inizia_il", "-pk"]
        indexes = [
            models.Index(fields=["-inizia_il", "-id"], name="evento_inizio"),
            models.Index(fields=["stato", "-inizia_il", "-id"], name="evento_stato"),
            models.Index(fields=["tipo", "-inizia_il", "-id"], name="evento_tipo"),
            models.Index(fields=["comune", "-inizia_il", "-id"], name="evento_comune"),
            models.Index(fields=["svolto_il"], name="evento_svolto", condition=Q(svolto_il__isnull=False)),
            GinIndex(fields=["destinatari"], name="evento_destinatari"),
            GinIndex(OpClass(F("cercabile"), name="gin_trgm_ops"), name="evento_cercabile"),
        ]
        constraints = [
            models.CheckConstraint(
                name="evento_mai_oltre_i_posti",
                condition=Q(posti=None) | Q(posti__gte=F("iscritti")),
                violation_error_message="I posti sono finiti.",
            ),
            models.CheckConstraint(
                name="evento_con_almeno_un_posto",
                condition=Q(posti=None) | Q(posti__gte=1),
                violation_error_message="I posti sono almeno uno; lascia vuoto se non c'è un limite.",
            ),
            models.CheckConstraint(
                name="evento_con_destinatari",
                condition=Q(destinatari__len__gte=1, destinatari__contained_by=Destinatario.values),
                violation_error_message="Scegli a chi si rivolge l'evento.",
            ),
            models.CheckConstraint(
                name="evento_iscrizioni_in_ordine",
                condition=Q(iscrizioni_dal=None) | Q(iscrizioni_al=None) | Q(iscrizioni_al__gte=F("iscrizioni_dal")),
                violation_error_message="Le iscrizioni non finiscono prima di cominciare.",
            ),
            models.CheckConstraint(
                name="evento_soglia_in_percentuale",
                condition=Q(soglia__gte=1, soglia__lte=100),
                violation_error_message="La soglia dell'attestato è fra 1 e 100 per cento.",
            ),
            models.CheckConstraint(
                name="evento_attestato_con_i_nomi",
                condition=Q(con_attestato=False) | Q(registro="NOMINATIVO"),
                violation_error_message="Un attestato si dà a chi è segnato per nome.",
            ),
            models.CheckConstraint(
                name="evento_svolto_con_data",
                condition=Q(stato="SVOLTO", svolto_il__isnull=False) | (~Q(stato="SVOLTO") & Q(svolto_il=None)),
                violation_error_message="Un evento svolto ha la sua data, e solo quello.",
            ),
            models.CheckConstraint(
                name="evento_annullato_con_motivo",
                condition=~Q(stato="ANNULLATO") | ~Q(motivo=""),
                violation_error_message="Scrivi perché l'evento è annullato.",
            ),
            models.CheckConstraint(
                name="evento_preventivo_positivo",
                condition=Q(preventivo=None) | Q(preventivo__gte=0),
                violation_error_message="Il preventivo non è negativo.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="non_si_elimina", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.titolo

    @property
    def posti_liberi(self) -> int | None:
        """None without a limit."""
        return None if self.posti is None else max(self.posti - self.iscritti, 0)


class SessioneQuerySet(models.QuerySet):
    def vive(self) -> "SessioneQuerySet":
        """Those that were not cancelled."""
        return self.filter(prenotazione__annullata_alle=None)

    def svolte_fra(self, dal: date, al: date) -> "SessioneQuerySet":
        """Sessions of closed events on a closed range of days, in Rome."""
        return self.vive().filter(
            evento__stato=StatoEvento.SVOLTO, prenotazione__inizio__date__gte=dal, prenotazione__inizio__date__lte=al
        )


@pghistory.track()
class Sessione(models.Model):
    """A meeting of an event. Its time, operator and room are a Prenotazione of the line, cancelled with it.

    Held in a room of a desk (``prenotazione.stanza``), elsewhere (``luogo``), or at a distance (``collegamento``).
    """

    evento = models.ForeignKey(Evento, models.PROTECT, verbose_name="evento", related_name="sessioni")
    numero = models.PositiveSmallIntegerField("incontro", editable=False)
    titolo = models.CharField("argomento", max_length=160, blank=True)
    luogo = models.CharField("indirizzo, se è altrove", max_length=160, blank=True)
    collegamento = models.URLField("collegamento a distanza", blank=True, max_length=300)
    prenotazione = models.OneToOneField(
        Prenotazione, models.PROTECT, verbose_name="prenotazione", editable=False, related_name="+"
    )
    codice = models.CharField("codice per segnare la presenza", max_length=24, unique=True, editable=False)

    objects = SessioneQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "incontro", "incontri"
        ordering = ["evento", "numero"]
        constraints = [
            models.UniqueConstraint(
                name="sessione_numero_unico",
                fields=["evento", "numero"],
                violation_error_message="Questo incontro c'è già.",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="orario_della_linea",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("prenotazione_id"),
                func=DELLA_LINEA,
            ),
            pgtrigger.Trigger(
                name="evento_fermo",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=INCONTRO_FERMO.replace("{evento}", "NEW.evento_id") + "RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="durata_dell_evento",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("prenotazione_id"),
                func=DURATA.replace("{eventi}", "NEW.evento_id"),
            ),
            pgtrigger.Protect(name="non_si_elimina", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.evento}, incontro {self.numero}"


class PrenotazioneDellaFormazione(Prenotazione):
    """The registry's bookings, with what the line asks of them: hours on which people were recorded do not move."""

    class Meta:
        proxy = True
        verbose_name, verbose_name_plural = "orario di un incontro", "orari degli incontri"
        triggers = [
            pgtrigger.Trigger(
                name="orario_fermo",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("inizio", "fine"),
                func=ORARIO_FERMO,
            ),
            pgtrigger.Trigger(
                name="durata_dell_evento",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("inizio", "fine", "annullata_alle"),
                func=DURATA.replace(
                    "{eventi}", "SELECT evento_id FROM formazione_sessione WHERE prenotazione_id = NEW.id"
                ),
            ),
        ]


@pghistory.track()
class Docente(models.Model):
    """Who teaches or moderates, what entitles her to, and what she is paid, in euro."""

    evento = models.ForeignKey(Evento, models.PROTECT, verbose_name="evento", related_name="docenti")
    nome = models.CharField("nome e cognome", max_length=120)
    qualifica = models.CharField("chi è", max_length=200, blank=True)
    ore = models.DecimalField("ore di docenza", max_digits=5, decimal_places=2, null=True, blank=True)
    compenso = models.DecimalField("compenso, in euro", null=True, blank=True, **IN_EURO)

    class Meta:
        verbose_name, verbose_name_plural = "docente", "docenti"
        ordering = ["nome", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="docente_una_volta",
                fields=["evento", "nome"],
                violation_error_message="Questo docente c'è già.",
            ),
            models.CheckConstraint(
                name="docente_misure_positive",
                condition=(Q(ore=None) | Q(ore__gt=0)) & (Q(compenso=None) | Q(compenso__gte=0)),
                violation_error_message="Le ore sono più di zero, il compenso non è negativo.",
            ),
        ]

    def __str__(self) -> str:
        return self.nome


@pghistory.track()
class Partner(models.Model):
    """A body of the network that works on events: associations, unions, organisations of owners and tenants (I29)."""

    nome = models.CharField("nome", max_length=160, unique=True)
    tipo = models.CharField("che cos’è", max_length=16, choices=TipoPartner)
    referente = models.CharField("persona di riferimento", max_length=120, blank=True)
    telefono = models.CharField("telefono", max_length=30, blank=True)
    email = models.EmailField("e-mail", blank=True)
    attivo = models.BooleanField("nella rete", default=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "partner", "partner"
        ordering = ["nome"]

    def __str__(self) -> str:
        return self.nome


@pghistory.track()
class PartnerEvento(models.Model):
    """A body that takes part in making an event, and what it does there."""

    evento = models.ForeignKey(Evento, models.PROTECT, verbose_name="evento", related_name="partner")
    partner = models.ForeignKey(Partner, models.PROTECT, verbose_name="partner", related_name="+")
    compito = models.CharField("che cosa fa", max_length=160, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "partner dell’evento", "partner dell’evento"
        ordering = ["partner__nome"]
        constraints = [
            models.UniqueConstraint(
                name="partner_evento_una_volta",
                fields=["evento", "partner"],
                violation_error_message="Questo partner c'è già.",
            )
        ]

    def __str__(self) -> str:
        return str(self.partner)


@pghistory.track()
class FileEvento(models.Model):
    """A file of an event. Of the materials only, what is ``pubblico`` is offered on the public page."""

    evento = models.ForeignKey(Evento, models.PROTECT, verbose_name="evento", related_name="file")
    tipo = models.CharField("che cos’è", max_length=16, choices=TipoFileEvento)
    documento = models.ForeignKey(Documento, models.PROTECT, verbose_name="file", related_name="+")
    pubblico = models.BooleanField("sulla pagina pubblica", default=False)

    class Meta:
        verbose_name, verbose_name_plural = "file dell’evento", "file dell’evento"
        ordering = ["tipo", "pk"]
        constraints = [
            models.CheckConstraint(
                name="file_evento_pubblico_solo_materiali",
                condition=Q(pubblico=False) | Q(tipo__in=["MATERIALE", "LOCANDINA"]),
                violation_error_message="Sulla pagina pubblica vanno soltanto materiali e locandine.",
            )
        ]

    def __str__(self) -> str:
        return self.get_tipo_display()
