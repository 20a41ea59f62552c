"""How this line presents itself to the shell."""

from django.urls import reverse

from gestore import GLOSSARIO, PRESENTAZIONE
from gestore.queries import scadenziario
from gestore.queries.costi import costi_da_rendicontare
from gestore.queries.indicatori import indicatori
from gestore.queries.pannelli import pannelli_fascicolo
from gestore.queries.ricerca import cerca
from gestore.queries.scadenziario import invii_da_prendere
from gestore.queries.tavole import tavole
from gestore.workflow import VEDONO_I_CRITERI
from valdera_housing.choices import TENGONO_I_CONTI, Linea, Ruolo
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.linea import LineaServizio, VoceMenu
from valdera_housing.models import Utente

# The bar holds about ten sections: who already has the accounts in it starts from the page of the line.
SPORTELLO = (Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS)
SPORTELLO_E_CONTABILE = (*SPORTELLO, Ruolo.CONTABILE_ETS)
DALLA_PAGINA_DELLA_LINEA = (Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE)


def pulsanti_partitario(utente: Utente) -> list[Pulsante]:
    """The dues of the contracts are written from here."""
    if not utente.ha_ruolo(*TENGONO_I_CONTI):
        return []
    return [Pulsante("Genera le scadenze", reverse("gestore:scadenza_genera"))]


SERVIZIO = LineaServizio(
    nome=Linea.GIS.label,
    linea=Linea.GIS,
    presentazione=PRESENTAZIONE,
    url="gestore:presentazione",
    menu=(
        VoceMenu("Gestore", "gestore:presentazione", DALLA_PAGINA_DELLA_LINEA, invii_da_prendere, posto=40),
        VoceMenu("Alloggi", "gestore:alloggio_elenco", SPORTELLO, posto=41),
        VoceMenu("Contratti", "gestore:locazione_elenco", SPORTELLO_E_CONTABILE, posto=42),
        VoceMenu("Candidature", "gestore:candidatura_elenco", SPORTELLO, invii_da_prendere, posto=43),
        VoceMenu("Morosità", "gestore:morosita_elenco", SPORTELLO_E_CONTABILE, posto=45),
        VoceMenu("Manutenzioni", "gestore:manutenzione_elenco", (Ruolo.OPERATORE_ETS,), posto=46),
    ),
    pie=(VoceMenu("Requisiti per gli alloggi", "gestore:criterio_elenco", VEDONO_I_CRITERI),),
    compiti=scadenziario.compiti,
    segnalazioni=scadenziario.segnalazioni,
    prossime_date=scadenziario.prossime_date,
    pannelli_fascicolo=pannelli_fascicolo,
    cerca=cerca,
    pulsanti_partitario=pulsanti_partitario,
    indicatori=indicatori,
    tavole=tavole,
    costi_da_rendicontare=costi_da_rendicontare,
    glossario=GLOSSARIO,
)
