from django.urls import path

from gestore.views import generazione, presentazione

app_name = "gestore"
urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    path("scadenze/genera/", generazione.genera, name="scadenza_genera"),
]
