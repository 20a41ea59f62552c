"""Addresses of shared housing."""

from django.urls import URLPattern, path

from cohousing.views import atto_struttura, patto, presentazione, spazio, struttura, unita

app_name = "cohousing"

STRUTTURE: list[URLPattern] = [
    path("strutture/", struttura.elenco, name="struttura_elenco"),
    path("strutture/esporta/", struttura.esporta, name="struttura_esporta"),
    path("strutture/nuova/", struttura.nuova, name="struttura_nuova"),
    path("strutture/<int:pk>/", struttura.scheda, name="struttura_scheda"),
    path("strutture/<int:pk>/storia/", struttura.storia, name="struttura_storia"),
    path("strutture/<int:pk>/occupazione/", struttura.occupazione, name="struttura_occupazione"),
    path("strutture/<int:pk>/modifica/", struttura.modifica, name="struttura_modifica"),
    path("strutture/<int:pk>/attiva/", atto_struttura.attiva, name="struttura_attiva"),
    path("strutture/<int:pk>/chiudi/", atto_struttura.chiudi, name="struttura_chiudi"),
    path("strutture/<int:pk>/aggiungi-unita/", unita.aggiungi, name="struttura_aggiungi_unita"),
    path("strutture/<int:pk>/aggiungi-spazio/", spazio.aggiungi, name="struttura_aggiungi_spazio"),
    path("strutture/<int:pk>/prepara-patto/", patto.prepara, name="struttura_prepara_patto"),
    path("unita/", unita.elenco, name="unita_elenco"),
    path("unita/esporta/", unita.esporta, name="unita_esporta"),
    path("unita/<int:pk>/modifica/", unita.modifica, name="unita_modifica"),
    path("unita/<int:pk>/chiudi/", unita.chiudi, name="unita_chiudi"),
    path("unita/<int:pk>/ferma/", unita.ferma, name="unita_ferma"),
    path("fermi/<int:pk>/modifica/", unita.cambia_fermo, name="fermo_modifica"),
    path("spazi/<int:pk>/modifica/", spazio.modifica, name="spazio_modifica"),
    path("spazi/<int:pk>/togli/", spazio.togli, name="spazio_togli"),
    path("patti/<int:pk>/", patto.scheda, name="patto_scheda"),
    path("patti/<int:pk>/scrivi/", patto.scrivi, name="patto_scrivi"),
    path("patti/<int:pk>/traduci/", patto.traduci, name="patto_traduci"),
    path("patti/<int:pk>/pubblica/", patto.pubblica, name="patto_pubblica"),
]

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
