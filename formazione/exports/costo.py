from formazione.queries.costo import aspetto_costo, di_che_cosa
from valdera_housing.kit.foglio import Colonne

# Rows of Costo with their event or campaign.
COSTI: Colonne = (
    ("Documento", lambda c: c.documento_numero),
    ("Del", lambda c: c.documento_del),
    ("Fornitore", lambda c: c.fornitore),
    ("Partita IVA o codice fiscale", lambda c: c.codice_fiscale),
    ("Spesa di", lambda c: "Evento" if c.evento_id else "Campagna"),
    ("Numero", lambda c: di_che_cosa(c).numero),
    ("Titolo", lambda c: di_che_cosa(c).titolo),
    ("Per che cosa", lambda c: c.descrizione),
    ("Importo", lambda c: c.importo),
    ("Stato", lambda c: aspetto_costo(c).etichetta),
    ("Pagato il", lambda c: c.pagato_il),
    ("Tolto il", lambda c: c.annullato_il),
    ("Con il file", lambda c: "sì" if c.documento_id else "no"),
)
