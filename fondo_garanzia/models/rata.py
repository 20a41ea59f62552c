"""Instalments of an advance or of a credit, and what the ledger does with the money that pays them.

When a payment covers an instalment the fund gets it back in the same statement: the movement, the sum on the file and
its state are written by a trigger on the registry's Imputazione, so no page and no script can forget one of them.
"""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from fondo_garanzia.models.anticipo import Anticipo
from fondo_garanzia.models.escussione import CreditoRivalsa
from fondo_garanzia.models.fondo import IN_EURO
from fondo_garanzia.models.somme import DICHIARA_RATE, PER_IL_CREDITO, PER_L_ANTICIPO, alla_fine
from valdera_housing.models import Imputazione, Scadenza

SOMMA_DELLA_RATA = f"""
    IF NEW.anticipo_id IS NOT NULL THEN {PER_L_ANTICIPO.replace("{riga}", "NEW.anticipo_id")}
    ELSE {PER_IL_CREDITO.replace("{riga}", "NEW.credito_id")}
    END IF;
"""
RATA_FERMA = """
    IF OLD.sostituita_il IS NOT NULL
       OR (NEW.anticipo_id, NEW.credito_id, NEW.numero, NEW.importo, NEW.scadenza_id) IS DISTINCT FROM
          (OLD.anticipo_id, OLD.credito_id, OLD.numero, OLD.importo, OLD.scadenza_id) THEN
        RAISE EXCEPTION 'Una rata non si riscrive: si riprogramma.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'rata_fondo_ferma';
    END IF;
    RETURN NEW;
"""
# What a payment does to a file of the fund. The state needs no clock here: a file late or insolvent gets better when,
# on the day of the payment, none of its instalments is late any more; it gets worse in ``rileva_ritardi``.
RESTITUISCI = """
        UPDATE {tabella} p SET restituito = p.restituito + {segno} riga.importo,
            stato = CASE
                WHEN p.restituito + {segno} riga.importo = p.importo
                    THEN CASE WHEN p.stato = 'INSOLVENTE' THEN 'RECUPERATO' ELSE 'RIMBORSATO' END
                WHEN p.stato = 'RIMBORSATO' THEN 'IN_RIMBORSO'
                WHEN p.stato = 'RECUPERATO' THEN 'INSOLVENTE'
                WHEN p.stato IN ('EROGATO', 'SOSPESO') THEN 'IN_RIMBORSO'
                WHEN p.stato = 'IN_RITARDO' AND NOT EXISTS (
                    SELECT 1 FROM fondo_garanzia_ratafondo r JOIN valdera_housing_scadenza s ON s.id = r.scadenza_id
                    WHERE r.{colonna} = p.id AND s.aperta AND s.scade_il < riga.data) THEN 'IN_RIMBORSO'
                ELSE p.stato END,
            chiuso_il = CASE WHEN p.restituito + {segno} riga.importo = p.importo THEN riga.data
                             WHEN p.stato = 'PERDITA' THEN p.chiuso_il END
        WHERE p.id = riga.{colonna};
"""


def restituisci(segno: str) -> str:
    anticipo = RESTITUISCI.replace("{tabella}", "fondo_garanzia_anticipo").replace("{colonna}", "anticipo_id")
    credito = RESTITUISCI.replace("{tabella}", "fondo_garanzia_creditorivalsa").replace("{colonna}", "credito_id")
    return f"IF riga.anticipo_id IS NOT NULL THEN {anticipo} ELSE {credito} END IF;".replace("{segno}", segno)


# Files in order, then the funds in order: who pays two files waits where who pays one of them waits.
BLOCCA = """
    PERFORM 1 FROM fondo_garanzia_anticipo WHERE id IN (
        SELECT r.anticipo_id FROM nuove n JOIN fondo_garanzia_ratafondo r ON r.scadenza_id = n.scadenza_id)
    ORDER BY id FOR NO KEY UPDATE;
    PERFORM 1 FROM fondo_garanzia_creditorivalsa WHERE id IN (
        SELECT r.credito_id FROM nuove n JOIN fondo_garanzia_ratafondo r ON r.scadenza_id = n.scadenza_id)
    ORDER BY id FOR NO KEY UPDATE;
    PERFORM 1 FROM fondo_garanzia_fondo WHERE id IN (
        SELECT coalesce(a.fondo_id, g.fondo_id) FROM nuove n
        JOIN fondo_garanzia_ratafondo r ON r.scadenza_id = n.scadenza_id
        LEFT JOIN fondo_garanzia_anticipo a ON a.id = r.anticipo_id
        LEFT JOIN fondo_garanzia_creditorivalsa v ON v.id = r.credito_id
        LEFT JOIN fondo_garanzia_escussione e ON e.id = v.escussione_id
        LEFT JOIN fondo_garanzia_garanzia g ON g.id = e.garanzia_id)
    ORDER BY id FOR NO KEY UPDATE;
"""
# A line is written on the day of the payment, that of the bank; on today's when that month is closed. What undoes it
# has the same day, so that a payment moved to another instalment leaves its month as it was.
GIORNO = """CASE WHEN EXISTS (SELECT 1 FROM fondo_garanzia_chiusuramese x WHERE x.riaperto_alle IS NULL
                               AND {giorno} < x.mese + interval '1 month')
                 THEN (now() AT TIME ZONE 'Europe/Rome')::date ELSE {giorno} END"""
# A compensation (a write-off) closes a due without money: nothing comes back.
RIENTRA = f"""
    {BLOCCA}
    FOR riga IN
        SELECT n.id, n.importo, n.creata_da_id, r.anticipo_id, r.credito_id, r.numero, c.data, c.movimento_id,
               c.numero AS incasso, coalesce(a.fondo_id, g.fondo_id) AS fondo_id
        FROM nuove n
        JOIN fondo_garanzia_ratafondo r ON r.scadenza_id = n.scadenza_id
        JOIN valdera_housing_incasso c ON c.id = n.incasso_id AND c.mezzo <> 'COMPENSAZIONE'
        LEFT JOIN fondo_garanzia_anticipo a ON a.id = r.anticipo_id
        LEFT JOIN fondo_garanzia_creditorivalsa v ON v.id = r.credito_id
        LEFT JOIN fondo_garanzia_escussione e ON e.id = v.escussione_id
        LEFT JOIN fondo_garanzia_garanzia g ON g.id = e.garanzia_id
        ORDER BY r.anticipo_id, r.credito_id, n.id
    LOOP
        {restituisci("+")}
        INSERT INTO fondo_garanzia_movimentofondo
            (fondo_id, giorno, valuta, tipo, voce, segno, importo, causale, provenienza, atto, anticipo_id, credito_id,
             imputazione_id, creato_da_id)
        VALUES (riga.fondo_id, {GIORNO.replace("{giorno}", "riga.data")}, riga.data,
                CASE WHEN riga.anticipo_id IS NULL THEN 'RIENTRO_RIVALSA' ELSE 'RIENTRO_RATA' END,
                'RIENTRATO', 1, riga.importo, 'Rata ' || riga.numero || ', ' || riga.incasso, '', '',
                riga.anticipo_id, riga.credito_id, riga.id, riga.creata_da_id)
        RETURNING id INTO nato;
        INSERT INTO fondo_garanzia_riscontrobanca (movimento_id, riga_id, creato_da_id, creato_alle)
        SELECT nato, m.id, riga.creata_da_id, now() FROM valdera_housing_movimentobancario m
        JOIN valdera_housing_contobancario b ON b.id = m.conto_id AND b.dedicato WHERE m.id = riga.movimento_id;
    END LOOP;
    RETURN NULL;
"""
TORNA_FUORI = f"""
    {BLOCCA}
    FOR riga IN
        SELECT m.*, (n.annullata_alle AT TIME ZONE 'Europe/Rome')::date AS data
        FROM nuove n JOIN vecchie v ON v.id = n.id AND v.annullata_alle IS NULL AND n.annullata_alle IS NOT NULL
        JOIN fondo_garanzia_movimentofondo m ON m.imputazione_id = n.id AND m.rettifica_di_id IS NULL
        ORDER BY m.anticipo_id, m.credito_id, m.id
    LOOP
        {restituisci("-")}
        INSERT INTO fondo_garanzia_movimentofondo
            (fondo_id, giorno, valuta, tipo, voce, segno, importo, causale, provenienza, atto, anticipo_id, credito_id,
             imputazione_id, rettifica_di_id, creato_da_id)
        VALUES (riga.fondo_id, {GIORNO.replace("{giorno}", "riga.giorno")}, riga.data, 'RETTIFICA', 'RIENTRATO',
                -1, riga.importo, 'Pagamento annullato', '', '', riga.anticipo_id, riga.credito_id,
                riga.imputazione_id, riga.id, riga.creato_da_id);
        DELETE FROM fondo_garanzia_riscontrobanca WHERE movimento_id = riga.id;
    END LOOP;
    RETURN NULL;
"""


@pghistory.track()
class RataFondo(models.Model):
    """An instalment of an advance or of a credit, in euro; ``scadenza`` is its due in the ledger.

    When the plan is made again, those not paid are ``sostituita_il`` and others take their place.
    """

    anticipo = models.ForeignKey(
        Anticipo, models.PROTECT, verbose_name="anticipo", null=True, blank=True, related_name="rate"
    )
    credito = models.ForeignKey(
        CreditoRivalsa, models.PROTECT, verbose_name="rivalsa", null=True, blank=True, related_name="rate"
    )
    numero = models.PositiveSmallIntegerField("rata")
    importo = models.DecimalField("importo", **IN_EURO)
    scade_il = models.DateField("scade il")
    scadenza = models.OneToOneField(Scadenza, models.PROTECT, verbose_name="scadenza", related_name="+")
    sostituita_il = models.DateField("sostituita il", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "rata del fondo", "rate del fondo"
        ordering = ["numero"]
        constraints = [
            models.UniqueConstraint(
                name="rata_anticipo_numero_unico",
                fields=["anticipo", "numero"],
                violation_error_message="Questa rata c'è già.",
            ),
            models.UniqueConstraint(
                name="rata_credito_numero_unico",
                fields=["credito", "numero"],
                violation_error_message="Questa rata c'è già.",
            ),
            models.CheckConstraint(
                name="rata_fondo_di_uno",
                condition=Q(anticipo__isnull=False, credito=None) | Q(anticipo=None, credito__isnull=False),
                violation_error_message="Una rata è di un anticipo o di una rivalsa.",
            ),
            models.CheckConstraint(
                name="rata_fondo_positiva",
                condition=Q(importo__gt=0),
                violation_error_message="Una rata è maggiore di zero.",
            ),
        ]
        triggers = [
            alla_fine(
                "rate_sommano", pgtrigger.Insert | pgtrigger.UpdateOf("sostituita_il"), DICHIARA_RATE, SOMMA_DELLA_RATA
            ),
            pgtrigger.Trigger(name="rata_ferma", when=pgtrigger.Before, operation=pgtrigger.Update, func=RATA_FERMA),
            pgtrigger.Protect(name="non_si_elimina", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Rata {self.numero}"


class ImputazioneDelFondo(Imputazione):
    """The registry's row that joins a payment to a due, seen by the fund: it only carries the fund's triggers."""

    class Meta:
        proxy = True
        triggers = [
            # The names come after the registry's own (``somma_…``): PostgreSQL fires them in order of name, and the
            # due must already know it is paid.
            pgtrigger.Trigger(
                name="torna_nel_fondo",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="nuove"),
                declare=[("riga", "record"), ("nato", "bigint")],
                func=RIENTRA,
            ),
            pgtrigger.Trigger(
                name="torna_fuori_dal_fondo",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                referencing=pgtrigger.Referencing(old="vecchie", new="nuove"),
                declare=[("riga", "record")],
                func=TORNA_FUORI,
            ),
        ]
