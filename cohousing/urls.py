"""Addresses of shared housing."""

from django.urls import URLPattern, path

from cohousing.views import indicatore, presentazione
from cohousing.views import atto_servizio, costo, presentazione, servizio, turno

app_name = "cohousing"

STRUTTURE: list[URLPattern] = []

CANDIDATURE: list[URLPattern] = []

PERMANENZE: list[URLPattern] = []

AUTONOMIA: list[URLPattern] = []

SUPERVISIONI: list[URLPattern] = []

QUOTE: list[URLPattern] = []

SERVIZI = [
    path("servizi/", servizio.elenco, name="servizio_elenco"),
    path("servizi/esporta/", servizio.esporta, name="servizio_esporta"),
    path("servizi/<int:pk>/", servizio.scheda, name="servizio_scheda"),
    path("servizi/<int:pk>/storia/", servizio.storia, name="servizio_storia"),
    path("servizi/<int:pk>/modifica/", servizio.modifica, name="servizio_modifica"),
    path("servizi/<int:pk>/aggiungi-turno/", atto_servizio.aggiungi_turno, name="servizio_aggiungi_turno"),
    path("servizi/<int:pk>/chiudi/", atto_servizio.chiudi, name="servizio_chiudi"),
    path("strutture/<int:pk>/aggiungi-servizio/", servizio.nuovo, name="struttura_aggiungi_servizio"),
    path("strutture/<int:pk>/servizi-locandina/", servizio.locandina, name="struttura_servizi_locandina"),
    path("turni/", turno.elenco, name="turno_elenco"),
    path("turni/esporta/", turno.esporta, name="turno_esporta"),
    path("turni/<int:pk>/", turno.scheda, name="turno_scheda"),
    path("turni/<int:pk>/registra/", turno.registra, name="turno_registra"),
    path("turni/<int:pk>/modifica/", turno.modifica, name="turno_modifica"),
    path("turni/<int:pk>/salta/", turno.salta, name="turno_salta"),
]

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

NUMERI: list[URLPattern] = [
    path("indicatori/", indicatore.elenco, name="indicatore_elenco"),
    path("indicatori/<str:codice>/", indicatore.scheda, name="indicatore_scheda"),
]

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
