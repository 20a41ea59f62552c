import pghistory
from django.db import models
from django.db.models import F, Q

from sportello.choices import Beneficiario, CausaIncolpevole, ModalitaMisura, Risposta, StatoDomanda
from sportello.models.misura import DocumentoMisura, Misura, RequisitoMisura, VocePunteggio
from sportello.models.sfratto import Sfratto
from valdera_housing.models import Caso, Documento, Isee, Persona, Utente, dei_nuclei_seguiti

AMMESSE = ["AMMESSA", "FINANZIATA", "NON_FINANZIATA", "LIQUIDATA"]
CONCLUSE = ["ESCLUSA", "LIQUIDATA", "CHIUSA", "RITIRATA"]


class DomandaMisuraQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "DomandaMisuraQuerySet":
        return self.filter(dei_nuclei_seguiti(utente, "caso__nucleo"))

    def aperte(self) -> "DomandaMisuraQuerySet":
        return self.exclude(stato__in=CONCLUSE)


@pghistory.track()
class DomandaMisura(models.Model):
    """A household that applies for a measure: what it declares, what was checked, what was granted and paid, in euro.

    Declared facts are empty until they are known: a requirement that needs one says «manca». Percentages are 0–100.
    """

    dati_personali = True

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    misura = models.ForeignKey(Misura, models.PROTECT, verbose_name="misura", related_name="+")
    caso = models.ForeignKey(Caso, models.PROTECT, verbose_name="caso", related_name="+")
    richiedente = models.ForeignKey(Persona, models.PROTECT, verbose_name="chi la chiede", related_name="+")
    sfratto = models.ForeignKey(
        Sfratto, models.PROTECT, verbose_name="sfratto", null=True, blank=True, related_name="+"
    )
    isee = models.ForeignKey(Isee, models.PROTECT, verbose_name="ISEE", null=True, blank=True, related_name="+")
    aperta_il = models.DateField("aperta il")
    presentata_il = models.DateField("presentata il", null=True, blank=True)
    protocollo = models.CharField("protocollo", max_length=40, blank=True)
    stato = models.CharField("stato", max_length=16, choices=StatoDomanda, default=StatoDomanda.BOZZA)
    modalita = models.CharField("per che cosa", max_length=20, choices=ModalitaMisura, blank=True)

    # What the household declares.
    cittadinanza_o_permesso = models.BooleanField("cittadinanza o permesso valido", null=True, blank=True)
    residente_dal = models.DateField("residente nell'alloggio dal", null=True, blank=True)
    residenza_o_lavoro = models.BooleanField("residenza o lavoro in uno dei comuni", null=True, blank=True)
    contratto_registrato = models.BooleanField("contratto registrato", null=True, blank=True)
    categoria_catastale = models.CharField("categoria catastale", max_length=5, blank=True)
    alloggio_erp = models.BooleanField("l'alloggio è una casa popolare", null=True, blank=True)
    canone_annuo = models.DecimalField(
        "canone annuo senza oneri", max_digits=12, decimal_places=2, null=True, blank=True
    )
    reddito_prima = models.DecimalField(
        "reddito annuo prima del calo", max_digits=12, decimal_places=2, null=True, blank=True
    )
    reddito_dopo = models.DecimalField(
        "reddito annuo di adesso", max_digits=12, decimal_places=2, null=True, blank=True
    )
    causa = models.CharField("perché il reddito è calato", max_length=20, choices=CausaIncolpevole, blank=True)
    causa_del = models.DateField("dal", null=True, blank=True)
    quota_proprieta = models.DecimalField(
        "quota di proprietà di una casa, %", max_digits=5, decimal_places=2, null=True, blank=True
    )
    alloggio_vicino = models.BooleanField("possiede una casa adeguata vicina", null=True, blank=True)
    patrimonio_immobiliare = models.DecimalField(
        "altri immobili", max_digits=12, decimal_places=2, null=True, blank=True
    )
    patrimonio_mobiliare = models.DecimalField(
        "patrimonio mobiliare", max_digits=12, decimal_places=2, null=True, blank=True
    )
    dichiarazione = models.BooleanField("dichiara quanto chiede il bando", null=True, blank=True)

    # What is asked, granted and paid.
    importo_morosita = models.DecimalField("canoni arretrati", max_digits=12, decimal_places=2, null=True, blank=True)
    spese_legali = models.DecimalField("spese legali", max_digits=10, decimal_places=2, null=True, blank=True)
    nuovo_canone = models.DecimalField(
        "canone mensile della nuova casa", max_digits=10, decimal_places=2, null=True, blank=True
    )
    deposito = models.DecimalField("deposito della nuova casa", max_digits=10, decimal_places=2, null=True, blank=True)
    agenzia = models.DecimalField("spese di agenzia", max_digits=10, decimal_places=2, null=True, blank=True)
    importo_richiesto = models.DecimalField("importo chiesto", max_digits=12, decimal_places=2, null=True, blank=True)
    importo_ammesso = models.DecimalField("importo ammesso", max_digits=12, decimal_places=2, null=True, blank=True)
    spiegazione = models.CharField("come si è calcolato", max_length=1000, blank=True)
    beneficiario = models.CharField("a chi si paga", max_length=20, choices=Beneficiario, blank=True)
    pagare_a = models.CharField("nome di chi è pagato", max_length=160, blank=True)
    accettazione_il = models.DateField("accettata dal proprietario il", null=True, blank=True)
    accettazione = models.ForeignKey(
        Documento,
        models.PROTECT,
        verbose_name="accettazione del proprietario",
        null=True,
        blank=True,
        related_name="+",
    )
    commissione_il = models.DateField("commissione del", null=True, blank=True)
    motivo = models.CharField("motivo", max_length=500, blank=True)
    integrare_entro = models.DateField("integrare entro il", null=True, blank=True)
    liquidata_il = models.DateField("pagata il", null=True, blank=True)
    importo_liquidato = models.DecimalField("importo pagato", max_digits=12, decimal_places=2, null=True, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = DomandaMisuraQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "domanda", "domande"
        ordering = ["-aperta_il", "-pk"]
        indexes = [
            models.Index(fields=["stato", "-aperta_il", "-id"], name="domanda_stato"),
            models.Index(fields=["-aperta_il", "-id"], name="domanda_aperta"),
            models.Index(fields=["misura", "-aperta_il"], name="domanda_misura"),
            models.Index(fields=["caso", "-aperta_il"], name="domanda_caso"),
            models.Index(fields=["presentata_il"], name="domanda_presentata"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="domanda_una_aperta",
                fields=["caso", "misura"],
                condition=~Q(stato__in=CONCLUSE),
                violation_error_message="Questo nucleo ha già una domanda aperta per questa misura.",
            ),
            models.CheckConstraint(
                name="domanda_presentata_con_data",
                condition=Q(stato__in=["BOZZA", "RITIRATA"])
                | Q(presentata_il__isnull=False, presentata_il__gte=F("aperta_il")),
                violation_error_message="Una domanda presentata ha la data, non prima di quando è stata aperta.",
            ),
            models.CheckConstraint(
                name="domanda_ammessa_con_importo",
                condition=~Q(stato__in=AMMESSE) | Q(importo_ammesso__isnull=False, importo_ammesso__gte=0),
                violation_error_message="Una domanda ammessa ha il suo importo.",
            ),
            models.CheckConstraint(
                name="domanda_esclusa_con_motivo",
                condition=~Q(stato__in=["ESCLUSA", "INTEGRAZIONE", "NON_FINANZIATA"]) | ~Q(motivo=""),
                violation_error_message="Scrivi il motivo.",
            ),
            models.CheckConstraint(
                name="domanda_liquidata_entro_l_ammesso",
                condition=Q(importo_liquidato=None)
                | Q(
                    importo_ammesso__isnull=False,
                    liquidata_il__isnull=False,
                    importo_liquidato__gt=0,
                    importo_liquidato__lte=F("importo_ammesso"),
                ),
                violation_error_message="Non si paga più dell'importo ammesso, e il pagamento ha la sua data.",
            ),
            models.CheckConstraint(
                name="domanda_liquidata_con_importo",
                condition=~Q(stato="LIQUIDATA") | Q(importo_liquidato__isnull=False),
                violation_error_message="Una domanda pagata ha l'importo pagato.",
            ),
            models.CheckConstraint(
                name="domanda_proprietario_ha_accettato",
                condition=~Q(stato="LIQUIDATA", beneficiario__in=["PROPRIETARIO", "NUOVO_PROPRIETARIO"])
                | Q(accettazione_il__isnull=False),
                violation_error_message="Il proprietario si paga solo dopo la sua accettazione firmata.",
            ),
            models.CheckConstraint(
                name="domanda_quota_percentuale",
                condition=Q(quota_proprieta=None) | Q(quota_proprieta__range=(0, 100)),
                violation_error_message="La quota di proprietà va da 0 a 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"Domanda {self.numero}"


class EsitoRequisitoMisura(models.Model):
    """What a requirement said when the application was admitted or excluded: old files keep their thresholds."""

    dati_personali = True

    domanda = models.ForeignKey(DomandaMisura, models.PROTECT, related_name="esiti")
    requisito = models.ForeignKey(RequisitoMisura, models.PROTECT, verbose_name="requisito", related_name="+")
    risposta = models.CharField("risposta", max_length=6, choices=Risposta)
    testo = models.CharField("motivo", max_length=300)

    class Meta:
        verbose_name, verbose_name_plural = "esito di un requisito", "esiti dei requisiti"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="esito_misura_una_volta",
                fields=["domanda", "requisito"],
                violation_error_message="Questo requisito è già stato verificato.",
            )
        ]

    def __str__(self) -> str:
        return self.testo


@pghistory.track()
class FileDomanda(models.Model):
    """A file of an application; ``richiesto`` says which paper of the measure it is."""

    dati_personali = True

    domanda = models.ForeignKey(DomandaMisura, models.PROTECT, verbose_name="domanda", related_name="file")
    richiesto = models.ForeignKey(
        DocumentoMisura, models.PROTECT, verbose_name="documento richiesto", null=True, blank=True, related_name="+"
    )
    nome = models.CharField("che cos'è", max_length=160)
    documento = models.ForeignKey(Documento, models.PROTECT, verbose_name="file", related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "documento della domanda", "documenti della domanda"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.nome


@pghistory.track()
class PuntoDomanda(models.Model):
    """A line of the ERP scale that an application claims; ``quantita`` is years for the lines counted by year."""

    dati_personali = True

    domanda = models.ForeignKey(DomandaMisura, models.PROTECT, verbose_name="domanda", related_name="punti")
    voce = models.ForeignKey(VocePunteggio, models.PROTECT, verbose_name="condizione", related_name="+")
    quantita = models.PositiveSmallIntegerField("anni", default=1)

    class Meta:
        verbose_name, verbose_name_plural = "punteggio della domanda", "punteggi della domanda"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="punto_domanda_una_volta",
                fields=["domanda", "voce"],
                violation_error_message="Questa condizione è già nella domanda.",
            ),
            models.CheckConstraint(
                name="punto_domanda_quantita_positiva",
                condition=Q(quantita__range=(1, 50)),
                violation_error_message="Gli anni vanno da 1 a 50.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.voce)
