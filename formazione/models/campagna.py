from datetime import date

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower

from formazione.choices import Canale, Destinatario, StatoCampagna, StatoNewsletter, StatoSpedizione
from formazione.workflow import TENGONO, VEDONO
from valdera_housing.models import Documento, Lavoro, SenzaAccenti, Utente

NEWSLETTER_FERMA = """
    IF OLD.stato <> 'BOZZA' AND (NEW.oggetto, NEW.testo, NEW.destinatari)
       IS DISTINCT FROM (OLD.oggetto, OLD.testo, OLD.destinatari)
       OR (OLD.stato = 'INVIATA' AND NEW.stato <> 'INVIATA') OR (OLD.stato = 'IN_INVIO' AND NEW.stato = 'BOZZA')
       OR (OLD.stato = 'BOZZA' AND NEW.stato = 'INVIATA') THEN
        RAISE EXCEPTION 'Una newsletter partita non si riscrive.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'newsletter_partita_ferma';
    END IF;
    RETURN NEW;
"""
# Who unsubscribes while the worker is sending is left out: the last word is the database's.
SOLO_A_CHI_LA_VUOLE = """
    IF NEW.stato = 'INVIATA' AND NOT EXISTS (
        SELECT 1 FROM formazione_contatto
        WHERE id = NEW.contatto_id AND confermato_alle IS NOT NULL AND disiscritto_alle IS NULL FOR SHARE) THEN
        RAISE EXCEPTION 'Una newsletter si manda solo a chi l''ha chiesta.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'spedizione_a_chi_la_vuole';
    END IF;
    RETURN NEW;
"""
MANDATA_FERMA = """
    IF OLD.stato = 'INVIATA' AND NEW.stato <> 'INVIATA' THEN
        RAISE EXCEPTION 'Una newsletter già mandata a un indirizzo non torna da mandare.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'spedizione_mandata_ferma';
    END IF;
    RETURN NEW;
"""


class CampagnaQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "CampagnaQuerySet":
        return self if utente.ha_ruolo(*VEDONO) else self.none()

    def cercate(self, parole: str) -> "CampagnaQuerySet":
        trovate = self
        for parola in parole.replace("\x00", "").split():
            trovate = trovate.filter(cercabile__contains=SenzaAccenti(Lower(Value(parola))))
        return trovate


@pghistory.track(exclude=["cercabile"])
class Campagna(models.Model):
    """A communication effort towards many people: what it wants to obtain, and the contents it published."""

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    titolo = models.CharField("titolo", max_length=160)
    obiettivo = models.TextField("che cosa vuole ottenere", max_length=2000)
    destinatari = ArrayField(models.CharField(max_length=20, choices=Destinatario), verbose_name="a chi si rivolge")
    dal = models.DateField("dal")
    al = models.DateField("al", null=True, blank=True)
    stato = models.CharField("stato", max_length=10, choices=StatoCampagna, default=StatoCampagna.BOZZA)
    creata_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    motivo = models.CharField("perché è annullata", max_length=300, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)
    cercabile = models.GeneratedField(
        expression=SenzaAccenti(Lower(Concat(F("numero"), Value(" "), F("titolo")))),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = CampagnaQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "campagna", "campagne"
        ordering = ["-dal", "-pk"]
        indexes = [
            models.Index(fields=["-dal", "-id"], name="campagna_dal"),
            models.Index(fields=["stato", "-dal", "-id"], name="campagna_stato"),
            GinIndex(OpClass(F("cercabile"), name="gin_trgm_ops"), name="campagna_cercabile"),
        ]
        constraints = [
            models.CheckConstraint(
                name="campagna_date_in_ordine",
                condition=Q(al=None) | Q(al__gte=F("dal")),
                violation_error_message="La campagna non finisce prima di cominciare.",
            ),
            models.CheckConstraint(
                name="campagna_con_destinatari",
                condition=Q(destinatari__len__gte=1, destinatari__contained_by=Destinatario.values),
                violation_error_message="Scegli a chi si rivolge la campagna.",
            ),
            models.CheckConstraint(
                name="campagna_annullata_con_motivo",
                condition=~Q(stato="ANNULLATA") | ~Q(motivo=""),
                violation_error_message="Scrivi perché la campagna è annullata.",
            ),
        ]

    def __str__(self) -> str:
        return self.titolo


class ContenutoQuerySet(models.QuerySet):
    def pubblicati_fra(self, dal: date, al: date) -> "ContenutoQuerySet":
        return self.filter(pubblicato_il__gte=dal, pubblicato_il__lte=al)


@pghistory.track()
class Contenuto(models.Model):
    """Something published in a campaign: where, in which languages, and how many people it reached, when known."""

    campagna = models.ForeignKey(Campagna, models.PROTECT, verbose_name="campagna", related_name="contenuti")
    titolo = models.CharField("titolo", max_length=160)
    canale = models.CharField("dove", max_length=12, choices=Canale)
    lingue = ArrayField(models.CharField(max_length=30), verbose_name="lingue")
    pubblicato_il = models.DateField("pubblicato il")
    indirizzo = models.URLField("indirizzo", max_length=300, blank=True)
    raggiunti = models.PositiveIntegerField("persone raggiunte", null=True, blank=True)
    documento = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="file", null=True, blank=True, editable=False, related_name="+"
    )
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = ContenutoQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "contenuto", "contenuti"
        ordering = ["-pubblicato_il", "-pk"]
        indexes = [
            models.Index(fields=["-pubblicato_il", "-id"], name="contenuto_pubblicato"),
            models.Index(fields=["campagna", "-pubblicato_il", "-id"], name="contenuto_campagna"),
            models.Index(fields=["canale", "-pubblicato_il", "-id"], name="contenuto_canale"),
        ]
        constraints = [
            models.CheckConstraint(
                name="contenuto_con_lingua",
                condition=Q(lingue__len__gte=1),
                violation_error_message="Scrivi almeno una lingua.",
            )
        ]

    def __str__(self) -> str:
        return self.titolo


class ContattoQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "ContattoQuerySet":
        return self if utente.ha_ruolo(*TENGONO) else self.none()

    def la_vogliono(self) -> "ContattoQuerySet":
        """Who agreed, and did not change her mind."""
        return self.filter(confermato_alle__isnull=False, disiscritto_alle=None)


@pghistory.track()
class Contatto(models.Model):
    """An address that asked for the newsletter. ``codice`` is the secret of the links that confirm and unsubscribe."""

    dati_personali = True

    email = models.EmailField("e-mail")
    nome = models.CharField("nome", max_length=120, blank=True)
    destinatario = models.CharField("chi è", max_length=20, choices=Destinatario)
    codice = models.CharField(max_length=32, unique=True, editable=False)
    informativa = models.CharField("versione dell’informativa letta", max_length=20, editable=False)
    chiesto_alle = models.DateTimeField("chiesta alle", editable=False)
    confermato_alle = models.DateTimeField("confermata alle", null=True, blank=True, editable=False)
    disiscritto_alle = models.DateTimeField("disdetta alle", null=True, blank=True, editable=False)

    objects = ContattoQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "contatto", "contatti"
        ordering = ["email"]
        indexes = [models.Index(fields=["destinatario", "email"], name="contatto_destinatario")]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="contatto_email_unica",
                violation_error_message="Questo indirizzo è già fra i contatti.",
            ),
            models.CheckConstraint(
                name="contatto_date_in_ordine",
                condition=(Q(confermato_alle=None) | Q(confermato_alle__gte=F("chiesto_alle")))
                & (Q(disiscritto_alle=None) | Q(disiscritto_alle__gte=F("chiesto_alle"))),
                violation_error_message="Conferma e disdetta seguono la richiesta.",
            ),
        ]

    def __str__(self) -> str:
        return self.email


class NewsletterQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "NewsletterQuerySet":
        return self if utente.ha_ruolo(*VEDONO) else self.none()


@pghistory.track()
class Newsletter(models.Model):
    """A letter to those who agreed; ``destinatari`` empty means all of them. Sent by the worker, once to each."""

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    oggetto = models.CharField("oggetto", max_length=120)
    testo = models.TextField("testo", max_length=10_000)
    campagna = models.ForeignKey(
        Campagna, models.PROTECT, verbose_name="campagna", null=True, blank=True, related_name="newsletter"
    )
    destinatari = ArrayField(
        models.CharField(max_length=20, choices=Destinatario), verbose_name="a chi", default=list, blank=True
    )
    stato = models.CharField("stato", max_length=10, choices=StatoNewsletter, default=StatoNewsletter.BOZZA)
    creata_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    creata_il = models.DateField("scritta il", editable=False)
    inviata_alle = models.DateTimeField("inviata alle", null=True, blank=True, editable=False)
    lavoro = models.ForeignKey(Lavoro, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = NewsletterQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "newsletter", "newsletter"
        ordering = ["-creata_il", "-pk"]
        indexes = [
            models.Index(fields=["-creata_il", "-id"], name="newsletter_creata"),
            models.Index(fields=["stato", "-creata_il", "-id"], name="newsletter_stato"),
        ]
        constraints = [
            models.CheckConstraint(
                name="newsletter_inviata_con_ora",
                condition=Q(stato="INVIATA", inviata_alle__isnull=False)
                | (~Q(stato="INVIATA") & Q(inviata_alle=None)),
                violation_error_message="Una newsletter inviata dice quando.",
            ),
            models.CheckConstraint(
                name="newsletter_a_gruppi_conosciuti",
                condition=Q(destinatari__contained_by=Destinatario.values),
                violation_error_message="Scegli i gruppi dall'elenco.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="partita_ferma", when=pgtrigger.Before, operation=pgtrigger.Update, func=NEWSLETTER_FERMA
            )
        ]

    def __str__(self) -> str:
        return self.oggetto


class Spedizione(models.Model):
    """A newsletter to one address, and whether the mail server took it."""

    newsletter = models.ForeignKey(Newsletter, models.PROTECT, verbose_name="newsletter", related_name="spedizioni")
    contatto = models.ForeignKey(Contatto, models.PROTECT, verbose_name="contatto", related_name="+")
    stato = models.CharField("stato", max_length=12, choices=StatoSpedizione, default=StatoSpedizione.DA_INVIARE)
    mandata_alle = models.DateTimeField("mandata alle", null=True, blank=True)
    errore = models.CharField("perché no", max_length=300, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "spedizione", "spedizioni"
        ordering = ["newsletter", "pk"]
        indexes = [models.Index(fields=["newsletter", "stato", "id"], name="spedizione_stato")]
        constraints = [
            models.UniqueConstraint(
                name="spedizione_una_per_contatto",
                fields=["newsletter", "contatto"],
                violation_error_message="A questo indirizzo è già andata.",
            ),
            models.CheckConstraint(
                name="spedizione_inviata_con_ora",
                condition=Q(stato="INVIATA", mandata_alle__isnull=False)
                | (~Q(stato="INVIATA") & Q(mandata_alle=None)),
                violation_error_message="Una newsletter mandata dice quando.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="solo_a_chi_la_vuole",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("stato"),
                func=SOLO_A_CHI_LA_VUOLE,
            ),
            pgtrigger.Trigger(
                name="mandata_ferma", when=pgtrigger.Before, operation=pgtrigger.UpdateOf("stato"), func=MANDATA_FERMA
            ),
        ]

    def __str__(self) -> str:
        return f"{self.newsletter}, {self.contatto}"
