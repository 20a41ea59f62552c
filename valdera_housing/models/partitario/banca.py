import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower

from valdera_housing.choices import FormatoEstratto, Ruolo
from valdera_housing.models.anagrafe.persona import SenzaAccenti
from valdera_housing.models.archivio.documento import Documento
from valdera_housing.models.ente.utente import Utente

VEDONO_LA_BANCA = (Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE)


class ContoBancario(models.Model):
    """A bank account of the ETS. ``dedicato`` is the account of the guarantee fund (domain.md 3)."""

    nome = models.CharField("nome", max_length=80)
    iban = models.CharField("IBAN", max_length=34, unique=True)
    dedicato = models.BooleanField("conto dedicato del fondo", default=False)

    class Meta:
        verbose_name, verbose_name_plural = "conto bancario", "conti bancari"
        ordering = ["nome"]
        constraints = [
            models.CheckConstraint(
                name="conto_iban_scritto_bene",
                condition=Q(iban__regex=r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"),
                violation_error_message="L'IBAN comincia con due lettere e due cifre, senza spazi.",
            )
        ]

    def __str__(self) -> str:
        return self.nome


class EstrattoConto(models.Model):
    """A bank statement as it was imported: the file, the days, the balances, how many lines were new."""

    conto = models.ForeignKey(ContoBancario, models.PROTECT, verbose_name="conto", related_name="estratti")
    documento = models.ForeignKey(Documento, models.PROTECT, verbose_name="file", related_name="+")
    formato = models.CharField("formato", max_length=7, choices=FormatoEstratto)
    dal = models.DateField("dal")
    al = models.DateField("al")
    saldo_iniziale = models.DecimalField("saldo iniziale", max_digits=12, decimal_places=2, null=True)
    saldo_finale = models.DecimalField("saldo finale", max_digits=12, decimal_places=2, null=True)
    movimenti_nuovi = models.PositiveIntegerField("movimenti nuovi", default=0)
    movimenti_gia_presenti = models.PositiveIntegerField("movimenti già presenti", default=0)
    avvisi = models.JSONField("avvisi della lettura", default=list, blank=True)
    importato_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    importato_alle = models.DateTimeField("importato alle", auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = "estratto conto", "estratti conto"
        ordering = ["-importato_alle", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="estratto_date_in_ordine",
                condition=Q(al__gte=F("dal")),
                violation_error_message="L'estratto conto non può finire prima di cominciare.",
            )
        ]

    def __str__(self) -> str:
        return f"Estratto {self.conto} {self.dal:%d/%m/%Y}–{self.al:%d/%m/%Y}"


class MovimentoBancarioQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "MovimentoBancarioQuerySet":
        return self if utente.ha_ruolo(*VEDONO_LA_BANCA) else self.none()

    def da_abbinare(self) -> "MovimentoBancarioQuerySet":
        return self.filter(abbinato=False, ignorato_perche="")

    def cercati(self, testo: str) -> "MovimentoBancarioQuerySet":
        trovati = self
        for parola in testo.replace("\x00", "").split():
            trovati = trovati.filter(cercabile__contains=SenzaAccenti(Lower(Value(parola))))
        return trovati


class MovimentoBancario(models.Model):
    """A line of a bank statement, in euro, negative when money went out. ``impronta`` makes the same line one."""

    conto = models.ForeignKey(ContoBancario, models.PROTECT, verbose_name="conto", related_name="movimenti")
    estratto = models.ForeignKey(EstrattoConto, models.PROTECT, verbose_name="estratto", related_name="movimenti")
    data = models.DateField("data contabile")
    valuta = models.DateField("valuta")
    importo = models.DecimalField("importo", max_digits=12, decimal_places=2)
    causale = models.CharField("causale", max_length=1000, blank=True)
    controparte = models.CharField("controparte", max_length=200, blank=True)
    controparte_iban = models.CharField("IBAN della controparte", max_length=34, blank=True)
    riferimento = models.CharField("riferimento della banca", max_length=140, blank=True)
    impronta = models.CharField("impronta", max_length=64, editable=False)
    abbinato = models.BooleanField("abbinato", default=False, editable=False)
    ignorato_perche = models.CharField("non riguarda il partitario perché", max_length=160, blank=True)
    cercabile = models.GeneratedField(
        expression=SenzaAccenti(Lower(Concat(F("controparte"), Value(" "), F("causale")))),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = MovimentoBancarioQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "movimento bancario", "movimenti bancari"
        ordering = ["-data", "-pk"]
        indexes = [
            models.Index(fields=["conto", "-data", "-id"], name="movimento_conto"),
            models.Index(fields=["-data", "-id"], name="movimento_data"),
            models.Index(
                fields=["-data", "-id"],
                name="movimento_da_abbinare",
                condition=Q(abbinato=False, ignorato_perche=""),
            ),
            GinIndex(OpClass(F("cercabile"), name="gin_trgm_ops"), name="movimento_cercabile"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="movimento_una_volta_sola",
                fields=["conto", "impronta"],
                violation_error_message="Questa riga dell'estratto conto è già stata importata.",
            ),
            models.CheckConstraint(
                name="movimento_mai_zero",
                condition=~Q(importo=0),
                violation_error_message="Un movimento bancario non è mai zero.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="non_si_elimina", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="importo_fermo",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                IF (NEW.conto_id, NEW.data, NEW.importo, NEW.causale, NEW.impronta)
                   IS DISTINCT FROM (OLD.conto_id, OLD.data, OLD.importo, OLD.causale, OLD.impronta) THEN
                    RAISE EXCEPTION 'Un movimento bancario non si riscrive: è quello della banca.'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'movimento_immutabile';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.data:%d/%m/%Y} {self.importo} {self.controparte}"
