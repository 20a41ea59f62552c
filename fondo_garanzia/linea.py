"""How this line presents itself to the shell."""

from fondo_garanzia import GLOSSARIO, PRESENTAZIONE
from fondo_garanzia.queries.quadro import LEGGONO_I_FONDI
from valdera_housing.choices import Linea
from valdera_housing.linea import TUTTI_TRANNE_TECNICO, LineaServizio, VoceMenu

SERVIZIO = LineaServizio(
    nome=Linea.FON.label,
    linea=Linea.FON,
    presentazione=PRESENTAZIONE,
    url="fondo_garanzia:presentazione",
    menu=(VoceMenu("Fondo", "fondo_garanzia:presentazione", TUTTI_TRANNE_TECNICO, posto=42),),
    sezioni=(
        VoceMenu("Fondi", "fondo_garanzia:fondo_elenco", LEGGONO_I_FONDI),
        VoceMenu("Movimenti", "fondo_garanzia:movimento_elenco", LEGGONO_I_FONDI),
    ),
    glossario=GLOSSARIO,
)
