"""How this line presents itself to the shell."""

from fondo_garanzia import GLOSSARIO, PRESENTAZIONE
from valdera_housing.choices import Linea
from valdera_housing.linea import LineaServizio

SERVIZIO = LineaServizio(
    nome=Linea.FON.label,
    linea=Linea.FON,
    presentazione=PRESENTAZIONE,
    url="fondo_garanzia:presentazione",
    glossario=GLOSSARIO,
)
