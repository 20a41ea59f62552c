from django.urls import path

from formazione.views import presentazione

app_name = "formazione"
urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
]
