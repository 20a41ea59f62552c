from django.apps import AppConfig


class GestoreConfig(AppConfig):
    name = "gestore"
    verbose_name = "Gestore immobiliare sociale"
