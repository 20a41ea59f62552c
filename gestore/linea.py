"""How this line presents itself to the shell."""

from django.urls import reverse

from gestore import GLOSSARIO, PRESENTAZIONE
from valdera_housing.choices import TENGONO_I_CONTI, Linea
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.linea import LineaServizio
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
    glossario=GLOSSARIO,
    pulsanti_partitario=pulsanti_partitario,
)
