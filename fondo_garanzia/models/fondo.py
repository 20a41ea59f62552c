"""The money of the fund: a summary row per comune and the ledger it sums, never rewritten (domain.md 3.3)."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fondo_garanzia.choices import VOCI, Provenienza, TipoMovimento, Voce
from fondo_garanzia.models.somme import (
    CONTI_DEL_CREDITO,
    CONTI_DELL_ANTICIPO,
    DICHIARA_CONTI,
    DICHIARA_PAGATA,
    PAGATA_UNA_VOLTA,
    alla_fine,
)
from fondo_garanzia.workflow import VEDONO_IL_FONDO
from valdera_housing.choices import Ruolo
from valdera_housing.kit.trigger import a_ogni_scrittura
from valdera_housing.models import Comune, Documento, Utente

IMPORTI = {"max_digits": 12, "decimal_places": 2, "default": 0, "editable": False}
IN_EURO = {"max_digits": 12, "decimal_places": 2}
# A waiver lasts as long as what it allowed: money that comes back eats it. At the end of the transaction, because what
# was committed is released just before it is paid.
LA_DEROGA_SI_RIASSORBE = """
    UPDATE fondo_garanzia_fondo SET deroga = greatest(0, -disponibile)
    WHERE id = NEW.id AND deroga > greatest(0, -disponibile);
    RETURN NULL;
"""
SOMMA_NEL_FONDO = """
    UPDATE fondo_garanzia_fondo f SET dotato = f.dotato + d.dotato, erogato = f.erogato + d.erogato,
        rientrato = f.rientrato + d.rientrato, altri = f.altri + d.altri
    FROM (SELECT fondo_id,
                 coalesce(sum(effetto) FILTER (WHERE voce = 'DOTATO'), 0) AS dotato,
                 -coalesce(sum(effetto) FILTER (WHERE voce = 'EROGATO'), 0) AS erogato,
                 coalesce(sum(effetto) FILTER (WHERE voce = 'RIENTRATO'), 0) AS rientrato,
                 coalesce(sum(effetto) FILTER (WHERE voce = 'ALTRO'), 0) AS altri
          FROM ({movimenti}) riga GROUP BY fondo_id ORDER BY fondo_id) d
    WHERE f.id = d.fondo_id;
"""
# The fund's row is locked first, then the months: who closes one locks both, so neither misses the other, not even for
# a fund that is being opened.
MOVIMENTO_COERENTE = """
    PERFORM 1 FROM fondo_garanzia_fondo WHERE id = NEW.fondo_id FOR NO KEY UPDATE;
    PERFORM pg_advisory_xact_lock_shared(hashtext('fondo_garanzia_chiusuramese'));
    IF EXISTS (SELECT 1 FROM fondo_garanzia_chiusuramese
               WHERE riaperto_alle IS NULL AND NEW.giorno < mese + interval '1 month') THEN
        RAISE EXCEPTION 'Il mese di questo movimento è già chiuso: usa una data di un mese ancora aperto.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'movimento_in_mese_aperto';
    END IF;
    IF NEW.rettifica_di_id IS NOT NULL THEN
        SELECT * INTO corretto FROM fondo_garanzia_movimentofondo WHERE id = NEW.rettifica_di_id FOR NO KEY UPDATE;
        SELECT coalesce(sum(importo), 0) INTO tolto FROM fondo_garanzia_movimentofondo
        WHERE rettifica_di_id = NEW.rettifica_di_id;
        IF corretto.rettifica_di_id IS NOT NULL
           OR (NEW.fondo_id, NEW.voce, NEW.provenienza, NEW.segno,
               NEW.anticipo_id, NEW.escussione_id, NEW.credito_id, NEW.imputazione_id)
              IS DISTINCT FROM (corretto.fondo_id, corretto.voce, corretto.provenienza, -corretto.segno,
               corretto.anticipo_id, corretto.escussione_id, corretto.credito_id, corretto.imputazione_id)
           OR tolto + NEW.importo > corretto.importo THEN
            RAISE EXCEPTION 'Una rettifica toglie da un solo movimento, e mai più di quanto ne resta.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rettifica_entro_il_movimento';
        END IF;
    END IF;
    RETURN NEW;
"""
SE_DI_UN_ANTICIPO = (
    f"IF NEW.anticipo_id IS NOT NULL THEN {CONTI_DELL_ANTICIPO.replace('{chiave}', 'NEW.anticipo_id')} END IF;"
)
SE_DI_UN_CREDITO = (
    f"IF NEW.credito_id IS NOT NULL THEN {CONTI_DEL_CREDITO.replace('{chiave}', 'NEW.credito_id')} END IF;"
)
SE_DI_UN_ESCUSSIONE = (
    f"IF NEW.escussione_id IS NOT NULL THEN {PAGATA_UNA_VOLTA.replace('{chiave}', 'NEW.escussione_id')} END IF;"
)
DEROGA_DELL_UNIONE = """
    IF NOT EXISTS (SELECT 1 FROM valdera_housing_utente WHERE id = NEW.concessa_da_id
                   AND 'funzionario_unione' = ANY(ruoli)) THEN
        RAISE EXCEPTION 'Una deroga la concede l''Unione.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'deroga_dell_unione';
    END IF;
    UPDATE fondo_garanzia_fondo SET deroga = deroga + NEW.importo WHERE id = NEW.fondo_id;
    RETURN NEW;
"""


SOLO_AGGIUNTE = """
    RAISE EXCEPTION 'Qui si aggiunge soltanto: un movimento sbagliato si corregge con una rettifica.'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'registro_solo_aggiunte';
"""


def solo_aggiunte() -> list[pgtrigger.Trigger]:
    """Rows are only added: update, delete and truncate are refused by the database itself."""
    return [
        pgtrigger.Trigger(
            name="solo_aggiunte",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=SOLO_AGGIUNTE,
        ),
        pgtrigger.Trigger(
            name="non_si_svuota",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func=SOLO_AGGIUNTE,
        ),
    ]


class FondoQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "FondoQuerySet":
        """Who keeps or audits the money sees every fund; a social worker those of her comuni."""
        if utente.ha_ruolo(*VEDONO_IL_FONDO):
            return self
        if utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE):
            return self.filter(comune__in=utente.comuni_seguiti)
        return self.none()

    def bloccati(self) -> "FondoQuerySet":
        """Locked until the end of the transaction: always the last lock an act takes."""
        return self.order_by("pk").select_for_update(of=("self",), no_key=True)


@pghistory.track(exclude=["cassa", "disponibile"])
class Fondo(models.Model):
    """The fund of a comune, in euro: figures kept by triggers, never below zero (invariant c.1).

    ``cassa = dotato - erogato + rientrato + altri``; ``disponibile = cassa - impegnato``. ``deroga`` is how far
    below zero the Unione has let ``disponibile`` go.
    """

    comune = models.OneToOneField(Comune, models.PROTECT, verbose_name="comune", related_name="+")
    dotato = models.DecimalField("dotato", **IMPORTI)
    impegnato = models.DecimalField("impegnato", **IMPORTI)
    erogato = models.DecimalField("erogato", **IMPORTI)
    rientrato = models.DecimalField("rientrato", **IMPORTI)
    altri = models.DecimalField("altri movimenti", **IMPORTI)
    deroga = models.DecimalField("deroga", **IMPORTI)
    cassa = models.GeneratedField(
        expression=F("dotato") - F("erogato") + F("rientrato") + F("altri"),
        output_field=models.DecimalField("in cassa", **IN_EURO),
        db_persist=True,
    )
    disponibile = models.GeneratedField(
        expression=F("dotato") - F("erogato") + F("rientrato") + F("altri") - F("impegnato"),
        output_field=models.DecimalField("disponibile", **IN_EURO),
        db_persist=True,
    )

    objects = FondoQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "fondo", "fondi"
        ordering = ["comune__nome"]
        constraints = [
            models.CheckConstraint(
                name="fondo_disponibile_mai_sotto_zero",
                condition=Q(
                    dotato__gte=F("erogato") - F("rientrato") - F("altri") + F("impegnato") - F("deroga"),
                ),
                violation_error_message="Il fondo di questo comune non ha abbastanza denaro disponibile.",
            ),
            models.CheckConstraint(
                name="fondo_cassa_mai_sotto_zero",
                condition=Q(dotato__gte=F("erogato") - F("rientrato") - F("altri")),
                violation_error_message="Nel fondo di questo comune non c'è abbastanza denaro in cassa.",
            ),
            models.CheckConstraint(
                name="fondo_somme_mai_sotto_zero",
                condition=Q(dotato__gte=0, impegnato__gte=0, erogato__gte=0, rientrato__gte=0, deroga__gte=0),
                violation_error_message="Le somme di un fondo non vanno sotto zero.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="deroga_si_riassorbe",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Q(new__deroga__gt=0),
                func=LA_DEROGA_SI_RIASSORBE,
            ),
            pgtrigger.Protect(name="non_si_elimina", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Fondo di {self.comune}"


def _tipo_e_voce() -> Q:
    """Each type moves its own figure with its own sign; a correction takes them from what it corrects."""
    condizione = Q(tipo=TipoMovimento.RETTIFICA, rettifica_di__isnull=False)
    for tipo, (voce, segni) in VOCI.items():
        condizione |= Q(tipo=tipo, rettifica_di=None, voce=voce, segno__in=segni)
    return condizione


class MovimentoFondoQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "MovimentoFondoQuerySet":
        return self.filter(fondo__in=Fondo.objects.visibili_a(utente))


class MovimentoFondo(models.Model):
    """A line of the ledger of a fund, in euro: ``effetto`` is the amount with its sign. Lines are only added.

    A wrong line is corrected by a RETTIFICA that points to it and takes all or part of it away (invariant c.2).
    """

    fondo = models.ForeignKey(Fondo, models.PROTECT, verbose_name="fondo", related_name="movimenti")
    giorno = models.DateField("data contabile")
    valuta = models.DateField("data valuta")
    tipo = models.CharField("tipo", max_length=21, choices=TipoMovimento)
    voce = models.CharField("voce", max_length=9, choices=Voce, editable=False)
    segno = models.SmallIntegerField("segno")
    importo = models.DecimalField("importo", **IN_EURO)
    effetto = models.GeneratedField(
        expression=F("segno") * F("importo"),
        output_field=models.DecimalField("effetto", **IN_EURO),
        db_persist=True,
    )
    causale = models.CharField("causale", max_length=300)
    provenienza = models.CharField("da dove viene", max_length=11, choices=Provenienza, blank=True)
    atto = models.CharField("atto", max_length=160, blank=True)
    documento = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="documento", null=True, blank=True, related_name="+"
    )
    anticipo = models.ForeignKey(
        "Anticipo", models.PROTECT, verbose_name="anticipo", null=True, blank=True, related_name="movimenti"
    )
    escussione = models.ForeignKey(
        "Escussione", models.PROTECT, verbose_name="escussione", null=True, blank=True, related_name="movimenti"
    )
    credito = models.ForeignKey(
        "CreditoRivalsa", models.PROTECT, verbose_name="rivalsa", null=True, blank=True, related_name="movimenti"
    )
    imputazione = models.ForeignKey(
        "valdera_housing.Imputazione", models.PROTECT, verbose_name="pagamento", null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    rettifica_di = models.ForeignKey(
        "self", models.PROTECT, verbose_name="corregge", null=True, blank=True, related_name="rettifiche"
    )
    creato_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    creato_alle = models.DateTimeField("registrato alle", auto_now_add=True, db_default=models.functions.Now())

    objects = MovimentoFondoQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "movimento del fondo", "movimenti del fondo"
        ordering = ["-giorno", "-pk"]
        indexes = [
            models.Index(fields=["fondo", "-giorno", "-id"], name="movimento_fondo"),
            models.Index(fields=["-giorno", "-id"], name="movimento_fondo_giorno"),
            models.Index(fields=["tipo", "-giorno", "-id"], name="movimento_fondo_tipo"),
        ]
        constraints = [
            models.CheckConstraint(
                name="movimento_fondo_importo_positivo",
                condition=Q(importo__gt=0),
                violation_error_message="Un movimento ha un importo maggiore di zero.",
            ),
            models.CheckConstraint(
                name="movimento_fondo_tipo_e_segno",
                condition=_tipo_e_voce(),
                violation_error_message="Il segno di questo movimento non è quello del suo tipo.",
            ),
            models.CheckConstraint(
                name="movimento_fondo_dotazione_con_atto",
                condition=~Q(tipo__in=["DOTAZIONE", "STORNO_DOTAZIONE"]) | ~(Q(atto="") | Q(provenienza="")),
                violation_error_message="Una dotazione dice con quale atto, e da dove viene.",
            ),
            models.CheckConstraint(
                name="movimento_fondo_della_sua_pratica",
                condition=Q(tipo="RETTIFICA")
                | Q(
                    tipo="EROGAZIONE_ANTICIPO", anticipo__isnull=False, escussione=None, credito=None, imputazione=None
                )
                | Q(
                    tipo="EROGAZIONE_ESCUSSIONE",
                    anticipo=None,
                    escussione__isnull=False,
                    credito=None,
                    imputazione=None,
                )
                | Q(
                    tipo="RIENTRO_RATA",
                    anticipo__isnull=False,
                    escussione=None,
                    credito=None,
                    imputazione__isnull=False,
                )
                | Q(
                    tipo="RIENTRO_RIVALSA",
                    anticipo=None,
                    escussione=None,
                    credito__isnull=False,
                    imputazione__isnull=False,
                )
                | Q(
                    tipo__in=["DOTAZIONE", "STORNO_DOTAZIONE", "INTERESSE", "SPESE_BANCA", "TRASFERIMENTO_COMUNE"],
                    anticipo=None,
                    escussione=None,
                    credito=None,
                    imputazione=None,
                ),
                violation_error_message="Un pagamento o un rientro appartiene alla sua pratica.",
            ),
            models.UniqueConstraint(
                name="movimento_fondo_un_pagamento_per_escussione",
                fields=["escussione"],
                condition=Q(tipo="EROGAZIONE_ESCUSSIONE"),
                violation_error_message="Questa escussione è già stata pagata.",
            ),
            models.UniqueConstraint(
                name="movimento_fondo_un_rientro_per_pagamento",
                fields=["imputazione"],
                condition=Q(rettifica_di=None),
                violation_error_message="Questo pagamento è già rientrato nel fondo.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="coerente",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("corretto", "fondo_garanzia_movimentofondo"), ("tolto", "numeric")],
                func=MOVIMENTO_COERENTE,
            ),
            *a_ogni_scrittura("somma_nel_fondo", SOMMA_NEL_FONDO)[:1],
            alla_fine("come_il_suo_anticipo", pgtrigger.Insert, DICHIARA_CONTI, SE_DI_UN_ANTICIPO),
            alla_fine("come_il_suo_credito", pgtrigger.Insert, DICHIARA_CONTI, SE_DI_UN_CREDITO),
            alla_fine("come_la_sua_escussione", pgtrigger.Insert, DICHIARA_PAGATA, SE_DI_UN_ESCUSSIONE),
            *solo_aggiunte(),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} del {self.giorno:%d/%m/%Y}"


class DerogaFondo(models.Model):
    """The Unione lets a fund commit more than it has, by ``importo`` euro and with a reason. Only added."""

    fondo = models.ForeignKey(Fondo, models.PROTECT, verbose_name="fondo", related_name="deroghe")
    importo = models.DecimalField("importo", **IN_EURO)
    nota = models.CharField("perché", max_length=500)
    concessa_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    concessa_il = models.DateField("concessa il")

    class Meta:
        verbose_name, verbose_name_plural = "deroga", "deroghe"
        ordering = ["-concessa_il", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="deroga_con_importo_e_nota",
                condition=Q(importo__gt=0) & ~Q(nota=""),
                violation_error_message="Una deroga ha un importo maggiore di zero e dice perché.",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="concessa_dall_unione",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=DEROGA_DELL_UNIONE,
            ),
            *solo_aggiunte(),
        ]

    def __str__(self) -> str:
        return f"Deroga del {self.concessa_il:%d/%m/%Y}"
