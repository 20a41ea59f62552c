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
    glossario=GLOSSARIO,
    pulsanti_partitario=pulsanti_partitario,
)
