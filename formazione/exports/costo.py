from formazione.queries.costo import di_che_cosa
from valdera_housing.exports import colonne_costo

# Rows of Costo with their event or campaign.
COSTI = colonne_costo(
    (
        ("Spesa di", lambda c: "Evento" if c.evento_id else "Campagna"),
        ("Numero", lambda c: di_che_cosa(c).numero),
        ("Titolo", lambda c: di_che_cosa(c).titolo),
    )
)
