"""How this line presents itself to the shell."""

from formazione import GLOSSARIO, PRESENTAZIONE
from formazione.workflow import TENGONO, VEDONO
from valdera_housing.choices import Linea
from valdera_housing.linea import LineaServizio, VoceMenu

SERVIZIO = LineaServizio(
    nome=Linea.FOR.label,
    linea=Linea.FOR,
    presentazione=PRESENTAZIONE,
    url="formazione:presentazione",
    sezioni=(
        VoceMenu("Campagne", "formazione:campagna_elenco", VEDONO),
        VoceMenu("Newsletter", "formazione:newsletter_elenco", VEDONO),
        VoceMenu("Contatti", "formazione:contatto_elenco", TENGONO),
    ),
    glossario=GLOSSARIO,
)
