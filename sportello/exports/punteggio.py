from valdera_housing.kit.foglio import Colonne

VOCI: Colonne = (
    ("Codice", lambda v: v.codice),
    ("Gruppo", lambda v: v.get_gruppo_display()),
    ("Condizione", lambda v: v.descrizione),
    ("Punti", lambda v: v.punti),
    ("Per ogni anno", lambda v: "sì" if v.per_anno else "no"),
    ("Insieme", lambda v: v.insieme),
    ("Massimo dell’insieme", lambda v: v.massimo_insieme),
    ("Valida dal", lambda v: v.valida_dal),
    ("Valida al", lambda v: v.valida_al),
    ("Perché non vale più", lambda v: v.perche_non_vale),
    ("Fonte", lambda v: v.fonte),
)
