from datetime import date

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Concat, Lower

from valdera_housing.choices import LEGGONO_I_NOMI, NaturaContratto, Ruolo, StatoContratto, TipoContratto, TipoDeposito
from valdera_housing.models.anagrafe.nucleo import Nucleo
from valdera_housing.models.anagrafe.persona import SenzaAccenti
from valdera_housing.models.archivio.documento import Documento
from valdera_housing.models.casa.alloggio import VEDONO_LE_CASE, Alloggio
from valdera_housing.models.casa.proprietario import Proprietario
from valdera_housing.models.ente.convenzione import IntervalloDate
from valdera_housing.models.ente.utente import Utente

VIVI = ("FIRMATO", "IN_CORSO", "DISDETTATO")
FIRMATO_NON_SI_RISCRIVE = """
    IF OLD.stato <> 'BOZZA' AND (NEW.natura, NEW.tipo, NEW.alloggio_id, NEW.nucleo_id, NEW.proprietario_id, NEW.inizio,
        NEW.fine, NEW.canone_mensile, NEW.deposito, NEW.cedolare, NEW.stipulato_il)
        IS DISTINCT FROM (OLD.natura, OLD.tipo, OLD.alloggio_id, OLD.nucleo_id, OLD.proprietario_id, OLD.inizio,
        OLD.fine, OLD.canone_mensile, OLD.deposito, OLD.cedolare, OLD.stipulato_il) THEN
        RAISE EXCEPTION 'Un contratto firmato non si riscrive: si proroga, si disdice o se ne fa un altro.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'contratto_firmato_immutabile';
    END IF;
    RETURN NEW;
"""

# The home's row is read and kept: it cannot become a shared house while the sublease is being written.
SOLO_A_UN_NUCLEO = """
    IF NEW.natura = 'SUBLOCAZIONE' AND NEW.stato <> 'ANNULLATO' AND (
        SELECT destinazione FROM valdera_housing_alloggio WHERE id = NEW.alloggio_id FOR SHARE) = 'COABITAZIONE' THEN
        RAISE EXCEPTION 'Questo alloggio è una casa condivisa: non si subloca a un nucleo solo.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'sublocazione_non_di_casa_condivisa';
    END IF;
    RETURN NEW;
"""


class ContrattoQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "ContrattoQuerySet":
        """Who keeps or audits the contracts sees all; a social worker those of her households and comuni."""
        if utente.ha_ruolo(*VEDONO_LE_CASE):
            return self
        if utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE):
            suoi = utente.comuni_seguiti
            return self.filter(Q(nucleo__comune__in=suoi) | Q(nucleo=None, alloggio__comune__in=suoi))
        return self.none()

    def vivi(self) -> "ContrattoQuerySet":
        """Signed and not ended yet."""
        return self.filter(stato__in=VIVI)

    def attivi(self, giorno: date) -> "ContrattoQuerySet":
        """In force on that day, as signed and extended, and not ended before."""
        return self.exclude(stato__in=["BOZZA", "ANNULLATO"]).filter(
            Q(cessato_il=None, fine_effettiva__gte=giorno) | Q(cessato_il__gte=giorno), inizio__lte=giorno
        )

    def cercati(self, testo: str) -> "ContrattoQuerySet":
        trovati = self
        for parola in testo.replace("\x00", "").split():
            trovati = trovati.filter(cercabile__contains=SenzaAccenti(Lower(Value(parola))))
        return trovati


@pghistory.track(exclude=["cercabile"])
class Contratto(models.Model):
    """The legal contract on a home: parties, dates (closed), rent in euro a month, deposit, registration.

    ``fine`` is the first expiry as signed, ``fine_effettiva`` the end after extensions, ``cessato_il`` the day
    the keys came back when earlier. The tenant's name is written as it was signed (``conduttore``).
    """

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    natura = models.CharField("natura", max_length=12, choices=NaturaContratto)
    tipo = models.CharField("tipo", max_length=24, choices=TipoContratto)
    alloggio = models.ForeignKey(
        Alloggio, models.PROTECT, verbose_name="alloggio", null=True, blank=True, related_name="contratti"
    )
    proprietario = models.ForeignKey(
        Proprietario, models.PROTECT, verbose_name="proprietario", null=True, blank=True, related_name="contratti"
    )
    nucleo = models.ForeignKey(
        Nucleo, models.PROTECT, verbose_name="nucleo", null=True, blank=True, related_name="contratti"
    )
    conduttore = models.CharField("conduttore", max_length=200, blank=True)
    conduttore_codice_fiscale = models.CharField("codice fiscale del conduttore", max_length=16, blank=True)
    stipulato_il = models.DateField("firmato il", null=True, blank=True)
    inizio = models.DateField("inizio")
    fine = models.DateField("prima scadenza")
    fine_effettiva = models.DateField("fine")
    cessato_il = models.DateField("cessato il", null=True, blank=True)
    motivo_cessazione = models.CharField("perché è finito", max_length=300, blank=True)
    canone_mensile = models.DecimalField("canone al mese", max_digits=10, decimal_places=2)
    oneri_mensili = models.DecimalField("oneri accessori al mese", max_digits=10, decimal_places=2, default=0)
    giorno_scadenza = models.PositiveSmallIntegerField("giorno del mese in cui si paga", default=5)
    deposito = models.DecimalField("deposito cauzionale", max_digits=10, decimal_places=2, default=0)
    deposito_tipo = models.CharField(
        "forma del deposito", max_length=14, choices=TipoDeposito, default=TipoDeposito.DENARO
    )
    quota_istat = models.DecimalField(
        "quota della variazione ISTAT, %", max_digits=5, decimal_places=2, null=True, blank=True
    )
    cedolare = models.BooleanField("cedolare secca", default=False)
    registrazione_codice = models.CharField("codice identificativo", max_length=17, blank=True)
    registrazione_ufficio = models.CharField("ufficio", max_length=60, blank=True)
    registrazione_serie = models.CharField("serie", max_length=4, blank=True)
    registrazione_numero = models.CharField("numero di registrazione", max_length=12, blank=True)
    registrato_il = models.DateField("registrato il", null=True, blank=True)
    registrazione_ricevuta = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="ricevuta", null=True, blank=True, related_name="+"
    )
    comunicato_il = models.DateField("comunicato al conduttore il", null=True, blank=True)
    stato = models.CharField("stato", max_length=10, choices=StatoContratto, default=StatoContratto.BOZZA)
    cercabile = models.GeneratedField(
        expression=SenzaAccenti(Lower(Concat(F("numero"), Value(" "), F("conduttore")))),
        output_field=models.TextField(),
        db_persist=True,
    )
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = ContrattoQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "contratto", "contratti"
        ordering = ["-inizio", "-pk"]
        indexes = [
            models.Index(fields=["natura", "stato", "-inizio", "-id"], name="contratto_natura_stato"),
            models.Index(fields=["natura", "-inizio", "-id"], name="contratto_natura"),
            models.Index(fields=["alloggio", "-inizio"], name="contratto_alloggio"),
            models.Index(fields=["nucleo", "-inizio"], name="contratto_nucleo"),
            models.Index(fields=["natura", "fine_effettiva"], name="contratto_fine"),
            GinIndex(OpClass(F("cercabile"), name="gin_trgm_ops"), name="contratto_cercabile"),
        ]
        constraints = [
            models.CheckConstraint(
                name="contratto_date_in_ordine",
                condition=Q(fine__gte=F("inizio"), fine_effettiva__gte=F("fine")),
                violation_error_message="Un contratto non finisce prima di cominciare, e una proroga non lo accorcia.",
            ),
            models.CheckConstraint(
                name="contratto_cessato_dopo_l_inizio",
                condition=Q(cessato_il=None) | Q(cessato_il__gte=F("inizio")),
                violation_error_message="Un contratto non può cessare prima di cominciare: se non parte, annullalo.",
            ),
            models.CheckConstraint(
                name="contratto_deposito_tre_mensilita",
                condition=Q(deposito__gte=0, deposito__lte=F("canone_mensile") * 3),
                violation_error_message="Il deposito non può superare tre mensilità (art. 11 L. 392/78).",
            ),
            models.CheckConstraint(
                name="contratto_importi_non_negativi",
                condition=Q(canone_mensile__gte=0, oneri_mensili__gte=0),
                violation_error_message="Canone e oneri non possono essere negativi.",
            ),
            models.CheckConstraint(
                name="contratto_giorno_del_mese",
                condition=Q(giorno_scadenza__gte=1, giorno_scadenza__lte=28),
                violation_error_message="Il giorno in cui si paga va da 1 a 28.",
            ),
            models.CheckConstraint(
                name="contratto_parti_della_natura",
                condition=Q(natura="TESTA", alloggio__isnull=False, proprietario__isnull=False, nucleo=None)
                | Q(natura="SUBLOCAZIONE", tipo="SUBLOCAZIONE", alloggio__isnull=False, nucleo__isnull=False)
                | Q(natura="PRIVATO"),
                violation_error_message="La locazione ha alloggio e proprietario, la sublocazione alloggio e nucleo.",
            ),
            models.CheckConstraint(
                name="contratto_sublocazione_senza_cedolare",
                condition=~Q(natura="SUBLOCAZIONE", cedolare=True),
                violation_error_message="Sulla sublocazione la cedolare secca non è possibile.",
            ),
            models.CheckConstraint(
                name="contratto_quota_istat_percentuale",
                condition=Q(quota_istat=None)
                | (Q(quota_istat__range=(0, 100)) & (~Q(tipo="CONCORDATO_3_2") | Q(quota_istat__lte=75))),
                violation_error_message="L'aggiornamento ISTAT va da 0 a 100 %, al massimo 75 % nel concordato.",
            ),
            models.CheckConstraint(
                name="contratto_firmato_con_data",
                condition=Q(stato__in=["BOZZA", "ANNULLATO"]) | Q(stipulato_il__isnull=False),
                violation_error_message="Scrivi quando il contratto è stato firmato.",
            ),
            models.CheckConstraint(
                name="contratto_finito_con_data",
                condition=~Q(stato__in=["CESSATO", "RISOLTO"]) | Q(cessato_il__isnull=False),
                violation_error_message="Scrivi quando il contratto è finito.",
            ),
            ExclusionConstraint(
                name="contratto_senza_sovrapposizioni",
                expressions=[
                    ("alloggio", RangeOperators.EQUAL),
                    ("natura", RangeOperators.EQUAL),
                    (
                        IntervalloDate(
                            "inizio",
                            Coalesce("cessato_il", "fine_effettiva"),
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(natura__in=["TESTA", "SUBLOCAZIONE"], alloggio__isnull=False) & ~Q(stato="ANNULLATO"),
                violation_error_message="In quei giorni l'alloggio è già dato con un contratto dello stesso genere.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="firmato_non_si_riscrive",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=FIRMATO_NON_SI_RISCRIVE,
            ),
            pgtrigger.Trigger(
                name="solo_a_un_nucleo",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("alloggio_id", "natura"),
                func=SOLO_A_UN_NUCLEO,
            ),
        ]

    def __str__(self) -> str:
        return f"Contratto {self.numero}"

    @property
    def occupato_fino_al(self) -> date:
        """The last day on which the contract holds."""
        return self.cessato_il or self.fine_effettiva

    def chi_conduce(self, utente: Utente) -> str:
        """The tenant as this person may read it: the name for who keeps the contract, the code for who audits it."""
        if self.nucleo is None or (self.conduttore and utente.ha_ruolo(*LEGGONO_I_NOMI)):
            return self.conduttore
        return self.nucleo.codice
