from valdera_housing.kit.foglio import Colonne

# Rows of SpesaComune with their house.
SPESE_COMUNI: Colonne = (
    ("Numero", lambda s: s.numero),
    ("Casa", lambda s: s.struttura.nome),
    ("Per che cosa", lambda s: s.descrizione),
    ("Fornitore", lambda s: s.fornitore),
    ("Partita IVA o codice fiscale", lambda s: s.codice_fiscale),
    ("Documento", lambda s: s.documento_numero),
    ("Del", lambda s: s.documento_del),
    ("Periodo dal", lambda s: s.dal),
    ("Periodo al", lambda s: s.al),
    ("Come si divide", lambda s: s.get_criterio_display()),
    ("Importo", lambda s: s.importo),
    ("A carico dell’ente", lambda s: s.a_carico_ente),
    ("Stato", lambda s: s.get_stato_display()),
    ("Ripartita il", lambda s: s.ripartita_il),
    ("Pagata al fornitore il", lambda s: s.pagata_il),
    ("Con il file", lambda s: "sì" if s.documento_id else "no"),
)
