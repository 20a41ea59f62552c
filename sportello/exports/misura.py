from valdera_housing.kit.foglio import Colonne

MISURE: Colonne = (
    ("Misura", lambda m: m.nome),
    ("Tipo", lambda m: m.get_tipo_display()),
    ("Chi la dà", lambda m: m.ente),
    ("Atto", lambda m: m.atto),
    ("Valida dal", lambda m: m.valida_dal),
    ("Valida al", lambda m: m.valida_al),
    ("Domande dal", lambda m: m.domande_dal),
    ("Domande al", lambda m: m.domande_al),
    ("Domande fatte", lambda m: m.domande),
)
