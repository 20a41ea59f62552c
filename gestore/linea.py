"""How this line presents itself to the shell."""

from gestore import GLOSSARIO, PRESENTAZIONE
from valdera_housing.choices import Linea
from valdera_housing.linea import LineaServizio

SERVIZIO = LineaServizio(
    nome=Linea.GIS.label,
    linea=Linea.GIS,
    presentazione=PRESENTAZIONE,
    url="gestore:presentazione",
    glossario=GLOSSARIO,
)
