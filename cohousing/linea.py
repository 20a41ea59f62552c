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
    glossario=GLOSSARIO,
    sezioni=(
        VoceMenu("Servizi", "cohousing:servizio_elenco", VEDONO),
        VoceMenu("Turni", "cohousing:turno_elenco", VEDONO),
        VoceMenu("Spese", "cohousing:costo_elenco", VEDONO),
    ),
)
