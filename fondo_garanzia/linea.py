"""How this line presents itself to the shell."""

from fondo_garanzia import GLOSSARIO, PRESENTAZIONE
from fondo_garanzia.workflow import VEDONO_LE_PRATICHE
from valdera_housing.choices import Linea
from valdera_housing.linea import LineaServizio, VoceMenu

SERVIZIO = LineaServizio(
    nome=Linea.FON.label,
    linea=Linea.FON,
    presentazione=PRESENTAZIONE,
    url="fondo_garanzia:presentazione",
    sezioni=(VoceMenu("Garanzie", "fondo_garanzia:garanzia_elenco", VEDONO_LE_PRATICHE),),
    glossario=GLOSSARIO,
)
