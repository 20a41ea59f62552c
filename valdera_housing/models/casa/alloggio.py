from decimal import Decimal

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower

from valdera_housing.choices import (
    ClasseEnergetica,
    DestinazioneAlloggio,
    IntestatarioFornitura,
    RegimeAlloggio,
    Riscaldamento,
    Ruolo,
    StatoAlloggio,
    TipoFileAlloggio,
    TipoFornitura,
    TipologiaAlloggio,
)
from valdera_housing.models.anagrafe.persona import SenzaAccenti
from valdera_housing.models.archivio.documento import Documento
from valdera_housing.models.casa.proprietario import Proprietario
from valdera_housing.models.ente.comune import Comune
from valdera_housing.models.ente.utente import Utente

VEDONO_LE_CASE = (
    Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE,
)  # fmt: skip
NON_GIA_DATO = """
    IF NEW.destinazione = 'COABITAZIONE' AND EXISTS (
        SELECT 1 FROM valdera_housing_contratto c WHERE c.alloggio_id = NEW.id AND c.natura = 'SUBLOCAZIONE'
        AND c.stato IN ('BOZZA', 'FIRMATO', 'IN_CORSO', 'DISDETTATO')) THEN
        RAISE EXCEPTION 'Questo alloggio è dato a un nucleo in sublocazione: non si può condividere.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'alloggio_condiviso_senza_sublocazioni';
    END IF;
    RETURN NEW;
"""
IN_GESTIONE = ["CONTRATTUALIZZATO", "DISPONIBILE", "ASSEGNATO", "SFITTO", "IN_MANUTENZIONE", "IN_RILASCIO"]


class AlloggioQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "AlloggioQuerySet":
        """The ETS, the Unione and the auditor see every home; a social worker those of her comuni."""
        if utente.ha_ruolo(*VEDONO_LE_CASE):
            return self
        if utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE):
            return self.filter(comune__in=utente.comuni_seguiti)
        return self.none()

    def cercati(self, testo: str) -> "AlloggioQuerySet":
        """By words of the code and of the address; accents and case do not matter."""
        trovati = self
        for parola in testo.replace("\x00", "").split():
            trovati = trovati.filter(cercabile__contains=SenzaAccenti(Lower(Value(parola))))
        return trovati

    def da_affittare(self) -> "AlloggioQuerySet":
        """For one household in sublease; those shared by several are of cohousing."""
        return self.filter(destinazione=DestinazioneAlloggio.LOCAZIONE)

    def in_gestione(self) -> "AlloggioQuerySet":
        """Held by the ETS under a contract with the owner."""
        return self.filter(stato__in=IN_GESTIONE)


@pghistory.track(exclude=["cercabile"])
class Alloggio(models.Model):
    """A home (domain.md 1.7): where and how big it is, its cadastral and energy data, its state. Areas in m²."""

    codice = models.CharField("codice", max_length=12, unique=True, editable=False)
    comune = models.ForeignKey(Comune, models.PROTECT, verbose_name="comune", related_name="+")
    indirizzo = models.CharField("via o piazza", max_length=120)
    civico = models.CharField("numero civico", max_length=12, blank=True)
    interno = models.CharField("interno", max_length=12, blank=True)
    piano = models.SmallIntegerField("piano", null=True, blank=True)
    cap = models.CharField("CAP", max_length=5, blank=True)
    tipologia = models.CharField(
        "tipologia", max_length=12, choices=TipologiaAlloggio, default=TipologiaAlloggio.APPARTAMENTO
    )
    regime = models.CharField(
        "regime", max_length=20, choices=RegimeAlloggio, default=RegimeAlloggio.MERCATO_CONCORDATO
    )
    vani = models.DecimalField("vani", max_digits=4, decimal_places=1, null=True, blank=True)
    camere = models.PositiveSmallIntegerField("camere da letto", null=True, blank=True)
    posti_letto = models.PositiveSmallIntegerField("posti letto al massimo", null=True, blank=True)
    mq_calpestabili = models.DecimalField("m² calpestabili", max_digits=7, decimal_places=2, null=True, blank=True)
    mq_convenzionali = models.DecimalField("m² convenzionali", max_digits=7, decimal_places=2, null=True, blank=True)
    arredato = models.BooleanField("arredato", default=False)
    ascensore = models.BooleanField("con ascensore", default=False)
    accessibile = models.BooleanField("accessibile a chi ha una disabilità motoria", default=False)
    riscaldamento = models.CharField("riscaldamento", max_length=10, choices=Riscaldamento, blank=True)
    anno_costruzione = models.PositiveSmallIntegerField("anno di costruzione", null=True, blank=True)
    classe_energetica = models.CharField("classe energetica", max_length=2, choices=ClasseEnergetica, blank=True)
    epgl_nren = models.DecimalField("EPgl,nren in kWh/m² anno", max_digits=7, decimal_places=2, null=True, blank=True)
    ape_codice = models.CharField("codice APE", max_length=40, blank=True)
    ape_scade_il = models.DateField("l'APE scade il", null=True, blank=True)
    agibilita = models.BooleanField("agibile", default=False)
    impianti_conformi = models.BooleanField("impianti conformi", default=False)
    catasto_sezione = models.CharField("sezione", max_length=3, blank=True)
    catasto_foglio = models.CharField("foglio", max_length=4, blank=True)
    catasto_particella = models.CharField("particella", max_length=8, blank=True)
    catasto_subalterno = models.CharField("subalterno", max_length=4, blank=True)
    catasto_categoria = models.CharField("categoria", max_length=5, blank=True)
    catasto_classe = models.CharField("classe", max_length=3, blank=True)
    catasto_rendita = models.DecimalField("rendita", max_digits=10, decimal_places=2, null=True, blank=True)
    amministratore = models.CharField("amministratore di condominio", max_length=160, blank=True)
    spese_condominiali = models.DecimalField(
        "spese condominiali in un anno", max_digits=10, decimal_places=2, null=True, blank=True
    )
    polizza = models.CharField("polizza assicurativa", max_length=120, blank=True)
    canone_richiesto = models.DecimalField(
        "canone chiesto dal proprietario", max_digits=10, decimal_places=2, null=True, blank=True
    )
    note = models.TextField("note", blank=True)
    segnalato_il = models.DateField("segnalato il")
    stato = models.CharField("stato", max_length=18, choices=StatoAlloggio, default=StatoAlloggio.SEGNALATO)
    stato_dal = models.DateField("in questo stato dal")
    motivo_stato = models.CharField("perché", max_length=300, blank=True)
    destinazione = models.CharField(
        "destinato", max_length=12, choices=DestinazioneAlloggio, default=DestinazioneAlloggio.LOCAZIONE,
        editable=False,
    )  # fmt: skip
    condiviso_dal = models.DateField("condiviso dal", null=True, blank=True, editable=False)
    cercabile = models.GeneratedField(
        expression=SenzaAccenti(Lower(Concat(F("codice"), Value(" "), F("indirizzo"), Value(" "), F("civico")))),
        output_field=models.TextField(),
        db_persist=True,
    )
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = AlloggioQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "alloggio", "alloggi"
        ordering = ["codice"]
        indexes = [
            models.Index(fields=["stato", "codice"], name="alloggio_stato"),
            models.Index(fields=["comune", "codice"], name="alloggio_comune"),
            models.Index(fields=["camere"], name="alloggio_camere"),
            models.Index(fields=["posti_letto"], name="alloggio_posti"),
            GinIndex(OpClass(F("cercabile"), name="gin_trgm_ops"), name="alloggio_cercabile"),
        ]
        constraints = [
            models.CheckConstraint(
                name="alloggio_misure_positive",
                condition=(Q(mq_calpestabili=None) | Q(mq_calpestabili__gt=0))
                & (Q(mq_convenzionali=None) | Q(mq_convenzionali__gt=0))
                & (Q(posti_letto=None) | Q(posti_letto__gt=0))
                & (Q(vani=None) | Q(vani__gt=0)),
                violation_error_message="Metri quadri, vani e posti letto sono maggiori di zero.",
            ),
            models.CheckConstraint(
                name="alloggio_importi_non_negativi",
                condition=(Q(catasto_rendita=None) | Q(catasto_rendita__gte=0))
                & (Q(spese_condominiali=None) | Q(spese_condominiali__gte=0))
                & (Q(canone_richiesto=None) | Q(canone_richiesto__gte=0)),
                violation_error_message="Rendita, spese e canone non possono essere negativi.",
            ),
            models.CheckConstraint(
                name="alloggio_categoria_ammessa",
                condition=Q(stato__in=["SEGNALATO", "SOPRALLUOGO", "VALUTATO", "NON_IDONEO"])
                | ~Q(catasto_categoria__in=["A/1", "A/8", "A/9"]),
                violation_error_message="Le case di categoria A/1, A/8 e A/9 sono escluse: non si possono prendere.",
            ),
            models.CheckConstraint(
                name="alloggio_non_idoneo_con_motivo",
                condition=~Q(stato="NON_IDONEO") | ~Q(motivo_stato=""),
                violation_error_message="Scrivi perché l'alloggio non è idoneo.",
            ),
            models.CheckConstraint(
                name="alloggio_condiviso_con_data",
                condition=Q(destinazione="COABITAZIONE", condiviso_dal__isnull=False)
                | Q(destinazione="LOCAZIONE", condiviso_dal=None),
                violation_error_message="Un alloggio condiviso dice da quando.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="non_gia_dato",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("destinazione"),
                func=NON_GIA_DATO,
            )
        ]

    def __str__(self) -> str:
        return f"{self.codice}, {self.indirizzo_completo}"

    @property
    def indirizzo_completo(self) -> str:
        via = " ".join(filter(None, [self.indirizzo, self.civico]))
        return f"{via}, int. {self.interno}" if self.interno else via


SOMMA_DELLE_QUOTE = """
    quale := CASE WHEN TG_OP = 'DELETE' THEN OLD.alloggio_id ELSE NEW.alloggio_id END;
    SELECT sum(quota) INTO somma FROM valdera_housing_quotaproprieta WHERE alloggio_id = quale AND al IS NULL;
    IF somma IS NOT NULL AND somma <> 100 THEN
        RAISE EXCEPTION 'Le quote dei proprietari devono sommare a 100 per cento.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'quote_sommano_a_cento';
    END IF;
    RETURN NULL;
"""


@pghistory.track()
class QuotaProprieta(models.Model):
    """How much of a home belongs to whom, in per cent; the open ones of a home sum to 100 (deferred trigger)."""

    alloggio = models.ForeignKey(Alloggio, models.PROTECT, verbose_name="alloggio", related_name="quote")
    proprietario = models.ForeignKey(Proprietario, models.PROTECT, verbose_name="proprietario", related_name="quote")
    quota = models.DecimalField("quota, %", max_digits=5, decimal_places=2)
    dal = models.DateField("dal")
    al = models.DateField("al", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "quota di proprietà", "quote di proprietà"
        ordering = ["-quota", "pk"]
        constraints = [
            models.CheckConstraint(
                name="quota_proprieta_percentuale",
                condition=Q(quota__gt=0, quota__lte=100) & (Q(al=None) | Q(al__gte=F("dal"))),
                violation_error_message="Una quota va da più di 0 a 100, e non finisce prima di cominciare.",
            ),
            models.UniqueConstraint(
                name="quota_proprieta_una_per_persona",
                fields=["alloggio", "proprietario"],
                condition=Q(al=None),
                violation_error_message="Questo proprietario ha già la sua quota.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="somma_delle_quote",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                declare=[("quale", "bigint"), ("somma", "numeric")],
                func=SOMMA_DELLE_QUOTE,
            )
        ]

    def __str__(self) -> str:
        return f"{self.proprietario} {self.quota}%"

    @property
    def intera(self) -> bool:
        return self.quota == Decimal(100)


@pghistory.track()
class Fornitura(models.Model):
    """A utility of a home: its POD (electricity) or PDR (gas), who holds it, since when."""

    alloggio = models.ForeignKey(Alloggio, models.PROTECT, verbose_name="alloggio", related_name="forniture")
    tipo = models.CharField("fornitura", max_length=8, choices=TipoFornitura)
    codice = models.CharField("POD, PDR o codice utenza", max_length=20, blank=True)
    intestatario = models.CharField("intestata a", max_length=12, choices=IntestatarioFornitura)
    fornitore = models.CharField("fornitore", max_length=100, blank=True)
    voltura_il = models.DateField("voltura o subentro il", null=True, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "fornitura", "forniture"
        ordering = ["tipo"]
        constraints = [
            models.UniqueConstraint(
                name="fornitura_una_per_tipo",
                fields=["alloggio", "tipo"],
                violation_error_message="Questa fornitura è già scritta: correggi quella.",
            ),
            models.CheckConstraint(
                name="fornitura_codice_scritto_bene",
                condition=Q(codice="")
                | Q(tipo="LUCE", codice__regex=r"^IT[0-9]{3}E[0-9]{8}[0-9A-Z]?$")
                | Q(tipo="GAS", codice__regex=r"^[0-9]{14}$")
                | Q(tipo__in=["ACQUA", "TARI", "INTERNET"]),
                violation_error_message="Il POD è come IT001E12345678, il PDR ha 14 cifre.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} {self.codice}".strip()


class FileAlloggio(models.Model):
    """A photo or a document of a home."""

    alloggio = models.ForeignKey(Alloggio, models.PROTECT, verbose_name="alloggio", related_name="file")
    tipo = models.CharField("che cos'è", max_length=12, choices=TipoFileAlloggio)
    descrizione = models.CharField("descrizione", max_length=160, blank=True)
    documento = models.ForeignKey(Documento, models.PROTECT, verbose_name="file", related_name="+")
    aggiunto_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    aggiunto_alle = models.DateTimeField("aggiunto alle", auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = "file dell'alloggio", "file dell'alloggio"
        ordering = ["tipo", "-pk"]

    def __str__(self) -> str:
        return self.descrizione or self.get_tipo_display()
