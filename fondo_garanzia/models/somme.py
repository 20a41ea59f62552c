"""What must agree across the tables of the fund, as deferred triggers: checked when the act has written everything."""

import pgtrigger

RATE_SOMMANO = """
    SELECT coalesce(sum(importo), 0) INTO somma FROM fondo_garanzia_ratafondo
    WHERE sostituita_il IS NULL AND {colonna} = {chiave};
    SELECT CASE WHEN {non_pagata} THEN 0 ELSE importo END INTO dovuto FROM {tabella} WHERE id = {chiave};
    IF somma <> dovuto THEN
        RAISE EXCEPTION 'Le rate devono sommare all''importo da restituire.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'rate_fondo_sommano';
    END IF;
"""
NON_PAGATO = "stato IN ('RICHIESTO', 'ISTRUTTORIA', 'RIFIUTATO', 'RITIRATO', 'APPROVATO')"
DICHIARA_RATE = [("somma", "numeric"), ("dovuto", "numeric")]
# What left the fund for an advance and what came back are the sums of its movements, whoever writes them.
CONTI_DELL_ANTICIPO = """
    SELECT stato, importo, restituito INTO pratica FROM fondo_garanzia_anticipo WHERE id = {chiave};
    SELECT coalesce(-sum(effetto) FILTER (WHERE voce = 'EROGATO'), 0),
           coalesce(sum(effetto) FILTER (WHERE voce = 'RIENTRATO'), 0) INTO erogato, rientrato
    FROM fondo_garanzia_movimentofondo WHERE anticipo_id = {chiave};
    IF erogato <> (CASE WHEN pratica.stato IN ('RICHIESTO', 'ISTRUTTORIA', 'RIFIUTATO', 'RITIRATO', 'APPROVATO')
                        THEN 0 ELSE pratica.importo END)
       OR rientrato <> pratica.restituito THEN
        RAISE EXCEPTION 'Un anticipo pagato ha un pagamento del fondo del suo importo, e i rientri delle rate.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'anticipo_come_i_suoi_movimenti';
    END IF;
"""
CONTI_DEL_CREDITO = """
    SELECT restituito INTO pratica FROM fondo_garanzia_creditorivalsa WHERE id = {chiave};
    SELECT coalesce(sum(effetto), 0) INTO rientrato FROM fondo_garanzia_movimentofondo WHERE credito_id = {chiave};
    IF rientrato <> pratica.restituito THEN
        RAISE EXCEPTION 'Quanto è restituito di una rivalsa sono i rientri delle sue rate.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'rivalsa_come_i_suoi_movimenti';
    END IF;
"""
DICHIARA_CONTI = [("pratica", "record"), ("erogato", "numeric"), ("rientrato", "numeric")]
# A claim is paid by one movement of the fund and leaves one credit, of the same amount (invariant c.4).
PAGATA_UNA_VOLTA = """
    SELECT stato, importo INTO pratica FROM fondo_garanzia_escussione WHERE id = {chiave};
    SELECT coalesce(-sum(effetto), 0) INTO pagato FROM fondo_garanzia_movimentofondo WHERE escussione_id = {chiave};
    SELECT coalesce(sum(importo), 0) INTO credito FROM fondo_garanzia_creditorivalsa WHERE escussione_id = {chiave};
    dovuto := CASE WHEN pratica.stato = 'LIQUIDATA' THEN pratica.importo ELSE 0 END;
    IF pagato <> dovuto OR credito <> dovuto THEN
        RAISE EXCEPTION 'Un''escussione pagata ha un pagamento del fondo e un credito di rivalsa dello stesso importo.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'escussione_pagata_con_rivalsa';
    END IF;
"""
DICHIARA_PAGATA = [("pratica", "record"), ("pagato", "numeric"), ("credito", "numeric"), ("dovuto", "numeric")]


def rate_sommano(tabella: str, colonna: str, chiave: str, non_pagata: str) -> str:
    """The live instalments sum to the cent to what is to be given back (invariant c.3); none before the payment."""
    sql = RATE_SOMMANO.replace("{tabella}", tabella).replace("{colonna}", colonna)
    return sql.replace("{chiave}", chiave).replace("{non_pagata}", non_pagata)


PER_L_ANTICIPO = rate_sommano("fondo_garanzia_anticipo", "anticipo_id", "{riga}", NON_PAGATO)
PER_IL_CREDITO = rate_sommano("fondo_garanzia_creditorivalsa", "credito_id", "{riga}", "FALSE")


def alla_fine(
    nome: str, operazione: pgtrigger.Operation, dichiara: list[tuple[str, str]], sql: str
) -> pgtrigger.Trigger:
    """A check of one row, done when the transaction ends."""
    return pgtrigger.Trigger(
        name=nome,
        when=pgtrigger.After,
        operation=operazione,
        timing=pgtrigger.Deferred,
        declare=dichiara,
        func=f"{sql} RETURN NULL;",
    )
