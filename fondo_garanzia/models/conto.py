import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fondo_garanzia.models.fondo import IN_EURO, MovimentoFondo
from fondo_garanzia.workflow import VEDONO_IL_CONTO
from valdera_housing.models import ContoBancario, MovimentoBancario, Utente

MESE_QUADRA = """
    PERFORM 1 FROM fondo_garanzia_fondo ORDER BY id FOR NO KEY UPDATE;
    PERFORM pg_advisory_xact_lock(hashtext('fondo_garanzia_chiusuramese'));
    SELECT coalesce(sum(effetto), 0) INTO cassa FROM fondo_garanzia_movimentofondo
    WHERE giorno < NEW.mese + interval '1 month';
    IF NEW.riaperto_alle IS NULL AND (NEW.saldo_banca <> cassa OR NEW.saldo_fondo <> cassa) THEN
        RAISE EXCEPTION 'Il mese non quadra: il saldo della banca e la cassa dei fondi non sono uguali.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'mese_quadra';
    END IF;
    IF NEW.riaperto_alle IS NULL AND EXISTS (
        SELECT 1 FROM valdera_housing_movimentobancario m
        WHERE m.conto_id = NEW.conto_id AND m.data < NEW.mese + interval '1 month' AND m.importo <> (
            SELECT coalesce(sum(f.effetto), 0) FROM fondo_garanzia_riscontrobanca r
            JOIN fondo_garanzia_movimentofondo f ON f.id = r.movimento_id WHERE r.riga_id = m.id)) THEN
        RAISE EXCEPTION 'Il mese non quadra: una riga della banca non è registrata nel fondo per il suo importo.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'mese_con_righe_registrate';
    END IF;
    RETURN NEW;
"""
SOLO_RIAPRIRE = """
    IF OLD.riaperto_alle IS NOT NULL OR NEW.riaperto_alle IS NULL OR NEW.riaperto_da_id IS NULL
       OR NEW.motivo_riapertura = ''
       OR (NEW.conto_id, NEW.mese, NEW.saldo_banca, NEW.saldo_fondo, NEW.chiuso_da_id)
          IS DISTINCT FROM (OLD.conto_id, OLD.mese, OLD.saldo_banca, OLD.saldo_fondo, OLD.chiuso_da_id)
       OR EXISTS (SELECT 1 FROM fondo_garanzia_chiusuramese c
                  WHERE c.riaperto_alle IS NULL AND c.mese > OLD.mese AND c.conto_id = OLD.conto_id) THEN
        RAISE EXCEPTION 'Un mese chiuso si può solo riaprire, dicendo perché, a partire dall''ultimo.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'chiusura_immutabile';
    END IF;
    RETURN NEW;
"""


@pghistory.track()
class RiscontroBanca(models.Model):
    """A movement of the fund found in the bank statement: one line of the bank may be several movements."""

    movimento = models.OneToOneField(
        MovimentoFondo, models.PROTECT, verbose_name="movimento del fondo", related_name="riscontro"
    )
    riga = models.ForeignKey(MovimentoBancario, models.PROTECT, verbose_name="riga dell'estratto", related_name="+")
    creato_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    creato_alle = models.DateTimeField("registrato alle", auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = "riscontro con la banca", "riscontri con la banca"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.movimento} nell'estratto"


class ChiusuraMeseQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "ChiusuraMeseQuerySet":
        return self if utente.ha_ruolo(*VEDONO_IL_CONTO) else self.none()

    def valide(self) -> "ChiusuraMeseQuerySet":
        return self.filter(riaperto_alle=None)


@pghistory.track()
class ChiusuraMese(models.Model):
    """A month of the dedicated account closed: the bank and the funds agree to the cent. ``mese`` is its first day."""

    conto = models.ForeignKey(ContoBancario, models.PROTECT, verbose_name="conto", related_name="+")
    mese = models.DateField("mese")
    saldo_banca = models.DecimalField("saldo dell'estratto conto", **IN_EURO)
    saldo_fondo = models.DecimalField("in cassa nei fondi", **IN_EURO)
    chiuso_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    chiuso_alle = models.DateTimeField("chiuso alle", auto_now_add=True)
    riaperto_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    riaperto_alle = models.DateTimeField("riaperto alle", null=True, blank=True)
    motivo_riapertura = models.CharField("perché è riaperto", max_length=500, blank=True)

    objects = ChiusuraMeseQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "mese del conto", "mesi del conto"
        ordering = ["-mese", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="chiusura_una_per_mese",
                fields=["conto", "mese"],
                condition=Q(riaperto_alle=None),
                violation_error_message="Questo mese è già chiuso.",
            ),
            models.CheckConstraint(
                name="chiusura_quadra",
                condition=Q(saldo_banca=F("saldo_fondo")),
                violation_error_message="Un mese si chiude quando quadra al centesimo.",
            ),
            models.CheckConstraint(
                name="chiusura_primo_del_mese",
                condition=Q(mese__day=1),
                violation_error_message="Il mese si scrive con il suo primo giorno.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="mese_quadra",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("cassa", "numeric")],
                func=MESE_QUADRA,
            ),
            pgtrigger.Trigger(
                name="solo_riaprire", when=pgtrigger.Before, operation=pgtrigger.Update, func=SOLO_RIAPRIRE
            ),
            pgtrigger.Protect(name="non_si_elimina", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.mese:%m/%Y}"
