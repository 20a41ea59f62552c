from django.urls import path

from sportello.views import presentazione

app_name = "sportello"
urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
]
