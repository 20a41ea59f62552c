"""How this line presents itself to the shell."""

from gestore import GLOSSARIO, PRESENTAZIONE
from gestore.workflow import VEDONO_LE_CASE
from valdera_housing.choices import Linea
from valdera_housing.linea import LineaServizio, VoceMenu

SERVIZIO = LineaServizio(
    nome=Linea.GIS.label,
    linea=Linea.GIS,
    presentazione=PRESENTAZIONE,
    url="gestore:presentazione",
    menu=(
        # Homes
        VoceMenu("Alloggi", "gestore:alloggio_elenco", VEDONO_LE_CASE, posto=40),
    ),
    glossario=GLOSSARIO,
)
