"""How this line presents itself to the shell."""

from gestore import GLOSSARIO, PRESENTAZIONE
from gestore.workflow import VEDONO_IL_PARTITARIO
from valdera_housing.choices import Linea
from valdera_housing.linea import LineaServizio, VoceMenu

SERVIZIO = LineaServizio(
    nome=Linea.GIS.label,
    linea=Linea.GIS,
    presentazione=PRESENTAZIONE,
    url="gestore:presentazione",
    menu=(VoceMenu("Morosità", "gestore:morosita_elenco", VEDONO_IL_PARTITARIO, posto=44),),
    glossario=GLOSSARIO,
)
