import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from gestore.choices import MezzoDisdetta, ModelloIntervento, MotivoDisdetta, Parte, StatoIstat
from gestore.models.istat import IndiceFoi
from valdera_housing.models import Contratto, Documento, FasciaAccordo, Utente

NON_SI_SUBLOCA = """
    IF NEW.sublocazione_autorizzata AND (SELECT tipo FROM valdera_housing_contratto WHERE id = NEW.contratto_id)
       IN ('TRANSITORIO', 'STUDENTI') THEN
        RAISE EXCEPTION 'Un contratto transitorio o per studenti vieta la sublocazione (DM 16/1/2017).'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'locazione_tipo_che_vieta';
    END IF;
    RETURN NEW;
"""


class LocazioneQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "LocazioneQuerySet":
        return self.filter(contratto__in=Contratto.objects.visibili_a(utente))


@pghistory.track()
class Locazione(models.Model):
    """What the gestore adds to the contract with the owner: consent to sublet, band, certificate, renewal rules."""

    contratto = models.OneToOneField(Contratto, models.PROTECT, verbose_name="contratto", related_name="+")
    modello_intervento = models.CharField(
        "modello", max_length=26, choices=ModelloIntervento, default=ModelloIntervento.SUBLOCAZIONE
    )
    durata_anni = models.PositiveSmallIntegerField("durata in anni", null=True, blank=True)
    rinnovo_anni = models.PositiveSmallIntegerField("rinnovo in anni", null=True, blank=True)
    esigenza_transitoria = models.CharField("esigenza transitoria documentata", max_length=300, blank=True)
    sublocazione_autorizzata = models.BooleanField("il proprietario consente di sublocare", default=False)
    consenso = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="clausola o consenso scritto", null=True, blank=True, related_name="+"
    )
    fascia = models.ForeignKey(
        FasciaAccordo, models.PROTECT, verbose_name="fascia dell'accordo", null=True, blank=True, related_name="+"
    )
    maggiorazione_pct = models.DecimalField("maggiorazione, %", max_digits=5, decimal_places=2, default=0)
    canone_minimo = models.DecimalField(
        "canone minimo della fascia", max_digits=10, decimal_places=2, null=True, blank=True
    )
    canone_massimo = models.DecimalField(
        "canone massimo della fascia", max_digits=10, decimal_places=2, null=True, blank=True
    )
    deroga_motivata = models.CharField("perché il canone è fuori dalla fascia", max_length=300, blank=True)
    attestazione_ente = models.CharField("attestazione rilasciata da", max_length=160, blank=True)
    attestazione_numero = models.CharField("numero dell'attestazione", max_length=40, blank=True)
    attestazione_il = models.DateField("attestazione del", null=True, blank=True)
    attestazione_documento = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="attestazione", null=True, blank=True, related_name="+"
    )
    iban_proprietario = models.CharField("IBAN su cui si paga il canone", max_length=34, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = LocazioneQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "locazione", "locazioni"
        constraints = [
            models.CheckConstraint(
                name="locazione_consenso_documentato",
                condition=Q(sublocazione_autorizzata=False) | Q(consenso__isnull=False),
                violation_error_message="Il consenso a sublocare si prova con la clausola o con un documento scritto.",
            ),
            models.CheckConstraint(
                name="locazione_fascia_completa",
                condition=Q(canone_minimo=None, canone_massimo=None)
                | Q(canone_minimo__isnull=False, canone_minimo__gt=0, canone_massimo__isnull=False)
                & Q(canone_massimo__gte=F("canone_minimo")),
                violation_error_message="Della fascia si scrivono insieme canone minimo e massimo.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="tipo_che_vieta",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=NON_SI_SUBLOCA,
            )
        ]

    def __str__(self) -> str:
        return f"Locazione {self.contratto.numero}"


@pghistory.track()
class Disdetta(models.Model):
    """A notice of termination of a contract, with the verdict on its date of receipt (L. 431/1998 art. 2-3)."""

    contratto = models.ForeignKey(Contratto, models.PROTECT, verbose_name="contratto", related_name="+")
    parte = models.CharField("chi disdice", max_length=10, choices=Parte)
    mezzo = models.CharField("mezzo", max_length=12, choices=MezzoDisdetta)
    inviata_il = models.DateField("inviata il")
    ricevuta_il = models.DateField("ricevuta il")
    motivo = models.CharField("motivo (art. 3)", max_length=14, choices=MotivoDisdetta, blank=True)
    gravi_motivi = models.CharField("gravi motivi del conduttore", max_length=300, blank=True)
    valida = models.BooleanField("valida")
    efficace_dal = models.DateField("il contratto finisce il", null=True, blank=True)
    spiegazione = models.CharField("spiegazione", max_length=500)
    documento = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="lettera", null=True, blank=True, related_name="+"
    )
    ritirata_il = models.DateField("ritirata il", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "disdetta", "disdette"
        ordering = ["-ricevuta_il", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="disdetta_una_aperta",
                fields=["contratto"],
                condition=Q(ritirata_il=None, valida=True),
                violation_error_message="Questo contratto è già disdettato.",
            ),
            models.CheckConstraint(
                name="disdetta_ricevuta_dopo_l_invio",
                condition=Q(ricevuta_il__gte=F("inviata_il")),
                violation_error_message="Una disdetta non si riceve prima di essere inviata.",
            ),
            models.CheckConstraint(
                name="disdetta_valida_con_fine",
                condition=Q(valida=False) | Q(efficace_dal__isnull=False),
                violation_error_message="Una disdetta valida dice quando finisce il contratto.",
            ),
        ]

    def __str__(self) -> str:
        return f"Disdetta del {self.ricevuta_il:%d/%m/%Y}"


@pghistory.track()
class Proroga(models.Model):
    """An extension of a contract: tacit renewal or agreed, with its RLI within 30 days."""

    contratto = models.ForeignKey(Contratto, models.PROTECT, verbose_name="contratto", related_name="+")
    fine_precedente = models.DateField("finiva il")
    nuova_fine = models.DateField("ora finisce il")
    motivo = models.CharField("perché", max_length=300)
    decisa_il = models.DateField("decisa il")
    registrata_il = models.DateField("registrata il", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "proroga", "proroghe"
        ordering = ["-nuova_fine"]
        constraints = [
            models.CheckConstraint(
                name="proroga_allunga",
                condition=Q(nuova_fine__gt=F("fine_precedente")),
                violation_error_message="Una proroga allunga il contratto.",
            )
        ]

    def __str__(self) -> str:
        return f"Proroga al {self.nuova_fine:%d/%m/%Y}"


SENZA_CEDOLARE = """
    IF (SELECT cedolare FROM valdera_housing_contratto WHERE id = NEW.contratto_id) THEN
        RAISE EXCEPTION 'Con la cedolare secca il canone non si aggiorna (d.lgs. 23/2011 art. 3 c. 11).'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'istat_senza_cedolare';
    END IF;
    RETURN NEW;
"""


@pghistory.track()
class AggiornamentoIstat(models.Model):
    """A rent update proposed, then applied or not, with the figures that explain it. Rents in euro a month."""

    contratto = models.ForeignKey(Contratto, models.PROTECT, verbose_name="contratto", related_name="+")
    dal = models.DateField("vale dal")
    indice = models.ForeignKey(IndiceFoi, models.PROTECT, verbose_name="indice FOI", related_name="+")
    quota_pct = models.DecimalField("quota applicata, %", max_digits=5, decimal_places=2)
    canone_prima = models.DecimalField("canone prima", max_digits=10, decimal_places=2)
    canone_dopo = models.DecimalField("canone dopo", max_digits=10, decimal_places=2)
    stato = models.CharField("stato", max_length=10, choices=StatoIstat, default=StatoIstat.PROPOSTO)
    notificato_il = models.DateField("comunicato il", null=True, blank=True)
    nota = models.CharField("nota", max_length=300, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "aggiornamento ISTAT", "aggiornamenti ISTAT"
        ordering = ["-dal"]
        constraints = [
            models.UniqueConstraint(
                name="istat_uno_per_data",
                fields=["contratto", "dal"],
                violation_error_message="C'è già un aggiornamento da quel giorno.",
            ),
            models.CheckConstraint(
                name="istat_mai_in_meno",
                condition=Q(canone_dopo__gte=F("canone_prima"), canone_prima__gt=0),
                violation_error_message="L'aggiornamento ISTAT non abbassa il canone.",
            ),
            models.CheckConstraint(
                name="istat_applicato_se_comunicato",
                condition=~Q(stato="APPLICATO") | Q(notificato_il__isnull=False),
                violation_error_message="L'aggiornamento vale solo se è stato comunicato: scrivi quando.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="senza_cedolare",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=SENZA_CEDOLARE,
            )
        ]

    def __str__(self) -> str:
        return f"Canone {self.canone_dopo} dal {self.dal:%d/%m/%Y}"
