"""The pages of the sportello, in groups by noun."""

from django.urls import path

from sportello.views import (  # noqa: F401
    accesso,
    agenda,
    appuntamento,
    consulenza,
    domanda,
    impegno,
    indicatore,
    misura,
    opportunita,
    percorso,
    presentazione,
    promemoria,
    punteggio,
    risorsa,
    sfratto,
    tavolo,
)

app_name = "sportello"

ACCESSI: list = []

AGENDA: list = []

PROMEMORIA: list = []

SFRATTI: list = []

MISURE: list = []

DOMANDE: list = []

PUNTEGGI: list = [
    path("punteggi/", punteggio.elenco, name="voce_punteggio_elenco"),
    path("punteggi/esporta/", punteggio.esporta, name="voce_punteggio_esporta"),
    path("punteggi/nuova/", punteggio.nuova, name="voce_punteggio_nuova"),
    path("punteggi/<int:pk>/", punteggio.scheda, name="voce_punteggio_scheda"),
    path("punteggi/<int:pk>/modifica/", punteggio.modifica, name="voce_punteggio_modifica"),
    path("punteggi/<int:pk>/chiudi/", punteggio.chiudi, name="voce_punteggio_chiudi"),
    path("domande/<int:pk>/punti/", punteggio.punti, name="domanda_punti"),
    path("domande/<int:pk>/modulo.pdf", punteggio.modulo, name="domanda_modulo"),
]

CONSULENZA: list = [
    path("consulenza/canone/", consulenza.canone, name="consulenza_canone"),
    path("consulenza/canone.pdf", consulenza.canone_in_pdf, name="consulenza_canone_pdf"),
    path("consulenza/sostenibile/", consulenza.sostenibile, name="consulenza_sostenibile"),
    path("consulenza/sostenibile.pdf", consulenza.sostenibile_in_pdf, name="consulenza_sostenibile_pdf"),
]

RETE: list = []

LAVORO: list = []

NUMERI: list = []

urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    *ACCESSI,
    *AGENDA,
    *PROMEMORIA,
    *SFRATTI,
    *MISURE,
    *DOMANDE,
    *PUNTEGGI,
    *CONSULENZA,
    *RETE,
    *LAVORO,
    *NUMERI,
]
