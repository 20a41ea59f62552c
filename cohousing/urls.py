from django.urls import path

from cohousing.views import presentazione

app_name = "cohousing"
urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
]
