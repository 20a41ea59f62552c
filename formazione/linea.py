"""How this line presents itself to the shell."""

from formazione import GLOSSARIO, PRESENTAZIONE
from valdera_housing.choices import Linea
from valdera_housing.linea import LineaServizio

SERVIZIO = LineaServizio(
    nome=Linea.FOR.label,
    linea=Linea.FOR,
    presentazione=PRESENTAZIONE,
    url="formazione:presentazione",
    glossario=GLOSSARIO,
)
