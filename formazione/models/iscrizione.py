import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower

from formazione.choices import Destinatario, FonteIscrizione, ModoPresenza, StatoIscrizione
from formazione.models.evento import Evento, Sessione
from formazione.workflow import TENGONO
from valdera_housing.choices import Ruolo
from valdera_housing.kit.trigger import a_ogni_scrittura
from valdera_housing.models import Comune, Documento, Nucleo, Persona, SenzaAccenti, Utente

FINITE = ["ANNULLATA", "SCADUTA"]
CONTA_ISCRITTI = """
    UPDATE formazione_evento e SET iscritti = e.iscritti + d.iscritti, in_attesa = e.in_attesa + d.in_attesa
    FROM (SELECT evento_id,
                 coalesce(sum(segno) FILTER (WHERE stato = 'CONFERMATA'), 0) AS iscritti,
                 coalesce(sum(segno) FILTER (WHERE stato = 'IN_ATTESA'), 0) AS in_attesa
          FROM ({movimenti}) riga GROUP BY evento_id ORDER BY evento_id) d
    WHERE e.id = d.evento_id AND (d.iscritti <> 0 OR d.in_attesa <> 0);
"""
SOMMA_MINUTI = """
    UPDATE formazione_iscrizione i SET minuti = i.minuti + d.minuti
    FROM (SELECT iscrizione_id, coalesce(sum(segno * minuti), 0) AS minuti
          FROM ({movimenti}) riga GROUP BY iscrizione_id ORDER BY iscrizione_id) d
    WHERE i.id = d.iscrizione_id AND d.minuti <> 0;
"""
ISCRIZIONE_FERMA = """
    IF NEW.evento_id <> OLD.evento_id THEN
        RAISE EXCEPTION 'Un''iscrizione resta dell''evento per cui è nata.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'iscrizione_del_suo_evento';
    END IF;
    IF NEW.stato IN ('ANNULLATA', 'SCADUTA') AND OLD.stato NOT IN ('ANNULLATA', 'SCADUTA')
       AND EXISTS (SELECT 1 FROM formazione_presenza WHERE iscrizione_id = NEW.id) THEN
        RAISE EXCEPTION 'Chi ha delle presenze segnate resta iscritto.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'iscrizione_con_presenze';
    END IF;
    RETURN NEW;
"""
PRESENZA_COERENTE = """
    SELECT i.evento_id, i.stato INTO iscritta FROM formazione_iscrizione i
    WHERE i.id = NEW.iscrizione_id FOR NO KEY UPDATE;
    SELECT s.evento_id, p.inizio, p.fine, p.annullata_alle INTO incontro FROM formazione_sessione s
    JOIN valdera_housing_prenotazione p ON p.id = s.prenotazione_id WHERE s.id = NEW.sessione_id FOR SHARE OF p;
    IF iscritta.evento_id <> incontro.evento_id OR iscritta.stato <> 'CONFERMATA' THEN
        RAISE EXCEPTION 'È presente chi ha l''iscrizione confermata a questo evento.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'presenza_di_un_iscritto';
    END IF;
    IF incontro.annullata_alle IS NOT NULL OR NEW.entrata < incontro.inizio OR NEW.entrata > incontro.fine
       OR NEW.uscita > incontro.fine THEN
        RAISE EXCEPTION 'Entrata e uscita stanno dentro l''orario dell''incontro.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'presenza_dentro_l_incontro';
    END IF;
"""
CON_ATTESTATO = """
    IF EXISTS (SELECT 1 FROM formazione_attestato WHERE iscrizione_id = {iscrizione} AND annullato_il IS NULL) THEN
        RAISE EXCEPTION 'Le presenze di chi ha l''attestato non cambiano: prima si annulla l''attestato.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'presenza_con_attestato';
    END IF;
"""
# Minutes are compared as whole numbers: minutes × 100 against length × per cent.
ATTESTATO_MERITATO = """
    SELECT i.minuti AS presenti, i.stato, e.minuti, e.soglia, e.stato AS evento, e.con_attestato INTO fatti
    FROM formazione_iscrizione i JOIN formazione_evento e ON e.id = i.evento_id
    WHERE i.id = NEW.iscrizione_id FOR NO KEY UPDATE OF i;
    IF fatti.evento <> 'SVOLTO' OR NOT fatti.con_attestato OR fatti.stato <> 'CONFERMATA' OR fatti.minuti = 0
       OR fatti.presenti * 100 < fatti.minuti * fatti.soglia THEN
        RAISE EXCEPTION 'L''attestato si dà a evento concluso, a chi ha frequentato le ore che servono.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'attestato_meritato';
    END IF;
    IF (NEW.minuti, NEW.minuti_evento) IS DISTINCT FROM (fatti.presenti, fatti.minuti) THEN
        RAISE EXCEPTION 'L''attestato porta le ore del registro.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'attestato_con_le_sue_ore';
    END IF;
    RETURN NEW;
"""
ATTESTATO_FERMO = """
    IF OLD.annullato_il IS NOT NULL OR (NEW.numero, NEW.codice, NEW.iscrizione_id, NEW.minuti, NEW.minuti_evento,
        NEW.rilasciato_il, NEW.rilasciato_da_id) IS DISTINCT FROM (OLD.numero, OLD.codice, OLD.iscrizione_id,
        OLD.minuti, OLD.minuti_evento, OLD.rilasciato_il, OLD.rilasciato_da_id)
       OR (OLD.documento_id IS NOT NULL AND NEW.documento_id IS DISTINCT FROM OLD.documento_id) THEN
        RAISE EXCEPTION 'Un attestato non si riscrive: si annulla e se ne dà un altro.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'attestato_fermo';
    END IF;
    RETURN NEW;
"""


class IscrizioneQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "IscrizioneQuerySet":
        """Names are for who keeps the events; a social worker sees the people she follows, and those she enrolled."""
        if utente.ha_ruolo(*TENGONO):
            return self
        if utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE):
            sue = Persona.objects.visibili_a(utente).values("pk")
            return self.filter(Q(persona__in=sue) | Q(creata_da=utente))
        return self.none()

    def vive(self) -> "IscrizioneQuerySet":
        return self.exclude(stato__in=FINITE)

    def confermate(self) -> "IscrizioneQuerySet":
        return self.filter(stato=StatoIscrizione.CONFERMATA)

    def in_fila(self) -> "IscrizioneQuerySet":
        """The waiting list, who asked first first."""
        return self.filter(stato=StatoIscrizione.IN_ATTESA).order_by("in_fila_dalle", "pk")

    def cercate(self, parole: str) -> "IscrizioneQuerySet":
        trovate = self
        for parola in parole.replace("\x00", "").split():
            trovate = trovate.filter(cercabile__contains=SenzaAccenti(Lower(Value(parola))))
        return trovate


@pghistory.track(exclude=["cercabile", "minuti"])
class Iscrizione(models.Model):
    """Somebody who wants to take part, known by what she wrote and, when she is served by the office, by her file.

    Asked on the public page it waits for the link in the e-mail (DA_CONFERMARE): only then it takes a seat, or a place
    in the line (``in_fila_dalle``). ``codice`` is the secret of that e-mail: it confirms, cancels, and is her QR at
    the door. ``minuti`` are those of her presences (triggers).
    """

    dati_personali = True

    evento = models.ForeignKey(Evento, models.PROTECT, verbose_name="evento", related_name="iscrizioni")
    nome = models.CharField("nome", max_length=80)
    cognome = models.CharField("cognome", max_length=80)
    email = models.EmailField("e-mail", blank=True)
    telefono = models.CharField("telefono", max_length=30, blank=True)
    destinatario = models.CharField("chi è", max_length=20, choices=Destinatario)
    comune = models.ForeignKey(Comune, models.PROTECT, verbose_name="comune", null=True, blank=True, related_name="+")
    persona = models.ForeignKey(
        Persona, models.PROTECT, verbose_name="persona", null=True, blank=True, related_name="+"
    )
    nucleo = models.ForeignKey(Nucleo, models.PROTECT, verbose_name="nucleo", null=True, blank=True, related_name="+")
    fonte = models.CharField("da dove", max_length=10, choices=FonteIscrizione, editable=False)
    stato = models.CharField("stato", max_length=14, choices=StatoIscrizione)
    codice = models.CharField("codice", max_length=32, unique=True, editable=False)
    informativa = models.CharField("versione dell’informativa letta", max_length=20, blank=True, editable=False)
    chiesta_alle = models.DateTimeField("chiesta alle", editable=False)
    in_fila_dalle = models.DateTimeField("confermata alle", null=True, blank=True, editable=False)
    annullata_alle = models.DateTimeField("annullata alle", null=True, blank=True, editable=False)
    motivo = models.CharField("perché è annullata", max_length=200, blank=True)
    creata_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    minuti = models.PositiveIntegerField("minuti di presenza", default=0, editable=False)
    versione = models.PositiveIntegerField(default=1, editable=False)
    cercabile = models.GeneratedField(
        expression=SenzaAccenti(
            Lower(Concat(F("cognome"), Value(" "), F("nome"), Value(" "), F("email"), output_field=models.TextField()))
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = IscrizioneQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "iscrizione", "iscrizioni"
        ordering = ["cognome", "nome", "pk"]
        indexes = [
            models.Index(fields=["evento", "stato", "in_fila_dalle", "id"], name="iscrizione_fila"),
            models.Index(fields=["evento", "cognome", "nome", "id"], name="iscrizione_nome"),
            models.Index(fields=["persona", "-chiesta_alle"], name="iscrizione_persona"),
            models.Index(fields=["nucleo", "-chiesta_alle"], name="iscrizione_nucleo"),
            models.Index(fields=["chiesta_alle"], name="iscrizione_in_sospeso", condition=Q(stato="DA_CONFERMARE")),
            GinIndex(OpClass(F("cercabile"), name="gin_trgm_ops"), name="iscrizione_cercabile"),
        ]
        constraints = [
            models.UniqueConstraint(
                "evento",
                Lower("email"),
                name="iscrizione_una_per_email",
                condition=~Q(email="") & ~Q(stato__in=FINITE),
                violation_error_message="Con questo indirizzo c'è già un'iscrizione.",
            ),
            models.UniqueConstraint(
                name="iscrizione_una_per_persona",
                fields=["evento", "persona"],
                condition=~Q(stato__in=FINITE),
                violation_error_message="Questa persona è già iscritta.",
            ),
            models.CheckConstraint(
                name="iscrizione_con_nome",
                condition=~Q(nome="") & ~Q(cognome=""),
                violation_error_message="Scrivi nome e cognome.",
            ),
            models.CheckConstraint(
                name="iscrizione_in_fila_con_ora",
                condition=~Q(stato__in=["CONFERMATA", "IN_ATTESA"]) | Q(in_fila_dalle__isnull=False),
                violation_error_message="Un'iscrizione confermata dice quando.",
            ),
            models.CheckConstraint(
                name="iscrizione_annullata_con_ora",
                condition=Q(stato="ANNULLATA", annullata_alle__isnull=False)
                | (~Q(stato="ANNULLATA") & Q(annullata_alle=None)),
                violation_error_message="Un'iscrizione annullata dice quando.",
            ),
            models.CheckConstraint(
                name="iscrizione_pubblica_con_email",
                condition=~Q(fonte="PUBBLICA") | (~Q(email="") & ~Q(informativa="")),
                violation_error_message="Chi si iscrive da sé lascia l'e-mail e legge l'informativa.",
            ),
            models.CheckConstraint(
                name="iscrizione_dell_ufficio_con_autore",
                condition=~Q(fonte="UFFICIO") | Q(creata_da__isnull=False),
                violation_error_message="Un'iscrizione fatta in ufficio dice da chi.",
            ),
        ]
        triggers = [
            *a_ogni_scrittura("conta_iscritti", CONTA_ISCRITTI),
            pgtrigger.Trigger(
                name="ferma",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("evento_id", "stato"),
                func=ISCRIZIONE_FERMA,
            ),
            pgtrigger.Protect(name="non_si_elimina", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.cognome} {self.nome}"


@pghistory.track(exclude=["minuti"])
class Presenza(models.Model):
    """When a person came in and went out of a session, inside its hours. Without ``uscita`` she is still there."""

    dati_personali = True

    sessione = models.ForeignKey(Sessione, models.PROTECT, verbose_name="incontro", related_name="presenze")
    iscrizione = models.ForeignKey(Iscrizione, models.PROTECT, verbose_name="iscrizione", related_name="presenze")
    entrata = models.DateTimeField("entrata")
    uscita = models.DateTimeField("uscita", null=True, blank=True)
    minuti = models.GeneratedField(
        expression=models.Func(
            F("uscita"), F("entrata"), template="coalesce(floor(extract(epoch FROM %(expressions)s) / 60), 0)::int",
            arg_joiner=" - ",
        ),
        output_field=models.IntegerField(),
        db_persist=True,
    )  # fmt: skip
    modo = models.CharField("segnata con", max_length=10, choices=ModoPresenza)
    segnata_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "presenza", "presenze"
        ordering = ["sessione", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="presenza_una_per_incontro",
                fields=["sessione", "iscrizione"],
                violation_error_message="Questa presenza è già segnata.",
            ),
            models.CheckConstraint(
                name="presenza_in_ordine",
                condition=Q(uscita=None) | Q(uscita__gte=F("entrata")),
                violation_error_message="L'uscita segue l'entrata.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="coerente",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("iscritta", "record"), ("incontro", "record")],
                func=PRESENZA_COERENTE + CON_ATTESTATO.replace("{iscrizione}", "NEW.iscrizione_id") + "RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="con_attestato",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=CON_ATTESTATO.replace("{iscrizione}", "OLD.iscrizione_id") + "RETURN OLD;",
            ),
            *a_ogni_scrittura("somma_minuti", SOMMA_MINUTI),
        ]

    def __str__(self) -> str:
        return f"{self.iscrizione}, {self.sessione}"


@pghistory.track()
class Conteggio(models.Model):
    """How many people of a group were at a session, without names: public events keep only this."""

    sessione = models.ForeignKey(Sessione, models.PROTECT, verbose_name="incontro", related_name="conteggi")
    destinatario = models.CharField("gruppo", max_length=20, choices=Destinatario)
    quanti = models.PositiveSmallIntegerField("quante persone")

    class Meta:
        verbose_name, verbose_name_plural = "conteggio", "conteggi"
        ordering = ["sessione", "destinatario"]
        constraints = [
            models.UniqueConstraint(
                name="conteggio_uno_per_gruppo",
                fields=["sessione", "destinatario"],
                violation_error_message="Questo gruppo è già contato.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_destinatario_display()}: {self.quanti}"


class AttestatoQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "AttestatoQuerySet":
        return self.filter(iscrizione__in=Iscrizione.objects.visibili_a(utente).order_by().values("pk"))

    def validi(self) -> "AttestatoQuerySet":
        return self.filter(annullato_il=None)


@pghistory.track()
class Attestato(models.Model):
    """A certificate of attendance. Anyone may check ``codice``: the answer names the event, never the person."""

    dati_personali = True

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    codice = models.CharField("codice di verifica", max_length=24, unique=True, editable=False)
    iscrizione = models.ForeignKey(Iscrizione, models.PROTECT, verbose_name="iscrizione", related_name="attestati")
    minuti = models.PositiveIntegerField("minuti frequentati", editable=False)
    minuti_evento = models.PositiveIntegerField("minuti dell’evento", editable=False)
    rilasciato_il = models.DateField("rilasciato il", editable=False)
    rilasciato_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    documento = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="file", null=True, blank=True, editable=False, related_name="+"
    )
    annullato_il = models.DateField("annullato il", null=True, blank=True, editable=False)
    motivo = models.CharField("perché è annullato", max_length=200, blank=True)

    objects = AttestatoQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "attestato", "attestati"
        ordering = ["-rilasciato_il", "-pk"]
        indexes = [models.Index(fields=["-rilasciato_il", "-id"], name="attestato_rilasciato")]
        constraints = [
            models.UniqueConstraint(
                name="attestato_uno_valido",
                fields=["iscrizione"],
                condition=Q(annullato_il=None),
                violation_error_message="Questa persona ha già il suo attestato.",
            ),
            models.CheckConstraint(
                name="attestato_annullato_con_motivo",
                condition=Q(annullato_il=None)
                | (Q(annullato_il__isnull=False, annullato_il__gte=F("rilasciato_il")) & ~Q(motivo="")),
                violation_error_message="Scrivi perché l'attestato è annullato.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="meritato",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("fatti", "record")],
                func=ATTESTATO_MERITATO,
            ),
            pgtrigger.Trigger(name="fermo", when=pgtrigger.Before, operation=pgtrigger.Update, func=ATTESTATO_FERMO),
            pgtrigger.Protect(name="non_si_elimina", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Attestato {self.numero}"
