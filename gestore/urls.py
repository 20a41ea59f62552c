from django.urls import path

from gestore.views import presentazione

app_name = "gestore"
urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
]
