from typing import Any

from valdera_housing.kit.foglio import Colonne


def numero_pratica(movimento: Any) -> str:
    """The number of the file a line belongs to: codes, never names."""
    pratica = movimento.anticipo or movimento.escussione or movimento.credito
    return pratica.numero if pratica else ""


# Rows of queries.movimento.con_progressivo.
MOVIMENTI: Colonne = (
    ("Numero", lambda m: m.pk),
    ("Data contabile", lambda m: m.giorno),
    ("Valuta", lambda m: m.valuta),
    ("Comune", lambda m: m.fondo.comune.nome),
    ("Tipo", lambda m: m.get_tipo_display()),
    ("Voce", lambda m: m.get_voce_display()),
    ("Causale", lambda m: m.causale),
    ("Da dove viene", lambda m: m.get_provenienza_display()),
    ("Atto", lambda m: m.atto),
    ("Pratica", numero_pratica),
    ("Corregge il numero", lambda m: m.rettifica_di_id),
    ("Importo", lambda m: m.effetto),
    ("Progressivo", lambda m: m.progressivo),
    ("Registrato da", lambda m: str(m.creato_da)),
    ("Registrato alle", lambda m: m.creato_alle),
)
