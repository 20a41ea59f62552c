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

AGENDA: list = [
    path("agenda/", agenda.calendario, name="agenda"),
    path("agenda/foglio/", agenda.foglio, name="agenda_foglio"),
    path("appuntamenti/", appuntamento.elenco, name="appuntamento_elenco"),
    path("appuntamenti/esporta/", appuntamento.esporta, name="appuntamento_esporta"),
    path("appuntamenti/prenota/", appuntamento.prenota, name="appuntamento_prenota"),
    path("appuntamenti/richiedi/", appuntamento.richiedi, name="appuntamento_richiedi"),
    path("appuntamenti/<int:pk>/", appuntamento.scheda, name="appuntamento_scheda"),
    path("appuntamenti/<int:pk>/conferma/", appuntamento.conferma, name="appuntamento_conferma"),
    path("appuntamenti/<int:pk>/sposta/", appuntamento.sposta, name="appuntamento_sposta"),
    path("appuntamenti/<int:pk>/svolgi/", appuntamento.svolgi, name="appuntamento_svolgi"),
    path("appuntamenti/<int:pk>/segna-assente/", appuntamento.segna_assente, name="appuntamento_segna_assente"),
    path("appuntamenti/<int:pk>/rinvia/", appuntamento.rinvia, name="appuntamento_rinvia"),
    path("appuntamenti/<int:pk>/annulla-utente/", appuntamento.annulla_utente, name="appuntamento_annulla_utente"),
    path("appuntamenti/<int:pk>/annulla-ente/", appuntamento.annulla_ente, name="appuntamento_annulla_ente"),
]

PROMEMORIA: list = []

SFRATTI: list = []

MISURE: list = []

DOMANDE: list = []

PUNTEGGI: list = []

CONSULENZA: list = []

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
