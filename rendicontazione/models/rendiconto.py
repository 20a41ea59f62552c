import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from rendicontazione.choices import ASPETTI_RENDICONTO, StatoRendiconto
from rendicontazione.workflow import IN_ESAME
from valdera_housing.choices import Ruolo
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.models import Documento, Trimestre, Utente


class SedutaCabina(models.Model):
    """A meeting of the Cabina di Regia: a quarter is paid only after one has seen it (invariant 14)."""

    data = models.DateField("data della seduta")
    verbale = models.CharField("verbale n.", max_length=60)
    documento = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="verbale firmato", null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name, verbose_name_plural = "seduta della Cabina", "sedute della Cabina"
        ordering = ["-data"]
        constraints = [
            models.UniqueConstraint(
                name="seduta_verbale_unico",
                fields=["data", "verbale"],
                violation_error_message="Questa seduta è già registrata.",
            )
        ]

    def __str__(self) -> str:
        return f"Seduta del {self.data:%d/%m/%Y}, verbale n. {self.verbale}"


class RendicontoQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "RendicontoQuerySet":
        """The ETS and those who check it see every quarter; the Cabina only those already verified."""
        if utente.ha_ruolo(Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE):
            return self
        if utente.ha_ruolo(Ruolo.CABINA):
            return self.filter(stato__in=CONCLUSI)
        return self.none()

    def con_trimestre(self) -> "RendicontoQuerySet":
        return self.select_related("trimestre__convenzione__attuatore", "seduta")

    def bloccati(self) -> "RendicontoQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


CONCLUSI = (StatoRendiconto.VERIFICATO, StatoRendiconto.APPROVATO, StatoRendiconto.LIQUIDATO)


@pghistory.track()
class Rendiconto(models.Model):
    """The accounts of a quarter, from the ETS's drafts to the payment.

    ``sospeso_dal`` is the day the integrations were asked for: the deadline of the check moves by the days waited.
    ``motivo_riapertura`` waits here from the reopening to the next closing, which writes it on the new report.
    """

    trimestre = models.OneToOneField(Trimestre, models.PROTECT, verbose_name="trimestre", related_name="+")
    stato = models.CharField(
        "stato", max_length=24, choices=StatoRendiconto, default=StatoRendiconto.APERTO, db_index=True
    )
    protocollo = models.CharField("protocollo", max_length=40, blank=True)
    presentato_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    presentato_alle = models.DateTimeField("presentato alle", null=True)
    verifica_entro = models.DateField("verifica entro", null=True)
    in_verifica_dal = models.DateTimeField("in verifica dal", null=True)
    sospeso_dal = models.DateField("verifica sospesa dal", null=True)
    verificato_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    verificato_alle = models.DateTimeField("verificato alle", null=True)
    approvato_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approvato_alle = models.DateTimeField("approvato alle", null=True)
    seduta = models.ForeignKey(SedutaCabina, models.PROTECT, verbose_name="seduta", null=True, related_name="+")
    mandato = models.CharField("mandato n.", max_length=40, blank=True)
    liquidato_il = models.DateField("liquidato il", null=True)
    osservazioni = models.TextField("criticità per la Cabina", blank=True)
    prossimo_trimestre = models.TextField("prossimo trimestre", blank=True)
    motivo_riapertura = models.CharField("motivo della riapertura", max_length=300, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = RendicontoQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "rendiconto", "rendiconti"
        ordering = ["trimestre__numero"]
        constraints = [
            models.CheckConstraint(
                name="rendiconto_quattro_occhi",
                condition=Q(approvato_da=None) | Q(verificato_da=None) | ~Q(approvato_da=F("verificato_da")),
                violation_error_message="Chi ha verificato il rendiconto non può anche approvarlo.",
            ),
            models.CheckConstraint(
                name="rendiconto_verificato_da_altri",
                condition=Q(verificato_da=None) | Q(presentato_da=None) | ~Q(verificato_da=F("presentato_da")),
                violation_error_message="Chi ha presentato il rendiconto non può verificarlo.",
            ),
            models.CheckConstraint(
                name="rendiconto_presentato_con_protocollo",
                condition=Q(stato=StatoRendiconto.APERTO) | (Q(presentato_alle__isnull=False) & ~Q(protocollo="")),
                violation_error_message="Un rendiconto presentato ha data e protocollo.",
            ),
            models.CheckConstraint(
                name="rendiconto_liquidato_dopo_la_cabina",
                condition=~Q(stato=StatoRendiconto.LIQUIDATO) | (Q(seduta__isnull=False) & ~Q(mandato="")),
                violation_error_message="Si liquida solo dopo la seduta della Cabina, con il numero del mandato.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="non_si_elimina", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Rendiconto del {self.trimestre}"

    @property
    def aspetto(self) -> Aspetto:
        return ASPETTI_RENDICONTO[self.stato]

    @property
    def aperto(self) -> bool:
        return self.stato == StatoRendiconto.APERTO

    @property
    def in_esame(self) -> bool:
        return self.stato in IN_ESAME

    @property
    def concluso(self) -> bool:
        return self.stato in CONCLUSI
