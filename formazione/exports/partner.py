from valdera_housing.kit.foglio import Colonne

PARTNER: Colonne = (
    ("Nome", lambda p: p.nome),
    ("Che cos’è", lambda p: p.get_tipo_display()),
    ("Persona di riferimento", lambda p: p.referente),
    ("Telefono", lambda p: p.telefono),
    ("E-mail", lambda p: p.email),
    ("Nella rete", lambda p: "sì" if p.attivo else "no"),
    ("Eventi", lambda p: p.eventi),
)
