"""The triggers that keep summary columns equal to the rows they sum, and freeze what has been presented.

Statement-level with transition tables: admitting a thousand shares updates five budget rows once each.
Two fences guard money (quality R2): the row lock in the acts and the CHECK on the rows written here.
"""

from collections.abc import Sequence

import pgtrigger

from valdera_housing.kit.trigger import a_ogni_scrittura


def somma_nel_documento(colonna: str, importo: str) -> list[pgtrigger.Trigger]:
    """Keep ``DocumentoSpesa.<colonna>`` equal to the sum of ``importo`` (SQL on ``riga``) over the rows."""
    return a_ogni_scrittura(
        f"somma_{colonna}",
        f"""
        UPDATE rendicontazione_documentospesa d SET {colonna} = d.{colonna} + delta.importo
        FROM (SELECT documento_spesa_id, sum(segno * ({importo})) AS importo FROM ({{movimenti}}) riga
              GROUP BY documento_spesa_id HAVING sum(segno * ({importo})) <> 0) delta
        WHERE d.id = delta.documento_spesa_id;
        """,
    )


def congela_se_presentato(
    nome: str, chiave: str, campi: Sequence[str] = (), *, solo_eliminazione: bool = False
) -> list[pgtrigger.Trigger]:
    """Refuse changes (of ``campi``, or of all) and deletions once the document has been presented (6.9)."""
    cambiati = " OR ".join(f"NEW.{c} IS DISTINCT FROM OLD.{c}" for c in campi) or "TRUE"
    return [
        pgtrigger.Trigger(
            name=f"congela_{nome}",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=f"""
            IF (SELECT presentato FROM rendicontazione_documentospesa WHERE id = OLD.{chiave}) THEN
                IF TG_OP = 'DELETE' THEN {RIFIUTO.format(nome=nome)}
                ELSIF {cambiati if not solo_eliminazione else "FALSE"} THEN {RIFIUTO.format(nome=nome)}
                END IF;
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
            """,
        )
    ]


RIFIUTO = """RAISE EXCEPTION 'Il documento è già stato presentato: si corregge con una nuova riga, non qui.'
                    USING ERRCODE = 'check_violation', CONSTRAINT = '{nome}_presentato_immutabile';"""
