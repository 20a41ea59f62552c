"""How this line presents itself to the shell."""

from cohousing import GLOSSARIO, PRESENTAZIONE
from cohousing.queries.pannelli import pannelli_fascicolo
from cohousing.queries.ricerca import cerca
from cohousing.queries.scadenziario import SCADENZIARIO, che_aspettano
from valdera_housing.choices import Linea
from valdera_housing.linea import TUTTI_TRANNE_TECNICO, LineaServizio, VoceMenu

SERVIZIO = LineaServizio(
    nome=Linea.COH.label,
    linea=Linea.COH,
    presentazione=PRESENTAZIONE,
    url="cohousing:presentazione",
    menu=(VoceMenu("Cohousing", "cohousing:presentazione", TUTTI_TRANNE_TECNICO, che_aspettano, posto=44),),
    scadenziario=SCADENZIARIO,
    compiti=SCADENZIARIO.compiti,
    segnalazioni=SCADENZIARIO.segnalazioni,
    prossime_date=SCADENZIARIO.prossime_date,
    pannelli_fascicolo=pannelli_fascicolo,
    cerca=cerca,
    glossario=GLOSSARIO,
)
