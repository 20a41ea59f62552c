"""How this line presents itself to the shell."""

from gestore import GLOSSARIO, PRESENTAZIONE
from gestore.queries import scadenziario
from gestore.queries.costi import costi_da_rendicontare
from gestore.queries.indicatori import indicatori
from gestore.queries.pannelli import pannelli_fascicolo
from gestore.queries.ricerca import cerca
from gestore.queries.tavole import tavole
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.linea import LineaServizio, VoceMenu

# The bar holds nine sections: who already has the accounts in it goes from the page of the line.
NELLA_BARRA = (Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS)

SERVIZIO = LineaServizio(
    nome=Linea.GIS.label,
    linea=Linea.GIS,
    presentazione=PRESENTAZIONE,
    url="gestore:presentazione",
    menu=(VoceMenu("Manutenzioni", "gestore:manutenzione_elenco", NELLA_BARRA, posto=45),),
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
