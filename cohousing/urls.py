"""Addresses of shared housing."""

from django.urls import URLPattern, path

from cohousing.views import costo, presentazione

app_name = "cohousing"

STRUTTURE: list[URLPattern] = []

CANDIDATURE: list[URLPattern] = []

PERMANENZE: list[URLPattern] = []

AUTONOMIA: list[URLPattern] = []

SUPERVISIONI: list[URLPattern] = []

QUOTE: list[URLPattern] = []

SERVIZI: list[URLPattern] = []

COSTI = [
    path("costi/", costo.elenco, name="costo_elenco"),
    path("costi/esporta/", costo.esporta, name="costo_esporta"),
    path("costi/<int:pk>/", costo.scheda, name="costo_scheda"),
    path("costi/<int:pk>/file/", costo.file, name="costo_file"),
    path("costi/<int:pk>/modifica/", costo.modifica, name="costo_modifica"),
    path("costi/<int:pk>/paga/", costo.paga, name="costo_paga"),
    path("costi/<int:pk>/togli/", costo.togli, name="costo_togli"),
    path("strutture/<int:pk>/aggiungi-costo/", costo.di_struttura, name="struttura_aggiungi_costo"),
    path("immobili/<int:pk>/aggiungi-costo/", costo.di_immobile, name="immobile_aggiungi_costo"),
]

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
