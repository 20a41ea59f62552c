from valdera_housing.kit.foglio import Colonne

PROPRIETARI: Colonne = (
    ("Proprietario", lambda p: p.denominazione),
    ("Società o ente", lambda p: "sì" if p.persona_giuridica else "no"),
    ("Codice fiscale", lambda p: p.codice_fiscale),
    ("Partita IVA", lambda p: p.partita_iva),
    ("Indirizzo", lambda p: p.indirizzo),
    ("Telefono", lambda p: p.telefono),
    ("E-mail", lambda p: p.email),
    ("PEC", lambda p: p.pec),
    ("IBAN", lambda p: p.iban),
    ("Alloggi", lambda p: p.alloggi),
)
