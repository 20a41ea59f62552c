from django.apps import AppConfig


class ValderaHousingConfig(AppConfig):
    name = "valdera_housing"
    verbose_name = "Servizi abitativi"
