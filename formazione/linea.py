"""How this line presents itself to the shell."""

from formazione import GLOSSARIO, PRESENTAZIONE
from formazione.workflow import VEDONO
from formazione.workflow import ISCRIVONO
from formazione.workflow import TENGONO, VEDONO
from valdera_housing.choices import Linea
from valdera_housing.linea import LineaServizio, VoceMenu

SERVIZIO = LineaServizio(
    nome=Linea.FOR.label,
    linea=Linea.FOR,
    presentazione=PRESENTAZIONE,
    url="formazione:presentazione",
    sezioni=(VoceMenu("Eventi", "formazione:evento_elenco", VEDONO),),
    sezioni=(
        VoceMenu("Sale", "formazione:sala_elenco", VEDONO),
        VoceMenu("Partner", "formazione:partner_elenco", VEDONO),
    sezioni=(
        VoceMenu("Eventi", "formazione:evento_elenco", VEDONO),
        VoceMenu("Questionari", "formazione:questionario_elenco", VEDONO),
    sezioni=(
        VoceMenu("Campagne", "formazione:campagna_elenco", VEDONO),
        VoceMenu("Newsletter", "formazione:newsletter_elenco", VEDONO),
        VoceMenu("Contatti", "formazione:contatto_elenco", TENGONO),
    ),
    glossario=GLOSSARIO,
    sezioni=(VoceMenu("Attestati", "formazione:attestato_elenco", ISCRIVONO),),
)
