"""The list of the shares as a spreadsheet; households by pseudonym only."""

from valdera_housing.choices import Linea
from valdera_housing.kit.foglio import Colonne

SPESE: Colonne = (
    ("Spesa", lambda s: s.numero),
    ("Trimestre", lambda s: s.rendiconto.trimestre.numero),
    ("Linea", lambda s: Linea(s.linea).numero),
    ("Nome della linea", lambda s: s.get_linea_display()),
    ("Categoria", lambda s: s.macrovoce),
    ("Fornitore", lambda s: s.a_chi),
    ("Tipo di documento", lambda s: s.documento_spesa.get_tipo_display()),
    ("Numero", lambda s: s.documento_spesa.numero),
    ("Data", lambda s: s.documento_spesa.data),
    ("Azione", lambda s: s.azione),
    ("Descrizione", lambda s: s.descrizione),
    ("Stato", lambda s: s.get_stato_display()),
    ("Presentato", lambda s: s.importo),
    ("Ammesso", lambda s: s.ammesso),
    ("In eccedenza", lambda s: s.eccedenza),
    ("Non ammesso", lambda s: s.non_ammesso),
    ("Motivo", lambda s: s.get_motivo_display()),
    ("Spiegazione", lambda s: s.spiegazione),
)
