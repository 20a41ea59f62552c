from decimal import Decimal

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Concat, ExtractYear, Lower, NullIf, Upper

from rendicontazione.choices import Modalita, TipoAllegato, TipoDocumento
from rendicontazione.models.somme import congela_se_presentato, somma_nel_documento
from valdera_housing.choices import Ruolo
from valdera_housing.models import Convenzione, Documento, SenzaAccenti, Utente

CAMPI_CONGELATI = (
    "tipo",
    "fornitore",
    "partita_iva",
    "codice_fiscale",
    "numero",
    "data",
    "imponibile",
    "iva",
    "totale",
    "ritenuta",
    "eleggibile",
    "nota_credito_di_id",
    "file_sha256",
)


class DocumentoSpesaQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "DocumentoSpesaQuerySet":
        """The ETS sees its documents; the Unione and the auditor those with a share already presented."""
        if utente.ha_ruolo(Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS):
            return self
        if utente.ha_ruolo(Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE):
            return self.filter(presentato=True)
        return self.none()

    def cercati(self, testo: str) -> "DocumentoSpesaQuerySet":
        """By words of supplier, number or VAT number; accents and case do not matter."""
        trovati = self
        for parola in testo.replace("\x00", "").split():
            trovati = trovati.filter(cercabile__contains=SenzaAccenti(Lower(Value(parola))))
        return trovati


@pghistory.track(exclude=["cercabile", "identificativo", "da_ripartire", "ripartito", "pagato"])
class DocumentoSpesa(models.Model):
    """A bill, payslip or receipt of the ETS, typed by hand or read from a FatturaPA. Amounts in euro.

    Credit notes are negative. ``eleggibile`` is what may be claimed: taxable amount plus the VAT that the ETS
    does not recover (domain.md 6.3). ``ripartito`` (shares and other funders) and ``pagato`` are kept by triggers.
    """

    convenzione = models.ForeignKey(Convenzione, models.PROTECT, verbose_name="convenzione", related_name="+")
    tipo = models.CharField("tipo", max_length=12, choices=TipoDocumento)
    codice_tipo = models.CharField("tipo SdI", max_length=4, blank=True)
    fornitore = models.CharField("fornitore", max_length=200)
    partita_iva = models.CharField("partita IVA", max_length=28, blank=True)
    codice_fiscale = models.CharField("codice fiscale", max_length=16, blank=True)
    identificativo = models.GeneratedField(
        expression=Coalesce(NullIf(F("partita_iva"), Value("")), F("codice_fiscale")),
        output_field=models.CharField(max_length=28),
        db_persist=True,
    )
    numero = models.CharField("numero", max_length=60)
    data = models.DateField("data")
    imponibile = models.DecimalField("imponibile", max_digits=12, decimal_places=2)
    iva = models.DecimalField("IVA", max_digits=12, decimal_places=2, default=Decimal("0"))
    totale = models.DecimalField("totale", max_digits=12, decimal_places=2)
    ritenuta = models.DecimalField("ritenuta d'acconto", max_digits=12, decimal_places=2, default=Decimal("0"))
    eleggibile = models.DecimalField("importo rendicontabile", max_digits=12, decimal_places=2, editable=False)
    cup = models.CharField("CUP", max_length=15, blank=True)
    cig = models.CharField("CIG", max_length=10, blank=True)
    causale = models.TextField("causale", blank=True)
    avvisi = models.JSONField("avvisi della lettura", default=list, blank=True, editable=False)
    nota_credito_di = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="storna il documento",
        null=True,
        blank=True,
        related_name="note_credito",
    )
    file_sha256 = models.CharField("impronta del file", max_length=64, blank=True, editable=False)
    file_corpo = models.PositiveSmallIntegerField("corpo nel file", null=True, editable=False)
    origine = models.CharField(
        "costo della linea da cui nasce",
        max_length=80,
        unique=True,
        null=True,
        editable=False,
        error_messages={"unique": "Questo costo è già nei documenti di spesa."},
    )
    creato_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    creato_alle = models.DateTimeField("creato alle", auto_now_add=True)
    presentato = models.BooleanField("presentato", default=False, editable=False)
    ripartito = models.DecimalField("ripartito", max_digits=12, decimal_places=2, default=0, editable=False)
    pagato = models.DecimalField("pagato", max_digits=12, decimal_places=2, default=0, editable=False)
    da_ripartire = models.GeneratedField(
        expression=F("eleggibile") - F("ripartito"),
        output_field=models.DecimalField("da ripartire", max_digits=12, decimal_places=2),
        db_persist=True,
    )
    cercabile = models.GeneratedField(
        expression=SenzaAccenti(Lower(Concat(F("fornitore"), Value(" "), F("numero"), Value(" "), F("partita_iva")))),
        output_field=models.TextField(),
        db_persist=True,
    )
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = DocumentoSpesaQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "documento di spesa", "documenti di spesa"
        indexes = [
            models.Index(fields=["convenzione", "-data", "-id"], name="documento_per_data"),
            models.Index(fields=["presentato", "-data", "-id"], name="documento_presentato"),
            GinIndex(OpClass(F("cercabile"), name="gin_trgm_ops"), name="documento_cercabile"),
        ]
        constraints = [
            models.UniqueConstraint(
                "convenzione",
                Upper("identificativo"),
                Upper("numero"),
                ExtractYear("data"),
                "tipo",
                name="documento_mai_doppio",
                violation_error_message="Questo documento c'è già: stesso fornitore, numero, anno e tipo.",
            ),
            models.UniqueConstraint(
                fields=["convenzione", "file_sha256", "file_corpo"],
                condition=~Q(file_sha256=""),
                name="documento_file_mai_doppio",
                violation_error_message="Questo file è già stato caricato.",
            ),
            models.CheckConstraint(
                name="documento_ripartito_entro_il_rendicontabile",
                condition=Q(eleggibile__gte=0, ripartito__gte=0, ripartito__lte=F("eleggibile"))
                | Q(eleggibile__lt=0, ripartito__lte=0, ripartito__gte=F("eleggibile")),
                violation_error_message="Le quote, con gli altri finanziatori, superano l'importo rendicontabile.",
            ),
            models.CheckConstraint(
                name="documento_nota_di_credito_negativa",
                condition=Q(tipo=TipoDocumento.NOTA_CREDITO, totale__lte=0)
                | (~Q(tipo=TipoDocumento.NOTA_CREDITO) & Q(totale__gte=0)),
                violation_error_message="Una nota di credito ha importi negativi, gli altri documenti positivi.",
            ),
            models.CheckConstraint(
                name="documento_con_fornitore",
                condition=~Q(partita_iva="") | ~Q(codice_fiscale=""),
                violation_error_message="Scrivi la partita IVA o il codice fiscale del fornitore.",
            ),
        ]
        triggers = congela_se_presentato("documento", "id", CAMPI_CONGELATI)

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} {self.numero} di {self.fornitore}"


class AllegatoSpesa(models.Model):
    """A file of the document: the original, the time sheet, the report of the work done…"""

    documento_spesa = models.ForeignKey(DocumentoSpesa, models.CASCADE, related_name="allegati")
    documento = models.ForeignKey(Documento, models.PROTECT, related_name="+")
    tipo = models.CharField("tipo", max_length=14, choices=TipoAllegato)

    class Meta:
        verbose_name, verbose_name_plural = "allegato", "allegati"
        ordering = ["pk"]
        triggers = congela_se_presentato("allegato", "documento_spesa_id", solo_eliminazione=True)

    def __str__(self) -> str:
        return f"{self.get_tipo_display()}: {self.documento}"


@pghistory.track()
class Pagamento(models.Model):
    """Money that left the account for a document, with its value date and proof."""

    documento_spesa = models.ForeignKey(DocumentoSpesa, models.CASCADE, related_name="pagamenti")
    data_valuta = models.DateField("data valuta")
    importo = models.DecimalField("importo", max_digits=12, decimal_places=2)
    modalita = models.CharField("modalità", max_length=13, choices=Modalita, default=Modalita.BONIFICO)
    riferimento = models.CharField("CRO o riferimento", max_length=60, blank=True)
    prova = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="contabile", null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name, verbose_name_plural = "pagamento", "pagamenti"
        ordering = ["data_valuta", "pk"]
        constraints = [
            models.CheckConstraint(
                name="pagamento_positivo",
                condition=Q(importo__gt=0),
                violation_error_message="Un pagamento ha un importo maggiore di zero.",
            )
        ]
        triggers = [
            *somma_nel_documento("pagato", "riga.importo"),
            *congela_se_presentato("pagamento", "documento_spesa_id"),
        ]

    def __str__(self) -> str:
        return f"{self.get_modalita_display()} del {self.data_valuta:%d/%m/%Y}"


@pghistory.track()
class AltroFinanziamento(models.Model):
    """What another funder already pays of the same document (double funding, domain.md 6.9)."""

    documento_spesa = models.ForeignKey(DocumentoSpesa, models.CASCADE, related_name="altri_finanziamenti")
    ente = models.CharField("ente finanziatore", max_length=120)
    progetto = models.CharField("progetto", max_length=160)
    importo = models.DecimalField("importo", max_digits=12, decimal_places=2)

    class Meta:
        verbose_name, verbose_name_plural = "altro finanziamento", "altri finanziamenti"
        constraints = [
            models.CheckConstraint(
                name="altro_finanziamento_positivo",
                condition=Q(importo__gt=0),
                violation_error_message="Il finanziamento di un altro ente è maggiore di zero.",
            )
        ]
        triggers = [
            *somma_nel_documento("ripartito", "riga.importo"),
            *congela_se_presentato("altro_finanziamento", "documento_spesa_id"),
        ]

    def __str__(self) -> str:
        return f"{self.ente}: {self.progetto}"
