"""How this line presents itself to the shell."""

from fondo_garanzia import GLOSSARIO, PRESENTAZIONE
from fondo_garanzia.queries.pannelli import pannelli_fascicolo
from fondo_garanzia.queries.ricerca import cerca
from fondo_garanzia.queries.scadenziario import SCADENZIARIO, invii_da_prendere
from fondo_garanzia.workflow import VEDONO_LE_PRATICHE
from valdera_housing.choices import CHI_SEGUE_PERSONE, Linea
from valdera_housing.linea import TUTTI_TRANNE_TECNICO, LineaServizio, VoceMenu

SERVIZIO = LineaServizio(
    nome=Linea.FON.label,
    linea=Linea.FON,
    presentazione=PRESENTAZIONE,
    url="fondo_garanzia:presentazione",
    menu=(VoceMenu("Fondo", "fondo_garanzia:presentazione", TUTTI_TRANNE_TECNICO, invii_da_prendere, posto=42),),
    sezioni=(
        VoceMenu("Invii arrivati", "fondo_garanzia:invio_elenco", CHI_SEGUE_PERSONE),
        VoceMenu("Rivalse", "fondo_garanzia:rivalsa_elenco", VEDONO_LE_PRATICHE),
    ),
    compiti=SCADENZIARIO.compiti,
    segnalazioni=SCADENZIARIO.segnalazioni,
    prossime_date=SCADENZIARIO.prossime_date,
    pannelli_fascicolo=pannelli_fascicolo,
    cerca=cerca,
    glossario=GLOSSARIO,
)
