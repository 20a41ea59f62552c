"""The pages of the accounts, in groups by noun."""

from django.urls import path

from rendicontazione.views import quadro

app_name = "rendicontazione"

QUADRO = [
    path("quadro-economico/", quadro.scheda, name="quadro"),
    path("quadro-economico/esporta/<slug:foglio>/", quadro.esporta, name="quadro_esporta"),
    path("quadro-economico/linee/<slug:linea>/", quadro.linea, name="quadro_linea"),
]
urlpatterns = [*QUADRO]
