from valdera_housing.kit.foglio import Colonne

MANUTENZIONI: Colonne = (
    ("Numero", lambda m: m.numero),
    ("Alloggio", lambda m: m.alloggio.codice),
    ("Indirizzo", lambda m: m.alloggio.indirizzo_completo),
    ("Comune", lambda m: m.alloggio.comune.nome),
    ("Che cosa", lambda m: m.descrizione),
    ("Urgenza", lambda m: m.get_urgenza_display()),
    ("Segnalata il", lambda m: m.aperta_il),
    ("Entro il", lambda m: m.entro_il),
    ("A carico di", lambda m: m.get_a_carico_di_display()),
    ("Stato", lambda m: m.get_stato_display()),
    ("Finita il", lambda m: m.chiusa_il),
    ("Costo", lambda m: m.costo),
    ("Ditta", lambda m: m.fornitore),
)
