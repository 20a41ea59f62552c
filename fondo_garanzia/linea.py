"""How this line presents itself to the shell."""

from fondo_garanzia import GLOSSARIO, PRESENTAZIONE
from fondo_garanzia.workflow import VEDONO_LE_PRATICHE
from fondo_garanzia.workflow import VEDONO_IL_CONTO
from valdera_housing.choices import Linea
from valdera_housing.linea import LineaServizio, VoceMenu

SERVIZIO = LineaServizio(
    nome=Linea.FON.label,
    linea=Linea.FON,
    presentazione=PRESENTAZIONE,
    url="fondo_garanzia:presentazione",
    sezioni=(
        # advances
        VoceMenu("Anticipi", "fondo_garanzia:anticipo_elenco", VEDONO_LE_PRATICHE),
    ),
    sezioni=(VoceMenu("Garanzie", "fondo_garanzia:garanzia_elenco", VEDONO_LE_PRATICHE),),
    sezioni=(VoceMenu("Escussioni", "fondo_garanzia:escussione_elenco", VEDONO_LE_PRATICHE),),
        # the dedicated account
        VoceMenu("Conto dedicato", "fondo_garanzia:conto_scheda", VEDONO_IL_CONTO),
    ),
    glossario=GLOSSARIO,
)
