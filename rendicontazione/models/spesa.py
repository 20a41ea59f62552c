import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower

from rendicontazione.choices import ASPETTI_SPESA, Criterio, Macrovoce, MotivoNonAmmissione, StatoSpesa, TipoDocumento
from rendicontazione.models.documento_spesa import DocumentoSpesa
from rendicontazione.models.rendiconto import Rendiconto
from rendicontazione.models.somme import a_ogni_scrittura, somma_nel_documento
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.models import Nucleo, SenzaAccenti, Utente

IN_ATTESA = "('BOZZA', 'PRESENTATA', 'DA_INTEGRARE')"
OCCUPA = f"CASE WHEN riga.stato IN {IN_ATTESA} THEN riga.importo ELSE riga.ammesso + riga.eccedenza END"

SOMMA_NEI_TOTALI = """
    INSERT INTO rendicontazione_totalespesa AS t
        (rendiconto_id, linea, macrovoce, stato, quante, importo, ammesso, eccedenza, non_ammesso)
    SELECT rendiconto_id, linea, macrovoce, stato, sum(segno), sum(segno * importo), sum(segno * ammesso),
           sum(segno * eccedenza), sum(segno * non_ammesso)
    FROM ({movimenti}) riga GROUP BY rendiconto_id, linea, macrovoce, stato
    ORDER BY rendiconto_id, linea, macrovoce, stato
    ON CONFLICT (rendiconto_id, linea, macrovoce, stato) DO UPDATE SET
        quante = t.quante + EXCLUDED.quante, importo = t.importo + EXCLUDED.importo,
        ammesso = t.ammesso + EXCLUDED.ammesso, eccedenza = t.eccedenza + EXCLUDED.eccedenza,
        non_ammesso = t.non_ammesso + EXCLUDED.non_ammesso;
"""
SOMMA_NEL_BUDGET = """
    UPDATE rendicontazione_lineabudget b SET
        presentato = b.presentato + d.presentato, in_verifica = b.in_verifica + d.in_verifica,
        ammesso = b.ammesso + d.ammesso, eccedenza = b.eccedenza + d.eccedenza
    FROM (
        SELECT t.convenzione_id, riga.linea,
            sum(CASE WHEN riga.stato <> 'BOZZA' THEN segno * riga.importo ELSE 0 END) AS presentato,
            sum(CASE WHEN riga.stato IN ('PRESENTATA', 'DA_INTEGRARE') THEN segno * riga.importo ELSE 0 END)
                AS in_verifica,
            sum(segno * riga.ammesso) AS ammesso, sum(segno * riga.eccedenza) AS eccedenza
        FROM ({movimenti}) riga
        JOIN rendicontazione_rendiconto r ON r.id = riga.rendiconto_id
        JOIN valdera_housing_trimestre t ON t.id = r.trimestre_id
        GROUP BY t.convenzione_id, riga.linea
    ) d
    WHERE b.convenzione_id = d.convenzione_id AND b.linea = d.linea
        AND (d.presentato <> 0 OR d.in_verifica <> 0 OR d.ammesso <> 0 OR d.eccedenza <> 0);
"""
SEGNA_PRESENTATO = """
    UPDATE rendicontazione_documentospesa SET presentato = TRUE
    WHERE NOT presentato AND id IN (SELECT documento_spesa_id FROM ({movimenti}) riga WHERE stato <> 'BOZZA');
"""
CONGELATA = """
    IF TG_OP = 'DELETE' THEN
        IF OLD.stato <> 'BOZZA' THEN
            RAISE EXCEPTION 'Una spesa presentata non si elimina.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'spesa_presentata_immutabile';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.stato <> 'BOZZA' AND (
        (NEW.documento_spesa_id, NEW.rendiconto_id, NEW.numero, NEW.linea, NEW.macrovoce, NEW.azione,
         NEW.descrizione, NEW.importo, NEW.nucleo_id, NEW.rettifica_di_id, NEW.creata_da_id)
        IS DISTINCT FROM
        (OLD.documento_spesa_id, OLD.rendiconto_id, OLD.numero, OLD.linea, OLD.macrovoce, OLD.azione,
         OLD.descrizione, OLD.importo, OLD.nucleo_id, OLD.rettifica_di_id, OLD.creata_da_id)
        OR NEW.stato = 'BOZZA' OR OLD.stato = 'LIQUIDATA') THEN
        RAISE EXCEPTION 'Una spesa presentata non si modifica: si corregge con una nuova riga.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'spesa_presentata_immutabile';
    END IF;
    RETURN NEW;
"""
NEL_RENDICONTO_GIUSTO = """
    IF (SELECT stato FROM rendicontazione_rendiconto WHERE id = NEW.rendiconto_id) <> 'APERTO'
       AND (TG_OP = 'INSERT' OR NEW.rendiconto_id <> OLD.rendiconto_id) THEN
        RAISE EXCEPTION 'Il rendiconto di questo trimestre è già presentato: usa il trimestre aperto.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'spesa_nel_rendiconto_aperto';
    END IF;
    RETURN NEW;
"""
DECISA_SOLO_IN_VERIFICA = """
    IF NEW.stato <> 'LIQUIDATA' AND (SELECT stato FROM rendicontazione_rendiconto WHERE id = NEW.rendiconto_id)
       IN ('VERIFICATO', 'APPROVATO', 'LIQUIDATO') AND NEW.stato <> OLD.stato THEN
        RAISE EXCEPTION 'Il trimestre è chiuso: le correzioni vanno nel trimestre dopo.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'spesa_trimestre_chiuso';
    END IF;
    RETURN NEW;
"""
NASCE_IN_BOZZA = """
    IF NEW.stato <> 'BOZZA' THEN
        RAISE EXCEPTION 'Una spesa nasce in bozza: si presenta con il rendiconto.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'spesa_nasce_in_bozza';
    END IF;
    RETURN NEW;
"""
RETTIFICA_ENTRO_L_AMMESSO = f"""
    SELECT * INTO corretta FROM rendicontazione_spesa WHERE id = NEW.rettifica_di_id FOR NO KEY UPDATE;
    SELECT coalesce(sum({OCCUPA}), 0) INTO tolto FROM rendicontazione_spesa riga
    WHERE riga.rettifica_di_id = NEW.rettifica_di_id AND riga.id <> NEW.id;
    IF NEW.importo >= 0 OR (NEW.documento_spesa_id, NEW.linea) IS DISTINCT FROM
       (corretta.documento_spesa_id, corretta.linea) OR corretta.ammesso + corretta.eccedenza + tolto + NEW.importo < 0
    THEN
        RAISE EXCEPTION 'Una rettifica toglie dalla stessa spesa, e mai più di quanto è ancora ammesso.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'rettifica_entro_l_ammesso';
    END IF;
    RETURN NEW;
"""
PROVATA = """
    SELECT t.fine, c.inizio, c.fine INTO fine_trimestre, inizio_convenzione, fine_convenzione
    FROM rendicontazione_rendiconto r JOIN valdera_housing_trimestre t ON t.id = r.trimestre_id
    JOIN valdera_housing_convenzione c ON c.id = t.convenzione_id WHERE r.id = NEW.rendiconto_id;
    SELECT coalesce(sum(importo), 0) INTO pagato FROM rendicontazione_pagamento
    WHERE documento_spesa_id = NEW.documento_spesa_id AND data_valuta BETWEEN inizio_convenzione AND fine_trimestre;
    SELECT coalesce(sum(CASE WHEN s.stato IN ('PRESENTATA', 'DA_INTEGRARE') THEN s.importo
                             ELSE s.ammesso + s.eccedenza END), 0) INTO richiesto
    FROM rendicontazione_spesa s JOIN rendicontazione_rendiconto r ON r.id = s.rendiconto_id
    JOIN valdera_housing_trimestre t ON t.id = r.trimestre_id
    WHERE s.documento_spesa_id = NEW.documento_spesa_id AND t.fine <= fine_trimestre
      AND s.stato <> 'BOZZA' AND s.id <> NEW.id;
    IF pagato < richiesto + NEW.ammesso + NEW.eccedenza THEN
        RAISE EXCEPTION 'La spesa non è sostenuta: i pagamenti con valuta entro il trimestre non la coprono.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'spesa_ammessa_se_sostenuta';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM rendicontazione_allegatospesa WHERE documento_spesa_id = NEW.documento_spesa_id
                   AND tipo = 'ORIGINALE') THEN
        RAISE EXCEPTION 'La spesa non è documentata: manca il documento originale.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'spesa_ammessa_se_documentata';
    END IF;
    IF NEW.azione = '' OR NEW.descrizione = '' OR NOT EXISTS (
        SELECT 1 FROM rendicontazione_documentospesa WHERE id = NEW.documento_spesa_id
        AND data BETWEEN inizio_convenzione AND fine_convenzione) THEN
        RAISE EXCEPTION 'La spesa non è inerente: mancano azione o descrizione, o è fuori dalla convenzione.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'spesa_ammessa_se_inerente';
    END IF;
    RETURN NEW;
"""


class SpesaQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "SpesaQuerySet":
        """The ETS sees all its shares; the Unione and the auditor from the presentation on."""
        if utente.ha_ruolo(Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS):
            return self
        if utente.ha_ruolo(Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE):
            return self.exclude(stato=StatoSpesa.BOZZA)
        return self.none()

    def per_elenco(self) -> "SpesaQuerySet":
        return self.select_related("documento_spesa", "rendiconto__trimestre", "nucleo")

    def con_fascicolo(self) -> "SpesaQuerySet":
        """With what the three tests read beside the share itself."""
        return self.select_related("documento_spesa", "nucleo", "rendiconto__trimestre__convenzione")

    def cercate(self, testo: str) -> "SpesaQuerySet":
        """By words of the supplier and of its document, or by words of the share's number and description."""
        testo = testo.replace("\x00", "")
        documenti = DocumentoSpesa.objects.cercati(testo).order_by()
        per_documento = Spesa.objects.filter(documento_spesa__in=documenti)
        per_descrizione = Spesa.objects.all()
        for parola in testo.split():
            per_descrizione = per_descrizione.filter(cercabile__contains=SenzaAccenti(Lower(Value(parola))))
        # Two searches, each on its own index: an OR across the two tables would read every row.
        return self.filter(pk__in=per_documento.values("pk").union(per_descrizione.values("pk")))

    def bloccate(self) -> "SpesaQuerySet":
        return self.order_by("pk").select_for_update(of=("self",), no_key=True)


@pghistory.track(exclude=["cercabile"])
class Spesa(models.Model):
    """The share of a document claimed on a line, in euro; decided, ``importo = ammesso + eccedenza + non_ammesso``.

    ``eccedenza`` is what is regular but exceeds the line's budget: frozen until a rimodulazione, not lost (6.8).
    A row with ``rettifica_di`` corrects an earlier one with the opposite sign.
    """

    numero = models.CharField("numero", max_length=12, unique=True, editable=False)
    documento_spesa = models.ForeignKey(
        DocumentoSpesa, models.PROTECT, verbose_name="documento di spesa", related_name="quote"
    )
    rendiconto = models.ForeignKey(Rendiconto, models.PROTECT, verbose_name="rendiconto", related_name="spese")
    linea = models.CharField("linea", max_length=3, choices=Linea)
    macrovoce = models.CharField("categoria", max_length=1, choices=Macrovoce)
    azione = models.CharField("azione", max_length=120, blank=True)
    descrizione = models.CharField("descrizione", max_length=300, blank=True)
    criterio = models.CharField("criterio di riparto", max_length=8, choices=Criterio, default=Criterio.DIRETTO)
    importo = models.DecimalField("importo", max_digits=12, decimal_places=2)
    nucleo = models.ForeignKey(Nucleo, models.PROTECT, verbose_name="nucleo", null=True, blank=True, related_name="+")
    rettifica_di = models.ForeignKey(
        "self", models.PROTECT, verbose_name="rettifica", null=True, blank=True, related_name="rettifiche"
    )
    creata_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    creata_alle = models.DateTimeField("creata alle", auto_now_add=True)
    stato = models.CharField("stato", max_length=16, choices=StatoSpesa, default=StatoSpesa.BOZZA)
    ammesso = models.DecimalField("ammesso", max_digits=12, decimal_places=2, default=0)
    eccedenza = models.DecimalField("in eccedenza", max_digits=12, decimal_places=2, default=0)
    non_ammesso = models.DecimalField("non ammesso", max_digits=12, decimal_places=2, default=0)
    motivo = models.CharField("motivo", max_length=20, choices=MotivoNonAmmissione, blank=True)
    spiegazione = models.CharField("spiegazione", max_length=500, blank=True)
    verificata_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    verificata_alle = models.DateTimeField("verificata alle", null=True)
    cercabile = models.GeneratedField(
        expression=SenzaAccenti(Lower(Concat(F("numero"), Value(" "), F("descrizione")))),
        output_field=models.TextField(),
        db_persist=True,
    )
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = SpesaQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "spesa", "spese"
        indexes = [
            models.Index(fields=["rendiconto", "stato", "linea"], name="spesa_rendiconto_stato"),
            models.Index(fields=["linea", "macrovoce"], name="spesa_linea_macrovoce"),
            models.Index(fields=["stato"], name="spesa_stato"),
            GinIndex(OpClass(F("cercabile"), name="gin_trgm_ops"), name="spesa_cercabile"),
        ]
        constraints = [
            models.CheckConstraint(
                name="spesa_importo_diviso",
                condition=Q(stato__in=["BOZZA", "PRESENTATA", "DA_INTEGRARE"], ammesso=0, eccedenza=0, non_ammesso=0)
                | (
                    ~Q(stato__in=["BOZZA", "PRESENTATA", "DA_INTEGRARE"])
                    & Q(importo=F("ammesso") + F("eccedenza") + F("non_ammesso"))
                ),
                violation_error_message="Ammesso, eccedenza e non ammesso devono sommare all'importo presentato.",
            ),
            models.CheckConstraint(
                name="spesa_segni_coerenti",
                condition=Q(importo__gt=0, ammesso__gte=0, eccedenza__gte=0, non_ammesso__gte=0)
                | Q(importo__lt=0, ammesso__lte=0, eccedenza=0, non_ammesso__lte=0),
                violation_error_message="Una quota non può essere zero, e le sue parti hanno lo stesso segno.",
            ),
            models.CheckConstraint(
                name="spesa_verificata_da_altri",
                condition=Q(verificata_da=None) | ~Q(verificata_da=F("creata_da")),
                violation_error_message="Chi ha inserito la spesa non può verificarla.",
            ),
            models.CheckConstraint(
                name="spesa_non_ammessa_con_motivo",
                condition=Q(non_ammesso=0) | ~Q(motivo=""),
                violation_error_message="Ciò che non si ammette ha un motivo.",
            ),
        ]
        triggers = [
            *somma_nel_documento("ripartito", OCCUPA),
            *a_ogni_scrittura("somma_totali", SOMMA_NEI_TOTALI),
            *a_ogni_scrittura("somma_budget", SOMMA_NEL_BUDGET),
            *a_ogni_scrittura("segna_presentato", SEGNA_PRESENTATO)[:2],
            pgtrigger.Trigger(
                name="nasce_in_bozza", when=pgtrigger.Before, operation=pgtrigger.Insert, func=NASCE_IN_BOZZA
            ),
            pgtrigger.Trigger(
                name="rettifica_entro_l_ammesso",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("importo", "linea"),
                condition=pgtrigger.Q(new__rettifica_di__isnull=False),
                declare=[("corretta", "rendicontazione_spesa%ROWTYPE"), ("tolto", "numeric")],
                func=RETTIFICA_ENTRO_L_AMMESSO,
            ),
            pgtrigger.Trigger(
                name="congelata",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=CONGELATA,
            ),
            pgtrigger.Trigger(
                name="nel_rendiconto_giusto",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=pgtrigger.Func(NEL_RENDICONTO_GIUSTO),
            ),
            pgtrigger.Trigger(
                name="decisa_solo_in_verifica",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__stato__df=pgtrigger.F("new__stato")),
                func=DECISA_SOLO_IN_VERIFICA,
            ),
            pgtrigger.Trigger(
                name="provata",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__stato__in=["AMMESSA", "AMMESSA_PARZIALE", "ECCEDENZA"], new__importo__gt=0)
                & pgtrigger.Q(old__stato__df=pgtrigger.F("new__stato")),
                declare=[
                    ("fine_trimestre", "date"),
                    ("inizio_convenzione", "date"),
                    ("fine_convenzione", "date"),
                    ("pagato", "numeric"),
                    ("richiesto", "numeric"),
                ],
                func=PROVATA,
            ),
        ]

    def __str__(self) -> str:
        return f"Spesa {self.numero}"

    @property
    def aspetto(self) -> Aspetto:
        return ASPETTI_SPESA[self.stato]

    @property
    def a_chi(self) -> str:
        """The supplier; what the fund pays goes to a household, which accounts name by its code only."""
        del_fondo = self.documento_spesa.tipo == TipoDocumento.ATTO_FONDO
        return self.nucleo.codice if self.nucleo and del_fondo else self.documento_spesa.fornitore


@pghistory.track()
class RichiestaIntegrazione(models.Model):
    """A question of the official on a share, with its deadline, and the answer of the ETS."""

    spesa = models.ForeignKey(Spesa, models.PROTECT, verbose_name="spesa", related_name="integrazioni")
    richiesta = models.TextField("che cosa manca")
    chiesta_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    chiesta_alle = models.DateTimeField("chiesta alle", auto_now_add=True)
    entro = models.DateField("entro il")
    risposta = models.TextField("risposta", blank=True)
    risposta_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    risposta_alle = models.DateTimeField("risposta alle", null=True)

    class Meta:
        verbose_name, verbose_name_plural = "richiesta di integrazione", "richieste di integrazione"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="integrazione_una_aperta",
                fields=["spesa"],
                condition=Q(risposta_alle=None),
                violation_error_message="C'è già una richiesta aperta su questa spesa.",
            )
        ]

    def __str__(self) -> str:
        return f"Integrazione di {self.spesa}"
