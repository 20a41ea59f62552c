"""How this line presents itself to the shell."""

from cohousing import GLOSSARIO, PRESENTAZIONE
from cohousing.queries.costi import costi_da_rendicontare
from cohousing.workflow import VEDONO
from valdera_housing.choices import Linea
from valdera_housing.linea import LineaServizio, VoceMenu

SERVIZIO = LineaServizio(
    nome=Linea.COH.label,
    linea=Linea.COH,
    presentazione=PRESENTAZIONE,
    url="cohousing:presentazione",
    costi_da_rendicontare=costi_da_rendicontare,
    glossario=GLOSSARIO,
    sezioni=(
        VoceMenu("Servizi", "cohousing:servizio_elenco", VEDONO),
        VoceMenu("Turni", "cohousing:turno_elenco", VEDONO),
        VoceMenu("Spese", "cohousing:costo_elenco", VEDONO),
    ),
)
