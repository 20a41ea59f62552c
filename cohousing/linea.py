"""How this line presents itself to the shell."""

from django.urls import reverse

from cohousing import GLOSSARIO, PRESENTAZIONE
from cohousing.workflow import CONTI, VEDONO
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.linea import LineaServizio, VoceMenu
from valdera_housing.models import Utente


def pulsanti_partitario(utente: Utente) -> list[Pulsante]:
    """The quotas of the stays are written from here."""
    return [Pulsante("Genera le quote", reverse("cohousing:quota_genera"))] if utente.ha_ruolo(*CONTI) else []


SERVIZIO = LineaServizio(
    nome=Linea.COH.label,
    linea=Linea.COH,
    presentazione=PRESENTAZIONE,
    url="cohousing:presentazione",
    sezioni=(
        VoceMenu("Quote", "cohousing:quota_elenco", (*CONTI, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE)),
        VoceMenu("Spese comuni", "cohousing:spesa_comune_elenco", VEDONO),
    ),
    pulsanti_partitario=pulsanti_partitario,
    glossario=GLOSSARIO,
)
