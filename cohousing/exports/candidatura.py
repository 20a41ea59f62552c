from cohousing.choices import Condizione, Dotazione
from valdera_housing.kit.foglio import Colonne

# Rows of Candidatura read with ``con_attesa``.
CANDIDATURE: Colonne = (
    ("Candidatura", lambda c: c.numero),
    ("Stato", lambda c: c.get_stato_display()),
    ("Presentata il", lambda c: c.presentata_il),
    ("Giorni di attesa", lambda c: c.attesa.days),
    ("Nucleo", lambda c: c.caso.nucleo.codice),
    ("Chi chiede", lambda c: c.richiedente),
    ("Comune del nucleo", lambda c: c.caso.nucleo.comune.nome),
    ("Persone", lambda c: len(c.componenti)),
    ("Categoria", lambda c: c.get_categoria_display()),
    ("Condizioni", lambda c: ", ".join(Condizione(x).label for x in c.condizioni)),
    ("Unità accessibile", lambda c: "sì" if c.accessibile else "no"),
    ("Che cosa serve", lambda c: ", ".join(Dotazione(x).label for x in c.esigenze)),
    ("Comune preferito", lambda c: c.comune.nome if c.comune else ""),
    ("Solo quel comune", lambda c: "sì" if c.solo_quel_comune else "no"),
    ("Serve entro il", lambda c: c.entro_il),
    ("Mesi", lambda c: c.mesi),
    ("Casa", lambda c: c.unita.struttura.nome if c.unita else ""),
    ("Unità", lambda c: c.unita.nome if c.unita else ""),
    ("Ingresso proposto il", lambda c: c.ingresso_il),
    ("Decisa il", lambda c: c.decisa_il),
    ("Motivazione", lambda c: c.motivazione),
)
