"""Addresses of training and participation; those under ``PUBBLICHE`` are the ones anyone may open."""

from django.urls import path

from formazione.views import presentazione

app_name = "formazione"

EVENTI: list = []

SALE: list = []

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
