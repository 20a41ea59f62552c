"""How this line presents itself to the shell."""

from cohousing import GLOSSARIO, PRESENTAZIONE
from cohousing.workflow import VEDONO
from valdera_housing.choices import Linea
from valdera_housing.linea import LineaServizio, VoceMenu

SERVIZIO = LineaServizio(
    nome=Linea.COH.label,
    linea=Linea.COH,
    presentazione=PRESENTAZIONE,
    url="cohousing:presentazione",
    sezioni=(
        VoceMenu("Immobili", "cohousing:immobile_elenco", VEDONO),
        VoceMenu("Tappe", "cohousing:tappa_elenco", VEDONO),
    ),
    glossario=GLOSSARIO,
)
