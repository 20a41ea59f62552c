"""Every summary computed again from its rows: what does not agree is told, nothing is repaired.

Summaries are kept by triggers; this is the check that would notice a trigger switched off, a row changed by hand,
a file replaced on the disk (quality R2; domain.md, part c).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from rendicontazione.models import RelazioneTrimestrale
from valdera_housing.kit.denaro import in_cifre
from valdera_housing.linea import Controllo, registrate
from valdera_housing.models import Documento

PEZZO = 1024 * 1024


@dataclass(frozen=True)
class Scostamento:
    """One thing that does not agree: what, which figure, written and recomputed."""

    dove: str
    voce: str
    scritto: str
    ricalcolato: str

    def __str__(self) -> str:
        return f"{self.dove}, {self.voce}: scritto {self.scritto}, dalle righe {self.ricalcolato}"


IN_VERIFICA = "('PRESENTATA', 'DA_INTEGRARE')"
BUDGET = f"""
    SELECT 'Linea ' || b.numero, b.presentato, r.presentato, b.in_verifica, r.in_verifica,
           b.ammesso, r.ammesso, b.eccedenza, r.eccedenza
    FROM rendicontazione_lineabudget b
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(s.importo) FILTER (WHERE s.stato <> 'BOZZA'), 0) AS presentato,
               coalesce(sum(s.importo) FILTER (WHERE s.stato IN {IN_VERIFICA}), 0) AS in_verifica,
               coalesce(sum(s.ammesso), 0) AS ammesso, coalesce(sum(s.eccedenza), 0) AS eccedenza
        FROM rendicontazione_spesa s
        JOIN rendicontazione_rendiconto c ON c.id = s.rendiconto_id
        JOIN valdera_housing_trimestre t ON t.id = c.trimestre_id
        WHERE t.convenzione_id = b.convenzione_id AND s.linea = b.linea
    ) r
    WHERE (b.presentato, b.in_verifica, b.ammesso, b.eccedenza)
          IS DISTINCT FROM (r.presentato, r.in_verifica, r.ammesso, r.eccedenza)
    ORDER BY b.convenzione_id, b.numero
"""
TOTALI = """
    WITH righe AS (
        SELECT rendiconto_id, linea, macrovoce, stato, count(*) AS quante, sum(importo) AS importo,
               sum(ammesso) AS ammesso, sum(eccedenza) AS eccedenza, sum(non_ammesso) AS non_ammesso
        FROM rendicontazione_spesa GROUP BY 1, 2, 3, 4
    ), scritti AS (SELECT * FROM rendicontazione_totalespesa WHERE quante <> 0 OR importo <> 0)
    SELECT 'Totali del trimestre ' || q.numero || ', linea ' || coalesce(t.linea, r.linea) || ', categoria '
               || coalesce(t.macrovoce, r.macrovoce) || ', ' || coalesce(t.stato, r.stato),
           coalesce(t.quante, 0), coalesce(r.quante, 0), coalesce(t.importo, 0), coalesce(r.importo, 0),
           coalesce(t.ammesso, 0), coalesce(r.ammesso, 0), coalesce(t.eccedenza, 0), coalesce(r.eccedenza, 0),
           coalesce(t.non_ammesso, 0), coalesce(r.non_ammesso, 0)
    FROM scritti t FULL JOIN righe r USING (rendiconto_id, linea, macrovoce, stato)
    JOIN rendicontazione_rendiconto c ON c.id = rendiconto_id
    JOIN valdera_housing_trimestre q ON q.id = c.trimestre_id
    WHERE (t.quante, t.importo, t.ammesso, t.eccedenza, t.non_ammesso)
          IS DISTINCT FROM (r.quante, r.importo, r.ammesso, r.eccedenza, r.non_ammesso)
    ORDER BY q.convenzione_id, q.numero, 1
"""
DOCUMENTI = """
    SELECT 'Documento ' || d.numero || ' di ' || d.fornitore, d.ripartito, r.ripartito, d.pagato, r.pagato,
           d.presentato, r.presentato
    FROM rendicontazione_documentospesa d
    CROSS JOIN LATERAL (
        SELECT coalesce((SELECT sum(CASE WHEN s.stato IN ('BOZZA', 'PRESENTATA', 'DA_INTEGRARE') THEN s.importo
                                         ELSE s.ammesso + s.eccedenza END)
                         FROM rendicontazione_spesa s WHERE s.documento_spesa_id = d.id), 0)
               + coalesce((SELECT sum(a.importo) FROM rendicontazione_altrofinanziamento a
                           WHERE a.documento_spesa_id = d.id), 0) AS ripartito,
               coalesce((SELECT sum(p.importo) FROM rendicontazione_pagamento p
                         WHERE p.documento_spesa_id = d.id), 0) AS pagato,
               EXISTS (SELECT 1 FROM rendicontazione_spesa s
                       WHERE s.documento_spesa_id = d.id AND s.stato <> 'BOZZA') AS presentato
    ) r
    WHERE (d.ripartito, d.pagato, d.presentato) IS DISTINCT FROM (r.ripartito, r.pagato, r.presentato)
    ORDER BY d.id
"""
CONVENZIONI = """
    SELECT 'Convenzione ' || c.numero, coalesce(sum(b.budget_vigente), 0), c.importo
    FROM valdera_housing_convenzione c LEFT JOIN rendicontazione_lineabudget b ON b.convenzione_id = c.id
    GROUP BY c.id HAVING coalesce(sum(b.budget_vigente), 0) <> c.importo AND count(b.id) > 0 ORDER BY c.id
"""
OLTRE_BUDGET = """
    SELECT 'Linea ' || numero, ammesso, budget_vigente FROM rendicontazione_lineabudget
    WHERE ammesso > budget_vigente ORDER BY convenzione_id, numero
"""
PARTI = f"""
    SELECT 'Spesa ' || numero, ammesso + eccedenza + non_ammesso,
           CASE WHEN stato = 'BOZZA' OR stato IN {IN_VERIFICA} THEN 0 ELSE importo END
    FROM rendicontazione_spesa
    WHERE ammesso + eccedenza + non_ammesso
          <> CASE WHEN stato = 'BOZZA' OR stato IN {IN_VERIFICA} THEN 0 ELSE importo END
    ORDER BY id
"""
PAGATE = """
    SELECT 'Scadenza «' || s.descrizione || '», ' || s.chiave, s.imputato, r.imputato
    FROM valdera_housing_scadenza s
    LEFT JOIN (SELECT scadenza_id, sum(importo) AS imputato FROM valdera_housing_imputazione
               WHERE annullata_alle IS NULL GROUP BY scadenza_id) i ON i.scadenza_id = s.id
    CROSS JOIN LATERAL (SELECT coalesce(i.imputato, 0) AS imputato) r
    WHERE s.imputato <> r.imputato ORDER BY s.id
"""
IMPUTATI = """
    SELECT 'Incasso o pagamento ' || c.numero, c.imputato, r.imputato
    FROM valdera_housing_incasso c
    LEFT JOIN (SELECT incasso_id, sum(importo) AS imputato FROM valdera_housing_imputazione
               WHERE annullata_alle IS NULL GROUP BY incasso_id) i ON i.incasso_id = c.id
    CROSS JOIN LATERAL (SELECT coalesce(i.imputato, 0) AS imputato) r
    WHERE c.imputato <> r.imputato ORDER BY c.id
"""
ABBINATI = """
    SELECT 'Movimento bancario ' || m.id, m.abbinato, r.abbinato
    FROM valdera_housing_movimentobancario m
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM valdera_housing_incasso c
                                       WHERE c.movimento_id = m.id) AS abbinato) r
    WHERE m.abbinato <> r.abbinato ORDER BY m.id
"""
CONTROLLI: tuple[Controllo, ...] = (
    (CONVENZIONI, ("somma dei budget",)),
    (OLTRE_BUDGET, ("ammesso oltre il budget",)),
    (BUDGET, ("presentato", "in verifica", "ammesso", "in eccedenza")),
    (TOTALI, ("quante", "importo", "ammesso", "in eccedenza", "non ammesso")),
    (DOCUMENTI, ("ripartito", "pagato", "presentato")),
    (PARTI, ("somma delle parti",)),
    (PAGATE, ("pagato",)),
    (IMPUTATI, ("abbinato",)),
    (ABBINATI, ("abbinato",)),
)


def scostamenti() -> Iterator[Scostamento]:
    """Everything that does not agree: sums of the accounts and of the lines, then reports, then files."""
    for sql, voci in (*CONTROLLI, *(controllo for servizio in registrate for controllo in servizio.controlli)):
        with connection.cursor() as cursore:
            cursore.execute(sql)
            for dove, *valori in cursore.fetchall():
                yield from _diversi(dove, voci, valori)
    yield from _relazioni()
    yield from _file()


def _diversi(dove: str, voci: tuple[str, ...], valori: list[Any]) -> Iterator[Scostamento]:
    """``valori`` alternate the figure written and the one recomputed."""
    for voce, scritto, ricalcolato in zip(voci, valori[::2], valori[1::2], strict=True):
        if scritto != ricalcolato:
            yield Scostamento(dove, voce, _in_parole(scritto), _in_parole(ricalcolato))


def _in_parole(valore: Any) -> str:
    if isinstance(valore, bool):
        return "sì" if valore else "no"
    return str(valore) if isinstance(valore, int) else in_cifre(valore)


def _relazioni() -> Iterator[Scostamento]:
    """The fingerprint of each frozen snapshot, from its own bytes."""
    for relazione in RelazioneTrimestrale.objects.select_related("rendiconto__trimestre").iterator():
        vera = hashlib.sha256(relazione.istantanea.encode()).hexdigest()
        if vera != relazione.impronta:
            yield Scostamento(str(relazione), "impronta", relazione.impronta, vera)


def _file() -> Iterator[Scostamento]:
    """The fingerprint of each stored file, from the disk."""
    for documento in Documento.objects.order_by("pk").iterator():
        vera = _impronta(documento)
        if vera != documento.sha256:
            yield Scostamento(f"File {documento.nome}", "impronta", documento.sha256, vera)


def _impronta(documento: Documento) -> str:
    conto = hashlib.sha256()
    try:
        with documento.file.open("rb") as file:
            for pezzo in file.chunks(PEZZO):
                conto.update(pezzo)
    except OSError:
        return "file mancante"
    return conto.hexdigest()
