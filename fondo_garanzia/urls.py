from django.urls import path

from fondo_garanzia.views import indicatore, presentazione

app_name = "fondo_garanzia"

NUMERI = [
    path("indicatori/", indicatore.elenco, name="indicatore_elenco"),
    path("indicatori/<slug:codice>/", indicatore.scheda, name="indicatore_scheda"),
]

urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    *NUMERI,
]
