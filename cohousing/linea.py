"""How this line presents itself to the shell."""

from django.urls import reverse

from cohousing import GLOSSARIO, PRESENTAZIONE
from cohousing.queries.costi import costi_da_rendicontare
from cohousing.queries.indicatori import indicatori
from cohousing.queries.integrita import CONTROLLI
from cohousing.queries.origine import origine_scadenza
from cohousing.queries.pannelli import pannelli_fascicolo
from cohousing.queries.ricerca import cerca
from cohousing.queries.scadenziario import SCADENZIARIO, che_aspettano
from cohousing.queries.tavole import tavole
from cohousing.queries.traguardi import tappe
from cohousing.workflow import CONTI, SEGUONO, UNIONE, VEDONO
from valdera_housing.choices import LEGGONO_GLI_INDICATORI, Linea, Ruolo
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.linea import TUTTI_TRANNE_TECNICO, LineaServizio, VoceMenu
from valdera_housing.models import Utente


def pulsanti_partitario(utente: Utente) -> list[Pulsante]:
    """The quotas of the stays are written from here."""
    return [Pulsante("Genera le quote", reverse("cohousing:quota_genera"))] if utente.ha_ruolo(*CONTI) else []


SERVIZIO = LineaServizio(
    nome=Linea.COH.label,
    linea=Linea.COH,
    presentazione=PRESENTAZIONE,
    url="cohousing:presentazione",
    menu=(VoceMenu("Cohousing", "cohousing:presentazione", TUTTI_TRANNE_TECNICO, che_aspettano, posto=44),),
    sezioni=(
        VoceMenu("Case", "cohousing:struttura_elenco", VEDONO),
        VoceMenu("Posti liberi", "cohousing:unita_elenco", VEDONO),
        VoceMenu("Candidature", "cohousing:candidatura_elenco", SEGUONO),
        VoceMenu("Permanenze", "cohousing:permanenza_elenco", VEDONO),
        VoceMenu("Visite e riunioni", "cohousing:supervisione_elenco", VEDONO),
        VoceMenu("Quote", "cohousing:quota_elenco", (*CONTI, *UNIONE, Ruolo.REVISORE)),
        VoceMenu("Spese comuni", "cohousing:spesa_comune_elenco", VEDONO),
        VoceMenu("Servizi", "cohousing:servizio_elenco", VEDONO),
        VoceMenu("Turni", "cohousing:turno_elenco", VEDONO),
        VoceMenu("Immobili", "cohousing:immobile_elenco", VEDONO),
        VoceMenu("Tappe", "cohousing:tappa_elenco", VEDONO),
        VoceMenu("Spese", "cohousing:costo_elenco", VEDONO),
        VoceMenu("Invii arrivati", "cohousing:invio_elenco", SEGUONO),
        VoceMenu("Indicatori", "cohousing:indicatore_elenco", LEGGONO_GLI_INDICATORI),
    ),
    scadenziario=SCADENZIARIO,
    pannelli_fascicolo=pannelli_fascicolo,
    origine_scadenza=origine_scadenza,
    cerca=cerca,
    indicatori=indicatori,
    tavole=tavole,
    tappe=tappe,
    costi_da_rendicontare=costi_da_rendicontare,
    controlli=CONTROLLI,
    glossario=GLOSSARIO,
    pulsanti_partitario=pulsanti_partitario,
)
