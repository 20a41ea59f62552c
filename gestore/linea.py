"""How this line presents itself to the shell."""

from django.urls import reverse

from gestore import GLOSSARIO, PRESENTAZIONE
from gestore.queries.costi import costi_da_rendicontare
from gestore.queries.indicatori import indicatori
from gestore.queries.origine import origine_scadenza
from gestore.queries.pannelli import pannelli_fascicolo
from gestore.queries.ricerca import cerca
from gestore.queries.scadenziario import SCADENZIARIO, invii_da_prendere
from gestore.queries.tavole import tavole
from gestore.workflow import (
    VEDONO_I_CONTRATTI,
    VEDONO_I_CRITERI,
    VEDONO_IL_PARTITARIO,
    VEDONO_LE_CANDIDATURE,
    VEDONO_LE_CASE,
)
from valdera_housing.choices import LEGGONO_GLI_INDICATORI, TENGONO_I_CONTI, Linea
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.linea import TUTTI_TRANNE_TECNICO, LineaServizio, VoceMenu
from valdera_housing.models import Utente


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
    menu=(VoceMenu("Gestore", "gestore:presentazione", TUTTI_TRANNE_TECNICO, invii_da_prendere, posto=40),),
    sezioni=(
        VoceMenu("Alloggi", "gestore:alloggio_elenco", VEDONO_LE_CASE),
        VoceMenu("Locazioni", "gestore:locazione_elenco", VEDONO_I_CONTRATTI),
        VoceMenu("Sublocazioni", "gestore:sublocazione_elenco", VEDONO_I_CONTRATTI),
        VoceMenu("Candidature", "gestore:candidatura_elenco", VEDONO_LE_CANDIDATURE),
        VoceMenu("Partitario", "scadenza_elenco", VEDONO_IL_PARTITARIO),
        VoceMenu("Morosità", "gestore:morosita_elenco", VEDONO_IL_PARTITARIO),
        VoceMenu("Manutenzioni", "gestore:manutenzione_elenco", VEDONO_LE_CASE),
        VoceMenu("Indicatori", "gestore:indicatore_elenco", LEGGONO_GLI_INDICATORI),
    ),
    pie=(VoceMenu("Requisiti per gli alloggi", "gestore:criterio_elenco", VEDONO_I_CRITERI),),
    scadenziario=SCADENZIARIO,
    pannelli_fascicolo=pannelli_fascicolo,
    origine_scadenza=origine_scadenza,
    cerca=cerca,
    pulsanti_partitario=pulsanti_partitario,
    indicatori=indicatori,
    tavole=tavole,
    costi_da_rendicontare=costi_da_rendicontare,
    glossario=GLOSSARIO,
)
