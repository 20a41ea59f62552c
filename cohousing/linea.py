"""How this line presents itself to the shell."""

from cohousing import GLOSSARIO, PRESENTAZIONE
from valdera_housing.choices import Linea
from valdera_housing.linea import LineaServizio

SERVIZIO = LineaServizio(
    nome=Linea.COH.label,
    linea=Linea.COH,
    presentazione=PRESENTAZIONE,
    url="cohousing:presentazione",
    glossario=GLOSSARIO,
)
