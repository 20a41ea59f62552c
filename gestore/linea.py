"""How this line presents itself to the shell."""

from django.urls import reverse

from gestore import GLOSSARIO, PRESENTAZIONE
from gestore.queries.invio import da_prendere
from gestore.workflow import (
    SPORTELLO_ETS,
    VEDONO_I_CONTRATTI,
    VEDONO_I_CRITERI,
    VEDONO_LE_CANDIDATURE,
    VEDONO_LE_CASE,
)
from valdera_housing.choices import TENGONO_I_CONTI, Linea
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.linea import LineaServizio, VoceMenu
from valdera_housing.models import Utente


def invii_da_prendere(utente: Utente) -> int:
    """Work for the desk of the ETS; who referred them reads their state on the page of the household."""
    return da_prendere(utente) if utente.ha_ruolo(*SPORTELLO_ETS) else 0


def pulsanti_partitario(utente: Utente) -> list[Pulsante]:
    """The dues of the contracts are written from here."""
    if not utente.ha_ruolo(*TENGONO_I_CONTI):
        return []
    return [Pulsante("Genera le scadenze", reverse("gestore:scadenza_genera"))]

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
from gestore.workflow import VEDONO_IL_PARTITARIO
from valdera_housing.choices import Linea
from valdera_housing.linea import LineaServizio, VoceMenu

SERVIZIO = LineaServizio(
    nome=Linea.GIS.label,
    linea=Linea.GIS,
    presentazione=PRESENTAZIONE,
    url="gestore:presentazione",
    menu=(
        VoceMenu("Alloggi", "gestore:alloggio_elenco", VEDONO_LE_CASE, posto=40),
        VoceMenu("Contratti", "gestore:locazione_elenco", VEDONO_I_CONTRATTI, posto=41),
        VoceMenu("Candidature", "gestore:candidatura_elenco", VEDONO_LE_CANDIDATURE, invii_da_prendere, posto=42),
    ),
    pie=(VoceMenu("Requisiti per gli alloggi", "gestore:criterio_elenco", VEDONO_I_CRITERI),),
    menu=(VoceMenu("Manutenzioni", "gestore:manutenzione_elenco", NELLA_BARRA, posto=45),),
    compiti=scadenziario.compiti,
    segnalazioni=scadenziario.segnalazioni,
    prossime_date=scadenziario.prossime_date,
    pannelli_fascicolo=pannelli_fascicolo,
    cerca=cerca,
    indicatori=indicatori,
    tavole=tavole,
    costi_da_rendicontare=costi_da_rendicontare,
    menu=(VoceMenu("Morosità", "gestore:morosita_elenco", VEDONO_IL_PARTITARIO, posto=44),),
    glossario=GLOSSARIO,
    pulsanti_partitario=pulsanti_partitario,
)
