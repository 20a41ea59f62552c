"""How this line presents itself to the shell."""

from cohousing import GLOSSARIO, PRESENTAZIONE
from cohousing.workflow import SEGUONO
from valdera_housing.choices import Linea
from valdera_housing.linea import LineaServizio, VoceMenu

SERVIZIO = LineaServizio(
    nome=Linea.COH.label,
    linea=Linea.COH,
    presentazione=PRESENTAZIONE,
    url="cohousing:presentazione",
    sezioni=(
        VoceMenu("Candidature", "cohousing:candidatura_elenco", SEGUONO),
        VoceMenu("Invii arrivati", "cohousing:invio_elenco", SEGUONO),
    ),
    glossario=GLOSSARIO,
)
