import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fondo_garanzia.choices import OrdineDeposito, StatoEscussione, StatoRivalsa, TipoFileEscussione
from fondo_garanzia.models.fondo import IN_EURO
from fondo_garanzia.models.garanzia import Garanzia, delle_pratiche
from fondo_garanzia.models.somme import (
    CONTI_DEL_CREDITO,
    DICHIARA_CONTI,
    DICHIARA_PAGATA,
    DICHIARA_RATE,
    PAGATA_UNA_VOLTA,
    PER_IL_CREDITO,
    alla_fine,
)
from valdera_housing.kit.trigger import a_ogni_scrittura
from valdera_housing.models import Documento, Lettera, Nucleo, Utente

VALUTATE = ["VALUTATA", "APPROVATA", "LIQUIDATA"]
CONCLUSE = ["RIFIUTATA", "RITIRATA", "LIQUIDATA"]
SOMMA_PAGATI = """
    UPDATE fondo_garanzia_garanzia g
    SET pagato_canoni = g.pagato_canoni + d.canoni, pagato_danni = g.pagato_danni + d.danni
    FROM (SELECT garanzia_id, sum(segno * ammesso_canoni) AS canoni, sum(segno * ammesso_danni) AS danni
          FROM ({movimenti}) riga WHERE stato = 'LIQUIDATA'
          GROUP BY garanzia_id ORDER BY garanzia_id) d
    WHERE g.id = d.garanzia_id AND (d.canoni <> 0 OR d.danni <> 0);
"""
MESI_SOMMANO = """
    SELECT stato, ammesso_canoni, garanzia_id INTO pratica FROM fondo_garanzia_escussione WHERE id = {chiave};
    SELECT coalesce(sum(ammesso), 0) INTO somma FROM fondo_garanzia_mensilitaescussa WHERE escussione_id = {chiave};
    IF somma <> (CASE WHEN pratica.stato IN ('VALUTATA', 'APPROVATA', 'LIQUIDATA')
                      THEN pratica.ammesso_canoni ELSE 0 END)
       OR EXISTS (SELECT 1 FROM fondo_garanzia_mensilitaescussa
                  WHERE escussione_id = {chiave} AND garanzia_id <> pratica.garanzia_id) THEN
        RAISE EXCEPTION 'I mesi di un''escussione devono sommare ai canoni ammessi.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'mesi_sommano_all_escussione';
    END IF;
"""
DICHIARA_MESI = [("pratica", "record"), ("somma", "numeric")]
PAGATA_FERMA = """
    IF OLD.stato = 'LIQUIDATA' AND (NEW.stato, NEW.ammesso_canoni, NEW.ammesso_danni, NEW.garanzia_id, NEW.pagata_il)
       IS DISTINCT FROM (OLD.stato, OLD.ammesso_canoni, OLD.ammesso_danni, OLD.garanzia_id, OLD.pagata_il) THEN
        RAISE EXCEPTION 'Un''escussione pagata non si riscrive.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'escussione_pagata_ferma';
    END IF;
    RETURN NEW;
"""


class EscussioneQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "EscussioneQuerySet":
        return self.filter(delle_pratiche(utente, "garanzia__nucleo"))

    def aperte(self) -> "EscussioneQuerySet":
        return self.exclude(stato__in=CONCLUSE)


@pghistory.track(exclude=["importo"])
class Escussione(models.Model):
    """The owner asks the fund for the rents and damages not paid, in euro; what is owed is worked out line by line.

    ``ammesso_canoni = min(residual cap, unpaid rents net)``, the same for damages (domain.md 3.5); ``calcolo`` keeps
    the lines as they were shown when it was evaluated: ``[{"voce", "importo", "nota"}]``.
    """

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    garanzia = models.ForeignKey(Garanzia, models.PROTECT, verbose_name="garanzia", related_name="escussioni")
    evento_il = models.DateField("fatto che la fa nascere, del")
    presentata_il = models.DateField("presentata il")
    presentata_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrata da", editable=False, related_name="+"
    )
    danni = models.DecimalField("danni", default=0, **IN_EURO)
    danni_recuperati = models.DecimalField("danni già rimborsati da altri", default=0, **IN_EURO)
    deposito_trattenuto = models.DecimalField("deposito trattenuto dal proprietario", default=0, **IN_EURO)
    ordine_deposito = models.CharField(
        "il deposito copre", max_length=6, choices=OrdineDeposito, default=OrdineDeposito.DANNI
    )
    nota = models.CharField("nota", max_length=1000, blank=True)
    ammesso_canoni = models.DecimalField("ammesso per i canoni", default=0, **IN_EURO)
    ammesso_danni = models.DecimalField("ammesso per i danni", default=0, **IN_EURO)
    importo = models.GeneratedField(
        expression=F("ammesso_canoni") + F("ammesso_danni"),
        output_field=models.DecimalField("importo", **IN_EURO),
        db_persist=True,
    )
    non_coperto = models.DecimalField("non coperto", default=0, **IN_EURO)
    calcolo = models.JSONField("come si è calcolato", default=list, blank=True)
    valutata_il = models.DateField("valutata il", null=True, blank=True)
    atto = models.CharField("atto", max_length=160, blank=True)
    decisa_il = models.DateField("decisa il", null=True, blank=True)
    decisa_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="decisa da", null=True, blank=True, editable=False,
        related_name="+",
    )  # fmt: skip
    motivo = models.CharField("motivo", max_length=500, blank=True)
    integrare_entro = models.DateField("integrare entro il", null=True, blank=True)
    pagata_il = models.DateField("pagata il", null=True, blank=True)
    lettera = models.ForeignKey(
        Lettera, models.PROTECT, verbose_name="lettera", null=True, blank=True, related_name="+"
    )
    stato = models.CharField("stato", max_length=12, choices=StatoEscussione, default=StatoEscussione.PRESENTATA)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = EscussioneQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "escussione", "escussioni"
        ordering = ["-presentata_il", "-pk"]
        indexes = [
            models.Index(fields=["stato", "-presentata_il", "-id"], name="escussione_stato"),
            models.Index(fields=["-presentata_il", "-id"], name="escussione_presentata"),
            models.Index(fields=["garanzia", "-presentata_il"], name="escussione_garanzia"),
            models.Index(fields=["pagata_il"], name="escussione_pagata", condition=Q(pagata_il__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                name="escussione_una_aperta",
                fields=["garanzia"],
                condition=~Q(stato__in=CONCLUSE),
                violation_error_message="Su questa garanzia c'è già una richiesta di escussione aperta.",
            ),
            models.CheckConstraint(
                name="escussione_importi",
                condition=Q(
                    danni__gte=0,
                    danni_recuperati__gte=0,
                    deposito_trattenuto__gte=0,
                    ammesso_canoni__gte=0,
                    ammesso_danni__gte=0,
                    non_coperto__gte=0,
                ),
                violation_error_message="Gli importi di un'escussione non sono mai negativi.",
            ),
            models.CheckConstraint(
                name="escussione_presentata_dopo_il_fatto",
                condition=Q(presentata_il__gte=F("evento_il")),
                violation_error_message="La richiesta non precede il fatto da cui nasce.",
            ),
            models.CheckConstraint(
                name="escussione_valutata_con_calcolo",
                condition=Q(stato__in=VALUTATE, valutata_il__isnull=False)
                | (~Q(stato__in=VALUTATE) & Q(ammesso_canoni=0, ammesso_danni=0)),
                violation_error_message="Un importo si ammette con la valutazione.",
            ),
            models.CheckConstraint(
                name="escussione_approvata_con_atto",
                condition=~Q(stato__in=["APPROVATA", "LIQUIDATA"])
                | (Q(decisa_il__isnull=False, decisa_da__isnull=False) & ~Q(atto="")),
                violation_error_message="Un'escussione approvata dice chi l'ha decisa, quando e con quale atto.",
            ),
            models.CheckConstraint(
                name="escussione_decisa_da_altri",
                condition=Q(decisa_da=None) | ~Q(decisa_da=F("presentata_da")),
                violation_error_message="Chi registra un'escussione non può approvarla.",
            ),
            models.CheckConstraint(
                name="escussione_rifiutata_con_motivo",
                condition=~Q(stato__in=["RIFIUTATA", "INTEGRAZIONE", "RITIRATA"]) | ~Q(motivo=""),
                violation_error_message="Scrivi il motivo.",
            ),
            models.CheckConstraint(
                name="escussione_pagata_con_data",
                condition=Q(stato="LIQUIDATA", pagata_il__isnull=False, pagata_il__gte=F("decisa_il"))
                | (~Q(stato="LIQUIDATA") & Q(pagata_il=None)),
                violation_error_message="Un'escussione pagata dice quando, non prima di essere approvata.",
            ),
        ]
        triggers = [
            *a_ogni_scrittura("somma_pagati", SOMMA_PAGATI)[:2],
            alla_fine(
                "pagata_una_volta",
                pgtrigger.Insert | pgtrigger.UpdateOf("stato"),
                DICHIARA_PAGATA,
                PAGATA_UNA_VOLTA.replace("{chiave}", "NEW.id"),
            ),
            alla_fine(
                "mesi_sommano",
                pgtrigger.Insert | pgtrigger.UpdateOf("stato", "ammesso_canoni", "garanzia_id"),
                DICHIARA_MESI,
                MESI_SOMMANO.replace("{chiave}", "NEW.id"),
            ),
            pgtrigger.Trigger(
                name="pagata_ferma", when=pgtrigger.Before, operation=pgtrigger.Update, func=PAGATA_FERMA
            ),
            pgtrigger.Protect(name="non_si_elimina", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Escussione {self.numero}"


@pghistory.track(exclude=["netto"])
class MensilitaEscussa(models.Model):
    """A month of rent in a claim, in euro. Paid once ever (invariant c.5)."""

    escussione = models.ForeignKey(Escussione, models.PROTECT, verbose_name="escussione", related_name="mensilita")
    garanzia = models.ForeignKey(Garanzia, models.PROTECT, verbose_name="garanzia", related_name="+")
    competenza = models.DateField("mese")
    richiesto = models.DecimalField("non pagato", **IN_EURO)
    contributi = models.DecimalField("contributi pubblici già pagati", default=0, **IN_EURO)
    recuperato = models.DecimalField("già recuperato", default=0, **IN_EURO)
    netto = models.GeneratedField(
        expression=F("richiesto") - F("contributi") - F("recuperato"),
        output_field=models.DecimalField("resta", **IN_EURO),
        db_persist=True,
    )
    ammesso = models.DecimalField("paga il fondo", default=0, editable=False, **IN_EURO)

    class Meta:
        verbose_name, verbose_name_plural = "mese richiesto", "mesi richiesti"
        ordering = ["competenza"]
        constraints = [
            models.UniqueConstraint(
                name="mensilita_una_per_escussione",
                fields=["escussione", "competenza"],
                violation_error_message="Questo mese è già nella richiesta.",
            ),
            models.UniqueConstraint(
                name="mensilita_pagata_una_volta",
                fields=["garanzia", "competenza"],
                condition=Q(ammesso__gt=0),
                violation_error_message="Il fondo ha già pagato questo mese di questa garanzia.",
            ),
            models.CheckConstraint(
                name="mensilita_primo_del_mese",
                condition=Q(competenza__day=1),
                violation_error_message="Il mese si scrive con il suo primo giorno.",
            ),
            models.CheckConstraint(
                name="mensilita_importi",
                condition=Q(
                    richiesto__gt=0,
                    contributi__gte=0,
                    recuperato__gte=0,
                    ammesso__gte=0,
                    richiesto__gte=F("contributi") + F("recuperato") + F("ammesso"),
                ),
                violation_error_message="Di un mese non si paga più di quanto resta.",
            ),
        ]
        triggers = [
            alla_fine(
                "mesi_sommano",
                pgtrigger.Insert | pgtrigger.Update,
                DICHIARA_MESI,
                MESI_SOMMANO.replace("{chiave}", "NEW.escussione_id"),
            ),
            alla_fine(
                "mesi_sommano_senza",
                pgtrigger.Delete,
                DICHIARA_MESI,
                MESI_SOMMANO.replace("{chiave}", "OLD.escussione_id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competenza:%m/%Y}"


@pghistory.track()
class FileEscussione(models.Model):
    """A document of a claim. The same file never supports two claims: ``impronta`` is its sha256."""

    escussione = models.ForeignKey(Escussione, models.PROTECT, verbose_name="escussione", related_name="file")
    tipo = models.CharField("che cos'è", max_length=16, choices=TipoFileEscussione)
    documento = models.ForeignKey(Documento, models.PROTECT, verbose_name="file", related_name="+")
    impronta = models.CharField("impronta", max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "documento dell'escussione", "documenti dell'escussione"
        ordering = ["tipo", "pk"]
        triggers = [pgtrigger.Protect(name="solo_aggiunte", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.get_tipo_display()


class CreditoRivalsaQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "CreditoRivalsaQuerySet":
        return self.filter(delle_pratiche(utente))


@pghistory.track(exclude=["residuo"])
class CreditoRivalsa(models.Model):
    """What a household owes the fund after a claim was paid in its place (L.R. Toscana 13/2015 art. 2), in euro."""

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    escussione = models.OneToOneField(Escussione, models.PROTECT, verbose_name="escussione", related_name="rivalsa")
    nucleo = models.ForeignKey(Nucleo, models.PROTECT, verbose_name="nucleo", related_name="+")
    importo = models.DecimalField("importo", **IN_EURO)
    restituito = models.DecimalField("restituito", default=0, editable=False, **IN_EURO)
    residuo = models.GeneratedField(
        expression=F("importo") - F("restituito"),
        output_field=models.DecimalField("resta", **IN_EURO),
        db_persist=True,
    )
    aperto_il = models.DateField("aperto il")
    stato = models.CharField("stato", max_length=11, choices=StatoRivalsa, default=StatoRivalsa.IN_RIMBORSO)
    chiuso_il = models.DateField("chiuso il", null=True, blank=True)
    atto_stralcio = models.CharField("atto di stralcio", max_length=160, blank=True)
    stralciato_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="stralciato da", null=True, blank=True,
        editable=False, related_name="+",
    )  # fmt: skip
    motivo = models.CharField("motivo", max_length=500, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = CreditoRivalsaQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "rivalsa", "rivalse"
        ordering = ["-aperto_il", "-pk"]
        indexes = [
            models.Index(fields=["stato", "-aperto_il", "-id"], name="rivalsa_stato"),
            models.Index(fields=["-aperto_il", "-id"], name="rivalsa_aperta"),
            models.Index(fields=["nucleo", "-aperto_il"], name="rivalsa_nucleo"),
        ]
        constraints = [
            models.CheckConstraint(
                name="rivalsa_restituito_entro_l_importo",
                condition=Q(importo__gt=0, restituito__gte=0, restituito__lte=F("importo")),
                violation_error_message="Non si restituisce più di quanto il fondo ha pagato.",
            ),
            models.CheckConstraint(
                name="rivalsa_stralciata_con_atto",
                condition=~Q(stato="PERDITA")
                | (Q(stralciato_da__isnull=False, chiuso_il__isnull=False) & ~Q(atto_stralcio="")),
                violation_error_message="Lo stralcio dice chi lo decide, quando e con quale atto.",
            ),
            models.CheckConstraint(
                name="rivalsa_pagata_per_intero",
                condition=Q(stato__in=["RIMBORSATO", "RECUPERATO"], restituito=F("importo"))
                | (~Q(stato__in=["RIMBORSATO", "RECUPERATO"]) & Q(restituito__lt=F("importo"))),
                violation_error_message="Una rivalsa è chiusa quando è restituita per intero, e solo allora.",
            ),
        ]
        triggers = [
            alla_fine(
                "pagata_una_volta",
                pgtrigger.Insert | pgtrigger.UpdateOf("importo"),
                DICHIARA_PAGATA,
                PAGATA_UNA_VOLTA.replace("{chiave}", "NEW.escussione_id"),
            ),
            alla_fine(
                "come_i_suoi_movimenti",
                pgtrigger.Insert | pgtrigger.UpdateOf("restituito"),
                DICHIARA_CONTI,
                CONTI_DEL_CREDITO.replace("{chiave}", "NEW.id"),
            ),
            alla_fine("rate_sommano", pgtrigger.Insert, DICHIARA_RATE, PER_IL_CREDITO.replace("{riga}", "NEW.id")),
            pgtrigger.Protect(name="non_si_elimina", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Rivalsa {self.numero}"
