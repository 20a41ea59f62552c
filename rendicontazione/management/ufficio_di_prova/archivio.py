"""Many years of accounts in seconds: a former convention, closed, as large as asked, for ``manage.py misura``.

Rows are written by SQL, a quarter at a time, each document with its own sums already right: the triggers that
would update it row by row stand aside, with the one that makes a share born a draft. Budgets, totals and history
are kept as always, and ``manage.py verifica`` finds nothing to say afterwards.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pgtrigger
from django.db import connection

from rendicontazione.choices import StatoRendiconto
from rendicontazione.management.ufficio_di_prova import fornitori
from rendicontazione.management.ufficio_di_prova.calendario import TRIMESTRI, alle
from rendicontazione.management.ufficio_di_prova.carta import SINISTRA, Scritta, pagina
from rendicontazione.models import LineaBudget, Rendiconto, SedutaCabina
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import Linea
from valdera_housing.kit.tempo import aggiungi_mesi, trimestri
from valdera_housing.models import Convenzione, Documento, Trimestre, Utente

DOCUMENTI_ALL_ANNO = 800  # one real office-year (quality.md, 4)
PIU_CARO = 490  # no document of the archive costs more, in euro: budgets are made to hold them all
# line and category of the documents, in turn
GIRO = (
    (Linea.GIS, "E"),
    (Linea.GIS, "D"),
    (Linea.SPO, "H"),
    (Linea.GIS, "E"),
    (Linea.FON, "F"),
    (Linea.SPO, "B"),
    (Linea.FOR, "G"),
    (Linea.COH, "E"),
)
DA_PARTE = (
    "rendicontazione.Pagamento:somma_pagato_insert",
    "rendicontazione.Spesa:somma_ripartito_insert",
    "rendicontazione.Spesa:segna_presentato_insert",
    "rendicontazione.Spesa:nasce_in_bozza",
)
DITTE = (*fornitori.MANUTENTORI, fornitori.LUCE, fornitori.ACQUA, fornitori.UFFICIO, fornitori.ARREDI)

DOCUMENTI = """
    INSERT INTO rendicontazione_documentospesa (convenzione_id, tipo, codice_tipo, fornitore, partita_iva,
        codice_fiscale, numero, data, imponibile, iva, totale, ritenuta, eleggibile, cup, cig, causale, avvisi,
        file_sha256, creato_da_id, creato_alle, presentato, ripartito, pagato, versione)
    SELECT %(convenzione)s, 'FATTURA', '', (%(nomi)s)[1 + mod(n, %(ditte)s)], (%(partite)s)[1 + mod(n, %(ditte)s)],
        '', n || '/' || extract(year from giorno), giorno, imponibile, round(imponibile * 0.22, 2),
        imponibile + round(imponibile * 0.22, 2), 0, imponibile + round(imponibile * 0.22, 2), '', '', '', '[]',
        '', %(contabile)s, %(alle)s, TRUE, imponibile + round(imponibile * 0.22, 2),
        imponibile + round(imponibile * 0.22, 2), 1
    FROM (SELECT n, %(dal)s::date + mod(n, %(giorni)s)::int AS giorno, 40 + mod(n * 7919, 36000) / 100.0 AS imponibile
          FROM generate_series(%(primo)s::bigint, %(ultimo)s::bigint) n) righe
"""
DEL_TRIMESTRE = """
    FROM rendicontazione_documentospesa d WHERE convenzione_id = %(convenzione)s AND data BETWEEN %(dal)s AND %(al)s
"""
PAGAMENTI = f"""
    INSERT INTO rendicontazione_pagamento (documento_spesa_id, data_valuta, importo, modalita, riferimento, prova_id)
    SELECT id, data, totale, 'BONIFICO', 'CRO ' || lpad(id::text, 11, '0'), %(file)s {DEL_TRIMESTRE}
"""
ORIGINALI = f"""
    INSERT INTO rendicontazione_allegatospesa (documento_spesa_id, documento_id, tipo)
    SELECT id, %(file)s, 'ORIGINALE' {DEL_TRIMESTRE}
"""
SPESE = f"""
    INSERT INTO rendicontazione_spesa (numero, documento_spesa_id, rendiconto_id, linea, macrovoce, azione,
        descrizione, criterio, importo, creata_da_id, creata_alle, stato, ammesso, eccedenza, non_ammesso, motivo,
        spiegazione, verificata_da_id, verificata_alle, versione)
    SELECT extract(year from data) || '/' || lpad(split_part(numero, '/', 1), 7, '0'), id, %(rendiconto)s,
        (%(linee)s)[posto], (%(macrovoci)s)[posto], 'Archivio', 'Spesa d''archivio ' || numero, 'DIRETTO', totale,
        %(contabile)s, %(alle)s, 'LIQUIDATA', totale, 0, 0, '', '', %(funzionario)s, %(alle)s, 3
    FROM (SELECT d.*, 1 + mod(split_part(numero, '/', 1)::bigint, %(giro)s) AS posto {DEL_TRIMESTRE}) quote
"""


def carica_archivio(anni: int, di: Callable[[str], object]) -> None:
    """A closed convention with ``anni`` office-years of documents, before the one in force. One transaction."""
    attuale = Convenzione.objects.attuale()
    quanti = anni * DOCUMENTI_ALL_ANNO
    convenzione = _convenzione(attuale, quanti)
    with connection.cursor() as cursore:
        cursore.execute("SET LOCAL statement_timeout = 0")
        # Checks put off to the end of the transaction pile up, and every row of history walks the pile.
        cursore.execute("SET CONSTRAINTS ALL IMMEDIATE")
    comuni = _parametri_comuni(convenzione)
    with pgtrigger.ignore(*DA_PARTE):
        for trimestre in convenzione.elenco_trimestri:
            _riempi(trimestre, quanti // TRIMESTRI, comuni)
            di(f"  archivio: {trimestre}, {quanti // TRIMESTRI} spese")
    _aggiorna_statistiche()


def _convenzione(attuale: Convenzione, quanti: int) -> Convenzione:
    inizio = aggiungi_mesi(attuale.inizio, -3 * TRIMESTRI)
    date_trimestri = trimestri(inizio, TRIMESTRI)
    budget = {linea: Decimal(sum(1 for voce in GIRO if voce[0] == linea) * quanti * PIU_CARO) for linea in Linea}
    convenzione = Convenzione.objects.create(
        numero=f"4/{inizio.year - 1}",
        oggetto="Servizio di housing sociale, convenzione precedente",
        stipulata_il=inizio - timedelta(days=20),
        inizio=inizio,
        fine=date_trimestri[-1][1],
        importo=sum(budget.values()),
        procedente=attuale.procedente,
        attuatore=attuale.attuatore,
    )
    for numero, (dal, al) in enumerate(date_trimestri, start=1):
        trimestre = Trimestre.objects.create(convenzione=convenzione, numero=numero, inizio=dal, fine=al)
        Rendiconto.objects.create(trimestre=trimestre)
    LineaBudget.objects.bulk_create(
        LineaBudget(convenzione=convenzione, linea=linea, numero=linea.numero, budget_iniziale=b, budget_vigente=b)
        for linea, b in budget.items()
    )
    return convenzione


def _parametri_comuni(convenzione: Convenzione) -> dict[str, object]:
    return {
        "convenzione": convenzione.pk,
        "nomi": [ditta.nome for ditta in DITTE],
        "partite": [ditta.partita_iva for ditta in DITTE],
        "ditte": len(DITTE),
        "linee": [linea.value for linea, _ in GIRO],
        "macrovoci": [macrovoce for _, macrovoce in GIRO],
        "giro": len(GIRO),
        "contabile": Utente.objects.get(username="contabile_ets").pk,
        "funzionario": Utente.objects.get(username="funzionario_unione").pk,
        "file": _foglio_unico().pk,
    }


def _foglio_unico() -> Documento:
    """The paper of every document of the archive: a million files would measure the disk, not the program."""
    contenuto = pagina([Scritta(SINISTRA, 780, "Documento d'archivio dell'ufficio di prova", 13)])
    return archivia_documento(contenuto, "documento d'archivio.pdf", utente=None)


def _riempi(trimestre: Trimestre, quanti: int, comuni: dict[str, object]) -> None:
    """The documents of a quarter with payments, papers and shares, already paid to the partner."""
    rendiconto = Rendiconto.objects.get(trimestre=trimestre)
    primo = (trimestre.numero - 1) * quanti + 1
    valori = comuni | {
        "dal": trimestre.inizio,
        "al": trimestre.fine,
        "giorni": (trimestre.fine - trimestre.inizio).days + 1,
        "primo": primo,
        "ultimo": primo + quanti - 1,
        "rendiconto": rendiconto.pk,
        "alle": alle(trimestre.fine, 12),
    }
    with connection.cursor() as cursore:
        for sql in (DOCUMENTI, PAGAMENTI, ORIGINALI, SPESE):
            # Written out first: pgtrigger puts its own parameters before ours.
            cursore.execute(cursore.mogrify(sql, valori).decode())
    _chiudi(rendiconto, trimestre.fine)


def _chiudi(rendiconto: Rendiconto, fine: date) -> None:
    seduta = SedutaCabina.objects.create(data=fine + timedelta(days=50), verbale=f"{fine:%m}/{fine.year}")
    Rendiconto.objects.filter(pk=rendiconto.pk).update(
        stato=StatoRendiconto.LIQUIDATO,
        protocollo=f"{30_000 + rendiconto.pk}/{fine.year}",
        presentato_alle=alle(fine + timedelta(days=29), 16),
        verificato_alle=alle(fine + timedelta(days=42), 12),
        approvato_alle=alle(fine + timedelta(days=51), 11),
        seduta=seduta,
        mandato=f"{900 + rendiconto.pk}",
        liquidato_il=fine + timedelta(days=70),
    )


def _aggiorna_statistiche() -> None:
    with connection.cursor() as cursore:
        for tabella in ("documentospesa", "pagamento", "allegatospesa", "spesa", "totalespesa"):
            cursore.execute(f"ANALYZE rendicontazione_{tabella}")
