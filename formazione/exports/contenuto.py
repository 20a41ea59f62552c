from valdera_housing.kit.foglio import Colonne

CONTENUTI: Colonne = (
    ("Titolo", lambda c: c.titolo),
    ("Campagna", lambda c: c.campagna.titolo),
    ("Numero della campagna", lambda c: c.campagna.numero),
    ("Dove", lambda c: c.get_canale_display()),
    ("Lingue", lambda c: ", ".join(c.lingue)),
    ("Pubblicato il", lambda c: c.pubblicato_il),
    ("Persone raggiunte", lambda c: c.raggiunti),
    ("Indirizzo", lambda c: c.indirizzo),
)
