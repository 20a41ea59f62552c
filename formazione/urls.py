"""Addresses of training and participation; those under ``PUBBLICHE`` are the ones anyone may open."""

from django.urls import path

from formazione.views import presentazione, presenza, presenza_qr

app_name = "formazione"

EVENTI: list = []

SALE: list = []

ISCRIZIONI: list = []

PRESENZE: list = [
    path("eventi/<int:pk>/segna-presenze/", presenza.scegli, name="evento_segna_presenze"),
    path("incontri/<int:pk>/presenze/", presenza.registro, name="incontro_presenze"),
    path("incontri/<int:pk>/presenze/tutti/", presenza.segna_tutti, name="incontro_segna_tutti"),
    path("incontri/<int:pk>/presenze/esporta/", presenza.esporta, name="incontro_esporta"),
    path("incontri/<int:pk>/registro/", presenza.foglio, name="incontro_registro"),
    path("incontri/<int:pk>/conta/", presenza.conta, name="incontro_conta"),
    path("presenze/qr/<slug:codice>/", presenza_qr.scheda, name="presenza_qr"),
    path("presenze/qr/<slug:codice>/entrata/", presenza_qr.segna_entrata, name="presenza_segna_entrata"),
    path("presenze/qr/<slug:codice>/uscita/", presenza_qr.segna_uscita, name="presenza_segna_uscita"),
    path("presenze/<int:pk>/togli/", presenza_qr.togli, name="presenza_togli"),
]

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
