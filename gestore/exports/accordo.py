"""The bands of the local accords as a spreadsheet."""

from valdera_housing.kit.foglio import Colonne

FASCE: Colonne = (
    ("Comune", lambda f: f.accordo.comune.nome),
    ("Depositato il", lambda f: f.accordo.depositato_il),
    ("Valido dal", lambda f: f.accordo.valido_dal),
    ("Valido al", lambda f: f.accordo.valido_al),
    ("Zona omogenea", lambda f: f.zona),
    ("Sottofascia", lambda f: f.subfascia),
    ("Minimo €/m² in un anno", lambda f: f.minimo_mq_anno),
    ("Massimo €/m² in un anno", lambda f: f.massimo_mq_anno),
)
