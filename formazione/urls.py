"""Addresses of training and participation; those under ``PUBBLICHE`` are the ones anyone may open."""

from django.urls import path

from formazione.views import iscrizione, presentazione, pubblica

app_name = "formazione"

EVENTI: list = []

SALE: list = []

ISCRIZIONI: list = [
    path("eventi/<int:pk>/iscritti/", iscrizione.elenco, name="iscrizione_elenco"),
    path("eventi/<int:pk>/iscritti/esporta/", iscrizione.esporta, name="iscrizione_esporta"),
    path("eventi/<int:pk>/iscrivi/", iscrizione.iscrivi, name="evento_iscrivi"),
    path("iscritti/<int:pk>/", iscrizione.scheda, name="iscrizione_scheda"),
    path("iscritti/<int:pk>/modifica/", iscrizione.modifica, name="iscrizione_modifica"),
    path("iscritti/<int:pk>/conferma/", iscrizione.conferma, name="iscrizione_conferma"),
    path("iscritti/<int:pk>/annulla/", iscrizione.annulla, name="iscrizione_annulla"),
]

PRESENZE: list = []

ATTESTATI: list = []

QUESTIONARI: list = []

CAMPAGNE: list = []

COSTI: list = []

NUMERI: list = []

PUBBLICHE: list = [
    path("informativa/", pubblica.informativa, name="pubblica_informativa"),
    path("iscrizioni/", pubblica.elenco, name="pubblica_elenco"),
    path("iscrizioni/inviata/", pubblica.inviata, name="pubblica_inviata"),
    path("iscrizioni/conferma/<slug:codice>/", pubblica.conferma, name="pubblica_conferma"),
    path("iscrizioni/annulla/<slug:codice>/", pubblica.annulla, name="pubblica_annulla"),
    path("iscrizioni/calendario/<slug:codice>/", pubblica.calendario, name="pubblica_calendario"),
    path("iscrizioni/<slug:codice>/", pubblica.evento, name="pubblica_evento"),
]

urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    *EVENTI,
    *SALE,
    *ISCRIZIONI,
    *PRESENZE,
    *ATTESTATI,
    *QUESTIONARI,
    *CAMPAGNE,
    *COSTI,
    *NUMERI,
    *PUBBLICHE,
]
