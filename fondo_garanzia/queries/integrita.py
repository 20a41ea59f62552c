"""The sums of the fund computed again from their rows, for the check of integrity (invariants c.1 to c.5).

Each query gives what does not agree: where, then what is written and what the rows say, figure by figure.
"""

from valdera_housing.linea import Controllo

IMPEGNANO = "('APPROVATA', 'ATTIVA', 'SOSPESA', 'IN_ESCUSSIONE', 'ESCUSSA_PARZIALE')"
NON_PAGATI = "('RICHIESTO', 'ISTRUTTORIA', 'RIFIUTATO', 'RITIRATO', 'APPROVATO')"
FONDI = f"""
    SELECT 'Fondo di ' || c.nome, f.dotato, m.dotato, f.erogato, m.erogato, f.rientrato, m.rientrato,
           f.altri, m.altri, f.impegnato, i.impegnato
    FROM fondo_garanzia_fondo f JOIN valdera_housing_comune c ON c.id = f.comune_id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(segno * importo) FILTER (WHERE voce = 'DOTATO'), 0) AS dotato,
               coalesce(-sum(segno * importo) FILTER (WHERE voce = 'EROGATO'), 0) AS erogato,
               coalesce(sum(segno * importo) FILTER (WHERE voce = 'RIENTRATO'), 0) AS rientrato,
               coalesce(sum(segno * importo) FILTER (WHERE voce = 'ALTRO'), 0) AS altri
        FROM fondo_garanzia_movimentofondo WHERE fondo_id = f.id
    ) m
    CROSS JOIN LATERAL (
        SELECT coalesce((SELECT sum(massimale_canoni - pagato_canoni + massimale_danni - pagato_danni)
                         FROM fondo_garanzia_garanzia WHERE fondo_id = f.id AND stato IN {IMPEGNANO}), 0)
               + coalesce((SELECT sum(importo) FROM fondo_garanzia_anticipo
                           WHERE fondo_id = f.id AND stato = 'APPROVATO'), 0) AS impegnato
    ) i
    WHERE (f.dotato, f.erogato, f.rientrato, f.altri, f.impegnato)
          IS DISTINCT FROM (m.dotato, m.erogato, m.rientrato, m.altri, i.impegnato)
    ORDER BY c.nome
"""
GARANZIE = """
    SELECT 'Garanzia ' || g.numero, g.pagato_canoni, e.canoni, g.pagato_danni, e.danni
    FROM fondo_garanzia_garanzia g
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(ammesso_canoni), 0) AS canoni, coalesce(sum(ammesso_danni), 0) AS danni
        FROM fondo_garanzia_escussione WHERE garanzia_id = g.id AND stato = 'LIQUIDATA'
    ) e
    WHERE (g.pagato_canoni, g.pagato_danni) IS DISTINCT FROM (e.canoni, e.danni) ORDER BY g.numero
"""
# A claim paid has one payment of the fund and one credit, both of its amount; any other has neither.
ESCUSSIONI = """
    SELECT 'Escussione ' || e.numero, d.dovuto, m.pagato, d.dovuto, r.crediti, d.quanti, r.quanti, e.ammesso_canoni,
           s.mesi
    FROM fondo_garanzia_escussione e
    CROSS JOIN LATERAL (SELECT CASE WHEN e.stato = 'LIQUIDATA' THEN e.ammesso_canoni + e.ammesso_danni ELSE 0 END
                               AS dovuto, CASE WHEN e.stato = 'LIQUIDATA' THEN 1 ELSE 0 END AS quanti) d
    CROSS JOIN LATERAL (SELECT coalesce(-sum(segno * importo), 0) AS pagato FROM fondo_garanzia_movimentofondo
                        WHERE escussione_id = e.id) m
    CROSS JOIN LATERAL (SELECT coalesce(sum(importo), 0) AS crediti, count(*)::int AS quanti
                        FROM fondo_garanzia_creditorivalsa WHERE escussione_id = e.id) r
    CROSS JOIN LATERAL (SELECT coalesce(sum(ammesso), 0) AS mesi FROM fondo_garanzia_mensilitaescussa
                        WHERE escussione_id = e.id) s
    WHERE (d.dovuto, d.dovuto, d.quanti, e.ammesso_canoni) IS DISTINCT FROM (m.pagato, r.crediti, r.quanti, s.mesi)
    ORDER BY e.numero
"""
MESI_DUE_VOLTE = """
    SELECT 'Garanzia ' || g.numero || ', mese ' || to_char(m.competenza, 'MM/YYYY'), 1, count(*)::int
    FROM fondo_garanzia_mensilitaescussa m JOIN fondo_garanzia_garanzia g ON g.id = m.garanzia_id
    WHERE m.ammesso > 0 GROUP BY g.numero, m.competenza HAVING count(*) > 1 ORDER BY g.numero, m.competenza
"""
PRATICA = """
    SELECT '{nome} ' || p.numero, p.restituito, m.rientrato, d.dovuto, r.rate, d.erogato, m.erogato
    FROM {tabella} p
    CROSS JOIN LATERAL (SELECT {dovuto} AS dovuto, {erogato} AS erogato) d
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(segno * importo) FILTER (WHERE voce = 'RIENTRATO'), 0) AS rientrato,
               coalesce(-sum(segno * importo) FILTER (WHERE voce = 'EROGATO'), 0) AS erogato
        FROM fondo_garanzia_movimentofondo WHERE {colonna} = p.id
    ) m
    CROSS JOIN LATERAL (SELECT coalesce(sum(importo), 0) AS rate FROM fondo_garanzia_ratafondo
                        WHERE {colonna} = p.id AND sostituita_il IS NULL) r
    WHERE (p.restituito, d.dovuto, d.erogato) IS DISTINCT FROM (m.rientrato, r.rate, m.erogato) ORDER BY p.numero
"""
PAGATO = f"CASE WHEN p.stato IN {NON_PAGATI} THEN 0 ELSE p.importo END"
ANTICIPI = PRATICA.format(
    nome="Anticipo", tabella="fondo_garanzia_anticipo", colonna="anticipo_id", dovuto=PAGATO, erogato=PAGATO
)
RIVALSE = PRATICA.format(
    nome="Rivalsa", tabella="fondo_garanzia_creditorivalsa", colonna="credito_id", dovuto="p.importo", erogato="0"
)
# What the ledger of the registry says was paid on an instalment is what came back to the fund.
RATE = """
    SELECT 'Rata ' || r.numero || ', ' || coalesce('anticipo ' || a.numero, 'rivalsa ' || v.numero),
           m.rientrato, i.pagato
    FROM fondo_garanzia_ratafondo r
    LEFT JOIN fondo_garanzia_anticipo a ON a.id = r.anticipo_id
    LEFT JOIN fondo_garanzia_creditorivalsa v ON v.id = r.credito_id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(i.importo), 0) AS pagato FROM valdera_housing_imputazione i
        JOIN valdera_housing_incasso c ON c.id = i.incasso_id AND c.mezzo <> 'COMPENSAZIONE'
        WHERE i.scadenza_id = r.scadenza_id AND i.annullata_alle IS NULL
    ) i
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(m.segno * m.importo), 0) AS rientrato FROM fondo_garanzia_movimentofondo m
        JOIN valdera_housing_imputazione j ON j.id = m.imputazione_id WHERE j.scadenza_id = r.scadenza_id
    ) m
    WHERE m.rientrato <> i.pagato ORDER BY 1
"""
# A month closed still balances: no line of the fund slipped in, and every line of the bank is in the fund.
MESI_CHIUSI = """
    SELECT 'Conto dedicato, mese ' || to_char(c.mese, 'MM/YYYY'), c.saldo_fondo, m.cassa, c.saldo_banca, m.cassa,
           0, b.mancanti
    FROM fondo_garanzia_chiusuramese c
    CROSS JOIN LATERAL (SELECT coalesce(sum(segno * importo), 0) AS cassa FROM fondo_garanzia_movimentofondo
                        WHERE giorno < c.mese + interval '1 month') m
    CROSS JOIN LATERAL (
        SELECT count(*)::int AS mancanti FROM valdera_housing_movimentobancario r
        WHERE r.conto_id = c.conto_id AND r.data < c.mese + interval '1 month' AND r.importo <> (
            SELECT coalesce(sum(f.segno * f.importo), 0) FROM fondo_garanzia_riscontrobanca x
            JOIN fondo_garanzia_movimentofondo f ON f.id = x.movimento_id WHERE x.riga_id = r.id)
    ) b
    WHERE c.riaperto_alle IS NULL
          AND (c.saldo_fondo, c.saldo_banca, 0) IS DISTINCT FROM (m.cassa, m.cassa, b.mancanti)
    ORDER BY c.mese
"""
CONTROLLI: tuple[Controllo, ...] = (
    (FONDI, ("dotato", "erogato", "rientrato", "altri movimenti", "impegnato")),
    (GARANZIE, ("pagato per i canoni", "pagato per i danni")),
    (ESCUSSIONI, ("pagato dal fondo", "credito di rivalsa", "quanti crediti", "canoni ammessi")),
    (MESI_DUE_VOLTE, ("volte che il mese è pagato",)),
    (ANTICIPI, ("restituito", "somma delle rate", "erogato")),
    (RIVALSE, ("restituito", "somma delle rate", "erogato")),
    (RATE, ("rientrato",)),
    (MESI_CHIUSI, ("in cassa nei fondi", "saldo della banca", "righe della banca non registrate")),
)
