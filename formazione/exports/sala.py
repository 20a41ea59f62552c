from valdera_housing.kit.foglio import Colonne

SALE: Colonne = (
    ("Per che cosa", lambda r: r.titolo),
    ("Sala", lambda r: r.prenotazione.stanza.nome if r.prenotazione.stanza else ""),
    ("Sede", lambda r: r.prenotazione.sede.nome if r.prenotazione.sede else ""),
    ("Dalle", lambda r: r.prenotazione.inizio),
    ("Alle", lambda r: r.prenotazione.fine),
    ("Persone previste", lambda r: r.prenotazione.partecipanti),
    ("Persone da fuori", lambda r: "sì" if r.rilevanza_esterna else "no"),
    ("Disciplinare accettato", lambda r: "sì" if r.disciplinare_accettato else "no"),
    ("Stato", lambda r: r.get_stato_display()),
    ("Chiesta da", lambda r: str(r.richiesta_da)),
    ("Chiesta il", lambda r: r.richiesta_il),
    ("Decisa da", lambda r: str(r.decisa_da or "")),
    ("Decisa il", lambda r: r.decisa_il),
    ("Motivo", lambda r: r.motivo),
)
