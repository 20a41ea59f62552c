"""The FOI index as a spreadsheet."""

from valdera_housing.kit.foglio import Colonne

INDICI: Colonne = (
    ("Mese", lambda i: f"{i.mese:%m/%Y}"),
    ("Variazione annua %", lambda i: i.variazione_pct),
    ("Fonte", lambda i: i.fonte),
)
