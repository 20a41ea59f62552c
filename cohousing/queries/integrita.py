"""What shared housing keeps in sum, computed again from its rows, for the check of integrity.

Each query gives what does not agree: where, then what is written and what the rows say, figure by figure. Days are
told as numbers (20261119).
"""

from valdera_housing.linea import Controllo

# The shares and what the ETS took on itself make the bill, to the cent; each share is what the ledger says.
SPESE_COMUNI = """
    SELECT 'Spesa comune ' || s.numero, s.importo, s.a_carico_ente + q.importo
    FROM cohousing_spesacomune s
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(importo), 0) AS importo FROM cohousing_quotaspesa WHERE spesa_id = s.id
    ) q
    WHERE s.stato = 'RIPARTITA' AND s.importo <> s.a_carico_ente + q.importo ORDER BY s.numero
"""
QUOTE = """
    SELECT 'Spesa comune ' || s.numero || ', permanenza ' || p.numero, q.importo, d.importo
    FROM cohousing_quotaspesa q
    JOIN cohousing_spesacomune s ON s.id = q.spesa_id
    JOIN cohousing_permanenza p ON p.id = q.permanenza_id
    JOIN valdera_housing_scadenza d ON d.id = q.scadenza_id
    WHERE q.importo <> d.importo ORDER BY s.numero, p.numero
"""
# A stay ends with its last extension, or as it was signed.
FINE = """
    SELECT 'Permanenza ' || p.numero, to_char(p.fine_effettiva, 'YYYYMMDD')::int, to_char(f.fine, 'YYYYMMDD')::int
    FROM cohousing_permanenza p
    CROSS JOIN LATERAL (
        SELECT coalesce(max(nuova_fine), p.fine_prevista) AS fine FROM cohousing_proroga WHERE permanenza_id = p.id
    ) f
    WHERE p.fine_effettiva <> f.fine ORDER BY p.numero
"""
# Never more households in a house than it takes, nor more people in a unit than its beds.
CAPIENZA = """
    SELECT 'Casa ' || s.numero, s.capienza_nuclei::int, n.nuclei
    FROM cohousing_struttura s
    CROSS JOIN LATERAL (
        SELECT count(*)::int AS nuclei FROM cohousing_permanenza WHERE struttura_id = s.id AND stato = 'IN_CORSO'
    ) n
    WHERE s.capienza_nuclei < n.nuclei ORDER BY s.numero
"""
LETTI = """
    SELECT 'Permanenza ' || p.numero, u.posti_letto::int, p.persone::int
    FROM cohousing_permanenza p
    JOIN cohousing_unita u ON u.id = p.unita_id
    WHERE p.stato IN ('PREPARAZIONE', 'IN_CORSO') AND p.persone > u.posti_letto ORDER BY p.numero
"""
CONTROLLI: tuple[Controllo, ...] = (
    (SPESE_COMUNI, ("importo",)),
    (QUOTE, ("quota nel partitario",)),
    (FINE, ("fine (anno, mese, giorno)",)),
    (CAPIENZA, ("nuclei nella casa",)),
    (LETTI, ("persone nell’unità",)),
)
