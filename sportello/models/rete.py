from datetime import date, timedelta

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Lower

from sportello.choices import AiutoOfferto, EsitoPercorso, StatoPercorso, TipoRisorsa, TipoTirocinio
from valdera_housing.models import Caso, Comune, Documento, Persona, SenzaAccenti, Utente, dei_nuclei_seguiti


class RisorsaTerritorioQuerySet(models.QuerySet):
    def vecchie(self, giorno: date, giorni: int) -> "RisorsaTerritorioQuerySet":
        """In use and not looked at for more than so many days."""
        return self.filter(attiva=True, aggiornata_il__lt=giorno - timedelta(days=giorni))

    def cercate(self, testo: str) -> "RisorsaTerritorioQuerySet":
        trovate = self
        for parola in testo.replace("\x00", "").split():
            trovate = trovate.filter(cercabile__contains=SenzaAccenti(Lower(Value(parola))))
        return trovate


@pghistory.track(exclude=["cercabile"])
class RisorsaTerritorio(models.Model):
    """Who helps on the territory, with what, and when somebody last checked that it is still so."""

    nome = models.CharField("nome", max_length=160)
    tipo = models.CharField("tipo", max_length=20, choices=TipoRisorsa)
    comune = models.ForeignKey(Comune, models.PROTECT, verbose_name="comune", null=True, blank=True, related_name="+")
    indirizzo = models.CharField("indirizzo", max_length=160, blank=True)
    telefono = models.CharField("telefono", max_length=30, blank=True)
    email = models.EmailField("e-mail", blank=True)
    sito = models.URLField("sito", blank=True)
    referente = models.CharField("persona di contatto", max_length=120, blank=True)
    aiuti = ArrayField(models.CharField(max_length=12, choices=AiutoOfferto), verbose_name="che cosa offre")
    descrizione = models.CharField("come funziona", max_length=1000, blank=True)
    aggiornata_il = models.DateField("controllata il")
    attiva = models.BooleanField("attiva", default=True)
    cercabile = models.GeneratedField(
        expression=SenzaAccenti(Lower(F("nome"))), output_field=models.TextField(), db_persist=True
    )
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = RisorsaTerritorioQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "risorsa del territorio", "risorse del territorio"
        ordering = ["nome", "pk"]
        indexes = [
            models.Index(fields=["cercabile", "id"], name="risorsa_in_ordine"),
            models.Index(fields=["tipo", "cercabile", "id"], name="risorsa_tipo"),
            models.Index(fields=["comune", "cercabile", "id"], name="risorsa_comune"),
            models.Index(fields=["aggiornata_il", "id"], name="risorsa_aggiornata"),
            GinIndex(fields=["aiuti"], name="risorsa_aiuti"),
            GinIndex(OpClass(F("cercabile"), name="gin_trgm_ops"), name="risorsa_per_nome"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="risorsa_una_per_comune",
                fields=["cercabile", "comune"],
                nulls_distinct=False,
                violation_error_message="In questo comune c'è già una risorsa con questo nome.",
            ),
            models.CheckConstraint(
                name="risorsa_con_aiuti",
                condition=Q(aiuti__len__gte=1, aiuti__contained_by=AiutoOfferto.values),
                violation_error_message="Scegli almeno un aiuto dall'elenco.",
            ),
        ]

    def __str__(self) -> str:
        return self.nome


class ImpegnoRisorsaQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "ImpegnoRisorsaQuerySet":
        return self.filter(dei_nuclei_seguiti(utente, "caso__nucleo"))


@pghistory.track()
class ImpegnoRisorsa(models.Model):
    """Who does what on the path of a household."""

    dati_personali = True

    caso = models.ForeignKey(Caso, models.PROTECT, verbose_name="caso", related_name="+")
    risorsa = models.ForeignKey(RisorsaTerritorio, models.PROTECT, verbose_name="chi", related_name="impegni")
    che_cosa = models.CharField("che cosa fa", max_length=300)
    dal = models.DateField("dal")
    al = models.DateField("al", null=True, blank=True)
    esito = models.CharField("com'è andata", max_length=300, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = ImpegnoRisorsaQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "impegno della rete", "impegni della rete"
        ordering = ["-dal", "-pk"]
        indexes = [models.Index(fields=["caso", "-dal"], name="impegno_del_caso")]
        constraints = [
            models.CheckConstraint(
                name="impegno_date_in_ordine",
                condition=Q(al=None) | Q(al__gte=F("dal")),
                violation_error_message="La fine non può precedere l'inizio.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.risorsa}: {self.che_cosa}"


@pghistory.track()
class OpportunitaLavoro(models.Model):
    """A job, an internship or a course that somebody on the territory offers."""

    risorsa = models.ForeignKey(RisorsaTerritorio, models.PROTECT, verbose_name="chi la offre", related_name="offerte")
    ruolo = models.CharField("che lavoro è", max_length=160)
    comune = models.ForeignKey(Comune, models.PROTECT, verbose_name="dove", null=True, blank=True, related_name="+")
    requisiti = models.CharField("che cosa serve", max_length=500, blank=True)
    posti = models.PositiveSmallIntegerField("posti", default=1)
    pubblicata_il = models.DateField("pubblicata il")
    scade_il = models.DateField("scade il", null=True, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "opportunità di lavoro", "opportunità di lavoro"
        ordering = ["-pubblicata_il", "-pk"]
        indexes = [
            models.Index(fields=["-pubblicata_il", "-id"], name="opportunita_data"),
            models.Index(fields=["scade_il", "id"], name="opportunita_scade"),
        ]
        constraints = [
            models.CheckConstraint(
                name="opportunita_date_e_posti",
                condition=Q(posti__gte=1) & (Q(scade_il=None) | Q(scade_il__gte=F("pubblicata_il"))),
                violation_error_message="Almeno un posto, e la scadenza dopo la pubblicazione.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ruolo}, {self.risorsa}"


class PercorsoLavoroQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "PercorsoLavoroQuerySet":
        return self.filter(dei_nuclei_seguiti(utente, "caso__nucleo"))


@pghistory.track()
class PercorsoLavoro(models.Model):
    """The way of a person to work: registration at the job centre, pact, internship or course, outcome.

    ``indennita`` is euro a month.
    """

    dati_personali = True

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    caso = models.ForeignKey(Caso, models.PROTECT, verbose_name="caso", related_name="+")
    persona = models.ForeignKey(Persona, models.PROTECT, verbose_name="persona", related_name="+")
    aperto_il = models.DateField("iniziato il")
    obiettivo = models.CharField("che cosa si cerca", max_length=300)
    did_il = models.DateField("iscritta al centro per l'impiego (DID) il", null=True, blank=True)
    patto_il = models.DateField("patto di servizio del", null=True, blank=True)
    opportunita = models.ForeignKey(
        OpportunitaLavoro, models.PROTECT, verbose_name="opportunità", null=True, blank=True, related_name="+"
    )
    tirocinio = models.CharField("tirocinio", max_length=16, choices=TipoTirocinio, default=TipoTirocinio.NESSUNO)
    ospitante = models.ForeignKey(
        RisorsaTerritorio, models.PROTECT, verbose_name="dove si svolge", null=True, blank=True, related_name="+"
    )
    tirocinio_dal = models.DateField("tirocinio dal", null=True, blank=True)
    tirocinio_al = models.DateField("tirocinio al", null=True, blank=True)
    indennita = models.DecimalField("indennità al mese", max_digits=8, decimal_places=2, null=True, blank=True)
    corso = models.CharField("corso", max_length=160, blank=True)
    stato = models.CharField("stato", max_length=10, choices=StatoPercorso, default=StatoPercorso.ATTIVO)
    esito = models.CharField("esito", max_length=12, choices=EsitoPercorso, blank=True)
    concluso_il = models.DateField("concluso il", null=True, blank=True)
    nota = models.CharField("nota", max_length=500, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = PercorsoLavoroQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "percorso di lavoro", "percorsi di lavoro"
        ordering = ["-aperto_il", "-pk"]
        indexes = [
            models.Index(fields=["stato", "-aperto_il", "-id"], name="percorso_stato"),
            models.Index(fields=["-aperto_il", "-id"], name="percorso_data"),
            models.Index(fields=["esito", "concluso_il"], name="percorso_esito"),
            models.Index(fields=["caso", "-aperto_il"], name="percorso_caso"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="percorso_uno_attivo_per_persona",
                fields=["persona"],
                condition=Q(stato="ATTIVO"),
                violation_error_message="Questa persona ha già un percorso in corso.",
            ),
            models.CheckConstraint(
                name="percorso_concluso_con_esito",
                condition=Q(stato="ATTIVO", esito="", concluso_il=None)
                | (Q(stato="CONCLUSO", concluso_il__isnull=False, concluso_il__gte=F("aperto_il")) & ~Q(esito="")),
                violation_error_message="Un percorso si conclude con l'esito e il giorno.",
            ),
            models.CheckConstraint(
                name="percorso_tirocinio_intero",
                condition=Q(tirocinio="NESSUNO", tirocinio_dal=None, tirocinio_al=None)
                | (
                    ~Q(tirocinio="NESSUNO")
                    & Q(tirocinio_dal__isnull=False)
                    & (Q(tirocinio_al=None) | Q(tirocinio_al__gte=F("tirocinio_dal")))
                ),
                violation_error_message="Un tirocinio ha il giorno di inizio, e la fine viene dopo.",
            ),
            models.CheckConstraint(
                name="percorso_indennita_non_negativa",
                condition=Q(indennita=None) | Q(indennita__gte=0),
                violation_error_message="L'indennità non è negativa.",
            ),
        ]

    def __str__(self) -> str:
        return f"Percorso {self.numero}"


@pghistory.track()
class IncontroTavolo(models.Model):
    """A meeting of the SdS table with companies and agencies: who was there, what was said and decided."""

    giorno = models.DateField("giorno")
    luogo = models.CharField("dove", max_length=160, blank=True)
    ordine_del_giorno = models.CharField("ordine del giorno", max_length=500)
    presenti = models.ManyToManyField(RisorsaTerritorio, verbose_name="chi c'era", blank=True, related_name="+")
    altri_presenti = models.CharField("altri presenti", max_length=300, blank=True)
    resoconto = models.CharField("che cosa si è detto", max_length=4000, blank=True)
    decisioni = models.CharField("che cosa si è deciso", max_length=2000, blank=True)
    verbale = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="verbale", null=True, blank=True, related_name="+"
    )
    scritto_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="scritto da", related_name="+"
    )
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "incontro del tavolo", "incontri del tavolo"
        ordering = ["-giorno", "-pk"]
        indexes = [models.Index(fields=["-giorno", "-id"], name="tavolo_giorno")]
        constraints = [
            models.CheckConstraint(
                name="tavolo_con_ordine_del_giorno",
                condition=~Q(ordine_del_giorno=""),
                violation_error_message="Scrivi l'ordine del giorno.",
            )
        ]

    def __str__(self) -> str:
        return f"Tavolo del {self.giorno:%d/%m/%Y}"
