import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from gestore.choices import StatoStanza, StatoVerbale, TipoVerbale
from gestore.models.candidatura import Candidatura
from gestore.models.locazione import Locazione
from valdera_housing.choices import TipoFornitura
from valdera_housing.models import Alloggio, Caso, Contratto, Documento, Utente

# A sublease lives inside a signed head lease that allows it (L. 392/78 art. 2; art. 1595 c.c.).
DENTRO_LA_TESTA = """
    SELECT s.* INTO sotto FROM valdera_housing_contratto s WHERE s.id = NEW.contratto_id;
    SELECT c.* INTO testa FROM gestore_locazione l JOIN valdera_housing_contratto c ON c.id = l.contratto_id
    WHERE l.id = NEW.locazione_id;
    IF testa.alloggio_id <> sotto.alloggio_id OR testa.stato NOT IN ('FIRMATO', 'IN_CORSO', 'DISDETTATO') THEN
        RAISE EXCEPTION 'La sublocazione sta sotto una locazione firmata dello stesso alloggio.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'sublocazione_sotto_la_sua_testa';
    END IF;
    IF testa.tipo IN ('TRANSITORIO', 'STUDENTI')
       OR NOT (SELECT sublocazione_autorizzata FROM gestore_locazione WHERE id = NEW.locazione_id) THEN
        RAISE EXCEPTION 'Questa locazione non consente di sublocare: manca il consenso, o il tipo lo vieta.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'sublocazione_consentita';
    END IF;
    IF sotto.inizio < testa.inizio
       OR coalesce(sotto.cessato_il, sotto.fine_effettiva) > coalesce(testa.cessato_il, testa.fine_effettiva) THEN
        RAISE EXCEPTION 'La sublocazione comincia dopo la locazione e finisce con lei (art. 1595 c.c.).'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'sublocazione_dentro_la_testa';
    END IF;
    RETURN NEW;
"""
# The same promise seen from the contract: neither of the two may move out of the other.
ANCORA_DENTRO = """
    IF NEW.stato <> 'ANNULLATO' AND NEW.natura = 'SUBLOCAZIONE' AND EXISTS (
        SELECT 1 FROM gestore_sublocazione s JOIN gestore_locazione l ON l.id = s.locazione_id
        JOIN valdera_housing_contratto t ON t.id = l.contratto_id WHERE s.contratto_id = NEW.id AND (
            NEW.inizio < t.inizio
            OR coalesce(NEW.cessato_il, NEW.fine_effettiva) > coalesce(t.cessato_il, t.fine_effettiva))) THEN
        RAISE EXCEPTION 'La sublocazione comincia dopo la locazione e finisce con lei (art. 1595 c.c.).'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'sublocazione_dentro_la_testa';
    END IF;
    IF NEW.natura = 'TESTA' AND EXISTS (
        SELECT 1 FROM gestore_locazione l JOIN gestore_sublocazione s ON s.locazione_id = l.id
        JOIN valdera_housing_contratto c ON c.id = s.contratto_id
        WHERE l.contratto_id = NEW.id AND c.stato <> 'ANNULLATO'
          AND coalesce(c.cessato_il, c.fine_effettiva) > coalesce(NEW.cessato_il, NEW.fine_effettiva)) THEN
        RAISE EXCEPTION 'Sotto questa locazione c''è una sublocazione che dura di più: prima chiudi quella.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'testa_non_finisce_prima';
    END IF;
    RETURN NEW;
"""
FIRMA_CON_I_REQUISITI = """
    IF NEW.natura = 'SUBLOCAZIONE' AND OLD.stato = 'BOZZA' AND NEW.stato IN ('FIRMATO', 'IN_CORSO', 'DISDETTATO') THEN
        IF NOT EXISTS (
            SELECT 1 FROM valdera_housing_membronucleo m JOIN valdera_housing_persona p ON p.id = m.persona_id
            WHERE m.nucleo_id = NEW.nucleo_id AND m.dal <= NEW.inizio AND (m.al IS NULL OR m.al >= NEW.inizio)
              AND p.codice_fiscale IS NOT NULL AND p.nato_il <= NEW.inizio - interval '18 years') THEN
            RAISE EXCEPTION 'Serve un adulto del nucleo con il codice fiscale: è necessario per la registrazione.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sublocazione_con_codice_fiscale';
        END IF;
        IF NOT EXISTS (SELECT 1 FROM valdera_housing_caso c WHERE c.nucleo_id = NEW.nucleo_id
                       AND c.chiuso_il IS NULL AND c.assistente_sociale_id IS NOT NULL) THEN
            RAISE EXCEPTION 'Serve un caso aperto con l''assistente sociale di riferimento.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sublocazione_con_assistente_sociale';
        END IF;
        IF (SELECT count(*) FROM valdera_housing_membronucleo m WHERE m.nucleo_id = NEW.nucleo_id
            AND m.dal <= NEW.inizio AND (m.al IS NULL OR m.al >= NEW.inizio))
           > (SELECT coalesce(posti_letto, 1000) FROM valdera_housing_alloggio WHERE id = NEW.alloggio_id) THEN
            RAISE EXCEPTION 'Il nucleo ha più persone dei posti letto dell''alloggio.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sublocazione_entro_i_posti_letto';
        END IF;
    END IF;
    IF NEW.natura = 'TESTA' AND NEW.tipo = 'CONCORDATO_3_2' AND OLD.stato = 'BOZZA'
       AND NEW.stato IN ('FIRMATO', 'IN_CORSO', 'DISDETTATO') AND EXISTS (
        SELECT 1 FROM gestore_locazione l WHERE l.contratto_id = NEW.id AND l.deroga_motivata = ''
        AND (l.canone_minimo IS NULL OR NEW.canone_mensile < l.canone_minimo OR NEW.canone_mensile > l.canone_massimo))
    THEN
        RAISE EXCEPTION 'Il canone concordato sta fra il minimo e il massimo della fascia, o si scrive perché no.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'locazione_canone_nella_fascia';
    END IF;
    RETURN NEW;
"""
COMINCIA_CON_LA_CONSEGNA = """
    IF NEW.natura = 'SUBLOCAZIONE' AND NEW.stato = 'IN_CORSO' AND OLD.stato = 'FIRMATO' AND NOT EXISTS (
        SELECT 1 FROM gestore_verbaleconsegna v JOIN gestore_sublocazione s ON s.id = v.sublocazione_id
        WHERE s.contratto_id = NEW.id AND v.tipo = 'CONSEGNA' AND v.stato = 'FIRMATO') THEN
        RAISE EXCEPTION 'La sublocazione comincia con il verbale di consegna firmato.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'sublocazione_con_consegna';
    END IF;
    RETURN NEW;
"""
ASSEGNATO_CON_LA_CONSEGNA = """
    IF NEW.stato = 'ASSEGNATO' AND NOT EXISTS (
        SELECT 1 FROM gestore_verbaleconsegna v JOIN gestore_sublocazione s ON s.id = v.sublocazione_id
        JOIN valdera_housing_contratto c ON c.id = s.contratto_id
        WHERE c.alloggio_id = NEW.id AND c.cessato_il IS NULL AND v.tipo = 'CONSEGNA' AND v.stato = 'FIRMATO') THEN
        RAISE EXCEPTION 'Un alloggio è assegnato quando il verbale di consegna è firmato.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'alloggio_assegnato_con_consegna';
    END IF;
    RETURN NEW;
"""
PRIMA_LA_RICONSEGNA = """
    IF NEW.tipo = 'CONSEGNA' AND NEW.stato = 'FIRMATO' AND EXISTS (
        SELECT 1 FROM gestore_verbaleconsegna v
        JOIN gestore_sublocazione s ON s.id = v.sublocazione_id
        JOIN valdera_housing_contratto c ON c.id = s.contratto_id
        WHERE v.tipo = 'CONSEGNA' AND v.stato = 'FIRMATO' AND s.id <> NEW.sublocazione_id
          AND c.alloggio_id = (
              SELECT k.alloggio_id FROM gestore_sublocazione n
              JOIN valdera_housing_contratto k ON k.id = n.contratto_id WHERE n.id = NEW.sublocazione_id)
          AND NOT EXISTS (SELECT 1 FROM gestore_verbaleconsegna r WHERE r.sublocazione_id = s.id
                          AND r.tipo = 'RICONSEGNA' AND r.stato = 'FIRMATO')) THEN
        RAISE EXCEPTION 'Le chiavi sono ancora della famiglia di prima: serve il suo verbale di riconsegna.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'consegna_dopo_la_riconsegna';
    END IF;
    IF NEW.tipo = 'RICONSEGNA' AND NEW.stato = 'FIRMATO' AND NOT EXISTS (
        SELECT 1 FROM gestore_verbaleconsegna v WHERE v.sublocazione_id = NEW.sublocazione_id
        AND v.tipo = 'CONSEGNA' AND v.stato = 'FIRMATO' AND v.data <= NEW.data) THEN
        RAISE EXCEPTION 'Si riconsegna ciò che è stato consegnato, e non prima.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'riconsegna_dopo_la_consegna';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.stato = 'FIRMATO' THEN
        RAISE EXCEPTION 'Un verbale firmato non si cambia.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'verbale_firmato_immutabile';
    END IF;
    RETURN NEW;
"""


class SublocazioneQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "SublocazioneQuerySet":
        return self.filter(contratto__in=Contratto.objects.visibili_a(utente))


@pghistory.track()
class Sublocazione(models.Model):
    """What the gestore adds to the contract with a household: the head lease, the case, how the rent was reckoned."""

    contratto = models.OneToOneField(Contratto, models.PROTECT, verbose_name="contratto", related_name="+")
    locazione = models.ForeignKey(
        Locazione, models.PROTECT, verbose_name="contratto di testa", related_name="sublocazioni"
    )
    caso = models.ForeignKey(Caso, models.PROTECT, verbose_name="caso", related_name="+")
    candidatura = models.OneToOneField(
        Candidatura, models.PROTECT, verbose_name="candidatura", null=True, blank=True, related_name="sublocazione"
    )
    reddito_annuo = models.DecimalField(
        "reddito annuo del nucleo", max_digits=12, decimal_places=2, null=True, blank=True
    )
    soglia_pct = models.DecimalField("quota del reddito", max_digits=5, decimal_places=2, default=30)
    canone_sostenibile = models.DecimalField(
        "canone sostenibile", max_digits=10, decimal_places=2, null=True, blank=True
    )
    motivo_canone = models.CharField("perché un canone diverso", max_length=300, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = SublocazioneQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "sublocazione", "sublocazioni"
        constraints = [
            models.CheckConstraint(
                name="sublocazione_reddito_non_negativo",
                condition=(Q(reddito_annuo=None) | Q(reddito_annuo__gte=0)) & Q(soglia_pct__gt=0, soglia_pct__lte=100),
                violation_error_message="Il reddito non è negativo, e la sua quota va da più di 0 a 100.",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="dentro_la_testa",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[
                    ("sotto", "valdera_housing_contratto%ROWTYPE"),
                    ("testa", "valdera_housing_contratto%ROWTYPE"),
                ],
                func=DENTRO_LA_TESTA,
            )
        ]

    def __str__(self) -> str:
        return f"Sublocazione {self.contratto.numero}"


class ContrattoGestito(Contratto):
    """The contract as the gestore guards it: what its own tables say of it, the database holds on every update."""

    class Meta:
        proxy = True
        verbose_name, verbose_name_plural = "contratto gestito", "contratti gestiti"
        triggers = [
            pgtrigger.Trigger(name=nome, when=pgtrigger.Before, operation=pgtrigger.Update, func=regola)
            for nome, regola in (
                ("ancora_dentro", ANCORA_DENTRO),
                ("firma_con_i_requisiti", FIRMA_CON_I_REQUISITI),
                ("comincia_con_la_consegna", COMINCIA_CON_LA_CONSEGNA),
            )
        ]


class AlloggioGestito(Alloggio):
    """The home as the gestore guards it: assigned only when its keys were handed over."""

    class Meta:
        proxy = True
        verbose_name, verbose_name_plural = "alloggio gestito", "alloggi gestiti"
        triggers = [
            pgtrigger.Trigger(
                name="assegnato_con_la_consegna",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("stato"),
                func=ASSEGNATO_CON_LA_CONSEGNA,
            )
        ]


@pghistory.track()
class VerbaleConsegna(models.Model):
    """The report that describes a home when its keys are given or taken back. Once signed it does not change."""

    sublocazione = models.ForeignKey(Sublocazione, models.PROTECT, verbose_name="sublocazione", related_name="verbali")
    tipo = models.CharField("tipo", max_length=10, choices=TipoVerbale)
    data = models.DateField("data")
    chiavi = models.CharField("chiavi e telecomandi", max_length=200, blank=True)
    note = models.TextField("note", blank=True)
    per_l_ente = models.CharField("firma per l'ente", max_length=120, blank=True)
    per_il_nucleo = models.CharField("firma per il nucleo", max_length=120, blank=True)
    firmato_documento = models.ForeignKey(
        Documento, models.PROTECT, verbose_name="verbale firmato", null=True, blank=True, related_name="+"
    )
    stato = models.CharField("stato", max_length=8, choices=StatoVerbale, default=StatoVerbale.BOZZA)
    redatto_da = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "verbale di consegna", "verbali di consegna"
        ordering = ["-data", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="verbale_uno_per_tipo",
                fields=["sublocazione", "tipo"],
                violation_error_message="Questo verbale c'è già: completa quello.",
            ),
            models.CheckConstraint(
                name="verbale_firmato_da_tutti",
                condition=Q(stato="BOZZA") | (~Q(per_l_ente="") & ~Q(per_il_nucleo="") & ~Q(chiavi="")),
                violation_error_message="Un verbale firmato dice chi firma per l'ente e per il nucleo, e le chiavi.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="prima_la_riconsegna",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=PRIMA_LA_RICONSEGNA,
            ),
            pgtrigger.Protect(name="non_si_elimina", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Verbale di {self.get_tipo_display().lower()} del {self.data:%d/%m/%Y}"


# What a signed report says does not change: neither its rooms, nor its meters, nor its photos.
PARTE_DI_UN_FIRMATO = """
    IF EXISTS (SELECT 1 FROM gestore_verbaleconsegna v WHERE v.stato = 'FIRMATO'
               AND v.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.verbale_id ELSE NEW.verbale_id END) THEN
        RAISE EXCEPTION 'Un verbale firmato non si cambia.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'verbale_firmato_immutabile';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
"""


def _solo_in_bozza() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="solo_in_bozza",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=PARTE_DI_UN_FIRMATO,
    )


class StanzaVerbale(models.Model):
    """The state of a room in a report; ``danno`` is its estimate in euro, when the household must answer for it."""

    verbale = models.ForeignKey(VerbaleConsegna, models.PROTECT, related_name="stanze")
    stanza = models.CharField("stanza", max_length=60)
    stato = models.CharField("stato", max_length=12, choices=StatoStanza)
    nota = models.CharField("che cosa si vede", max_length=300, blank=True)
    danno = models.DecimalField("stima del danno", max_digits=10, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "stanza del verbale", "stanze del verbale"
        ordering = ["pk"]
        triggers = [_solo_in_bozza()]
        constraints = [
            models.UniqueConstraint(
                name="stanza_una_per_verbale",
                fields=["verbale", "stanza"],
                violation_error_message="Questa stanza è già nel verbale.",
            ),
            models.CheckConstraint(
                name="stanza_danno_positivo",
                condition=Q(danno=None) | Q(danno__gt=0),
                violation_error_message="La stima di un danno è maggiore di zero.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stanza}: {self.get_stato_display()}"


class ContatoreVerbale(models.Model):
    """The reading of a meter when keys change hands."""

    verbale = models.ForeignKey(VerbaleConsegna, models.PROTECT, related_name="contatori")
    tipo = models.CharField("fornitura", max_length=8, choices=TipoFornitura)
    matricola = models.CharField("matricola", max_length=30, blank=True)
    lettura = models.DecimalField("lettura", max_digits=12, decimal_places=2)

    class Meta:
        verbose_name, verbose_name_plural = "contatore del verbale", "contatori del verbale"
        ordering = ["pk"]
        triggers = [_solo_in_bozza()]
        constraints = [
            models.UniqueConstraint(
                name="contatore_uno_per_tipo",
                fields=["verbale", "tipo"],
                violation_error_message="Questo contatore è già nel verbale.",
            ),
            models.CheckConstraint(
                name="contatore_non_negativo",
                condition=Q(lettura__gte=0),
                violation_error_message="La lettura di un contatore non è negativa.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()}: {self.lettura}"


class FotoVerbale(models.Model):
    """A photo taken when keys change hands."""

    verbale = models.ForeignKey(VerbaleConsegna, models.PROTECT, related_name="foto")
    descrizione = models.CharField("che cosa si vede", max_length=160)
    documento = models.ForeignKey(Documento, models.PROTECT, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "foto del verbale", "foto del verbale"
        ordering = ["pk"]
        triggers = [_solo_in_bozza()]

    def __str__(self) -> str:
        return self.descrizione
