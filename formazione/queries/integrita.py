"""The sums of training computed again from their rows, for the check of integrity.

Each query gives what does not agree: where, then what is written and what the rows say, figure by figure.
"""

from valdera_housing.linea import Controllo

EVENTI = """
    SELECT 'Evento ' || e.numero, e.iscritti, i.iscritti, e.in_attesa, i.in_attesa
    FROM formazione_evento e
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE stato = 'CONFERMATA')::int AS iscritti,
               count(*) FILTER (WHERE stato = 'IN_ATTESA')::int AS in_attesa
        FROM formazione_iscrizione WHERE evento_id = e.id
    ) i
    WHERE (e.iscritti, e.in_attesa) IS DISTINCT FROM (i.iscritti, i.in_attesa)
    ORDER BY e.numero
"""
# Days are told as numbers (20261119). Sessions cancelled do not count, unless the whole event was: then it keeps the
# days it would have had.
DURATE = """
    SELECT 'Evento ' || e.numero, e.minuti, s.minuti,
           coalesce(to_char(e.inizia_il, 'YYYYMMDD')::int, 0), coalesce(to_char(s.inizia, 'YYYYMMDD')::int, 0),
           coalesce(to_char(e.finisce_il, 'YYYYMMDD')::int, 0), coalesce(to_char(s.finisce, 'YYYYMMDD')::int, 0)
    FROM formazione_evento e
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(extract(epoch FROM p.fine - p.inizio) / 60), 0)::int AS minuti,
               min((p.inizio AT TIME ZONE 'Europe/Rome')::date) AS inizia,
               max((p.fine AT TIME ZONE 'Europe/Rome')::date) AS finisce
        FROM formazione_sessione s
        JOIN valdera_housing_prenotazione p ON p.id = s.prenotazione_id
             AND (p.annullata_alle IS NULL OR e.stato = 'ANNULLATO')
        WHERE s.evento_id = e.id
    ) s
    WHERE (e.minuti, e.inizia_il, e.finisce_il) IS DISTINCT FROM (s.minuti, s.inizia, s.finisce)
    ORDER BY e.numero
"""
MINUTI = """
    SELECT 'Iscrizione ' || i.id || ', evento ' || e.numero, i.minuti, p.minuti
    FROM formazione_iscrizione i
    JOIN formazione_evento e ON e.id = i.evento_id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(minuti), 0)::int AS minuti FROM formazione_presenza WHERE iscrizione_id = i.id
    ) p
    WHERE i.minuti <> p.minuti ORDER BY e.numero, i.id
"""
# Nobody waits while there is a seat, as long as somebody may still come.
POSTI_LIBERI = """
    SELECT 'Evento ' || numero, 0, least(posti - iscritti, in_attesa)
    FROM formazione_evento
    WHERE stato IN ('PROGRAMMATO', 'ISCRIZIONI_APERTE') AND in_attesa > 0 AND posti > iscritti ORDER BY numero
"""
# A certificate carries the minutes of the register, and the hours that were asked for.
ATTESTATI = """
    SELECT 'Attestato ' || a.numero, a.minuti, i.minuti, a.minuti_evento, e.minuti
    FROM formazione_attestato a
    JOIN formazione_iscrizione i ON i.id = a.iscrizione_id
    JOIN formazione_evento e ON e.id = i.evento_id
    WHERE a.annullato_il IS NULL AND (a.minuti, a.minuti_evento) IS DISTINCT FROM (i.minuti, e.minuti)
    ORDER BY a.numero
"""
CONTROLLI: tuple[Controllo, ...] = (
    (EVENTI, ("iscritti", "in lista d’attesa")),
    (DURATE, ("durata in minuti", "primo giorno (anno, mese, giorno)", "ultimo giorno (anno, mese, giorno)")),
    (MINUTI, ("minuti di presenza",)),
    (POSTI_LIBERI, ("persone in attesa con un posto libero",)),
    (ATTESTATI, ("minuti frequentati", "minuti dell’evento")),
)
