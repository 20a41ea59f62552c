"""What the desk asks of each person: evictions that come near, appointments to set, applications that wait."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from sportello.choices import StatoDomanda, StatoPromemoria
from sportello.models import Appuntamento, DomandaMisura, Promemoria, RisorsaTerritorio, Sfratto
from sportello.queries.rete import giorni_vecchia
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.linea.scadenziario import Genere, Scadenziario
from valdera_housing.models import Invio, Utente

# The manager's desk is already full: who is at the desk every day does these.
OGNI_GIORNO = (Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS)
OPERATORE = (Ruolo.OPERATORE_ETS,)
GIORNI_SFRATTO = 14
ASPETTA = ("Aspetta dal {quando}", "Il primo aspetta dal {quando}")

# fmt: off
GENERI = {
    "sfratto": Genere(
        OGNI_GIORNO, "Sfratto con una data vicina", "{n} sfratti con una data vicina", "Apri",
        "sfratto_scheda", "sfratto_elenco", f"entro={GIORNI_SFRATTO}",
        dettaglio=("La data è il {quando}", "La prima data è il {quando}"), data="Prossimo passo di uno sfratto"),
    "invio_sportello": Genere(
        OPERATORE, "Prendere in carico un nucleo inviato allo sportello",
        "Prendere in carico {n} nuclei inviati allo sportello", "Apri",
        "", "invio_elenco", con_termine=False, dettaglio=ASPETTA),
    "da_fissare": Genere(
        OGNI_GIORNO, "Fissare un appuntamento", "Fissare {n} appuntamenti", "Fissa",
        "appuntamento_scheda", "appuntamento_elenco", "stato=DA_FISSARE", con_termine=False, dettaglio=ASPETTA),
    "da_chiudere": Genere(
        OGNI_GIORNO, "Registrare com’è andato un appuntamento", "Registrare com’è andata per {n} appuntamenti",
        "Registra", "appuntamento_scheda", "appuntamento_elenco", "stato=DA_CHIUDERE", con_termine=False,
        dettaglio=("Era il {quando}", "Il più vecchio era il {quando}")),
    "integrazione": Genere(
        OGNI_GIORNO, "Completare una domanda", "Completare {n} domande", "Apri",
        "domanda_scheda", "domanda_elenco", "stato=INTEGRAZIONE", data="Scade l’integrazione di una domanda"),
    "istruttoria": Genere(
        OPERATORE, "Istruire una domanda", "Istruire {n} domande", "Apri",
        "domanda_scheda", "domanda_elenco", "stato=PRESENTATA", con_termine=False, dettaglio=ASPETTA),
    "promemoria": Genere(
        OPERATORE, "", "", "", "", "promemoria_elenco", "stato=FALLITO",
        segnala="{n} promemoria non {partiti}: si può telefonare"),
    "risorsa": Genere(
        OPERATORE, "", "", "", "risorsa_scheda", "risorsa_elenco", "vecchie=true",
        segnala="{n} {risorse} del territorio da ricontrollare: la più vecchia è del {giorno}"),
}
# fmt: on
PAROLE = {"partiti": "partito,partiti", "risorse": "risorsa,risorse"}


def invii_da_prendere(utente: Utente) -> QuerySet[Invio] | None:
    """Households referred to the desk that wait to be taken: the number beside the menu."""
    if not utente.ha_ruolo(*OPERATORE):
        return None
    return Invio.objects.visibili_a(utente).da_prendere(Linea.SPO)


def _cerca(utente: Utente, giorno: date) -> dict[str, tuple[QuerySet, str]]:
    """Every kind with its rows and the column of their day."""
    appuntamenti = Appuntamento.objects.visibili_a(utente)
    domande = DomandaMisura.objects.visibili_a(utente)
    sfratti = Sfratto.objects.visibili_a(utente).aperti()
    return {
        "sfratto": (sfratti.filter(prossima_data__lte=giorno + timedelta(days=GIORNI_SFRATTO)), "prossima_data"),
        "invio_sportello": (Invio.objects.visibili_a(utente).da_prendere(Linea.SPO), "inviato_il"),
        "da_fissare": (appuntamenti.da_fissare(), "richiesto_il"),
        "da_chiudere": (appuntamenti.da_chiudere(timezone.now()), "prenotazione__inizio"),
        "integrazione": (domande.filter(stato=StatoDomanda.INTEGRAZIONE), "integrare_entro"),
        "istruttoria": (domande.filter(stato=StatoDomanda.PRESENTATA), "presentata_il"),
        "promemoria": (
            Promemoria.objects.filter(
                stato=StatoPromemoria.FALLITO, per_il__gte=timezone.now(), appuntamento__in=appuntamenti
            ),
            "per_il",
        ),
        "risorsa": (RisorsaTerritorio.objects.vecchie(giorno, _giorni_risorsa(utente, giorno)), "aggiornata_il"),
    }


def _giorni_risorsa(utente: Utente, giorno: date) -> int:
    """The parameter is read only for who is told of old resources."""
    return giorni_vecchia(giorno) if utente.ha_ruolo(*OPERATORE) else 0


SCADENZIARIO = Scadenziario("sportello", GENERI, _cerca, PAROLE)
