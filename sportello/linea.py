"""How this line presents itself to the shell."""

from sportello import GLOSSARIO, PRESENTAZIONE
from valdera_housing.choices import Linea
from valdera_housing.linea import LineaServizio

SERVIZIO = LineaServizio(
    nome=Linea.SPO.label,
    linea=Linea.SPO,
    presentazione=PRESENTAZIONE,
    url="sportello:presentazione",
    glossario=GLOSSARIO,
)
