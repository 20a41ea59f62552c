"""Addresses of shared housing."""

from django.urls import URLPattern, path

from cohousing.views import atto_permanenza, documento_permanenza, permanenza, presentazione

app_name = "cohousing"

STRUTTURE: list[URLPattern] = []

CANDIDATURE: list[URLPattern] = []

PERMANENZE: list[URLPattern] = [
    path("permanenze/", permanenza.elenco, name="permanenza_elenco"),
    path("permanenze/esporta/", permanenza.esporta, name="permanenza_esporta"),
    path("permanenze/nuova/", permanenza.nuova, name="permanenza_nuova"),
    path("permanenze/<int:pk>/", permanenza.scheda, name="permanenza_scheda"),
    path("permanenze/<int:pk>/storia/", permanenza.storia, name="permanenza_storia"),
    path("permanenze/<int:pk>/file/", permanenza.file, name="permanenza_file"),
    path("permanenze/<int:pk>/patto/", documento_permanenza.patto, name="permanenza_patto"),
    path("permanenze/<int:pk>/modifica/", permanenza.modifica, name="permanenza_modifica"),
    path("permanenze/<int:pk>/firma-patto/", atto_permanenza.firma_patto, name="permanenza_firma_patto"),
    path("permanenze/<int:pk>/avvia/", atto_permanenza.avvia, name="permanenza_avvia"),
    path("permanenze/<int:pk>/annulla/", atto_permanenza.annulla, name="permanenza_annulla"),
    path("permanenze/<int:pk>/proroga/", atto_permanenza.proroga, name="permanenza_proroga"),
    path("permanenze/<int:pk>/concludi/", atto_permanenza.concludi, name="permanenza_concludi"),
    path("permanenze/<int:pk>/ricontatta/", atto_permanenza.ricontatta, name="permanenza_ricontatta"),
    path("proroghe/<int:pk>/verbale/", documento_permanenza.verbale, name="proroga_verbale"),
]

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
