from django.urls import path

from gestore.views import indicatore, manutenzione, presentazione

app_name = "gestore"

MANUTENZIONI = [
    path("manutenzioni/", manutenzione.elenco, name="manutenzione_elenco"),
    path("manutenzioni/esporta/", manutenzione.esporta, name="manutenzione_esporta"),
    path("manutenzioni/nuova/", manutenzione.nuova, name="manutenzione_nuova"),
    path("manutenzioni/<int:pk>/", manutenzione.scheda, name="manutenzione_scheda"),
    path("manutenzioni/<int:pk>/modifica/", manutenzione.modifica, name="manutenzione_modifica"),
    path(
        "manutenzioni/<int:pk>/preventivi/nuovo/",
        manutenzione.aggiungi_preventivo,
        name="manutenzione_aggiungi_preventivo",
    ),
    path(
        "manutenzioni/<int:pk>/preventivi/<int:preventivo_pk>/",
        manutenzione.preventivo,
        name="manutenzione_preventivo",
    ),
    path("manutenzioni/<int:pk>/autorizza/", manutenzione.autorizza, name="manutenzione_autorizza"),
    path("manutenzioni/<int:pk>/chiudi/", manutenzione.chiudi, name="manutenzione_chiudi"),
    path("manutenzioni/<int:pk>/annulla/", manutenzione.annulla, name="manutenzione_annulla"),
    path("manutenzioni/<int:pk>/fattura/", manutenzione.fattura, name="manutenzione_fattura"),
]
INDICATORI = [
    path("indicatori/", indicatore.elenco, name="indicatore_elenco"),
    path("indicatori/<slug:codice>/", indicatore.scheda, name="indicatore_scheda"),
]
urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    *MANUTENZIONI,
    *INDICATORI,
]
