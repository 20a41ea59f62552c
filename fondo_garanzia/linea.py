"""How this line presents itself to the shell."""

from fondo_garanzia import GLOSSARIO, PRESENTAZIONE
from fondo_garanzia.queries.costi import costi_da_rendicontare
from fondo_garanzia.queries.indicatori import indicatori
from fondo_garanzia.queries.integrita import CONTROLLI
from fondo_garanzia.queries.origine import origine_scadenza
from fondo_garanzia.queries.pannelli import pannelli_fascicolo
from fondo_garanzia.queries.quadro import LEGGONO_I_FONDI
from fondo_garanzia.queries.ricerca import cerca
from fondo_garanzia.queries.scadenziario import SCADENZIARIO, invii_da_prendere
from fondo_garanzia.queries.situazione import situazione_fondi
from fondo_garanzia.queries.tavole import tavole
from fondo_garanzia.workflow import VEDONO_IL_CONTO, VEDONO_LE_PRATICHE
from valdera_housing.choices import CHI_SEGUE_PERSONE, LEGGONO_GLI_INDICATORI, Linea
from valdera_housing.linea import TUTTI_TRANNE_TECNICO, LineaServizio, VoceMenu

SERVIZIO = LineaServizio(
    nome=Linea.FON.label,
    linea=Linea.FON,
    presentazione=PRESENTAZIONE,
    url="fondo_garanzia:presentazione",
    menu=(VoceMenu("Fondo", "fondo_garanzia:presentazione", TUTTI_TRANNE_TECNICO, invii_da_prendere, posto=42),),
    sezioni=(
        VoceMenu("Fondi", "fondo_garanzia:fondo_elenco", LEGGONO_I_FONDI),
        VoceMenu("Garanzie", "fondo_garanzia:garanzia_elenco", VEDONO_LE_PRATICHE),
        VoceMenu("Escussioni", "fondo_garanzia:escussione_elenco", VEDONO_LE_PRATICHE),
        VoceMenu("Rivalse", "fondo_garanzia:rivalsa_elenco", VEDONO_LE_PRATICHE),
        VoceMenu("Anticipi", "fondo_garanzia:anticipo_elenco", VEDONO_LE_PRATICHE),
        VoceMenu("Movimenti", "fondo_garanzia:movimento_elenco", LEGGONO_I_FONDI),
        VoceMenu("Conto dedicato", "fondo_garanzia:conto_scheda", VEDONO_IL_CONTO),
        VoceMenu("Invii arrivati", "fondo_garanzia:invio_elenco", CHI_SEGUE_PERSONE),
        VoceMenu("Indicatori", "fondo_garanzia:indicatore_elenco", LEGGONO_GLI_INDICATORI),
    ),
    scadenziario=SCADENZIARIO,
    pannelli_fascicolo=pannelli_fascicolo,
    origine_scadenza=origine_scadenza,
    cerca=cerca,
    indicatori=indicatori,
    tavole=tavole,
    costi_da_rendicontare=costi_da_rendicontare,
    situazione_fondi=situazione_fondi,
    controlli=CONTROLLI,
    glossario=GLOSSARIO,
)
