from django.urls import path

from fondo_garanzia.views import presentazione

app_name = "fondo_garanzia"
urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
]
