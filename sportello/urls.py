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

PUNTEGGI: list = []

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
