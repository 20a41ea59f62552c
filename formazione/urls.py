"""Addresses of training and participation; those under ``PUBBLICHE`` are the ones anyone may open."""

from django.urls import path

from formazione.views import presentazione, sala

app_name = "formazione"

EVENTI: list = []

SALE: list = [
    path("sale/", sala.elenco, name="sala_elenco"),
    path("sale/esporta/", sala.esporta, name="sala_esporta"),
    path("sale/regole/", sala.regole, name="sala_regole"),
    path("sale/nuova/", sala.nuova, name="sala_nuova"),
    path("sale/<int:pk>/", sala.scheda, name="sala_scheda"),
    path("sale/<int:pk>/autorizza/", sala.autorizza, name="sala_autorizza"),
    path("sale/<int:pk>/rifiuta/", sala.rifiuta, name="sala_rifiuta"),
    path("sale/<int:pk>/ritira/", sala.ritira, name="sala_ritira"),
]

ISCRIZIONI: list = []

PRESENZE: list = []

ATTESTATI: list = []

QUESTIONARI: list = []

CAMPAGNE: list = []

COSTI: list = []

NUMERI: list = []

PUBBLICHE: list = []

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
