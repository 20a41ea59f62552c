from valdera_housing.kit.foglio import Colonne

# Rows of queries.quadro.comuni_e_fondi.
FONDI: Colonne = (
    ("Comune", lambda c: c.nome),
    ("Adesione", lambda c: "aderente" if c.dotato else "non aderente"),
    ("Dotato", lambda c: c.dotato),
    ("Erogato", lambda c: c.erogato),
    ("Rientrato", lambda c: c.rientrato),
    ("Altri movimenti", lambda c: c.altri),
    ("In cassa", lambda c: c.cassa),
    ("Impegnato", lambda c: c.impegnato),
    ("Disponibile", lambda c: c.disponibile),
    ("In deroga", lambda c: c.deroga),
)
