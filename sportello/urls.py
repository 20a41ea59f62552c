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

PROMEMORIA: list = [
    path("promemoria/", promemoria.elenco, name="promemoria_elenco"),
    path("promemoria/esporta/", promemoria.esporta, name="promemoria_esporta"),
    path("promemoria/spenti/", promemoria.silenzi, name="silenzio_elenco"),
    path("promemoria/spenti/nuovo/", promemoria.silenzio_nuovo, name="silenzio_nuovo"),
    path("promemoria/spenti/<int:pk>/togli/", promemoria.silenzio_togli, name="silenzio_togli"),
    path("appuntamenti/<int:pk>/appuntamento.ics", promemoria.appuntamento_ics, name="appuntamento_ics"),
]

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
