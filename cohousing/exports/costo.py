from cohousing.queries.costo import di_che_cosa
from valdera_housing.exports import colonne_costo

# Rows of Costo with their house or building.
COSTI = colonne_costo(
    (
        ("Spesa di", lambda c: "Casa" if c.struttura_id else "Immobile"),
        ("Numero", lambda c: di_che_cosa(c).numero),
        ("Nome", lambda c: str(di_che_cosa(c))),
        ("Tipo di spesa", lambda c: c.get_voce_display()),
    )
)
