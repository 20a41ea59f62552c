"""How this line presents itself to the shell."""

from sportello import GLOSSARIO, PRESENTAZIONE
from sportello.queries.indicatori import indicatori
from sportello.queries.pannelli import pannelli_fascicolo
from sportello.queries.ricerca import cerca
from sportello.queries.scadenziario import SCADENZIARIO, invii_da_prendere
from sportello.queries.tavole import tavole
from sportello.workflow import SEGUONO, VEDONO_LA_RETE, VEDONO_LE_MISURE
from valdera_housing.choices import LEGGONO_GLI_INDICATORI, Linea
from valdera_housing.linea import TUTTI_TRANNE_TECNICO, LineaServizio, VoceMenu

SERVIZIO = LineaServizio(
    nome=Linea.SPO.label,
    linea=Linea.SPO,
    presentazione=PRESENTAZIONE,
    url="sportello:presentazione",
    menu=(
        VoceMenu("Agenda", "sportello:agenda", SEGUONO, posto=10),
        VoceMenu("Sportello", "sportello:presentazione", TUTTI_TRANNE_TECNICO, invii_da_prendere, posto=30),
    ),
    sezioni=(
        VoceMenu("Accessi", "sportello:accesso_elenco", SEGUONO),
        VoceMenu("Appuntamenti", "sportello:appuntamento_elenco", SEGUONO),
        VoceMenu("Invii arrivati", "sportello:invio_elenco", SEGUONO),
        VoceMenu("Sfratti", "sportello:sfratto_elenco", SEGUONO),
        VoceMenu("Domande", "sportello:domanda_elenco", SEGUONO),
        VoceMenu("Misure", "sportello:misura_elenco", VEDONO_LE_MISURE),
        VoceMenu("Consulenza", "sportello:consulenza_canone", SEGUONO),
        VoceMenu("Rete", "sportello:risorsa_elenco", VEDONO_LA_RETE),
        VoceMenu("Lavoro", "sportello:percorso_elenco", SEGUONO),
        VoceMenu("Indicatori", "sportello:indicatore_elenco", LEGGONO_GLI_INDICATORI),
    ),
    scadenziario=SCADENZIARIO,
    pannelli_fascicolo=pannelli_fascicolo,
    cerca=cerca,
    indicatori=indicatori,
    tavole=tavole,
    glossario=GLOSSARIO,
)
