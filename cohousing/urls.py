"""Addresses of shared housing."""

from django.urls import URLPattern, path

from cohousing.views import presentazione

app_name = "cohousing"

STRUTTURE: list[URLPattern] = []

CANDIDATURE: list[URLPattern] = []

PERMANENZE: list[URLPattern] = []

AUTONOMIA: list[URLPattern] = []

SUPERVISIONI: list[URLPattern] = []

QUOTE: list[URLPattern] = []

SERVIZI: list[URLPattern] = []

COSTI: list[URLPattern] = []

IMMOBILI: list[URLPattern] = []

NUMERI: list[URLPattern] = []

urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    *STRUTTURE,
    *CANDIDATURE,
    *PERMANENZE,
    *AUTONOMIA,
    *SUPERVISIONI,
    *QUOTE,
    *SERVIZI,
    *COSTI,
    *IMMOBILI,
    *NUMERI,
]
