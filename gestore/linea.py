"""How this line presents itself to the shell."""

from gestore import GLOSSARIO, PRESENTAZIONE
from gestore.queries import scadenziario
from gestore.queries.costi import costi_da_rendicontare
from gestore.queries.indicatori import indicatori
from gestore.queries.pannelli import pannelli_fascicolo
from gestore.queries.ricerca import cerca
from gestore.queries.tavole import tavole
from gestore.workflow import VEDONO_LE_CASE
from valdera_housing.choices import Linea
from valdera_housing.linea import LineaServizio, VoceMenu

SERVIZIO = LineaServizio(
    nome=Linea.GIS.label,
    linea=Linea.GIS,
    presentazione=PRESENTAZIONE,
    url="gestore:presentazione",
    menu=(VoceMenu("Manutenzioni", "gestore:manutenzione_elenco", VEDONO_LE_CASE, posto=45),),
    compiti=scadenziario.compiti,
    segnalazioni=scadenziario.segnalazioni,
    prossime_date=scadenziario.prossime_date,
    pannelli_fascicolo=pannelli_fascicolo,
    cerca=cerca,
    indicatori=indicatori,
    tavole=tavole,
    costi_da_rendicontare=costi_da_rendicontare,
    glossario=GLOSSARIO,
)
