import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower

from valdera_housing.choices import LEGGONO_I_NOMI, Mezzo, Ruolo, Verso
from valdera_housing.kit.trigger import a_ogni_scrittura
from valdera_housing.models.anagrafe.nucleo import Nucleo
from valdera_housing.models.anagrafe.persona import SenzaAccenti
from valdera_housing.models.archivio.documento import Documento
from valdera_housing.models.casa.proprietario import Proprietario
from valdera_housing.models.ente.utente import Utente
from valdera_housing.models.partitario.banca import MovimentoBancario
from valdera_housing.models.partitario.scadenza import VEDONO_IL_PARTITARIO, Scadenza

SOMMA_IMPUTATA = """
    UPDATE valdera_housing_{tabella} r SET imputato = r.imputato + d.importo
    FROM (SELECT {chiave}, sum(segno * CASE WHEN riga.annullata_alle IS NULL THEN riga.importo ELSE 0 END) AS importo
          FROM ({movimenti}) riga GROUP BY {chiave}
          HAVING sum(segno * CASE WHEN riga.annullata_alle IS NULL THEN riga.importo ELSE 0 END) <> 0
          ORDER BY {chiave}) d
    WHERE r.id = d.{chiave};
"""
STESSO_VERSO = """
    IF (SELECT verso FROM valdera_housing_scadenza WHERE id = NEW.scadenza_id)
       <> (SELECT verso FROM valdera_housing_incasso WHERE id = NEW.incasso_id) THEN
        RAISE EXCEPTION 'Un incasso copre ciò che si deve incassare, un pagamento ciò che si deve pagare.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'imputazione_stesso_verso';
    END IF;
    IF (SELECT annullata_il FROM valdera_housing_scadenza WHERE id = NEW.scadenza_id) IS NOT NULL
       OR (SELECT annullato_alle FROM valdera_housing_incasso WHERE id = NEW.incasso_id) IS NOT NULL THEN
        RAISE EXCEPTION 'La scadenza o il pagamento sono annullati: non si abbinano.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'imputazione_su_righe_vive';
    END IF;
    RETURN NEW;
"""
SOLO_ANNULLARE = """
    IF (NEW.incasso_id, NEW.scadenza_id, NEW.importo) IS DISTINCT FROM (OLD.incasso_id, OLD.scadenza_id, OLD.importo)
       OR OLD.annullata_alle IS NOT NULL THEN
        RAISE EXCEPTION 'Un abbinamento non si riscrive: si annulla e se ne fa un altro.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'imputazione_immutabile';
    END IF;
    RETURN NEW;
"""


def somma_imputata(tabella: str, chiave: str) -> list[pgtrigger.Trigger]:
    """Keep ``imputato`` of a due or of a payment equal to the sum of what joins them; rows are never deleted."""
    sql = SOMMA_IMPUTATA.replace("{tabella}", tabella).replace("{chiave}", chiave)
    return a_ogni_scrittura(f"somma_{tabella}", sql)[:2]


class IncassoQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "IncassoQuerySet":
        if utente.ha_ruolo(*VEDONO_IL_PARTITARIO):
            return self
        if utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE):
            return self.filter(nucleo__comune__in=utente.comuni_seguiti)
        return self.none()

    def vivi(self) -> "IncassoQuerySet":
        return self.filter(annullato_alle=None)

    def cercati(self, testo: str) -> "IncassoQuerySet":
        trovati = self
        for parola in testo.replace("\x00", "").split():
            trovati = trovati.filter(cercabile__contains=SenzaAccenti(Lower(Value(parola))))
        return trovati


@pghistory.track(exclude=["cercabile", "imputato", "da_imputare"])
class Incasso(models.Model):
    """Money that came in (``ENTRATA``) or went out (``USCITA``), typed by hand or taken from a bank line. Euro."""

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    verso = models.CharField("verso", max_length=7, choices=Verso)
    data = models.DateField("data")
    importo = models.DecimalField("importo", max_digits=10, decimal_places=2)
    imputato = models.DecimalField("imputato", max_digits=10, decimal_places=2, default=0, editable=False)
    da_imputare = models.GeneratedField(
        expression=F("importo") - F("imputato"),
        output_field=models.DecimalField("da imputare", max_digits=10, decimal_places=2),
        db_persist=True,
    )
    mezzo = models.CharField("mezzo", max_length=13, choices=Mezzo, default=Mezzo.BONIFICO)
    riferimento = models.CharField("riferimento", max_length=120, blank=True)
    chi = models.CharField("da chi, o a chi", max_length=200)
    nucleo = models.ForeignKey(
        Nucleo, models.PROTECT, verbose_name="nucleo", null=True, blank=True, related_name="incassi"
    )
    proprietario = models.ForeignKey(
        Proprietario, models.PROTECT, verbose_name="proprietario", null=True, blank=True, related_name="incassi"
    )
    movimento = models.OneToOneField(
        MovimentoBancario, models.PROTECT, verbose_name="riga dell'estratto", null=True, blank=True, related_name="+"
    )
    ricevuta = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="ricevuta", null=True, blank=True, related_name="+"
    )
    registrato_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registrato_alle = models.DateTimeField("registrato alle", auto_now_add=True)
    annullato_alle = models.DateTimeField("annullato alle", null=True, blank=True)
    motivo_annullamento = models.CharField("perché è annullato", max_length=200, blank=True)
    cercabile = models.GeneratedField(
        expression=SenzaAccenti(Lower(Concat(F("numero"), Value(" "), F("chi"), Value(" "), F("riferimento")))),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = IncassoQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "incasso o pagamento", "incassi e pagamenti"
        ordering = ["-data", "-pk"]
        indexes = [
            models.Index(fields=["verso", "-data", "-id"], name="incasso_verso"),
            models.Index(fields=["-data", "-id"], name="incasso_data"),
            models.Index(fields=["nucleo", "-data"], name="incasso_nucleo"),
            GinIndex(OpClass(F("cercabile"), name="gin_trgm_ops"), name="incasso_cercabile"),
        ]
        constraints = [
            models.CheckConstraint(
                name="incasso_mai_imputato_due_volte",
                condition=Q(importo__gt=0, imputato__gte=0, imputato__lte=F("importo")),
                violation_error_message="Un pagamento non copre più del suo importo.",
            ),
            models.CheckConstraint(
                name="incasso_annullato_senza_imputazioni",
                condition=Q(annullato_alle=None) | (Q(imputato=0) & ~Q(motivo_annullamento="")),
                violation_error_message="Prima togli gli abbinamenti; poi annulla, e scrivi perché.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="importo_fermo",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                IF (NEW.importo, NEW.verso, NEW.data, NEW.numero) IS DISTINCT FROM
                   (OLD.importo, OLD.verso, OLD.data, OLD.numero) THEN
                    RAISE EXCEPTION 'Un pagamento non si riscrive: si annulla e se ne registra un altro.'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'incasso_immutabile';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="non_si_elimina", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{'Incasso' if self.verso == Verso.ENTRATA else 'Pagamento'} {self.numero}"

    def chi_per(self, utente: Utente) -> str:
        """Who paid as this person may read it: a household's code for who audits."""
        nascosto = self.nucleo is not None and not utente.ha_ruolo(*LEGGONO_I_NOMI)
        return self.nucleo.codice if nascosto else self.chi


@pghistory.track()
class Imputazione(models.Model):
    """So much of a payment covers a due. A mistake is undone by ``annullata_alle``, never rewritten."""

    incasso = models.ForeignKey(Incasso, models.PROTECT, verbose_name="incasso", related_name="imputazioni")
    scadenza = models.ForeignKey(Scadenza, models.PROTECT, verbose_name="scadenza", related_name="imputazioni")
    importo = models.DecimalField("importo", max_digits=10, decimal_places=2)
    criterio = models.CharField("perché su questa", max_length=300, blank=True)
    creata_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    creata_alle = models.DateTimeField("creata alle", auto_now_add=True)
    annullata_alle = models.DateTimeField("annullata alle", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "imputazione", "imputazioni"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="imputazione_positiva",
                condition=Q(importo__gt=0),
                violation_error_message="Un abbinamento copre almeno un centesimo.",
            )
        ]
        triggers = [
            *somma_imputata("scadenza", "scadenza_id"),
            *somma_imputata("incasso", "incasso_id"),
            pgtrigger.Trigger(
                name="stesso_verso", when=pgtrigger.Before, operation=pgtrigger.Insert, func=STESSO_VERSO
            ),
            pgtrigger.Trigger(
                name="solo_annullare", when=pgtrigger.Before, operation=pgtrigger.Update, func=SOLO_ANNULLARE
            ),
            pgtrigger.Protect(name="non_si_elimina", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.importo} su {self.scadenza_id}"
