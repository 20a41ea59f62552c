"""Addresses of shared housing."""

from django.urls import URLPattern, path

from cohousing.views import atto_spesa_comune, presentazione, quota, spesa_comune

app_name = "cohousing"

STRUTTURE: list[URLPattern] = []

CANDIDATURE: list[URLPattern] = []

PERMANENZE: list[URLPattern] = []

AUTONOMIA: list[URLPattern] = []

SUPERVISIONI: list[URLPattern] = []

QUOTE: list[URLPattern] = [
    path("quote/", quota.elenco, name="quota_elenco"),
    path("quote/esporta/", quota.esporta, name="quota_esporta"),
    path("quote/genera/", quota.genera, name="quota_genera"),
    path("permanenze/<int:pk>/cauzione/", quota.restituisci, name="cauzione_restituisci"),
    path("spese-comuni/", spesa_comune.elenco, name="spesa_comune_elenco"),
    path("spese-comuni/esporta/", spesa_comune.esporta, name="spesa_comune_esporta"),
    path("strutture/<int:pk>/spese-comuni/nuova/", spesa_comune.nuova, name="struttura_aggiungi_spesa_comune"),
    path("spese-comuni/<int:pk>/", spesa_comune.scheda, name="spesa_comune_scheda"),
    path("spese-comuni/<int:pk>/file/", spesa_comune.file, name="spesa_comune_file"),
    path("spese-comuni/<int:pk>/modifica/", spesa_comune.modifica, name="spesa_comune_modifica"),
    path("spese-comuni/<int:pk>/ripartisci/", atto_spesa_comune.ripartisci, name="spesa_comune_ripartisci"),
    path("spese-comuni/<int:pk>/paga/", atto_spesa_comune.paga, name="spesa_comune_paga"),
    path("spese-comuni/<int:pk>/annulla/", atto_spesa_comune.annulla, name="spesa_comune_annulla"),
]

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
