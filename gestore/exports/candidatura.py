"""The list of the candidates as a spreadsheet. A row is a candidate and what it can bear, in euro a month."""

from gestore.queries.candidatura import intestatario
from valdera_housing.kit.foglio import Colonne

CANDIDATURE: Colonne = (
    ("Candidatura", lambda riga: riga[0].numero),
    ("Presentata il", lambda riga: riga[0].presentata_il),
    ("Stato", lambda riga: riga[0].get_stato_display()),
    ("Nucleo", lambda riga: riga[0].nucleo.codice),
    ("Intestatario", lambda riga: intestatario(riga[0])),
    ("Comune", lambda riga: riga[0].nucleo.comune.nome),
    ("Componenti", lambda riga: riga[0].componenti),
    ("Di che cosa ha bisogno", lambda riga: riga[0].bisogno),
    ("Reddito annuo", lambda riga: riga[0].reddito_annuo),
    ("Canone sostenibile", lambda riga: riga[1]),
    ("Alloggio proposto", lambda riga: riga[0].alloggio.codice if riga[0].alloggio else ""),
    ("Canone proposto", lambda riga: riga[0].canone_proposto),
    ("Decisa il", lambda riga: riga[0].decisa_il),
    ("Motivazione", lambda riga: riga[0].motivazione),
)
