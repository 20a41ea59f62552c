import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Concat, Lower

from fondo_garanzia.choices import StatoGaranzia
from fondo_garanzia.models.fondo import IN_EURO, Fondo
from fondo_garanzia.workflow import CONTI, UNIONE
from valdera_housing.choices import Ruolo
from valdera_housing.kit.trigger import a_ogni_scrittura
from valdera_housing.models import (
    Contratto,
    Documento,
    Invio,
    Lettera,
    Nucleo,
    Proprietario,
    SenzaAccenti,
    Utente,
    dei_nuclei_seguiti,
)

IMPEGNANO = ["APPROVATA", "ATTIVA", "SOSPESA", "IN_ESCUSSIONE", "ESCUSSA_PARZIALE"]
FINITE = ["ESCUSSA_TOTALE", "CHIUSA", "SCADUTA", "REVOCATA", "SVINCOLATA"]
DECISE = [*IMPEGNANO, *FINITE]
VIVE = ["RICHIESTA", "ISTRUTTORIA", *IMPEGNANO]
# What a file of the fund commits is in its column ``impegno``: the fund keeps the sum.
SOMMA_IMPEGNI = """
    UPDATE fondo_garanzia_fondo f SET impegnato = f.impegnato + d.impegno
    FROM (SELECT fondo_id, sum(segno * impegno) AS impegno FROM ({movimenti}) riga
          GROUP BY fondo_id HAVING sum(segno * impegno) <> 0 ORDER BY fondo_id) d
    WHERE f.id = d.fondo_id;
"""
# The fund of a comune never pays for a household of another one: checked when the file is opened.
DEL_COMUNE_DEL_NUCLEO = """
    IF TG_OP = 'UPDATE' AND (NEW.fondo_id, NEW.nucleo_id) IS NOT DISTINCT FROM (OLD.fondo_id, OLD.nucleo_id) THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' OR (SELECT comune_id FROM fondo_garanzia_fondo WHERE id = NEW.fondo_id)
       IS DISTINCT FROM (SELECT comune_id FROM valdera_housing_nucleo WHERE id = NEW.nucleo_id) THEN
        RAISE EXCEPTION 'Il fondo di un comune si usa solo per i nuclei di quel comune.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'pratica_del_suo_comune';
    END IF;
    RETURN NEW;
"""


def impegni(nome: str = "impegni") -> list[pgtrigger.Trigger]:
    """The triggers of a noun that commits money of its fund."""
    return [
        *a_ogni_scrittura(nome, SOMMA_IMPEGNI)[:2],
        pgtrigger.Trigger(
            name="del_comune_del_nucleo",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.UpdateOf("fondo_id", "nucleo_id"),
            func=DEL_COMUNE_DEL_NUCLEO,
        ),
        pgtrigger.Protect(name="non_si_elimina", operation=pgtrigger.Delete),
    ]


def delle_pratiche(utente: Utente, nucleo: str = "nucleo") -> Q:
    """Who keeps, approves or audits the fund sees every file; the others those of the households they follow."""
    if utente.ha_ruolo(*CONTI, *UNIONE, Ruolo.REVISORE):
        return Q()
    return dei_nuclei_seguiti(utente, nucleo)


class PraticaQuerySet(models.QuerySet):
    """Guarantees and advances: of whom, searched by words."""

    def visibili_a(self, utente: Utente) -> "PraticaQuerySet":
        return self.filter(delle_pratiche(utente))

    def cercate(self, testo: str) -> "PraticaQuerySet":
        trovate = self
        for parola in testo.replace("\x00", "").split():
            trovate = trovate.filter(cercabile__contains=SenzaAccenti(Lower(Value(parola))))
        return trovate


class GaranziaQuerySet(PraticaQuerySet):
    def che_impegnano(self) -> "GaranziaQuerySet":
        """Those that commit money of their fund."""
        return self.filter(stato__in=IMPEGNANO)


@pghistory.track(exclude=["cercabile", "impegno", "massimale", "residuo_canoni", "residuo_danni"])
class Garanzia(models.Model):
    """The fund's promise to the owner of a contract: unpaid rents and damages, each up to its cap, in euro.

    The caps are committed from the approval to the end; ``pagato_canoni`` and ``pagato_danni`` are the sums of the
    claims paid (triggers of Escussione). ``titolare`` is the owner as written in the letter.
    """

    numero = models.CharField("numero", max_length=14, unique=True, editable=False)
    fondo = models.ForeignKey(Fondo, models.PROTECT, verbose_name="fondo", related_name="garanzie")
    nucleo = models.ForeignKey(Nucleo, models.PROTECT, verbose_name="nucleo", related_name="+")
    contratto = models.ForeignKey(Contratto, models.PROTECT, verbose_name="contratto", related_name="+")
    invio = models.ForeignKey(Invio, models.PROTECT, verbose_name="invio", null=True, blank=True, related_name="+")
    proprietario = models.ForeignKey(
        Proprietario, models.PROTECT, verbose_name="proprietario", null=True, blank=True, related_name="+"
    )
    titolare = models.CharField("a favore di", max_length=200)
    titolare_codice = models.CharField("codice fiscale o partita IVA", max_length=16, blank=True)
    titolare_iban = models.CharField("IBAN", max_length=34, blank=True)
    motivo = models.CharField("perché serve", max_length=1000)
    richiesta_il = models.DateField("richiesta il")
    richiesta_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="richiesta da", editable=False, related_name="+"
    )
    canone_mensile = models.DecimalField("canone al mese", **IN_EURO)
    mensilita = models.PositiveSmallIntegerField("mensilità garantite", default=3)
    franchigia_mensilita = models.PositiveSmallIntegerField("mensilità a carico del proprietario", default=0)
    massimale_canoni = models.DecimalField("massimale per i canoni", **IN_EURO)
    massimale_danni = models.DecimalField("massimale per i danni", default=0, **IN_EURO)
    inizio = models.DateField("vale dal")
    scade_il = models.DateField("vale fino al")
    istruttoria = models.CharField("istruttoria", max_length=2000, blank=True)
    istruita_il = models.DateField("istruita il", null=True, blank=True)
    atto = models.CharField("atto", max_length=160, blank=True)
    decisa_il = models.DateField("decisa il", null=True, blank=True)
    decisa_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="decisa da", null=True, blank=True, editable=False,
        related_name="+",
    )  # fmt: skip
    motivo_decisione = models.CharField("perché", max_length=500, blank=True)
    attiva_dal = models.DateField("lettera consegnata il", null=True, blank=True)
    lettera = models.ForeignKey(
        Lettera, models.PROTECT, verbose_name="lettera di garanzia", null=True, blank=True, related_name="+"
    )
    accettazione = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="lettera firmata", null=True, blank=True, related_name="+"
    )
    finita_il = models.DateField("finita il", null=True, blank=True)
    motivo_fine = models.CharField("perché è sospesa o finita", max_length=500, blank=True)
    stato = models.CharField("stato", max_length=16, choices=StatoGaranzia, default=StatoGaranzia.RICHIESTA)
    pagato_canoni = models.DecimalField("pagato per i canoni", default=0, editable=False, **IN_EURO)
    pagato_danni = models.DecimalField("pagato per i danni", default=0, editable=False, **IN_EURO)
    massimale = models.GeneratedField(
        expression=F("massimale_canoni") + F("massimale_danni"),
        output_field=models.DecimalField("massimale", **IN_EURO),
        db_persist=True,
    )
    residuo_canoni = models.GeneratedField(
        expression=F("massimale_canoni") - F("pagato_canoni"),
        output_field=models.DecimalField("resta per i canoni", **IN_EURO),
        db_persist=True,
    )
    residuo_danni = models.GeneratedField(
        expression=F("massimale_danni") - F("pagato_danni"),
        output_field=models.DecimalField("resta per i danni", **IN_EURO),
        db_persist=True,
    )
    impegno = models.GeneratedField(
        expression=Case(
            When(
                stato__in=IMPEGNANO,
                then=F("massimale_canoni") - F("pagato_canoni") + F("massimale_danni") - F("pagato_danni"),
            ),
            default=Value(0),
            output_field=models.DecimalField(**IN_EURO),
        ),
        output_field=models.DecimalField("impegno", **IN_EURO),
        db_persist=True,
    )
    cercabile = models.GeneratedField(
        expression=SenzaAccenti(Lower(Concat(F("numero"), Value(" "), F("titolare")))),
        output_field=models.TextField(),
        db_persist=True,
    )
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = GaranziaQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "garanzia", "garanzie"
        ordering = ["-richiesta_il", "-pk"]
        indexes = [
            models.Index(fields=["stato", "-richiesta_il", "-id"], name="garanzia_stato"),
            models.Index(fields=["-richiesta_il", "-id"], name="garanzia_richiesta"),
            models.Index(fields=["fondo", "-richiesta_il", "-id"], name="garanzia_fondo"),
            models.Index(fields=["nucleo", "-richiesta_il"], name="garanzia_nucleo"),
            models.Index(fields=["scade_il"], name="garanzia_scade", condition=Q(stato__in=IMPEGNANO)),
            GinIndex(OpClass(F("cercabile"), name="gin_trgm_ops"), name="garanzia_cercabile"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="garanzia_una_viva_per_contratto",
                fields=["contratto"],
                condition=Q(stato__in=VIVE),
                violation_error_message="Su questo contratto c'è già una garanzia richiesta o in corso.",
            ),
            models.CheckConstraint(
                name="garanzia_date_in_ordine",
                condition=Q(scade_il__gte=F("inizio")),
                violation_error_message="Una garanzia non finisce prima di cominciare.",
            ),
            models.CheckConstraint(
                name="garanzia_massimali",
                condition=Q(massimale_canoni__gte=0, massimale_danni__gte=0, canone_mensile__gte=0)
                & ~Q(massimale_canoni=0, massimale_danni=0),
                violation_error_message="Una garanzia ha almeno un massimale maggiore di zero.",
            ),
            models.CheckConstraint(
                name="garanzia_canoni_entro_le_mensilita",
                condition=Q(massimale_canoni__lte=F("canone_mensile") * F("mensilita")),
                violation_error_message="Il massimale per i canoni non supera le mensilità garantite.",
            ),
            models.CheckConstraint(
                name="garanzia_pagato_entro_i_massimali",
                condition=Q(
                    pagato_canoni__gte=0,
                    pagato_danni__gte=0,
                    pagato_canoni__lte=F("massimale_canoni"),
                    pagato_danni__lte=F("massimale_danni"),
                ),
                violation_error_message="Il fondo non paga più del massimale della garanzia.",
            ),
            models.CheckConstraint(
                name="garanzia_decisa_con_atto",
                condition=~Q(stato__in=DECISE) | (Q(decisa_il__isnull=False, decisa_da__isnull=False) & ~Q(atto="")),
                violation_error_message="Una garanzia approvata dice chi l'ha decisa, quando e con quale atto.",
            ),
            models.CheckConstraint(
                name="garanzia_decisa_da_altri",
                condition=Q(decisa_da=None) | ~Q(decisa_da=F("richiesta_da")),
                violation_error_message="Chi chiede una garanzia non può approvarla.",
            ),
            models.CheckConstraint(
                name="garanzia_rifiutata_con_motivo",
                condition=~Q(stato="RIFIUTATA") | ~Q(motivo_decisione=""),
                violation_error_message="Scrivi perché la garanzia è rifiutata.",
            ),
            models.CheckConstraint(
                name="garanzia_finita_con_data",
                condition=Q(stato__in=FINITE, finita_il__isnull=False) | (~Q(stato__in=FINITE) & Q(finita_il=None)),
                violation_error_message="Una garanzia finita dice quando, una viva no.",
            ),
        ]
        triggers = impegni()

    def __str__(self) -> str:
        return f"Garanzia {self.numero}"
